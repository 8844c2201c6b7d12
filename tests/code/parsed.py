"""The example files in `parsed/`: a source, a line `=== says`, and what the parser is to say of it.

To write down anew what it says: STC_UPDATE_PARSED=1 pytest tests/code/test_parsing.py, then read the diff.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent / "parsed"
_SAYS = "\n=== says\n"

LANGUAGES = sorted(path.stem for path in _FOLDER.glob("*.txt"))


def source_of(language: str) -> bytes:
    """The example's source."""
    return f"{_read(language)[0]}\n".encode()


def expected_of(language: str) -> str:
    """What the parser is to say of it."""
    return _read(language)[1]


def write_down(language: str, says: str) -> None:
    """Replace what is expected."""
    (_FOLDER / f"{language}.txt").write_text(f"{_read(language)[0]}{_SAYS}{says}", "utf-8")


def _read(language: str) -> tuple[str, str]:
    source, _, says = (_FOLDER / f"{language}.txt").read_text("utf-8").partition(_SAYS)
    return source, says
