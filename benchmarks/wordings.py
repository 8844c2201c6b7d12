"""How people may ask what is stored, and what lies next to it: the tables of `verified_hits.py`.

`wordings_data/tuned.txt` has what the tables in `stc_lsp/code` (`asking_table.py`, `asking_roles.py`,
`cues.py`, `wording.py`) were tuned on, `held_out.txt` what was written apart. When the code has been mended
by what the latter showed, its rows belong into the former, and others must be written.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

_DATA = Path(__file__).parent / "wordings_data"
_MISS = re.compile(r"(?P<how>[^:]+): (?P<text>.+?)(?: \((?P<asks>\w+)\))?")


class Row(NamedTuple):
    """The wordings of one kind of stored question."""

    tuned: tuple[str, ...]
    held_out: tuple[str, ...]


class Miss(NamedTuple):
    """A question that is near to a stored one and is another one."""

    how: str
    """Opposite, other intent, other number, condition."""
    text: str
    asks: str = ""
    """The intent that is really asked; "" if nothing stored answers it."""


def _tables(file: str) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Paraphrases and near misses of one file: name of the row, then its wordings."""
    _, paraphrases, misses = re.split(r"(?m)^# .*\n", (_DATA / file).read_text(encoding="utf-8"))
    return _rows(paraphrases), _rows(misses)


def _rows(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for block in re.split(r"\n(?=\S)", text.strip()):
        name, _, rest = block.partition("\n")
        found[name] = tuple(" ".join(rest.split()).split(" | "))
    return found


def _joined(tuned: dict[str, tuple[str, ...]], apart: dict[str, tuple[str, ...]]) -> dict[str, Row]:
    """The rows of both files. Raises ValueError when a wording stands in both: it would not be held out."""
    joined = {name: Row(tuned[name], apart[name]) for name in tuned}
    for name, row in joined.items():
        known = {_plain(wording) for wording in row.tuned}
        twice = [wording for wording in row.held_out if _plain(wording) in known]
        if twice:
            raise ValueError(f"not held out, in the row {name}: {twice}")
    return joined


def _plain(wording: str) -> str:
    return wording.lower().strip("?")


def _miss(text: str) -> Miss:
    found = _MISS.fullmatch(text)
    if found is None:
        raise ValueError(f"no near miss: {text}")
    return Miss(found["how"], found["text"], found["asks"] or "")


_TUNED, _HELD_OUT = _tables("tuned.txt"), _tables("held_out.txt")

PARAPHRASES = {tuple(name.split()): row for name, row in _joined(_TUNED[0], _HELD_OUT[0]).items()}
"""By intent and kind of chunk."""
MISSES = {
    name: (tuple(map(_miss, row.tuned)), tuple(map(_miss, row.held_out)))
    for name, row in _joined(_TUNED[1], _HELD_OUT[1]).items()
}
"""By the intent of the stored question: tuned, and held out."""
