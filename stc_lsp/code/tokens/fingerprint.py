"""Fingerprints: digests that change when the meaning may have changed, and never for layout alone.

`tokens`, `token_at_line` and `line_of_token` split the text of one chunk with the same rules, so that a place
in a chunk can be remembered as the ordinal of a token and found again after the file was formatted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.parse.captured import Captured, capture_literals
from stc_lsp.code.parse.chunking import ChunkDraft, borders
from stc_lsp.code.parse.sections import prose_lines
from stc_lsp.code.queries import Reader, is_hopeless, reader_of
from stc_lsp.code.tokens.compacting import (
    CLOSE,
    CLOSE_VARIABLE,
    COMMENT,
    LITERAL,
    OPEN,
    OPEN_VARIABLE,
    Piece,
    compact,
)
from stc_lsp.code.tokens.lexicon import Lexicon, lexicon_of
from stc_lsp.code.tokens.lexing import Digests, Lexer
from stc_lsp.code.tokens.literals import comment_token, docstring_token, literal_token, words_token
from stc_lsp.code.values import ChunkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    Span = tuple[int, int]


def chunk_digests(language: str, source: bytes, found: Captured, made: Sequence[ChunkDraft]) -> list[Digests]:
    """The fingerprints of a file's chunks, in the order of `made`."""
    edges = list(borders(made))
    pieces = _literals(language, source, found)
    for position, index, opens in edges:
        variable = made[index].kind is ChunkKind.VARIABLE
        mark = (OPEN_VARIABLE if opens else CLOSE_VARIABLE) if variable else (OPEN if opens else CLOSE)
        pieces.append((position, position, mark, b""))
    pieces.sort(key=_order)
    lexer = Lexer(lexicon_of(language), whole_file=True)
    lexer.run(compact(source, pieces))
    closed = [index for _, index, opens in edges if not opens]
    digests = [lexer.digests[-1]] * len(made)
    for index, made_of in zip(closed, lexer.digests, strict=False):
        digests[index] = made_of
    return digests


def tokens(language: str, source: bytes) -> Sequence[bytes]:
    """The tokens of a chunk's text that layout does not change."""
    return _split(language, source).tokens


def token_at_line(language: str, text: bytes, line: int) -> int:
    """The ordinal of the first token on a line of a chunk's text (the next one, if the line has none).

    `line` is 1-based and relative to the text.
    """
    split = _split(language, text)
    found = bisect_left(split.lines, line)
    return split.ordinals[min(found, len(split.ordinals) - 1)]


def line_of_token(language: str, text: bytes, ordinal: int) -> int:
    """The line, 1-based and relative to the text, of a token; the last line if there are fewer."""
    split = _split(language, text)
    return split.lines[max(0, bisect_right(split.ordinals, ordinal) - 1)]


class _Split(NamedTuple):
    tokens: tuple[bytes, ...]
    lines: list[int]
    ordinals: list[int]
    """Of the first token on each of `lines`."""


@lru_cache(maxsize=128)
def _split(language: str, source: bytes) -> _Split:
    reader = reader_of(language)
    lexicon = lexicon_of(language)
    if reader is None or lexicon.style == "prose":
        return _split_prose(source, hard_breaks=language == "markdown")
    prefix, root = _parsed(reader, lexicon, source)
    if is_hopeless(root):
        return _split_prose(source, hard_breaks=False)
    pieces = _literals(language, source, capture_literals(reader, root), prefix)
    pieces.sort(key=_order)
    lexer = Lexer(lexicon, track_lines=True)
    out = lexer.run(compact(source, pieces))
    kept = tuple(token for token in out if token)
    before = list(accumulate((bool(token) for token in out), initial=0))
    return _Split(
        kept, [line for line, _ in lexer.line_starts], [before[ordinal] for _, ordinal in lexer.line_starts]
    )


def _parsed(reader: Reader, lexicon: Lexicon, source: bytes) -> tuple[int, Node]:
    """The tree of a part of a file, and how many bytes had to stand before it so that it is read as one."""
    tries: list[tuple[int, Node]] = []
    for before, after in (*lexicon.around, (b"", b"")):
        root = reader.parser().parse(before + source + after).root_node
        tries.append((len(before), root))
        if not root.has_error:
            return tries[-1]
    return tries[0]


def _split_prose(source: bytes, *, hard_breaks: bool) -> _Split:
    ordinals: list[int] = []
    kept: list[bytes] = []
    separated = False
    for line in source.split(b"\n"):
        blank = not line.strip()
        if not blank and kept and separated:
            kept.append(b"\n")
        ordinals.append(len(kept))
        if not blank:
            kept += prose_lines(line, hard_breaks=hard_breaks)
        separated = blank
    return _Split(tuple(kept), list(range(1, len(ordinals) + 1)), ordinals)


def _literals(language: str, source: bytes, found: Captured, prefix: int = 0) -> list[Piece]:
    """The literals and comments of a text that was parsed behind `prefix` other bytes."""
    documents = {*found.documentation, *found.documented.values()}
    pieces: list[Piece] = []
    for span in found.literals:
        start, end = span[0] - prefix, span[1] - prefix
        token = docstring_token if span in documents else literal_token
        pieces.append((start, end, LITERAL, token(language, source[start:end])))
    for spans, mark, made in ((found.words, LITERAL, words_token), (found.comments, COMMENT, comment_token)):
        for first, last in spans:
            start, end = first - prefix, last - prefix
            pieces.append((start, end, mark, made(source[start:end])))
    return [piece for piece in pieces if piece[0] >= 0 and piece[1] <= len(source)] if prefix else pieces


def _order(piece: Piece) -> tuple[int, bool]:
    return piece[0], piece[2] is LITERAL or piece[2] is COMMENT
