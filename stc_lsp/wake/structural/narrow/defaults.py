"""What a parameter, an attribute or a setting is by default, wherever that is written down."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from stc_lsp.code.asking.narrow import Narrow, NarrowAsked, Slot
from stc_lsp.code.asking.wording import stem
from stc_lsp.code.default_values import PLAIN_VALUE, Stated, stated_in
from stc_lsp.code.describe.documentation import fields
from stc_lsp.code.english import bulleted, code, quoted
from stc_lsp.code.identifiers import split_identifier
from stc_lsp.code.values import CALLABLE, CONSTRUCTORS, ChunkKind
from stc_lsp.wake.copies import may_be_copy
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.rank.files import FilePriors
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.rank.weights import WEIGHTS
from stc_lsp.wake.structural.command_line import usage_said, with_default
from stc_lsp.wake.structural.described import Described, default_described, default_stated
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.narrow.meant import callables, classes, constructor, meanings, own
from stc_lsp.wake.structural.narrow.parameters import (
    bound_to,
    constant_said,
    default_said,
    parameter_named,
    parameters_said,
    plain_name,
    read_parameters,
)
from stc_lsp.wake.structural.narrow.read_defaults import of_described, of_environment, of_getters, of_type
from stc_lsp.wake.structural.settings import texts_of
from stc_lsp.wake.structural.symbol_settings import given_by_symbol
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from stc_lsp.memory.values import StoredChunk

_MOST = 8
_SEARCHED = 300
_MAKERS = frozenset({*CONSTRUCTORS, "default", "Default", "defaults"})
_DEFAULT_WORDS = frozenset({"default", "defaults"})
_LONGEST_MAKER = 3
"""Words of `getDefaultOptions`; of more, one of them says something else."""
_STATED = re.compile(r"\bdefaults?(?: value)?(?: is\b| to\b|\s*[:=])", re.IGNORECASE)
"""By which a help text states a default, and not only has the word."""

_LITERAL = re.compile(r"(?<![\w.-])(?:\d+(?:\.\d+)?|true|false)(?![\w.-]*\w)", re.IGNORECASE)
_UNITS = frozenset({60, 1000, 1024, 3600, 60_000, 3_600_000, 1 << 20, 10**6, 10**9})
"""How many of a smaller unit, of time or of size, make up a larger one."""
_PLACE = re.compile(r"`[^`\n]*:\d+`")
_GIVEN = re.compile(r"\b(?:ARGV|KEYS|argv|arg)\[")
"""What whoever runs a script gives it is no default."""
_NOTHING = ("undefined",)
"""Values that only say that there is none yet."""
_Told = tuple[str, tuple[Citation, ...]]
"""A sentence, and where what it says stands."""


def default_of(inquiry: Inquiry, asked: NarrowAsked) -> Sequence[Finding | None]:
    """The default of a parameter or setting: of something, or wherever something of that name has one."""
    slot = asked.slots[0]
    names = _joined(slot.name) if " " in slot.name else [slot.name]
    slots = [slot._replace(name=name) for name in names]
    if len(asked.slots) == 2:
        owner = asked.slots[1]
        told = dict(
            each
            for stored in meanings(inquiry, owner)
            for one in slots
            for each in _of_owner(inquiry, stored, one.name)
        )
        told = told or _in_places(inquiry, _everywhere_first(inquiry, slots), owner)
        return [_finding(told, is_all=False)] if told else []
    told = _everywhere_first(inquiry, slots)
    if told or len(slots) > 1:
        return [_finding(told, is_all=False)] if told else []
    return _of_functions(inquiry, slot)


def _joined(phrase: str) -> list[str]:
    """How code may write several words as one name: `event_interval`, `eventInterval`, `event-interval`."""
    first, *others = phrase.lower().split()
    titled = "".join(word.title() for word in others)
    names = ("_".join((first, *others)), f"{first}{titled}", f"{first.title()}{titled}")
    return [*names, "-".join((first, *others))]


def _everywhere_first(inquiry: Inquiry, slots: Sequence[Slot]) -> dict[str, tuple[Citation, ...]]:
    """What is told of the first of some names of which anything is."""
    told = (_everywhere(inquiry, slot) for slot in slots)
    return next(filter(None, told), dict[str, tuple[Citation, ...]]())


def _in_places(
    inquiry: Inquiry, told: Mapping[str, tuple[Citation, ...]], owner: Slot
) -> dict[str, tuple[Citation, ...]]:
    """What is told of places by whose names they belong to something that is no name: "of the server"."""
    if owner.is_marked:
        return {}
    wanted = stem(owner.name.lower())
    return {
        said: places for said, places in told.items() if any(_is_of(inquiry, each, wanted) for each in places)
    }


def _is_of(inquiry: Inquiry, place: Citation, word: str) -> bool:
    within = inquiry.snapshot.enclosing(place.path, place.start_line)
    names = f"{place.path} {within.label if within is not None else ''}"
    return word in map(stem, split_identifier(names))


def _everywhere(inquiry: Inquiry, slot: Slot) -> dict[str, tuple[Citation, ...]]:
    """All that is told of the default of that name, with the lines that prove it."""
    in_code = dict(
        (
            *_of_parameters(inquiry, slot.name),
            *_of_variables(inquiry, slot),
            *(each for owner in classes(inquiry, slot) for each in of_type(inquiry, owner)),
            *_of_options(inquiry, slot.name),
            *(each for name in _spellings(slot.name) for each in _written(inquiry, name, slot.name)),
            *_of_symbols(inquiry, slot.name),
            *_of_constants(inquiry, slot.name),
            *_of_documentation(inquiry, slot),
            *of_environment(inquiry, slot.name),
            *of_getters(inquiry, slot.name),
            *_of_makers(inquiry, slot.name),
        )
    )
    stated = default_described(inquiry, slot.name)
    printed = usage_said(inquiry, slot.name)
    if printed is not None and _STATED.search(printed.text):
        differs = _is_another({each for each in map(_literal, (printed.text, *in_code)) if each})
        told_ = f"{printed.text} The code has another value." if differs else printed.text
        in_code[told_] = printed.citations
    in_code = _main_first(inquiry, in_code)
    return (dict([_documented(stated, in_code)]) if stated is not None else {}) | in_code


def _main_first(
    inquiry: Inquiry, told: Mapping[str, tuple[Citation, ...]]
) -> dict[str, tuple[Citation, ...]]:
    """What is told of the languages that the code is mostly in first, then of a port to another one."""
    priors = FilePriors(inquiry.snapshot, WEIGHTS, are_tests_asked_for=False)
    worth = {
        said: max((priors.of(each.path) for each in places), default=1.0) for said, places in told.items()
    }
    return {said: told[said] for said in sorted(told, key=lambda each: -worth[each])}


def _finding(told: Mapping[str, tuple[Citation, ...]], *, is_all: bool) -> Finding:
    shown = list(told)[:_MOST]
    text = shown[0] if len(told) == 1 else bulleted(shown, len(told))
    return Finding(text, tuple(citation for each in shown for citation in told[each]), is_all)


def _of_functions(inquiry: Inquiry, slot: Slot) -> list[Finding | None]:
    """All defaults of a function: "the defaults of f" are asked for like the default of a setting."""
    return [
        parameters_said(inquiry, each, Narrow.DEFAULTS)
        for each in callables(inquiry, slot)
        if any(parameter.default for parameter in read_parameters(inquiry, each) or ())
    ]


def _of_owner(inquiry: Inquiry, owner: StoredChunk, name: str) -> Iterator[_Told]:
    """The default of a function's parameter, or of a class's attribute or its constructor's parameter."""
    is_class = owner.chunk.kind is ChunkKind.CLASS
    function = constructor(inquiry, owner) if is_class else owner
    if function is None and owner.chunk.parameters:
        function = owner  # what makes a class of Kotlin or Scala stands in its header
    if function is not None and (function.chunk.kind in CALLABLE or function is owner):
        parameter = parameter_named(inquiry, function, name)
        if parameter is not None:
            yield default_said(inquiry, function, parameter), tuple(inquiry.cite(function))
        else:
            yield from _of_documented(inquiry, function, name)
    member = own(inquiry, owner, name) if is_class else None
    if member is not None and member.chunk.kind is ChunkKind.VARIABLE:
        yield from _of_variable(inquiry, member)


