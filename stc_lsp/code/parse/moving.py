"""What an edit does to the facts of what stands around it: nothing but their places change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from stc_lsp.code.values import Binding, BindingKind, Chunk, Import, Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

FAR = 1 << 40
"""Where scopes without an end of their own end."""
_NEW = cast("Callable[..., Any]", tuple.__new__)  # pyright: ignore[reportUnknownMemberType]
_MAKE_REFERENCE: Callable[[Iterable[object]], Reference] = partial(_NEW, Reference)
_MAKE_BINDING: Callable[[Iterable[object]], Binding] = partial(_NEW, Binding)
"""`_make` without its look at the length."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What an edit does to facts of what is around it."""

    old_end: int
    shift: int
    lines: int
    last: int
    """Chunks from here on have other places in the list."""
    grown: int

    def _at(self, position: int) -> int:
        return position + self.shift if self.old_end <= position < FAR else position

    def _chunk_at(self, index: int) -> int:
        return index + self.grown if index >= self.last else index

    def chunk(self, chunk: Chunk) -> Chunk:
        """One that stands before the edit, around it, or behind it."""
        if chunk.end_byte < self.old_end:
            return chunk
        is_behind = chunk.start_byte >= self.old_end
        lines = self.lines if is_behind else 0
        # By place: a long file has a thousand chunks, and `replace` takes four times as long.
        return Chunk(
            chunk.kind,
            chunk.keyword,
            chunk.name,
            chunk.qualname,
            None if chunk.parent is None else self._chunk_at(chunk.parent),
            self._at(chunk.start_byte),
            self._at(chunk.end_byte),
            chunk.start_line + lines,
            chunk.end_line + self.lines,
            self._at(chunk.name_start_byte),
            self._at(chunk.name_end_byte),
            chunk.name_line + lines,
            chunk.signature,
            chunk.documentation,
            chunk.decorators,
            chunk.bases,
            chunk.returns,
            chunk.parameters,
            chunk.own_fingerprint,
            chunk.fingerprint,
        )

    # A long file has many thousand references and bindings: column by column they are moved in a third of
    # the time that it takes one by one.

    def references(self, some: Sequence[Reference]) -> Iterable[Reference]:
        """Those that stand behind the edit."""
        if not some or not (self.shift or self.lines or self.grown):
            return some
        kinds, names, expressions, chunks, starts, ends, lines, arguments = zip(*some, strict=True)
        shift, down = self.shift, self.lines
        return map(
            _MAKE_REFERENCE,
            zip(
                kinds,
                names,
                expressions,
                self._chunks_at(chunks),
                [start + shift for start in starts],
                [end + shift for end in ends],
                [line + down for line in lines],
                arguments,
                strict=True,
            ),
        )

    def bindings(self, some: Sequence[Binding]) -> Iterable[Binding]:
        """Those that stand around the edit."""
        if not some or not (self.shift or self.lines or self.grown):
            return some
        names, chunks, kinds, values, annotations, lines, *places = zip(*some, strict=True)
        body, last, old_end, down = BindingKind.BODY, self.last, self.old_end, self.lines
        return map(
            _MAKE_BINDING,
            zip(
                names,
                self._chunks_at(chunks),
                kinds,
                values,
                annotations,
                [
                    # Of a body the line is that of its chunk.
                    line + down if (chunk >= last if kind is body else start >= old_end) else line
                    for line, chunk, kind, start in zip(lines, chunks, kinds, places[0], strict=True)
                ],
                *map(self._all_at, places),
                strict=True,
            ),
        )

    def _chunks_at(self, chunks: Sequence[int]) -> Sequence[int]:
        if not self.grown:
            return chunks
        return [chunk + self.grown if chunk >= self.last else chunk for chunk in chunks]

    def _all_at(self, positions: Sequence[int]) -> Sequence[int]:
        old_end, shift = self.old_end, self.shift
        return [place + shift if old_end <= place < FAR else place for place in positions]

    def imported(self, one: Import) -> Import:
        """One that stands behind the edit."""
        return replace(one, chunk=self._chunk_at(one.chunk), line=one.line + self.lines)
