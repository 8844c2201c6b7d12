"""What a model is shown of a repository: notes made asleep and lines of source, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.memory.values import StoredChunk, is_synthetic
from stc_lsp.models.tokens import mean_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NUMBERED = 10
"""Each line with such a number bears it: numbers take tokens."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to show: a note about some lines, or the lines themselves."""

    path: str
    first: int
    last: int
    """Lines as they are now."""
    text: str
    """The note, or the lines; without numbers."""
    is_note: bool
    chunk_id: int
    label: str
    """What it is about, as a person calls it."""
    parent_id: int | None = None

    @property
    def owner(self) -> str:
        """The class, or the function, in which it is defined; "" if none is."""
        return "" if self.label == self.path else self.label.rpartition(".")[0]

    @property
    def tokens(self) -> int:
        """About how many it takes in a prompt."""
        return mean_tokens(self.written)

    @property
    def written(self) -> str:
        """As it stands in a prompt, below the path of its file."""
        if self.is_note and is_synthetic(self.path):
            return self.text
        if self.is_note:
            span = f"{self.first}-{self.last}" if self.last > self.first else f"{self.first}"
            return f"[{span}] {self.text}"
        return "\n".join(_numbered(self.first, self.text.split("\n")))


def piece_of(stored: StoredChunk, first: int, last: int, text: str, *, is_note: bool = False) -> Piece:
    """Some lines of a chunk, or a note about them."""
    return Piece(stored.path, first, last, text, is_note, stored.id, stored.label, stored.parent_id)


def cost_of_path(path: str) -> int:
    """About how many tokens it takes to name a file of which something is shown."""
    return mean_tokens(path) + 2


class ShownLines:
    """Which lines of which files are shown already."""

    def __init__(self, pieces: Iterable[Piece] = ()) -> None:
        self._by_path: dict[str, set[int]] = {}
        self.add(pieces)

    def add(self, pieces: Iterable[Piece]) -> None:
        """Show some more."""
        for each in pieces:
            self._by_path.setdefault(each.path, set()).update(range(each.first, each.last + 1))

    def have(self, piece: Piece) -> bool:
        """Whether all lines of a piece are shown."""
        return self._by_path.get(piece.path, set()).issuperset(range(piece.first, piece.last + 1))

    def name(self, path: str) -> bool:
        """Whether anything of a file is shown."""
        return path in self._by_path


@dataclass(frozen=True, slots=True)
class PromptContext:
    """What goes into one prompt."""

    text: str
    pieces: tuple[Piece, ...] = ()
    tokens: int = 0
    """About how many the text takes."""
    covered: float = 0.0
    """How much of what the question says occurs in it, from 0 to 1; rare words count more."""

    @property
    def labels(self) -> tuple[str, ...]:
        """What it is about, each once."""
        return tuple(dict.fromkeys(piece.label for piece in self.pieces))

    @property
    def paths(self) -> tuple[str, ...]:
        """The files it was taken from, each once."""
        return tuple(dict.fromkeys(piece.path for piece in self.pieces))


def show(pieces: Sequence[Piece], budget: int, covered: float = 0.0) -> PromptContext:
    """The pieces, the most wanted first, as a text of at most about `budget` tokens; the last go."""
    kept = list(pieces)
    while kept:
        text = _written(kept)
        tokens = mean_tokens(text)
        if tokens <= budget:
            return PromptContext(text, tuple(kept), tokens, covered)
        # The sum of the pieces' own costs is nearly right, so this seldom runs more than once.
        kept = kept[: max(0, min(len(kept) - 1, int(len(kept) * budget / tokens)))]
    return PromptContext("")


def _numbered(first: int, lines: Sequence[str], *, goes_on: bool = False) -> list[str]:
    """Lines as they stand in a prompt: the first has its number, then each tenth."""
    return [
        # An empty line would end the part of its file.
        f"{number}| {line}" if (number == first and not goes_on) or not number % _NUMBERED else line or " "
        for number, line in enumerate(lines, first)
    ]


def _written(pieces: Iterable[Piece]) -> str:
    """File by file, top to bottom; lines that are shown twice are shown once."""
    by_path: dict[str, list[Piece]] = {}
    for piece in pieces:
        by_path.setdefault(piece.path, []).append(piece)
    return "\n\n".join(_of_file(path, found) for path, found in by_path.items())


def _of_file(path: str, pieces: list[Piece]) -> str:
    parts = [path or "The whole repository"]
    shown_to = 0
    is_code = False
    within = ""
    for piece in sorted(pieces, key=lambda each: (each.first, not each.is_note, each.last, each.text)):
        if piece.is_note:
            parts.append(piece.written)
            is_code = False
            # It tells its own name, of a method with its class.
            within = piece.owner
            continue
        known = max(0, shown_to + 1 - piece.first)
        first, rows = piece.first + known, piece.text.split("\n")[known:]
        if rows and piece.owner and piece.owner != within:
            parts.append(f"[in {piece.owner}]")
            is_code = False
        within = piece.owner if rows else within
        parts += _numbered(first, rows, goes_on=is_code and first == shown_to + 1)
        shown_to = max(shown_to, piece.last)
        is_code = is_code or bool(rows)
    return "\n".join(parts)