def _of_documented(inquiry: Inquiry, function: StoredChunk, name: str) -> Iterator[_Told]:
    """The default that documentation states of what a function takes by a keyword: `:param depth=3:`."""
    for each in fields(function.chunk.documentation):
        bare, _, value = each.name.partition("=")
        if each.kind == "param" and bare.lstrip("*") == name.lstrip("*-"):
            stated = default_stated(each.text)
            told = f"“{stated}”" if stated else f"{code(each.name)}." if value else ""
            if told:
                said = f"The documentation of {inquiry.placed(function)} says of {code(bare)}: {told}"
                yield said, tuple(inquiry.cite(function))


def _of_parameters(inquiry: Inquiry, name: str) -> Iterator[_Told]:
    """Every parameter of that name in code that has a default."""
    plain = name.lstrip("*$-")
    for each in inquiry.snapshot.headers(plain):
        if kind_of(each.path) is not FileKind.CODE or plain not in map(plain_name, each.parameters):
            continue
        stored = inquiry.snapshot.chunk_by_id(each.id)
        parameter = parameter_named(inquiry, stored, plain) if stored is not None else None
        # What `@overload` declares has `...` in the place of its defaults.
        if stored is not None and parameter is not None and parameter.default not in ("", "..."):
            yield default_said(inquiry, stored, parameter), tuple(inquiry.cite(stored))


