"""Texts made legible: what a preprocessor takes out is blanked where a grammar trips over it.

A grammar knows the language but not what macros stand for, and a condition that cuts through a definition
(`#if` among parameters) fits into no tree. Blanks keep every offset, so that what the tree says holds for the
text as it is. Nothing is blanked in vain: of several readings the one with the fewest errors is taken, the
plainest first. In TypeScript a blank may stand for the semicolon that was left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node, Parser, Tree

    Reading = Callable[[bytes], bytes]

_CONDITION = re.compile(
    rb"^[ \t]*#[ \t]*(if|elif|else|endif)(?:n?def)?\b(?:[^\\\n]|\\\r?\n|\\)*", re.MULTILINE
)
_EXPORT = re.compile(
    rb"\b(?:class|struct|union)[ \t]+([A-Z][A-Z0-9_]{2,}(?:[ \t]*\([^()\n]*\))?)"
    rb"(?=[ \t\r\n]+[A-Za-z_][\w:]*\s*(?:final\s*)?[:{<])"
)
"""A macro between `class` and its name: a grammar takes it for the name."""
_ALONE = re.compile(
    rb"(?<=[;{}>)\n])\n[ \t]*([A-Z][A-Z0-9_]{3,}(?:\([^()\n]*\))?)[ \t]*\r?(?=\n\s*[^\s}=;,.(])"
)
"""A macro that has a line to itself, behind what ends a statement."""
_WORDS = (
    rb"(?=[a-z0-9_]*[A-Z])(?:\w*_)?(?:API|EXPORTS?|INLINE|EXTERN|DECL|DLL|CONSTEXPR\d*|FUNC|NODISCARD"
    rb"|DEPRECATED|PUBLIC|LIB|NORETURN)\w*"
)
_ANNOTATIONS = (
    rb"(?:[A-Z0-9]\w*_)?(?:LOCKS?|REQUIRES?|REQUIRED|ACQUIRED?|RELEASED?|EXCLUDES?|GUARDED|ATTR|ATTRIBUTE|PRINTF"
    rb"|FORMAT|NONNULL)(?:_[A-Z0-9_]+)?[ \t]*\([^()\n]*\)"
)
"""What a compiler is to check of a function, or is told of it."""
_AROUND = re.compile(
    rb"[ \t](?<=[\w>*&][ \t])[ \t]*(?:"
    rb"(" + _WORDS + rb")(?=[ \t]+[\w:~]+[ \t]*[:(])"
    rb"|(?!(?:return|throw|delete)\b)\w+(?:\[[^\]\n]*\])?[ \t]+([A-Z][A-Z0-9_]{3,}\([^()\n]*\))"
    rb"(?=[ \t]*(?:=[^=;\n]*)?;))"
    rb"|\n(?:"
    rb"(?<=[;{}>)\n:]\n)[ \t]*(?:template[ \t]*<[^;{}()\n]*>[ \t]*)?(" + _WORDS + rb")(?=[ \t]+[A-Za-z_~:])"
    rb"|[ \t]*([A-Z][A-Z0-9_]{3,})(?=[ \t]*\{)"
    rb"|(?<=[;}]\n)[ \t]*([A-Z][A-Z0-9_]{3,})(?=[ \t]*\r?\n[ \t]*\}))"
    rb"|\)(?:"
    rb"[ \t]*(?:const[ \t]+)?([A-Z][A-Z0-9_]{3,})(?=[ \t]*[;{:\n])"
    rb"|\s*(?:const\s+)?(" + _ANNOTATIONS + rb")(?=\s*(?:override|final|[;{:])))"
)
"""A macro around what a function returns, behind its parameters or a name, before a block or at its end.

