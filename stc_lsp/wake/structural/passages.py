"""What the repository's own documents say to a question: the paragraph with its words, and its example."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from stc_lsp.code.asking.synonyms import SYNONYMS
from stc_lsp.code.asking.wording import stem
from stc_lsp.code.claims import sentences_of
from stc_lsp.code.describe.documentation import opening
from stc_lsp.code.english import code, quoted
from stc_lsp.code.identifiers import search_terms
from stc_lsp.code.inert import code_block
from stc_lsp.code.source_lines import indent_of
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.rank.retrieve import Ranking
    from stc_lsp.wake.structural.inquiry import Inquiry

_SECTIONS = 24
"""Of the ranking, looked at."""
_LEAST_SHARE = 0.6
"""Of a question's words, by their rarity: a paragraph with less is about something else."""
_LEAST_TOLD = 0.8
"""The same, wherever a word stands, in the example and headings too: one that tells must not be lacking."""
_LEAST_WORDS = 2
_IN_HEADINGS = 0.7
"""What a word counts that only the headings above have, the name of the file, or the example."""
_ELSEWHERE = 0.6
"""What a word counts that stands in another sentence than most of the others, or of which only a word for the
same stands there."""
_OWN_HEADING = 0.5
"""More, for a word of the nearest heading: the section is about it."""
_RANKED = 0.2
"""More, for the section that search puts first."""
_LATER = 0.02
"""Less, for each paragraph of the section before it."""
_LEAST_PROSE = 6
"""Words of a paragraph, where what is marked as code counts as one."""
_PROVIDING = frozenset(map(stem, ("add", "create", "define", "make", "provide", "register", "write")))
"""Documents say how to register what people ask how to add: in questions of use these are one word."""
_SPAN = re.compile(r"`[^`]*`")
_MOST_PROSE = 500
"""Characters quoted."""
_MOST_SAMPLE = 14
"""Lines quoted."""
_OF_USE = re.compile(
    r"^\W*(?:(?:so |and )?how (?:do|can|could|should|would|might|must) (?:i|we|you|one|people|users?)\b"
    r"|how to\b|why\b|what (?:do|does|is|are) .*\b(?:option|flag|setting|switch|argument)s?\b"
    r"|(?:can|may|should) (?:i|we|you|one)\b)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[.:|+=~^#_-]{2,}|[#|+]|:\w[^:`]*:(?!`)|\.\. ")
"""How a block begins that is no prose: an underline, a directive, a field, a heading, a table."""
_UNDERLINE = re.compile(r"([=~^#*_`+\"'-])\1+$")
_DESCRIBED = re.compile(r"\.\. (?:\w+:)?(?:data|attribute|option|envvar|confval|setting|describe)::\s+(\S+)")
"""A directive whose indented text describes one thing."""
_CODE_DIRECTIVE = re.compile(r"\s*\.\. (?:code(?:-block)?|sourcecode)::\s*(\w*)")
_FENCE = re.compile(r"\s*(```+|~~~+)\s*(\w*)")


