"""What the repository says: languages, chunks, fingerprints, symbols, imports. Pure: bytes in, values out.

Nothing in here reads a file, the clock or the environment, so nothing in here can fail for want of them.
Parsing never fails either: it returns what could be understood and says that there were syntax errors.
"""
