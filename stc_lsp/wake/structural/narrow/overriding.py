"""Whether a class overrides a method, and which of its heirs do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import agreeing, bulleted, code, count, joined, plural
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE
from stc_lsp.wake.structural.family import CONTRACTS
from stc_lsp.wake.structural.heirs import followed, may_inherit
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.narrow.meant import classes, inherited_from, meanings, own, with_member
from stc_lsp.wake.structural.overrides import outside_said
from stc_lsp.wake.structural.unknown import unknown
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from stc_lsp.code.asking.narrow import NarrowAsked, Slot
    from stc_lsp.memory.values import StoredChunk

_MOST_LINES = 25
_MOST_CITED = 8


def overrides(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Whether a class overrides a method."""
    one, other = asked.slots
    return [_overrides(inquiry, each, other.last) for each in _owners(inquiry, one, other)]


def overridden_in(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """The same with the method named first."""
    return overrides(inquiry, asked._replace(slots=asked.slots[::-1]))


def _owners(inquiry: Inquiry, one: Slot, method: Slot) -> list[StoredChunk]:
    """The classes asked about; none where a plain word names no method that is known."""
    if method.is_marked or any(each.chunk.kind in CALLABLE for each in meanings(inquiry, method)):
        return with_member(inquiry, classes(inquiry, one), method.last)
    return []


def _overrides(inquiry: Inquiry, owner: StoredChunk, name: str) -> Finding:
    it = code(label(owner))
    mine, theirs = own(inquiry, owner, name), inherited_from(inquiry, owner, name)
    found = [each for each in (mine, theirs) if each is not None]
    if mine is not None and theirs is not None:
        told = f"Yes: {inquiry.placed(mine)} overrides {inquiry.placed(theirs)}."
        return Finding(told, tuple(inquiry.cite(*found, owner)))
    if theirs is not None:
        told = f"No: {it} does not define {code(name)} itself. It inherits {inquiry.placed(theirs)}."
        return Finding(told, tuple(inquiry.cite(*found, owner)), is_all=not outside_said(inquiry, owner))
    if mine is not None:
        told = f"{it} defines {inquiry.placed(mine)}, but no base that is known here has one."
        unsure = "whether it overrides one of that is not known"
    else:
        told = f"{it} has no {code(name)}, neither its own nor one inherited from a base known here."
        unsure = "whether that has one is not known"
    outside = outside_said(inquiry, owner, f": {unsure}")
    lead = "Not as far as is known" if outside else "No"
    # Of a method of its own it is not known either whether `object` or its like has one.
    return Finding(
        joined(f"{lead}: {told}", outside),
        tuple(inquiry.cite(*found, owner)),
        is_all=mine is None and not outside,
    )


def overriders(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Which heirs of a class override a method."""
    owners = _of_classes(inquiry, asked)
    if len(asked.slots) == 1:
        # Of several classes that have such a method those are meant of which something overrides it.
        owners = [each for each in owners if _is_overridden(inquiry, *each)] or owners
    return [_heirs_of(inquiry, *each, do=True) for each in owners]


def _is_overridden(inquiry: Inquiry, owner: StoredChunk, name: str) -> bool:
    mine = own(inquiry, owner, name)
    return mine is not None and bool(inquiry.family.overriding(mine))


def not_overriders(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Which heirs of a class have no method of their own by that name."""
    return [_heirs_of(inquiry, *each, do=False) for each in _of_classes(inquiry, asked)]


def _of_classes(inquiry: Inquiry, asked: NarrowAsked) -> list[tuple[StoredChunk, str]]:
    """The classes with the method of theirs that is asked about."""
    if len(asked.slots) == 2:
        one, other = asked.slots
        return [(each, other.last) for each in _owners(inquiry, one, other)]
    methods = [each for each in meanings(inquiry, asked.slots[0]) if each.chunk.kind in CALLABLE]
    first = [each for each in methods if not inquiry.family.overridden(each)]
    owners = [inquiry.family.owner(each) for each in (first or methods)]
    return [(owner, asked.slots[0].last) for owner in owners if owner is not None][:2]


def _heirs_of(inquiry: Inquiry, owner: StoredChunk, name: str, *, do: bool) -> Finding:
    """Those that override a method, or those that do not, and how many are left."""
    if own(inquiry, owner, name) is None and inherited_from(inquiry, owner, name) is None:
        return _no_such_method(inquiry, owner, name)
    it = code(label(owner))
    heirs = sorted(inquiry.family.followers(owner), key=lambda each: is_test_path(each.path))
    if not heirs:
        return Finding(f"Nothing in this workspace inherits from {it}.", tuple(inquiry.cite(owner)))
    theirs = own(inquiry, owner, name)
    pairs = [
        (each, inquiry.family.counterpart(each, theirs) if theirs is not None else own(inquiry, each, name))
        for each in heirs
    ]
    having = [mine for _, mine in pairs if mine is not None]
    lacking = [each for each, mine in pairs if mine is None]
    verb, noun = followed(owner)
    verb = "~implement" if owner.chunk.keyword in CONTRACTS else verb
    total = f"Of the {count(len(heirs), noun)} that {agreeing(verb, len(heirs))} {it}, directly or not,"
    whose = "its" if len(having) == 1 else "their"
    yes = f"{len(having):,} {plural('has', len(having))} {code(name)} of {whose} own"
    no = f"{len(lacking):,} {plural('does', len(lacking))} not override {code(name)}"
    if do:
        rest = f"The other {len(lacking):,} {plural('does', len(lacking))} not."
        others = (rest if lacking else "So all of them do.") if having and len(heirs) > 1 else ""
        shown, about = having, [inquiry.placed(each) for each in having[:_MOST_LINES]]
    else:
        others = f"The other {yes}." if having else ""
        shown, about = lacking, [_taken(inquiry, each, name) for each in lacking[:_MOST_LINES]]
    lead = f"{total} {yes if do else no}"
    text = f"{lead}:\n{bulleted(about, len(shown))}" if shown else f"{lead}."
    unsure = may_inherit(inquiry, owner)
    citations = (*inquiry.cite(*shown[:_MOST_CITED]), *inquiry.cite(owner))
    return Finding(paragraphs(text, others, unsure), citations, is_all=not unsure)


def _no_such_method(inquiry: Inquiry, owner: StoredChunk, name: str) -> Finding:
    nothing = unknown(inquiry, f"{label(owner)}.{name}")
    text = joined(nothing.text, outside_said(inquiry, owner))
    return Finding(text, (*nothing.citations, *inquiry.cite(owner)), is_all=False)


def _taken(inquiry: Inquiry, owner: StoredChunk, name: str) -> str:
    theirs = inherited_from(inquiry, owner, name)
    source = f", which takes it from {code(label(theirs))}" if theirs is not None else ""
    return f"{inquiry.placed(owner)}{source}"
