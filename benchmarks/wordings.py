"""How people may ask what is stored, and what lies next to it: the tables of `verified_hits.py`.

`wordings_data/tuned.txt` has what the tables in `stc_lsp/code/asking` were tuned on first, the others what
was written apart and is known by now. When the code has been mended by what a file showed, its rows are no
longer held out, and others must be written.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATA = Path(__file__).parent / "wordings_data"
SETS = {
    "tuned": "tuned.txt",
    "held out": "held_out.txt",
    "freer": "freer.txt",
    "held out later": "held_out_later.txt",
    "own batches": "own.txt",
    "held out fourth": "held_out_fourth.txt",
    "held out fifth": "held_out_fifth.txt",
}
"""Each set of wordings, and its file."""
_MISS = re.compile(r"(?P<how>[^:]+): (?P<text>.+?)(?: \((?P<asks>\w+)\))?")


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


def _joined(sets: Sequence[dict[str, tuple[str, ...]]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The rows of all files. Raises ValueError when a wording stands in two: it would not be held out."""
    joined = {name: tuple(rows[name] for rows in sets) for name in sets[0]}
    for name, row in joined.items():
        # A set may say a thing in two cases; that is no wording of another set.
        known = [plain for wordings in row for plain in {_plain(each) for each in wordings}]
        twice = [plain for plain, times in Counter(known).items() if times > 1]
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


_PARAPHRASES, _MISSES = zip(*map(_tables, SETS.values()), strict=True)

PARAPHRASES = {tuple(name.split()): row for name, row in _joined(_PARAPHRASES).items()}
"""By intent and kind of chunk: the wordings of each set."""
MISSES = {
    name: tuple(tuple(map(_miss, wordings)) for wordings in row) for name, row in _joined(_MISSES).items()
}
"""By the intent of the stored question: those of each set."""
