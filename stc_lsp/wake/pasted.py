"""Code of this repository that somebody pasted into a question: it is asked about where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.question import read_question
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.values import is_synthetic
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.rank.retrieve import retrieve
from stc_lsp.wake.values import AskContext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.wake.hover.freshness import Present

_CODE = re.compile(r"[(){}\[\];=]|:$|^(?:return|raise|throw|import|from|def|class|func|fn|if|for|while)\b")
_HERE = re.compile(r"\b(?:this|it)\b", re.IGNORECASE)
_FENCE = "```"
_LEAST_LINES = 2
_LEAST_SHARE = 0.8
"""Of the pasted lines, that must stand in one place: a letter may be lost at either end."""
_LOOKED_FOR, _LOOKED_AT = 20, 40
"""Lines whose words are searched for, and definitions in which they are looked for."""


def pasted(text: str, present: Present) -> tuple[str, AskContext] | None:
    """What is asked of pasted code, and where it stands; None if none was pasted, or none of here."""
    stripped = (line.strip() for line in text.splitlines())
    lines = [line for line in stripped if line and not line.startswith(_FENCE)]
    code = [line for line in lines if _CODE.search(line)]
    if len(lines) < _LEAST_LINES or len(code) < _LEAST_LINES:
        return None
    context = _where(code, present)
    if context is None:
        return None
    prose = " ".join(line for line in lines if line not in code)
    return (prose if _HERE.search(prose) else "What does this function do?"), context


def _where(code: Sequence[str], present: Present) -> AskContext | None:
    """The first pasted line of the definition that has the most of them, of several the shortest."""
    ranking = retrieve(read_question(" ".join(code[:_LOOKED_FOR])), present.snapshot)
    best: tuple[int, int, AskContext] | None = None
    for place in ranking.places[:_LOOKED_AT]:
        stored = place.chunk
        if is_synthetic(stored.path) or stored.chunk.kind is ChunkKind.SECTION:
            continue
        first, last = stored.chunk.start_line, stored.chunk.end_line
        own = lines_of(present.text(stored.path) or b"")[first - 1 : last]
        rows = {row.strip(): number for number, row in reversed(list(enumerate(own, first)))}
        found = [rows[line] for line in code if line in rows]
        if len(found) < max(_LEAST_LINES, _LEAST_SHARE * len(code)):
            continue
        rated = (len(found), -len(own), AskContext(stored.path, found[0]))
        best = rated if best is None or rated[:2] > best[:2] else best
    return best[2] if best is not None else None
