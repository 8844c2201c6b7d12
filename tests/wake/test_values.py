"""Which values something may have: an enumeration, a type of literals, an option."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.narrow import Narrow, narrow_asked
from tests.wake.answering import Asking, asking_fixture

INN = """
# --- src/inn.ts
export interface RoomOptions {
  view?: 'sea' | 'hill' | 'yard'
  size: number
}
export type Meal = 'lunch' | 'supper'
export enum Season { Summer, Winter }
export function book(bed: 'wide' | 'narrow', nights: number) {
  return nights
}
# --- inn/main.py
import argparse
from typing import Literal

LEVELS: Literal["low", "high"] = "low"


def serve(mood: Literal["kind", "curt"], guests: int):
    return guests


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--room-kind", choices=["single", "double"], help="which room")
    return parser
# --- README.md
# Inn
"""

inn = asking_fixture(INN)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("what are the possible values of view?", "may be `'sea'`, `'hill'` and `'yard'`"),
        ("what can bed be set to", "`bed` of `book` (`src/inn.ts:7`) may be `'wide'` and `'narrow'`"),
        ("which values may mood have", '`mood` of `serve` (`inn/main.py:7`) may be `"kind"` and `"curt"`'),
        ("allowed values for LEVELS", '`LEVELS` (`inn/main.py:4`) may be `"low"` and `"high"`'),
        ("what are the valid values of room-kind", "`--room-kind` takes `single` and `double`"),
        ("which values can the Season have", "`Season` has 2 members: `Summer` and `Winter`."),
        ("possible values of Meal", "`Meal` (`src/inn.ts:5`) may be `'lunch'` and `'supper'`"),
    ],
)
def test_values_are_told(inn: Asking, question: str, told: str) -> None:
    answer = inn.ask(question)
    assert told in answer.answer
    assert inn.holds(answer)


def test_of_what_lists_none_search_tells(inn: Asking) -> None:
    assert "may be" not in inn.ask("what are the possible values of size").answer.partition("\n")[0]


@pytest.mark.parametrize(
    "question",
    [
        "which values does book return",
        "what is the value of view",
        "which values are set to view",
        "what values does the inn store",
        "where are the possible values of view checked",
    ],
)
def test_other_questions_of_values_ask_something_else(question: str) -> None:
    asked = narrow_asked(question)
    assert asked is None or asked.asks is not Narrow.VALUES
