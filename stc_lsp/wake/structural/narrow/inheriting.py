"""Whether a class has a method of its own, which heirs have, and where an inherited one comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.english import code, codes, count, joined, listed
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.wake.structural.heirs import last_name, may_inherit, with_base
from stc_lsp.wake.structural.inquiry import Finding, label
from stc_lsp.wake.structural.narrow.meant import classes, inherited_from, meanings, own, with_member
from stc_lsp.wake.structural.overrides import bases_outside, unknown_said
from stc_lsp.wake.structural.unknown import unknown
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked, Slot
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry

_MOST_LINES = 25
_MOST_NAMES = 40
_MOST_CITED = 8


def overrides(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Whether a class overrides a method."""
    one, other = asked.slots
    return [_overrides(inquiry, each, _last(other)) for each in _owners(inquiry, one, other)]


def overridden_in(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """The same with the method named first."""
    other, one = asked.slots
    return [_overrides(inquiry, each, _last(other)) for each in _owners(inquiry, one, other)]


def _owners(inquiry: Inquiry, one: Slot, method: Slot) -> list[StoredChunk]:
    """The classes asked about; none where a plain word names no member that is known."""
    found = with_member(inquiry, classes(inquiry, one), _last(method))
    if method.is_marked or any(each.chunk.kind in CALLABLE for each in meanings(inquiry, method)):
        return found
    return []


def _last(slot: Slot) -> str:
    return slot.name.rpartition(".")[2]


def _overrides(inquiry: Inquiry, owner: StoredChunk, name: str) -> Finding:
    mine, theirs = own(inquiry, owner, name), inherited_from(inquiry, owner, name)
    outside = bases_outside(inquiry, owner)
    told, found = _whether(inquiry, owner, name, mine, theirs)
    if outside and theirs is None:
        whether = "it overrides one of that" if mine is not None else "that has one"
        told = joined(told, f"{_outside_said(inquiry, outside)}: whether {whether} is not known.")
        told = told.replace("No: ", "Not as far as is known: ", 1)
    is_all = theirs is not None if mine is not None else not outside
    return Finding(told, tuple(inquiry.cite(*found, owner)), is_all=is_all)


def _whether(
    inquiry: Inquiry, owner: StoredChunk, name: str, mine: StoredChunk | None, theirs: StoredChunk | None
) -> tuple[str, list[StoredChunk]]:
    it = code(label(owner))
    if mine is not None and theirs is not None:
        return f"Yes: {inquiry.placed(mine)} overrides {inquiry.placed(theirs)}.", [mine, theirs]
    if mine is not None:
        return f"No: {it} defines {inquiry.placed(mine)}, but no base that is known here has one.", [mine]
    if theirs is not None:
        return f"No: {it} does not define {code(name)} itself. It inherits {inquiry.placed(theirs)}.", [
            theirs
        ]
    return f"No: {it} has no {code(name)}, neither its own nor one inherited from a base known here.", []


def _outside_said(inquiry: Inquiry, outside: Sequence[str]) -> str:
    return f"It inherits from {unknown_said(inquiry, list(outside))}"


def overriders(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Which heirs of a class override a method."""
    return [_heirs_of(inquiry, *each, do=True) for each in _of_classes(inquiry, asked)]


def not_overriders(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Which heirs of a class have no method of their own by that name."""
    return [_heirs_of(inquiry, *each, do=False) for each in _of_classes(inquiry, asked)]


def _of_classes(inquiry: Inquiry, asked: NarrowAsked) -> list[tuple[StoredChunk, str]]:
    """The classes with the method of theirs that is asked about."""
    if len(asked.slots) == 2:
        one, other = asked.slots
        return [(each, _last(other)) for each in _owners(inquiry, one, other)]
    methods = [each for each in meanings(inquiry, asked.slots[0]) if each.chunk.kind in CALLABLE]
    first = [each for each in methods if not inquiry.family.overridden(each)]
    owners = [inquiry.family.owner(each) for each in (first or methods)]
    return [(owner, _last(asked.slots[0])) for owner in owners if owner is not None][:2]


def _heirs_of(inquiry: Inquiry, owner: StoredChunk, name: str, *, do: bool) -> Finding:
    it = code(label(owner))
    if own(inquiry, owner, name) is None and inherited_from(inquiry, owner, name) is None:
        nothing = unknown(inquiry, f"{label(owner)}.{name}")
        outside = bases_outside(inquiry, owner)
        said = joined(nothing.text, f"{_outside_said(inquiry, outside)}." if outside else "")
        return Finding(said, (*nothing.citations, *inquiry.cite(owner)), is_all=False)
    heirs = [*inquiry.family.heirs(owner), *inquiry.family.fits(owner)]
    if not heirs:
        return Finding(f"Nothing in this workspace inherits from {it}.", tuple(inquiry.cite(owner)))
    pairs = [(each, own(inquiry, each, name)) for each in heirs]
    having = [(each, mine) for each, mine in pairs if mine is not None]
    lacking = [each for each, mine in pairs if mine is None]
    total = f"Of the {count(len(heirs), 'class')} that inherit from {it}, directly or not,"
    yes = f"{len(having):,} {'has' if len(having) == 1 else 'have'} {code(name)} of their own"
    no = f"{len(lacking):,} {'does' if len(lacking) == 1 else 'do'} not override {code(name)}"
    unsure = may_inherit(inquiry, owner)
    if do:
        shown = [inquiry.placed(mine) for _, mine in _code_first(having)]
        others = f"The other {len(lacking):,} do not." if lacking else "So all of them do."
        text = f"{total} {yes}{_lines(shown)}\n\n{others}"
        cited = [mine for _, mine in _code_first(having)]
    else:
        bare = sorted(lacking, key=lambda each: is_test_path(each.path))
        others = f"The other {yes}." if having else ""
        text = paragraphs(f"{total} {no}{_lines([_taken(inquiry, each, name) for each in bare])}", others)
        cited = bare
    citations = (*inquiry.cite(*cited[:_MOST_CITED]), *inquiry.cite(owner))
    return Finding(paragraphs(text, unsure), citations, is_all=not unsure)


def _taken(inquiry: Inquiry, owner: StoredChunk, name: str) -> str:
    theirs = inherited_from(inquiry, owner, name)
    source = f", which takes it from {code(label(theirs))}" if theirs is not None else ""
    return f"{inquiry.placed(owner)}{source}"


def _code_first(
    pairs: Sequence[tuple[StoredChunk, StoredChunk]],
) -> list[tuple[StoredChunk, StoredChunk]]:
    return sorted(pairs, key=lambda each: is_test_path(each[0].path))


def _lines(shown: Sequence[str]) -> str:
    if not shown:
        return "."
    rest = len(shown) - _MOST_LINES
    more = [f"- and {rest:,} more"] if rest > 0 else []
    return ":\n" + "\n".join([*(f"- {each}" for each in shown[:_MOST_LINES]), *more])


def inherits(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Whether a class inherits from another, which may be from outside."""
    one, other = asked.slots
    owners, goals = classes(inquiry, one), classes(inquiry, other)
    if goals:
        # Between classes that are both defined here the exact family tells it.
        return []
    return [found for each in owners if (found := _inherits(inquiry, each, _last(other)))]


def _inherits(inquiry: Inquiry, owner: StoredChunk, name: str) -> Finding | None:
    """None where no class names a base like that: then the word may be none."""
    known = {last_name(each.chunk.name): each for each in (owner, *inquiry.family.ancestors(owner))}
    for each in known.values():
        for written in each.chunk.bases:
            if last_name(written).lower() == name.lower():
                through = f", through {inquiry.placed(each)}" if each.id != owner.id else ""
                told = f"Yes: {inquiry.placed(owner)} names {code(written)} as a base{through}."
                return Finding(told, tuple(inquiry.cite(owner, each)))
    if not with_base(inquiry, name):
        return None
    told = f"No: neither {inquiry.placed(owner)} nor a base of it that is known here names {code(name)}."
    outside = bases_outside(inquiry, owner)
    if outside:
        told = joined(told, f"{_outside_said(inquiry, outside)}, and may inherit from it there.")
    return Finding(told, tuple(inquiry.cite(owner)), is_all=not outside)


def all_methods(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """The methods of a class, its own and those of each base that it does not override."""
    return [_all_methods(inquiry, each) for each in classes(inquiry, asked.slots[0])]


def _all_methods(inquiry: Inquiry, owner: StoredChunk) -> Finding:
    seen: set[str] = set()
    told: list[str] = []
    bases = inquiry.family.ancestors(owner)
    for each in (owner, *bases):
        names = [name for name in inquiry.family.methods(each) if name not in seen]
        seen.update(names)
        if each is owner:
            own_ones = f": {codes(names, _MOST_NAMES)}" if names else ""
            told.append(f"{inquiry.placed(owner)} has {count(len(names), 'method')} of its own{own_ones}.")
        elif names:
            told.append(
                f"- From {inquiry.placed(each)} it inherits {len(names):,}: {codes(names, _MOST_NAMES)}."
            )
    outside = bases_outside(inquiry, owner)
    if not bases and not outside:
        told.append("It inherits from nothing.")
    if outside:
        told.append(f"- It inherits from {unknown_said(inquiry, outside)}: what, is not known.")
    text = "\n\n".join(["\n".join(told)])
    return Finding(text, tuple(inquiry.cite(owner, *bases[: _MOST_CITED - 1])), is_all=not outside)


def origin(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Which class a member of a class comes from."""
    if len(asked.slots) == 2:
        owners, name = classes(inquiry, asked.slots[0]), _last(asked.slots[1])
    else:
        owner, _, name = asked.slots[0].name.rpartition(".")
        slot = asked.slots[0]._replace(name=owner)
        owners = classes(inquiry, slot) if owner else []
    return [_origin(inquiry, each, name) for each in with_member(inquiry, owners, name)]


def _origin(inquiry: Inquiry, owner: StoredChunk, name: str) -> Finding:
    mine, theirs = own(inquiry, owner, name), inherited_from(inquiry, owner, name)
    outside = bases_outside(inquiry, owner)
    it = code(label(owner))
    if mine is not None:
        over = f" It overrides {inquiry.placed(theirs)}." if theirs is not None else ""
        text = f"{it} defines {code(name)} itself: {inquiry.placed(mine)}.{over}"
        return Finding(text, tuple(inquiry.cite(mine, *([theirs] if theirs else []))))
    if theirs is not None:
        text = f"{it} inherits {code(name)} from {_base_said(inquiry, theirs)}: {inquiry.placed(theirs)}."
        return Finding(text, tuple(inquiry.cite(theirs, owner)))
    text = f"Neither {it} ({inquiry.place(owner)}) nor a base of it that is known here defines {code(name)}."
    if outside:
        text = joined(text, f"{_outside_said(inquiry, outside)}, and may have it from there.")
    return Finding(text, tuple(inquiry.cite(owner)), is_all=not outside)


def _base_said(inquiry: Inquiry, member: StoredChunk) -> str:
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
    owners = with_member(inquiry, owners, _last(other))
    found = [_origin(inquiry, each, _last(other)) for each in owners]
    return [
        Finding(
            f"No: {_small(each.text)}" if each.text.startswith("Neither") else f"Yes: {each.text}",
            each.citations,
            each.is_all,
        )
        for each in found
    ]


def exists(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Whether something of that name is defined here."""
    (slot,) = asked.slots
    found = [each for each in meanings(inquiry, slot) if each.chunk.kind is not ChunkKind.SECTION]
    if not found:
        if not slot.is_marked and not asked.words:
            # "Is there a django class" asks for no class of that very name.
            return []
        nothing = unknown(inquiry, slot.name)
        return [Finding(f"No: {_small(nothing.text)}", nothing.citations, nothing.is_all)]
    shown = [inquiry.placed(each) for each in found]
    owner = slot.name.rpartition(".")[0]
    is_inherited = bool(owner) and not any(each.label.endswith(slot.name) for each in found)
    how = f"{code(owner)} inherits it" if is_inherited else "there is"
    text = f"Yes: {how}, {listed(shown, 6)}." if is_inherited else f"Yes: {how} {listed(shown, 6)}."
    return [Finding(paragraphs(text), tuple(inquiry.cite(*found[:_MOST_CITED])))]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
