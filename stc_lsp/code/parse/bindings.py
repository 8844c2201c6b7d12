"""Bindings: local names, parameters, attributes and results, found by one query per language.

A query file `queries/<language>-bindings.scm` marks the places; each pattern captures one of

    @parameter @local @caught       a name (or a pattern of names) with its @value or @annotation
    @attribute                      the same, but a name of the class around it
    @type                           a type parameter, with what bounds it as @annotation
    @declared                       the name of a function or class, which is seen in the scope around it
    @default                        the module's default export, which has no name of its own
    @whole                          the same of what a module of CommonJS is as a whole; @value is its name
    @each @entered                  the same, bound to one element of @value, or to what `with @value` gives
    @element                        a parameter that is given each element of @value in turn
    @item                           the same in JavaScript, where that is of a mapping each value
    @given                          a parameter that is what the place of TypeScript's function expects
    @it                             a block of Kotlin without parameters, whose `it` is @value
    @it.element                     the same, one element of @value
    @tested                         a name that is tested for being an @annotation, or by Go's switch for many
    @made                           the body of a class of Java without a name, which extends @annotation
    @unwrapped                      the same, bound to what Rust's @value holds if it holds something
    @result @yielded                an expression that the function around it returns or yields
    @outer.global @outer.nonlocal   names that are declared to live further out
    @outer.namespace                a namespace, whose names all files may add to
    @body                           the body of a function or class
    @scope                          a scope smaller than a chunk (comprehension, lambda, block)
    @function                       any function, also one that is no chunk, so that its results stay its own

and adds `.inner` to a name that lives in the innermost @scope rather than in the whole chunk.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.parse.contextual import given
from stc_lsp.code.parse.narrowing import shown
from stc_lsp.code.parse.nesting import Nesting
from stc_lsp.code.parse.patterns import declared_parts, spread, unpack
from stc_lsp.code.parse.phpdoc import with_documented
from stc_lsp.code.parse.shapes import OBJECT, SHAPES, shape, text_of
from stc_lsp.code.queries import cursor_of
from stc_lsp.code.values import CALLABLE, NAMESPACE, Binding, BindingKind, Chunk, ChunkKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Language as Grammar
    from tree_sitter import Node

    Span = tuple[int, int]
    Match = tuple[int, dict[str, list[Node]]]

_EVERYWHERE = (0, 1 << 40)
_LONGEST_ANNOTATION = 300
_PLAIN_NAMES = frozenset(
    {
        *("identifier", "type_identifier", "implicit_parameter", "shorthand_field_identifier"),
        *("simple_identifier", "variable_name", "namespace_identifier"),
        *("namespace_name", "qualified_identifier"),
    }
)


_TAKEN_APART = frozenset({"object_pattern", "array_pattern"})


class _Role(NamedTuple):
    """What a capture means: the kind of binding, and what is done to the value before it is bound."""

    kind: BindingKind
    suffix: str = ""
    detail: str = ""
    """The annotation that goes with it."""
    inner: bool = False
    """The name lives in the innermost scope."""
    around: bool = False
    """It lives in the scope around the innermost; in none, it is said by the chunk alone."""


WHOLE = "module.exports"
"""`Binding.name` of the one function or class that a module of CommonJS is to who requires it."""
YIELDED = "yield"
"""`Binding.annotation` of a RESULT that is yielded, not returned."""

_ROLES = {
    "parameter": _Role(BindingKind.PARAMETER),
    "parameter.inner": _Role(BindingKind.PARAMETER, inner=True),
    "local": _Role(BindingKind.LOCAL),
    "local.inner": _Role(BindingKind.LOCAL, inner=True),
    "caught": _Role(BindingKind.LOCAL),
    "attribute": _Role(BindingKind.ATTRIBUTE),
    "type.inner": _Role(BindingKind.TYPE_PARAMETER, inner=True),
    "default": _Role(BindingKind.LOCAL),
    "whole": _Role(BindingKind.LOCAL),
    "declared": _Role(BindingKind.LOCAL, around=True),
    "each": _Role(BindingKind.LOCAL, "@"),
    "each.inner": _Role(BindingKind.LOCAL, "@", inner=True),
    "element.inner": _Role(BindingKind.PARAMETER, "@", inner=True),
    "item.inner": _Role(BindingKind.PARAMETER, ".values()@", inner=True),
    "given": _Role(BindingKind.PARAMETER, inner=True),
    "unwrapped.inner": _Role(BindingKind.LOCAL, ".unwrap()", inner=True),
    "entered": _Role(BindingKind.LOCAL, "~"),
    "result": _Role(BindingKind.RESULT),
    "yielded": _Role(BindingKind.RESULT, detail=YIELDED),
    "outer.global": _Role(BindingKind.OUTER, detail="global"),
    "outer.nonlocal": _Role(BindingKind.OUTER, detail="nonlocal"),
    "outer.namespace": _Role(BindingKind.OUTER, detail=NAMESPACE),
}


_BLOCKS = {"it": "", "it.element": "@"}
"""Captures of Kotlin's blocks -> what of @value their `it` is."""


