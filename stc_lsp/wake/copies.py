"""Copies of code among its sources: what a build or a vendor put there, and files that only declare."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.values import StoredChunk

_COPIES = re.compile(
    r"(?:^|/)(?:dist|build|out|bundles?|vendor|vendored|third_party|node_modules)/|\.min\.\w+$|\.d\.[cm]?ts$"
)

_DECLARES = re.compile(r"\.d\.[cm]?ts$")


def may_be_copy(path: str) -> bool:
    """Whether a file lies where builds and vendors put what they copied, or only declares."""
    return _COPIES.search(path) is not None


def without_copies(chunks: Sequence[StoredChunk]) -> list[StoredChunk]:
    """Definitions without those that are copies of another of them: nobody who names one means its copy."""
    own = {each.chunk.qualname for each in chunks if not may_be_copy(each.path)}
    # A file that declares for others puts what it declares into a namespace.
    names = {name.rpartition(".")[2] for name in own}
    return [
        each
        for each in chunks
        if not may_be_copy(each.path)
        or not (each.chunk.qualname in own or (_DECLARES.search(each.path) and each.chunk.name in names))
    ]
