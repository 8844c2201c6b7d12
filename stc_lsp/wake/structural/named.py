"""What is known of something that a question names: what it is for, how it is reached, and what it calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import code
from stc_lsp.code.values import CALLABLE, ChunkKind, ReferenceKind
from stc_lsp.wake.structural.calls import Calls
from stc_lsp.wake.structural.inquiry import Inquiry, label
from stc_lsp.wake.structural.summaries import summary_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.values import Citation

_MOST_STEPS = 12
_MOST_WAY = 4
_LEAST_SHARE = 0.4
"""Of what the best of the places has of the question's words, by their rarity."""


def of_named(inquiry: Inquiry, stored: StoredChunk) -> tuple[str, list[Citation]]:
    """What something that the question names is for, and what it does, call by call."""
    text = named_said(inquiry, stored)
    citations = inquiry.cite(stored)
    if stored.chunk.kind in CALLABLE:
        way = [step.chunk for step in reversed(Calls(inquiry.snapshot, ()).way_to(stored, _MOST_WAY))]
        if way:
            through = " → ".join(map(inquiry.placed, way))
            text = f"{text}\n\nIt is reached through {through}."
            citations += inquiry.cite(*way)
        steps, lines = _steps(inquiry, stored)
        if steps:
            text = f"{text}\n\nStep by step it calls:\n" + "\n".join(steps)
            citations += lines
    elif stored.chunk.kind is ChunkKind.CLASS:
        members = [each for each in inquiry.snapshot.children(stored.id) if each.chunk.kind in CALLABLE]
        public = [each for each in members if each.chunk.name[:1] != "_"]
        if len(public) > _MOST_STEPS:
            # Of many those are told that the question is about.
            public = _worth_listing(inquiry, public)[: _MOST_STEPS // 2]
        shown = [f"- {inquiry.placed(each)}: {summary_said(inquiry, each)}" for each in public[:_MOST_STEPS]]
        if shown:
            text = f"{text}\n\nIts methods:\n" + "\n".join(shown)
    return text, citations


def named_said(inquiry: Inquiry, stored: StoredChunk) -> str:
    """Where it stands and what it is for."""
    summary = summary_said(inquiry, stored)
    return inquiry.placed(stored, summary) + ("" if summary else ".")


def _steps(inquiry: Inquiry, stored: StoredChunk) -> tuple[list[str], list[Citation]]:
    """The calls of a function in the order of its lines, each callee with what it is for."""
    steps: list[str] = []
    cited: list[Citation] = []
    seen: set[int] = set()
    calls = (ReferenceKind.CALL,)
    for use in inquiry.snapshot.references_in(stored.id, calls):
        target = inquiry.graph.chunk(use.target_id)
        if target is None or target.id in seen or target.id == stored.id:
            continue
        seen.add(target.id)
        if len(steps) < _MOST_STEPS:
            summary = summary_said(inquiry, target)
            about = f": {summary}" if summary else ""
            steps.append(f"{len(steps) + 1}. {code(label(target))} at {inquiry.at(use)}{about}")
            cited += inquiry.cite(target)
    return steps, cited


def _worth_listing(inquiry: Inquiry, places: Sequence[StoredChunk]) -> list[StoredChunk]:
    """Those that have more of a question than a word that many things have, in their order."""
    shares = dict.fromkeys((each.id for each in places), 0.0)
    counts = dict.fromkeys(shares, 0)
    words = inquiry.snapshot.words_found(inquiry.question.text, shares)
    for word, ids in words.items():
        for id_ in ids:
            shares[id_] += inquiry.snapshot.rarity(word)
            counts[id_] += 1
    # A question of one word asks for whatever has that.
    least = min(2, len(words))
    best = max(shares.values(), default=0.0)
    kept = [each for each in places if counts[each.id] >= least and shares[each.id] >= _LEAST_SHARE * best]
    return kept or list(places[:1])


def place_said(inquiry: Inquiry, stored: StoredChunk) -> str:
    """One place in a line: its name, where it stands, and what it is for."""
    summary = summary_said(inquiry, stored)
    if stored.chunk.qualname:
        return inquiry.placed(stored, summary)
    return inquiry.place(stored) + (f": {summary}" if summary else "")
