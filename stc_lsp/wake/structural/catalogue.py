"""Lists of a sort of things: all exceptions, all middleware, all commands, all environment variables.

What belongs to a sort is told by rules that hold for any repository, and each list says by which it was made:
by name, by base class, by decorator, by what a file or folder is called.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.wording import stem
from stc_lsp.code.english import plural
from stc_lsp.code.identifiers import is_public, split_identifier
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.command_line import options_declared
from stc_lsp.wake.structural.inquiry import Finding
from stc_lsp.wake.structural.registered import registered, routes
from stc_lsp.wake.structural.settings import no_variable_read, settings_read, variables_read
from stc_lsp.wake.structural.sorts import KINDS, sort_asked
from stc_lsp.wake.structural.summaries import in_short
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.read.catalogue import Entry
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry
    from stc_lsp.wake.structural.sorts import Sort

MOST_LINES = 15
_MOST_COUNTED = 400
"""Of what is sorted by how much it is used."""
_LEAST = 2
_KEYWORDS = frozenset({"interface", "struct", "enum", "trait", "protocol", "union", "record"})
_ERRORS = frozenset({("exception",), ("error",)})
_ERROR = re.compile(r"(?:Error|Exception|Throwable|Panic)$")
_GO_ERROR = re.compile(r"^[Ee]rr[A-Z]\w*$|^[Ee]rr[A-Z]?\w*Error$")
_ENVIRONMENT = frozenset({("environment", "variable"), ("env", "var"), ("env", "variable"), ("envvar",)})
_SETTINGS = frozenset(
    {("setting",), ("option",), ("configuration",), ("config",), ("configuration", "option"), ("flag",),
     ("config", "option"), ("config", "key"), ("configuration", "key")}
)  # fmt: skip
_COMMAND_LINE = frozenset({("command", "line"), ("cli",), ("commandline",), ("command",)})
_OPTIONS = frozenset({"option", "flag", "switch", "argument", "arg", "parameter"})
_ROUTES = frozenset({("route",), ("endpoint",), ("url",), ("api", "endpoint"), ("http", "route"), ("path",),
                     ("http", "endpoint"), ("api", "route"), ("url", "pattern")})  # fmt: skip
_FUNCTION = re.compile(r"(?:Func|Function|Fn|Type|Callable)$")
_BASE = re.compile(r"^(?:_*(?:Base|Abstract|I(?=[A-Z])))|(?:Base|Interface|Protocol|ABC)$")


class Group(NamedTuple):
    """Definitions that one rule found."""

    rule: str
    """As in "are called “...Middleware” or inherit from one that is"; said of several."""
    rule_of_one: str
    noun: str
    """Of one of them: "class"."""
    entries: list[Entry]


def catalogue(inquiry: Inquiry) -> Finding | None:
    """The list that a question wants; None if it wants none, or nothing is known to belong to it."""
    sort = sort_asked(inquiry.question.text)
    if sort is None or not _is_of_all(inquiry, sort):
        return None
    is_of_part = bool(_places(inquiry, sort)) or inquiry.scope.is_in_tests
    is_of_command_line = sort.words[:-1] in _COMMAND_LINE and sort.words[-1] in _OPTIONS
    if is_of_command_line and not is_of_part:
        return options_declared(inquiry)
    if sort.words in (*_ENVIRONMENT, *_SETTINGS, *_ROUTES):
        # What one file reads, another family tells.
        found = _by_text(inquiry, sort) if not is_of_part else None
        if found is not None or sort.words not in _SETTINGS:
            return found
    entries = _entries(inquiry, sort)
    groups = _groups(inquiry, sort, entries) or _narrower(inquiry, sort, entries)
    may_be_named = sort.kind is None and not sort.is_kind and not is_of_part
    number, named = registered(inquiry, sort.words) if may_be_named else (0, None)
    told = _told(inquiry, groups) if groups else None
    are_more = sum(len(each.entries) for each in groups) >= number
    return _one_after_the_other((told, named) if are_more else (named, told))


def _by_text(inquiry: Inquiry, sort: Sort) -> Finding | None:
    """What is known by a text and not by a definition: environment variables, settings, routes."""
    if sort.words in _ROUTES:
        return routes(inquiry)
    variables = variables_read(inquiry)
    if sort.words in _ENVIRONMENT:
        return variables or no_variable_read(inquiry)
    return _one_after_the_other((settings_read(inquiry), options_declared(inquiry), variables))


def _one_after_the_other(findings: Sequence[Finding | None]) -> Finding | None:
    """All that there are as one; None if there is none."""
    found = [each for each in findings if each is not None]
    if not found:
        return None
    text = "\n\n".join(each.text for each in found)
    return Finding(text, tuple(citation for each in found for citation in each.citations))


def _is_of_all(inquiry: Inquiry, sort: Sort) -> bool:
    """Whether it asks of the whole, or of a file or folder, and not of something that is defined here."""
    if not sort.owner:
        return True
    names = [name for name in inquiry.question.names if name not in sort.written]
    if any(_is_place(inquiry, name) for name in names):
        return True
    if sort.is_kind or any(name in sort.owner for name in names):
        return False
    defined = inquiry.snapshot.named(sort.owner.split()[-1], 5)
    return not any(each.chunk.kind in (ChunkKind.CLASS, *CALLABLE) for each in defined)


def _is_place(inquiry: Inquiry, name: str) -> bool:
    return any(
        subject.name == name and subject.chunks and subject.chunks[0].chunk.kind is ChunkKind.MODULE
        for subject in inquiry.subjects.all
    )


def _places(inquiry: Inquiry, sort: Sort) -> list[str]:
    """The files and folders that a question asks about."""
    return [
        each.chunks[0].path
        for each in inquiry.subjects.all
        if each.name not in sort.written and _is_place(inquiry, each.name)
    ]


def _entries(inquiry: Inquiry, sort: Sort) -> list[Entry]:
    """What is defined where it is asked about: in code, unless tests are meant."""
    tests = inquiry.scope.is_in_tests or sort.words[-1] in ("fixture", "test")
    kinds = (FileKind.CODE, FileKind.TEST) if tests else (FileKind.CODE,)
    places = _places(inquiry, sort)
    return [
        each
        for each in inquiry.snapshot.entries()
        if kind_of(each.path) in kinds
        and (not places or any(each.path == place or each.path.startswith(place) for place in places))
    ]


def _narrower(inquiry: Inquiry, sort: Sort, entries: Sequence[Entry]) -> list[Group]:
    """For "template filters" the filters whose path or qualified name speaks of templates."""
    first, last = sort.stems[:-1], sort.words[-1:]
    if not first:
        return []
    narrowed = [
        each
        for each in entries
        if {*first} <= {stem(word) for word in split_identifier(f"{each.path} {each.qualname}")}
    ]
    spoken = f", with “{' '.join(sort.words[:-1])}” in the path or name"
    return [
        group._replace(rule=f"{group.rule}{spoken}", rule_of_one=f"{group.rule_of_one}{spoken}")
        for group in _groups(inquiry, sort._replace(words=last), narrowed)
    ]


def _groups(inquiry: Inquiry, sort: Sort, entries: Sequence[Entry]) -> list[Group]:
    """What each rule finds among what is defined, each definition once, and no empty group."""
    seen: set[int] = set()
    groups: list[Group] = []
    for group in _by_rules(inquiry, sort, entries):
        new = [each for each in group.entries if each.id not in seen]
        seen.update(each.id for each in new)
        groups += [group._replace(entries=new)] if new else []
    return groups


def _by_rules(inquiry: Inquiry, sort: Sort, entries: Sequence[Entry]) -> list[Group]:
    if sort.is_kind:
        kind = KINDS[sort.words[0]]
        found = [each for each in entries if each.kind is kind and _is_public(each)]
        return [Group("are public", "is public", sort.words[0], found)]
    if len(sort.words) == 1 and sort.words[0] in _KEYWORDS:
        found = [each for each in entries if each.keyword == sort.words[0]]
        if found:
            word = sort.words[0]
            return [Group(f"are declared as `{word}`", f"is declared as `{word}`", word, found)]
    if sort.words in _ERRORS:
        return [_errors(inquiry, entries), _error_values(entries)]
    found = [_classes(inquiry, sort, entries)]
    if sort.kind is not ChunkKind.CLASS:
        found.append(_decorated(sort, entries))
        if not found[0].entries:
            found += (_makers(sort, entries), _functions(sort, entries))
        if sum(len(each.entries) for each in found) < _LEAST:
            found.append(_within(sort, entries))
    return found


def _classes(inquiry: Inquiry, sort: Sort, entries: Sequence[Entry]) -> Group:
    """Classes by their names, and those that inherit from them."""
    classes = [each for each in entries if each.kind is ChunkKind.CLASS]
    named = {each.id for each in classes if sort.ends(each.name) or sort.ends(_BASE.sub("", each.name))}
    bases = {each.id for each in classes if any(sort.ends(_last(base)) for base in each.bases)}
    heirs = inquiry.snapshot.heirs(named | bases) if named or bases else set[int]()
    called = f"“…{sort.as_type}”"
    return Group(
        f"are called {called} or inherit from one that is",
        f"is called {called} or inherits from one that is",
        "class",
        [each for each in classes if each.id in named | bases | heirs],
    )


def _errors(inquiry: Inquiry, entries: Sequence[Entry]) -> Group:
    """Classes that inherit from an error, and in Go those that have what makes one."""
    classes = [each for each in entries if each.kind is ChunkKind.CLASS]
    bases = {each.id for each in classes if any(_ERROR.search(_last(base)) for base in each.bases)}
    have = {
        (each.path.rpartition("/")[0], each.qualname.rpartition(".")[0])
        for each in entries
        if each.language == "go" and each.name == "Error" and each.returns == "string"
    }
    fits = {each.id for each in classes if (each.path.rpartition("/")[0], each.qualname) in have}
    heirs = inquiry.snapshot.heirs(bases) if bases else set[int]()
    found = [each for each in classes if each.id in bases | heirs | fits]
    others = len(found) > len(fits)
    base, method = "from an exception or error class", "the method `Error`"
    if not fits:
        return Group(f"inherit {base}", f"inherits {base}", "class", found)
    either = f"inherit {base}, or have {method}" if others else f"have {method}"
    return Group(either, f"has {method}", "class", found)


def _error_values(entries: Sequence[Entry]) -> Group:
    """Go's errors are mostly values."""
    found = [
        each
        for each in entries
        if each.language == "go" and each.kind is ChunkKind.VARIABLE and _GO_ERROR.match(each.qualname)
    ]
    return Group("are called `Err…`", "is called `Err…`", "value", found)