Each alternative begins with what few bytes are, and looks back afterwards: most bytes are passed over.
"""
_PREFIXED = re.compile(
    rb"[>\n][ \t]*((?:[A-Z][A-Z0-9]*_[A-Z0-9_]*[ \t]+)+)(?=[a-z~])"
    rb"|\n[ \t]*([A-Z][A-Z0-9]*_[A-Z0-9_]+\([^()\n]*\))[ \t]*$"
    rb"|\n(?:(?<=[;{}\n/A-Z_]\n)|(?<=[;{}\n/A-Z_]\r\n))[ \t]*([A-Z][A-Z0-9]*_[A-Z0-9_]+)[ \t]*\r?$",
    re.MULTILINE,
)
"""Macros that a declaration begins with, and one that has a line to itself."""
_HOLDING = re.compile(rb"^([ \t]*)((?:\w+::)*(\w+)![ \t]*\{)[ \t]*$(?!\s*\w+:[^:])", re.MULTILINE)
"""A macro of Rust that holds lines of its own."""
_ON_CONDITIONS = b"cfg_"
"""What the name begins with of a macro of Rust that has what it holds on some condition, as all call it."""
_ITEMS = frozenset(
    """
    attribute_item block_comment const_item enum_item function_item impl_item line_comment static_item
    struct_item trait_item type_item union_item use_declaration
    """.split()
)
"""What a macro may hold to be read as if it were not there: `pin_project! { struct Cart { ... } }`."""
_QUOTING = (b"quote", b"parse_quote")
_GUARDED = re.compile(
    rb"^[ \t]*((?:\}[ \t]*else[ \t]*)?(?:if[ \t]*#\[[^\n]*\][ \t]*)?\{|\})[ \t]*$", re.MULTILINE
)
"""The branches of `cfg_if!`."""
_STARRED_TYPES = re.compile(rb"^[ \t]*export[ \t]+(type)[ \t]+\*", re.MULTILINE)
"""TypeScript's `export type * from "./prices"`: which names are types is of no use here."""
_VARIANCE = re.compile(
    rb"(?:^|(?<=[<,]))[ \t]*((?:in[ \t]+)?out|in)(?=[ \t]+[A-Za-z_$][\w$]*\s*(?:[,>=]|//|extends\b))",
    re.MULTILINE,
)
"""What TypeScript is to check of a type parameter: `Maker<in out Kind>`."""
_NEXT_SIGNATURE = re.compile(
    rb"(?<=[\w$>\])}\"'])[ \t]*(?://[^\n]*)?\r?\n(?:[ \t]*(?://[^\n]*|/?\*[^\n]*)?\r?\n)*"
    rb"[ \t]*([ \t])<(?=[\s\w])"
)
"""The blank before a signature without a name, `<T>(one: T): T`, behind a member that no semicolon ends."""
_INK = re.compile(rb"[^\r\n]")


def parse_legibly(parser: Parser, language: str, source: bytes) -> Tree:
    """The tree of the most legible reading of a text."""
    beforehand = _BEFOREHAND.get(language)
    text = beforehand(parser, source) if beforehand is not None else source
    best = parser.parse(text)
    readings = _READINGS.get(language, ()) if best.root_node.has_error else ()
    least = _errors(best.root_node) if readings else 0
    tried = {text}
    for read in readings:
        if least < _FEW and read in _FOR_MANY:
            continue
        blanked = read(text) if least else text
        if blanked in tried:
            continue
        tried.add(blanked)
        tree = parser.parse(blanked)
        errors = _errors(tree.root_node)
        if errors < least:
            best, least = tree, errors
    return best


def without_conditions(language: str, header: bytes) -> str:
    """The text of a header, which may begin within a condition, as the first branch of each has it."""
    found = _CONDITION.search(header) if b"\n" in header and language in _CONDITIONAL else None
    if found is not None:
        header = _first_branches(header if found[1] == b"if" else b"#if\n" + header)
    return header.decode("utf-8", "replace")


def _without_export_macros(_parser: Parser, text: bytes) -> bytes:
    return _blanked(text, (match.span(1) for match in _EXPORT.finditer(text)))


def _without_lone_macros(text: bytes) -> bytes:
    return _blanked(text, (match.span(1) for match in _ALONE.finditer(text)))


def _without_macros(text: bytes) -> bytes:
    spans = (match.span(match.lastindex or 0) for match in _AROUND.finditer(text))
    return _without_lone_macros(_blanked(text, spans))


def _without_prefixes(text: bytes) -> bytes:
    # The first line begins behind no other.
    found = (match.span(match.lastindex or 0) for match in _PREFIXED.finditer(b"\n" + text))
    return _without_macros(_blanked(text, ((start - 1, end - 1) for start, end in found)))


def _without_holders(parser: Parser, text: bytes) -> bytes:
    return _blanked(text, _holders(parser, text)) if b"! {" in text else text


