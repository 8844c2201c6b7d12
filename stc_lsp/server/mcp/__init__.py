"""The Model Context Protocol: coding agents spend their context on answers instead of files.

`tools` is what an agent can call, `pages` what it can read, `shapes` what comes back, `serving` how it is
reached. Nothing here knows more than `wake` does.
"""
