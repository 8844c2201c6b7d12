"""Tokens that layout does not change, and the digests of chunks made from them.

The compact text is split by one regular expression, and one pass over the pieces drops what layout alone
decides (see `lexicon`). A token is a byte string without white space, with two exceptions: the end of a
statement is a line break and (where indentation counts) the depth of the next line relative to its chunk; a
literal is a tab and its text.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.tokens.brackets import Brackets, Closed, ends_value, last_real
from stc_lsp.code.tokens.compacting import CLOSE, CLOSE_VARIABLE, COMMENT, LITERAL, OPEN, OPEN_VARIABLE
from stc_lsp.code.tokens.lexicon import token_pattern
from stc_lsp.code.tokens.literals import joined_token

if TYPE_CHECKING:
    from stc_lsp.code.tokens.compacting import Compact
    from stc_lsp.code.tokens.lexicon import Lexicon

CHILD = b"\t\t"
"""The token that stands for a chunk in the tokens of the chunk around it."""

(_PLAIN, _NUMBER, _LINE, _BRACKET, _CLOSER, _COMMA, _COLON, _SEMICOLON, _BACKSLASH, _SPACE, _LITERAL,
 _COMMENT, _OPEN, _CLOSE, _OPEN_VARIABLE, _CLOSE_VARIABLE) = range(16)  # fmt: skip

_MARKS = {
    LITERAL: _LITERAL,
    COMMENT: _COMMENT,
    OPEN: _OPEN,
    CLOSE: _CLOSE,
    OPEN_VARIABLE: _OPEN_VARIABLE,
    CLOSE_VARIABLE: _CLOSE_VARIABLE,
    b"\n": _LINE,
    b"\\": _BACKSLASH,
    b" \t": _SPACE,
}
_CURLY = {**_MARKS, b"0123456789": _NUMBER, b"([{": _BRACKET, b")]}": _CLOSER, b",": _COMMA}


def _roles(table: dict[bytes, int]) -> list[int]:
    """The role of a token by its first byte."""
    roles = [_PLAIN] * 256
    for characters, role in table.items():
        for character in characters:
            roles[character] = role
    return roles


_WORD_ROLES = _roles(_MARKS)
_CURLY_ROLES = _roles(_CURLY)
_INDENTED_ROLES = _roles({**_CURLY, b":": _COLON, b";": _SEMICOLON})

_OPENERS = frozenset((b"(", b"[", b"{"))
_CLOSERS = frozenset((b")", b"]", b"}"))
_STEPS = frozenset((b"++", b"--"))
_JOINERS = frozenset(b"+-*/%&|^<>=.")
"""A statement goes on after these."""
_BLOCK_OPENERS = frozenset(
    (b":", b"=", b"{", b"=>", b">", b"then", b"else", b"do", b"match", b"yield", b"try")
)
"""Where a line may be indented for more than looks."""
_COMPOUND = frozenset(
    b"async class def elif else except finally for if try while with match case".split(),
)
"""First words of Python's statements that hold others."""
_SUITE = b":"
_NEXT = b";"


class Digests(NamedTuple):
    """The fingerprints of one chunk, 32 hex digits each."""

    own: str
    full: str


class _Frame:
    """A chunk whose tokens are being gathered."""

    __slots__ = ("base", "children", "out", "variables")

    def __init__(self, base: int) -> None:
        self.out: list[bytes] = []
        self.base = base
        """The depth of indentation at which it stands."""
        self.children: list[str] = []
        self.variables: list[tuple[int, int, int]] = []
        """(first token, first child, depth of indentation, -1 if not known yet) of each open variable."""


