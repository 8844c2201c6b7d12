"""One definition of a parsed text replaced: its facts are made anew, those around it are moved."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.parse.moving import FAR, Moved
from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.tokens.lexing import full_digest
from stc_lsp.code.values import CALLABLE, Binding, BindingKind, Chunk, ChunkKind, FileFacts, Import, Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

_IN_BRACES = (b"class _ {\n", b"}\n")
SURROUNDINGS = {
    "python": (b"class _:\n", b""),
    "javascript": _IN_BRACES,
    "typescript": _IN_BRACES,
    "tsx": _IN_BRACES,
    "go": (b"", b""),
}
"""The languages in which a definition says the same wherever it stands, and what a method is read in."""
_BEGINS_PARAMETERS = (b"(", b"<", b"[")
_MAY_GO_ON = (b"{", b"(", b"[", b"<", b"=", b":", b".", b"?", b",")
"""With what might go on what ended so far with a brace."""
_CONTINUED = re.compile(rb"\n\s*\\\r?\n")
"""A backslash alone on a line: to the lexer the line is indented by what stands before it."""
_NEXT_LINE = re.compile(rb"[^\n]*\n(?:[^\S\n]*(?:#[^\n]*)?\n)*([ \t\f]*)\S")
"""From the end of something to the next line that is not empty, nor only a comment."""
_START = attrgetter("start_byte")
_LOOKED_AHEAD = 200


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A text and what it says."""

    language: str
    source: bytes
    facts: FileFacts
    same: Same | None = None
    """What it has in common with an earlier one, if all but one definition is taken from there."""


class Same(NamedTuple):
    """What two texts have in common that differ in one definition."""

    source: bytes
    """The earlier text."""
    before: FileFacts
    """What it says."""
    chunks_before: int
    """So many chunks at the beginning are equal, but that those around the definition hold another one."""
    chunks_behind: int
    """So many at the end are equal but for their places."""
    references_before: int
    """So many references at the beginning are equal."""
    references_behind: int
    """So many at the end are equal but for their places."""
    imports_before: int
    """Likewise."""
    imports_behind: int

    def references_among(self, count: int) -> range:
        """Which of as many references stand in the definition."""
        return range(self.references_before, count - self.references_behind)


