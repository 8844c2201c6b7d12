"""Rules by which something belongs to a sort of things, each with the words that say it.

They hold for any repository: by name, by base class, by decorator, by what a file or folder is called.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.sorts import KINDS, Sort
from stc_lsp.code.asking.wording import stem
from stc_lsp.code.english import plural
from stc_lsp.code.identifiers import is_public, last_name, split_identifier
from stc_lsp.code.modules import folder_of
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.documents import lines_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from stc_lsp.memory.read.catalogue import CatalogueEntry
    from stc_lsp.wake.structural.inquiry import Inquiry

_LEAST, _LEAST_CONSTANTS = 2, 3
_LINES_ABOVE = 4
_COMMENT = re.compile(r"\s*(?://|#|/?\*|--)")
_KEYWORDS = frozenset({"interface", "struct", "enum", "trait", "protocol", "union", "record"})
_ERRORS = frozenset({("exception",), ("error",)})
_ERROR = re.compile(r"(?:Error|Exception|Throwable|Panic)$")
_GO_ERROR = re.compile(r"^[Ee]rr[A-Z]\w*$|^[Ee]rr[A-Z]?\w*Error$")
_MODULE = "module"
"""Ruby's word for what classes stand in or include."""
_SPECIFIES = re.compile(r"hook_?spec")
_FUNCTION = re.compile(r"(?:Func|Function|Fn|Type|Callable)$")
_BASE = re.compile(r"^(?:_*(?:Base|Abstract|I(?=[A-Z])))|(?:Base|Interface|Protocol|ABC)$")


class Group(NamedTuple):
    """Definitions that one rule found."""

    rule: str
    """As in "~are called “…Middleware” or ~inherit from one that is": marked for `agreeing`."""
    noun: str
    """Of one of them: "class"."""
    entries: list[CatalogueEntry]
    is_by_place: bool = False
    """Only what a file or folder is called says so."""
    is_in_order: bool = False
    """They are told as they stand in the code, with what each is bound to."""


def grouped(
    inquiry: Inquiry, sort: Sort, entries: Sequence[CatalogueEntry], *, is_listed: bool = False
) -> list[Group]:
    """What is defined and belongs to a sort, by the rules that found it.

    `is_listed`: the code lists what belongs to it, so that no rule need guess by the names of functions.
    """
    found = _groups(inquiry, sort, entries, is_listed=is_listed)
    return found or ([] if is_listed else _narrower(inquiry, sort, entries))


def is_meant_for_others(entry: CatalogueEntry) -> bool:
    """Whether it is public, as far as its name says that."""
    return is_public(entry.language, entry.qualname)


def _narrower(inquiry: Inquiry, sort: Sort, entries: Sequence[CatalogueEntry]) -> list[Group]:
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
        group._replace(rule=f"{group.rule}{spoken}")
        for group in _groups(inquiry, sort._replace(words=last), narrowed)
    ]


def _groups(
    inquiry: Inquiry, sort: Sort, entries: Sequence[CatalogueEntry], *, is_listed: bool = False
) -> list[Group]:
    """What each rule finds among what is defined, each definition once, and no empty group."""
    seen: set[int] = set()
    groups: list[Group] = []
    for group in _by_rules(inquiry, sort, entries, is_listed=is_listed):
        new = [each for each in group.entries if each.id not in seen]
        seen.update(each.id for each in new)
        groups += [group._replace(entries=new)] if new else []
    return groups


def _by_rules(
    inquiry: Inquiry, sort: Sort, entries: Sequence[CatalogueEntry], *, is_listed: bool
) -> list[Group]:
    if sort.is_kind:
        kind = KINDS[sort.words[0]]
        every = [each for each in entries if each.kind is kind]
        found = [each for each in every if is_meant_for_others(each)]
        # Where no name says that anything is private, none says that the others are public.
        rule = f"~are public (of {len(every):,} in all)" if len(found) < len(every) else "~are defined here"
        return [Group(rule, sort.words[0], found)]
    if len(sort.words) == 1 and sort.words[0] in _KEYWORDS:
        found = [each for each in entries if each.keyword == sort.words[0]]
        if found:
            word = sort.words[0]
            return [Group(f"~are declared as `{word}`", word, found)]
    if sort.words in _ERRORS:
        return [_errors(inquiry, entries), _error_values(entries)]
    modules, entries = _modules(entries), _told_once(entries)
    found = [_classes(inquiry, sort, entries)]
    if not found[0].entries:
        found.append(_in_modules(sort, entries, modules))
    if sort.kind is not ChunkKind.CLASS:
        found.append(_decorated(sort, entries))
        found.sort(key=lambda each: -len(each.entries))
        if is_listed:
            return found
        if not any(each.entries for each in found):
            constants = _constants(inquiry, sort, entries)
            found += [constants] if constants.entries else [_makers(sort, entries), _functions(sort, entries)]
        if sum(len(each.entries) for each in found) < _LEAST:
            found.append(_within(sort, entries, modules))
    return found


