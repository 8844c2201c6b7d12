"""Questions for examples: what documentation shows, and calls as they stand in code."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.narrow import Narrow, narrow_asked
from tests.wake.answering import Asking, asking_fixture

DAIRY = '''
# --- dairy/churn.py
"""Churns."""


def churn(milk, turns=40):
    """Make butter.

    >>> churn(3)
    'butter'
    """
    return "butter"


def skim(milk):
    """Take the cream."""
    return milk


def unused(milk):
    return milk
# --- dairy/morning.py
from dairy.churn import churn, skim


def morning(cows):
    milk = cows.give()
    cream = skim(milk)
    return churn(cream)
# --- tests/test_churn.py
from dairy.churn import skim


def test_cream_is_taken():
    assert skim(1) == 1
# --- README.md
# Dairy
'''

dairy = asking_fixture(DAIRY)


@pytest.mark.parametrize("question", ["show me an example of churn", "how is `churn` used?", "churn example"])
def test_what_documentation_shows_comes_before_a_call(dairy: Asking, question: str) -> None:
    answer = dairy.ask(question)
    assert "(`dairy/churn.py:4`) shows:\n\n```python\n>>> churn(3)\n```" in answer.answer
    assert "`churn` is used by `morning` (`dairy/morning.py:7`)" in answer.answer
    assert "    return churn(cream)" in answer.answer
    assert dairy.holds(answer)


def test_code_comes_before_tests(dairy: Asking) -> None:
    answer = dairy.ask("give me an example of how to use skim").answer
    assert 0 < answer.index("dairy/morning.py") < answer.index("tests/test_churn.py")


def test_what_nothing_uses_has_no_example(dairy: Asking) -> None:
    assert "is used by" not in dairy.ask("show me an example of unused").answer.partition("\n")[0]


@pytest.mark.parametrize(
    "question",
    [
        "how is churn used by the morning",
        "what does the churn example do",
        "where are examples",
        "how do I write an example of my own for churn",
        "which examples use churn",
        "how is churn called",
    ],
)
def test_other_questions_ask_for_no_example(question: str) -> None:
    asked = narrow_asked(question)
    assert asked is None or asked.asks is not Narrow.EXAMPLES
