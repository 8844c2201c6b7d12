"""From ranked chunks to ranked files: what those of a file come to, and what they cover of a question."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from stc_lsp.code.asking.wording import stem
from stc_lsp.code.languages import language_of
from stc_lsp.code.testing import stands_in_tests
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.rank.weights import CHUNKS_COVERING, CHUNKS_OF_FILE, MAIN_LANGUAGE, SMALL_FILE, Weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk


class FilePriors:
    """What a match in a file is worth for what kind of file it is, whatever it says."""

    def __init__(self, snapshot: Snapshot, weights: Weights, *, are_tests_asked_for: bool) -> None:
        self._weights = weights
        self._of_test = weights.test_asked if are_tests_asked_for else weights.priors[FileKind.TEST]
        self._snapshot = snapshot
        self._languages = snapshot.once("main languages", lambda: _main_languages(snapshot.paths()))
        self._generated = snapshot.once("generated files", snapshot.generated_files)

    def of(self, path: str) -> float:
        """The factor of one file."""
        kind = kind_of(path)
        prior = self._of_test if kind is FileKind.TEST else self._weights.priors[kind]
        if kind is FileKind.CODE and language_of(path) not in self._languages:
            prior *= self._weights.other_language
        if path in self._generated or self._is_stub(path):
            prior *= self._weights.generated
        return prior

    def of_chunk(self, stored: StoredChunk) -> float:
        """The factor of a chunk: that of its file, but for what tests a file of code from within."""
        of_file = self.of(stored.path)
        if stands_in_tests(stored.path, stored.chunk.qualname):
            return min(of_file, self._of_test)
        return of_file

    def _is_stub(self, path: str) -> bool:
        """Whether a file only declares what the one beside it defines: whatever fits it fits that, too."""
        return path.endswith(".pyi") and self._snapshot.has_file(path.removesuffix("i"))


def rank_files(
    question: Question,
    snapshot: Snapshot,
    ranked: Sequence[tuple[StoredChunk, float]],
    priors: FilePriors,
    weights: Weights,
) -> dict[str, float]:
    """What each file's chunks come to, as a share of the best file's; best first.

    `ranked` are the chunks with what they are worth, best first.
    """
    sizes = _sizes(snapshot, ranked)
    files = _sums(ranked, sizes, weights)
    best = max(files.values(), default=1.0) or 1.0
    covered = _coverage(question, snapshot, [chunk for chunk, _ in ranked[:CHUNKS_COVERING]])
    total = {
        path: score / best
        + weights.coverage
        * covered.get(path, 0.0)
        * priors.of(path)
        / sizes.get(path, 1.0) ** weights.coverage_by_size
        for path, score in files.items()
    }
    best = max(total.values(), default=1.0) or 1.0
    return {path: total[path] / best for path in sorted(total, key=lambda path: (-total[path], path))}


def _sizes(snapshot: Snapshot, ranked: Sequence[tuple[StoredChunk, float]]) -> dict[str, float]:
    """How big each file is: 1 for a small one, the logarithm of how many chunks it has for others."""
    counted = snapshot.chunks_beside([chunk.id for chunk, _ in ranked])
    return {path: 1 + math.log1p(count / SMALL_FILE) for path, count in counted.items()}


def _sums(
    ranked: Iterable[tuple[StoredChunk, float]], sizes: Mapping[str, float], weights: Weights
) -> dict[str, float]:
    """What the chunks of each file are worth together: the best one whole, each further one less."""
    count: Counter[str] = Counter()
    total: dict[str, float] = {}
    for chunk, worth in ranked:
        path, number = chunk.path, count[chunk.path]
        if number >= CHUNKS_OF_FILE:
            continue
        share = weights.decay**number
        if number:
            share /= sizes.get(path, 1.0) ** weights.further_by_size
        total[path] = total.get(path, 0.0) + worth * share
        count[path] += 1
    return total


def _coverage(question: Question, snapshot: Snapshot, ranked: Iterable[StoredChunk]) -> dict[str, float]:
    """The share of the question's words, the rare ones counting more, that each file's found chunks have."""
    paths = {chunk.id: chunk.path for chunk in ranked}
    spread: dict[str, frozenset[int]] = {}
    for term, ids in snapshot.words_found(question.text, paths).items():
        if ids:
            spread[stem(term)] = spread.get(stem(term), frozenset()) | ids
    rarity = {word: math.log(1 + len(paths) / len(ids)) for word, ids in spread.items()}
    whole = sum(rarity.values()) or 1.0
    covered = dict.fromkeys(paths.values(), 0.0)
    for word, ids in spread.items():
        for path in {paths[id_] for id_ in ids}:
            covered[path] += rarity[word] / whole
    return covered


def _main_languages(paths: Iterable[str]) -> frozenset[str]:
    """The languages that much of the code is in: a workspace may be in two, headers and templates counted."""
    counted = Counter(language_of(path) for path in paths if kind_of(path) is FileKind.CODE)
    most = max(counted.values(), default=0)
    return frozenset(each for each, count in counted.items() if count >= MAIN_LANGUAGE * most)
