"""The values that parsing a file yields. No behaviour beyond what reads a value's own fields.

Units, everywhere in stc-lsp: lines are 1-based and inclusive, as editors show them; bytes and byte columns
are 0-based and half-open, offsets into the file's UTF-8 bytes. Only `server` knows other position encodings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class ChunkKind(StrEnum):
    """What a chunk is. Structs, interfaces, traits, enums, type aliases are `CLASS`; see `Chunk.keyword`."""

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"
    METHOD = "method"
    SECTION = "section"
    VARIABLE = "variable"
    """A constant, variable or attribute of a module or class: found and hovered, never thought about."""


CALLABLE = (ChunkKind.FUNCTION, ChunkKind.METHOD)
"""What is called, and has parameters and results."""
CALLEES = (*CALLABLE, ChunkKind.CLASS)
"""What a call may name: of a class it makes an object."""
CONSTRUCTORS = ("__init__", "constructor", "initialize", "__construct", "new", "__new__")
"""What makes an object of the class that it stands in, by name; that which tells most of it first."""


class ReferenceKind(StrEnum):
    """How a name is used at one place."""

    CALL = "call"
    BASE = "base"
    """A class named as base, implemented interface or mixed-in trait."""
    DECORATOR = "decorator"
    RAISE = "raise"
    CATCH = "catch"
    TYPE = "type"
    """A name in a type annotation."""
    ENVIRONMENT = "environment"
    """An environment variable read; `name` is the variable's name."""
    OPTION = "option"
    """A setting or command-line option read by a literal name; `name` is that literal."""
    NAME = "name"
    """Any other use of a name or attribute."""


CALLS = (ReferenceKind.CALL, ReferenceKind.DECORATOR)
"""Uses that call what they name."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of source that tree-sitter delimits. `FileFacts.chunks[0]` is always the module itself."""

    kind: ChunkKind
    keyword: str
    """The language's own word: `def`, `class`, `struct`, `fn`, `func`, ... or `module`, `section`."""
    name: str
    """Last component of the qualified name; for a module "" here, the indexer fills in the file's stem."""
    qualname: str
    """Dotted path within the file (`Flask.route`, `outer.inner`); "" for the module. Made unique within the
    file: of three definitions of `f` the last is `f`, for that is what the name means then; see `twins`."""
    parent: int | None
    """Index into `FileFacts.chunks` of the enclosing chunk; None for the module only."""
    start_byte: int
    end_byte: int
    """Includes decorators and attached documentation comments."""
    start_line: int
    end_line: int
    name_start_byte: int
    name_end_byte: int
    name_line: int
    """Where the defining name stands; for modules and sections, the first line."""
    signature: str
    """The header as one line, layout normalised: `def route(self, rule: str, **options: Any) -> Callable`."""
    documentation: str
    """Docstring or attached comment, dedented, comment marks removed; "" if there is none."""
    decorators: tuple[str, ...]
    bases: tuple[str, ...]
    """Dotted names of bases, as written."""
    returns: str
    """The declared return type as written, or ""."""
    parameters: tuple[str, ...]
    """Parameter names, in order, as declared (`self` included, `*`/`**` kept)."""
    own_fingerprint: str
    """Digest of the chunk's tokens outside its children (each leaves a placeholder). 32 hex digits."""
    fingerprint: str
    """Digest of `own_fingerprint` and the children's fingerprints in order: a Merkle tree. 32 hex digits."""

    @property
    def is_declaration(self) -> bool:
        """Whether it says only that something exists: what it is stands elsewhere."""
        return self.keyword == "declaration"


NOT_COUNTED = -1
"""`Reference.arguments` of what is no call, and of all calls in languages without overloads."""


class Reference(NamedTuple):
    """One use of a name. There are millions: tuples are made, and sent to another process, far sooner."""

    kind: ReferenceKind
    name: str
    """The identifier itself (`route` in `self.app.route`), or the literal for ENVIRONMENT and OPTION."""
    expression: str
    """The dotted expression as written, calls and subscripts shortened (`self.app.route`, `get().x`)."""
    chunk: int
    """Index into `FileFacts.chunks` of the innermost chunk it stands in; VARIABLE chunks do not count."""
    start_byte: int
    end_byte: int
    """Of the identifier (or literal) itself."""
    line: int
    arguments: int = NOT_COUNTED
    """How many a call gives, in languages that choose among overloads by them. Memory does not keep it."""


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name. `from a.b import c as d` is `module="a.b", name="c", alias="d"`."""

    module: str
    """Module, package or path as written, less the dots of relative imports in Python (`./x` keeps them)."""
    name: str
    """The name taken from the module; "" if the module itself is imported; "*" for all of its names."""
    alias: str
    """The name it is bound to in this file (`import a.b` binds `a`)."""
    level: int
    """Leading dots of a Python relative import, else 0."""
    chunk: int
    """Index into `FileFacts.chunks` of the chunk it stands in."""
    line: int


class BindingKind(StrEnum):
    """How a name that is no chunk comes to mean something."""

    PARAMETER = "parameter"
    LOCAL = "local"
    """Assigned: a local of a function, or the value of a module's or class's variable."""
    ATTRIBUTE = "attribute"
    """`self.x = ...` in a method: an attribute of the class, which is `Binding.chunk`."""
    RESULT = "result"
    """What a function returns or yields; the name is ""."""
    OUTER = "outer"
    """Declared to live further out: Python's `global` and `nonlocal`, a namespace: `annotation` says it."""
    TYPE_PARAMETER = "type parameter"
    """The `T` of a generic function, class or type; `annotation` is what bounds it."""
    NARROWED = "narrowed"
    """Not bound: a test shows a name to be of the type `annotation` for some bytes of the code."""
    BODY = "body"
    """Not a name: where the body of a function or class lies; its header is outside of it."""


NAMESPACE = "namespace"
"""`Binding.annotation` of an OUTER name that is a namespace: it says only that there is one of that name."""


class Binding(NamedTuple):
    """What resolution needs to know of a name that is no chunk: its scope, and what its value is made of."""

    name: str
    chunk: int
    """Index into `FileFacts.chunks` of the chunk whose scope binds the name."""
    kind: BindingKind
    value: str
    """The expression the value comes from, calls and subscripts shortened (`Flask()`, `xs[]`, `x.copy()|y`,
    `xs@` for one element of `xs`); "" if it says nothing."""
    annotation: str
    """The declared type as written, or ""."""
    line: int
    start_byte: int
    scope_start: int
    scope_end: int
    """The bytes in which the name may have this meaning."""
    known_from: int
    """The byte from which on it does: `x` on the right of `x = x.copy()` is still an earlier one."""

    @property
    def is_namespace(self) -> bool:
        """Whether it says only that there is a namespace of that name."""
        return self.kind is BindingKind.OUTER and self.annotation == NAMESPACE


@dataclass(frozen=True, slots=True)
class FileFacts:
    """All that one file says, parsed alone. Equal bytes and language give equal facts."""

    language: str
    """A name from the language table, or "" for an unknown language (then the module is the only chunk)."""
    chunks: tuple[Chunk, ...]
    references: tuple[Reference, ...]
    imports: tuple[Import, ...]
    line_count: int
    has_errors: bool
    """The parser had to skip something; what is listed here is still right, but may not be all."""
    bindings: tuple[Binding, ...] = ()
    """Sorted by `start_byte`. Memory keeps only what other files may need (`resolve.exported_bindings`)."""
