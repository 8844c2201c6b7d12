"""What is known, in SQLite: an index per workspace, one store of thoughts and one ledger per user.

The only package with SQL.
"""
