"""Lists of definitions by what stands above their bodies or how long they are, and of notes left in code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import code, count, cut, plural, quoted
from stc_lsp.code.identifiers import is_public
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.memory.read.catalogue import Header
from stc_lsp.memory.values import is_synthetic
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Scope
from stc_lsp.wake.structural.narrow.meant import classes, files, meanings
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked, Slot
    from stc_lsp.memory.read.catalogue import Entry
    from stc_lsp.wake.structural.inquiry import Inquiry

_MOST_LINES = 15
_MOST_LARGEST = 10
_MOST_CITED = 8
_MOST_FILES = 4000
"""Files of code that are read for notes."""
_LONGEST_NOTE = 120
_ANY_NOTE = re.compile(rb"TODO|FIXME|XXX|HACK")
_NOTE = re.compile(r"(?:#|//|/\*|\*|--|;|<!--|\"\"\"|^)\s*.*?\b(TODO|FIXME|XXX|HACK)\b(?![-_.\w])")
_KINDS = {
    "function": CALLABLE,
    "method": (ChunkKind.METHOD,),
    "fn": CALLABLE,
    "func": CALLABLE,
    "routine": CALLABLE,
    "class": (ChunkKind.CLASS,),
    "struct": (ChunkKind.CLASS,),
    "type": (ChunkKind.CLASS,),
    "file": (ChunkKind.MODULE,),
    "source file": (ChunkKind.MODULE,),
    "module": (ChunkKind.MODULE,),
    "definition": (*CALLABLE, ChunkKind.CLASS),
}


def _kinds(words: Sequence[str]) -> tuple[str, tuple[ChunkKind, ...]]:
    """The noun that a question asks for, in the singular, and the kinds it stands for."""
    for word in words:
        singular = word.removesuffix("es") if word.endswith("sses") else word.removesuffix("s")
        found = _KINDS.get(word) or _KINDS.get(singular)
        if found:
            return (word if word in _KINDS else singular), found
    return "definition", _KINDS["definition"]


def place_of(inquiry: Inquiry, slots: Sequence[Slot]) -> tuple[Scope, str] | None:
    """Where a list is wanted for: everywhere, in a file or folder, or in a class; None if not known."""
    if not slots:
        return Scope(), ""
    found = meanings(inquiry, slots[0])
    modules = files(inquiry, slots[0]) or [each for each in found if each.path.endswith("/")]
    if modules:
        return Scope(modules[0].path), ""
    owners = classes(inquiry, slots[0])
    return (Scope(owners[0].path), f"{owners[0].chunk.qualname}.") if owners else None


def _is_wanted(path: str, scope: Scope) -> bool:
    """Code, unless a file of another kind is asked about."""
    if is_synthetic(path):
        return False
    return scope.admits(path) and (kind_of(path) is FileKind.CODE or path == scope.path)


def largest(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """The longest files, classes or functions."""
    place = place_of(inquiry, asked.slots)
    noun, kinds = _kinds(asked.words)
    if place is None:
        return []
    scope, within = place
    found = [
        each
        for each in inquiry.snapshot.headers()
        if each.kind in kinds and each.qualname.startswith(within) and _is_wanted(each.path, scope)
    ]
    if not found:
        return []
    longest = sorted(found, key=lambda each: -each.lines)[:_MOST_LARGEST]
    lines = [f"- {_placed(each)}: {count(each.lines, 'line')}" for each in longest]
    text = (
        f"Of the {count(len(found), noun)} of code{scope.said()}, these have the most lines, "
        "comments and documentation included:\n" + "\n".join(lines) + _tests_left_out(scope)
    )
    return [Finding(text, _cited(longest))]


def _tests_left_out(scope: Scope) -> str:
    return "\n\nTests are left out." if not scope.path else ""


def _placed(each: Header | Entry) -> str:
    """As in "`f` (`x.py:3`)"; without a line where that is not known."""
    if not each.qualname:
        return code(each.path)
    line = getattr(each, "start_line", 0)
    return f"{code(each.qualname.replace('#', ' #'))} ({code(f'{each.path}:{line}' if line else each.path)})"


def _cited(found: Sequence[Header]) -> tuple[Citation, ...]:
    return tuple(Citation(each.path, each.start_line, each.end_line) for each in found[:_MOST_CITED])


def _says(word: str) -> Callable[[Header], bool]:
    pattern = re.compile(rf"(?:^|\s){word}\s")

    def says(each: Header) -> bool:
        before, _, _ = each.signature.partition(each.name)
        return pattern.search(f"{before} ") is not None

    return says


def _is_exported(each: Header) -> bool:
    if each.language == "go":
        return is_public("go", each.qualname)
    word = {"rust": "pub"}.get(each.language, "export")
    return _says(rf"{word}(?:\([^)]*\))?")(each)


def _is_private(each: Header) -> bool:
    return not is_public(each.language, each.qualname) or _says("private")(each)


_MODIFIERS: dict[str, tuple[Callable[[Header], bool], str]] = {
    "async": (_says("async"), "~are declared `async`"),
    "asynchronous": (_says("async"), "~are declared `async`"),
    "coroutines": (_says("async"), "~are declared `async`"),
    "unsafe": (_says("unsafe"), "~are declared `unsafe`"),
    "static": (_says("static"), "~are declared `static`"),
    "abstract": (_says("abstract"), "~are declared `abstract`"),
    "const": (_says("const"), "~are declared `const`"),
    "virtual": (_says("virtual"), "~are declared `virtual`"),
    "final": (_says("final"), "~are declared `final`"),
    "protected": (_says("protected"), "~are declared `protected`"),
    "private": (_is_private, "~are private, by their names or a `private` before them"),
    "exported": (_is_exported, "~are exported"),
}
_BY_DECORATOR = {"static": "staticmethod", "abstract": "abstractmethod", "final": "final"}
"""What says it in Python."""
_EXPORTING = frozenset({"go", "rust", "javascript", "typescript", "tsx", "jsx"})
"""Languages that say what is exported where it is defined."""


def modified(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """What is declared with a modifier."""
    word = next((each for each in asked.words if each in _MODIFIERS), "")
    noun, kinds = _kinds([each for each in asked.words if each != word])
    place = place_of(inquiry, asked.slots)
    if not word or place is None:
        return []
    scope, within = place
    is_one, rule = _MODIFIERS[word]
    headers = [
        each
        for each in inquiry.snapshot.headers()
        if each.kind in kinds and each.qualname.startswith(within) and _is_wanted(each.path, scope)
    ]
    if word == "exported":
        headers = [each for each in headers if each.language in _EXPORTING]
    decorator = _BY_DECORATOR.get(word)
    marked = set[int]()
    if decorator is not None:
        marked = {each.id for each in inquiry.snapshot.entries() if decorator in map(_last, each.decorators)}
    found = [each for each in headers if is_one(each) or each.id in marked]
    if not headers or (not found and word in ("exported", "private")):
        return []
    where = f" in {code(within[:-1])}" if within else scope.said()
    if not found:
        verb = rule.partition(" ")[2]
        return [Finding(f"None of the {count(len(headers), noun)} of code{where} is {verb}.")]
    return [_told(found, noun, f"{rule}{where}", len(headers), scope)]


def is_modified(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Whether one definition has a modifier."""
    word = next((each for each in asked.words if each in _MODIFIERS), "")
    if not word:
        return []
    is_one, rule = _MODIFIERS[word]
    verb = rule.partition(" ")[2].partition(",")[0]
    told: list[Finding] = []
    for each in meanings(inquiry, asked.slots[0])[:3]:
        chunk = each.chunk
        if chunk.kind not in (*CALLABLE, ChunkKind.CLASS) or (
            word == "exported" and not _may_say(each.language)
        ):
            continue
        header = Header(
            each.id, each.path, each.language, chunk.kind, chunk.name, chunk.qualname, chunk.signature,
            chunk.parameters, chunk.start_line, chunk.end_line, each.parent_id,
        )  # fmt: skip
        has_it = is_one(header) or _BY_DECORATOR.get(word, "") in map(_last, chunk.decorators)
        has_it = has_it or (word == "abstract" and not {"ABC", "ABCMeta"}.isdisjoint(map(_last, chunk.bases)))
        text = f"{'Yes' if has_it else 'No'}: {inquiry.placed(each)} is {'' if has_it else 'not '}{verb}."
        told.append(Finding(text, tuple(inquiry.cite(each))))
    return told


