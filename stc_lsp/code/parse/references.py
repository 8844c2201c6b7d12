"""Uses of names: their kinds, and the dotted expressions that they end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.parse.arguments import Arguments
from stc_lsp.code.parse.paths import imported_paths
from stc_lsp.code.parse.shapes import OWN_WORDS
from stc_lsp.code.values import NOT_COUNTED, Reference, ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.code.parse.captured import Captured
    from stc_lsp.code.parse.chunking import Owners
    from stc_lsp.code.texts import Lines

_KINDS = {str(kind): kind for kind in ReferenceKind}
_LITERALS = frozenset({"environment", "option"})
_TYPES = frozenset({"type", "base"})
_DOT = (b".",)
_SEPARATORS = {
    "python": _DOT,
    "javascript": (b".", b"?."),
    "tsx": (b".", b"?.", b"!."),
    "typescript": (b".", b"?.", b"!."),
    "c": (b".", b"->"),
    "cpp": (b".", b"->", b"::"),
    "php": (b"->", b"::", b"?->", b"\\"),
    "ruby": (b".", b"::", b"&."),
    "lua": (b".", b":"),
}
_CALLED_WITH_BLOCKS = frozenset({"kotlin", "swift"})
"""Languages in which `run { ... }` is a call."""
_OTHERS = (b".", b"::", b"?.", b"!.", b"!!.")
"""What joins a member to what it belongs to, in languages without a row."""
_MADE = re.compile(r"\.new(?:\(\))?(?=\.)")
"""Ruby makes an object by a method of its class, other languages by a call of the class."""
_IMPORT = re.compile(rb"[ \t]*import[ \t]")
"""Begins a line whose last name is what it imports, those before it a package."""
_QUOTES = ":\"'`"
_QUOTE_BYTES = frozenset(b"\"'`")
_LONGEST_EXPRESSION = 120
_FARTHEST = 4000
"""Bytes that are looked at before a name to find the expression it ends."""
_NAME_BYTES = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$@") | frozenset(
    range(0x80, 0x100)
)
_NAME_SIGNS = {"ruby": frozenset(b"!?")}
"""With what a name may end, too."""
_BEFORE_IMPLICIT = re.compile(rb"(?:[=(\[{,:|&]|\b(?:case|in|return|try|await))$")
"""Swift: what ends a line before one that begins with an implicit member."""
_FAR = 200
"""Bytes that are looked at for the end of that line."""
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.\w+)+")


def references(
    language: str, source: bytes, found: Captured, owners: Owners, lines: Lines
) -> list[Reference]:
    """Every use in the file, by position."""
    made: list[Reference] = []
    append = made.append
    regions = iter(sorted(found.regions))
    region = next(regions, _NO_REGION)
    inside: list[tuple[int, str]] = []
    expressions = _Expressions(language, source, found)
    chunk_at, line_at = owners.at, lines.ascending()
    rewrite = _REWRITTEN.get(language)
    arguments = Arguments(language, source, found)
    paths = imported_paths(source, found) if language == "rust" else {}
    for start, end, kind in _uses(found):
        while region[0] <= start:
            inside.append((region[1], region[2]))
            region = next(regions, _NO_REGION)
        while inside and inside[-1][0] <= start:
            inside.pop()
        if inside and kind == "name":
            kind = inside[-1][1]
        name = source[start:end].decode("utf-8", "replace")
        if kind in _LITERALS:
            expression = name = name.strip(_QUOTES)
        elif kind == "type" and not name.replace("$", "_").isidentifier():
            if _DOTTED.fullmatch(name) is None:
                continue
            expression, name = name, name.rpartition(".")[2]
            start = end - len(name.encode())
        elif start in found.keys:
            expression = _key(source, found.keys[start], name)
        elif start in found.members:
            expression = f"().{name}"
        elif start in paths:
            expression = paths[start]
        else:
            expression = expressions.ending(start, end, name)
            if rewrite is not None and "." in expression:
                expression = rewrite(expression, source, start, end)
                if not expression:
                    continue
        given = NOT_COUNTED
        if kind == "call":
            given = arguments.behind(end)
        elif kind in _TYPES:
            given = arguments.of_type(end)
        append(Reference(_KINDS[kind], name, expression, chunk_at(start), start, end, line_at(start), given))
    return made


_NO_REGION = (1 << 62, 0, "")


def _key(source: bytes, span: tuple[int, int], name: str) -> str:
    """A member that a literal of a type names, as that of an object: `echo.Route().Path`.

    What nothing can be said of is a member of nothing, `().Path`.
    """
    written = source[span[0] : span[1]].decode("utf-8", "replace")
    found = _NAMED_TYPE.match(written)
    kind = _PATH.sub(".", found[1]) if found else ""
    if kind in _MAPS:
        return name
    return f"self.{name}" if kind == "Self" else f"{kind}().{name}"


_NAMED_TYPE = re.compile(r"(?:(?:struct|union|const)\s+)*((?:::)?\w+(?:(?:::|\s*\.\s*)\w+)*)")
"""A type up to its arguments."""
_PATH = re.compile(r"::|\s*\.\s*")
_MAPS = frozenset({"http.Header", "url.Values", "textproto.MIMEHeader", "mail.Header"})
"""Go: types of the standard library whose literals hold keys, not members."""


def _with_common_words(expression: str, source: bytes, start: int, end: int) -> str:  # noqa: ARG001
    """PHP: `this.x` for `$this.x`."""
    root, _, rest = expression.partition(".")
    return f"{OWN_WORDS[root]}.{rest}" if root in OWN_WORDS else expression


def _with_calls_of_classes(expression: str, source: bytes, start: int, end: int) -> str:  # noqa: ARG001
    """Ruby: `Cart().add` for `Cart.new.add`."""
    return _MADE.sub("()", expression)


def _without_packages(expression: str, source: bytes, start: int, end: int) -> str:
    """Java, Kotlin: of `import a.b.Cart` only `Cart`; "" for `a.b`, which is a package."""
    line = source.rfind(b"\n", max(0, start - _FARTHEST), start) + 1
    if not _IMPORT.match(source, line):
        return expression
    return "" if source[end : end + 1] == b"." else expression.rpartition(".")[2]


_REWRITTEN: dict[str, Callable[[str, bytes, int, int], str]] = {
    "php": _with_common_words,
    "ruby": _with_calls_of_classes,
    "java": _without_packages,
    "kotlin": _without_packages,
}
"""Per language: a dotted expression, the source, where its last name stands -> as other languages put it."""


def _uses(found: Captured) -> list[tuple[int, int, str]]:
    """The uses by position, as (start, end, kind)."""
    specials, skips = found.specials, found.skips
    defined = {definition.name[0] for definition in found.definitions}
    uses = [
        (start, end, kind)
        for start, (_, kind, end) in specials.items()
        if start not in defined and (kind != "type" or start not in skips)
    ]
    silent = skips | defined | specials.keys()
    uses += [(start, end, "name") for start, end in found.names if start not in silent]
    uses.sort()
    return uses


class _Expressions:
    """Finds the dotted expressions that names end; asked for ascending positions."""

    def __init__(self, language: str, source: bytes, found: Captured) -> None:
        self._literals = {end: start for start, end in found.literals}
        self._starts = {**self._literals, **{end: start for start, end in found.comments}}
        """Where the literals and comments begin, by their ends."""
        separators = _SEPARATORS.get(language, _OTHERS)
        self._block = b"()" if language in _CALLED_WITH_BLOCKS else b""
        self._signs = _NAME_SIGNS.get(language, frozenset[int]())
        self._has_implicit = language == "swift"
        self._source = source
        self._separators = frozenset(separators)
        self._lasts = frozenset(each[-1] for each in separators)
        longest = sorted(separators, key=len, reverse=True)
        self._separator = re.compile(rb"(?:" + b"|".join(re.escape(each) for each in longest) + rb")\s*$")
        self._end = 0
        self._expression = ""

    def ending(self, start: int, end: int, name: str) -> str:
        """`self.app.route` for `route`; calls and subscripts before a dot are shortened."""
        gap = self._source[self._end : start]
        expression = name
        if gap in self._separators:
            if self._expression:
                expression = f"{self._expression}.{name}"
        elif gap:
            if gap[-1] in _SPACES:
                gap = gap.rstrip()
            if gap and gap[-1] in self._lasts and self._end + len(gap) not in self._starts:
                owner = self._owner(start)
                expression = f"{owner}.{name}" if owner else name
        if len(expression) > _LONGEST_EXPRESSION:
            expression = name
        self._end = end
        self._expression = expression
        return expression

    def _owner(self, start: int) -> str:
        """What stands before the separator that ends at `start`, found by going backwards over brackets."""
        source = self._source
        floor = max(0, start - _FARTHEST)
        parts: list[bytes] = []
        position = start
        while len(parts) < _MOST_PARTS:
            separator = self._separator.search(source, max(floor, position - 80), position)
            if separator is None:
                break
            end = separator.start()
            if end + len(separator[0].rstrip()) in self._starts:
                # The full stop of a comment.
                break
            # With a blank before them, `\\` and `::` begin a name of the outermost scope.
            if separator[0][:1] not in b"\\:" and end not in self._literals:
                end = self._skip_space(end, floor)
            # What a text has is no name of its own: of `", ".join()` it is the `join` of something.
            literal = self._literals.get(end)
            if self._has_implicit and self._is_implicit(separator.start()):
                parts.append(b"()")
                break
            begin = (literal, b"()") if literal is not None else self._unit(end, floor)
            if begin is None:
                return ""
            position, shortened = begin
            parts.append(shortened)
        return ".".join(part.decode("utf-8", "replace") for part in reversed(parts))

    def _is_implicit(self, dot: int) -> bool:
        """Whether nothing stands before a dot of Swift: `.done` is a member of what is expected there."""
        line = self._source[self._source.rfind(b"\n", 0, dot) + 1 : dot]
        before = line[-1:]
        if before.strip():
            return before in b"([{,:\\"
        if line.strip():
            return True
        return _BEFORE_IMPLICIT.search(self._source[max(0, dot - _FAR) : dot].rstrip()) is not None

    def _skip_space(self, end: int, floor: int) -> int:
        """Go back over white space and comments."""
        source = self._source
        while end > floor:
            if source[end - 1] in _SPACES:
                end -= 1
            elif end in self._starts and source[end - 1] not in _QUOTE_BYTES:
                end = self._starts[end]
            else:
                break
        return end

    def _unit(self, end: int, floor: int) -> tuple[int, bytes] | None:
        """One operand that ends at `end` (`name`, `name(...)`, `name[...]()`): its begin, its short form."""
        source = self._source
        suffix = handed_on = b""
        position = end
        while position > floor and source[position - 1] in b")]}":
            closer = source[position - 1]
            position = self._opening(position, floor)
            if position < 0:
                return None
            if closer in b")]":
                suffix = (b"()" if closer in b")" else b"[]") + suffix
                handed_on = b""
            else:
                handed_on = self._block
            while position > floor and source[position - 1] in b" \t":
                position -= 1
        suffix = handed_on + suffix
        begin = position
        if begin > floor + 1 and source[begin - 1] in self._signs and source[begin - 2] in _NAME_BYTES:
            begin -= 1
        while begin > floor and source[begin - 1] in _NAME_BYTES:
            begin -= 1
        name = source[begin:position]
        if not name and (suffix != b"()" or (position > floor and source[position - 1] in _QUOTE_BYTES)):
            return None
        return begin, name + suffix

    def _opening(self, end: int, floor: int) -> int:
        """Where the bracket opens that closes right before `end`; -1 if it is not found."""
        source, starts = self._source, self._starts
        depth = 0
        position = end
        while position > floor:
            if position in starts and starts[position] >= floor and position != end:
                position = starts[position]
                continue
            position -= 1
            character = source[position]
            if character in b")]}":
                depth += 1
            elif character in b"([{":
                depth -= 1
                if not depth:
                    return position
        return -1


_SPACES = frozenset(b" \n\t\r")
_MOST_PARTS = 12
