"""What a check of the set-up finds."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.cli.options import Command


class Verdict(StrEnum):
    """How a check came out."""

    GOOD = "good"
    NOTE = "note"
    """Worth knowing; nothing is wrong."""
    POOR = "poor"
    """stc-lsp works, but less well."""
    BAD = "bad"
    """stc-lsp cannot work."""


@attrs.frozen
class Finding:
    """One line of the doctor's report."""

    verdict: Verdict
    about: str
    said: str
    mend: str = ""
    """What to do about it; "" if nothing."""

    def as_json(self) -> dict[str, str]:
        """The same for a script."""
        return {"verdict": self.verdict.value, "about": self.about, "said": self.said, "mend": self.mend}


class Check(Protocol):
    """Looks at one thing; `contact` allows it to call the models configured. May raise StcError."""

    def __call__(self, command: Command, contact: bool, /) -> Iterator[Finding]:
        """What it finds."""
        ...


def good(about: str, said: str) -> Finding:
    """All is well."""
    return Finding(Verdict.GOOD, about, said)


def note(about: str, said: str, mend: str = "") -> Finding:
    """Worth knowing."""
    return Finding(Verdict.NOTE, about, said, mend)


def poor(about: str, said: str, mend: str) -> Finding:
    """It works, but less well."""
    return Finding(Verdict.POOR, about, said, mend)


def bad(about: str, said: str, mend: str) -> Finding:
    """It cannot work."""
    return Finding(Verdict.BAD, about, said, mend)
