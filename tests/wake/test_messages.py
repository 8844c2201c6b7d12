"""Questions about the text of a message: where it stands, and what is said of it."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.messages import message_asked
from tests.wake.answering import Asking, asking_fixture

MILL = '''
# --- mill/wheel.py
"""The wheel."""
TOO_DRY = "the brook has run dry"


class Wheel:
    """It turns."""

    def turn(self, level, stones):
        """Turn once."""
        if level < 2:
            raise ValueError(TOO_DRY)
        for stone in stones:
            if stone.is_cracked:
                # Somebody would be hurt.
                raise RuntimeError(f"the stone {stone.name} is cracked "
                                   f"and must be replaced")

    def stop(self):
        """Stop. The brook has run wild."""
# --- docs/trouble.md
# Trouble

## The brook has run dry

Wait for rain, or open the sluice.
# --- README.md
# Mill
'''

mill = asking_fixture(MILL)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ('what does "the brook has run dry" mean?', "the brook has run dry"),
        ("where is 'the brook has run dry' raised", "the brook has run dry"),
        ("Why do I get the error `the brook has run dry`", "the brook has run dry"),
        ("what does the error the brook has run dry mean", "the brook has run dry"),
        ("where does the message: the stone x is cracked come from?", "the stone x is cracked"),
    ],
)
def test_a_message_is_told_from_what_is_asked_about_it(question: str, message: str) -> None:
    assert message_asked(question) == message


@pytest.mark.parametrize(
    "question",
    [
        'what does "turn" mean',
        'what does "brook level" mean',
        'which functions parse "one two three" into tokens',
        'how does "open the sluice" differ from "close the sluice"',
        "what does the error mean that is raised when the brook has run dry",
        "why is the error message shown twice",
        "what does `wheel = Wheel(3, stones)` do",
        "where is the error raised",
        "the brook has run dry",
    ],
)
def test_other_questions_are_about_no_message(question: str) -> None:
    assert not message_asked(question)


def test_who_uses_a_constant_that_is_a_message_is_told_with_what_documents_say(mill: Asking) -> None:
    answer = mill.ask('what does the error "The brook has run dry" mean?')
    assert "`TOO_DRY` (`mill/wheel.py:2`), which is used in 1 place, by `Wheel.turn`" in answer.answer
    assert "Wait for rain, or open the sluice." in answer.answer
    assert "mill/wheel.py:19" not in answer.answer
    assert mill.holds(answer)


def test_a_message_is_found_with_the_values_that_were_put_in(mill: Asking) -> None:
    answer = mill.ask("where does the error the stone seven is cracked and must be replaced come from")
    assert "in `Wheel.turn` (`mill/wheel.py:15`) inside `for stone in stones` and `if" in answer.answer
    assert "raise RuntimeError(" in answer.answer


def test_of_a_message_that_nothing_has_search_tells(mill: Asking) -> None:
    answer = mill.ask('what does "the miller has gone away" mean')
    assert "It stands" not in answer.answer
