"""What is known, in SQLite: an index per workspace, one store of thoughts and one ledger per user.

The only package with SQL. Readers import the standard library's `sqlite3` alone, so that a hover need not
wait for heavier imports; what writes opens its database with sqlite-utils.
"""
