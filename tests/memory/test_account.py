"""What thinking asleep costs and saves, as the paper counts it."""

from __future__ import annotations

import math

import pytest

from stc_lsp.memory.ledger.account import Account, account
from stc_lsp.memory.values import FOUND_NOTHING, Asked


def test_it_pays_when_more_is_asked_than_was_spent_divided_by_what_a_query_saves() -> None:
    # S = 100,000; b = 1,000; B = 6,000; t = 10: it pays beyond 100,000 / (10 x 5,000) = 2 queries.
    assert Account(100_000, 2, 1_000, 6_000).pays_from == pytest.approx(2)
    assert not Account(100_000, 2, 1_000, 6_000).pays
    assert Account(100_000, 3, 1_000, 6_000).pays
    assert Account(100_000, 4, 1_000, 6_000).cost_per_query == pytest.approx(25_000 + 10_000)
    assert Account(100_000, 4, 1_000, 6_000).cost_without == pytest.approx(60_000)


def test_what_saves_nothing_never_pays_and_what_costs_nothing_always_does() -> None:
    assert Account(1, 10, 6_000, 6_000).pays_from == math.inf
    assert Account(0, 0, 0, 6_000).pays


def test_questions_that_memory_answered_are_set_against_those_it_could_not() -> None:
    asked = [
        Asked("a?", "stored", 1.0),
        Asked("b?", "learned", 1.0, 900, 100),
        Asked("c?", "raw", 1.0, 3_800, 200),
        Asked("d?", FOUND_NOTHING, 1.0),
    ]
    found = account(50_000, asked)
    assert (found.queries, found.tokens_with, found.tokens_without) == (2, 500, 4_000)
    assert account(50_000, []).tokens_without == 6_000