def _holders(parser: Parser, text: bytes) -> Iterator[tuple[int, int]]:
    for match in _HOLDING.finditer(text):
        end = text.find(b"\n" + match[1] + b"}", match.end())
        is_on_condition = match[3].startswith(_ON_CONDITIONS)
        if end < 0 or not (is_on_condition or _holds_items(parser, match[3], text[match.end() : end + 1])):
            continue
        yield match.span(2)
        end += 1 + len(match[1])
        yield end, end + 1
        if match[3] == b"cfg_if":
            branches = list(_GUARDED.finditer(text, match.end(), end))
            yield from (one.span(1) for one in branches if _indent(one) == _indent(branches[0]))


def _holds_items(parser: Parser, name: bytes, text: bytes) -> bool:
    root = parser.parse(text).root_node if name not in _QUOTING else None
    return root is not None and not root.has_error and all(one.type in _ITEMS for one in root.named_children)


def _indent(match: re.Match[bytes]) -> int:
    return match.start(1) - match.start()


def _without_conditions_and_prefixes(text: bytes) -> bytes:
    return _without_prefixes(_without_conditions(text))


def _first_branches_without_prefixes(text: bytes) -> bytes:
    return _without_prefixes(_first_branches(text))


def _without_conditions(text: bytes) -> bytes:
    """All branches one after the other."""
    return _blanked(text, (match.span() for match in _CONDITION.finditer(text)))


def _first_branches(text: bytes) -> bytes:
    """Of each condition what stands before its `#else`."""
    return _without_conditions(_blanked(text, _other_branches(text)))


def _first_branches_without_macros(text: bytes) -> bytes:
    return _without_macros(_first_branches(text))


def _other_branches(text: bytes) -> Iterator[tuple[int, int]]:
    begun: list[int] = []
    """Of each condition that is open, where its other branches begin; -1: not yet."""
    for match in _CONDITION.finditer(text):
        word = match[1]
        if word == b"if":
            begun.append(-1)
        elif begun and word == b"endif":
            start = begun.pop()
            if start >= 0:
                yield start, match.start()
        elif begun and begun[-1] < 0:
            begun[-1] = match.end()


def _blanked(text: bytes, spans: Iterator[tuple[int, int]]) -> bytes:
    found = sorted(spans)
    if not found:
        return text
    blanked = bytearray(text)
    for start, end in found:
        blanked[start:end] = _INK.sub(b" ", text[start:end])
    return bytes(blanked)


def _errors(root: Node) -> int:
    """How much of a text its tree does not account for: bytes, and one for each token that is missing."""
    count = 0
    ahead = [root]
    while ahead:
        node = ahead.pop()
        if node.is_error:
            count += 1 + node.end_byte - node.start_byte
        elif node.is_missing:
            count += 1
        elif node.has_error:
            ahead.extend(node.children)
    return count


def _of_older_script(text: bytes) -> bytes:
    spans = (match.span(1) for pattern in (_STARRED_TYPES, _VARIANCE) for match in pattern.finditer(text))
    return _blanked(text, spans)


def _with_members_ended(text: bytes) -> bytes:
    ended = bytearray(_of_older_script(text))
    for match in _NEXT_SIGNATURE.finditer(ended):
        ended[match.start(1)] = ord(";")
    return bytes(ended)


_BEFOREHAND: dict[str, Callable[[Parser, bytes], bytes]] = {
    "cpp": _without_export_macros,
    "rust": _without_holders,
}
"""What is blanked in any case: the grammar reads it without an error, as something else."""
_IN_C: tuple[Reading, ...] = (
    _without_lone_macros,
    _without_macros,
    _without_conditions,
    _without_prefixes,
    _without_conditions_and_prefixes,
    _first_branches,
    _first_branches_without_macros,
    _first_branches_without_prefixes,
)
_FOR_MANY = (_without_prefixes, _first_branches_without_prefixes)
"""Readings that take long, for files that fall apart."""
_FEW = 10
"""Errors with which a file is well read: so few are not worth a long reading."""
_CONDITIONAL = frozenset({"c", "cpp", "csharp"})
"""Languages with a preprocessor."""
_READINGS: dict[str, tuple[Reading, ...]] = {
    "c": _IN_C,
    "cpp": _IN_C,
    "csharp": (_without_conditions, _first_branches),
    "typescript": (_of_older_script, _with_members_ended),
    "tsx": (_of_older_script,),
}