def _classes(inquiry: Inquiry, sort: Sort, entries: Sequence[CatalogueEntry]) -> Group:
    """Classes by their names, and those that inherit from them."""
    classes = [each for each in entries if each.kind is ChunkKind.CLASS]
    named = {each.id for each in classes if sort.ends(each.name) or sort.ends(_BASE.sub("", each.name))}
    bases = {each.id for each in classes if any(sort.ends(last_name(base)) for base in each.bases)}
    heirs = inquiry.snapshot.heirs(named | bases) if named or bases else set[int]()
    found = [each for each in classes if each.id in named | bases | heirs]
    return Group(f"~are called “…{sort.as_type}” or ~inherit from one that is", "class", found)


def _modules(entries: Sequence[CatalogueEntry]) -> set[str]:
    """The qualified names of the modules of Ruby, in which classes stand as elsewhere in packages."""
    return {each.qualname for each in entries if each.language == "ruby" and each.keyword == _MODULE}


def _told_once(entries: Sequence[CatalogueEntry]) -> list[CatalogueEntry]:
    """Without the modules of Ruby around classes, which say where those stand, and each class once."""
    around = {each.qualname.rpartition(".")[0] for each in entries if each.kind is ChunkKind.CLASS}
    found: dict[object, CatalogueEntry] = {}
    for each in entries:
        is_of_ruby = each.language == "ruby" and each.kind is ChunkKind.CLASS
        if not (is_of_ruby and each.keyword == _MODULE and each.qualname in around):
            found.setdefault(each.qualname if is_of_ruby else each.id, each)
    return list(found.values())


def _in_modules(sort: Sort, entries: Sequence[CatalogueEntry], modules: Collection[str]) -> Group:
    """Classes of Ruby by the module that they stand in."""
    around = {each for each in modules if sort.ends(last_name(each))}
    found = [
        each for each in entries if each.keyword == "class" and each.qualname.rpartition(".")[0] in around
    ]
    return Group(f"~stand in a module called “…{sort.as_type}”", "class", found)


def _errors(inquiry: Inquiry, entries: Sequence[CatalogueEntry]) -> Group:
    """Classes that inherit from an error, and in Go those that have what makes one."""
    classes = [each for each in entries if each.kind is ChunkKind.CLASS]
    bases = {each.id for each in classes if any(_ERROR.search(last_name(base)) for base in each.bases)}
    have = {
        (folder_of(each.path), each.qualname.rpartition(".")[0])
        for each in entries
        if each.language == "go" and each.name == "Error" and each.returns == "string"
    }
    fits = {each.id for each in classes if (folder_of(each.path), each.qualname) in have}
    heirs = inquiry.snapshot.heirs(bases) if bases else set[int]()
    found = [each for each in classes if each.id in bases | heirs | fits]
    inherit = ["~inherit from an exception or error class"] if not fits or len(found) > len(fits) else []
    have = ["~have the method `Error`"] if fits else []
    return Group(", or ".join([*inherit, *have]), "class", found)


def _error_values(entries: Sequence[CatalogueEntry]) -> Group:
    """Go's errors are mostly values."""
    found = [
        each
        for each in entries
        if each.language == "go" and each.kind is ChunkKind.VARIABLE and _GO_ERROR.match(each.qualname)
    ]
    return Group("~are called `Err…`", "value", found)


