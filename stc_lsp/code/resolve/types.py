"""Declared types, read from their text: enough to know which class is meant and what a container holds."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from stc_lsp.code.modules import SCRIPT_LANGUAGES

UNION = "|"
TUPLE = "tuple"
LIST = "list"
MAPPING = "dict"
CLASS_ITSELF = "type"
CALLABLE_TYPE = "Callable"
"""Its last argument is what it gives; those before are in TypeScript what it takes."""
VALUE = "typeof"
"""What TypeScript's value of a name is."""
MEMBER = "[]"
"""What TypeScript's member of a type is: `App["state"]`."""
MADE_BY_CALL = frozenset({"InstanceType", "ReturnType"})
REST = "..."
"""What takes all that is left."""

FIRST_ARGUMENT = frozenset(
    {
        *("Optional", "Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly", "Awaitable"),
        *("Promise", "PromiseLike", "Readonly", "Partial", "NonNullable", "Ref"),
        *("Task", "ValueTask"),
        *("Omit", "Pick", "Exclude", "Extract", "Awaited", "NoInfer"),
    }
)
"""Generic types that stand for their first argument."""

POINTERS = {
    "rust": frozenset({"Box", "Arc", "Rc", "Ref", "RefMut", "MutexGuard", "Cell", "RefCell", "Cow", "Pin"}),
    "cpp": frozenset({"unique_ptr", "shared_ptr", "weak_ptr", "atomic", "optional"}),
}
"""Types whose members are those of what they hold."""

_TOKEN = re.compile(r"[\w$.]+|\"[^\"]*\"|'[^']*'|=>|<-|\S")
_NOISE = {
    "rust": re.compile(r"&|'\w+\b|\b(?:mut|dyn|impl)\b"),
    "c": re.compile(r"[*&]|\b(?:const|volatile|struct|union|enum)\b"),
    "php": re.compile(r"\?|(?<!\w)\\"),
    "cpp": re.compile(r"[*&]|\b(?:const|volatile|struct|union|enum|class|typename)\b"),
}
"""What says how something is held, not what it is."""

_OWN_CLASS = re.compile(r"\$this\b|(?<![\w.])(?:static|self)\b")
"""PHP's words for the class itself."""

_BRACES = re.compile(r"\{[^{}]*(?:\}|$)")
_MAPPED = re.compile(
    r"\{\s*(?:[-+]?readonly\s+)?\[\s*\w+\s+in\s+keyof\s+(\w+)\s*\][-+?]*\s*:\s*\1\[\w+\][\s;,]*\}"
)
"""TypeScript's type that has the members of another one: `{ [K in keyof T]?: T[K] }`."""
_LONGEST = 600
_DEEPEST = 12


class Type(NamedTuple):
    """A type as written: `head` is a dotted name or one of the constants above."""

    head: str
    arguments: tuple[Type, ...] = ()


UNKNOWN = Type("")


@lru_cache(maxsize=8192)
def parse_type(language: str, text: str) -> Type:
    """Read a declared type; what is not understood is UNKNOWN. Never raises."""
    is_script = language in SCRIPT_LANGUAGES
    if is_script and "{" in text:
        text = _without_members(_MAPPED.sub(r"\1", text))
    if len(text) > _LONGEST:
        return UNKNOWN
    noise = _NOISE.get(language)
    if noise is not None:
        text = noise.sub(" ", text.replace("::", "."))
    if language == "php":
        text = _OWN_CLASS.sub("Self", text.replace("\\", "."))
    reader = _Reader(_TOKEN.findall(text.lstrip(":")), is_script=is_script)
    return reader.go_type() if language == "go" else reader.union()


def _without_members(text: str) -> str:
    """A type without what stands in its braces, be they closed or not."""
    while (shorter := _BRACES.sub("\0", text)) != text:
        text = shorter
    return text.replace("\0", "{}")


