"""Lists, counts and names as a person would put them."""

from __future__ import annotations

import pytest

from stc_lsp.code.english import (
    agreeing,
    article,
    bulleted,
    code,
    codes,
    count,
    cut,
    joined,
    listed,
    plural,
    sentence,
    times,
    words,
)


@pytest.mark.parametrize(
    ("items", "most", "text"),
    [
        ([], 3, ""),
        (["a"], 3, "a"),
        (["a", "b"], 3, "a and b"),
        (["a", "b", "c"], 3, "a, b and c"),
        (["a", "b", "c", "d"], 3, "a, b, c and d"),
        (["a", "b", "c", "d", "e"], 3, "a, b, c and 2 more"),
    ],
)
def test_lists_are_bounded_and_say_how_much_is_left(items: list[str], most: int, text: str) -> None:
    assert listed(items, most) == text


def test_a_list_of_which_only_a_part_is_known_counts_the_whole() -> None:
    assert codes(["a", "b"], 2, total=1_502) == "`a`, `b` and 1,500 more"


def test_a_list_in_lines_ends_in_how_many_more_there_are() -> None:
    assert bulleted(["a", "b"], 2) == "- a\n- b"
    assert bulleted(["a", "b"], 1_502) == "- a\n- b\n- and 1,500 more"


@pytest.mark.parametrize(
    ("word", "two"),
    [
        ("place", "places"),
        ("class", "classes"),
        ("directory", "directories"),
        ("key", "keys"),
        ("box", "boxes"),
    ],
)
def test_plurals(word: str, two: str) -> None:
    assert plural(word, 2) == two
    assert plural(word, 1) == word


def test_verbs_agree_with_how_many_do_it() -> None:
    rule = "~are called so, ~have one or ~inherit from one that is"
    assert agreeing(rule, 1) == "is called so, has one or inherits from one that is"
    assert agreeing(rule, 2) == "are called so, have one or inherit from one that is"


def test_a_text_is_cut_between_words_and_marked_once() -> None:
    assert (cut("one two three", 9), cut("one two three", 13)) == ("one two …", "one two three")


def test_small_things() -> None:
    assert (count(0, "test"), count(1, "test"), count(2_000, "test")) == ("no tests", "1 test", "2,000 tests")
    assert (times(1), times(2), times(3)) == ("once", "twice", "3 times")
    assert (article("int"), article("class")) == ("an", "a")
    assert words("getHTTPResponse_code") == "get http response code"
    assert joined("A.", "", "B.") == "A. B."
    assert (sentence("do it"), sentence("Do it."), sentence("x` is 1")) == ("Do it.", "Do it.", "X` is 1.")
    assert sentence("expectedVersion reads it") == "expectedVersion reads it."
    assert (sentence("etag makes one", "etag"), sentence("e.g. this")) == ("etag makes one.", "E.g. this.")
    assert code("a`b") == "`` a`b ``"
