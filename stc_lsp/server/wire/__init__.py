"""Bytes on one side, typed messages on the other: framing, JSON-RPC, and the three ways to a client.

What must not be here: features, and anything about workspaces.
"""
