"""Words as code writes them."""

from __future__ import annotations

from stc_lsp.code.asking.abbreviations import words_in_code


def test_words_are_shortened_and_joined_as_code_does_it():
    found = words_in_code("Where do the link checker and configurations read environment variables?")
    assert {"config", "env", "var", "linkchecker", "environmentvariables"} <= set(found)


def test_small_words_and_what_the_text_has_itself_are_left_out():
    assert words_in_code("the config of a configuration") == []
