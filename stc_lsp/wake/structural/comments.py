"""What the code itself says to a question: the comment in a definition that has most of its words.

Why something is as it is stands in comments more than anywhere else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.wording import stem
from stc_lsp.code.describe.doc_tags import without_tags
from stc_lsp.code.english import code, quoted
from stc_lsp.code.identifiers import search_terms
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.structural.inquiry import Inquiry, label
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stc_lsp.memory.values import StoredChunk

_LEAST_SHARE = 0.3
"""Of a question's words, by their rarity: a comment with less is about something else."""
_LEAST_WORDS = 2
_LATER = 0.2
"""Divided by so much more is what a comment says in the second definition, in the third by twice that."""
_MOST = 2
"""Quoted."""
_MOST_LINES = 12
"""Of a comment that is quoted."""
_MOST_CHARACTERS = 500
_COMMENT = re.compile(r"\s*(?:#+:?(?!!)|//+!?|--|\*(?!/)|/\*+)\s?(.*?)(?:\*/)?\s*$")
_LAST_SENTENCE = re.compile(r"(?<=[.!?])\s[^.!?]*$")
"""What is not said to its end."""
_LEAST_SAID = 5
"""Words of a comment that says something: fewer are a heading, or code that was taken out."""


class Remark(NamedTuple):
    """A comment that stands alone on its lines."""

    label: str
    """Of the definition it stands in."""
    text: str
    """On one line."""
    citation: Citation
    share: float
    """Of the question's words, by their rarity."""
    documents: int = 0
    """The id of the definition whose documentation it is; 0 if it stands in one."""

    def is_in(self, citation: Citation) -> bool:
        """Whether some lines show it."""
        own = self.citation
        is_within = citation.start_line <= own.start_line and own.end_line <= citation.end_line
        return citation.path == own.path and is_within

    def said(self) -> str:
        """It, quoted, with where it stands."""
        place = code(f"{self.citation.path}:{self.citation.start_line}")
        return f"- in {code(self.label)} ({place}): {quoted(self.text, _MOST_CHARACTERS)}"


def remarks(inquiry: Inquiry, chunks: Sequence[StoredChunk]) -> list[Remark]:
    """The comments in some definitions that say most of a question, one of each, the best first.

    Of the definitions, too, the best come first.
    """
    weights = inquiry.weights
    found: dict[Citation, tuple[float, Remark]] = {}
    for number, chunk in enumerate(chunks):
        remark = _best(inquiry, chunk, weights)
        if remark is not None:
            found.setdefault(remark.citation, (remark.share / (1 + _LATER * number), remark))
    return [remark for _, remark in sorted(found.values(), key=lambda each: -each[0])][:_MOST]


def remarks_said(told: Sequence[Remark]) -> list[str]:
    """They, quoted."""
    return ["Comments in the code say to this:\n" + "\n".join(each.said() for each in told)] if told else []


def comment_above(lines: Sequence[str]) -> str:
    """What the comment says that ends with the last of some lines, on one line; "" if they end with code."""
    said: list[str] = []
    for line in reversed(lines[-_MOST_LINES:]):
        found = _COMMENT.match(line)
        if found is None:
            break
        said.insert(0, found[1])
    return " ".join(" ".join(said).split())


def _best(inquiry: Inquiry, stored: StoredChunk, weights: Mapping[str, float]) -> Remark | None:
    """The comment in a definition that says most of a question; None if none says enough."""
    _, chunk = inquiry.present.of(stored)
    source = inquiry.present.text(stored.path)
    if chunk is None or source is None or chunk.kind is ChunkKind.SECTION:
        return None
    rows = source.split(b"\n")[chunk.start_line - 1 : chunk.end_line]
    best: Remark | None = None
    for first, said, goes_on in _comments([row.decode("utf-8", "replace") for row in rows]):
        text = " ".join(without_tags("\n".join(said)).split())
        if goes_on:
            text = f"{_LAST_SENTENCE.sub('', text)} …"
        told = {stem(term) for term in search_terms(text)} & weights.keys()
        share = sum(weights[word] for word in told)
        is_enough = share >= _LEAST_SHARE and len(told) >= _LEAST_WORDS and len(text.split()) >= _LEAST_SAID
        if is_enough and (best is None or share > best.share):
            start = chunk.start_line + first
            citation = Citation(stored.path, start, start + len(said) - 1)
            documents = stored.id if chunk.documentation and start < chunk.name_line else 0
            best = Remark(label(stored), text, citation, share, documents)
    return best


def _comments(lines: Sequence[str]) -> Iterator[tuple[int, list[str], bool]]:
    """The comments that stand alone on their lines, a long one in parts.

    Of each the number of the first line, what each line says, and whether it goes on in another part.
    """
    said: list[str] = []
    for number, line in enumerate([*lines, ""]):
        found = _COMMENT.match(line)
        if found is not None and len(said) < _MOST_LINES:
            said.append(found[1])
            continue
        if said:
            yield number - len(said), said, found is not None
        said = [found[1]] if found is not None else []
