"""What evaluation handles: definitions, and the values they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from stc_lsp.code.resolve.table import Entry
    from stc_lsp.code.values import Binding, Chunk

MODULE = "module"
PACKAGE = "package"
SPACE = "space"
CLASS = "class"
INSTANCE = "instance"
SUPER = "super"
FUNCTION = "function"
OBJECT = "object"
EXTERNAL = "external"
BOUND = "bound"


class Definition(NamedTuple):
    """Where something is defined: a chunk, a module, or a binding that is no chunk (an attribute)."""

    path: str
    """"" for a package without a file of its own; then `qualname` is its dotted name."""
    qualname: str
    chunk: Chunk | None = None
    binding: Binding | None = None
    entry: Entry | None = None
    scope: str = ""
    """The qualified name of what it stands in."""

    @property
    def is_module(self) -> bool:
        """A module or package, not something in one."""
        return self.entry is None and self.chunk is None


class Value(NamedTuple):
    """What an expression may evaluate to.

    A MODULE (path), a PACKAGE without a file (dotted name in `qualname`), a namespace of C++ (SPACE), a
    CLASS, an INSTANCE of one, its bases (SUPER), a FUNCTION (with the instance it is bound to), an OBJECT
    that JavaScript gives to a variable, something EXTERNAL of which only the name is known, or a method of
    that (BOUND). `arguments` are the alternatives for each type argument.
    """

    kind: str
    path: str
    qualname: str
    arguments: tuple[tuple[Value, ...], ...] = ()
    definition: Definition | None = None

    @property
    def owner(self) -> Value | None:
        """Of a FUNCTION the instance that it is bound to; what follows are the types that it is given."""
        return self.arguments[0][0] if self.arguments and self.arguments[0] else None


Values = tuple[Value, ...]
"""Alternatives; () if nothing is known."""
