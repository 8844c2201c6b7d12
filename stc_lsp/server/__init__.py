"""Faces: protocols on one side, `wake` on the other. A face translates, calls one function, translates back.

Nothing here knows how an answer is made, and no other room knows a protocol.
"""