class Lexer:
    """One pass over the tokens of a compact text."""

    def __init__(self, lexicon: Lexicon, *, whole_file: bool = False, track_lines: bool = False) -> None:
        self._lexicon = lexicon
        self._rules = Brackets(lexicon)
        self._frames = [_Frame(1)]
        self._indents = [0 if whole_file else -1]
        """Widths of the open indentations; the outermost is -1 until known (a chunk may begin anywhere)."""
        self._suite = 0
        """1 in statements that stand behind the colon of `if x: y; z`."""
        self._brackets: list[tuple[list[bytes], int]] = []
        """Of each open bracket, the tokens it stands in and its place there."""
        self._commas: list[int] = []
        """In each open bracket."""
        self._waiting = False
        """Whether one of the following three is open until the next token that counts."""
        self._pending = -1
        """Width of the indentation after a line break that may end a statement; -1 for none."""
        self._mark = b""
        """A colon that may open a suite, or a semicolon that may end a statement (Python)."""
        self._closed: Closed | None = None
        self._statement = (self._frames[0].out, 0)
        """Where the statement that is being read begins."""
        self._track_lines = track_lines
        self._line = 1
        self.line_starts = [(1, 0)]
        """(line, ordinal of its first token before empty tokens are taken out), in order."""
        self.digests: list[Digests] = []
        """Of the chunks, in the order in which they end; the outermost last."""

    def run(self, text: Compact) -> list[bytes]:
        """Read the whole text. Returns the tokens of the outermost chunk; those dropped are empty."""
        lexicon = self._lexicon
        roles = _WORD_ROLES if lexicon.style == "words" else _CURLY_ROLES
        if lexicon.newlines == "indented":
            roles = _INDENTED_ROLES
        brackets, commas = self._brackets, self._commas
        texts = iter(zip(text.texts, text.breaks, strict=True))
        out = self._frames[0].out
        found: list[bytes] = token_pattern(lexicon).findall(text.text)
        for token in found:
            role = roles[token[0]]
            if role == _LINE:
                self._break_line(token)
                continue
            if role > _BACKSLASH:
                if role in (_LITERAL, _COMMENT):
                    if role == _LITERAL and self._waiting:
                        self._settle(token)
                    self._literal(out, *next(texts))
                else:
                    self._border(role, token)
                    out = self._frames[-1].out
                continue
            if self._waiting:
                self._settle(token)
            if role == _PLAIN:
                out.append(token)
            elif role == _NUMBER:
                out.append(token.lower())
            elif role == _COMMA:
                out.append(token)
                if commas:
                    commas[-1] += 1
            elif role == _BRACKET:
                brackets.append((out, len(out)))
                commas.append(0)
                out.append(token)
            elif role == _CLOSER:
                self._close_bracket(token, out)
            else:
                self._python(role, token, out)
        return self._finish()

    def _finish(self) -> list[bytes]:
        self._settle(b"")
        while len(self._frames) > 1:
            self._close()
        frame = self._frames[0]
        self._drop_last_semicolon(frame.out)
        self.digests.append(_digests(frame.out, frame.children))
        return frame.out

    def _close_bracket(self, token: bytes, out: list[bytes]) -> None:
        opened, place, commas = (
            (*self._brackets.pop(), self._commas.pop()) if self._brackets else (out, -1, 0)
        )
        if out and (out[-1] == b"," or not out[-1] or out[-1][0] == 9):
            self._rules.drop_trailing_comma(out, opened, place, commas, token)
        if self._lexicon.redundant and token == b")" and opened is out and place >= 0:
            known, statement = self._statement
            if self._is_outermost():
                self._closed = self._rules.redundant(out, place, commas, statement if known is out else -1)
            if not (self._closed or commas):
                self._closed = self._rules.redundant_anywhere(out, place)
            self._waiting = self._waiting or self._closed is not None
        out.append(token)

    def _is_outermost(self) -> bool:
        """Whether no bracket is open but, where they hold statements, curly ones."""
        if not self._brackets or self._lexicon.newlines == "indented":
            return not self._brackets
        opened, place = self._brackets[-1]
        return opened[place] == b"{"

    def _python(self, role: int, token: bytes, out: list[bytes]) -> None:
        """A colon, a semicolon or a backslash."""
        if role == _BACKSLASH:
            if len(token) == 1:
                out.append(token)
            elif self._track_lines:
                self._count_lines(1, out)
        elif self._brackets or len(token) > 1:
            out.append(token)
        elif role == _COLON:
            out.append(token)
            self._mark, self._waiting = _SUITE, True
        else:
            self._mark, self._waiting = _NEXT, True

    def _literal(self, out: list[bytes], text: bytes, breaks: int) -> None:
        joins = self._lexicon.redundant == "python" and out and out[-1][:2] == b'\t"'
        joined = joined_token(out[-1], text) if joins else None
        if joined is None:
            out.append(text)
        else:
            out[-1] = joined
        if breaks and self._track_lines:
            self._count_lines(breaks, out)

    # Lines

    def _count_lines(self, count: int, out: list[bytes]) -> None:
        for _ in range(count):
            self._line += 1
            self.line_starts.append((self._line, len(out)))

    def _break_line(self, token: bytes) -> None:
        if self._track_lines:
            self._count_lines(1, self._frames[-1].out)
        newlines = self._lexicon.newlines
        if self._brackets:
            opened, place = self._brackets[-1]
            if newlines == "indented" or opened[place] != b"{":
                return
        if not newlines:
            return
        if self._closed:
            self._closed.settle(b"\n")
            self._closed = None
        self._mark = b""
        self._pending = len(token.expandtabs(8)) - 1 if b"\t" in token else len(token) - 1
        self._waiting = True

    def _settle(self, token: bytes) -> None:
        """Decide what was left open until the next token that counts; "" is the end of the text."""
        self._waiting = False
        if self._closed:
            self._closed.settle(token)
            self._closed = None
        width, mark, self._pending, self._mark = self._pending, self._mark, -1, b""
        if width >= 0 and token:
            self._end_statement(width, token)
        elif mark and token:
            out = self._frames[-1].out
            if mark == _NEXT or self._opens_suite(out):
                self._suite = 1 if mark == _SUITE else self._suite
                self._new_line(out)

    def _end_statement(self, width: int, token: bytes) -> None:
        out = self._frames[-1].out
        newlines = self._lexicon.newlines
        self._suite = 0
        if newlines == "indented":
            if width != self._indents[-1] and (out or self._indents != [-1]):
                index = last_real(out)
                self._indent(width, out[index] if index >= 0 else b"")
            if out:
                self._new_line(out)
            return
        index = last_real(out)
        before = out[index] if index >= 0 else b""
        if newlines == "offside" and before:
            self._indent(width, before)
        if before and self._ends(before, token):
            if before == b";":
                out[index] = b""
            self._new_line(out)

    def _new_line(self, out: list[bytes]) -> None:
        if self._lexicon.newlines in ("indented", "offside"):
            out.append(b"\n%d" % (len(self._indents) + self._suite - self._frames[-1].base))
        else:
            out.append(b"\n")
        self._statement = (out, len(out))

    def _indent(self, width: int, before: bytes) -> None:
        indents = self._indents
        while len(indents) > 1 and indents[-1] > width:
            indents.pop()
        if indents[-1] == -1 and before not in _BLOCK_OPENERS:
            indents[-1] = width
        elif indents[-1] < width:
            indents.append(width)

    def _ends(self, before: bytes, token: bytes) -> bool:
        """Whether a line break between two tokens ends a statement."""
        lexicon = self._lexicon
        if before in _OPENERS:
            return False
        if lexicon.newlines == "restricted":
            return before in lexicon.line_after or token in lexicon.line_before
        if token in _CLOSERS:
            return False
        if lexicon.newlines == "terminated":
            return ends_value(before) or before in _STEPS
        if lexicon.style == "words":
            return True
        if before == b"," or token in lexicon.line_before:
            return False
        return before[0] not in _JOINERS or before in _STEPS

    def _opens_suite(self, out: list[bytes]) -> bool:
        """Whether the colon before the next token, which stands on its line, opens a suite: `if x: y`."""
        known, first = self._statement
        statement = out[first:] if known is out else []
        return (
            bool(statement)
            and statement[0] in _COMPOUND
            and len(statement) > 1
            and b"lambda" not in statement
        )

    def _drop_last_semicolon(self, out: list[bytes]) -> None:
        """One at the end of a chunk ends a statement that ends there anyway."""
        index = last_real(out)
        if index >= 0 and out[index] == b";" and self._lexicon.newlines not in ("", "restricted"):
            out[index] = b""

    # Chunks

    def _border(self, role: int, token: bytes) -> None:
        if role == _OPEN:
            if self._waiting:
                self._settle(token)
            if (
                self._lexicon.newlines == "indented"
            ):  # no bracket holds a definition: it was left open by mistake
                self._brackets.clear()
                self._commas.clear()
            self._frames.append(_Frame(len(self._indents) + self._suite))
            self._statement = (self._frames[-1].out, 0)
        elif role == _OPEN_VARIABLE:
            frame = self._frames[-1]
            unknown = self._pending >= 0 or self._mark
            depth = -1 if unknown else len(self._indents) + self._suite - frame.base
            frame.variables.append((len(frame.out), len(frame.children), depth))
        elif role == _SPACE:
            if self._waiting:
                self._settle(token)
            self._frames[-1].out.append(b" ")
        else:
            if self._closed:
                self._closed.settle(b"\n")
                self._closed = None
            (self._close if role == _CLOSE else self._close_variable)()

    def _close(self) -> None:
        if len(self._frames) == 1:
            return
        frame = self._frames.pop()
        self._drop_last_semicolon(frame.out)
        made = _digests(frame.out, frame.children)
        self.digests.append(made)
        parent = self._frames[-1]
        parent.out.append(CHILD)
        parent.children.append(made.full)

    def _close_variable(self) -> None:
        frame = self._frames[-1]
        if frame.variables:
            first, child, depth = frame.variables.pop()
            own = frame.out[first:]
            if self._lexicon.newlines:
                own = _relative(own, depth)
            self.digests.append(_digests(own, frame.children[child:]))


def _relative(own: list[bytes], depth: int) -> list[bytes]:
    """A variable's tokens, the depths of its lines told from its own, which is the first line's if -1."""
    if depth == -1:
        line = next((place for place, each in enumerate(own) if each[:1] == b"\n"), len(own))
        depth = int(own[line][1:] or 0) if line < len(own) else 0
        if line == 0:
            own = own[1:]
    return [b"\n%d" % (int(each[1:]) - depth) if each[:1] == b"\n" and each[1:] else each for each in own]


def _digests(out: list[bytes], children: list[str]) -> Digests:
    own = hashlib.blake2b(b" ".join(filter(None, out)), digest_size=16).hexdigest()
    return Digests(own, full_digest(own, children))


def full_digest(own: str, children: list[str]) -> str:
    """The `full` fingerprint of a chunk, from its own and those of the chunks in it."""
    return hashlib.blake2b(":".join((own, *children)).encode(), digest_size=16).hexdigest()
