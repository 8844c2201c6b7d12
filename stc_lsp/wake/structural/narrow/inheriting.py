"""What a class inherits from, what it has by that, and whether something is there at all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.english import article, code, codes, count, joined, listed
from stc_lsp.code.identifiers import last_name
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.structural.heirs import is_enumeration, is_heir, way_up, with_base
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.narrow.meant import (
    classes,
    inherited_from,
    meanings,
    methods_of,
    own,
    with_member,
)
from stc_lsp.wake.structural.overrides import outside_said
from stc_lsp.wake.structural.unknown import unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.values import StoredChunk

_MOST_NAMES = 40
_ENUMS = frozenset({"enum", "enumeration"})
_MOST_CITED = 8
_ATTRIBUTES = re.compile(r"\b(?:member|attribute|field|propert)|^what do", re.IGNORECASE)
"""What asks for more than methods."""
_MOST_MEANINGS = 6


def inherits(inquiry: Inquiry, asked: NarrowAsked) -> Sequence[Finding | None]:
    """Whether a class inherits from another, which may be from outside."""
    one, other = asked.slots
    owners, goals = classes(inquiry, one), classes(inquiry, other)
    if not goals:
        having = [each for each in owners if _member(inquiry, each, other.last) is not None]
        if having:
            # "Does X implement Present" asks whether it has a method of that name.
            return [_has_member(inquiry, each, other.last) for each in having]
        return [_inherits(inquiry, each, other.last) for each in owners]
    # Of several that are called alike the one that it inherits from is meant.
    above = {each.id: _first_above(inquiry, each, goals) for each in owners}
    # "Is session a proxy" may mean no class `Proxy`.
    is_class = other.is_marked or not other.name.islower()
    asked_of = [each for each in owners if is_class or above[each.id] is not None]
    is_one = len(owners) == 1
    return [_is_heir(inquiry, each, above[each.id] or goals[0], is_one=is_one) for each in asked_of]


def _first_above(inquiry: Inquiry, owner: StoredChunk, goals: Sequence[StoredChunk]) -> StoredChunk | None:
    """The first of some classes that another inherits from."""
    return next((each for each in goals if way_up(inquiry, owner, each) is not None), None)


def _is_heir(inquiry: Inquiry, owner: StoredChunk, goal: StoredChunk, *, is_one: bool) -> Finding:
    """Whether a class inherits from another; of several classes of its name, which is told of."""
    found = is_heir(inquiry, owner, goal)
    if is_one:
        return found
    return replace(found, text=found.text.replace(code(label(owner)), inquiry.placed(owner), 1))


def _inherits(inquiry: Inquiry, owner: StoredChunk, name: str) -> Finding | None:
    """None where no class names a base like that: then the word may be none."""
    if name.lower() in _ENUMS:
        is_one = is_enumeration(inquiry, owner)
        told = f"{'Yes' if is_one else 'No'}: {inquiry.placed(owner)} {_as_declared(owner)}."
        return Finding(told, tuple(inquiry.cite(owner)), is_all=is_one)
    for each in (owner, *inquiry.family.ancestors(owner)):
        for written in each.chunk.bases:
            if last_name(written).lower() == name.lower():
                through = f", through {inquiry.placed(each)}" if each.id != owner.id else ""
                told = f"Yes: {inquiry.placed(owner)} names {code(written)} as a base{through}."
                return Finding(told, tuple(inquiry.cite(owner, each)))
    if not with_base(inquiry, name):
        return None
    told = f"No: neither {inquiry.placed(owner)} nor a base of it that is known here names {code(name)}."
    return _unless_outside(inquiry, owner, told, "may inherit from it there")


def _as_declared(owner: StoredChunk) -> str:
    """As in "inherits from `IntEnum`"."""
    bases = owner.chunk.bases
    if bases:
        return f"inherits from {codes(bases, _MOST_NAMES)}"
    return f"is declared as {article(owner.chunk.keyword)} {code(owner.chunk.keyword or 'class')}"


def _unless_outside(inquiry: Inquiry, owner: StoredChunk, told: str, may: str) -> Finding:
    """That a class has something not, with what else may be where its bases are not all known."""
    outside = outside_said(inquiry, owner, f", and {may}")
    return Finding(joined(told, outside), tuple(inquiry.cite(owner)), is_all=not outside)


def all_methods(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """The methods of a class, its own and those of each base that it does not override."""
    return [_all_methods(inquiry, each) for each in classes(inquiry, asked.slots[0])]


def _all_methods(inquiry: Inquiry, owner: StoredChunk) -> Finding:
    mine = methods_of(inquiry, owner)
    named = f": {codes(mine, _MOST_NAMES)}" if mine else ""
    told = [f"{inquiry.placed(owner)} has {count(len(mine), 'method')} of its own{named}."]
    seen = set(mine)
    bases = inquiry.family.ancestors(owner)
    for each in bases:
        names = [name for name in methods_of(inquiry, each) if name not in seen]
        seen.update(names)
        if names:
            source = f"From {inquiry.placed(each)} it inherits {len(names):,}"
            told.append(f"- {source}: {codes(names, _MOST_NAMES)}.")
    outside = outside_said(inquiry, owner, ": what, is not known")
    if outside:
        told.append(f"- {outside}")
    elif not bases:
        told.append("It inherits from nothing.")
    cited = inquiry.cite(owner, *bases[: _MOST_CITED - 1])
    return Finding("\n".join(told), tuple(cited), is_all=not outside)


def origin(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Which class a member of a class comes from."""
    if len(asked.slots) == 2:
        owners, name = classes(inquiry, asked.slots[0]), asked.slots[1].last
    else:
        owner, _, name = asked.slots[0].name.rpartition(".")
        owners = classes(inquiry, asked.slots[0]._replace(name=owner)) if owner else []
    found = with_member(inquiry, owners, name)
    return [_origin(inquiry, each, name) or _no_member(inquiry, each, name) for each in found]


