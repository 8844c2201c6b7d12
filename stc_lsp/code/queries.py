"""The queries that find what a file says, run by tree-sitter in C, and what their captures mean.

    @definition.KIND, @definition.KIND.KEYWORD
        a whole definition: KIND is `class`, `function`, `method`, `variable` or `section`, KEYWORD the language's
        own word if that is another. With it, in one pattern:
            @name         its name
            @parameters   the parameter list, brackets included
            @returns      the declared type of what it returns, or of the variable
            @body         where the header ends
            @receiver     the type it belongs to, if that does not stand around it (Go, C++)
    @scope, @scope.class with @name
        no chunk, but names in it are qualified by it (`namespace`; Rust's `impl`, where functions are methods)
    @wrapper with @wrapped, @wrapper.quiet with @wrapped
        stretches the definition that is wrapped (`export`); a quiet one is no part of the signature (decorators)
    @heading.LEVEL with @name
        the title of a section, which ends before the next one of that level or above
    @decorator
        one decorator, annotation or attribute
    @documentation
        a docstring of what stands around it, or of @documented if that is captured too. Comments directly
        before a definition are found without a capture
    @import.module .name .alias .all .default
        one imported name a match; `all` is any node that means all names, `default` an alias of the name `default`
    @reference.KIND
        the identifier (or string content) of one use; `name` yields to all other kinds
    @region.KIND
        uses in here that are mere names are of this kind
    @skip
        an identifier that is no use of a name
    @literal, @literal.words
        a token that counts byte for byte, or but for white space
    @comment
        a comment: counts, but for its indentation

Predicates test names only, never nodes of any length: their text would be copied at each level of nesting.
`#set!` is not used: after another predicate it corrupts memory (tree-sitter for Python 0.26).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module, resources
from typing import TYPE_CHECKING, NamedTuple

from tree_sitter import Language as Grammar
from tree_sitter import Parser, Query, QueryCursor, QueryError

from stc_lsp.code.languages import LANGUAGES

if TYPE_CHECKING:
    from tree_sitter import Node


class Pattern(NamedTuple):
    """What one pattern of a query file is for."""

    role: str
    """`definition`, `reference`, `import`, `wrapper`, `scope`, `documentation`, `region`, `skip`, `literal`
    or `comment`."""
    capture: str
    """The capture that gives the role."""
    kind: str
    """What follows the first dot in it."""
    keyword: str
    """What follows the second, else the kind."""


@dataclass(frozen=True)
class Reader:
    """A grammar and its compiled query."""

    grammar: Grammar
    query: Query
    patterns: tuple[Pattern, ...]
    literals: Query
    """Only the patterns that find literals and comments."""

    def parser(self) -> Parser:
        """A parser of its own: parsers are not safe to share between threads."""
        return Parser(self.grammar)

    def matches(self, root: Node, *, literals_only: bool = False) -> list[tuple[int, dict[str, list[Node]]]]:
        """All matches of the query: (index into `patterns`, nodes by capture)."""
        return QueryCursor(self.literals if literals_only else self.query).matches(root)


_ROLES = (
    "definition",
    "wrapper",
    "scope",
    "import",
    "reference",
    "region",
    "heading",
    "decorator",
    "documentation",
    "skip",
    "literal",
    "comment",
)
_LITERAL_ROLES = ("literal", "comment", "documentation")


@lru_cache(maxsize=64)
def reader_of(language: str) -> Reader | None:
    """The grammar and query of a language; None if it has none, or its grammar is not installed."""
    row = LANGUAGES.get(language)
    if row is None or not row.package:
        return None
    try:
        pointer: object = getattr(import_module(row.package), row.entry)()
        grammar = Grammar(pointer)
    except (ImportError, ValueError):
        return None
    files = resources.files("stc_lsp.code") / "queries"
    source = "\n".join((files / f"{name}.scm").read_text("utf-8") for name in row.queries or (row.name,))
    query = Query(grammar, source)
    patterns = tuple(_pattern(query, source.encode(), index) for index in range(query.pattern_count))
    literals = Query(grammar, source)
    for index, pattern in enumerate(patterns):
        if pattern.role not in _LITERAL_ROLES:
            literals.disable_pattern(index)
    return Reader(grammar, query, patterns, literals)


def is_hopeless(root: Node) -> bool:
    """Whether the grammar makes nothing of a file, and it is so long that a query would take minutes."""
    return root.is_error and root.child_count > _MOST_PIECES


_MOST_PIECES = 30_000
"""The time of a query grows with the square of the pieces that a file falls into."""


def _pattern(query: Query, source: bytes, index: int) -> Pattern:
    text = source[query.start_byte_for_pattern(index) : query.end_byte_for_pattern(index)]
    used = [name.decode() for name in _CAPTURE.findall(_NOT_CAPTURES.sub(b"", text))]
    for role in _ROLES:
        for name in used:
            first, _, rest = name.partition(".")
            if first == role:
                kind, _, keyword = rest.partition(".")
                return Pattern(role, name, kind, keyword or kind)
    message = f"pattern {index} captures nothing that has a meaning: {used}"
    raise QueryError(message)


_NOT_CAPTURES = re.compile(rb';[^\n]*|"(?:[^"\\]|\\.)*"')
_CAPTURE = re.compile(rb"@([\w.]+)")
