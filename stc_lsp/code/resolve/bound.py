"""What a name is bound to in one scope of a file, and where in that scope it means this."""

from __future__ import annotations

from typing import NamedTuple

from stc_lsp.code.values import Binding, BindingKind, Chunk, Import


class Meaning(NamedTuple):
    """What a name is bound to in the scope of `owner`: one of `binding`, `chunk` and `imported` is set."""

    owner: int
    binding: Binding | None = None
    chunk: Chunk | None = None
    imported: Import | None = None
    span: tuple[int, int] | None = None
    """Of a chunk that is seen in a block only: the bytes of that block."""

    @property
    def line(self) -> int:
        """Where it is bound."""
        one = self.binding or self.imported
        return one.line if one else self.chunk.name_line if self.chunk else 0

    @property
    def width(self) -> int:
        """How many bytes see it, of what is seen in a part of its scope; else 0."""
        start, end = self.span or (0, 0)
        if self.span is None and self.binding is not None:
            start, end = self.binding.scope_start, self.binding.scope_end
        return end - start

    @property
    def is_type_parameter(self) -> bool:
        """Whether it is the `T` of a generic class, which is seen in all of it."""
        return self.binding is not None and self.binding.kind is BindingKind.TYPE_PARAMETER

    def holds_at(self, position: int) -> bool:
        """Whether it is seen at a position of its scope."""
        if self.span is not None:
            return self.span[0] <= position < self.span[1]
        one = self.binding
        return one is None or one.scope_start <= position < one.scope_end or one.start_byte == position

    def is_before(self, position: int, line: int) -> bool:
        """Whether it holds by the time that a position is reached, read from top to bottom."""
        if self.binding is not None:
            return self.binding.known_from <= position or self.binding.start_byte == position
        return self.line < line
