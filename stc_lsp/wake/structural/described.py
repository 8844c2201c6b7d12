"""What documents describe by its very name, below a heading or in a list: settings, options, properties."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.claims import sentences_of
from stc_lsp.code.describe.documentation import opening, plain
from stc_lsp.code.identifiers import search_terms
from stc_lsp.wake.structural.passages import Passage, is_section, quote_of, section_blocks
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.code.paragraphs import Block
    from stc_lsp.code.values import Chunk
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry

_SEARCHED = 40
_WRITTEN = ("{}", "`{}`", "``{}``", "--{}", "`--{}`", "``--{}``")
"""Headings that are a name."""
_MARKED = re.compile(r"[`*\[]|^-|\w[_.-]\w|[a-z][A-Z]")
"""What a word has that is written as a name of code."""
_END_OF_NAME = re.compile(r"[=<(\[,:`]")
_AROUND = re.compile(r"[\W_]+")
_DEFAULTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^\W*default(?: value)?\W*[:=]",
        r"\bdefaults?(?: value)? (?:is|to)\b",
        r"\bby default,? (?:[\w`]+ ){1,8}?(?:is|are) (?:(?:set to|limited to|enabled|disabled)\b|[`\"'\d])",
        r"(?:[`\"'”]|\b(?:\d[\w.]*|true|false|none|null|(?:en|dis)abled|off|on))\W(?:\w+ ){0,3}by default\b",
        r"\bdefaults?\b(?=[^.,;]{0,60}?(?:[`\"'“\d]|\b(?:true|false|none|null|(?:en|dis)abled|unlimited)\b))",
    )
)
"""How documents tell a default, the plainest first: "in the default folder" tells none."""
_MOST_TOLD = 400
"""Characters of a paragraph that are looked through for a default."""


class Described(NamedTuple):
    """What a document says of a default."""

    text: str
    """The sentence, plain."""
    heading: str
    citation: Citation


def described(inquiry: Inquiry, name: str) -> Passage | None:
    """What a document says below the name of something; None if none describes it by that name."""
    for stored, chunk, blocks, number in _places(inquiry, name):
        passage = quote_of(inquiry, stored, chunk, blocks, number)
        if passage is not None:
            return passage
    return None


def default_described(inquiry: Inquiry, name: str) -> Described | None:
    """What a document says of the default of something that it describes by that name, most plainly."""
    for stored, chunk, blocks, number in _places(inquiry, name):
        own = [block for block in _described_with(blocks[number:]) if block.language is None]
        for pattern in _DEFAULTS:
            for block in own:
                said = _first_with(pattern, block.text)
                if said is not None:
                    lines = block.text.split("\n")
                    row = next((at for at, line in enumerate(lines) if pattern.search(line)), 0)
                    line = chunk.start_line + block.first + row
                    return Described(said, block.term or plain(chunk.name), Citation(stored.path, line, line))
    return None


def default_stated(documentation: str) -> str | None:
    """The sentence of what code says of something that plainly states its default."""
    return next(filter(None, (_first_with(pattern, documentation) for pattern in _DEFAULTS[:-1])), None)


def _described_with(blocks: list[Block]) -> list[Block]:
    """The blocks that describe what the first of them does."""
    return list(takewhile(lambda block: block.term == blocks[0].term, blocks))


def _first_with(pattern: re.Pattern[str], text: str) -> str | None:
    """The first sentence of a text, near its beginning, that has a pattern."""
    return next((each for each in sentences_of(opening(text, _MOST_TOLD)) if pattern.search(each)), None)


def _places(inquiry: Inquiry, name: str) -> Iterator[tuple[StoredChunk, Chunk, list[Block], int]]:
    """Where a description begins: section, its blocks and the number of the first; headings before lists."""
    wanted = _plain(name)
    if not wanted:
        return
    headed = [each for way in _WRITTEN for each in inquiry.snapshot.named(way.format(name))]
    found = [*headed, *inquiry.snapshot.sections_like(search_terms(name), _SEARCHED)]
    listed: list[tuple[StoredChunk, Chunk, list[Block], int]] = []
    for stored in {each.id: each for each in found if is_section(each)}.values():
        is_headed = _plain(stored.chunk.name) == wanted
        if not is_headed and name.lower() not in stored.chunk.documentation.lower():
            continue
        chunk, blocks = section_blocks(inquiry, stored) or (stored.chunk, [])
        number = next((at for at, block in enumerate(blocks) if _plain(block.term) == wanted), None)
        if is_headed and blocks:
            yield stored, chunk, _without_fields(blocks), 0
        elif number is not None:
            listed.append((stored, chunk, blocks, number))
    yield from listed


def _without_fields(blocks: list[Block]) -> list[Block]:
    """The blocks below the name of something: "**Type:** number" before all else is said of that."""
    fields = sum(1 for _ in takewhile(lambda block: block.term and block.language is None, blocks))
    return [block._replace(term="") for block in blocks[:fields]] + blocks[fields:]


def _plain(name: str) -> str:
    """A name without marks, dashes and what it takes: of "`--master-port <number>`" "masterport"."""
    first = name.split(maxsplit=1)[0] if name.strip() else ""
    # Of "Bind to a port" the first word is no name.
    whole = _END_OF_NAME.split(first.strip("`*'\"["))[0] if _MARKED.search(first) else name
    return _AROUND.sub("", whole).lower()