def _may_say(language: str) -> bool:
    return language in _EXPORTING


def _told(found: Sequence[Header], noun: str, rule: str, total: int, scope: Scope) -> Finding:
    verb = rule.replace("~are", "is" if len(found) == 1 else "are", 1)
    lines = [f"- {_placed(each)}" for each in found[:_MOST_LINES]]
    rest = f"\n- and {len(found) - len(lines):,} more" if len(found) > len(lines) else ""
    text = f"{len(found):,} of {total:,} {plural(noun, total)} {verb}:\n" + "\n".join(lines) + rest
    return Finding(text + _tests_left_out(scope), _cited(found))


def decorators(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """How something is decorated."""
    found = [
        each for each in meanings(inquiry, asked.slots[0]) if each.chunk.kind in (*CALLABLE, ChunkKind.CLASS)
    ][:3]
    told: list[Finding] = []
    for each in found:
        marks = each.chunk.decorators
        text = f"{inquiry.placed(each)} has no decorator."
        if marks:
            shown = " and ".join(code(mark if mark.startswith(("@", "#[")) else f"@{mark}") for mark in marks)
            text = f"{inquiry.placed(each)} is decorated with {shown}."
        told.append(Finding(text, tuple(inquiry.cite(each))))
    return told


def decorated(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """What is decorated with a decorator."""
    name = asked.slots[0].name.lstrip("@")
    last = name.rpartition(".")[2]
    marked = {
        each.id: each
        for each in inquiry.snapshot.entries()
        if any(_last(mark) == last and name in mark for mark in each.decorators)
    }
    if not marked:
        if not asked.slots[0].is_marked and not meanings(inquiry, asked.slots[0]):
            return []
        return [Finding(f"Nothing in this workspace is decorated with {code(name)}.")]
    found = [each for each in inquiry.snapshot.headers() if each.id in marked]
    in_code = [each for each in found if kind_of(each.path) is FileKind.CODE]
    tests = len(found) - len(in_code)
    shown = in_code or found
    lines = [f"- {_placed(each)}{_arguments(marked[each.id], last)}" for each in shown[:_MOST_LINES]]
    rest = f"\n- and {len(shown) - len(lines):,} more" if len(shown) > len(lines) else ""
    verb = "is" if len(shown) == 1 else "are"
    text = (
        f"{count(len(shown), 'definition')} {verb} decorated with {code(name)}:\n" + "\n".join(lines) + rest
    )
    if in_code and tests:
        text += f"\n\nSo {'is' if tests == 1 else 'are'} {tests:,} in tests, examples and documents."
    return [Finding(text, _cited(shown))]


def _arguments(entry: Entry, last: str) -> str:
    mark = next(mark for mark in entry.decorators if _last(mark) == last)
    return f": {code('@' + mark.lstrip('@#['))}" if "(" in mark else ""


def _last(mark: str) -> str:
    return re.split(r"[\[(<]", mark.lstrip("#[@ "), maxsplit=1)[0].rpartition(".")[2].strip("] ")


def todos(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Where somebody left a note of what is to be done."""
    place = place_of(inquiry, asked.slots)
    if place is None:
        return []
    scope, _ = place
    paths = [each for each in inquiry.snapshot.paths() if _is_noted(each, scope)]
    found: list[tuple[Citation, str]] = []
    for path in paths[:_MOST_FILES]:
        source = inquiry.present.text(path)
        # Most files have none: to look at each of their lines would take ten times as long.
        has_some = source is not None and _ANY_NOTE.search(source) is not None
        for number, line in enumerate(lines_of(source) if source and has_some else (), 1):
            mark = _NOTE.search(line)
            if mark is not None:
                found.append((Citation(path, number, number), line[mark.start(1) :].strip()))
    is_all = len(paths) <= _MOST_FILES
    where = scope.said() or " in the code"
    if not found:
        return [Finding(f"No line{where} has a TODO, FIXME, XXX or HACK.", is_all=is_all)]
    lines = [
        f"- {code(str(place))}: {quoted(cut(text, _LONGEST_NOTE))}" for place, text in found[:_MOST_LINES]
    ]
    rest = f"\n- and {len(found) - len(lines):,} more" if len(found) > len(lines) else ""
    files_ = len({place.path for place, _ in found})
    text = (
        f"{count(len(found), 'line')} in {count(files_, 'file')}{scope.said()} "
        f"{'has' if len(found) == 1 else 'have'} a TODO, FIXME, XXX or HACK:\n" + "\n".join(lines) + rest
    )
    return [Finding(text, tuple(place for place, _ in found[:_MOST_CITED]), is_all)]


def _is_noted(path: str, scope: Scope) -> bool:
    if path.endswith("/") or not scope.admits(path):
        return False
    return kind_of(path) in (FileKind.CODE, FileKind.TEST) or path == scope.path
