"""Search for what a question is about: words, vectors, names and neighbours, fused into one ranking.

Values in, values out: one question and one snapshot give ranked chunks and ranked files.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from stc_lsp.code.asking.abbreviations import words_in_code
from stc_lsp.code.embedding_text import as_words
from stc_lsp.code.values import ChunkKind
from stc_lsp.errors import StcError
from stc_lsp.memory.values import StoredChunk, is_synthetic
from stc_lsp.wake.rank.definitions import SearchResults, brevity_of, likeliest_files, likelihoods
from stc_lsp.wake.rank.files import FilePriors, rank_files
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.rank.neighbours import Neighbours
from stc_lsp.wake.rank.weights import (
    CHUNKS_BY_TEXT,
    CHUNKS_BY_VECTOR,
    COMMON_NAME,
    TEST_BY,
    WEIGHTS,
    Weights,
)
from stc_lsp.wake.values import AskContext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.models.embeddings import Embeddings

log = logging.getLogger(__name__)

_OF_TESTS = re.compile(
    r"\btests?\b|\btest_|\bTest[A-Z]|\bfixtures?\b|\bparametri[sz]|\bassert(?:s|ed|ion)?\b|\b(?:spec|mock)s?\b"
)


@dataclass(frozen=True, slots=True)
class RankedChunk:
    """A chunk that a question may be about."""

    chunk: StoredChunk
    score: float
    """Comparable within one ranking; a best match by words alone is 1."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a question may be about, the likeliest first."""

    places: tuple[RankedChunk, ...]
    files: tuple[str, ...]
    likely: Mapping[int, float] = field(default_factory=dict[int, float])
    """How likely the best chunks are what answers, by id, the likeliest first, which has 1."""
    brevity: float = 0.0
    """Of the question: the shorter, the more `likely` tells the best from the others; from 0 to 1."""

    def likeliest(self, most: int) -> list[StoredChunk]:
        """The chunks that are likeliest what answers, those first."""
        chunks = {place.chunk.id: place.chunk for place in self.places}
        return [chunks[id_] for id_ in islice(self.likely, most)]


def retrieve(
    question: Question,
    snapshot: Snapshot,
    embeddings: Embeddings | None = None,
    context: AskContext | None = None,
    weights: Weights = WEIGHTS,
) -> Ranking:
    """Rank the chunks and files of a workspace by how well they fit a question."""
    named = named_chunks(question, snapshot)
    priors = FilePriors(snapshot, weights, are_tests_asked_for=speaks_of_tests(question.text))
    results = search(question, snapshot, named, priors, embeddings, context, weights)
    likely = likelihoods(question, snapshot, results, priors)
    brevity = brevity_of(question)
    files = _with_likeliest(results, likely, weights.definitions * brevity)
    ranked = Neighbours(snapshot, weights).rank(files, results.found, named)
    return Ranking(
        tuple(RankedChunk(*each) for each in results.found), tuple(_with_test(ranked)), likely, brevity
    )


def _with_likeliest(results: SearchResults, likely: Mapping[int, float], weight: float) -> dict[str, float]:
    """The scores of the files with what their definitions add, as shares of the best one's; best first."""
    added = likeliest_files(likely, results.found)
    total = {path: score + weight * added.get(path, 0.0) for path, score in results.files.items()}
    best = max(total.values(), default=1.0) or 1.0
    return {path: total[path] / best for path in sorted(total, key=lambda path: (-total[path], path))}


def search(
    question: Question,
    snapshot: Snapshot,
    named: Iterable[StoredChunk],
    priors: FilePriors,
    embeddings: Embeddings | None = None,
    context: AskContext | None = None,
    weights: Weights = WEIGHTS,
) -> SearchResults:
    """What fits a question by words, vectors and names; `named` are the chunks that it names."""
    context = context or AskContext()
    similar = _by_vector(question, snapshot, embeddings, weights)
    chunks, scores = _scores(question, snapshot, similar, named, weights)
    _add_selected(snapshot, context, chunks, scores, weights)
    worth = {id_: score * priors.of_chunk(chunks[id_]) for id_, score in scores.items()}
    order = sorted(worth, key=lambda id_: (-worth[id_], chunks[id_].path, chunks[id_].chunk.start_byte))
    found = [(chunks[id_], worth[id_]) for id_ in order]
    files = rank_files(question, snapshot, found, priors, weights)
    if context.path in files:
        files[context.path] += weights.open_file
    most = max(similar.values(), default=1.0) or 1.0
    return SearchResults(found, {id_: each / most for id_, each in similar.items()}, files)


def speaks_of_tests(text: str) -> bool:
    """Whether a question is about tests."""
    return _OF_TESTS.search(text) is not None