def _origin(inquiry: Inquiry, owner: StoredChunk, name: str) -> Finding | None:
    """None if it has no such member that is known here."""
    mine, theirs = own(inquiry, owner, name), inherited_from(inquiry, owner, name)
    it = code(label(owner))
    if mine is not None:
        over = f"It overrides {inquiry.placed(theirs)}." if theirs is not None else ""
        text = joined(f"{it} defines {code(name)} itself: {inquiry.placed(mine)}.", over)
        return Finding(text, tuple(inquiry.cite(mine, *([theirs] if theirs else []))))
    if theirs is None:
        return None
    text = f"{it} inherits {code(name)} from {_owner_said(inquiry, theirs)}: {inquiry.placed(theirs)}."
    return Finding(text, tuple(inquiry.cite(theirs, owner)))


def _no_member(inquiry: Inquiry, owner: StoredChunk, name: str, lead: str = "Neither") -> Finding:
    it = f"{code(label(owner))} ({inquiry.place(owner)})"
    told = f"{lead} {it} nor a base of it that is known here defines {code(name)}."
    return _unless_outside(inquiry, owner, told, "may have it from there")


def _owner_said(inquiry: Inquiry, member: StoredChunk) -> str:
    owner = inquiry.family.owner(member)
    if owner is None and member.parent_id is not None:
        owner = inquiry.snapshot.chunk_by_id(member.parent_id)
    return code(label(owner)) if owner is not None else "a base"


