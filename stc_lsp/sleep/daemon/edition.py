"""Which stc-lsp a process runs, so that the newer takes the place of the older and never the reverse."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
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


def code_on_disk() -> str:
    """Changes whenever a file of this program is written: then what runs is not what stands there."""
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(Path(stc_lsp.__file__).parent.rglob("*.py")):
        try:
            found = file.stat()
        except FileNotFoundError:
            continue
        digest.update(f"{file}\0{found.st_mtime_ns}\0{found.st_size}\0".encode())
    return digest.hexdigest()


def _numbers(version: str) -> list[int]:
    """Of a version: of what is before its release, only those it is before."""
    return [int(number) for number in re.findall(r"\d+", version)[:3]]
