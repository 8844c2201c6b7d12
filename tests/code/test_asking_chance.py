"""How likely each thing is to be asked."""

from __future__ import annotations

from itertools import pairwise

import pytest

from stc_lsp.code.asking.chance import AskedSoFar, chance, leaned, leanings, next_door, unpacked
from stc_lsp.code.asking.intents import Intent

HERE, ELSEWHERE = next_door("shop/till.py", "function"), next_door("tests/till.py", "function")


def test_what_was_asked_here_is_likelier_here_and_likelier_still_next_door() -> None:
    before = AskedSoFar().share(Intent.RAISES, HERE)
    asked = AskedSoFar({"": {Intent.RAISES: 2.0}, HERE: {Intent.RAISES: 2.0}})
    assert before < asked.share(Intent.RAISES, ELSEWHERE) < asked.share(Intent.RAISES, HERE) < 1.0
    assert asked.share(Intent.RETURNS, HERE) < AskedSoFar().share(Intent.RETURNS, HERE)


def test_siblings_are_of_one_folder_and_one_kind() -> None:
    assert next_door("shop/till.py", "function") == next_door("shop/shelf.py", "function")
    assert next_door("shop/till.py", "function") != next_door("shop/till.py", "class")
    assert next_door("till.py", "function") != next_door("shop/till.py", "function")


@pytest.mark.parametrize("expected", [0.0, 0.01, 0.5, 3.0, 100.0])
def test_a_chance_is_one_and_grows_with_what_is_expected(expected: float) -> None:
    assert 0.0 <= chance(expected, 0.2) <= 1.0
    assert chance(expected, 0.2) <= chance(expected + 1, 0.2)


def test_the_more_predictable_of_equals_is_likelier_and_all_together_are_asked_as_often() -> None:
    leaning = leanings([-3.0, None, -0.2, -19.0, -0.1])
    known = [leaning[4], leaning[2], leaning[0], leaning[3]]
    assert all(more > less for more, less in pairwise(known))
    assert leaning[1] == 1.0
    assert sum(leaning) == pytest.approx(len(leaning))
    assert max(leaning) < 1.5 * min(leaning)
    assert leanings([None, None]) == leanings([None, -4.0]) == [1.0, 1.0]


def test_what_is_asked_so_many_times_as_often_has_the_chance_of_that() -> None:
    assert leaned(chance(2.0, 0.1), 1.4) == pytest.approx(chance(2.0 * 1.4, 0.1))
    assert (leaned(0.0, 1.4), leaned(1.0, 0.7)) == (0.0, 1.0)


def test_what_was_asked_survives_being_kept() -> None:
    asked = AskedSoFar({"": {"raises": 1.5}, HERE: {"raises": 1.5}})
    assert unpacked(asked.packed()) == asked
    assert unpacked("") == AskedSoFar()
