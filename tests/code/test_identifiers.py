from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.code.identifiers import is_public, readable, search_terms, split_identifier


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("getHTTPResponse_code", ["get", "http", "response", "code"]),
        ("snake_case", ["snake", "case"]),
        ("__dunder__", ["dunder"]),
        ("SCREAMING_SNAKE", ["screaming", "snake"]),
        ("PascalCase", ["pascal", "case"]),
        ("utf8Decode2", ["utf", "8", "decode", "2"]),
        ("kebab-case", ["kebab", "case"]),
        ("größeÄndern", ["größe", "ändern"]),
        ("größe2Ändern", ["größe", "2", "ändern"]),
        ("é_9x", ["é", "9", "x"]),
        ("имяФайла", ["имя", "файла"]),
        ("日本語", ["日本語"]),
        ("x", ["x"]),
        ("_", []),
        ("", []),
    ],
)
def test_a_name_is_split_into_its_words(name: str, words: list[str]) -> None:
    assert split_identifier(name) == words


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Does getUser_id work?", ["does", "getuser_id", "get", "user", "id", "work"]),
        ("flask.app.Flask", ["flask", "app", "flask"]),
        ("version 2.31.0", ["version", "2.31.0"]),
        ("MAX_SIZE = 3", ["max_size", "max", "size", "3"]),
        ("   ...   ", []),
    ],
)
def test_a_search_looks_for_names_and_for_the_words_of_compound_names(text: str, terms: list[str]) -> None:
    assert search_terms(text) == terms


@given(st.text(st.sampled_from("aB_1. -\t\n\x1c")) | st.text(st.characters(max_codepoint=127)))
def test_text_in_ascii_has_the_same_terms_beside_other_letters(text: str) -> None:
    assert search_terms(f"{text} é") == [*search_terms(text), "é"]
    assert search_terms(f"é\n{text}\né") == ["é", *search_terms(text), "é"]


@given(st.text())
def test_search_terms_are_lower_case_and_never_empty(text: str) -> None:
    for term in search_terms(text):
        assert term
        assert term == term.lower()


@pytest.mark.parametrize(
    ("language", "qualname", "expected"),
    [
        ("python", "Desk.lend", True),
        ("python", "_Desk.lend", False),
        ("javascript", "Desk.#lend", False),
        ("go", "Desk.Lend", True),
        ("go", "Desk.lend", False),
    ],
)
def test_a_name_says_whether_it_is_meant_for_others(language: str, qualname: str, expected: bool) -> None:
    assert is_public(language, qualname) is expected


@pytest.mark.parametrize(
    ("qualname", "expected"),
    [("Desk.lend#2", "Desk.lend #2"), ("Desk.#lend", "Desk.#lend"), ("C# in short", "C# in short")],
)
def test_only_the_number_of_a_second_definition_stands_apart(qualname: str, expected: str) -> None:
    assert readable(qualname) == expected
