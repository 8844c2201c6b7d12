"""The queries that find what a file says, run by tree-sitter in C, and what their captures mean.

    @definition.KIND, @definition.KIND.KEYWORD
        a whole definition: KIND is `class`, `function`, `method`, `variable` or `section`, KEYWORD the
        language's own word if that is another. With it, in one pattern:
            @name         its name
            @parameters   the parameter list, brackets included
            @returns      the declared type of what it returns, or of the variable
            @body         where the header ends
            @receiver     the type it belongs to, if that does not stand around it (Go, C++)
    @scope, @scope.class with @name
        no chunk, but names in it are qualified by it (`namespace`; Rust's `impl`, where functions are
        methods)
    @wrapper with @wrapped, @wrapper.quiet with @wrapped
        stretches the definition that is wrapped (`export`); a quiet one is no part of the signature
        (decorators)
    @heading.LEVEL with @name
        the title of a section, which ends before the next one of that level or above
    @decorator
        one decorator, annotation or attribute
    @documentation
        a docstring of what stands around it, or of @documented if that is captured too. Comments directly
        before a definition are found without a capture
    @import.module .name .alias .all .default
        one imported name a match; `all` is any node that means all names, `default` an alias of `default`
    @reference.KIND
        the identifier (or string content) of one use; `name` yields to all other kinds
    @key with @key.of
        a use of a name that is a member of what a literal makes, and the type of that
    @region.KIND
        uses in here that are mere names are of this kind
    @member
        a use of a name that is a member of what stands before it, without a dot (Kotlin's `a to b`)
    @arguments
        the arguments of a call, brackets included, if overloads are told apart by how many there are
    @macro
        what a macro stands for, which its grammar leaves unread: the names in it are uses
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
from functools import cached_property, lru_cache
from importlib import import_module, resources
from typing import TYPE_CHECKING, NamedTuple

from tree_sitter import Language as Grammar
from tree_sitter import Node, Parser, Query, QueryCursor, QueryError

from stc_lsp.code.languages import LANGUAGES

if TYPE_CHECKING:
    Match = tuple[int, dict[str, list[Node]]]


class Pattern(NamedTuple):
    """What one pattern of a query file is for."""

    text: str
    role: str
    """`definition`, `reference`, `import`, `wrapper`, `scope`, `documentation`, `key`, `region`,
    `member`, `arguments`, `macro`, `skip`, `literal` or `comment`."""
    capture: str
    """The capture that gives the role."""
    kind: str
    """What follows the first dot in it."""
    keyword: str
    """What follows the second, else the kind."""
    is_plain: bool
    """It captures nothing else and tests nothing, so that its captures alone tell all."""


class Reader:
    """A grammar, and the queries made from its files' patterns."""

    def __init__(self, grammar: Grammar, source: str) -> None:
        self.grammar = grammar
        patterns = [_pattern(text) for text in _split(source)]
        self.patterns = tuple(one for one in patterns if not one.is_plain)
        """Those whose captures belong together."""
        self.literal_patterns = tuple(one for one in patterns if one.role in _LITERAL_ROLES)
        self._plain = "".join(one.text for one in patterns if one.is_plain)
        self._whole = "".join(one.text for one in self.patterns)
        self._literal = "".join(one.text for one in self.literal_patterns)
        self._compiled: dict[str, Query] = {}

    @cached_property
    def keywords(self) -> frozenset[str]:
        """The language's own words: what the grammar knows by its text alone."""
        grammar = self.grammar
        kinds = range(grammar.node_kind_count)
        tokens = (
            each
            for each in kinds
            if grammar.node_kind_is_visible(each) and not grammar.node_kind_is_named(each)
        )
        return frozenset(word for word in map(grammar.node_kind_for_id, tokens) if word and word.isalpha())

    def parser(self) -> Parser:
        """A parser of its own: parsers are not safe to share between threads."""
        return Parser(self.grammar)

    def nodes(self, root: Node) -> dict[str, list[Node]]:
        """What the patterns with a single capture find, by capture. (Much cheaper than `matches`.)"""
        return self._cursor(self._plain).captures(root) if self._plain else {}

    def matches(self, root: Node) -> list[Match]:
        """What the other patterns find: (index into `patterns`, nodes by capture)."""
        return self._cursor(self._whole).matches(root) if self._whole else []

    def literal_matches(self, root: Node) -> list[Match]:
        """Literals, comments and documentation alone: (index into `literal_patterns`, nodes by capture)."""
        return self._cursor(self._literal).matches(root) if self._literal else []

    def _cursor(self, patterns: str) -> QueryCursor:
        """What looks for patterns, which are compiled when they are first looked for."""
        if patterns not in self._compiled:
            self._compiled[patterns] = Query(self.grammar, patterns)
        return cursor_of(self._compiled[patterns])


def cursor_of(query: Query) -> QueryCursor:
    """What looks for the patterns of a query.

    Time grows with the square of the depth of what may hold a match: a chain of 20,000 calls took a minute.
    What nests deeper than any person's code is only looked at as part of what is around it.
    """
    cursor = QueryCursor(query)
    cursor.set_max_start_depth(_DEEPEST)
    return cursor


_DEEPEST = 2_000
"""Nodes within nodes: a call of a chain is two."""
_ROLES = (
    "definition",
    "wrapper",
    "scope",
    "import",
    "key",
    "reference",
    "region",
    "heading",
    "decorator",
    "documentation",
    "member",
    "arguments",
    "macro",
    "skip",
    "literal",
    "comment",
)
_LITERAL_ROLES = ("literal", "comment", "documentation")
_PLAIN_ROLES = (
    "reference",
    "member",
    "arguments",
    "macro",
    "skip",
    "region",
    "decorator",
    "literal",
    "comment",
)


@lru_cache(maxsize=64)
def reader_of(language: str) -> Reader | None:
    """The grammar and queries of a language; None if it has none, or its grammar is not installed."""
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
    return Reader(grammar, source)


def is_hopeless(root: Node) -> bool:
    """Whether the grammar makes nothing of a file, and it is so long that a query would take minutes."""
    return root.is_error and root.child_count > _MOST_PIECES


_MOST_PIECES = 30_000
"""The time of a query grows with the square of the pieces that a file falls into."""


def _split(source: str) -> list[str]:
    """The patterns of a query file, each with the captures and predicates that belong to it."""
    starts: list[int] = []
    depth = 0
    for match in _LEXEMES.finditer(source):
        if match[0] in ("(", "["):
            if not depth:
                starts.append(match.start())
            depth += 1
        elif match[0] in (")", "]"):
            depth -= 1
    ends = [*starts[1:], len(source)]
    return [source[start:end] for start, end in zip(starts, ends, strict=True)]


def _pattern(text: str) -> Pattern:
    bare = _NOT_CAPTURES.sub("", text)
    used = _CAPTURE.findall(bare)
    for role in _ROLES:
        for name in used:
            first, _, rest = name.partition(".")
            if first == role:
                kind, _, keyword = rest.partition(".")
                plain = role in _PLAIN_ROLES and len(set(used)) == 1 and "(#" not in bare
                return Pattern(text, role, name, kind, keyword or kind, plain)
    message = f"a pattern captures nothing that has a meaning: {text}"
    raise QueryError(message)


_NOT_CAPTURES = re.compile(r';[^\n]*|"(?:[^"\\]|\\.)*"')
_LEXEMES = re.compile(_NOT_CAPTURES.pattern + r"|[()\[\]]")
_CAPTURE = re.compile(r"@([\w.]+)")
