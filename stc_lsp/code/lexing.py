"""Tokens that layout does not change, and the digests of chunks made from them.

The text is first made compact: every literal and comment, as the grammar delimits it, becomes one mark, and
so does every border of a chunk. What is left is split by one regular expression, and one pass over the pieces
drops what layout alone decides (see `lexicon`).

A token is a byte string without white space, with two exceptions: the end of a statement is a line break and
(where indentation counts) the depth of the next line relative to its chunk; a literal is a tab and its text.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.lexicon import REDUNDANT, token_pattern
from stc_lsp.code.literals import joined_token

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.code.lexicon import Lexicon

LITERAL, COMMENT, OPEN, CLOSE, OPEN_VARIABLE, CLOSE_VARIABLE = (bytes((code,)) for code in range(0xF8, 0xFE))
CHILD = b"\t\t"
"""The token that stands for a chunk in the tokens of the chunk around it."""

_RESERVED = re.compile(rb"[\xf7-\xff]")

(_PLAIN, _LINE, _BRACKET, _CLOSER, _COMMA, _LITERAL, _COMMENT, _OPEN, _CLOSE, _OPEN_VARIABLE, _CLOSE_VARIABLE,
 _SPACE, _BACKSLASH) = range(13)  # fmt: skip


def _roles() -> list[int]:
    roles = [_PLAIN] * 256
    for characters, role in (
        (b"\n", _LINE),
        (b"([{", _BRACKET),
        (b")]}", _CLOSER),
        (b",", _COMMA),
        (LITERAL, _LITERAL),
        (COMMENT, _COMMENT),
        (OPEN, _OPEN),
        (CLOSE, _CLOSE),
        (OPEN_VARIABLE, _OPEN_VARIABLE),
        (CLOSE_VARIABLE, _CLOSE_VARIABLE),
        (b" \t", _SPACE),
        (b"\\", _BACKSLASH),
    ):
        for character in characters:
            roles[character] = role
    return roles


_ROLES = _roles()
_WORD_ROLES = [_PLAIN if role in (_BRACKET, _CLOSER, _COMMA) else role for role in _ROLES]


class Digests(NamedTuple):
    """The fingerprints of one chunk, 32 hex digits each."""

    own: str
    full: str


class Piece(NamedTuple):
    """One place in a file that is replaced by a mark before the file is split into tokens."""

    start: int
    end: int
    mark: bytes
    text: bytes = b""
    """For literals and comments: what counts of it."""


class Compact(NamedTuple):
    """A text with marks in place of its literals, comments and borders of chunks."""

    text: bytes
    texts: list[bytes]
    """What counts of each literal and comment, in order."""
    breaks: list[int]
    """How many line breaks each literal and comment holds."""


def compact(source: bytes, pieces: Iterable[Piece]) -> Compact:
    """Put marks in the place of the pieces, in order; a border inside of a literal moves behind it."""
    clean = _RESERVED.search(source) is None
    parts: list[bytes] = []
    texts: list[bytes] = []
    breaks: list[int] = []
    position = 0
    for start, end, mark, text in pieces:
        if start > position:
            gap = source[position:start]
            parts.append(gap if clean else _RESERVED.sub(_escaped, gap))
            position = start
        if mark is LITERAL or mark is COMMENT:
            if start < position:
                continue
            texts.append(text)
            breaks.append(source.count(b"\n", start, end))
        parts.append(mark)
        position = max(position, end)
    gap = source[position:]
    parts.append(gap if clean else _RESERVED.sub(_escaped, gap))
    return Compact(b"".join(parts), texts, breaks)


def _escaped(match: re.Match[bytes]) -> bytes:
    return b"\xf7%02x" % match[0][0]


class _Frame:
    """A chunk whose tokens are being gathered."""

    __slots__ = ("base", "children", "out", "variables")

    def __init__(self, base: int) -> None:
        self.out: list[bytes] = []
        self.base = base
        self.children: list[str] = []
        self.variables: list[tuple[int, int, int]] = []
        """(first token, first child, depth of indentation) of each variable that is open."""


class _Bracket(NamedTuple):
    out: list[bytes]
    place: int
    opener: bytes
    call: bool
    """A name or a value stands before it: a call or a subscript, not a group."""
    before: bytes
    """For a bracket outside of all others: the token before it, if the bracket may be redundant."""


_NO_BRACKET = _Bracket([], 0, b"", call=False, before=b"")

_NEVER_TUPLE = frozenset((b"import", b"with"))


class Lexer:
    """One pass over the tokens of a compact text."""

    def __init__(self, lexicon: Lexicon, *, track_lines: bool = False) -> None:
        self._lexicon = lexicon
        self._redundant = REDUNDANT.get(lexicon.redundant, {})
        self._joins = lexicon.redundant == "python"
        """Whether string literals side by side are one."""
        self._frames = [_Frame(1)]
        self._brackets: list[_Bracket] = []
        self._commas: list[int] = []
        self._indents = [-1]
        """Widths of the open indentations; the outermost is -1 until known (a chunk may begin anywhere)."""
        self._pending = -1
        """Width of the indentation after a line break that may end a statement; -1 for none."""
        self._closed: tuple[_Bracket, int, int] | None = None
        """A bracket just closed that may be redundant, where its closer stands, its commas."""
        self._statement = (self._frames[0].out, 0)
        """Where the statement that is being read begins."""
        self._line = 1
        self._track_lines = track_lines
        self.line_starts = [(1, 0)]
        """(line, ordinal of its first token before empty tokens are taken out), in order."""
        self.digests: list[Digests] = []
        """Of the chunks, in the order in which they end; the outermost last."""

    def run(self, text: Compact) -> list[bytes]:
        """Read the whole text. Returns the tokens of the outermost chunk; those dropped are empty."""
        self._texts = iter(zip(text.texts, text.breaks, strict=True))
        roles = _WORD_ROLES if self._lexicon.style == "words" else _ROLES
        found: list[bytes] = token_pattern(self._lexicon).findall(text.text)
        append = self._frames[0].out.append
        for token in found:
            role = roles[token[0]]
            if role or self._pending >= 0 or self._closed is not None:
                self._handle(role, token)
                append = self._frames[-1].out.append
            else:
                append(token)
        self._settle(b"")
        while len(self._frames) > 1:
            self._close()
        frame = self._frames[0]
        self.digests.append(_digests(frame.out, frame.children))
        return frame.out

    def _handle(self, role: int, token: bytes) -> None:
        if role == _LINE:
            self._break_line(token)
        elif role == _COMMENT:
            self._literal()
        elif role == _BACKSLASH and len(token) > 1:
            self._count_lines(1)
        elif role == _OPEN_VARIABLE:
            frame = self._frames[-1]
            depth = len(self._indents) - frame.base if self._pending < 0 else -1
            frame.variables.append((len(frame.out), len(frame.children), depth))
        elif role in (_CLOSE, _CLOSE_VARIABLE):
            if self._closed:
                self._drop_redundant(*self._closed, b"\n")
                self._closed = None
            (self._close if role == _CLOSE else self._close_variable)()
        else:
            self._settle(token)
            self._take(role, token)

    def _take(self, role: int, token: bytes) -> None:
        frame = self._frames[-1]
        if role == _BRACKET:
            self._open_bracket(token, frame.out)
        elif role == _CLOSER:
            self._close_bracket(token, frame.out)
        elif role == _COMMA:
            frame.out.append(token)
            if self._commas:
                self._commas[-1] += 1
        elif role == _LITERAL:
            self._literal()
        elif role == _OPEN:
            if (
                self._lexicon.newlines == "indented"
            ):  # no bracket holds a definition: one was left open by mistake
                self._brackets.clear()
                self._commas.clear()
            self._frames.append(_Frame(len(self._indents)))
        elif role == _SPACE:
            frame.out.append(b" ")
        else:
            frame.out.append(token)

    def _literal(self) -> None:
        text, breaks = next(self._texts)
        out = self._frames[-1].out
        joined = joined_token(out[-1], text) if self._joins and out and out[-1][:2] == b'\t"' else None
        if joined is None:
            out.append(text)
        else:
            out[-1] = joined
        if breaks:
            self._count_lines(breaks)

    # Lines

    def _count_lines(self, count: int) -> None:
        if self._track_lines:
            ordinal = len(self._frames[-1].out)
            for _ in range(count):
                self._line += 1
                self.line_starts.append((self._line, ordinal))

    def _break_line(self, token: bytes) -> None:
        if self._track_lines:
            self._count_lines(1)
        newlines = self._lexicon.newlines
        if not newlines or (self._brackets and (newlines == "indented" or self._brackets[-1].opener != b"{")):
            return
        if self._closed:
            self._settle(b"\n")
        indentation = token[1:]
        self._pending = len(indentation.expandtabs(8)) if b"\t" in indentation else len(indentation)

    def _settle(self, token: bytes) -> None:
        """Decide what was left open until the next token that counts; "" is the end of the text."""
        if self._closed:
            self._drop_redundant(*self._closed, token)
            self._closed = None
        if self._pending >= 0:
            width, self._pending = self._pending, -1
            if token:
                self._end_statement(width, token)

    def _end_statement(self, width: int, token: bytes) -> None:
        frame = self._frames[-1]
        index = _last_real(frame.out)
        before = frame.out[index] if index >= 0 else b""
        newlines = self._lexicon.newlines
        ends = newlines == "indented" or (bool(before) and self._ends(before, token))
        if ends and newlines in ("indented", "offside"):
            self._indent(width, before)
            if frame.out:
                frame.out.append(b"\n%d" % (len(self._indents) - frame.base))
        elif ends:
            frame.out.append(b"\n")
        if ends:
            self._statement = (frame.out, len(frame.out))
        if before == b";" and ends:
            frame.out[index] = b""

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
            return before[0] in _VALUE_ENDS or before in _STEPS
        if lexicon.style == "words":
            return True
        return (
            before != b","
            and token not in lexicon.line_before
            and (before[0] not in _JOINERS or before in _STEPS)
        )

    # Brackets

    def _open_bracket(self, token: bytes, out: list[bytes]) -> None:
        lexicon = self._lexicon
        call, before = True, b""
        if lexicon.tuples or self._redundant:
            index = _last_real(out)
            previous = out[index] if index >= 0 else b"\n"
            call = previous[0] in _VALUE_ENDS and previous not in lexicon.keywords
            if previous in _SOFT_KEYWORDS:
                call = index > 0 and out[index - 1][:1] != b"\n"
            call = call or previous in _NEVER_TUPLE
            if token == b"(" and (
                not self._brackets or (self._brackets[-1].opener == b"{" and not self._joins)
            ):
                before = self._may_be_redundant_after(previous, out)
        self._brackets.append(_Bracket(out, len(out), token, call, before))
        self._commas.append(0)
        out.append(token)

    def _close_bracket(self, token: bytes, out: list[bytes]) -> None:
        bracket = self._brackets.pop() if self._brackets else _NO_BRACKET
        commas = self._commas.pop() if self._commas else 0
        lexicon = self._lexicon
        if token in lexicon.closers:
            index = _last_real(out)
            if index >= 0 and out[index] == b",":
                meant = bracket.opener in lexicon.tuples and commas < 2 and not self._is_plain(bracket)
                if not meant and index and out[index - 1] not in _BEFORE_HOLES:
                    out[index] = b""
        if bracket.before and token == b")" and bracket.out is out:
            self._closed = (bracket, len(out), commas)
        out.append(token)

    def _may_be_redundant_after(self, previous: bytes, out: list[bytes]) -> bytes:
        """The key in `REDUNDANT` for a bracket after this token; "" if there is none."""
        if previous in (b"in", b","):
            previous = self._statement_word(out) + b" " + previous
        elif previous[:1] == b"\n":
            previous = b"\n"
        return previous if previous in self._redundant else b""

    def _statement_word(self, out: list[bytes]) -> bytes:
        """The first word of the statement that is being read, if it begins in these tokens."""
        known, first = self._statement
        word = out[first] if known is out and first < len(out) else b""
        return out[first + 1] if word == b"async" and first + 1 < len(out) else word

    @staticmethod
    def _is_plain(bracket: _Bracket) -> bool:
        """Whether the comma of a single element means nothing: in `f(a,)`, `[a,]`, not in `(a,)`, `x[a,]`."""
        return bracket.call == (bracket.opener == b"(")

    def _drop_redundant(self, bracket: _Bracket, closer: int, commas: int, token: bytes) -> None:
        followers, with_commas = self._redundant[bracket.before]
        empty = _last_real(bracket.out[:closer]) == bracket.place if closer - bracket.place < 8 else False
        if token in followers and not empty and (with_commas or not commas):
            bracket.out[bracket.place] = b""
            bracket.out[closer] = b""

    # Chunks

    def _close(self) -> None:
        if len(self._frames) == 1:
            return
        frame = self._frames.pop()
        made = _digests(frame.out, frame.children)
        self.digests.append(made)
        parent = self._frames[-1]
        parent.out.append(CHILD)
        parent.children.append(made.full)

    def _close_variable(self) -> None:
        frame = self._frames[-1]
        if frame.variables:
            first, child, depth = frame.variables.pop()
            own = _relative(frame.out[first:], depth) if self._lexicon.newlines else frame.out[first:]
            self.digests.append(_digests(own, frame.children[child:]))


_OPENERS = frozenset((b"(", b"[", b"{"))
_BEFORE_HOLES = frozenset((b"(", b"[", b"{", b","))
_SOFT_KEYWORDS = frozenset((b"match", b"case"))
_VALUE_ENDS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$)]}\t") | frozenset(
    range(0x80, 0xF8)
)
_CLOSERS = frozenset((b")", b"]", b"}"))
_STEPS = frozenset((b"++", b"--"))
_JOINERS = frozenset(b"+-*/%&|^<>=.")
"""A statement goes on after these."""
_BLOCK_OPENERS = frozenset(
    (b":", b"=", b"{", b"=>", b">", b"then", b"else", b"do", b"match", b"yield", b"try")
)
"""Where a line may be indented for more than looks."""


def _last_real(out: list[bytes]) -> int:
    """Index of the last token that is neither dropped nor a comment; -1 for none."""
    index = len(out) - 1
    while index >= 0 and (not out[index] or out[index].startswith(b"\t#")):
        index -= 1
    return index


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
    full = hashlib.blake2b(":".join((own, *children)).encode(), digest_size=16).hexdigest()
    return Digests(own, full)