def _decorated(sort: Sort, entries: Sequence[Entry]) -> Group:
    found = [each for each in entries if any(sort.ends(_decorator(mark)) for mark in each.decorators)]
    marked = f"with a decorator called “…{sort.as_name}”"
    return Group(f"are marked {marked}", f"is marked {marked}", "definition", found)


def _makers(sort: Sort, entries: Sequence[Entry]) -> Group:
    """Functions that return one, by the name of the type: `func Logger() MiddlewareFunc`."""
    found = [
        each
        for each in entries
        if each.kind is ChunkKind.FUNCTION and sort.ends(_FUNCTION.sub("", _last(each.returns)))
    ]
    returned = f"a type called “…{sort.as_type}”"
    return Group(f"return {returned}", f"returns {returned}", "function", found)


def _functions(sort: Sort, entries: Sequence[Entry]) -> Group:
    kinds = (ChunkKind.FUNCTION, ChunkKind.VARIABLE) if sort.kind is None else (sort.kind,)
    found = [
        each
        for each in entries
        if each.kind in kinds and sort.is_called(each.name) and each.qualname == each.name
    ]
    called = f"“…{sort.as_name}”"
    return Group(f"are called {called}", f"is called {called}", "definition", found)


def _within(sort: Sort, entries: Sequence[Entry]) -> Group:
    """What is public at the top level of a file or folder of that name."""
    found = [
        each
        for each in entries
        if each.kind in (ChunkKind.FUNCTION, ChunkKind.CLASS)
        and each.qualname == each.name
        and _is_public(each)
        and _lies_in(sort, each.path)
    ]
    places = f"a file or folder called “{sort.as_name}”"
    return Group(f"are public in {places}", f"is public in {places}", "definition", found)


