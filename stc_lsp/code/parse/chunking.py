"""From definitions to chunks: who stands in whom, what each is called, where it begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.texts import Lines, decoded
from stc_lsp.code.values import CALLABLE, ChunkKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.code.parse.captured import Captured, CapturedDefinition, Heading

    Span = tuple[int, int]

_KINDS = {
    "class": ChunkKind.CLASS,
    "function": ChunkKind.FUNCTION,
    "method": ChunkKind.METHOD,
    "variable": ChunkKind.VARIABLE,
    "section": ChunkKind.SECTION,
}
_FIELD = "field"
"""The word for what always stands in a class, struct or type."""
_MACROS = re.compile(rb"[ \t]*(?:[A-Z][A-Z0-9_]+(?:\([^()\n]*\))?[ \t]+)+")
"""Macros of C that a grammar does not see: they stand before what they are about."""
_OF_A_FILE = re.compile(
    rb"@(?:file|fileoverview|overview|module|packageDocumentation|licen[cs]e|copyright|preserve)\b"
    rb"|copyright|licensed under|spdx",
    re.IGNORECASE,
)
"""What says that a comment is about the file, whatever stands below it."""


@dataclass(slots=True)
class ChunkDraft:
    """A chunk in the making."""

    kind: ChunkKind
    name: str
    qualname: str
    parent: int | None
    start: int
    end: int
    definition: CapturedDefinition | None = None
    header: int = 0
    """Where the header begins: behind attached comments."""
    comments: list[Span] = field(default_factory=list["Span"])
    """The comments attached to it."""
    decorators: list[Span] = field(default_factory=list["Span"])
    documentation: Span | None = None
    """A docstring."""
    heading: Heading | None = None
    """The title of a section."""


def drafts(source: bytes, found: Captured, lines: Lines) -> list[ChunkDraft]:
    """The chunks of a file by their first byte, the module first; parents come before children."""
    made = [ChunkDraft(ChunkKind.MODULE, "", "", None, 0, len(source))]
    attached = _Attached(source, found, lines)
    names = UniqueNames()
    open_drafts: list[_Open] = [_Open(0, "", len(source))]
    for definition in _in_order(found, attached):
        extent = attached.extent(definition)
        while len(open_drafts) > 1 and open_drafts[-1].is_left(extent):
            open_drafts.pop()
        around = open_drafts[-1]
        end = min(extent.end, around.end)
        name = decoded(source, definition.name).strip("\"'`:") or "?"
        if definition.kind.startswith("scope"):
            in_class = definition.kind == "scope.class"
            open_drafts.append(_Open(around.index, f"{around.prefix}{name}.", end, in_class=in_class))
            continue
        if _is_dropped(definition, made[around.index], around):
            open_drafts.append(_Open(around.index, around.prefix, end, in_dropped=True))
            continue
        prefix = f"{decoded(source, definition.receiver)}." if definition.receiver else around.prefix
        draft = ChunkDraft(
            _kind(definition, around),
            name,
            names.unique(f"{prefix}{name}"),
            around.index,
            extent.start,
            end,
            definition,
            extent.header,
            extent.comments,
            documentation=found.documented.get((definition.start, definition.end)),
        )
        made.append(draft)
        opened = _Open(len(made) - 1, f"{draft.qualname}.", end, in_class=draft.kind is ChunkKind.CLASS)
        if draft.kind is ChunkKind.VARIABLE:
            opened.index, opened.variable_start = around.index, draft.start
        open_drafts.append(opened)
    return made


def _kind(definition: CapturedDefinition, around: _Open) -> ChunkKind:
    """What a definition is: a function that stands in a class, or names it, is a method."""
    kind = _KINDS[definition.kind]
    if kind in CALLABLE:
        return ChunkKind.METHOD if around.in_class or definition.receiver else ChunkKind.FUNCTION
    return kind


def _is_dropped(definition: CapturedDefinition, parent: ChunkDraft, around: _Open) -> bool:
    """Whether a variable is a local one, or stands in one that is dropped."""
    if _KINDS[definition.kind] is not ChunkKind.VARIABLE:
        return False
    # A field that stands in nothing is what the parser made of something that it had to skip.
    is_stray = definition.keyword == _FIELD and not around.prefix
    return parent.kind in CALLABLE or around.in_dropped or is_stray


@dataclass(slots=True)
class _Open:
    """A chunk or scope that the sweep is in."""

    index: int
    """The innermost chunk that is no variable."""
    prefix: str
    end: int
    in_class: bool = False
    in_dropped: bool = False
    variable_start: int = -1

    def is_left(self, extent: _Extent) -> bool:
        """Whether a later definition stands behind it, or beside it in one declaration: `int a, b;`."""
        return self.end <= extent.start or (self.variable_start, self.end) == (extent.start, extent.end)


class UniqueNames:
    """Makes qualified names unique within the file."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._taken: set[str] = set()

    def unique(self, name: str) -> str:
        """The name, with a number if it is taken."""
        made = name
        while made in self._taken:
            self._counts[name] += 1
            made = f"{name}#{self._counts[name] + 1}"
        self._taken.add(made)
        return made


def _in_order(found: Captured, attached: _Attached) -> list[CapturedDefinition]:
    """One definition for each defining name, the outer before the inner."""
    by_name: dict[Span, CapturedDefinition] = {}
    for definition in found.definitions:
        if definition.name[0] in found.hidden:
            continue
        known = by_name.get(definition.name)
        if known is None or definition.order < known.order:
            by_name[definition.name] = definition

    def outer_first(definition: CapturedDefinition) -> tuple[int, int, Span]:
        extent = attached.extent(definition)
        return extent.start, -extent.end, definition.name

    return sorted(by_name.values(), key=outer_first)


