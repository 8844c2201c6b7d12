"""Files that belong to the best ones: what those use, what uses them, their tests, what stands beside them.

The best file stays the best; neighbours move what follows it. Most of all where the course of calls leads on
from what fits best in it: a question about how something comes about is answered in both files.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of
from stc_lsp.wake.rank.kinds import FileKind, folder_name, kind_of, stem_of
from stc_lsp.wake.rank.weights import (
    CALLED,
    CALLING_FILES,
    CALLS_READ,
    COMPANIED,
    FOLDER_FILES,
    SEEDS,
    Weights,
)

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
        best = next(iter(files))
        tied = self._by_calls(best, ranked)
        total: dict[str, float] = {}
        for path in {**files, **added, **tied}:
            folder = beside.get(folder_of(path), 0.0) if path in files else 0.0
            total[path] = (
                files.get(path, 0.0)
                + min(added.get(path, 0.0), weights.most_neighbour)
                + weights.folder * folder
                + weights.tied * tied.get(path, 0.0)
            )
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

    def _by_calls(self, best: str, ranked: Sequence[tuple[StoredChunk, float]]) -> dict[str, float]:
        """Files that what fits best of the best file calls, and the few that call it; each from 0 to 1."""
        fitting = [chunk for chunk, _ in ranked if chunk.path == best and chunk.chunk.qualname][:CALLED]
        called = self._files_called_in(fitting[0]) if fitting else {}
        for chunk in fitting:
            for path, worth in _roots(_shares(self._files_calling(chunk), chunk.path)).items():
                called[path] = max(called.get(path, 0.0), worth)
        return called

    def _files_called_in(self, chunk: StoredChunk) -> dict[str, float]:
        """By the root of its share: one call among many leads on nearly as well."""
        calls = self._snapshot.calls_in(chunk.id)
        targets = self._snapshot.chunks_by_ids({call.chunk_id for call in calls})
        found = Counter(targets[call.chunk_id].path for call in calls if call.chunk_id in targets)
        return _roots(_shares(found, chunk.path))

    def _files_calling(self, chunk: StoredChunk) -> Counter[str]:
        """The files that call something, tests aside, and how often; none if they are many: it is a tool."""
        paths = self._snapshot.paths_calling(chunk.id, CALLS_READ)
        found = Counter(path for path in paths if kind_of(path) is not FileKind.TEST)
        del found[chunk.path]
        return found if len(found) <= CALLING_FILES else Counter()

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


def _roots(shares: Mapping[str, float]) -> dict[str, float]:
    return {path: math.sqrt(share) for path, share in shares.items()}
