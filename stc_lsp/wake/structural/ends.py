"""Both ends of a course that is asked about: of "how does a request reach a view?" a request, and a view."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.wording import stem
from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.identifiers import search_terms
from stc_lsp.memory.search import telling_terms

if TYPE_CHECKING:
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.course import Course
    from stc_lsp.wake.structural.relevance import Relevance

_WORTH = 1.0
"""Of a course that speaks of both ends; beside 1 for a definition whose name has all the words."""
_WAY = re.compile(
    r"\bhow (?:do|does|did|is|are|can|will|would) (?P<first>.+?) "
    r"(?:reach(?:es)?|gets? (?:in)?to|ends? up (?:in|at|as)|arrives? (?:at|in)|makes? it (?:in)?to|"
    r"finds? (?:its|their) way (?:in)?to|turn(?:ed|s)? into|becomes?|(?:goes|go|comes?) (?:in)?to) "
    r"(?P<last>.+)",
    re.IGNORECASE,
)
_PREPARING = frozenset(
    map(stem, ("add", "attach", "configure", "define", "install", "register", "set", "use"))
)


class Ends(NamedTuple):
    """The stems of what is on its way, and of where it gets to."""

    first: frozenset[str]
    last: frozenset[str]

    def worth(self, course: Course, relevance: Relevance) -> float:
        """More for a course that speaks of both; nothing for one that begins where the way should end."""
        name = frozenset(map(stem, search_terms(course.root.chunk.name)))
        if not self.last.isdisjoint(name) or _prepares(course.root):
            return 0.0
        chunks = course.chunks.values()
        return _WORTH * min(max(relevance.speaks_of(each, words) for each in chunks) for words in self)


def ends_of(text: str) -> Ends | None:
    """Of a question; None if it asks of no way from one thing to another."""
    found = _WAY.search(text)
    return Ends(_stems(found["first"]), _stems(found["last"])) if found is not None else None


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, telling_terms(text)))


def _prepares(stored: StoredChunk) -> bool:
    """Whether it sets up what happens later, by the first word of its name or of its documentation."""
    words = first_sentence(stored.chunk.documentation).split()
    # In Go documentation begins with the name.
    said = words[1:2] if words[:1] == [stored.chunk.name] else words[:1]
    verbs = (*search_terms(stored.chunk.name)[:1], *(each.lower() for each in said))
    return not _PREPARING.isdisjoint(map(stem, verbs))