def bindings(language: str, grammar: Grammar, root: Node, chunks: Sequence[Chunk]) -> tuple[Binding, ...]:
    """All bindings of a parsed file, by position; () for a language without a bindings query."""
    if language not in SHAPES:
        return ()
    matches = cursor_of(_query(language, grammar)).matches(root)
    found = _Found(language, chunks, matches)
    made = list(found.bodies())
    for _, captures in matches:
        made.extend(found.bound(captures))
    made.sort(key=lambda one: one.start_byte)
    if language == "php":
        return tuple(with_documented(made, chunks))
    return tuple(_without_namesakes(made) if language in _TOLD_TWICE else made)


_TOLD_TWICE = frozenset({"rust", "java", "csharp", "kotlin", "javascript", "typescript", "tsx"})
"""Languages in which one pattern finds a name, and another one what its value is."""


def _without_namesakes(made: Sequence[Binding]) -> Iterator[Binding]:
    """Without those of which another one says at the same place what they are."""
    told: dict[int, int] = {}
    for one in made:
        if one.kind in _VALUED:
            told[one.start_byte] = max(_telling(one), told.get(one.start_byte, 0))
    for one in made:
        if one.kind not in _VALUED or _telling(one) == told[one.start_byte]:
            yield one


_EXPECTED = re.compile(r"\(\d")
"""What shows in a shape that it is of what is expected of a function, not of a value."""
_VALUED = (BindingKind.LOCAL, BindingKind.PARAMETER)


def _telling(one: Binding) -> int:
    """How much a binding says of a name: its type, what its value is, what is expected of it, or nothing."""
    if one.annotation:
        return 3
    if not one.value:
        return 0
    return 1 if _EXPECTED.search(one.value) else 2


@lru_cache(maxsize=16)
def _query(language: str, grammar: Grammar):
    from tree_sitter import Query

    files = resources.files("stc_lsp.code") / "queries"
    source = "".join((files / name).read_text("utf-8") for name in _QUERY_FILES[language])
    return Query(grammar, source)


_QUERY_FILES = {
    "python": ("python-bindings.scm",),
    "javascript": ("javascript-bindings.scm", "javascript-only-bindings.scm"),
    "typescript": ("javascript-bindings.scm", "typescript-bindings.scm"),
    "tsx": ("javascript-bindings.scm", "typescript-bindings.scm"),
    "go": ("go-bindings.scm",),
    "rust": ("rust-bindings.scm",),
    "java": ("java-bindings.scm",),
    "csharp": ("csharp-bindings.scm",),
    "php": ("php-bindings.scm",),
    "ruby": ("ruby-bindings.scm",),
    "kotlin": ("kotlin-bindings.scm",),
    "swift": ("swift-bindings.scm",),
    "lua": ("lua-bindings.scm",),
    "c": ("c-bindings.scm",),
    "cpp": ("c-bindings.scm", "cpp-bindings.scm"),
}