class _Extent(NamedTuple):
    """Where a definition stands, with what belongs to it."""

    start: int
    """Its first byte, or that of the first thing attached to it."""
    end: int
    header: int
    """Where it begins itself."""
    comments: list[Span]
    """Those attached to it, in order."""


class _Attached:
    """What belongs to a definition but stands around or before its node."""

    def __init__(self, source: bytes, found: Captured, lines: Lines) -> None:
        self._source = source
        self._wrappers = found.wrappers
        self._before = sorted({*found.comments, *found.decorators}, key=lambda span: span[1])
        self._ends = [end for _, end in self._before]
        self._comments = set(found.comments)
        self._closing = sorted((each.end, each.start) for each in found.definitions)
        self._by_start = dict(zip((start for start, _ in found.comments), found.comments, strict=True))
        self._comment_starts = sorted(self._by_start)
        self._documented = found.documented
        self._lines = lines
        self._known: dict[CapturedDefinition, _Extent] = {}

    def extent(self, definition: CapturedDefinition) -> _Extent:
        """Where a definition stands, with what is attached before and behind it."""
        known = self._known.get(definition)
        if known is None:
            known = self._known[definition] = self._extent(definition)
        return known

    def _extent(self, definition: CapturedDefinition) -> _Extent:
        span = (definition.start, definition.end)
        header = definition.start
        while span in self._wrappers:
            around, quiet = self._wrappers[span]
            if around == span:
                break
            span = around
            header = header if quiet else span[0]
        start, end = span
        while end > start and self._source[end - 1] in b" \t\r\n":
            end -= 1
        comments: list[Span] = []
        for before in self._preceding(start, of_variable=definition.kind == "variable"):
            start = before[0]
            if before in self._comments:
                comments.append(before)
        if definition.kind == "variable":
            docstring = self._documented.get((definition.start, definition.end))
            end = docstring[1] if docstring else end
            trailing = self._trailing(end)
            if trailing:
                end = trailing[1]
                if not comments and self._is_documentation(trailing):
                    comments.append(trailing)
        return _Extent(start, end, header, comments[::-1])

    def _trailing(self, end: int) -> Span | None:
        """A comment on the same line, behind a position."""
        index = bisect_left(self._comment_starts, end)
        if index == len(self._comment_starts):
            return None
        start = self._comment_starts[index]
        gap = self._source[end:start]
        return self._by_start[start] if not gap.strip(b" \t") else None

    def _is_documentation(self, comment: Span) -> bool:
        text = self._source[comment[0] : comment[1]]
        return text.startswith(b"#:") or not text.startswith(b"#")

    def _preceding(self, start: int, *, of_variable: bool) -> Iterator[Span]:
        """Comments and attributes directly above a position, nearest first, each on lines of its own."""
        begins = self._lines.start(self._lines.at(start))
        if _MACROS.fullmatch(self._source, begins, start):
            start = begins
        index = bisect_left(self._ends, start + 1) - 1
        is_nearest = not of_variable
        while index >= 0:
            begin, end = self._before[index]
            gap = self._source[end:start]
            is_comment = (begin, end) in self._comments
            most = 1 - self._source.endswith(b"\n", begin, end)
            most += is_nearest and is_comment and self._documents_what_follows(begin, end)
            if gap.strip() or gap.count(b"\n") > most:
                return
            if is_comment:
                is_nearest = False
                line = self._lines.start(self._lines.at(begin))
                if self._source[line:begin].strip() or self._ends_another(begin, end, start):
                    return
            yield (begin, end)
            start = begin
            index -= 1

    def _documents_what_follows(self, begin: int, end: int) -> bool:
        """Whether a comment is marked as documentation: then an empty line may follow it, as in koa."""
        return self._source.startswith(b"/**", begin, end) and not _OF_A_FILE.search(self._source, begin, end)

    def _ends_another(self, begin: int, end: int, until: int) -> bool:
        """Whether a comment above a position is the last of a body there: Python's are indented like it."""
        index = bisect_left(self._closing, (end, -1))
        while index < len(self._closing) and self._closing[index][0] <= until:
            if self._closing[index][1] <= begin:
                return True
            index += 1
        return False


def borders(made: Sequence[ChunkDraft]) -> Iterator[tuple[int, int, bool]]:
    """Every border of the chunks but the module's, in order: (position, chunk's index, whether it opens)."""
    open_chunks: list[int] = []
    for index, draft in enumerate(made):
        if index == 0:
            continue
        while open_chunks and made[open_chunks[-1]].end <= draft.start:
            closed = open_chunks.pop()
            yield made[closed].end, closed, False
        yield draft.start, index, True
        open_chunks.append(index)
    for closed in reversed(open_chunks):
        yield made[closed].end, closed, False


class Owners:
    """The innermost chunk at ascending positions; variables do not count, unless asked for."""

    def __init__(self, made: Sequence[ChunkDraft], *, variables: bool = False) -> None:
        self._positions: list[int] = []
        self._owners: list[int] = []
        around = [0]
        for position, index, opens in borders(made):
            if made[index].kind is ChunkKind.VARIABLE and not variables:
                continue
            if opens:
                around.append(index)
            else:
                around.pop()
            self._positions.append(position)
            self._owners.append(around[-1])
        self._positions.append(1 << 62)
        self._next = 0
        self._owner = 0

    def at(self, position: int) -> int:
        """The chunk at `position`, which is not before the position of the previous call."""
        while self._positions[self._next] <= position:
            self._owner = self._owners[self._next]
            self._next += 1
        return self._owner
