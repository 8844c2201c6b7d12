"""What the index and the structural thoughts were made by: digests of the code itself.

A version number would have to be raised by hand at each change, and one day would not be.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_SOURCES = (".py", ".scm")


@cache
def index_version() -> str:
    """Changes whenever the code that turns a file into facts does."""
    return _digest("stc_lsp.code", "")


@cache
def structural_version() -> str:
    """Changes whenever the code that gathers facts, or puts them into English, does."""
    words = _digest("stc_lsp.code", "describe/", "english", "manifests", "testing")
    return words + _digest("stc_lsp.sleep", "inputs/", "indexing/folders", "git/log")


def _digest(package: str, *beginnings: str) -> str:
    digest = hashlib.blake2b(digest_size=4)
    for name, source in sorted(_sources(resources.files(package), "")):
        if name.startswith(beginnings):
            digest.update(name.encode() + b"\0" + source + b"\0")
    return digest.hexdigest()


def _sources(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_SOURCES):
            yield prefix + entry.name, entry.read_bytes()
