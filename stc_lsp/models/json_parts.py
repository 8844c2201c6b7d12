"""Parts of JSON that somebody else wrote: what should be there if it is, and otherwise nothing."""

from __future__ import annotations

from typing import cast


def mapping(value: object) -> dict[str, object]:
    """An object; {} for anything else."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def member(value: object, name: str) -> object:
    """What an object has under a name; None if it has nothing there, or is none."""
    return mapping(value).get(name)


def elements(value: object) -> list[object]:
    """A list; [] for anything else."""
    return cast("list[object]", value) if isinstance(value, list) else []


def objects(value: object) -> list[dict[str, object]]:
    """The objects in a list that are not empty; [] for anything else."""
    return [found for each in elements(value) if (found := mapping(each))]


def text(value: object) -> str:
    """A string; "" for anything else."""
    return value if isinstance(value, str) else ""


def integer(value: object) -> int | None:
    """A whole number; None for anything else, be it true or false."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
