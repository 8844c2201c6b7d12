"""Answering now: hover, ask, likely questions, citations, status. Reads only, but for the ledger and the
log of questions.

What must not be here: SQL, protocols, network clients, and anything of `sleep`: the two meet in memory.
"""
