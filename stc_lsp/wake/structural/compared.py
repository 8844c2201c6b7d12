"""How two things differ: what each is for, and which bases, methods and parameters both have or only one."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from stc_lsp.code.describe.undocumented import declared
from stc_lsp.code.english import code, codes, plural
from stc_lsp.code.values import CALLABLE, CALLEES, CONSTRUCTORS, ChunkKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.namesakes import with_namesakes
from stc_lsp.wake.structural.summaries import summary_said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.subjects import Subject

_MOST = 8
_MOST_COMPARED = 12


def compared(inquiry: Inquiry, one: Subject, other: Subject) -> Finding | None:
    """How two names differ: of several meanings those in one file, else the first; with the others named."""
    pairs = itertools.product(_may_mean(inquiry, one), _may_mean(inquiry, other))
    pair = min(pairs, key=lambda pair: _unlikeness(*pair))
    if any(each.chunk.kind is ChunkKind.VARIABLE for each in pair):
        # What they are bound to would have to be compared.
        return None
    found = _apart_from(inquiry, *pair)
    text = found.text
    for subject, chosen in zip((one, other), pair, strict=True):
        text = with_namesakes(inquiry, subject.name, chosen, text)
    return Finding(text, found.citations)


def _may_mean(inquiry: Inquiry, subject: Subject) -> list[StoredChunk]:
    """All that a name may mean, members of classes too, beside a class or function that is called just so."""
    every = [] if "." in subject.name else inquiry.snapshot.named(subject.name, _MOST_COMPARED)
    code_ = [each for each in every if kind_of(each.path) is FileKind.CODE and each.chunk.kind in CALLEES]
    found = {each.id: each for each in (*subject.chunks, *code_)}
    return list(found.values())[:_MOST_COMPARED]


def _unlikeness(one: StoredChunk, other: StoredChunk) -> tuple[bool, bool, bool]:
    """How unlike two things are: of one kind and one class, of one file, are what one would compare."""
    is_other_kind = (one.chunk.kind in CALLABLE) is not (other.chunk.kind in CALLABLE)
    owners = one.chunk.qualname.rpartition(".")[0], other.chunk.qualname.rpartition(".")[0]
    return is_other_kind, one.path != other.path, owners[0] != owners[1]


def _apart_from(inquiry: Inquiry, one: StoredChunk, other: StoredChunk) -> Finding:
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
