"""Shapes taken apart as text (`parse/shapes.py` says what they are): alternatives, and the last operation."""

from __future__ import annotations

import re
from functools import lru_cache

NAME = r"[\w$#]+[!?]?"
"""A name in a shape: Ruby's methods may end in a sign."""
BARE = re.compile(NAME + r"(?=[.(\[@~]|$)")
"""A name that a shape begins with, of which nothing is known but the name."""
_LAST_OPERATION = re.compile(rf"(?:\.{NAME}|\(\d*\)|\[(?:\d*|\{{[^{{}}]*\}})\]|@|~)$")


@lru_cache(maxsize=4096)
def alternatives(shape: str) -> tuple[str, ...]:
    """The alternatives of a shape: split at `|`, but not within braces."""
    if "|" not in shape:
        return (shape,)
    return tuple(re.findall(r"(?:\{[^}]*\}|<[^>]*>|[^|{<])+", shape))


@lru_cache(maxsize=16384)
def last_operation(shape: str) -> tuple[str, str]:
    """A single shape without its last operation, and that operation ("" for a root alone)."""
    if shape.startswith(("{", "<")) and shape.endswith(("}", ">")):
        return "", ""
    match = _LAST_OPERATION.search(shape)
    return (shape[: match.start()], match.group()) if match and match.start() else ("", "")


def seen_by(scope: str, shape: str) -> str:
    """The scope on which the meaning of a shape hangs: on none, if it begins with exactly that definition."""
    # What is said of `self` in one method of a class is found once for all of them.
    return "" if shape[:1] == "<" and "|" not in shape else scope
