"""The Language Server Protocol, one feature a file, named as the protocol names it; `features` lists them.

A handler takes a snapshot, calls one function of `wake`, and returns a value.
"""
