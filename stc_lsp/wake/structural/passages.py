"""What the repository's own documents say to a question: the paragraph with its words, and its example."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.claims import sentences_of
from stc_lsp.code.describe.documentation import opening, plain
from stc_lsp.code.english import code, quoted
from stc_lsp.code.inert import code_block
from stc_lsp.code.paragraphs import Block, blocks_of
from stc_lsp.code.values import Chunk, ChunkKind
from stc_lsp.memory.search import STOPWORDS, telling_terms
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.asked_words import OF_DOING, SAME, AskedWords, FoundWords, words_of
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.rank.retrieve import Ranking
    from stc_lsp.wake.structural.inquiry import Inquiry

_SECTIONS = 24
"""Looked at: of the ranking, and of those with most of the question's words."""
_LEAST_FIT = 0.75
"""Of a question's words, by their rarity: what has less is about something else."""
_LEAST_UNDER_HEADING = 0.5
"""The same below a heading that has most of the question: what it says it says of that."""
_TELLING_HEADING = 0.4
"""How well such a heading fits, and how much of the question it has."""
_NEARLY_ALL, _ASKED_FOR = 0.85, 0.6
"""What a paragraph that answers has of a question's words, or how well its heading fits."""
_HEADED_SO = 0.5
"""How well the heading fits of what is told in place of calls, if there is no room for both."""
_SAID_ABOVE = 0.3
"""How well a heading fits at least, of a paragraph that has nearly all: else it speaks of that by the way."""
_ALL_OF_IT = 0.85
"""How well a heading fits whose section is told from its beginning."""
_LEAST_WORDS = 2
_HEADED = 0.6
"""More, for a heading that is what is asked for, and nothing else."""
_OWN = 0.2
"""More, for all of the question in the paragraph itself."""
_RANKED = 0.2
"""More, for the section that search puts first."""
_LATER = 0.02
"""Less, for each paragraph of the section before it."""
_OLD = 0.3
"""Less, for what tells of one release, or of what is to come."""
_LEAST_PROSE = 6
"""Words of a paragraph, where what is marked as code counts as one; with fewer it leads to something."""
_SPAN = re.compile(r"`[^`]*`")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)|`([^`<\n]*)<[^>\n]*>`_|:(?:doc|ref):`([^`\n]*)`")
_MOST_LINKED = 0.4
"""Of the words of a paragraph with several links: one with more tells where to read, not what."""
_MOST_PROSE = 500
"""Characters quoted."""
_MOST_LISTED = 900
"""The same with a list that a paragraph leads to."""
_MOST_SAMPLE, _LEAST_SAMPLE = 16, 6
"""Lines quoted of examples; and of a second one, where there is room for no more."""
_OF_USE = re.compile(
    rf"^\W*(?:(?:{OF_DOING})\b|why\b|what (?:do|does|is|are) .*\b(?:option|flag|setting|switch|argument)s?\b"
    r"|(?:what|which) (?:\w+ )?(?:values?|formats?) (?:may|can|are|does|do)\b|is it possible\b"
    r"|can [\w -]{1,40} be \w+ed\b)",
    re.IGNORECASE,
)


def asks_of_use(text: str) -> bool:
    """Whether a question is how to do something with the code, why it is so, or what a setting does.

    Documents are written to answer these; the calls inside are not what is asked about.
    """
    return _OF_USE.search(text) is not None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a document with the example that follows it."""

    heading: str
    parts: tuple[str, ...]
    """Paragraphs, plain and each on one line, and examples as blocks of code, in order."""
    citation: Citation
    section: int
    """The id of the chunk that it stands in."""
    is_answer: bool
    """Its heading is what is asked for, or it has nearly all that the question says."""
    fit: float
    """How much of the question it has, from 0 to 1: of each word its share, less if it only stands around."""
    answer: str = ""
    """What of it answers without an example, if it has nearly all of the question and its heading fits."""

    def said(self) -> str:
        """It, quoted."""
        place = code(f"{self.citation.path}:{self.citation.start_line}")
        head = f"{place} says" + (f" under {quoted(self.heading)}:" if self.heading else ":")
        return "\n\n".join((head, *self.parts))


def best_passage(inquiry: Inquiry, ranking: Ranking) -> Passage | None:
    """The paragraph of the documents found that says most of a question; None if none says enough."""
    asked = AskedWords(inquiry.question.text, inquiry.weights)
    if not asked.weights:
        return None
    best, found = 0.0, None
    for stored, ranked in _sections(inquiry, ranking, asked):
        for number, (passage, worth) in enumerate(_passages(inquiry, stored, asked)):
            whole = worth + _RANKED * ranked - _LATER * number - _OLD * asked.is_old(stored.path)
            if whole > best:
                best, found = whole, passage
    return found


def _sections(inquiry: Inquiry, ranking: Ranking, asked: AskedWords) -> Iterator[tuple[StoredChunk, float]]:
    """The sections that may say it, each with how well search found it, from 0 to 1."""
    top = ranking.places[0].score if ranking.places else 1.0
    of_changes = asked.is_of_changes
    found = [
        (place.chunk, place.score / top)
        for place in ranking.places
        if is_section(place.chunk, of_changes=of_changes)
    ]
    seen = {stored.id for stored, _ in found[:_SECTIONS]}
    yield from found[:_SECTIONS]
    ranks = {stored.id: score for stored, score in found}
    terms = telling_terms(inquiry.question.text)
    for stored in inquiry.snapshot.sections_like(terms, _SECTIONS * 2):
        if stored.id not in seen and is_section(stored, of_changes=of_changes):
            yield stored, ranks.get(stored.id, 0.0)


def is_section(stored: StoredChunk, *, of_changes: bool = False) -> bool:
    """Whether it is a section of a document; of a change log only if changes are asked about."""
    kinds = (FileKind.DOCUMENT, FileKind.HISTORY) if of_changes else (FileKind.DOCUMENT,)
    return stored.chunk.kind is ChunkKind.SECTION and kind_of(stored.path) in kinds


def _passages(inquiry: Inquiry, stored: StoredChunk, asked: AskedWords) -> Iterator[tuple[Passage, float]]:
    """The paragraphs of a section that say enough to a question, each with what it is worth."""
    found = section_blocks(inquiry, stored)
    if found is None:
        return
    chunk, blocks = found
    outer = words_of(f"{chunk.qualname} {stored.path.rpartition('/')[2]}")
    for number, block in enumerate(blocks):
        title = words_of(block.term or chunk.name) - STOPWORDS
        headed = asked.headed(title)
        # An example is told with the paragraph that leads to it, a section that is all about it as a whole.
        is_later = number > 0 and (block.language is not None or (not block.term and headed >= _ALL_OF_IT))
        if is_later or _is_of_links(block.text):
            continue
        quote = _quote(asked, blocks, number)
        words = asked.found(quote.text, title, outer | quote.words)
        if _is_enough(asked, quote.text or block.text, title, words):
            fit = asked.fit(words)
            is_answer = headed >= _ASKED_FOR or (fit >= _NEARLY_ALL and headed >= _SAID_ABOVE)
            passage = _passage(stored, chunk, block, quote, is_answer=is_answer, fit=fit)
            if quote.alone and fit >= _NEARLY_ALL and headed >= _HEADED_SO:
                passage = replace(passage, answer=f"> {quote.alone}")
            yield passage, fit + _HEADED * headed + _OWN * asked.told(words_of(quote.text))


def quote_of(
    inquiry: Inquiry, stored: StoredChunk, chunk: Chunk, blocks: Sequence[Block], number: int
) -> Passage | None:
    """What a section says from one of its blocks on, for who asks for what it describes."""
    quote = _quote(AskedWords(inquiry.question.text, inquiry.weights), blocks, number)
    return _passage(stored, chunk, blocks[number], quote, is_answer=True, fit=1.0) if quote.parts else None


def _passage(
    stored: StoredChunk, chunk: Chunk, block: Block, quote: _Quote, *, is_answer: bool, fit: float
) -> Passage:
    citation = Citation(stored.path, chunk.start_line + block.first, chunk.start_line + quote.end - 1)
    return Passage(block.term or plain(chunk.name), quote.parts, citation, stored.id, is_answer, fit)


def section_blocks(inquiry: Inquiry, stored: StoredChunk) -> tuple[Chunk, list[Block]] | None:
    """A section as it is now and its own blocks, without those of its parts; None if it is gone."""
    _, chunk = inquiry.present.of(stored)
    source = inquiry.present.text(stored.path)
    if chunk is None or source is None:
        return None
    parts = [each.chunk.start_line for each in inquiry.snapshot.children(stored.id)]
    last = min([chunk.end_line + 1, *parts]) - 1
    rows = source.split(b"\n")[chunk.start_line - 1 : last]
    lines = [row.decode("utf-8", "replace").rstrip() for row in rows]
    return chunk, blocks_of(lines, is_markdown=not stored.path.endswith(".rst"))


class _Quote(NamedTuple):
    """What is quoted of a section."""

    parts: tuple[str, ...]
    text: str
    """What is prose of it, up to the first example."""
    alone: str
    """The same without what leads to something else."""
    words: frozenset[str]
    """Of all of it."""
    end: int
    """The number of the line behind it."""


def _is_enough(asked: AskedWords, text: str, heading: frozenset[str], words: FoundWords) -> bool:
    """Whether a paragraph with these words is about what is asked, and says something of it."""
    said = sum(share >= SAME for share in words.values())
    least_said = min(_LEAST_WORDS, len(words.keys() - asked.little) or len(words))
    headed = asked.headed(heading)
    is_prose = len(_SPAN.sub("x", text).split()) >= _LEAST_PROSE or headed >= _ASKED_FOR
    is_headed = headed >= _TELLING_HEADING and asked.told(heading) >= _TELLING_HEADING
    least = _LEAST_UNDER_HEADING if is_headed else _LEAST_FIT
    return is_prose and said >= least_said and asked.fit(words) >= least


def _quote(asked: AskedWords, blocks: Sequence[Block], number: int) -> _Quote:
    """A paragraph with its example, and what follows as far as that is short and tells of the same."""
    quoting = _Quoting(asked)
    is_listing = False
    for block in blocks[number:]:
        is_same = block.term == blocks[number].term
        is_listing = block.language is None and not is_same and (quoting.leads_on or is_listing)
        if not (is_same or is_listing):
            break
        if not (quoting.prose(block, is_listing) if block.language is None else quoting.example(block)):
            break
    return quoting.made(blocks[number].end)


class _Quoting:
    """A quote in the making, to which one block after another is added."""

    def __init__(self, asked: AskedWords) -> None:
        self._asked = asked
        self._parts: list[str] = []
        self._ends: list[int] = []
        """Of each part, the number of the line behind it."""
        self._text = ""
        self._alone: list[str] = []
        self._characters = 0
        """Of prose."""
        self._lines = 0
        """Of examples."""
        self._is_cut = False

    @property
    def leads_on(self) -> bool:
        """Whether what was added last leads to something."""
        return bool(self._parts) and self._parts[-1].endswith(":")

    def example(self, block: Block) -> bool:
        """Add an example; False if there is no room for it."""
        rows = block.text.split("\n")
        room = _MOST_SAMPLE - self._lines
        if self._lines and room < min(len(rows), _LEAST_SAMPLE):
            return False
        self._parts.append(code_block("\n".join(_window(self._asked, rows, room)), block.language or ""))
        self._ends.append(block.end)
        self._lines += len(rows)
        return True

    def prose(self, block: Block, is_listing: bool) -> bool:
        """Add a paragraph, or an item of a list; False if there is no room for it."""
        more = opening(block.text, _MOST_PROSE)
        if not more:
            return True
        most = _MOST_LISTED if self.leads_on or is_listing else _MOST_PROSE
        if self._parts and self._characters + len(more) > most:
            self._is_cut = True
            return False
        self._characters += len(more)
        if self._lines or not self._parts:
            self._parts.append(f"> {more}")
            self._ends.append(block.end)
        else:
            self._parts[-1] += f" {more}"
            self._ends[-1] = block.end
        if not self._lines:
            self._text = f"{self._text} {more}".strip()
            sentences = sentences_of(more)
            self._alone += sentences[:-1] if block.text.endswith(":") else sentences
        return True

    def made(self, end: int) -> _Quote:
        """What was added, without what leads to nothing. `end`: of the first block."""
        parts = self._parts
        if self._is_cut and len(parts) > 2 and parts[-2].endswith(":") and parts[-1].startswith("> "):
            # Of a list that is cut no first item is quoted alone.
            parts.pop()
        if len(parts) > 1 and self.leads_on:
            # What it leads to is not quoted.
            parts.pop()
        end = self._ends[len(parts) - 1] if parts else end
        return _Quote(tuple(parts), self._text, " ".join(self._alone), words_of(" ".join(parts)), end)


def _window(asked: AskedWords, rows: Sequence[str], most: int) -> list[str]:
    """The lines of an example that have most of what is asked, if all are too many."""
    if len(rows) <= most:
        return list(rows)
    words = list(map(words_of, rows))
    starts = range(len(rows) - most + 1)
    best = max(starts, key=lambda at: asked.told(frozenset[str]().union(*words[at : at + most])))
    before = ["..."] if best else []
    after = ["..."] if best + most < len(rows) else []
    return [*before, *rows[best : best + most], *after]


def _is_of_links(text: str) -> bool:
    linked = [" ".join(filter(None, found.groups())) for found in _LINK.finditer(text)]
    whole = len(_LINK.sub(" ", text).split()) + sum(len(each.split()) for each in linked)
    return len(linked) > 2 and sum(len(each.split()) for each in linked) > _MOST_LINKED * whole