def _with_test(files: list[str]) -> list[str]:
    """The files with the best test moved up: what exercises code tells more than a fifth file of code."""
    test = next((path for path in files if kind_of(path) is FileKind.TEST), None)
    if test is None or test in files[: TEST_BY + 1]:
        return files
    others = [path for path in files if path != test]
    return [*others[:TEST_BY], test, *others[TEST_BY:]]


def named_chunks(question: Question, snapshot: Snapshot) -> list[StoredChunk]:
    """What the names in a question stand for, as far as that is not half the workspace."""
    found: dict[int, StoredChunk] = {}
    for name in question.names:
        path = snapshot.chunk(name, "") if "/" in name or "." in name else None
        chunks = [path] if path is not None else _definitions(snapshot, name)
        if len(chunks) < COMMON_NAME:
            found.update((chunk.id, chunk) for chunk in chunks)
    return list(found.values())


def _definitions(snapshot: Snapshot, name: str) -> list[StoredChunk]:
    found = snapshot.named(name, COMMON_NAME) or snapshot.named(name.rpartition(".")[2], COMMON_NAME)
    wanted = [
        each for each in found if each.chunk.kind is not ChunkKind.SECTION and not is_synthetic(each.path)
    ]
    return [each for each in wanted if each.chunk.kind is not ChunkKind.VARIABLE] or wanted


def _scores(
    question: Question,
    snapshot: Snapshot,
    similar: Mapping[int, float],
    named: Iterable[StoredChunk],
    weights: Weights,
) -> tuple[dict[int, StoredChunk], dict[int, float]]:
    """Chunks and their scores by id, before any prior."""
    chunks, scores = _by_text(question, snapshot, weights)
    for id_, worth in similar.items():
        scores[id_] = scores.get(id_, 0.0) + worth
    chunks.update(snapshot.chunks_by_ids(id_ for id_ in scores if id_ not in chunks))
    last_names = {name.rpartition(".")[2] for name in question.names}
    for id_, chunk in chunks.items():
        if chunk.chunk.name in last_names and id_ in scores:
            scores[id_] += weights.named
    for chunk in named:
        chunks.setdefault(chunk.id, chunk)
        scores.setdefault(chunk.id, weights.named)
    told = {id_: score for id_, score in scores.items() if id_ in chunks and _can_be_shown(chunks[id_])}
    return chunks, told


def _by_text(
    question: Question, snapshot: Snapshot, weights: Weights
) -> tuple[dict[int, StoredChunk], dict[int, float]]:
    """The chunks that share words with a question, as they are or as code writes them; the best has 1."""
    found: dict[int, float] = {}
    in_code = " ".join(words_in_code(question.text))
    for text, weight in ((question.text, 1.0), (in_code, weights.in_code)):
        for id_, score in snapshot.search_scores(text, CHUNKS_BY_TEXT).items() if text else ():
            found[id_] = found.get(id_, 0.0) + weight * score
    best = max(found.values(), default=0.0)
    kept = sorted(found, key=lambda id_: (-found[id_], id_))[:CHUNKS_BY_TEXT] if best > 0 else []
    chunks = snapshot.chunks_by_ids(kept)
    return {id_: chunks[id_] for id_ in kept}, {id_: found[id_] / best for id_ in kept}


def _by_vector(
    question: Question, snapshot: Snapshot, embeddings: Embeddings | None, weights: Weights
) -> Mapping[int, float]:
    """What the most similar chunks are worth, by how far they stand out from the others."""
    if embeddings is None:
        return {}
    try:
        vector = embeddings.embed([as_words(question.text)])[0]
    except StcError as error:
        # An endpoint that is down must not keep anybody from an answer.
        log.warning("Search goes without vectors: %s", error)
        return {}
    nearest = snapshot.nearest(embeddings.name, vector, CHUNKS_BY_VECTOR)
    if not nearest or nearest[0][1] <= 0:
        return {}
    floor = max(0.0, nearest[-1][1]) * weights.vector_floor
    span = nearest[0][1] - floor
    if span <= 0:
        return {}
    most = weights.vector_of_model if embeddings.is_model else weights.vector
    return {id_: most * max(0.0, cosine - floor) / span for id_, cosine in nearest}


def _can_be_shown(chunk: StoredChunk) -> bool:
    """Folders have no lines to cite; a variable's text stands in the chunk around it."""
    return not is_synthetic(chunk.path) and chunk.chunk.kind is not ChunkKind.VARIABLE


def _add_selected(
    snapshot: Snapshot,
    context: AskContext,
    chunks: dict[int, StoredChunk],
    scores: dict[int, float],
    weights: Weights,
) -> None:
    line = context.selection[0] if context.selection else context.line
    here = snapshot.enclosing(context.path, line) if context.path and line else None
    if here is not None and _can_be_shown(here):
        chunks[here.id] = here
        scores[here.id] = scores.get(here.id, 0.0) + weights.selected
