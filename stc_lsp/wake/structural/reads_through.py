"""Which environment variables a definition reads through what it calls and uses."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from stc_lsp.code.english import bulleted, code
from stc_lsp.code.values import CALLABLE, CONSTRUCTORS, ChunkKind, ReferenceKind
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.values import StoredChunk, StoredReference

_FOLLOWED = (ReferenceKind.CALL, ReferenceKind.DECORATOR, ReferenceKind.NAME)
_SET = re.compile(rb"[\"']?\s*\]\s*=(?!=)")
_SET_MEMBER = re.compile(rb"\s*=(?![=>])")
_FARTHEST = 3
"""Steps: what is called further away belongs to others."""
_MOST_REACHED = 80
_MOST_NAMES = 12


def read_through(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """What it reads through others, each with where; None if nothing is known to be read so."""
    reads = [use for use in inquiry.snapshot.environment_reads() if use.reference.name.isidentifier()]
    own = {use.reference.name for use in _within(stored, reads)}
    found: dict[str, tuple[StoredChunk, StoredReference]] = {}
    for each in _reached(inquiry, stored) if reads else ():
        for use in _within(each, reads):
            if use.reference.name not in own and not is_set_there(inquiry, use):
                found.setdefault(use.reference.name, (each, use))
    if not found:
        return None
    lines = [
        f"the environment variable {code(name)} at {inquiry.at(use)}, by {code(label(by))}"
        for name, (by, use) in found.items()
    ]
    uses = [use for _, use in found.values()]
    shown = bulleted(lines[:_MOST_NAMES], len(lines))
    text = f"Through what {code(label(stored))} calls or uses is read:\n{shown}"
    return Finding(text, tuple(inquiry.citer.of_uses(uses[:4])))


def _within(stored: StoredChunk, uses: Sequence[StoredReference]) -> list[StoredReference]:
    """Those of some uses that stand in a definition; what stands in a variable's value is its module's."""
    start, end = stored.chunk.start_byte, stored.chunk.end_byte
    return [use for use in uses if use.path == stored.path and start <= use.reference.start_byte < end]


def _reached(inquiry: Inquiry, stored: StoredChunk) -> list[StoredChunk]:
    """The functions and variables that it comes to, the nearest first, without what stands within it."""
    steps = {stored.id: 0}
    waiting = deque([stored])
    found: list[StoredChunk] = []
    while waiting and len(found) < _MOST_REACHED:
        current = waiting.popleft()
        if steps[current.id] == _FARTHEST:
            continue
        for use in inquiry.snapshot.references_in(current.id, _FOLLOWED):
            target = inquiry.graph.chunk(use.target_id)
            for each in _run(inquiry, target) if target is not None else ():
                if each.id not in steps:
                    steps[each.id] = steps[current.id] + 1
                    waiting.append(each)
                    found.append(each)
    start = f"{stored.chunk.qualname}."
    return [each for each in found if each.path != stored.path or not each.chunk.qualname.startswith(start)]


def _run(inquiry: Inquiry, target: StoredChunk) -> list[StoredChunk]:
    """What of a definition runs, or is read, where it is named: of a class its constructor."""
    if target.chunk.kind in (*CALLABLE, ChunkKind.VARIABLE):
        return [target]
    if target.chunk.kind is not ChunkKind.CLASS:
        return []
    return [each for each in inquiry.snapshot.children(target.id) if each.chunk.name in CONSTRUCTORS]


def is_set_there(inquiry: Inquiry, use: StoredReference) -> bool:
    """Whether the value is assigned there: `config["X"] = 1`, `process.env.X = 1`."""
    source = inquiry.present.text_as_indexed(use.path)
    return source is not None and assigns(source, use.reference.name, use.reference.start_byte)


def assigns(source: bytes, name: str, start: int) -> bool:
    """Whether the first mention of a name from there on is one to which something is assigned."""
    at = source.find(name.encode(), start)
    end = at + len(name.encode())
    is_member = source[at - 1 : at] == b"."
    return (_SET if not is_member else _SET_MEMBER).match(source, end, end + 40) is not None