class _Reader:
    """A cursor over a type's tokens. Python and TypeScript share one reading, Go has its own."""

    def __init__(self, tokens: list[str], depth: int = 0, *, is_script: bool = False) -> None:
        self._is_script = is_script
        self._tokens = tokens
        self._at = 0
        self._depth = depth

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self, wanted: str = "") -> bool:
        """Step over the next token if it is the one wanted ("" for any)."""
        if self._at < len(self._tokens) and (not wanted or self._peek() == wanted):
            self._at += 1
            return True
        return False

    def union(self) -> Type:
        """`A | B`, `A & B`; nothing but unknown alternatives is UNKNOWN."""
        self._depth += 1
        found: list[Type] = []
        if self._depth <= _DEEPEST:
            self._take("|")
            found.append(self._postfixed())
            while self._peek() in ("|", "&"):
                self._take()
                found.append(self._postfixed())
        self._depth -= 1
        known = [one for one in found if one.head not in ("", "None", "null", "undefined")]
        return Type(UNION, tuple(known)) if len(known) > 1 else known[0] if known else UNKNOWN

    def _postfixed(self) -> Type:
        made = self._single()
        while self._peek() == "[" and self._at + 1 < len(self._tokens) and self._tokens[self._at + 1] == "]":
            self._at += 2  # TypeScript's `T[]`
            made = Type(LIST, (made,))
        while self._is_script and self._take("["):
            of = self._peek()
            self._arguments("]")
            if of[:1] in "\"'":
                made = Type(MEMBER, (made, Type(of.strip("\"'"))))
            else:
                made = made.arguments[0] if made.head == LIST else UNKNOWN
        return made

    def _single(self) -> Type:
        piece = self._peek()
        self._take()
        if piece == "keyof":
            self._single()
            return UNKNOWN
        if piece in ("readonly", "unique", "infer", "asserts"):
            return self._single()
        if piece == "typeof":
            return Type(VALUE, (self._single(),))
        if piece[:1] in "\"'" and piece:
            if self._is_script:
                return UNKNOWN
            inner = _Reader(_TOKEN.findall(piece[1:-1]), self._depth + 1)
            return inner.union() if self._depth < _DEEPEST else UNKNOWN
        if piece == "(":
            return self._parenthesised()
        if piece == "[":
            return Type(TUPLE, self._arguments("]"))
        if piece == "{":
            self._arguments("}")
            return UNKNOWN
        if not piece or not (piece[0].isalpha() or piece[0] in "_$"):
            return UNKNOWN
        is_subscript = self._peek() == "[" and not self._is_script
        if is_subscript and self._at + 1 < len(self._tokens) and self._tokens[self._at + 1] != "]":
            self._take()
            return Type(piece, self._arguments("]"))
        if self._take("<"):
            return Type(piece, self._arguments(">"))
        return Type(piece)

    def _parenthesised(self) -> Type:
        arguments = self._arguments(")")
        if self._take("=>"):
            return Type(CALLABLE_TYPE, (*arguments, self.union()))
        return arguments[0] if len(arguments) == 1 else Type(TUPLE, arguments)

    def _arguments(self, end: str) -> tuple[Type, ...]:
        found: list[Type] = []
        while self._at < len(self._tokens) and not self._take(end):
            before = self._at
            is_receiver, is_rest = self._peek() == "this", self._peek().startswith("...")
            found.append(self.union())
            self._take("?")
            if self._take(":"):  # a named parameter or tuple member: its type follows
                found[-1] = self.union()
                if is_receiver:
                    found.pop()
            if is_rest and end == ")":
                found[-1] = Type(REST, (found[-1],))
            self._take(",")
            if self._at == before:
                self._take()
        return tuple(found)

    def go_type(self) -> Type:
        """Go: pointers are what they point to."""
        self._depth += 1
        made = self._go_single() if self._depth <= _DEEPEST else UNKNOWN
        self._depth -= 1
        return made

    def _go_single(self) -> Type:
        piece = self._peek()
        self._take()
        if piece in ("*", "<-", ".", "...") or piece.startswith(".."):
            return self.go_type()
        if piece == "[":
            while self._at < len(self._tokens) and not self._take("]"):
                self._take()
            return Type(LIST, (self.go_type(),))
        if piece == "chan":
            self._take("<-")
            return Type(LIST, (self.go_type(),))
        if piece == "map" and self._take("["):
            key = self.go_type()
            self._take("]")
            return Type(MAPPING, (key, self.go_type()))
        if piece == "(":
            return Type(TUPLE, self._go_results())
        if piece == "func":
            if self._take("("):
                self._go_results()
            return Type(CALLABLE_TYPE, (self.go_type(),))
        if not piece or not (piece[0].isalpha() or piece[0] == "_"):
            return UNKNOWN
        return Type(piece, self._go_results("]") if self._take("[") else ())

    def _go_results(self, end: str = ")") -> tuple[Type, ...]:
        """Inside parentheses: `T, error` or `name T, err error`."""
        found: list[Type] = []
        while self._at < len(self._tokens) and not self._take(end):
            made = self.go_type()
            if self._peek() not in (",", end, ""):
                made = self.go_type()
            found.append(made)
            if not self._take(",") and self._peek() != end:
                self._take()
        return tuple(found)
