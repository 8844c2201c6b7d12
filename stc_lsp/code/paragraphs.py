"""A section of a document in its blocks: paragraphs, what a list describes item by item, and examples.

Markdown and reStructuredText alike. Lines in, values out; nothing is made plain here.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.source_lines import indent_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"\s*(```+|~~~+)\s*\{?\.?([\w+#-]*)")
_DIRECTIVE = re.compile(r"\s*\.\. (?P<name>[\w:-]+)::\s*(?P<argument>.*)")
_CODE = frozenset({"code", "code-block", "sourcecode", "parsed-literal"})
_DESCRIBING = frozenset({"data", "attribute", "option", "envvar", "confval", "setting", "describe"})
"""Directives whose indented text describes what they are given."""
_HEADING = re.compile(r"#+\s")
_MARKUP = re.compile(r"[.:|+=~^#_-]{2,}|\+[-=]|:\w[^:`]*:(?!`)|\.\. |<[!/a-zA-Z]|\[[^\]]+\]: ")
"""How a line begins that is no prose: an underline, a directive, a field, a grid, a tag, a target."""
_QUOTED = re.compile(r"\s*> ?")
_ALERT = re.compile(r"\s*\[!\w+\]\s*$")
_ADMONITION = re.compile(r"\s*(?:!!!|\?\?\?\+?) \w")
_UNDERLINE = re.compile(r"([=~^#*_`+\"'-])\1+\s*$")
_ITEM = re.compile(r"(?P<mark>\s*(?:[*+•-]|\(?\d{1,2}[.)])\s+)(?=\S)")
_ROW = re.compile(r"\s*\|(?P<cells>.+)\|\s*$")
_RULE = re.compile(r"[\s|:+=-]+$")
_NAME = r"(?:``[^`\n]{1,80}``|`[^`\n]{1,80}`)"
_NAMES = rf"(?:\*\*)?{_NAME}:?(?:\*\*)?(?:(?:,| or|/| /) ?(?:\*\*)?{_NAME}(?:\*\*)?)*"
_SET_OFF = r"(?=\s*(?:[-\u2013\u2014:=(]|&mdash;|->|$))"
_TERM = re.compile(rf"{_NAMES}{_SET_OFF}|(?:\*\*)?{_NAME}:\*\*")
"""With what somebody begins who describes it: a name that is marked as such, set off from what follows."""
_TERM_OF_ITEM = re.compile(rf"{_TERM.pattern}|\*\*[^*\n]{{1,60}}(?::\*\*|\*\*{_SET_OFF})")
"""The same in a list, whose items often begin with a name in bold type."""
_MARKS = re.compile(r"\*\*|`+|:$")
_OPTION_OF_DIRECTIVE = re.compile(r"\s+:[\w-]+:")
_CODE_IN_MARKDOWN = 4
"""Columns that are indented."""


class Block(NamedTuple):
    """Some lines of a section that belong together."""

    first: int
    """The number of its first line among those of the section, from 0."""
    end: int
    """The number of the line behind its last."""
    term: str
    """What it describes, by the name with which it begins or that stands above it; "" for plain prose."""
    text: str
    """As it is written, without what it is indented by."""
    language: str | None = None
    """Of an example, "" if it does not say; None for prose."""


def blocks_of(lines: Sequence[str], *, is_markdown: bool) -> list[Block]:
    """The blocks of a section, in order; headings and whatever else is neither prose nor example left out."""
    return list(_Reader(lines, is_markdown=is_markdown).read(0, len(lines), ""))


class _Reader:
    """Goes through the lines of one section."""

    def __init__(self, lines: Sequence[str], *, is_markdown: bool) -> None:
        self._lines = lines
        self._is_markdown = is_markdown

    def read(self, at: int, end: int, term: str) -> Iterator[Block]:
        """The blocks between two lines, which describe `term`."""
        last: Block | None = None
        while at < end:
            if not self._lines[at].strip():
                at += 1
                continue
            found, at = self._next(at, end, term, last)
            last = found[-1] if found else None
            yield from found

    def _next(self, at: int, end: int, term: str, last: Block | None) -> tuple[list[Block], int]:
        """The blocks that begin with a line, and where those after them do; `last`: the one before it."""
        line = self._lines[at]
        columns = indent_of(line)
        if columns and last is not None and _ITEM.match(self._lines[last.first]):
            # It goes on with the item.
            columns -= _CODE_IN_MARKDOWN
            term = last.term
        if (fence := _FENCE.match(line)) is not None:
            return self._fenced(at, end, term, fence)
        if not self._is_markdown and (directive := _DIRECTIVE.match(line)) is not None:
            return self._directed(at, end, term, directive)
        if self._is_markdown and _QUOTED.match(line):
            return self._quoted(at, end, term)
        if self._is_markdown and _ADMONITION.match(line):
            stop = self._indented(at + 1, end, indent_of(line))
            return ([self._prose(at + 1, stop, term)] if stop > at + 1 else []), stop
        leads_on = last is not None and last.language is None and last.text.endswith("::")
        if columns > 0 and (columns >= _CODE_IN_MARKDOWN if self._is_markdown else leads_on):
            stop = self._indented(at, end, indent_of(line) - 1)
            return [self._example(at, stop, term, "")], stop
        if _ROW.match(line):
            return self._table(at, end, term)
        following = self._lines[at + 1] if at + 1 < end else ""
        if not _ITEM.match(line) and _UNDERLINE.match(following):
            return [], at + 2
        if _ITEM.match(line):
            return self._list(at, end, term)
        if _HEADING.match(line) or line.lstrip().startswith(":::"):
            return [], at + 1
        if _MARKUP.match(line.strip()):
            return [], self._paragraph_end(at, end)
        if not self._is_markdown and following.strip() and indent_of(following) > indent_of(line):
            stop = self._indented(at + 1, end, indent_of(line))
            return list(self.read(at + 1, stop, _unmarked(line))), stop
        stop = self._paragraph_end(at, end)
        return [self._prose(at, stop, term)], stop

    def _fenced(self, at: int, end: int, term: str, fence: re.Match[str]) -> tuple[list[Block], int]:
        closes = (row for row in range(at + 1, end) if self._lines[row].strip().startswith(fence[1]))
        stop = next(closes, end)
        return [self._example(at + 1, stop, term, fence[2])], stop + 1

    def _directed(self, at: int, end: int, term: str, found: re.Match[str]) -> tuple[list[Block], int]:
        stop = self._indented(at + 1, end, indent_of(self._lines[at]))
        name = found["name"].rpartition(":")[2]
        if name in _CODE:
            return [self._example(at + 1, stop, term, found["argument"].strip())], stop
        described = _unmarked(found["argument"]) if name in _DESCRIBING else ""
        return (list(self.read(at + 1, stop, described)) if described else []), stop

    def _indented(self, at: int, end: int, outer: int) -> int:
        """Where the lines end that are indented more than `outer`; blank ones between belong to them."""
        ends = (
            row for row in range(at, end) if self._lines[row].strip() and indent_of(self._lines[row]) <= outer
        )
        stop = next(ends, end)
        while stop > at and not self._lines[stop - 1].strip():
            stop -= 1
        return stop

    def _quoted(self, at: int, end: int, term: str) -> tuple[list[Block], int]:
        """What is set off by `>` as a quotation, or to draw attention to it."""
        stop = next((row for row in range(at, end) if not _QUOTED.match(self._lines[row])), end)
        bare = [_QUOTED.sub("", line, count=1) for line in self._lines[at:stop]]
        text = "\n".join(line for line in bare if not _ALERT.match(line)).strip("\n")
        return ([Block(at, stop, term, text)] if text.strip() else []), stop

    def _paragraph_end(self, at: int, end: int) -> int:
        def ends(line: str) -> bool:
            return not line.strip() or _FENCE.match(line) is not None or _ITEM.match(line) is not None

        return next((row for row in range(at + 1, end) if ends(self._lines[row])), end)

    def _list(self, at: int, end: int, term: str) -> tuple[list[Block], int]:
        """A list: an item that describes something is a block by itself, others are one together."""
        found: list[Block] = []
        outer = indent_of(self._lines[at])
        while at < end and _ITEM.match(self._lines[at]) and indent_of(self._lines[at]) >= outer:
            stop = self._item_end(at, end)
            mark = _ITEM.match(self._lines[at])
            head = self._lines[at][mark.end() :] if mark else ""
            described = _term_of(head, _TERM_OF_ITEM)
            if found and not described and found[-1].term == term:
                first = found.pop().first
                found.append(self._prose(first, stop, term))
            else:
                item = self._prose(at, stop, described or term)
                found.append(item)
            at = stop
            while at < end and not self._lines[at].strip():
                at += 1
        return found, at

    def _item_end(self, at: int, end: int) -> int:
        """Where an item ends: with a new one, an example, or a paragraph, be it a further one of its own."""
        is_after_blank = False
        for row in range(at + 1, end):
            line = self._lines[row]
            if not line.strip():
                is_after_blank = True
            elif is_after_blank or _ITEM.match(line) or _FENCE.match(line):
                return row
        return end

    def _table(self, at: int, end: int, term: str) -> tuple[list[Block], int]:
        """A table in Markdown: each row describes what stands in its first cell."""
        stop = next((row for row in range(at, end) if not _ROW.match(self._lines[row])), end)
        head = _cells(self._lines[at])[1:]
        found: list[Block] = []
        for row in range(at + 1, stop):
            first, *others = _cells(self._lines[row])
            if _RULE.match(self._lines[row]):
                continue
            said = "; ".join(
                f"{title}: {cell}" if title else cell
                for title, cell in zip((*head, *[""] * len(others)), others, strict=False)
                if cell
            )
            if said:
                found.append(Block(row, row + 1, _unmarked(first) or term, f"{first}: {said}"))
        return found, stop

    def _prose(self, at: int, end: int, term: str) -> Block:
        while end > at and not self._lines[end - 1].strip():
            end -= 1
        text = textwrap.dedent("\n".join(self._lines[at:end]))
        return Block(at, end, _term_of(text, _TERM) or term, text)

    def _example(self, at: int, end: int, term: str, language: str) -> Block:
        # Options of a directive stand before its code.
        while at < end and (not self._lines[at].strip() or _OPTION_OF_DIRECTIVE.match(self._lines[at])):
            at += 1
        text = textwrap.dedent("\n".join(self._lines[at:end])).strip("\n")
        return Block(at, end, term, text, language)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _term_of(text: str, pattern: re.Pattern[str]) -> str:
    found = pattern.match(text)
    return _unmarked(found[0]) if found else ""


def _unmarked(text: str) -> str:
    return " ".join(_MARKS.sub("", text.strip()).split()).rstrip(":")
