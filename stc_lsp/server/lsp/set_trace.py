"""`$/setTrace`: we send no traces; stderr has the log."""

from __future__ import annotations


def set_trace(_session: object, _params: object) -> None:
    """Nothing to do."""
