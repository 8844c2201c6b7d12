"""How central a part of a repository is to the others: how many of them import from it.

What a framework brings along beside its core, such as an admin site or a command line, imports from it but is
hardly imported from.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from stc_lsp.wake.rank.kinds import is_production

if TYPE_CHECKING:
    from collections.abc import Collection

    from stc_lsp.memory.snapshot import Snapshot

_TRUNK = 0.7
"""Of the files of code: a folder with so many of them is what the repository is about."""
_AT_LEAST = 2.0
"""Counted with the importers of each part: where there are few parts, they say little."""


class Centrality:
    """Of the parts of one snapshot: the folders in the one that nearly all code is in, and its own files."""

    def __init__(self, snapshot: Snapshot) -> None:
        paths = frozenset(path for path in snapshot.paths() if not path.endswith("/") and is_production(path))
        self._trunk = _trunk(paths)
        importers: dict[str, set[str]] = defaultdict(set)
        for importer, imported in snapshot.imports_between():
            if importer in paths and imported in paths:
                one, other = self._part(importer), self._part(imported)
                if one != other:
                    importers[other].add(one)
        self._importers = {part: len(found) for part, found in importers.items()}
        self._most = max(self._importers.values(), default=0)

    def of(self, path: str) -> float:
        """How many parts import from that of a file, against the part that most import from: up to 1."""
        return (self._importers.get(self._part(path), 0) + _AT_LEAST) / (self._most + _AT_LEAST)

    def _part(self, path: str) -> str:
        """A folder of the trunk; "" for the files right in it; of what is elsewhere, its outermost folder."""
        if path.startswith(self._trunk):
            return path[len(self._trunk) :].rpartition("/")[0].partition("/")[0]
        return f"/{path.partition('/')[0]}"


def centrality(snapshot: Snapshot) -> Centrality:
    """Made out once for a snapshot."""
    return snapshot.once(("centrality",), lambda: Centrality(snapshot))


def _trunk(paths: Collection[str]) -> str:
    """The innermost folder with most of the code, as in `src/flask/`; "" if the code is spread."""
    trunk = ""
    while True:
        inside = [path[len(trunk) :] for path in paths if path.startswith(trunk)]
        folders = Counter(path.partition("/")[0] for path in inside if "/" in path)
        folder, count = next(iter(folders.most_common(1)), ("", 0))
        if count == 0 or count < _TRUNK * len(paths):
            return trunk
        trunk += f"{folder}/"
