"""A workspace from one string, so that a test shows the whole repository it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_MARKER = re.compile(r"^# --- (?P<path>\S+)[ \t]*$", re.MULTILINE)


def split_files(text: str) -> dict[str, str]:
    """The files of a text in which each one follows a line `# --- relative/path`."""
    markers = list(_MARKER.finditer(text))
    if text[: markers[0].start() if markers else None].strip():
        raise ValueError("the text before the first `# --- path` marker belongs to no file")
    ends = [marker.start() for marker in markers[1:]] + [len(text)]
    return {marker["path"]: text[marker.end() + 1 : end] for marker, end in zip(markers, ends, strict=True)}


def write_files(root: Path, text: str) -> Path:
    """Write the files of `text` below `root`, over what is there; return `root`."""
    for path, content in split_files(text).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8", newline="\n")
    return root


def make_workspace(tmp_path: Path, text: str) -> Path:
    """Write the files of `text` into the new folder `tmp_path / "workspace"` and return that folder."""
    root = tmp_path / "workspace"
    root.mkdir(exist_ok=True)
    return write_files(root, text)
