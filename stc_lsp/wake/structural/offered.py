"""What a repository offers to who asks how to do something: public functions for it, and a use of each."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.sorts import sort_to_add
from stc_lsp.code.asking.synonyms import SYNONYMS
from stc_lsp.code.asking.wording import stem
from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.english import code
from stc_lsp.code.identifiers import is_public, split_identifier, unnumbered
from stc_lsp.code.values import CALLABLE, CALLS
from stc_lsp.wake.rank.kinds import FileKind, is_production, kind_of
from stc_lsp.wake.structural.relevance import Relevance
from stc_lsp.wake.structural.summaries import in_short

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from stc_lsp.memory.values import StoredChunk, StoredReference
    from stc_lsp.wake.rank.retrieve import Ranking
    from stc_lsp.wake.structural.inquiry import Inquiry
    from stc_lsp.wake.values import Citation

_TO_DO = re.compile(
    r"\bhow (?:(?:do|can|could|should|would|might|must) (?:i|we|you|one|people|users?)|to) (?:\w+ly )?(\w+)",
    re.IGNORECASE,
)
_LOOKED_AT = 120
_LEAST = 0.75
"""Relevance of what is offered; about 1 has all words of a question in its name."""
_LEAST_TOLD = 0.6
"""Of the question's words, by rarity, in its name and documentation: with less it is for something else."""
_SAID = 0.4
"""What a word has of a definition's relevance that is not only in its body."""
_NEARLY = 0.75
"""Of the best, which others must have that are offered beside it."""
_OF_VERB = 0.25
"""More, for a name that has the verb of the question: `add_filter` to add one."""
_TELLING = frozenset({"get", "is", "has", "should", "can", "need", "test", "check"})
"""With what the name of something begins that only tells something: no answer to how to do it."""
_USED = 0.04
"""More, for the logarithm of the places that use it: what is meant to be called is called."""
_MOST_PLACES = 60
_MOST = 3
_LONGEST_EXAMPLE = 100
_SHOWN_BY = (FileKind.EXAMPLE, FileKind.TEST, FileKind.CODE)


class Offer(NamedTuple):
    """Functions to call, put into words."""

    text: str
    citations: tuple[Citation, ...]
    functions: frozenset[int]
    """Ids of their chunks."""


def offered(inquiry: Inquiry, ranking: Ranking) -> Offer | None:
    """The public functions that do what a question asks how to do; None if it asks no such thing."""
    asked = _TO_DO.search(inquiry.question.text)
    if asked is None or sort_to_add(inquiry.question.text) is not None:
        return None
    verb = stem(asked[1].lower())
    verbs = {verb, *SYNONYMS.get(verb, ())}
    relevance = Relevance(inquiry.question, inquiry.snapshot, ranking)
    worth: dict[int, float] = {}
    chunks: dict[int, StoredChunk] = {}
    for each in _candidates(inquiry, ranking, relevance):
        words = split_identifier(each.chunk.name)
        if words[:1] and words[0] in _TELLING and stem(words[0]) not in verbs:
            continue
        if not relevance.explains_name(each) and not _says_at_once(each, verbs):
            continue
        if _told(inquiry, relevance.words_of(each)) < _LEAST_TOLD:
            continue
        chunks[each.id] = each
        used = math.log1p(min(_MOST_PLACES, inquiry.snapshot.count_uses(each.id)))
        is_so_called = not verbs.isdisjoint(map(stem, words))
        worth[each.id] = relevance.of(each) + _OF_VERB * is_so_called + _USED * used
    best = max(worth.values(), default=0.0)
    fitting = [id_ for id_ in worth if worth[id_] >= max(_LEAST, _NEARLY * best)]
    shown = [chunks[id_] for id_ in sorted(fitting, key=lambda id_: -worth[id_])[:_MOST]]
    if not shown:
        return None
    uses = [_use(inquiry, each) for each in shown]
    lines = [_line(inquiry, each, use) for each, use in zip(shown, uses, strict=True)]
    known = [use for use in uses if use is not None]
    citations = (*inquiry.cite(*shown), *inquiry.citer.of_uses(known))
    text = "By name and description, this is for it:\n" + "\n".join(lines)
    return Offer(text, citations, frozenset(each.id for each in shown))


def _told(inquiry: Inquiry, words: Mapping[str, float]) -> float:
    """How much of the question stands in its name or in what is said of it, not only in its body."""
    return sum(share for word, share in inquiry.weights.items() if words.get(word, 0.0) >= _SAID)


def _says_at_once(stored: StoredChunk, verbs: Collection[str]) -> bool:
    """Whether its documentation begins with one of these verbs: in Go, after its name."""
    words = first_sentence(stored.chunk.documentation).split()
    said = words[1:2] if words[:1] == [stored.chunk.name] else words[:1]
    return any(stem(word.lower()) in verbs for word in said)


def _candidates(inquiry: Inquiry, ranking: Ranking, relevance: Relevance) -> Iterator[StoredChunk]:
    named = inquiry.snapshot.called_like(relevance.terms(), _LOOKED_AT)
    for each in (*(place.chunk for place in ranking.places[:_LOOKED_AT]), *named):
        # Of several definitions of a name one is enough, and nobody calls a property.
        is_twin = unnumbered(each.chunk.qualname) != each.chunk.qualname
        is_read = any(mark.endswith("property") for mark in each.chunk.decorators)
        if each.chunk.kind not in CALLABLE or is_twin or is_read or _is_local(inquiry, each):
            continue
        if is_production(each.path) and is_public(each.language, each.chunk.qualname):
            yield each


def _is_local(inquiry: Inquiry, stored: StoredChunk) -> bool:
    """Whether it stands in a function, so that nobody outside can call it."""
    outer = inquiry.snapshot.chunk_by_id(stored.parent_id)
    return outer is not None and outer.chunk.kind in CALLABLE


def _use(inquiry: Inquiry, stored: StoredChunk) -> StoredReference | None:
    """A place where it is called: an example, else a test."""
    uses = [each for each in inquiry.uses(stored) if each.reference.kind in CALLS]
    known = [each for each in uses if kind_of(each.path) in _SHOWN_BY]
    return min(known, key=lambda each: _SHOWN_BY.index(kind_of(each.path)), default=None)


def _line(inquiry: Inquiry, stored: StoredChunk, use: StoredReference | None) -> str:
    about = in_short(inquiry, stored)
    told = f"- {inquiry.placed(stored, about)}" + ("" if about else ".")
    told += f" It is declared as {code(stored.chunk.signature)}"
    if use is None:
        return f"{told}."
    example = _written(inquiry, use)
    return f"{told}, and used{f' as {code(example)}' if example else ''} at {inquiry.at(use)}."


def _written(inquiry: Inquiry, use: StoredReference) -> str:
    """The line of a use; "" if it is not as it was learned, or too long."""
    text = inquiry.present.text_as_indexed(use.path)
    if text is None:
        return ""
    first = text.rfind(b"\n", 0, use.reference.start_byte) + 1
    line = text[first:].partition(b"\n")[0].decode(errors="replace").strip()
    return line if len(line) <= _LONGEST_EXAMPLE else ""
