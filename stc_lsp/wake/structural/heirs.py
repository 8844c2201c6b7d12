"""What implements, inherits from or overrides something, and what it inherits from itself."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from stc_lsp.code.asking.cues import asks_of_overriding
from stc_lsp.code.english import agreeing, bulleted, code, codes, count, joined, listed, plural
from stc_lsp.code.identifiers import last_name
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, ChunkKind, ReferenceKind
from stc_lsp.wake.rank.kinds import kind_of
from stc_lsp.wake.structural.family import CONTRACTS, Family, is_mixin
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.overrides import outside_said, overrides_of
from stc_lsp.wake.structural.users import ORDER, in_files, said_of, users_of
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from stc_lsp.memory.values import StoredChunk

_MOST_LINES = 12
_MOST_CITED = 8
_IN_ONE_SENTENCE = 3
_STRUCTURAL = frozenset({"typescript", "tsx"})
"""Languages in which an interface is implemented by whatever has its members."""
_EMBEDS = re.compile(r"\bembed", re.IGNORECASE)
NOT_OVERRIDDEN = "Nothing in this workspace overrides it."
"""Said of a method beside what it overrides."""
_ENUMERATIONS = frozenset("Enum Flag IntEnum IntFlag StrEnum ReprEnum TextChoices IntegerChoices".split())
_FOR = re.compile(rb"(?:<[^{;]*?>)?\s+for\s+(?P<type>[^{;]+?)\s*(?:\bwhere\b|\{)")
_EXTENSION = re.compile(rb"\bextension\s+(?P<type>[\w.]+)[^{}]*$")
_READ = 300
"""Bytes after the name of a trait that are looked at; in Swift before that of a protocol."""
_MOST_OTHERS = 6


def heirs(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """What inherits from a class or implements it; what overrides a method, and what that overrides."""
    if stored.language != "go" and _EMBEDS.search(inquiry.question.text):
        # Elsewhere what embeds something does not inherit from it.
        return None
    if stored.chunk.kind in CALLABLE:
        return _overrides(inquiry, stored)
    if stored.chunk.kind is ChunkKind.VARIABLE:
        # `const EventEmitter = require("events")`: a class from outside by its name here.
        return heirs_outside(inquiry, stored.chunk.name)
    if stored.chunk.kind is not ChunkKind.CLASS:
        return None
    if asks_of_overriding(inquiry.question.text):
        return overrides_of(inquiry, stored)
    return _of_class(inquiry, stored)


def _of_class(inquiry: Inquiry, stored: StoredChunk) -> Finding:
    """What inherits from a class, implements it, or has all that it asks for."""
    fitting = _asked(inquiry, inquiry.family.fits(stored))
    ids = {each.id for each in fitting}
    direct = [each for each in _asked(inquiry, inquiry.family.children(stored)) if each.id not in ids]
    further = [each for each in _asked(inquiry, inquiry.family.further_heirs(stored)) if each.id not in ids]
    found = [*fitting, *direct, *further][:_MOST_CITED]
    told = _heirs_said(inquiry, stored, fitting, direct, further)
    is_unsaid = not found and _is_fulfilled_unsaid(stored)
    if is_unsaid:
        told[-1] = told[-1].replace("workspace implements", "workspace declares that it implements")
        told.append("Whatever has its members fits it, too, without a word that says so.")
    uses = inquiry.uses(stored) if not found and stored.chunk.keyword == "type" else []
    if uses:
        # Of a function's type: what is declared to be one.
        told.append(f"It is named in {in_files(uses)}, by{said_of(inquiry, users_of(uses))}")
    told.append(_implemented_for_others(inquiry, stored, {each.chunk.name for each in (*direct, *further)}))
    unsure = joined(_parts_from_outside(inquiry, stored), may_inherit(inquiry, stored))
    told.append(unsure)
    is_all = not unsure and not is_unsaid and not uses
    return Finding(paragraphs(*told), (*inquiry.cite(*found), *inquiry.cite(stored)), is_all)


def _heirs_said(
    inquiry: Inquiry,
    stored: StoredChunk,
    fitting: Sequence[StoredChunk],
    direct: Sequence[StoredChunk],
    further: Sequence[StoredChunk],
) -> list[str]:
    """Who has all its methods, who names it as a base, and who does so through those; or that nobody does."""
    name, where = code(label(stored)), inquiry.scope.said()
    verb, noun = followed(stored)
    told: list[str] = []
    if fitting:
        told.append(
            f"{count(len(fitting), 'type')} {plural('has', len(fitting))} all methods of {name}, and so "
            f"{agreeing('~implement', len(fitting))} it{where}{_list(inquiry, fitting)}"
        )
    if direct:
        told.append(
            f"{count(len(direct), noun)} {agreeing(verb, len(direct))} {name}{where}{_list(inquiry, direct)}"
        )
    if further:
        told.append(_further_said(inquiry, further, direct))
    return told or [f"Nothing in this workspace {agreeing(verb, 1)} {name}{where}."]


def _is_fulfilled_unsaid(stored: StoredChunk) -> bool:
    """Whether something fits it by its members alone, and nothing that is looked up here tells what does."""
    if stored.language in _STRUCTURAL:
        return stored.chunk.keyword in CONTRACTS
    return stored.language == "python" and "Protocol" in map(last_name, stored.chunk.bases)


def followed(stored: StoredChunk) -> tuple[str, str]:
    """What others do that name a class as their base, and what those are called."""
    if stored.language == "go":
        return "~embed", "type"
    if is_mixin(stored):
        return "~include", "class"
    noun = "type" if stored.language == "rust" else "class"
    return "~implement" if stored.chunk.keyword in CONTRACTS else "~inherit from", noun


def _parts_from_outside(inquiry: Inquiry, stored: StoredChunk) -> str:
    """That who implements an interface of Go is not known, for it embeds one from outside; "" if not so."""
    is_interface = stored.language == "go" and stored.chunk.keyword in CONTRACTS
    outside = inquiry.family.outside(stored) if is_interface else []
    if not outside:
        return ""
    return (
        f"It embeds {codes(outside, 4)} from outside of this workspace, so which types have all its methods "
        "is not known."
    )


def heirs_outside(inquiry: Inquiry, name: str) -> Finding | None:
    """The classes that name a base that is from outside of the workspace; None if none does."""
    found = _asked(inquiry, with_base(inquiry, name))
    if not found:
        return None
    verb = "names" if len(found) == 1 else "name"
    text = (
        f"{count(len(found), 'class')} {verb} {code(name)} as a base{inquiry.scope.said()}"
        f"{_list(inquiry, found)}"
    )
    further = {each.id: each for one in found for each in inquiry.family.heirs(one)}
    more = _asked(inquiry, [each for id_, each in further.items() if id_ not in {one.id for one in found}])
    if more:
        text += f"\n\n{_further_said(inquiry, more, found)}"
    said = paragraphs(text, f"{code(name)} itself is from outside of this workspace.")
    return Finding(said, tuple(inquiry.cite(*found[:_MOST_CITED])))


def _further_said(inquiry: Inquiry, further: Sequence[StoredChunk], direct: Sequence[StoredChunk]) -> str:
    """Who inherits through those who do so directly."""
    return f"{_more_inherit(further, direct)}{_list(inquiry, further)}"


def further_heirs_said(family: Family, stored: StoredChunk) -> str:
    """Who inherits from a class through those who do so directly, in a sentence; "" if nobody does."""
    further = family.further_heirs(stored)
    if not further:
        return ""
    names = codes([label(each) for each in further], _MOST_LINES)
    return f"{_more_inherit(further, family.children(stored))}: {names}."


def _more_inherit(further: Sequence[StoredChunk], direct: Sequence[StoredChunk]) -> str:
    subject = "One more inherits" if len(further) == 1 else f"{len(further):,} more inherit"
    return f"{subject} from it through {'that' if len(direct) == 1 else 'those'}"


def with_base(inquiry: Inquiry, name: str) -> list[StoredChunk]:
    """The classes that write a base of that name."""
    last = name.rpartition(".")[2]
    ids = [
        each.id
        for each in inquiry.snapshot.entries((ChunkKind.CLASS,), base=last)
        if last in map(last_name, each.bases)
    ]
    found = inquiry.snapshot.chunks_by_ids(ids)
    return [found[each] for each in ids if each in found]


def may_inherit(inquiry: Inquiry, stored: StoredChunk) -> str:
    """That some classes name a base like this one that could not be resolved; "" if none does."""
    found = _asked(inquiry, inquiry.family.may_be_children(stored))
    if not found:
        return ""
    names = listed([inquiry.placed(each) for each in found], 4)
    base = code(stored.chunk.name)
    name = "names" if len(found) == 1 else "name"
    return f"{names} {name} a base {base}, too, of which nothing tells which it is."


def bases(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """What a class inherits from, directly and further up."""
    if stored.chunk.kind in CALLABLE:
        return _overrides(inquiry, stored)
    if stored.chunk.kind is not ChunkKind.CLASS:
        return None
    name = code(label(stored))
    direct = inquiry.family.bases(stored)
    if not direct:
        verb = "embeds" if stored.language == "go" else "inherits from"
        return Finding(f"{name} {verb} nothing.", tuple(inquiry.cite(stored)))
    known = [chunk for _, chunk in direct if chunk is not None]
    parts = [
        inquiry.placed(chunk)
        if chunk is not None
        else f"{code(written)}, which is from outside of this workspace"
        for written, chunk in direct
    ]
    told = [f"{name} inherits from {listed(parts, 8)}."]
    ids = {each.id for each in known}
    above = [each for each in inquiry.family.ancestors(stored) if each.id not in ids]
    if above:
        told.append(
            f"Through {'that' if len(direct) == 1 else 'those'} also from "
            f"{listed([inquiry.placed(each) for each in above], 8)}."
        )
    outside = [
        written for each in (*known, *above) for written, chunk in inquiry.family.bases(each) if chunk is None
    ]
    if outside:
        told.append(
            f"From outside of this workspace come, further up, {codes(list(dict.fromkeys(outside)), 6)}."
        )
    cited = [*inquiry.cite(stored), *inquiry.cite(*(*known, *above)[: _MOST_CITED - 1])]
    return Finding(joined(*told), tuple(cited))


def is_heir(inquiry: Inquiry, one: StoredChunk, other: StoredChunk) -> Finding:
    """Whether one class inherits from another, with the way."""
    name, base = code(label(one)), code(label(other))
    way = way_up(inquiry, one, other)
    if way is None:
        back = way_up(inquiry, other, one)
        told = f"No: {name} does not inherit from {base}, as far as static analysis can tell."
        if back is not None:
            told = joined(told, f"It is the other way round: {base} inherits from {name}.")
        outside = outside_said(inquiry, one)
        return Finding(joined(told, outside), tuple(inquiry.cite(one, other)), is_all=not outside)
    between = way[1:-1]
    ends = {label(one), label(other)}
    named = [inquiry.placed(each) if label(each) in ends else code(label(each)) for each in between]
    if not between and _fits(inquiry, one, other):
        told = f"Yes: {name} has all methods of {base}, and so implements it."
        return Finding(told, tuple(inquiry.cite(*way)))
    through = f", through {listed(named)}" if between else " directly"
    return Finding(f"Yes: {name} inherits from {base}{through}.", tuple(inquiry.cite(*way)))


def is_enumeration(inquiry: Inquiry, stored: StoredChunk) -> bool:
    """Whether a class is one, by its keyword or by what it or a base of it inherits from."""
    classes = (stored, *inquiry.family.ancestors(stored))
    bases = {last_name(base) for each in classes for base in each.chunk.bases}
    return stored.chunk.keyword == "enum" or not bases.isdisjoint(_ENUMERATIONS)


def way_up(inquiry: Inquiry, start: StoredChunk, goal: StoredChunk) -> list[StoredChunk] | None:
    """The classes by which one inherits from another, both ends among them; None if it does not."""
    came: dict[int, list[StoredChunk]] = {start.id: [start]}
    waiting = [start]
    while waiting:
        current = waiting.pop(0)
        above = [chunk for _, chunk in inquiry.family.bases(current) if chunk is not None]
        if _fits(inquiry, current, goal):
            above.append(goal)
        for chunk in above:
            if chunk.id in came:
                continue
            came[chunk.id] = [*came[current.id], chunk]
            if chunk.id == goal.id:
                return came[chunk.id]
            waiting.append(chunk)
    return None


def _fits(inquiry: Inquiry, one: StoredChunk, contract: StoredChunk) -> bool:
    """Whether a type has all methods of an interface where nothing else says that it implements it."""
    return any(each.id == one.id for each in inquiry.family.fits(contract))


def _overrides(inquiry: Inquiry, stored: StoredChunk) -> Finding:
    name = code(label(stored))
    above = inquiry.family.overridden(stored)
    below = _asked(inquiry, inquiry.family.overriding(stored))
    told: list[str] = []
    if above:
        told.append(f"{name} overrides {listed([inquiry.placed(each) for each in above])}.")
    if below:
        by = "one method" if len(below) == 1 else f"{len(below):,} methods"
        told.append(
            f"{'It' if told else name} is overridden by {by}{inquiry.scope.said()}{_list(inquiry, below)}"
        )
    owner = inquiry.family.owner(stored)
    unsure = ": whether it overrides something of that is not known"
    outside = ""
    if owner is not None and not above:
        outside = outside_said(inquiry, owner, unsure, "Its class")
    if not told:
        nothing = "nothing that is defined in this workspace" if outside else "nothing"
        told.append(f"{name} overrides {nothing}, and nothing in this workspace overrides it.")
    elif not below:
        told.append(NOT_OVERRIDDEN if not inquiry.scope.said() else "")
    told.append(outside)
    cited = (*inquiry.cite(*(*below, *above)[:_MOST_CITED]), *inquiry.cite(stored))
    return Finding(paragraphs(*told), cited, is_all=not outside)


def _asked(inquiry: Inquiry, chunks: Sequence[StoredChunk]) -> list[StoredChunk]:
    """Those asked about, code before examples and tests."""
    found = [each for each in chunks if inquiry.scope.admits(each.path)]
    return sorted(found, key=lambda each: ORDER.index(kind_of(each.path)))


def _list(inquiry: Inquiry, chunks: Sequence[StoredChunk]) -> str:
    """The end of a sentence: a few in it, many as a list; of many in tests, their files tell enough."""
    if len(chunks) <= _IN_ONE_SENTENCE:
        return f": {listed([inquiry.placed(each) for each in chunks])}."
    in_code = [each for each in chunks if not is_test_path(each.path)] or list(chunks[:_IN_ONE_SENTENCE])
    shown = [inquiry.placed(each) for each in in_code[:_MOST_LINES]]
    text = bulleted(shown, len(in_code))
    in_tests = Counter(each.path for each in chunks[len(in_code) :])
    if in_tests:
        files = [f"{code(path)} ({number:,})" for path, number in in_tests.most_common()]
        text += f"\n- {in_tests.total():,} in tests: {listed(files, 4)}"
    return f":\n{text}"


def _implemented_for_others(inquiry: Inquiry, stored: StoredChunk, known: Collection[str]) -> str:
    """The types that it is implemented for but those that are known by name, in a sentence; "" if none."""
    if stored.language not in ("rust", "swift"):
        return ""
    found: dict[str, None] = {}
    for use in inquiry.snapshot.uses(stored.id, (ReferenceKind.BASE,)):
        source = inquiry.present.text_as_indexed(use.path)
        if source is None or not inquiry.scope.admits(use.path):
            continue
        start, end = use.reference.start_byte, use.reference.end_byte
        if stored.language == "swift":
            header = _EXTENSION.search(source[max(0, start - _READ) : start])
        else:
            header = _FOR.match(source[end : end + _READ])
        written = " ".join(header["type"].decode(errors="replace").split()) if header else ""
        bare = re.sub(r"^(?:&(?:'\w+ )?(?:mut )?)|<.*$", "", written).rpartition("::")[2].rpartition(".")[2]
        if written and bare not in known:
            found[f"{code(written)} ({inquiry.at(use)})"] = None
    return f"It is implemented for {listed(list(found), _MOST_OTHERS)}, too." if found else ""
