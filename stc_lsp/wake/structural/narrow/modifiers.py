"""What is declared `async`, `static`, private or the like, and whether something is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.english import count, plural
from stc_lsp.code.identifiers import is_public, last_name
from stc_lsp.code.modules import SCRIPT_LANGUAGES
from stc_lsp.wake.structural.inquiry import Finding
from stc_lsp.wake.structural.narrow.headers import (
    cited,
    header_of,
    headers_in,
    kinds_asked,
    placed_list,
    tests_left_out,
)
from stc_lsp.wake.structural.narrow.meant import definitions, place_of
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.read.catalogue import Header
    from stc_lsp.wake.structural.inquiry import Inquiry

_EXPORTING = {"go": "", "rust": "pub", **dict.fromkeys(SCRIPT_LANGUAGES, "export")}
"""Languages that say what is exported where it is defined, and by which word; Go by a capital letter."""
_IN_PYTHON = {
    "static": frozenset({"staticmethod"}),
    "abstract": frozenset({"abstractmethod", "ABC", "ABCMeta"}),
    "final": frozenset({"final"}),
}
"""The decorators and bases that say there what elsewhere is a word of the language."""


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


def _is_exported(each: Header) -> bool:
    word = _EXPORTING.get(each.language)
    return _says(rf"{word}(?:\([^)]*\))?")(each) if word else is_public("go", each.qualname)


def _is_private(each: Header) -> bool:
    return not is_public(each.language, each.qualname) or _says("private")(each)


_MODIFIERS = {
    **{
        word: _word(word)
        for word in ("async", "unsafe", "static", "abstract", "const", "virtual", "final", "protected")
    },
    "asynchronous": _word("async"),
    "coroutines": _word("async"),
    "private": _Modifier("private", _is_private, "private, by their names or a `private` before them"),
    "exported": _Modifier("exported", _is_exported, "exported"),
}
_BY_NAME = frozenset({"private", "exported"})
"""That nothing is called so says little: a language may have other ways to say it."""


def modified(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """What of a place is declared with a modifier."""
    modifier = _modifier(asked.words)
    place = place_of(inquiry, asked.slots)
    if modifier is None or place is None:
        return []
    noun, kinds = kinds_asked(asked.words)
    headers = [each for each in headers_in(inquiry, place, kinds) if _may_be_said(modifier, each.language)]
    marks = {each.id: (*each.decorators, *each.bases) for each in inquiry.snapshot.entries()}
    found = [each for each in headers if _has(modifier, each, marks.get(each.id, ()))]
    if not headers or (not found and modifier.word in _BY_NAME):
        return []
    if not found:
        text = f"None of the {count(len(headers), noun)} of code{place.said()} is {modifier.said}."
        return [Finding(text)]
    are = f"{plural('is', len(found))} {modifier.said}{place.said()}"
    text = f"{len(found):,} of {len(headers):,} {plural(noun, len(headers))} {are}:\n{placed_list(found)}"
    return [Finding(paragraphs(text, tests_left_out(place)), cited(found))]


def is_modified(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Whether one definition has a modifier."""
    modifier = _modifier(asked.words)
    if modifier is None:
        return []
    told: list[Finding] = []
    for each in definitions(inquiry, asked.slots[0]):
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
    return modifier.word != "exported" or language in _EXPORTING


def _has(modifier: _Modifier, each: Header, marks: Sequence[str]) -> bool:
    """Whether it is declared so; `marks`: its decorators and bases, as written."""
    in_python = _IN_PYTHON.get(modifier.word, frozenset[str]())
    return modifier.is_on(each) or not in_python.isdisjoint(map(last_name, marks))