def _decorated(sort: Sort, entries: Sequence[CatalogueEntry]) -> Group:
    found = [each for each in entries if any(sort.ends(last_name(mark)) for mark in each.decorators)]
    if not found and sort.words == ("hook",):
        marked = ((each, mark) for each in entries for mark in map(last_name, each.decorators))
        specified = [(each, mark) for each, mark in marked if _SPECIFIES.fullmatch(mark)]
        if specified:
            rule = f"~are marked with the decorator `{specified[0][1]}`"
            return Group(rule, "definition", [each for each, _ in specified])
    return Group(f"~are marked with a decorator called “…{sort.as_name}”", "definition", found)


def _constants(inquiry: Inquiry, sort: Sort, entries: Sequence[CatalogueEntry]) -> Group:
    """Constants of one file whose names begin with the sort: `ExitCodeUsage`.

    Or with its last word, where a comment above them says the others: "Exit codes" above `CodeUsage`.
    """
    best: list[CatalogueEntry] = []
    prefix = ""
    variables = [each for each in entries if each.kind is ChunkKind.VARIABLE and each.qualname == each.name]
    for wanted in dict.fromkeys((sort.stems, sort.stems[-1:])):
        by_path: dict[str, list[CatalogueEntry]] = {}
        for each in variables:
            words = tuple(map(stem, split_identifier(each.name)))
            if words[: len(wanted)] == wanted and len(words) > len(wanted):
                by_path.setdefault(each.path, []).append(each)
        said = frozenset(sort.stems[: -len(wanted)])
        fitting = [each for each in by_path.values() if not said or said <= _commented(inquiry, each)]
        most = max(fitting, key=len) if fitting else best
        if len(most) >= max(_LEAST_CONSTANTS, len(best) + 1):
            best, prefix = most, "".join(word.capitalize() for word in sort.words[-len(wanted) :])
    at = f", in `{best[0].path}`" if best else ""
    return Group(f"~are called “{prefix}…”{at}", "constant", best, is_in_order=True)


def _commented(inquiry: Inquiry, constants: Sequence[CatalogueEntry]) -> frozenset[str]:
    """The stems of the comments above the first of some constants of a file, and of what it documents."""
    stored = inquiry.snapshot.chunk_by_id(constants[0].id)
    source = inquiry.present.text(stored.path) if stored is not None else None
    if stored is None or source is None:
        return frozenset()
    above = lines_of(source)[max(0, stored.chunk.start_line - 1 - _LINES_ABOVE) : stored.chunk.start_line - 1]
    comments = [line for line in above if _COMMENT.match(line)]
    text = " ".join((*comments, stored.chunk.documentation))
    return frozenset(stem(word.lower()) for word in re.findall(r"[^\W\d_]+", text))


def _makers(sort: Sort, entries: Sequence[CatalogueEntry]) -> Group:
    """Functions that return one, by the name of the type: `func Logger() MiddlewareFunc`."""
    found = [
        each
        for each in entries
        if each.kind is ChunkKind.FUNCTION and sort.ends(_FUNCTION.sub("", last_name(each.returns)))
    ]
    return Group(f"~return a type called “…{sort.as_type}”", "function", found)


def _functions(sort: Sort, entries: Sequence[CatalogueEntry]) -> Group:
    kinds = (ChunkKind.FUNCTION, ChunkKind.VARIABLE) if sort.kind is None else (sort.kind,)
    found = [
        each
        for each in entries
        if each.kind in kinds and sort.is_called(each.name) and each.qualname == each.name
    ]
    return Group(f"~are called “…{sort.as_name}”", "definition", found)


def _within(sort: Sort, entries: Sequence[CatalogueEntry], modules: Collection[str]) -> Group:
    """What is public at the top level of a file or folder of that name."""
    found = [
        each
        for each in entries
        if each.kind in (ChunkKind.FUNCTION, ChunkKind.CLASS)
        and (each.qualname == each.name or each.qualname.rpartition(".")[0] in modules)
        and is_meant_for_others(each)
        and _lies_in(sort, each.path)
    ]
    rule = f"~are public in a file or folder called “{sort.as_name}”"
    return Group(rule, "definition", found, is_by_place=True)


def _lies_in(sort: Sort, path: str) -> bool:
    name = sort.as_name
    parts = [part.partition(".")[0].replace("-", "_") for part in path.split("/")]
    return not {name, plural(name, 2)}.isdisjoint(parts)
