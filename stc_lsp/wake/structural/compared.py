"""How two things differ: what each is for, and which bases, methods and parameters both have or only one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.describe.undocumented import declared
from stc_lsp.code.english import code, codes, plural
from stc_lsp.code.values import CALLABLE, CONSTRUCTORS, ChunkKind
from stc_lsp.wake.structural.inquiry import Finding, label
from stc_lsp.wake.structural.summaries import summary_said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry

_MOST = 8


def compared(inquiry: Inquiry, one: StoredChunk, other: StoredChunk) -> Finding:
    """What tells two things apart, and what they have in common."""
    told = [f"- {inquiry.placed(each, summary_said(inquiry, each))}" for each in (one, other)]
    apart = [
        *_related(inquiry, one, other),
        *_apart(one, other, "method", _members(inquiry, one), _members(inquiry, other)),
        *_apart(one, other, "parameter", _parameters(inquiry, one), _parameters(inquiry, other)),
    ]
    if one.path == other.path:
        apart.append(f"Both are in {code(one.path)}.")
    text = "\n".join(told) + ("\n\n" + "\n".join(f"- {each}" for each in apart) if apart else "")
    return Finding(text, tuple(inquiry.cite(one, other)))


def _apart(
    one: StoredChunk, other: StoredChunk, word: str, first: Sequence[str], second: Sequence[str]
) -> Iterator[str]:
    both = [each for each in first if each in second]
    if both:
        yield f"Both have the {plural(word, len(both))} {codes(both, _MOST)}."
    for owner, own, others in ((one, first, second), (other, second, first)):
        alone = [each for each in own if each not in others]
        if alone:
            yield f"Only {code(label(owner))} has the {plural(word, len(alone))} {codes(alone, _MOST)}."


def _related(inquiry: Inquiry, one: StoredChunk, other: StoredChunk) -> Iterator[str]:
    """That one is made from the other, or which bases they have."""
    for heir, base in ((one, other), (other, one)):
        if base.id in {each.id for each in inquiry.family.ancestors(heir)}:
            yield f"{code(label(heir))} extends {code(label(base))}."
            return
    first, second = (
        [name for name, _ in inquiry.family.bases(each) if name != "object"] for each in (one, other)
    )
    yield from _apart(one, other, "base", first, second)


def _members(inquiry: Inquiry, stored: StoredChunk) -> list[str]:
    """The public methods that a class defines itself, each once."""
    if stored.chunk.kind is not ChunkKind.CLASS:
        return []
    found = (each.chunk.name for each in inquiry.snapshot.children(stored.id) if each.chunk.kind in CALLABLE)
    return list(dict.fromkeys(name for name in found if not name.startswith("_")))


def _parameters(inquiry: Inquiry, stored: StoredChunk) -> list[str]:
    """Of a function, or of what makes an object of a class."""
    made_by = stored
    if stored.chunk.kind is ChunkKind.CLASS:
        made = [each for each in inquiry.snapshot.children(stored.id) if each.chunk.name in CONSTRUCTORS]
        made_by = min(made, key=lambda each: CONSTRUCTORS.index(each.chunk.name), default=stored)
    return declared(made_by.chunk.parameters)
