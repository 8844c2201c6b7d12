"""How likely each thing is to be asked."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking_chance import AskedSoFar, chance, next_door, unpacked
from stc_lsp.code.intents import Intent

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


def test_what_was_asked_survives_being_kept() -> None:
    asked = AskedSoFar({"": {"raises": 1.5}, HERE: {"raises": 1.5}})
    assert unpacked(asked.packed()) == asked
    assert unpacked("") == AskedSoFar()
