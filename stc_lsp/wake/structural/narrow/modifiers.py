"""What is declared `async`, `static`, private or the like, and whether something is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.narrow import NarrowAsked, Slot
from stc_lsp.code.english import code, count, plural
from stc_lsp.code.identifiers import is_public, last_name
from stc_lsp.code.modules import SCRIPT_LANGUAGES
from stc_lsp.code.values import CALLABLE
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.deprecated import deprecated, is_deprecated
from stc_lsp.wake.structural.narrow.headers import (
    cited,
    header_of,
    headers_in,
    kinds_asked,
    placed_list,
    tests_left_out,
)
from stc_lsp.wake.structural.narrow.inheriting import inherits
from stc_lsp.wake.structural.narrow.meant import Place, definitions, place_of
from stc_lsp.wake.structural.returned import yields
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stc_lsp.memory.read.catalogue import Header
    from stc_lsp.memory.values import StoredChunk

_EXPORTING = {"go": "", "rust": "pub", **dict.fromkeys(SCRIPT_LANGUAGES, "export")}
"""Languages that say what is exported where it is defined, and by which word; Go by a capital letter."""
_SAYS_PUBLIC = {"java": "public", "csharp": "public", "rust": r"pub(?:\([^)]*\))?"}
"""Languages in which what is public says so, and by which word."""
_IN_PYTHON = {
    "static": frozenset({"staticmethod"}),
    "abstract": frozenset({"abstractmethod", "ABC", "ABCMeta"}),
    "final": frozenset({"final"}),
    "property": frozenset({"property", "cached_property", "abstractproperty", "setter"}),
}
"""The decorators and bases that say there what elsewhere is a word of the language."""
_ABSTRACT = re.compile(r"\bmetaclass\s*=\s*(?:\w+\.)*ABCMeta\b")
_ASYNC_ARROW = re.compile(r"\s*(?::.*?)?(?<![=!<>])=\s*async\b", re.DOTALL)
_YIELDING = SCRIPT_LANGUAGES | {"python", "csharp", "php"}
"""In which `yield` makes a function a generator. Ruby's calls a block."""
_MOST_FILES = 4_000
"""That are read."""


class _Modifier(NamedTuple):
    """A way in which something may be declared."""

    word: str
    is_on: Callable[[Header], bool]
    said: str
    """As in "declared `async`"."""


def _word(word: str) -> _Modifier:
    """One that is a word before the name."""
    return _Modifier(word, _says(word), f"declared `{word}`")


def _says(word: str) -> Callable[[Header], bool]:
    pattern = re.compile(rf"(?:^|\s){word}\s")

    def says(each: Header) -> bool:
        before, _, _ = each.signature.partition(each.name)
        return pattern.search(f"{before} ") is not None

    return says


def _is_async(each: Header) -> bool:
    """In TypeScript also by a word behind the name: `const f = async () => …`."""
    _, _, after = each.signature.partition(each.name)
    is_arrow = each.language in SCRIPT_LANGUAGES and _ASYNC_ARROW.match(after) is not None
    return is_arrow or _says("async")(each)


def _is_abstract(each: Header) -> bool:
    """In Python also by its metaclass."""
    is_python = each.language == "python" and _ABSTRACT.search(each.signature) is not None
    return is_python or _says("abstract")(each)


def _is_exported(each: Header) -> bool:
    word = _EXPORTING.get(each.language)
    return _says(rf"{word}(?:\([^)]*\))?")(each) if word else is_public("go", each.qualname)


def _is_private(each: Header) -> bool:
    return not is_public(each.language, each.qualname) or _says("private")(each)


def _is_open(each: Header) -> bool:
    """Whether nothing says that it is meant for its own class, file or package only."""
    if each.language in _SAYS_PUBLIC:
        return _says(_SAYS_PUBLIC[each.language])(each)
    return not _is_private(each) and not any(_says(word)(each) for word in ("protected", "internal"))


_MODIFIERS = {
    **{word: _word(word) for word in ("unsafe", "static", "const", "virtual", "final", "protected")},
    **dict.fromkeys(
        ("async", "asynchronous", "coroutine", "coroutines"),
        _Modifier("async", _is_async, "declared `async`"),
    ),
    "abstract": _Modifier("abstract", _is_abstract, "declared `abstract`"),
    "property": _Modifier("property", _says("get"), "declared as a property"),
    **dict.fromkeys(
        ("private", "internal"),
        _Modifier("private", _is_private, "private, by their names or a `private` before them"),
    ),
    "public": _Modifier("public", _is_open, "public, by names and modifiers,"),
    "exported": _Modifier("exported", _is_exported, "exported"),
}
_BY_NAME = frozenset({"private", "public", "exported"})
"""That nothing is called so says little: a language may have other ways to say it."""
_GENERATORS = frozenset({"generator", "generators"})
_OF_FUNCTIONS = _GENERATORS | {"coroutine", "property"}
"""What is asked of a function; of a class it asks what that inherits from."""


