"""Brackets and commas that mean nothing: which of a closed bracket's tokens layout alone decides."""

from __future__ import annotations

from typing import NamedTuple

from stc_lsp.code.tokens.lexicon import REDUNDANT, Lexicon

_VALUE_ENDS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$)]}\t") | frozenset(
    range(0x80, 0xF8)
)
"""First bytes of tokens that can end an operand (a tab begins a literal)."""
_BEFORE_HOLES = frozenset((b"(", b"[", b"{", b","))
_BEFORE_ITEMS = _BEFORE_HOLES | {b"="}
_OPENERS = frozenset((b"(", b"[", b"{"))
_CLOSERS = frozenset((b")", b"]", b"}"))
_ITEM_ENDS = frozenset((b",", b")", b"]", b"}"))
"""What may follow one of several in brackets."""
_BODY_ENDS = _ITEM_ENDS | {b":", b"=", b";", b"\n", b""}
"""What may follow a colon's own: an annotation, the value under a key, the body of a lambda."""
_NOT_ALONE = frozenset((b"for", b"async", b"yield", b":="))
"""What makes an expression another one without its brackets."""
_SOFT_KEYWORDS = frozenset((b"match", b"case"))
_NEVER_TUPLE = frozenset((b"import", b"with"))


def ends_value(token: bytes) -> bool:
    """Whether a token can be the end of an operand, judged by its first byte."""
    return token[0] in _VALUE_ENDS


def last_real(out: list[bytes], end: int | None = None) -> int:
    """Index of the last token before `end` that is neither dropped nor a comment; -1 for none."""
    index = (len(out) if end is None else end) - 1
    while index >= 0 and (not out[index] or out[index].startswith(b"\t#")):
        index -= 1
    return index


class Closed(NamedTuple):
    """A bracket that means nothing if the right token follows it."""

    out: list[bytes]
    opener: int
    closer: int
    followers: frozenset[bytes] | None
    """None: any."""

    def settle(self, token: bytes) -> None:
        """Drop the bracket if `token`, the next one, lets it."""
        if self.followers is None or token in self.followers:
            self.out[self.opener] = self.out[self.closer] = b""


class Brackets:
    """The rules of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._redundant = REDUNDANT.get(lexicon.redundant, {})

    def drop_trailing_comma(
        self, out: list[bytes], opened: list[bytes], place: int, commas: int, closer: bytes
    ) -> None:
        """Drop a comma right before `closer`, the next token, if it means nothing.

        The bracket was opened at `place` in `opened` and holds `commas`; place -1 is a bracket never opened.
        """
        lexicon = self._lexicon
        index = last_real(out)
        if index < 1 or out[index] != b"," or closer not in lexicon.closers:
            return
        if out[index - 1] in _BEFORE_HOLES:  # [,] has a hole
            return
        opener = opened[place] if place >= 0 else b""
        if opener in lexicon.tuples and commas < 2 and self._is_call(opened, place) != (opener == b"("):
            return
        out[index] = b""

    def _is_call(self, out: list[bytes], place: int) -> bool:
        """Whether a name or value stands before a bracket: a call or a subscript, no group or display."""
        index = last_real(out, place)
        before = out[index] if index >= 0 else b"\n"
        if before in _SOFT_KEYWORDS:
            return index > 0 and out[index - 1][:1] != b"\n"
        return before in _NEVER_TUPLE or (ends_value(before) and before not in self._lexicon.keywords)

    def redundant(self, out: list[bytes], place: int, commas: int, statement: int) -> Closed | None:
        """The bracket that opened at `place` and is about to close, if it may be redundant.

        `statement` is where the statement begins that it stands in; -1 if not in these tokens.
        """
        index = last_real(out, place)
        before = out[index] if index >= 0 else b"\n"
        if before in (b"in", b","):
            before = _first_word(out, statement) + b" " + before
        elif before[:1] == b"\n":
            before = b"\n"
        rule = self._redundant.get(before)
        if rule is None or (commas and not rule[1]) or last_real(out) == place:
            return None
        return Closed(out, place, len(out), rule[0])

    def redundant_anywhere(self, out: list[bytes], place: int) -> Closed | None:
        """The same for one without commas that may stand in other brackets."""
        index = last_real(out, place)
        before = out[index] if index >= 0 and self._lexicon.redundant == "python" else b""
        if before == b"await" and self._is_primary(out, place):
            return Closed(out, place, len(out), None)
        ends = _BODY_ENDS if before == b":" else _ITEM_ENDS if before in _BEFORE_ITEMS else None
        if ends is None or last_real(out) == place or _at_top(out, place) & _NOT_ALONE:
            return None
        return Closed(out, place, len(out), ends)

    def _is_primary(self, out: list[bytes], place: int) -> bool:
        """Whether a bracket holds names, members, calls and subscripts only, which bind closest of all."""
        inner = _at_top(out, place)
        return bool(inner) and all(
            token == b"." or (ends_value(token) and token not in self._lexicon.keywords) for token in inner
        )


def _at_top(out: list[bytes], place: int) -> frozenset[bytes]:
    """The tokens behind the bracket at `place` that stand in no other; of the others the closers alone."""
    found: set[bytes] = set()
    depth = 0
    for token in filter(None, out[place + 1 :]):
        depth -= token in _CLOSERS
        if not depth:
            found.add(token)
        depth += token in _OPENERS
    return frozenset(found - _OPENERS)


def _first_word(out: list[bytes], statement: int) -> bytes:
    if not 0 <= statement < len(out):
        return b""
    word = out[statement]
    return out[statement + 1] if word == b"async" and statement + 1 < len(out) else word
