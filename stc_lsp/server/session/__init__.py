"""What one client has open: folders with their memories and sleepers, buffers, and where positions lie.

What must not be here: what the protocol calls a feature (see `server.lsp`), and how bytes travel.
"""
