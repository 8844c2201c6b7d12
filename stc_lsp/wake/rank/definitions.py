"""How likely each definition that search found is the one that answers a question.

Search by words prefers what is short and has a word in its name. What answers is mostly a function with some
lines, near the core, that others who fit call. The weights were learned by `benchmarks/fit_places.py` from
questions of which somebody had written down what answers them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.values import CALLABLE
from stc_lsp.memory.search import telling_terms
from stc_lsp.wake.rank.central import centrality

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stc_lsp.code.asking.question import Question
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.rank.files import FilePriors

_LOOKED_AT = 200
"""Of what search found, the best."""
_NOT_RANKED = 99
_SHORT, _LONG = 6, 12
"""Telling words of a question: the weights were learned from short ones, and make long ones no better."""


class Features(NamedTuple):
    """What speaks for a definition, or against it. Each is from 0 to 1, or a logarithm."""

    found: float
    """How well search found it, beside what it found best."""
    words: float
    """The share of the question's words that it has, in any form."""
    similar: float
    """How similar its vector is, beside the most similar one; 0 for all but the nearest."""
    is_callable: float
    """1 for a function or method."""
    length: float
    """The logarithm of its lines, and one more."""
    prior: float
    """What a match in its file is worth for what kind of file it is."""
    file: float
    """One over the rank of its file."""
    central: float
    """How many parts of the repository import from that it stands in."""
    leads: float
    """How well the best that it calls was found, and how many of the question's words that has."""
    follows: float
    """The same of the best that calls it."""


WEIGHTS = Features(
    found=1.1,
    words=2.6,
    similar=1.7,
    is_callable=1.7,
    length=0.46,
    prior=4.0,
    file=0.79,
    central=2.2,
    leads=1.1,
    follows=1.8,
)
"""Of a sum that is the logarithm of how likely it is, but for a constant."""


class SearchResults(NamedTuple):
    """What search found for one question."""

    found: Sequence[tuple[StoredChunk, float]]
    """Chunks with what they are worth, best first."""
    similar: Mapping[int, float]
    """How similar the nearest vectors are, by the chunk's id, the most similar 1."""
    files: Mapping[str, float]
    """Of the files their scores, best first."""


def likelihoods(
    question: Question, snapshot: Snapshot, results: SearchResults, priors: FilePriors
) -> dict[int, float]:
    """How likely each is what answers, beside the likeliest: from 0 to 1, by id, the likeliest first.

    The longer a question is, the more it is search that tells.
    """
    logs = {
        id_: sum(weight * value for weight, value in zip(WEIGHTS, each, strict=True))
        for id_, each in features(question, snapshot, results, priors).items()
    }
    most = max(logs.values(), default=0.0)
    brevity = brevity_of(question)
    best = max((worth for _, worth in results.found), default=1.0) or 1.0
    found = {chunk.id: worth / best for chunk, worth in results.found[:_LOOKED_AT]}
    likely = {id_: brevity * math.exp(logs[id_] - most) + (1 - brevity) * found[id_] for id_ in found}
    return dict(sorted(likely.items(), key=lambda each: -each[1]))


def brevity_of(question: Question) -> float:
    """1 for a question of so few words that they do not tell what is meant, 0 for a long one."""
    words = len(frozenset(telling_terms(question.text)))
    return min(1.0, max(0.0, (_LONG - words) / (_LONG - _SHORT)))


def likeliest_files(
    likely: Mapping[int, float], found: Sequence[tuple[StoredChunk, float]]
) -> dict[str, float]:
    """How likely the likeliest definition of each file is what answers."""
    files: dict[str, float] = {}
    for chunk, _ in found[:_LOOKED_AT]:
        files[chunk.path] = max(files.get(chunk.path, 0.0), likely[chunk.id])
    return files


def features(
    question: Question, snapshot: Snapshot, results: SearchResults, priors: FilePriors
) -> dict[int, Features]:
    """Those of the best chunks, by id."""
    found = results.found[:_LOOKED_AT]
    best = max((worth for _, worth in found), default=1.0) or 1.0
    worths = {chunk.id: worth / best for chunk, worth in found}
    words = _words(question, snapshot, worths)
    fits = {id_: (worths[id_] + words[id_]) / 2 for id_ in worths}
    leads, follows = _calls(snapshot, found, fits)
    ranks = {path: number for number, path in enumerate(results.files, 1)}
    central = centrality(snapshot)
    return {
        each.id: Features(
            found=worths[each.id],
            words=words[each.id],
            similar=results.similar.get(each.id, 0.0),
            is_callable=float(each.chunk.kind in CALLABLE),
            length=math.log1p(each.chunk.end_line - each.chunk.start_line + 1),
            prior=priors.of_chunk(each),
            file=1 / ranks.get(each.path, _NOT_RANKED),
            central=central.of(each.path),
            leads=leads.get(each.id, 0.0),
            follows=follows.get(each.id, 0.0),
        )
        for each, _ in found
    }


def _words(question: Question, snapshot: Snapshot, ids: Mapping[int, float]) -> dict[int, float]:
    having = snapshot.words_found(question.text, ids)
    return {id_: sum(id_ in each for each in having.values()) / max(1, len(having)) for id_ in ids}


def _calls(
    snapshot: Snapshot, found: Sequence[tuple[StoredChunk, float]], fits: Mapping[int, float]
) -> tuple[dict[int, float], dict[int, float]]:
    """Of each the best fit of what it calls, and of what calls it."""
    leads: dict[int, float] = {}
    follows: dict[int, float] = {}
    functions = [chunk.id for chunk, _ in found if chunk.chunk.kind in CALLABLE]
    for caller, called in snapshot.calls_between(functions, fits):
        if caller != called:
            leads[caller] = max(leads.get(caller, 0.0), fits[called])
            follows[called] = max(follows.get(called, 0.0), fits[caller])
    return leads, follows
