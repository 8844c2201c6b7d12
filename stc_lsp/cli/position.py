"""`FILE:LINE:COLUMN` as a person writes it, and the file that it points into."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from stc_lsp.cli.workspace import relative_path
from stc_lsp.errors import FileRefusedError, MemoryFault, UsageError

if TYPE_CHECKING:
    import click

    from stc_lsp.cli.options import Command

_POSITION = re.compile(r"(.+?):([0-9]+)(?::([0-9]+))?:?", re.DOTALL)
"""A colon at the end is what compilers and grep leave there."""
_NAME = re.compile(r"[^\W\d]\w*")
_RECEIVERS = ("self", "cls", "this")
_MOST_MEANT = 3
_LIKE = 0.6
"""How like the name of a file must be that may be meant."""
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
    """0: the line as a whole."""


def read_position(written: str) -> Position:
    """`FILE:LINE:COLUMN` or `FILE:LINE`. Raises UsageError."""
    found = _POSITION.fullmatch(written)
    if found is None:
        raise UsageError(
            f"{written} is not a position: write FILE:LINE or FILE:LINE:COLUMN, for example src/app.py:12:5. "
            f"`stc-lsp ask {written}` tells of a name or a file."
        )
    path, line, column = found.groups()
    if column is not None and int(column) < 1:
        raise UsageError(f"{written} is not a position: columns start at 1.")
    return Position(path, int(line), int(column or 0))


def complete_place(_context: click.Context, _parameter: click.Parameter, _begun: str) -> list[CompletionItem]:
    """What a shell may complete to a place: the names of files."""
    return [CompletionItem(_begun, type="file")]


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
        raise FileRefusedError(f"There is no file {path} in {command.workspace}.{_meant(command, path)}")
    if found.reason:
        raise FileRefusedError(f"{path} cannot be read as source: {found.reason}.")
    return path, found.source


def _meant(command: Command, path: str) -> str:
    """The files of its name, or one beside it, that somebody may have meant; "" if there is none."""
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.wake.placed import files_meant

    try:
        with closing(Memory.open(command.paths)) as memory, memory.snapshot() as snapshot:
            paths = snapshot.paths()
    except MemoryFault:
        # Whoever named the file is told of that. What is wrong with the memory is told where it is needed.
        return ""
    so_called = files_meant(path, paths, _LIKE)
    return f" Did you mean {' or '.join(so_called)}?" if 0 < len(so_called) <= _MOST_MEANT else ""


def named_in_line(source: bytes, path: str, line: int) -> list[int]:
    """The byte at which each name in a line begins, in order; `self` and its like are none.

    Raises UsageError when there is no such line.
    """
    begin = byte_at(source, path, Position(path, line, 1))
    text = source[begin:].partition(b"\n")[0].decode("utf-8", "surrogateescape")
    names = (found for found in _NAME.finditer(text) if found[0] not in _RECEIVERS)
    return [begin + len(text[: each.start()].encode("utf-8", "surrogateescape")) for each in names]


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
