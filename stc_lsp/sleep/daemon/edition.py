"""Which stc-lsp a process runs, so that the newer takes the place of the older and never the reverse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import stc_lsp
from stc_lsp.memory.schema import INDEX, LEDGER, THOUGHTS

if TYPE_CHECKING:
    from stc_lsp.sleep.daemon.channel import Message


def formats() -> list[int]:
    """Of the databases that this code writes: what runs from a checkout changes them between two releases."""
    return [schema.version for schema in (INDEX, THOUGHTS, LEDGER)]


def is_outdated(status: Message) -> bool:
    """Whether the sleeper that says this of itself runs older code than this process."""
    theirs = _numbers(str(status.get("version", ""))), status.get("formats", [])
    return theirs < (_numbers(stc_lsp.__version__), formats())


def _numbers(version: str) -> list[int]:
    """Of a version: of what is before its release, only those it is before."""
    return [int(number) for number in re.findall(r"\d+", version)[:3]]
