"""Between URIs, as the client writes them, and files."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

UNTITLED = "untitled:"
"""Begins the URI of a buffer that was never saved."""
_CELL = "vscode-notebook-cell"
_DRIVE = re.compile(r"^/[A-Za-z]:")


def file_of(uri: str) -> Path | None:
    """The file that a URI names; None if it names something else: an unsaved buffer, or a cell."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file":
        return None
    path = unquote(parts.path, errors="surrogateescape")
    if "\0" in path or not path.startswith("/"):
        return None
    if os.name == "nt":
        path = path[1:] if _DRIVE.match(path) else f"//{parts.netloc}{path}"
    # `..` is taken out as text: what a link leads to is for readers to decide.
    return Path(os.path.normpath(path))


def notebook_of(uri: str) -> tuple[Path, str] | None:
    """The notebook that a cell is in, and the cell's own name there; None for what is no cell."""
    address, _, cell = uri.partition("#")
    if not address.startswith(_CELL):
        return None
    notebook = file_of(f"file{address.removeprefix(_CELL)}")
    return (notebook, cell) if notebook is not None else None


def uri_of(file: Path) -> str:
    """The URI of a file."""
    path = file.as_posix()
    return "file://" + _quoted(path if path.startswith("/") else f"/{path}")


@lru_cache(maxsize=4096)
def child_uri(folder: str, path: str) -> str:
    """The URI of a file in a folder, which is written as its client writes it."""
    return f"{folder.rstrip('/')}/{_quoted(path)}"


def line_uri(uri: str, line: int) -> str:
    """A link to a line of a file, as editors understand it."""
    return f"{uri}#L{line}" if line > 0 else uri


def _quoted(path: str) -> str:
    # Names that are no text keep their bytes, as in `file_of`.
    return quote(os.fsencode(path), safe="/:@!$&*+,;=~")
