"""Lists of a sort of things: all exceptions, all middleware, all commands, all environment variables.

Each list says by which rule it was made (`sort_rules.py`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.sorts import KINDS, Sort, sort_asked
from stc_lsp.code.english import agreeing, bulleted, code, codes, plural
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.command_line import options_declared
from stc_lsp.wake.structural.heirs import is_enumeration
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.narrow.parameters import bound_to
from stc_lsp.wake.structural.owned import enumerated, owned, owner_words
from stc_lsp.wake.structural.registered import registered, routes
from stc_lsp.wake.structural.settings import no_variable_read, settings_read, variables_read
from stc_lsp.wake.structural.sort_rules import Group, grouped, is_meant_for_others
from stc_lsp.wake.structural.summaries import in_short
from stc_lsp.wake.structural.tabled import files_said, tables, tables_said
from stc_lsp.wake.structural.taken import options_taken
from stc_lsp.wake.structural.uses import paragraphs
from stc_lsp.wake.subjects import is_package

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.read.catalogue import CatalogueEntry
    from stc_lsp.memory.values import StoredChunk

MOST_LINES, _MOST_NAMED = 15, 40
_SHORT = 3
"""Letters of a word of which none is its ending."""
_HOW_MANY = re.compile(r"\W*how many\b", re.IGNORECASE)
_OF_THIS = re.compile(
    r"\b(?:does|do|in|of|by|has) this\b|\bthis (?:\w+ )?(?:reads?|uses?|has|have)\b", re.IGNORECASE
)
"""What is asked of that which somebody looks at, and not of everything."""
_MOST_COUNTED = 400
"""Of what is sorted by how much it is used."""
_ENVIRONMENT = frozenset({("environment", "variable"), ("env", "var"), ("env", "variable"), ("envvar",)})
_SETTINGS = frozenset(
    {("setting",), ("option",), ("configuration",), ("config",), ("configuration", "option"), ("flag",),
     ("config", "option"), ("config", "key"), ("configuration", "key")}
)  # fmt: skip
_COMMAND_LINE = frozenset({("command", "line"), ("cli",), ("commandline",), ("command",)})
_COMMANDS = frozenset({"command", "subcommand"})
_OPTIONS = frozenset({"option", "flag", "switch", "argument", "arg", "parameter"})
_ROUTES = frozenset({("route",), ("endpoint",), ("url",), ("api", "endpoint"), ("http", "route"), ("path",),
                     ("http", "endpoint"), ("api", "route"), ("url", "pattern")})  # fmt: skip


def catalogue(inquiry: Inquiry) -> Finding | None:
    """The list that a question wants; None if it wants none, or nothing is known to belong to it."""
    sort = sort_asked(inquiry.question.text)
    is_here = inquiry.question.here and not inquiry.question.whole and bool(inquiry.subjects.all)
    if is_here and _OF_THIS.search(inquiry.question.text):
        return None
    if sort is not None and sort.owner and (has := owned(inquiry, sort) or _taken(inquiry, sort)) is not None:
        return has
    if sort is None or not _is_of_all(inquiry, sort):
        return None
    is_of_part = bool(_places(inquiry, sort)) or inquiry.scope.is_in_tests
    is_of_command_line = sort.words[:-1] in _COMMAND_LINE and sort.words[-1] in _OPTIONS
    if is_of_command_line and not is_of_part:
        return options_declared(inquiry, _commands(inquiry, sort)) or options_declared(inquiry)
    if sort.words in (*_ENVIRONMENT, *_SETTINGS, *_ROUTES):
        # What one file reads, another family tells.
        found = _by_text(inquiry, sort) if not is_of_part else None
        is_of_some = not is_of_part and bool(owner_words(inquiry, sort.owner))
        if found is not None or sort.words not in _SETTINGS or is_of_some:
            return found
    entries = _entries(inquiry, sort)
    tabled = tables(inquiry, sort, entries) if not inquiry.scope.is_in_tests else []
    groups = grouped(inquiry, sort, entries, is_listed=bool(tabled))
    in_files = None
    if not tabled and not is_of_part and (not groups or groups[-1].is_by_place):
        in_files = files_said(inquiry, sort) if not groups or len(groups[-1].entries) > MOST_LINES else None
        groups = groups[:-1] if in_files is not None else groups
    may_be_named = sort.kind is None and not sort.is_kind and not is_of_part
    number, named = registered(inquiry, sort.words) if may_be_named else (0, None)
    told = _told(inquiry, groups) if groups else None
    if told is not None:
        told = _with_members(inquiry, sort, groups, told)
    are_more = sum(len(each.entries) for each in groups) >= number
    others = (told, named) if are_more else (named, told)
    return _one_after_the_other((tables_said(inquiry, tabled), in_files, *others))


def _taken(inquiry: Inquiry, sort: Sort) -> Finding | None:
    """The options that a function takes as one object; None if it is asked of none, or they are not known."""
    found = inquiry.snapshot.named(sort.owner) if sort.words[-1] in _OPTIONS else []
    functions = [
        each for each in found if each.chunk.kind in CALLABLE and kind_of(each.path) is FileKind.CODE
    ]
    options = (options_taken(inquiry, each) for each in functions)
    return next((each for each in options if each.text), None)


def _by_text(inquiry: Inquiry, sort: Sort) -> Finding | None:
    """What is known by a text and not by a definition: environment variables, settings, routes."""
    if sort.words in _ROUTES:
        return routes(inquiry)
    variables = variables_read(inquiry)
    if sort.words in _ENVIRONMENT:
        return variables or no_variable_read(inquiry)
    words = _commands(inquiry, sort)
    if words:
        # Of "hugo server" the last word says which of the commands.
        return options_declared(inquiry, words) or options_declared(inquiry, words[-1:])
    return _one_after_the_other((settings_read(inquiry), options_declared(inquiry), variables))


def _commands(inquiry: Inquiry, sort: Sort) -> list[str]:
    """The command that a question names: "backup" of "the backup command"."""
    return [word for word in owner_words(inquiry, sort.owner) if word not in _COMMANDS]


def _one_after_the_other(findings: Sequence[Finding | None]) -> Finding | None:
    """All that there are as one; None if there is none."""
    found = [each for each in findings if each is not None]
    if not found:
        return None
    text = "\n\n".join(each.text for each in found)
    return Finding(text, tuple(citation for each in found for citation in each.citations))


def _is_of_all(inquiry: Inquiry, sort: Sort) -> bool:
    """Whether it asks of the whole, or of a file or folder, and not of something that is defined here."""
    if not sort.owner or is_package(sort.owner, inquiry.snapshot):
        return True
    if sort.words in _SETTINGS and sort.owner.split()[-1] in _COMMANDS:
        return True
    names = [name for name in inquiry.question.names if name not in sort.written]
    if any(_is_place(inquiry, name) for name in names):
        return True
    if sort.words in _ENVIRONMENT:
        # What a part of it reads that is not known is not what all of it reads.
        return False
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
        if each.name not in sort.written
        and _is_place(inquiry, each.name)
        and not (each.name == sort.owner and is_package(each.name, inquiry.snapshot))
    ]


def _entries(inquiry: Inquiry, sort: Sort) -> list[CatalogueEntry]:
    """What is defined where it is asked about: in code, unless tests are meant."""
    tests = inquiry.scope.is_in_tests or sort.words[-1] in ("fixture", "test")
    kinds = (FileKind.CODE, FileKind.TEST) if tests else (FileKind.CODE,)
    places = _places(inquiry, sort)
    paths = [
        path
        for path in inquiry.snapshot.paths()
        if kind_of(path) in kinds
        and (not places or any(path == place or path.startswith(place) for place in places))
    ]
    return of_sort(inquiry, sort, paths)


def of_sort(inquiry: Inquiry, sort: Sort, paths: Sequence[str]) -> list[CatalogueEntry]:
    """What may belong to a sort by any rule: classes, and what has its last word, but for its ending."""
    if sort.is_kind:
        return inquiry.snapshot.entries((KINDS[sort.words[0]],), paths=paths)
    word = sort.words[-1]
    about = "err" if word in ("exception", "error") else word[:-1] if len(word) > _SHORT else word
    return inquiry.snapshot.entries(about=about, paths=paths)


def _told(inquiry: Inquiry, groups: Sequence[Group]) -> Finding:
    told: list[str] = []
    cited: list[StoredChunk] = []
    room = MOST_LINES
    for group in groups:
        # What Go and Rust define is no class.
        is_class = all(each.keyword == "class" for each in group.entries)
        noun = "type" if group.noun == "class" and not is_class else group.noun
        number = len(group.entries)
        ordered = group.entries if group.is_in_order else _ordered(inquiry, group.entries)
        most = max(room, 5)
        found = (inquiry.snapshot.chunk_by_id(each.id) for each in ordered[:most])
        shown = [each for each in found if each is not None]
        room -= len(shown)
        cited += shown
        lines = [_line(inquiry, each, is_bound=group.is_in_order) for each in shown]
        also = " more" if told else ""
        lead = f"{number:,}{also} {plural(noun, number)} {agreeing(group.rule, number)}:"
        rest = [each.name for each in ordered[most:]]
        more = f"\n- and {codes(rest, _MOST_NAMED)}" if rest else ""
        told.append(f"{lead}\n{bulleted(lines, len(lines))}{more}")
    told.append(_limits(groups))
    return Finding(paragraphs(*told), tuple(inquiry.cite(*cited)))


def _line(inquiry: Inquiry, stored: StoredChunk, *, is_bound: bool) -> str:
    value = bound_to(stored) if is_bound else ""
    return inquiry.placed(stored, code(value) if value else in_short(inquiry, stored))


def _with_members(inquiry: Inquiry, sort: Sort, groups: Sequence[Group], told: Finding) -> Finding:
    """Of an enumeration that is all there is of that sort, or is called so, what it has, too.

    "How many states are there" counts those.
    """
    entries = [each for group in groups for each in group.entries]
    so_called = [each for each in entries if sort.is_name(each.name)]
    meant = _ordered(inquiry, so_called or entries)
    found = [stored for each in meant if (stored := inquiry.snapshot.chunk_by_id(each.id))]
    enumerations = [each for each in found if is_enumeration(inquiry, each)]
    is_counted = _HOW_MANY.match(inquiry.question.text) is not None and len(entries) == 1
    # One that several languages declare is told once.
    are_one = len({each.chunk.name for each in enumerations}) == 1 and len(enumerations) == len(found)
    if not (len(enumerations) == 1 or are_one) or not (so_called or is_counted):
        return told
    members = enumerated(inquiry, enumerations[0], is_placed=len(enumerations) > 1)
    if not members:
        name = code(label(enumerations[0]))
        unread = f"{name} is an enumeration whose members could not be told apart."
        return Finding(paragraphs(unread, told.text), told.citations, is_all=False)
    return Finding(paragraphs(members, told.text), told.citations)


def _limits(groups: Sequence[Group]) -> str:
    entries = [each for group in groups for each in group.entries]
    is_ordered = len(entries) > MOST_LINES and not all(each.is_in_order for each in groups)
    order = "Public and most used ones come first. " if is_ordered else ""
    has_tests = any(kind_of(each.path) is FileKind.TEST for each in entries)
    left_out = "What" if has_tests else "Tests are left out, and what"
    return f"{order}{left_out} is only made while the program runs cannot be seen."


def _ordered(inquiry: Inquiry, entries: Sequence[CatalogueEntry]) -> list[CatalogueEntry]:
    """Those first that are public and most used."""
    uses = {each.id: inquiry.snapshot.count_uses(each.id) for each in entries[:_MOST_COUNTED]}
    return sorted(entries, key=lambda each: (not is_meant_for_others(each), -uses.get(each.id, 0), each.path))