class _Found:
    """One file's scopes: which chunk, smaller scope and function each position lies in."""

    def __init__(self, language: str, chunks: Sequence[Chunk], matches: Sequence[Match]) -> None:
        self._language = language
        self._chunks = chunks
        self._blocks = [index for index, chunk in enumerate(chunks) if chunk.kind is not ChunkKind.VARIABLE]
        self._inside = Nesting((chunks[one].start_byte, chunks[one].end_byte) for one in self._blocks)
        self._scopes = Nesting(_spans(matches, "scope"))
        self._functions = Nesting(_spans(matches, "function"))
        self._bodies: dict[int, Span] = {}
        for start, end in _spans(matches, "body"):
            if start == end:
                # Of a function that has none the grammar puts an empty one behind it: into what is around it.
                continue
            self._bodies.setdefault(self._with_body_at(start), (start, end))

    def _with_body_at(self, start: int) -> int:
        """The chunk whose body begins there: not what stands first in it, whose name is still to come."""
        chunk = self._chunk_at(start)
        while chunk and self._chunks[chunk].name_start_byte >= start:
            chunk = self._chunks[chunk].parent or 0
        return chunk

    def bodies(self) -> Iterator[Binding]:
        """Where the body of each function and class lies."""
        for index, (start, end) in self._bodies.items():
            line = self._chunks[index].start_line
            yield Binding("", index, BindingKind.BODY, "", "", line, start, start, end, start)

    def bound(self, captures: dict[str, list[Node]]) -> Iterator[Binding]:
        """What one match binds."""
        value = captures["value"][0] if "value" in captures else None
        for capture, nodes in captures.items():
            if capture in _BLOCKS:
                yield from self._blocks_parameter(nodes, value, _BLOCKS[capture])
            if capture == "tested":
                yield from self._tested(nodes[0], captures.get("annotation", nodes)[0])
            if capture == "made":
                yield from map(self._made, nodes, captures["annotation"])
            role = _ROLES.get(capture)
            if role is None:
                continue
            for node in nodes:
                if role.kind is BindingKind.RESULT:
                    yield from self._result(node, role.detail)
                elif capture == "given":
                    expected = given(self._language, node)
                    for one in spread(self._language, node, expected) if expected else ():
                        yield self._named(role, one.node, text_of(one.node), one.value, "", 0)
                elif capture == "default":
                    named = text_of(value) if "whole" in captures else shape(self._language, value)
                    yield self._default(node, capture, named)
                elif capture == "whole":
                    yield self._default(node, WHOLE, text_of(value))
                else:
                    annotation = _annotation(captures) if "annotation" in captures else role.detail
                    known_from = value.end_byte if value is not None else 0
                    if role.around and self._scope_around(node.start_byte) is None:
                        continue
                    if role.kind is BindingKind.TYPE_PARAMETER and self._is_lost(node.start_byte):
                        continue
                    is_plain = node.type in _PLAIN_NAMES or role.detail == NAMESPACE
                    if is_plain and value is None:
                        yield self._named(role, node, text_of(node), "", annotation, known_from)
                        continue
                    if node.type in _TAKEN_APART and "annotation" in captures:
                        for one, kind in declared_parts(self._language, node, captures["annotation"][0]):
                            yield self._named(role, one.node, text_of(one.node), one.value, kind, known_from)
                        continue
                    for one in unpack(self._language, node, value, role.suffix):
                        known = (one.node, text_of(one.node), one.value, annotation, known_from)
                        yield self._of_self(*known) if one.of_self else self._named(role, *known)

    def _named(
        self, role: _Role, node: Node, name: str, value: str, annotation: str, known_from: int
    ) -> Binding:
        start = node.start_byte
        chunk = self._chunk_at(start)
        if role.kind is BindingKind.ATTRIBUTE:
            return self._of_self(node, name, value, annotation, known_from)
        span = None
        if role.inner:
            scope = self._scopes.at(start)
            span = self._scopes.spans[scope] if scope != -1 else None
        elif role.around:
            span = self._scope_around(start)
        low, high = (
            span or self._bodies.get(chunk) or (self._chunks[chunk].start_byte, self._chunks[chunk].end_byte)
        )
        return Binding(
            name, chunk, role.kind, value, annotation, node.start_point[0] + 1, start, low, high,
            max(known_from, node.end_byte),
        )  # fmt: skip

    def _is_lost(self, position: int) -> bool:
        """Whether it stands in nothing that could declare it, where the parser had to skip something."""
        return self._scopes.at(position) == -1 and not self._chunk_at(position)

    def _scope_around(self, position: int) -> Span | None:
        around = [*self._scopes.outwards(self._scopes.at(position))][1:2]
        return self._scopes.spans[around[0]] if around else None

    def _blocks_parameter(self, nodes: Sequence[Node], value: Node | None, suffix: str) -> Iterator[Binding]:
        """Kotlin's `it`."""
        made = shape(self._language, value)
        for node in nodes:
            if any(each.type == "lambda_parameters" for each in node.named_children[:1]):
                continue
            start, end = node.start_byte, node.end_byte
            told = f"{made}{suffix}" if made and "|" not in made else ""
            line = node.start_point[0] + 1
            yield Binding(
                "it", self._chunk_at(start), BindingKind.PARAMETER, told, "", line, start, start, end, start
            )

    def _tested(self, node: Node, kind: Node) -> Iterator[Binding]:
        """Where a name is known to be of a type, for a test has shown it."""
        start, line = node.start_byte, node.start_point[0] + 1
        chunk, name, known_from = self._chunk_at(start), text_of(node), node.end_byte
        for told, span in shown(node, kind):
            yield Binding(name, chunk, BindingKind.NARROWED, "", told, line, start, *span, known_from)

    def _made(self, node: Node, kind: Node) -> Binding:
        """A class without a name: what has none is bound to what the class is."""
        start, end = node.start_byte, node.end_byte
        named = text_of(kind), node.start_point[0] + 1
        return Binding("", self._chunk_at(start), BindingKind.PARAMETER, "", *named, start, start, end, start)

    def _default(self, node: Node, name: str, value: str) -> Binding:
        """The module's own, though the word stands within what it exports."""
        module, start = self._chunks[0], node.start_byte
        return Binding(
            name, 0, BindingKind.LOCAL, value, "", node.start_point[0] + 1, start,
            module.start_byte, module.end_byte, node.end_byte,
        )  # fmt: skip

    def _of_self(self, node: Node, name: str, value: str, annotation: str, known_from: int) -> Binding:
        """An attribute of the class around it; of the module if there is none, where nobody looks for it."""
        owner = self._chunk_at(node.start_byte)
        while owner and self._chunks[owner].kind is not ChunkKind.CLASS:
            owner = self._chunks[owner].parent or 0
        return Binding(
            name, owner, BindingKind.ATTRIBUTE, value, annotation, node.start_point[0] + 1, node.start_byte,
            *_EVERYWHERE, max(known_from, node.end_byte),
        )  # fmt: skip

    def _result(self, node: Node, detail: str) -> Iterator[Binding]:
        value = shape(self._language, node)
        if value in ("", OBJECT) and not detail:
            return
        start = node.start_byte
        chunk = self._chunk_at(start)
        if self._chunks[chunk].kind in CALLABLE and self._is_own(chunk, start):
            line = node.start_point[0] + 1
            yield Binding(
                "", chunk, BindingKind.RESULT, value, detail, line, start, *_EVERYWHERE, node.end_byte
            )

    def _is_own(self, chunk: int, position: int) -> bool:
        """Whether the innermost function around the position is the chunk itself, not one nested in it."""
        around = [
            self._functions.spans[one] for one in self._functions.outwards(self._functions.at(position))
        ]
        return len(around) < 2 or around[1][0] < self._chunks[chunk].start_byte

    def _chunk_at(self, position: int) -> int:
        found = self._inside.at(position)
        return self._blocks[found] if found != -1 else 0


def _annotation(captures: dict[str, list[Node]]) -> str:
    return " ".join(text_of(captures["annotation"][0]).removeprefix(":").split())[:_LONGEST_ANNOTATION]


def _spans(matches: Sequence[Match], capture: str) -> Iterator[Span]:
    for _, captures in matches:
        for node in captures.get(capture, ()):
            yield (node.start_byte, node.end_byte)
