"""No regular expression over source backtracks for minutes: each is tried on what makes a bad one do so.

There is no clock here: a pattern that explodes runs into the time limit of every test.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import deque
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stc_lsp.code
from stc_lsp.code.describe import documentation
from stc_lsp.code.inert import inert_markdown
from stc_lsp.code.languages import LANGUAGES, language_of
from stc_lsp.code.parse.comments import comment, docstring
from stc_lsp.code.parse.sections import headings
from stc_lsp.code.parse.signatures import parameters, parameters_in, returns_in, signature
from stc_lsp.code.tokens.lexicon import lexicon_of, token_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

PUMPED = 40
"""2 ** 40 ways to match take hours."""
LONG = 4_000
"""So often a piece of a header or docstring is repeated: the cube takes hours, the square a moment."""
LONGEST = 200_000
"""So often a piece of a whole file is repeated: there even the square takes hours."""
PIECES = [
    " ",
    "\n",
    "\t ",
    "a ",
    "a,",
    " ,",
    "a.",
    "(",
    "[",
    "{",
    "<",
    ")",
    "\\",
    "\\ ",
    "'",
    '"',
    "`",
    "* ",
    "**",
    "/",
    "/*",
    "//",
    "#",
    "#[",
    "@a ",
    "@a(",
    "&",
    "|",
    "->",
    "=>",
    ":",
    "::",
    ": ",
    "mut ",
    "fun ",
    "x\u00e9",
]


def _patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Every pattern that a module of the room keeps, alone or in a table."""
    for module in pkgutil.walk_packages(stc_lsp.code.__path__, "stc_lsp.code."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for index, each in enumerate(_within(value)):
                yield f"{module.name.removeprefix('stc_lsp.code.')}.{name}.{index}", each


def _within(value: object) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _within(each)
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _within(each)


PATTERNS = dict(_patterns())


@pytest.mark.parametrize("name", PATTERNS)
@settings(max_examples=10)
@given(data=st.data())
def test_no_pattern_explodes_where_a_part_of_what_it_matches_is_repeated(
    name: str, data: st.DataObject
) -> None:
    pattern: re.Pattern[Any] = PATTERNS[name]
    text: Any = data.draw(st.from_regex(pattern))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 3)))
    pumped = text[:start] + text[start:end] * PUMPED
    for tail in (text[end:], "\x00", "\n!"):
        pattern.search(pumped + (tail if isinstance(pattern.pattern, str) else _bytes(tail)))


@pytest.mark.parametrize("piece", PIECES)
def test_any_header_is_read_soon(piece: str) -> None:
    for language, text in product(
        LANGUAGES, (f"def f({piece * LONG}", f"({piece * LONG})", f"fun f({piece * LONG}) : ;", piece * LONG)
    ):
        header = signature(language, text)
        returns_in(language, header)
        parameters(language, text)
        parameters_in(language, header)


@pytest.mark.parametrize("piece", PIECES)
def test_any_documentation_is_read_soon(piece: str) -> None:
    for text in (piece * LONG, f"`{piece * LONG}", f"a {piece * LONG}!", f"**a{piece * LONG}:"):
        docstring(text)
        comment(text)
        documentation.first_sentence(text)
        documentation.opening(text)
        documentation.paragraphs(text)
        documentation.fields(text)
        documentation.plain(text)
        inert_markdown(text)


@pytest.mark.parametrize("piece", PIECES)
def test_any_file_is_split_into_tokens_soon(piece: str) -> None:
    patterns = {token_pattern(lexicon_of(language)) for language in ("", *LANGUAGES)}
    for pattern, text in product(
        patterns, (f"a{piece * LONGEST}", f"a{piece * LONGEST};", f"a {piece * LONGEST}\n)")
    ):
        deque(pattern.finditer(text.encode()), maxlen=0)


@pytest.mark.parametrize("piece", PIECES)
def test_any_head_and_any_prose_is_read_soon(piece: str) -> None:
    for text in (
        f"#!{piece * LONGEST}",
        f"#!/usr/bin/env {piece * LONGEST}",
        f"====\n{piece * LONGEST}\n===",
    ):
        language_of("script", text.encode()[:200])
        headings(text.encode())


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
