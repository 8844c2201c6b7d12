"""Plain words that are one name in code; and those that only stand side by side."""

from __future__ import annotations

import pytest

from stc_lsp.wake.subjects import read_in
from tests.wake.answering import Asking, asking_fixture

PIER = '''
# --- pier/boats.py
"""Boats."""


class BoatHouse:
    """Where boats are kept."""

    def __init__(self, depth):
        self.water_level = depth

    def tie_up(self, boat):
        return boat


def load_cargo(house, config_file):
    """Put it on board."""
    house.tie_up(config_file)
    return unload(house)


def unload(house):
    return house.water_level


def load(house):
    return load_cargo(house, None)


error_messages = []
# --- pier/config.py
"""Says little."""
DEPTH = 3
# --- README.md
# Pier
'''

pier = asking_fixture(PIER)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("what is the boat house for", "BoatHouse"),
        ("who calls load cargo", "load_cargo"),
        ("where is the water level set", "water_level"),
        ("what does tie up return", "tie_up"),
        ("what are the methods of the boat house", "BoatHouse"),
        ("who uses the error messages", "error_messages"),
    ],
)
def test_several_words_are_the_name_that_code_makes_of_them(pier: Asking, question: str, name: str) -> None:
    assert read_in(question, pier.bench.snapshot).names == (name,)


@pytest.mark.parametrize(
    "question",
    [
        "where is the config file loaded",
        "how is cargo loaded into the boat house",
        "where are error messages logged to the disk",
        "when is the water level too high",
        "why does load cargo take so long",
        "does the house load cargo",
        "which boats has the boat house for rent",
        "what did people do in the boat house",
    ],
)
def test_words_that_ask_more_are_left_as_they_are(pier: Asking, question: str) -> None:
    assert not read_in(question, pier.bench.snapshot).names


def test_a_longer_name_is_meant_rather_than_one_of_its_words(pier: Asking) -> None:
    assert "`load`" in pier.ask("who calls load cargo").answer
    assert "pier/config.py" not in pier.ask("who calls load cargo").answer