def modified(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """What of a place is declared with a modifier."""
    place = place_of(inquiry, asked.slots)
    if place is None:
        return []
    is_denied = "not" in asked.words
    if not is_denied and "deprecated" in asked.words:
        return deprecated(inquiry, place, asked.words)
    if not is_denied and not _GENERATORS.isdisjoint(asked.words):
        return _generators(inquiry, place)
    if "properties" in asked.words:
        return _properties(inquiry, place)
    modifier = _modifier(asked.words)
    return [] if modifier is None else _listed(inquiry, asked, place, modifier, is_denied=is_denied)


def _properties(inquiry: Inquiry, place: Place) -> list[Finding]:
    """The methods of Python that are properties; none where that word may mean attributes."""
    wanted = _IN_PYTHON["property"]
    marked = {
        each.id
        for each in inquiry.snapshot.entries(CALLABLE, is_marked=True)
        if not wanted.isdisjoint(map(last_name, each.decorators))
    }
    methods = [each for each in headers_in(inquiry, place, CALLABLE) if each.language == "python"]
    found = [each for each in methods if each.id in marked and "#" not in each.qualname]
    return [_found_said(found, methods, "method", _MODIFIERS["property"].said, place)] if found else []


def _listed(
    inquiry: Inquiry, asked: NarrowAsked, place: Place, modifier: _Modifier, *, is_denied: bool
) -> list[Finding]:
    """What is declared so; or what is not."""
    noun, kinds = kinds_asked(asked.words)
    marked = inquiry.snapshot.entries(kinds, is_marked=True)
    marks = {each.id: (*each.decorators, *each.bases) for each in marked}
    headers = [
        each
        for each in headers_in(inquiry, place, kinds)
        # What `@overload` declares is no method beside the one that it is of.
        if _may_be_said(modifier, each.language) and "overload" not in map(last_name, marks.get(each.id, ()))
    ]
    found = [each for each in headers if _has(modifier, each, marks.get(each.id, ())) is not is_denied]
    said = f"not {modifier.said}" if is_denied else modifier.said
    if not headers or (not found and modifier.word in _BY_NAME):
        return []
    if not found:
        text = f"None of the {count(len(headers), noun)} of code{place.said()} is {said}."
        return [Finding(text)]
    return [_found_said(found, headers, noun, said, place)]


def _found_said(
    found: Sequence[Header], among: Sequence[Header], noun: str, said: str, place: Place
) -> Finding:
    are = f"{plural('is', len(found))} {said}{place.said()}"
    text = f"{len(found):,} of {len(among):,} {plural(noun, len(among))} {are}:\n{placed_list(found)}"
    return Finding(paragraphs(text, tests_left_out(place)), cited(found))


def is_modified(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding | None]:
    """Whether one definition has a modifier."""
    named = definitions(inquiry, asked.slots[0])
    if not _OF_FUNCTIONS.isdisjoint(asked.words) and any(each.chunk.kind not in CALLABLE for each in named):
        return [*inherits(inquiry, asked._replace(slots=(*asked.slots, Slot(asked.words[0], False))))]
    if "deprecated" in asked.words:
        return [is_deprecated(inquiry, each) for each in named]
    if not _GENERATORS.isdisjoint(asked.words):
        return [_is_generator(inquiry, each) for each in named]
    modifier = _modifier(asked.words)
    if modifier is None:
        return []
    told: list[Finding | None] = []
    for each in named:
        if not _may_be_said(modifier, each.language):
            continue
        has_it = _has(modifier, header_of(each), (*each.chunk.decorators, *each.chunk.bases))
        said = modifier.said.partition(",")[0]
        text = f"{'Yes' if has_it else 'No'}: {inquiry.placed(each)} is {'' if has_it else 'not '}{said}."
        told.append(Finding(text, tuple(inquiry.cite(each))))
    return told


def _modifier(words: Sequence[str]) -> _Modifier | None:
    return next((_MODIFIERS[each] for each in words if each in _MODIFIERS), None)


def _may_be_said(modifier: _Modifier, language: str) -> bool:
    if modifier.word == "property":
        return language in SCRIPT_LANGUAGES | {"python"}
    return modifier.word != "exported" or language in _EXPORTING


def _has(modifier: _Modifier, each: Header, marks: Sequence[str]) -> bool:
    """Whether it is declared so; `marks`: its decorators and bases, as written."""
    in_python = _IN_PYTHON.get(modifier.word, frozenset[str]())
    return modifier.is_on(each) or not in_python.isdisjoint(map(last_name, marks))


def _generators(inquiry: Inquiry, place: Place) -> list[Finding]:
    """Which functions of a place yield."""
    headers = [each for each in headers_in(inquiry, place, CALLABLE) if each.language in _YIELDING]
    paths = list(dict.fromkeys(each.path for each in headers))
    read = {path for path in paths[:_MOST_FILES] if b"yield" in (inquiry.present.text(path) or b"")}
    found = _yielding(inquiry, [each for each in headers if each.path in read])
    if not headers:
        return []
    functions = f"{len(headers):,} {plural('function', len(headers))} of code"
    is_all = len(paths) <= _MOST_FILES
    if not found:
        return [Finding(f"None of the {functions}{place.said()} yields.", is_all=is_all)]
    has, are = plural("has", len(found)), "is a generator" if len(found) == 1 else "are _generators"
    lead = f"{len(found):,} of {functions}{place.said()} {has} a `yield`, and so {are}"
    text = f"{lead}:\n{placed_list(found)}"
    return [Finding(paragraphs(text, tests_left_out(place)), cited(found), is_all)]


def _yielding(inquiry: Inquiry, headers: Sequence[Header]) -> list[Header]:
    stored = inquiry.snapshot.chunks_by_ids(each.id for each in headers)
    return [each for each in headers if each.id in stored and yields(inquiry.present, stored[each.id])]


def _is_generator(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Whether one function is; None in languages that have none."""
    if stored.language not in _YIELDING or stored.chunk.kind not in CALLABLE:
        return None
    lines = yields(inquiry.present, stored)
    if not lines:
        return Finding(f"No: {inquiry.placed(stored)} does not yield.", tuple(inquiry.cite(stored)))
    at = code(f"{stored.path}:{lines[0]}")
    return Finding(f"Yes: {inquiry.placed(stored)} yields, first at {at}.", tuple(inquiry.cite(stored)))