class Splice:
    """The facts of an edited text, all but those of one definition taken from before."""

    def __init__(self, before: ParsedText, source: bytes, index: int, shift: int) -> None:
        self._old_source = before.source
        self._before = before.facts
        self._source = source
        self._index = index
        """Of the definition among the old chunks."""
        chunk = before.facts.chunks[index]
        self._parent = chunk.parent or 0
        self._start = chunk.start_byte
        self._old_end = chunk.end_byte
        self._shift = shift
        self._old = before.source[chunk.start_byte : chunk.end_byte]
        self._new = source[chunk.start_byte : chunk.end_byte + shift]
        self._line_shift = self._new.count(b"\n") - self._old.count(b"\n")
        self._last = next(
            (
                place
                for place in range(index + 1, len(before.facts.chunks))
                if before.facts.chunks[place].start_byte >= chunk.end_byte
            ),
            len(before.facts.chunks),
        )
        """Of the first old chunk behind it."""

    def text(self) -> ParsedText | None:
        """The text; None if the definition is not read by itself as it would be in its place."""
        facts = self._facts()
        if facts is None:
            return None
        old = self._before.references
        first, last = self._between(old)
        chunks_behind = len(self._before.chunks) - self._last
        imports = tuple(map(len, self._imports_around()))
        same = Same(
            self._old_source,
            self._before,
            self._index,
            chunks_behind,
            first,
            len(old) - last,
            *imports,
        )
        return ParsedText(self._before.language, self._source, facts, same)

    def _facts(self) -> FileFacts | None:
        part = self._part()
        if part is None:
            return None
        old = self._before
        grown = len(part.chunks) - (self._last - self._index)
        moved = Moved(self._old_end, self._shift, self._line_shift, self._last, grown)
        chunks = [
            *map(moved.chunk, old.chunks[: self._index]),
            *part.chunks,
            *map(moved.chunk, old.chunks[self._last :]),
        ]
        count = self._source.count(b"\n") + (not self._source.endswith(b"\n"))
        chunks[0] = replace(chunks[0], end_line=max(1, count))
        self._fingerprint(chunks)
        return FileFacts(
            old.language,
            tuple(chunks),
            self._references(moved, part),
            self._imports(moved, part),
            count,
            has_errors=False,
            bindings=self._bindings(moved, part),
        )

    def _part(self) -> FileFacts | None:
        """The facts of the definition in its place."""
        line = self._source.rfind(b"\n", 0, self._start) + 1
        indent = self._source[line : self._start]
        header, footer = SURROUNDINGS[self._before.language] if self._parent else (b"", b"")
        if indent.strip(b" \t") or bool(indent) != bool(header) or not self._is_delimited(indent):
            return None
        end = self._start + len(self._new)
        # To the end of its line: the grammar may count a carriage return as a part of it.
        rest = self._source[end : self._source.find(b"\n", end) + 1]
        read = parse_file(self._before.language, header + indent + self._new + rest + footer)
        first = 2 if header else 1
        old = self._before.chunks[self._index]
        known = read.chunks[first] if len(read.chunks) > first else None
        begin = len(header) + len(indent)
        if read.has_errors or known is None or (known.kind, known.name) != (old.kind, old.name):
            return None
        if (known.start_byte, known.end_byte) != (begin, begin + len(self._new)):
            return None
        if any(each.parent is None or each.parent < first for each in read.chunks[first + 1 :]):
            return None
        if not self._is_named_alike(known, read.chunks[first:]):
            return None
        lines = old.start_line - known.start_line
        placed = _Placed(
            self._start - begin, lines, self._index, self._parent, first, known.qualname, old.qualname
        )
        return placed.facts(read)

    def _is_delimited(self, indent: bytes) -> bool:
        """Whether the definition certainly ends where it seems to, whatever follows."""
        if self._before.language == "python":
            if _CONTINUED.search(self._old) or _CONTINUED.search(self._new):
                return False
            # A line that is indented further would go on with a body that is indented less.
            behind = _NEXT_LINE.match(self._source, self._start + len(self._new))
            return behind is None or len(behind[1].expandtabs()) <= len(indent.expandtabs())
        old, around = self._before.chunks[self._index], self._before.chunks[self._parent]
        # A declaration with a body, not a value that is given a name, nor a signature.
        parameters = self._new[old.name_end_byte - self._start :].lstrip()
        follows = self._source[self._start + len(self._new) :][:_LOOKED_AHEAD].lstrip()
        return (
            old.kind in CALLABLE
            and (not self._parent or around.keyword == "class")
            and self._old.endswith(b"}")
            and self._new.endswith(b"}")
            and parameters.startswith(_BEGINS_PARAMETERS)
            and not follows.startswith(_MAY_GO_ON)
        )

    def _is_named_alike(self, known: Chunk, read: Sequence[Chunk]) -> bool:
        """Whether the names by which twins are told apart cannot have changed."""
        chunks = self._before.chunks
        old = chunks[self._index]
        # JavaScript's `X.prototype.f = ...` is named after what it stands for, not after where it stands.
        around = (*chunks[: self._index], *chunks[self._last :])
        if any(not each.qualname.startswith(f"{known.qualname}.") for each in read[1:]):
            return False
        if any(each.qualname.startswith(f"{old.qualname}.") for each in around):
            return False
        if not any("#" in each.qualname for each in chunks):
            return True
        inner = [
            *(each.qualname.removeprefix(old.qualname) for each in chunks[self._index : self._last]),
            *(each.qualname.removeprefix(known.qualname) for each in read),
        ]
        return known.decorators == old.decorators and not any("#" in name for name in inner)

    def _fingerprint(self, chunks: list[Chunk]) -> None:
        """Have what holds the definition tell of it as it is now."""
        around: int | None = self._parent
        while around is not None:
            children = [
                each.fingerprint
                for each in chunks
                if each.parent == around and each.kind is not ChunkKind.VARIABLE
            ]
            holder = chunks[around]
            chunks[around] = replace(holder, fingerprint=full_digest(holder.own_fingerprint, children))
            around = holder.parent

    def _references(self, moved: Moved, part: FileFacts) -> tuple[Reference, ...]:
        old = self._before.references
        first, last = self._between(old)
        return (*old[:first], *part.references, *moved.references(old[last:]))

    def _bindings(self, moved: Moved, part: FileFacts) -> tuple[Binding, ...]:
        old = self._before.bindings
        first, last = self._between(old)
        # The body of a class begins where its first method does.
        bodies = [
            each for each in old[first:last] if each.chunk < self._index and each.kind is BindingKind.BODY
        ]
        return (
            *moved.bindings((*old[:first], *bodies)),
            *part.bindings,
            *moved.bindings(old[last:]),
        )

    def _imports(self, moved: Moved, part: FileFacts) -> tuple[Import, ...]:
        before, behind = self._imports_around()
        return (*before, *part.imports, *map(moved.imported, behind))

    def _imports_around(self) -> tuple[list[Import], list[Import]]:
        """What the old text imports before the definition, and behind it."""
        old = self._before.imports
        line = self._before.chunks[self._index].start_line
        before = [each for each in old if each.line < line]
        return before, [each for each in old[len(before) :] if not self._index <= each.chunk < self._last]

    def _between(self, old: Sequence[Reference] | Sequence[Binding]) -> tuple[int, int]:
        """Which of what the old text says stands in the definition."""
        return bisect_left(old, self._start, key=_START), bisect_left(old, self._old_end, key=_START)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A definition that was read by itself, put in its place."""

    shift: int
    lines: int
    index: int
    parent: int
    first: int
    """Of the definition among the chunks that were read."""
    read_as: str
    qualname: str

    def facts(self, read: FileFacts) -> FileFacts | None:
        """The facts of the definition alone; None if something of it belongs elsewhere."""
        references = [self._reference(each) for each in read.references]
        bindings = [
            self._binding(each)
            for each in read.bindings
            if each.chunk >= self.first or each.kind is not BindingKind.BODY
        ]
        known = [each for each in references if each is not None]
        bound = [each for each in bindings if each is not None]
        imports = tuple(
            replace(each, chunk=self._chunk_at(each.chunk), line=each.line + self.lines)
            for each in read.imports
            if each.chunk >= self.first
        )
        if (len(known), len(bound), len(imports)) != (len(references), len(bindings), len(read.imports)):
            return None
        chunks = tuple(map(self._chunk, read.chunks[self.first :]))
        return replace(read, chunks=chunks, references=tuple(known), imports=imports, bindings=tuple(bound))

    def _chunk_at(self, index: int) -> int:
        return self.index + index - self.first

    def _chunk(self, chunk: Chunk) -> Chunk:
        inner = chunk.parent is not None and chunk.parent >= self.first
        return replace(
            chunk,
            qualname=self.qualname + chunk.qualname.removeprefix(self.read_as),
            parent=self._chunk_at(chunk.parent or 0) if inner else self.parent,
            start_byte=chunk.start_byte + self.shift,
            end_byte=chunk.end_byte + self.shift,
            start_line=chunk.start_line + self.lines,
            end_line=chunk.end_line + self.lines,
            name_start_byte=chunk.name_start_byte + self.shift,
            name_end_byte=chunk.name_end_byte + self.shift,
            name_line=chunk.name_line + self.lines,
        )

    def _reference(self, one: Reference) -> Reference | None:
        kind, name, expression, chunk, start, end, line, arguments = one
        if chunk < self.first:
            return None
        start, end = start + self.shift, end + self.shift
        line += self.lines
        return Reference(kind, name, expression, self._chunk_at(chunk), start, end, line, arguments)

    def _binding(self, one: Binding) -> Binding | None:
        if one.chunk >= self.first:
            chunk = self._chunk_at(one.chunk)
        elif one.chunk == self.first - 1 and one.kind is BindingKind.ATTRIBUTE:
            chunk = self.parent
        else:
            return None
        return one._replace(
            chunk=chunk,
            line=one.line + self.lines,
            start_byte=one.start_byte + self.shift,
            scope_start=self._scoped(one.scope_start, one),
            scope_end=self._scoped(one.scope_end, one),
            known_from=one.known_from + self.shift,
        )

    def _scoped(self, position: int, one: Binding) -> int:
        """The end of a scope; that of what is seen everywhere stays."""
        return position if one.scope_end == FAR else position + self.shift
