"""What one pass of a language's query found in a file, sorted by what it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from stc_lsp.code.queries import Pattern, Reader

    Span = tuple[int, int]


class CapturedDefinition(NamedTuple):
    """A definition, or a scope that qualifies names (then `kind` is `scope`), as a pattern found it."""

    start: int
    end: int
    kind: str
    keyword: str
    name: Span
    parameters: Span | None
    returns: Span | None
    body: int
    """Where the header ends."""
    receiver: Span | None
    order: int
    """Index of the pattern: of two that define the same name, the earlier one counts."""


class Imported(NamedTuple):
    """One match of an import pattern."""

    start: int
    module: Span | None
    name: Span | None
    alias: Span | None
    all_names: bool
    default: bool
    """`alias` is bound to what the module calls `default`."""
    tree: bool
    """`module` holds several imports, with braces."""


class Heading(NamedTuple):
    """The title of a section."""

    start: int
    end: int
    level: int
    """1 is the highest."""
    name: Span


@dataclass(slots=True)
class Captured:
    """The captures of one file."""

    definitions: list[CapturedDefinition] = field(default_factory=list[CapturedDefinition])
    wrappers: dict[Span, tuple[Span, bool]] = field(default_factory=dict["Span", tuple["Span", bool]])
    """The span of a wrapped definition -> that with what wraps it, whether this is no part of a signature."""
    decorators: list[Span] = field(default_factory=list["Span"])
    headings: list[Heading] = field(default_factory=list[Heading])
    imports: list[Imported] = field(default_factory=list[Imported])
    names: list[Span] = field(default_factory=list["Span"])
    specials: dict[int, tuple[int, str, int]] = field(default_factory=dict[int, tuple[int, str, int]])
    """Uses that are more than a mere name, by first byte: (rank, kind, end)."""
    keys: dict[int, Span] = field(default_factory=dict[int, "Span"])
    """First bytes of names that are members of what a literal makes -> the type of that."""
    regions: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    members: set[int] = field(default_factory=set[int])
    """First bytes of names that are members of what stands before them."""
    arguments: dict[int, Node] = field(default_factory=dict[int, "Node"])
    """The arguments of calls, by first byte."""
    macros: list[Node] = field(default_factory=list["Node"])
    """What macros stand for."""
    skips: set[int] = field(default_factory=set[int])
    """First bytes of identifiers that are no uses."""
    hidden: set[int] = field(default_factory=set[int])
    """First bytes of names that define nothing after all."""
    documentation: list[Span] = field(default_factory=list["Span"])
    """Docstrings of what stands around them."""
    documented: dict[Span, Span] = field(default_factory=dict["Span", "Span"])
    """The span of a definition -> that of the docstring behind it."""
    literals: list[Span] = field(default_factory=list["Span"])
    words: list[Span] = field(default_factory=list["Span"])
    """Literals in which white space does not count."""
    comments: list[Span] = field(default_factory=list["Span"])


_RANKS = ("option", "environment", "decorator", "raise", "catch", "base", "call", "type")
"""A use that several patterns find is of the kind that stands first."""
_RANK = {kind: rank for rank, kind in enumerate(_RANKS)}


def capture(reader: Reader, root: Node) -> Captured:
    """Run the language's queries over a tree."""
    found = Captured()
    for name, nodes in reader.nodes(root).items():
        role, _, kind = name.partition(".")
        _TAKE_PLAIN[role](found, kind, nodes)
    patterns = reader.patterns
    for index, nodes in reader.matches(root):
        pattern = patterns[index]
        _TAKE[pattern.role](found, pattern, nodes, index)
    if found.macros:
        _take_uses_in_macros(found, reader.keywords)
    # tree-sitter gives the nodes of one capture in the order of their addresses, another one each time.
    found.comments.sort()
    return found


def capture_literals(reader: Reader, root: Node) -> Captured:
    """The literals, comments and docstrings alone."""
    found = Captured()
    patterns = reader.literal_patterns
    for index, nodes in reader.literal_matches(root):
        pattern = patterns[index]
        if pattern.role == "documentation":
            _take_documentation(found, pattern, nodes, index)
        else:
            _TAKE_PLAIN[pattern.role](found, pattern.kind, nodes[pattern.capture])
    return found


def _take_uses(found: Captured, kind: str, nodes: list[Node]) -> None:
    if kind == "name":
        found.names = [(node.start_byte, node.end_byte) for node in nodes]
        return
    rank = _RANK[kind]
    specials = found.specials
    for node in nodes:
        start = node.start_byte
        known = specials.get(start)
        if known is None or rank < known[0]:
            specials[start] = (rank, kind, node.end_byte)


def _take_regions(found: Captured, kind: str, nodes: list[Node]) -> None:
    found.regions.extend((node.start_byte, node.end_byte, kind) for node in nodes)


def _take_members(found: Captured, kind: str, nodes: list[Node]) -> None:
    del kind
    found.members.update([node.start_byte for node in nodes])


def _take_arguments(found: Captured, kind: str, nodes: list[Node]) -> None:
    del kind
    found.arguments.update((node.start_byte, node) for node in nodes)


def _take_macros(found: Captured, kind: str, nodes: list[Node]) -> None:
    del kind
    found.macros.extend(nodes)


