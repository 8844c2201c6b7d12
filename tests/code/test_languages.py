from __future__ import annotations

import pytest

from stc_lsp.code.languages import LANGUAGES, language_of
from stc_lsp.code.queries import reader_of


@pytest.mark.parametrize(
    ("path", "head", "language"),
    [
        ("src/app.py", b"", "python"),
        ("stubs/app.pyi", b"", "python"),
        ("web/Main.TSX", b"", "tsx"),
        ("web/types.d.ts", b"", "typescript"),
        ("a.b/main.cc", b"", "cpp"),
        ("point.h", b"", "c"),
        (
            "point.h",
            b"/* A class:\n * std::point */\nstruct point { int x; };\nint namespace_of(int class);\n",
            "c",
        ),
        ("point.h", b"#pragma once\nnamespace geometry {\n}\n", "cpp"),
        ("point.h", b"class EXPORTED Point final : Shape {};\n", "cpp"),
        ("point.h", b"inline std::string name();\n", "cpp"),
        ("point.h", b"template <typename T>\nT origin();\n", "cpp"),
        ("point.c", b"int namespace;\nclass();\n", "c"),
        ("Rakefile", b"", "ruby"),
        ("docs/quickstart.rst", b"", "restructuredtext"),
        ("README", b"", "markdown"),
        ("README.md", b"", "markdown"),
        ("bin/run", b"#!/usr/bin/env python3\n", "python"),
        ("bin/run", b"#! /usr/bin/python3.11 -u\n", "python"),
        ("bin/run", b"#!/usr/bin/env -S node --harmony\n", "javascript"),
        ("bin/run", b"#!/bin/sh\n", "bash"),
        ("bin/run.py", b"#!/bin/sh\n", "python"),
        ("bin/run", b"\x7fELF", ""),
        ("data.csv", b"", ""),
        (".py", b"", ""),
        ("", b"", ""),
    ],
)
def test_the_language_of_a_file_is_told_by_its_name_or_its_first_line(
    path: str, head: bytes, language: str
) -> None:
    assert language_of(path, head) == language


@pytest.mark.parametrize("language", [row.name for row in LANGUAGES.values() if row.package])
def test_every_language_has_a_grammar_and_a_query_that_compiles(language: str) -> None:
    reader = reader_of(language)
    assert reader is not None
    roles = {pattern.role for pattern in reader.literal_patterns}
    assert roles >= {"literal", "comment"} or language == "markdown"


def test_no_two_languages_claim_a_suffix_a_file_name_or_an_interpreter() -> None:
    for field in ("suffixes", "filenames", "interpreters"):
        claimed = [each for row in LANGUAGES.values() for each in getattr(row, field)]
        assert len(claimed) == len(set(claimed)), field


def test_a_language_that_is_not_known_has_no_reader() -> None:
    assert reader_of("") is None
    assert reader_of("klingon") is None