def asks_of_use(text: str) -> bool:
    """Whether a question is how to do something with the code, why it is so, or what a setting does.

    Documents are written to answer these; the calls inside are not what is asked about.
    """
    return _OF_USE.search(text) is not None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a document with the example that follows it."""

    heading: str
    text: str
    """Plain, on one line."""
    sample: str
    """As a block of code; "" if there is none."""
    citation: Citation
    section: int
    """The id of the chunk that it stands in."""

    def said(self) -> str:
        """It, quoted."""
        place = code(f"{self.citation.path}:{self.citation.start_line}")
        head = f"{place} says" + (f" under {quoted(self.heading)}:" if self.heading else ":")
        return "\n\n".join(filter(None, (head, f"> {self.text}", self.sample)))


def best_passage(inquiry: Inquiry, ranking: Ranking) -> Passage | None:
    """The paragraph of the documents found that says most of a question; None if none says enough."""
    weights = inquiry.weights
    if not weights:
        return None
    best, found = 0.0, None
    top = ranking.places[0].score if ranking.places else 1.0
    sections = (place for place in ranking.places if _is_section(place.chunk))
    for place in islice(sections, _SECTIONS):
        for number, (passage, share) in enumerate(_passages(inquiry, place.chunk, weights)):
            worth = share + _RANKED * place.score / top - _LATER * number
            if share >= _LEAST_SHARE and worth > best:
                best, found = worth, passage
    return found


def _is_section(stored: StoredChunk) -> bool:
    return stored.chunk.kind is ChunkKind.SECTION and kind_of(stored.path) is FileKind.DOCUMENT


def _passages(
    inquiry: Inquiry, stored: StoredChunk, weights: Mapping[str, float]
) -> Iterator[tuple[Passage, float]]:
    """The paragraphs of a section that have words of a question, each with how much it says of that."""
    _, chunk = inquiry.present.of(stored)
    source = inquiry.present.text(stored.path)
    if chunk is None or source is None:
        return
    parts = [each.chunk.start_line for each in inquiry.snapshot.children(stored.id)]
    last = min([chunk.end_line + 1, *parts]) - 1
    rows = source.split(b"\n")[chunk.start_line - 1 : last]
    lines = [row.decode("utf-8", "replace").rstrip() for row in rows]
    headings = _words(f"{chunk.qualname} {stored.path.rpartition('/')[2]}")
    for first, end, described in _prose(lines):
        heading = described or chunk.name
        text, end = _told(lines, first, end)
        # What ends with two colons leads to its example.
        sample = _sample(lines[end - 1 :])
        around = headings | _words(sample)
        share, said = _share(text, _words(heading), around, weights)
        is_all = _told_share(_words(text) | _words(heading) | around, weights) >= _LEAST_TOLD
        if (
            is_all
            and said >= min(_LEAST_WORDS, len(weights))
            and len(_SPAN.sub("x", text).split()) >= _LEAST_PROSE
        ):
            citation = Citation(stored.path, chunk.start_line + first, chunk.start_line + end - 1)
            yield Passage(heading, text, sample, citation, stored.id), share


def _told(lines: Sequence[str], first: int, end: int) -> tuple[str, int]:
    """A paragraph, with the next one if it only asks; and where that ends."""
    text = opening(textwrap.dedent("\n".join(lines[first:end])), _MOST_PROSE)
    following = next(_prose(lines[end:]), None) if text.endswith("?") else None
    if following is None or following[0] > 1:
        return text, end
    more = opening("\n".join(lines[end + following[0] : end + following[1]]), _MOST_PROSE)
    return f"{text} {more}", end + following[1]


def _told_share(words: frozenset[str], weights: Mapping[str, float]) -> float:
    """How much of a question some words tell, themselves or by words for the same."""
    related = words.union(*map(_same, words))
    return sum(
        weight for word, weight in weights.items() if word in related or not words.isdisjoint(_same(word))
    )


def _same(word: str) -> frozenset[str]:
    """The stems of other words that say what that of `word` says."""
    return SYNONYMS.get(word, frozenset()) | (_PROVIDING if word in _PROVIDING else frozenset[str]())


def _share(
    text: str, heading: frozenset[str], around: frozenset[str], weights: Mapping[str, float]
) -> tuple[float, int]:
    """How much of a question a paragraph says, 1 for all of it and more with its heading; how many words."""
    words = _words(text)
    together = max(
        map(_words, sentences_of(text)), key=lambda each: sum(weights.get(word, 0) for word in each)
    )
    share = 0.0
    for word, weight in weights.items():
        same = _same(word)
        is_near = word in words or not words.isdisjoint(same)
        is_headed = word in around or not heading.isdisjoint(same)
        said = 1.0 if word in together else _ELSEWHERE if is_near else 0.0
        share += weight * max(said, _IN_HEADINGS if is_headed else 0.0)
        share += weight * _OWN_HEADING * (word in heading or not heading.isdisjoint(same))
    return share, sum(word in words for word in weights)


def _words(text: str) -> frozenset[str]:
    return frozenset(map(stem, search_terms(text)))


def _prose(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The paragraphs of a section: where each begins and ends among its lines, and what it describes."""
    start = 0
    is_fenced = False
    described = ""
    for number, line in enumerate([*lines, ""]):
        if _FENCE.match(line):
            is_fenced, start = not is_fenced, number + 1
        elif not line.strip():
            block = lines[start:number]
            start, first = number + 1, start
            if not block or is_fenced:
                continue
            is_indented = block[0].startswith((" ", "\t"))
            if not is_indented:
                found = _DESCRIBED.match(block[0])
                described = found[1] if found else ""
            is_markup = _MARKUP.match(block[0].strip()) or _UNDERLINE.match("".join(block[1:2]))
            if not is_markup and (not is_indented or described):
                yield first, number, described


def _sample(lines: Sequence[str]) -> str:
    """The first example in some lines, as a block of code; "" if there is none of what they describe."""
    for number, line in enumerate(lines):
        if number and _DESCRIBED.match(line):
            break
        fence, directive = _FENCE.match(line), _CODE_DIRECTIVE.match(line)
        if fence is not None:
            inside = lines[number + 1 :]
            end = next((at for at, row in enumerate(inside) if row.strip().startswith(fence[1])), len(inside))
            return _block(inside[:end], fence[2])
        if directive is not None or line.endswith("::"):
            inside = lines[number + 1 :]
            outer = indent_of(line)
            ends = (at for at, row in enumerate(inside) if row and indent_of(row) <= outer)
            return _block(inside[: next(ends, len(inside))], directive[1] if directive else "")
    return ""


def _block(lines: Sequence[str], language: str) -> str:
    # Options of a directive stand before its code.
    rows = textwrap.dedent("\n".join(row for row in lines if not re.match(r"\s+:\w+:", row))).strip("\n")
    shown = rows.split("\n")[:_MOST_SAMPLE]
    cut = ["..."] if len(rows.split("\n")) > _MOST_SAMPLE else []
    return code_block("\n".join([*shown, *cut]), language) if rows.strip() else ""
