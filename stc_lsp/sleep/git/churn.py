"""How much the files of a repository change, from one reading of git's log."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stc_lsp.memory.ledger.budget import DAY
from stc_lsp.sleep.git.log import MOST_COMMITS
from stc_lsp.sleep.git.run import run_git

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LOG_SECONDS = 60.0
_FEW_FILES = 10
"""A commit that touches more is about none of them in particular: it counts for less."""
_LATELY, _LONG = 20.0, 200.0
"""Commits after which a change counts half."""


@dataclass(frozen=True, slots=True)
class Churn:
    """How a file has changed, seen from the newest commit."""

    lately: float = 0.0
    """Changes, each of the last few dozen commits counting less the longer it is ago."""
    long: float = 0.0
    """The same over hundreds of commits."""
    days: float = 0.0
    """Between its last change and the newest commit."""


@dataclass(frozen=True, slots=True)
class Churns:
    """How the files of a workspace have changed."""

    of: Mapping[str, Churn] = field(default_factory=dict[str, Churn])
    """By path."""
    newest: float = 0.0
    """When the newest commit was made, in seconds since the epoch; 0.0 without any."""
    is_whole: bool = True
    """The log was read to its beginning."""

    def get(self, path: str) -> Churn | None:
        """How a file has changed; None if it has not for as long as can be seen.

        What git does not know is new; without git everything is as if it had changed now and then.
        """
        known = self.of.get(path)
        if known is None and self.is_whole:
            return _NEW if self.newest else _UNKNOWN
        return known


_NEW = Churn(lately=1.0, long=1.0)
_UNKNOWN = Churn(lately=0.5, long=1.0, days=60.0)


def read_churns(root: Path) -> Churns:
    """Of each path of the workspace that git knows. Merges are left out: they bring in what has its own."""
    printed = run_git(
        root,
        [
            *("log", "--no-merges", f"--max-count={MOST_COMMITS}", "--no-renames", "--no-ext-diff"),
            *("--no-textconv", "--relative", "--name-only", "-z", "--format=%x01%ct", "HEAD", "--", "."),
        ],
        timeout=_LOG_SECONDS,
    )
    newest, ordinal = 0.0, -1
    found: dict[str, Churn] = {}
    for ordinal, entry in enumerate((printed or b"").split(b"\x01")[1:]):
        header, _, names = entry.partition(b"\0")
        at = float(header)
        newest = newest or at
        paths = [name for name in names.strip(b"\n\0").split(b"\0") if name]
        weight = min(1.0, _FEW_FILES / max(1, len(paths)))
        for name in paths:
            path = name.lstrip(b"\n").decode("utf-8", "surrogateescape")
            known = found.get(path)
            found[path] = Churn(
                (known.lately if known else 0.0) + weight * 0.5 ** (ordinal / _LATELY),
                (known.long if known else 0.0) + weight * 0.5 ** (ordinal / _LONG),
                known.days if known else max(0.0, newest - at) / DAY,
            )
    return Churns(found, newest, ordinal + 1 < MOST_COMMITS)
