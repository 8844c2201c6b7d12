"""`FILE:LINE:COLUMN` as a person writes it, and the file that it points into."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stc_lsp.cli.workspace import relative_path
from stc_lsp.errors import FileRefusedError, UsageError

if TYPE_CHECKING:
    from stc_lsp.cli.options import Command

MOST_BYTES = 8 * 1024 * 1024
"""Of one file that is read while somebody waits."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file. Lines and columns start at 1, columns count characters, as editors show them."""

    path: str
    """As it was written."""
    line: int = 0
    """0: the file as a whole."""
    column: int = 0


def read_position(written: str) -> Position:
    """`FILE:LINE:COLUMN`. Raises UsageError."""
    rest, _, column = written.rpartition(":")
    path, _, line = rest.rpartition(":")
    if not path or not (line.isascii() and line.isdigit() and column.isascii() and column.isdigit()):
        raise UsageError(f"{written} is not a position: write FILE:LINE:COLUMN, for example src/app.py:12:5.")
    return Position(path, int(line), int(column))


def read_place(written: str) -> Position:
    """`FILE` or `FILE:LINE`. Raises UsageError."""
    path, colon, line = written.rpartition(":")
    if not colon or not (line.isascii() and line.isdigit()):
        return Position(written)
    if int(line) < 1:
        raise UsageError(f"{written} is not a line: line numbers start at 1.")
    return Position(path, int(line))


def source_of(command: Command, written: str) -> tuple[str, bytes]:
    """The path of a file relative to the workspace, and its bytes, if the index would read it too.

    Raises UsageError if it is outside of the workspace, FileRefusedError if it is no source.
    """
    from stc_lsp.sleep.disk.read import VANISHED, read_file

    path = relative_path(command.workspace, written, Path.cwd())
    found = read_file(command.workspace, path, MOST_BYTES)
    if found.reason == VANISHED:
        raise FileRefusedError(f"There is no file {path} in {command.workspace}.")
    if found.reason:
        raise FileRefusedError(f"{path} cannot be read as source: {found.reason}.")
    return path, found.source


def byte_at(source: bytes, path: str, position: Position) -> int:
    """The byte at a position. Raises UsageError when the file does not reach that far."""
    from stc_lsp.wake.documents import line_count

    lines = source.split(b"\n")
    if not 0 < position.line <= len(lines):
        raise UsageError(f"{path} has no line {position.line}: it has {line_count(source)}.")
    text = lines[position.line - 1].rstrip(b"\r").decode("utf-8", "replace")
    if not 0 < position.column <= len(text) + 1:
        raise UsageError(
            f"Line {position.line} of {path} has no column {position.column}: it has {len(text)}."
        )
    before = sum(len(line) + 1 for line in lines[: position.line - 1])
    return before + len(text[: position.column - 1].encode("utf-8"))
