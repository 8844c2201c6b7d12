"""The sleeper as a process of its own, and the way to it."""