def _of_variables(inquiry: Inquiry, slot: Slot) -> Iterator[_Told]:
    for each in meanings(inquiry, slot):
        if each.chunk.kind is ChunkKind.VARIABLE and kind_of(each.path) is FileKind.CODE:
            yield from _of_variable(inquiry, each)
    # What hands on a setting may be called like it.
    for each in inquiry.snapshot.named(slot.name) if slot.name.isidentifier() else ():
        is_attribute = each.chunk.kind is ChunkKind.VARIABLE and kind_of(each.path) is FileKind.CODE
        said = of_described(inquiry, each) if is_attribute else ""
        if said:
            yield said, tuple(inquiry.cite(each))


def _of_variable(inquiry: Inquiry, stored: StoredChunk) -> Iterator[_Told]:
    value = bound_to(stored)
    if _GIVEN.search(value):
        return
    said = of_described(inquiry, stored) or (
        f"{inquiry.placed(stored)} is {code(value)} to begin with." if value else ""
    )
    if said:
        yield said, tuple(inquiry.cite(stored))


def _spellings(name: str) -> list[str]:
    """How code may write a name: of an option that is typed `--tab-stop` also `tab_stop` and `TabStop`."""
    bare = name.lstrip("-")
    if bare == name and "-" not in name:
        return [name]
    first, *others = re.split(r"[-.]", bare)
    titled = "".join(word.title() for word in others)
    return list(dict.fromkeys((bare, bare.replace("-", "_"), f"{first}{titled}", f"{first.title()}{titled}")))


def _written(inquiry: Inquiry, name: str, asked: str) -> Iterator[_Told]:
    """What tables of defaults, constructors and comments give it; `asked`: how the question writes it."""
    is_typed = asked != name or asked.startswith("-")
    if not re.fullmatch(r"[\w.-]+", name):
        return
    searched = [hit.chunk.path for hit in inquiry.snapshot.search(name, _SEARCHED)]
    used = [use.path for use in inquiry.snapshot.unresolved(name.rpartition(".")[2])]
    has_own = False
    for path in sorted(dict.fromkeys((*searched, *used)), key=may_be_copy):
        if has_own and may_be_copy(path):
            break
        source = inquiry.present.text(path) if kind_of(path) is FileKind.CODE else None
        for stated in stated_in(lines_of(source), name) if source else ():
            if is_typed and not stated.is_default and not re.fullmatch(PLAIN_VALUE, stated.value):
                # Whatever is called like an option may be made of anything.
                continue
            said = _said(inquiry, path, stated, name)
            if said:
                has_own = True
                yield said, (Citation(path, stated.line, stated.line),)


def _of_makers(inquiry: Inquiry, name: str) -> Iterator[_Told]:
    """What a function for defaults gives by a call: `D(cache, "idleTimeout", 60000)`."""
    owner, _, last = name.rpartition(".")
    of = rf"(?:\w+\.)*{re.escape(owner)}" if owner else r"[\w.]+"
    call = re.compile(rf"\w\(\s*{of}\s*,\s*[\"']{re.escape(last)}[\"']\s*,\s*(?P<value>{PLAIN_VALUE})\s*\)")
    for line in texts_of(inquiry, last):
        text = lines_of(inquiry.present.text(line.path) or b"")[line.start_line - 1]
        found = call.search(text)
        within = inquiry.snapshot.enclosing(line.path, line.start_line) if found is not None else None
        if found is not None and within is not None and _is_maker(within.chunk.name):
            value = code(found["value"])
            yield (
                f"{code(label(within))} gives {code(name)} the value {value}, at {code(str(line))}.",
                (line,),
            )