def has_member(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Whether a class has a member of that name."""
    one, other = asked.slots
    owners = classes(inquiry, one)
    if not owners:
        one, other = other, one
        owners = classes(inquiry, one)
    name = other.last
    return [_has_member(inquiry, each, name) for each in with_member(inquiry, owners, name)]


def _has_member(inquiry: Inquiry, owner: StoredChunk, name: str) -> Finding:
    found = _origin(inquiry, owner, name)
    if found is None:
        return _no_member(inquiry, owner, name, "No: neither")
    return replace(found, text=f"Yes: {found.text}")


def _member(inquiry: Inquiry, owner: StoredChunk, name: str) -> StoredChunk | None:
    return own(inquiry, owner, name) or inherited_from(inquiry, owner, name)


def inherits_member(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Whether a class has a member by inheritance, and not of its own."""
    name = asked.slots[1].last
    told: list[Finding] = []
    for each in with_member(inquiry, classes(inquiry, asked.slots[0]), name):
        found = _origin(inquiry, each, name)
        if found is None:
            told.append(_no_member(inquiry, each, name, "No: neither"))
        else:
            lead = "Yes" if own(inquiry, each, name) is None else "No"
            told.append(replace(found, text=f"{lead}: {found.text}"))
    return told


def inherited_members(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """The methods that a class has from one of its bases as they are, and those that it overrides."""
    one, other = asked.slots
    told: list[Finding] = []
    for owner in classes(inquiry, one):
        bases_asked = classes(inquiry, other)
        above = _first_above(inquiry, owner, bases_asked)
        below = next((each for each in bases_asked if way_up(inquiry, each, owner) is not None), None)
        if above is not None:
            told.append(_inherited_members(inquiry, owner, above))
        elif below is not None:
            told.append(_inherited_members(inquiry, below, owner))
        elif bases_asked:
            told.append(is_heir(inquiry, owner, bases_asked[0]))
    return told


def _inherited_members(inquiry: Inquiry, owner: StoredChunk, base: StoredChunk) -> Finding:
    bases = inquiry.family.ancestors(base)
    # Nobody inherits a constructor that is called like its class.
    made_by = {each.chunk.name for each in (base, *bases)}
    its = [name for name in methods_of(inquiry, base) if name not in made_by]
    further = [name for each in bases for name in methods_of(inquiry, each) if name not in made_by]
    theirs = list(dict.fromkeys((*its, *further)))
    nearer = [each for each in way_up(inquiry, owner, base) or () if each.id != base.id]
    instead = {name: each for each in reversed(nearer) for name in methods_of(inquiry, each)}
    kept = [name for name in its if name not in instead]
    through = [name for name in theirs if name not in instead and name not in its]
    lead = f"{inquiry.placed(owner)} has {count(len(kept), 'method')} from {inquiry.placed(base)} as they are"
    told = [f"{lead}: {codes(kept, _MOST_NAMES)}." if kept else f"{lead}."]
    if through:
        told.append(f"Through it come {len(through):,} that it inherits: {codes(through, _MOST_NAMES)}.")
    own_ = [name for name in theirs if instead.get(name) is owner]
    between = [name for name in theirs if name in instead and instead[name] is not owner]
    if own_:
        told.append(f"It overrides {codes(own_, _MOST_NAMES)}.")
    told += [
        f"{codes([name], 1)} it has from {code(label(instead[name]))}, which overrides it."
        for name in between
    ]
    if _ATTRIBUTES.search(inquiry.question.text):
        kept = [name for name in _attributes(inquiry, base) if name not in _attributes(inquiry, owner)]
        told.append(f"Its attributes from there: {codes(kept, _MOST_NAMES)}." if kept else "")
    outside = outside_said(inquiry, base, ": what comes from there is not known", code(label(base)))
    cited = tuple(inquiry.cite(owner, base))
    return Finding(joined(*told, outside), cited, is_all=not outside)


def _attributes(inquiry: Inquiry, owner: StoredChunk) -> list[str]:
    children = inquiry.snapshot.children(owner.id)
    return [each.chunk.name for each in children if each.chunk.kind is ChunkKind.VARIABLE]


def exists(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Whether something of that name is defined here."""
    (slot,) = asked.slots
    found = [each for each in meanings(inquiry, slot) if each.chunk.kind is not ChunkKind.SECTION]
    if found:
        owner = slot.name.rpartition(".")[0]
        is_inherited = bool(owner) and not any(each.label.endswith(slot.name) for each in found)
        how = f"{code(owner)} inherits it," if is_inherited else "there is"
        text = f"Yes: {how} {listed([inquiry.placed(each) for each in found], _MOST_MEANINGS)}."
        return [Finding(text, tuple(inquiry.cite(*found[:_MOST_CITED])))]
    if not slot.is_marked and not asked.words:
        # "Is there a django class" asks for no class of that very name.
        return []
    nothing = unknown(inquiry, slot.name)
    return [replace(nothing, text=f"No: {nothing.text[:1].lower()}{nothing.text[1:]}")]
