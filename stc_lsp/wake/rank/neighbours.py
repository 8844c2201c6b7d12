"""Files that belong to the best ones: what those use, what uses them, their tests, what stands beside them.

The best file stays the best; neighbours move what follows it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of
from stc_lsp.wake.rank.kinds import FileKind, folder_name, kind_of, stem_of
from stc_lsp.wake.rank.weights import COMPANIED, FOLDER_FILES, SEEDS, Weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk

_SOURCE_FOLDERS = frozenset({"src", "lib", "source", "pkg", "app"})


class Neighbours:
    """Moves the neighbours of the best files up."""

    def __init__(self, snapshot: Snapshot, weights: Weights) -> None:
        self._snapshot = snapshot
        self._weights = weights

    def rank(
        self,
        files: Mapping[str, float],
        ranked: Sequence[tuple[StoredChunk, float]],
        named: Iterable[StoredChunk],
    ) -> list[str]:
        """The files, best first, with neighbours that no search found.

        `files` are their scores, best first, the best 1; `ranked` the chunks with theirs.
        """
        if not files:
            return []
        weights = self._weights
        added = self._by_uses(ranked[:SEEDS])
        for path, share in self._users_of(named).items():
            added[path] += weights.users_of_named * share
        code = [path for path in files if kind_of(path) is FileKind.CODE][:COMPANIED]
        for path, share in self._companions(code).items():
            added[path] += weights.companion * share
        beside = self._folders(files)
        total: dict[str, float] = {}
        for path in {**files, **added}:
            folder = beside.get(folder_of(path), 0.0) if path in files else 0.0
            total[path] = (
                files.get(path, 0.0)
                + min(added.get(path, 0.0), weights.most_neighbour)
                + weights.folder * folder
            )
        best = next(iter(files))
        return sorted(total, key=lambda path: (path != best, -total[path], path))

    def _by_uses(self, seeds: Sequence[tuple[StoredChunk, float]]) -> defaultdict[str, float]:
        weights, snapshot = self._weights, self._snapshot
        added: defaultdict[str, float] = defaultdict(float)
        whole = sum(worth for _, worth in seeds) or 1.0
        for chunk, worth in seeds:
            used, users = snapshot.files_used_in(chunk.id), snapshot.files_using(chunk.id)
            for found, weight in ((used, weights.used), (users, weights.users)):
                for path, share in _shares(found, but=chunk.path).items():
                    added[path] += weight * share * worth / whole
        return added

    def _users_of(self, named: Iterable[StoredChunk]) -> dict[str, float]:
        counted: Counter[str] = Counter()
        for chunk in named:
            counted.update(self._snapshot.files_using(chunk.id))
        most = max(counted.values(), default=1)
        return {path: count / most for path, count in counted.items()}

    def _companions(self, code: Sequence[str]) -> dict[str, float]:
        """Tests that are named like a file of code, or like it and its folder."""
        wanted: dict[str, float] = {}
        for rank, path in enumerate(code):
            stem, folder = stem_of(path), folder_name(path)
            stems = {folder} if stem in ("init", "index", "mod", "main") else {stem}
            if folder not in _SOURCE_FOLDERS:
                stems.add(folder + stem)
            for each in stems - {""}:
                wanted.setdefault(each, 0.6**rank)
        tests = self._snapshot.once("tests by stem", self._tests_by_stem)
        return {path: share for each, share in wanted.items() for path in tests.get(each, ())}

    def _tests_by_stem(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._snapshot.paths():
            if kind_of(path) is FileKind.TEST:
                found.setdefault(stem_of(path), []).append(path)
        return found

    def _folders(self, files: Mapping[str, float]) -> dict[str, float]:
        best = list(files.items())[:FOLDER_FILES]
        whole = sum(score for _, score in best) or 1.0
        found: dict[str, float] = {}
        for path, score in best:
            found[folder_of(path)] = found.get(folder_of(path), 0.0) + score / whole
        return found


def _shares(counted: Mapping[str, int], but: str) -> dict[str, float]:
    others = {path: count for path, count in counted.items() if path != but}
    whole = sum(others.values())
    return {path: count / whole for path, count in others.items()}
