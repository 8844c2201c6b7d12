"""Where the text of a message stands, under which conditions it is reached, and what documents say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.english import bulleted, code, count, listed
from stc_lsp.code.languages import language_of
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.search import telling_terms
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.structural.course_said import around_said
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.passages import Passage, is_section, quote_of, section_blocks
from stc_lsp.wake.structural.registered import code_paths
from stc_lsp.wake.structural.sites import Sites
from stc_lsp.wake.structural.source import quoted_around
from stc_lsp.wake.structural.users import cited, in_files, said_of, users_of
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.values import StoredChunk

_BETWEEN = rb"(?:\W|\\[nt]|(?<=\W)[bfru]{1,2}(?=[\"'])){1,60}?"
"""Between two words of a message: what a text on several lines is joined by, too."""
_COMMENT = re.compile(rb"\s*(?:#(?!\[)|//|/?\*|--|\"\"\")")
_QUOTE = re.compile(rb"[\"'`]")
_LEAST, _LEAST_PART = 3, 0.5
"""Words that have to stand together of a message into which values were put, and of all its words."""
_MOST_WORDS = 24
_MOST_QUOTED, _MOST_LISTED, _IN_ONE_SENTENCE = 2, 8, 2
_SECTIONS = 40


class _Place(NamedTuple):
    """Where a text stands."""

    path: str
    start: int
    """Byte."""
    line: int


def message_said(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding | None]:
    """Each place of code whose text has the words of a message; none if no text has them."""
    words = re.findall(r"\w+", asked.slots[0].name)[:_MOST_WORDS]
    wanted, found = _found(inquiry, words)
    if not found:
        return []
    sites = Sites(inquiry.present)
    findings: list[Finding | None] = []
    others: list[str] = []
    quoted: list[Citation] = []
    for each in found:
        if len(findings) < _MOST_QUOTED and not any(_is_in(each, lines) for lines in quoted):
            told = _told(inquiry, sites, each)
            quoted.append(told.citations[0])
            findings.append(told)
        else:
            others.append(code(f"{each.path}:{each.line}"))
    if others:
        lead = f"Its words stand in {count(len(others), 'more place')}, too"
        rest = (
            f" {listed(others)}."
            if len(others) <= _IN_ONE_SENTENCE
            else f"\n{bulleted(others[:_MOST_LISTED], len(others))}"
        )
        findings.append(Finding(f"{lead}:{rest}", is_all=False))
    findings.append(_documented(inquiry, wanted, words))
    return findings


def _found(inquiry: Inquiry, words: Sequence[str]) -> tuple[re.Pattern[bytes], list[_Place]]:
    """The places of most of the words of a message that stand together, and the pattern of those."""
    least = max(_LEAST, round(len(words) * _LEAST_PART))
    texts = {path: text for path in code_paths(inquiry) if (text := _with_most(inquiry, path, words, least))}
    # Values take the place of some words, most often at an end.
    runs = {
        tuple(run): None
        for number in range(len(words), least - 1, -1)
        for run in (words[:number], words[len(words) - number :])
    }
    pattern = re.compile(b"")
    for run in runs:
        joined = _BETWEEN.join(re.escape(word.encode()) for word in run)
        pattern = re.compile(rb"(?<!\w)" + joined + rb"(?!\w)", re.IGNORECASE)
        found = [each for path, text in texts.items() for each in _in_texts(pattern, path, text)]
        if found:
            return pattern, found
    return pattern, []


def _with_most(inquiry: Inquiry, path: str, words: Sequence[str], least: int) -> bytes:
    """A file that has so many of the words; empty if it has not, or cannot be read."""
    text = inquiry.present.text(path) or b""
    small = text.lower()
    return text if sum(word.lower().encode() in small for word in words) >= least else b""


def _in_texts(pattern: re.Pattern[bytes], path: str, text: bytes) -> Iterator[_Place]:
    """Where it stands in a text of code, and not in a comment."""
    for found in pattern.finditer(text):
        first = text.rfind(b"\n", 0, found.start()) + 1
        before = text[first : found.start()]
        if _QUOTE.search(before) and not _COMMENT.match(before):
            yield _Place(path, found.start(), text.count(b"\n", 0, found.start()) + 1)


def _told(inquiry: Inquiry, sites: Sites, place: _Place) -> Finding:
    """Which definition has it: of a constant who uses that, of code under which conditions it is run."""
    at = code(f"{place.path}:{place.line}")
    citation = Citation(place.path, place.line, place.line)
    held = _variable(inquiry, place)
    if held is not None:
        uses = inquiry.uses(held)
        users = users_of(uses)
        used = f", which is used in {in_files(uses)}, by{said_of(inquiry, users)}" if uses else "."
        told = f"It is the text of {inquiry.placed(held)}{used}"
        return Finding(told, (citation, *cited(inquiry, users)), is_all=False)
    within = inquiry.snapshot.enclosing(place.path, place.line)
    rows = lines_of(inquiry.present.text(place.path) or b"")
    if within is None:
        return Finding(f"It stands at {at}.", (citation,), is_all=False)
    site = sites.of(within, place.start)
    around = f" {inside}" if site is not None and (inside := around_said(site)) else ""
    is_named = within.chunk.kind is not ChunkKind.MODULE
    where = f"in {code(within.label)} ({at})" if is_named else f"at {at}"
    shown, lines = quoted_around(rows, within.chunk, place.line, language_of(place.path))
    citation = Citation(place.path, lines[0], lines[-1])
    return Finding(f"It stands {where}{around}:\n\n{shown}", (citation,), is_all=False)


def _is_in(place: _Place, lines: Citation) -> bool:
    return place.path == lines.path and lines.start_line <= place.line <= lines.end_line


def _variable(inquiry: Inquiry, place: _Place) -> StoredChunk | None:
    """The variable that it is the value of, outside of functions."""
    found = (
        each
        for each in inquiry.snapshot.chunks(place.path)
        if each.chunk.kind is ChunkKind.VARIABLE
        and each.chunk.start_byte <= place.start < each.chunk.end_byte
    )
    return next(found, None)


def _documented(inquiry: Inquiry, pattern: re.Pattern[bytes], words: Sequence[str]) -> Finding | None:
    """What a document says that has it in a heading, or in a paragraph."""
    message = _flat(words)
    inside: list[Passage] = []
    for stored in inquiry.snapshot.sections_like(telling_terms(inquiry.question.text), _SECTIONS):
        found = section_blocks(inquiry, stored) if is_section(stored) else None
        if found is None or not found[1]:
            continue
        chunk, blocks = found
        title = re.findall(r"\w+", chunk.name)
        is_headed = len(title) >= _LEAST and (_flat(title) in message or message in _flat(title))
        having = (at for at, block in enumerate(blocks) if pattern.search(block.text.encode()))
        number = 0 if is_headed else next(having, None)
        passage = quote_of(inquiry, stored, chunk, blocks, number) if number is not None else None
        if passage is not None:
            inside.insert(0 if is_headed else len(inside), passage)
    return Finding(inside[0].said(), (inside[0].citation,), is_all=False) if inside else None


def _flat(words: Sequence[str]) -> str:
    return f" {' '.join(words)} ".lower()