def _lies_in(sort: Sort, path: str) -> bool:
    name = sort.as_name
    parts = [part.partition(".")[0].replace("-", "_") for part in path.split("/")]
    return not {name, plural(name, 2)}.isdisjoint(parts)


def _is_public(entry: Entry) -> bool:
    return is_public(entry.language, entry.qualname)


def _last(dotted: str) -> str:
    return re.split(r"[\[(<]", dotted, maxsplit=1)[0].rpartition(".")[2]


def _decorator(written: str) -> str:
    return _last(written.lstrip("#[@ "))


def _told(inquiry: Inquiry, groups: Sequence[Group]) -> Finding:
    told: list[str] = []
    cited: list[StoredChunk] = []
    room = MOST_LINES
    for group in groups:
        # What Go and Rust define is no class.
        is_class = all(each.keyword == "class" for each in group.entries)
        noun = "type" if group.noun == "class" and not is_class else group.noun
        number = len(group.entries)
        rule = group.rule_of_one if number == 1 else group.rule
        shown = _first(inquiry, group.entries, max(room, 5))
        room -= len(shown)
        cited += shown
        lines = [f"- {inquiry.placed(each, in_short(inquiry, each))}" for each in shown]
        if number > len(shown):
            lines.append(f"- and {number - len(shown):,} more")
        also = " more" if told else ""
        told.append(f"{_counted(number, noun, also)} {rule}:\n" + "\n".join(lines))
    told.append(_limits(groups))
    return Finding(paragraphs(*told), tuple(inquiry.cite(*cited)))


def _counted(number: int, noun: str, also: str) -> str:
    return f"{number:,}{also} {plural(noun, number)}"


def _limits(groups: Sequence[Group]) -> str:
    entries = [each for group in groups for each in group.entries]
    order = "Public and most used ones come first. " if len(entries) > MOST_LINES else ""
    has_tests = any(kind_of(each.path) is FileKind.TEST for each in entries)
    left_out = "What" if has_tests else "Tests are left out, and what"
    return f"{order}{left_out} is only made while the program runs cannot be seen."


def _first(inquiry: Inquiry, entries: Sequence[Entry], most: int) -> list[StoredChunk]:
    """Those that are public and most used, in this order."""
    uses = {each.id: inquiry.snapshot.count_uses(each.id) for each in entries[:_MOST_COUNTED]}
    ordered = sorted(entries, key=lambda each: (not _is_public(each), -uses.get(each.id, 0), each.path))
    found = (inquiry.snapshot.chunk_by_id(each.id) for each in ordered[:most])
    return [each for each in found if each is not None]