def _take_uses_in_macros(found: Captured, keywords: frozenset[str]) -> None:
    """The names in what macros stand for, but for their parameters: calls, if a bracket follows."""
    rank = _RANK["call"]
    for node in found.macros:
        listed = node.parent.child_by_field_name("parameters") if node.parent is not None else None
        own = set(_MACRO_WORD.findall(listed.text or b"")) if listed is not None else set[bytes]()
        for word in _IN_MACRO.finditer(node.text or b""):
            name = word[1]
            if name is None or name in own or name in _PRIMITIVE or name.decode() in keywords:
                continue
            start, end = node.start_byte + word.start(1), node.start_byte + word.end(1)
            if word[2] is not None:
                found.specials[start] = (rank, "call", end)
            else:
                found.names.append((start, end))


_MACRO_WORD = re.compile(rb"[A-Za-z_]\w*")
_IN_MACRO = re.compile(
    rb"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|/\*.*?\*/|//[^\n]*|\b\d\w*|#[ \t]*\w+|\w+[ \t]*##[ \t]*\w*"
    rb"|\b([A-Za-z_]\w*)([ \t]*\()?",
    re.DOTALL,
)
"""A name in what a macro stands for; not one in a text or a comment, or that is made of several."""
_PRIMITIVE = frozenset(b"int char void float double bool signed unsigned long short auto __VA_ARGS__".split())


def _take_skips(found: Captured, kind: str, nodes: list[Node]) -> None:
    skips = found.hidden if kind == "definition" else found.skips
    skips.update([node.start_byte for node in nodes])


def _take_literals(found: Captured, kind: str, nodes: list[Node]) -> None:
    (found.words if kind == "words" else found.literals).extend(_spans(nodes))


def _take_comments(found: Captured, kind: str, nodes: list[Node]) -> None:
    del kind
    found.comments.extend(_spans(nodes))


def _take_decorators(found: Captured, kind: str, nodes: list[Node]) -> None:
    del kind
    found.decorators.extend(_spans(nodes))


_TAKE_PLAIN = {
    "reference": _take_uses,
    "region": _take_regions,
    "member": _take_members,
    "arguments": _take_arguments,
    "macro": _take_macros,
    "skip": _take_skips,
    "literal": _take_literals,
    "comment": _take_comments,
    "decorator": _take_decorators,
}


def _take_definition(found: Captured, pattern: Pattern, nodes: dict[str, list[Node]], index: int) -> None:
    node = nodes[pattern.capture][0]
    body = nodes.get("body")
    kind = pattern.kind if pattern.role == "definition" else f"scope.{pattern.kind}"
    parameters, returns, receiver = (
        _span(nodes, "parameters"),
        _span(nodes, "returns"),
        _span(nodes, "receiver"),
    )
    for name in nodes.get("name", ()):
        found.definitions.append(
            CapturedDefinition(
                node.start_byte,
                node.end_byte,
                kind,
                pattern.keyword,
                (name.start_byte, name.end_byte),
                parameters,
                returns,
                body[0].start_byte if body else node.end_byte,
                receiver,
                index,
            )
        )


def _take_wrapper(found: Captured, pattern: Pattern, nodes: dict[str, list[Node]], index: int) -> None:
    del index
    around = nodes[pattern.capture][0]
    for inner in nodes.get("wrapped", ()):
        span = (around.start_byte, around.end_byte)
        found.wrappers[inner.start_byte, inner.end_byte] = (span, pattern.kind == "quiet")


def _take_import(found: Captured, pattern: Pattern, nodes: dict[str, list[Node]], index: int) -> None:
    del pattern, index
    module, name, alias = (_span(nodes, f"import.{part}") for part in ("module", "name", "alias"))
    default, tree = _span(nodes, "import.default"), _span(nodes, "import.tree")
    start = min(span[0] for span in (module, tree, name, alias, default) if span)
    everything = "import.all" in nodes
    found.imports.append(
        Imported(
            start, module or tree, name, alias or default, everything, default is not None, tree is not None
        )
    )


def _take_keys(found: Captured, pattern: Pattern, nodes: dict[str, list[Node]], index: int) -> None:
    del pattern, index
    [of] = _spans(nodes["key.of"])
    found.keys.update(dict.fromkeys((node.start_byte for node in nodes["key"]), of))


def _take_plain(found: Captured, pattern: Pattern, nodes: dict[str, list[Node]], index: int) -> None:
    """Something that is found by itself, by a pattern with a predicate."""
    del index
    _TAKE_PLAIN[pattern.role](found, pattern.kind, nodes[pattern.capture])


def _take_heading(found: Captured, pattern: Pattern, nodes: dict[str, list[Node]], index: int) -> None:
    del index
    node = nodes[pattern.capture][0]
    name = _span(nodes, "name") or (node.start_byte, node.start_byte)
    found.headings.append(Heading(node.start_byte, node.end_byte, int(pattern.kind), name))


def _take_documentation(found: Captured, pattern: Pattern, nodes: dict[str, list[Node]], index: int) -> None:
    del index
    spans = _spans(nodes[pattern.capture])
    if "documented" in nodes:
        found.documented.update(zip(_spans(nodes["documented"]), spans, strict=False))
    else:
        found.documentation.extend(spans)


def _spans(nodes: Iterable[Node]) -> list[Span]:
    return [(node.start_byte, node.end_byte) for node in nodes]


def _span(nodes: dict[str, list[Node]], name: str) -> Span | None:
    found = nodes.get(name)
    return (found[0].start_byte, found[0].end_byte) if found else None


_TAKE = {
    "definition": _take_definition,
    "scope": _take_definition,
    "wrapper": _take_wrapper,
    "import": _take_import,
    "heading": _take_heading,
    "documentation": _take_documentation,
    "key": _take_keys,
    "reference": _take_plain,
    "region": _take_plain,
    "skip": _take_plain,
    "decorator": _take_plain,
    "literal": _take_plain,
    "comment": _take_plain,
}