def _of_symbols(inquiry: Inquiry, name: str) -> Iterator[_Told]:
    """What Ruby's `set :port, 80` gives it."""
    for each in given_by_symbol(inquiry, name):
        if each.value:
            at = code(str(each.citation))
            yield (
                f"The setting {code(name)} is set to {code(each.value)} by its symbol, at {at}.",
                (each.citation,),
            )


def _of_options(inquiry: Inquiry, name: str) -> Iterator[_Told]:
    """The defaults of options of the command line that are called so."""
    for option in with_default(inquiry, name):
        at = inquiry.at(option.use)
        said = f"The option {code(option.long_name)} has the default {code(option.default)}, at {at}."
        yield said, tuple(inquiry.citer.of_uses([option.use]))


def _of_constants(inquiry: Inquiry, name: str) -> Iterator[_Told]:
    """The constants that are by their names what it is by default: `DEFAULT_PORT`, `defaultReadTimeout`."""
    words = split_identifier(name.rpartition(".")[2])
    joined = "".join(word.title() for word in words)
    for constant in (f"default{joined}", f"Default{joined}", "_".join(("default", *words)).upper()):
        for each in inquiry.snapshot.named(constant):
            value = bound_to(each) if kind_of(each.path) is FileKind.CODE else ""
            if value:
                said = f"By its name {inquiry.placed(each)} is that default: {code(value)}."
                yield said, tuple(inquiry.cite(each))


def _of_documentation(inquiry: Inquiry, slot: Slot) -> Iterator[_Told]:
    """What the documentation of something of that name states, once: overloads often say the same."""
    said: set[str] = set()
    for each in meanings(inquiry, slot):
        stated = default_stated(each.chunk.documentation)
        if stated is not None and stated not in said and kind_of(each.path) is FileKind.CODE:
            said.add(stated)
            yield f"The documentation of {inquiry.placed(each)} says: “{stated}”", tuple(inquiry.cite(each))


def _documented(stated: Described, in_code: Iterable[str]) -> _Told:
    """What the documents state below that name; and that the code says otherwise, if it does."""
    at = code(f"{stated.citation.path}:{stated.citation.start_line}")
    said = f"{at} says under {quoted(stated.heading)}: “{stated.text}”"
    written = {each for each in map(_literal, (stated.text, *in_code)) if each}
    differs = " The code has another value:" if _literal(stated.text) and _is_another(written) else ""
    return f"{said}{differs}", (stated.citation,)


def _is_another(written: Collection[str]) -> bool:
    """Whether there are several values, and not one in several units: "5 seconds" are `5000`."""
    numbers = sorted(float(each) for each in written if each[0].isdigit())
    if len(numbers) != len(written) or not all(numbers):
        return len(written) > 1
    return any(large / small not in _UNITS for small, large in pairwise(numbers))


def _literal(text: str) -> str:
    """The number or truth value that a sentence names, if it names one alone; "" if not."""
    found = {each.lower() for each in _LITERAL.findall(_PLACE.sub("", text))}
    return found.pop() if len(found) == 1 else ""


def _is_maker(name: str) -> bool:
    """Whether a function makes what something is by default: a constructor, or `defaultOptions`."""
    words = split_identifier(name)
    return name in _MAKERS or (len(words) <= _LONGEST_MAKER and not _DEFAULT_WORDS.isdisjoint(words))


def _said(inquiry: Inquiry, path: str, stated: Stated, name: str) -> str:
    at, value = code(f"{path}:{stated.line}"), code(stated.value)
    if stated.is_comment:
        return f"A comment at {at} states {value} as the default of {code(name)}."
    if stated.is_declared:
        return f"The code declares {code(name)} with the default {value}, at {at}."
    if stated.value in _NOTHING:
        return ""
    if stated.is_default:
        constant = constant_said(inquiry, stated.value)
        return f"A table of defaults has {value}{constant} for {code(name)}, at {at}."
    within = inquiry.snapshot.enclosing(path, stated.line)
    if within is None or not _is_maker(within.chunk.name) or stated.value == name:
        return ""
    return f"{code(label(within))} gives {code(name)} the value {value}, at {at}."
