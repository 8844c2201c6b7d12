"""What there is to call for who asks how to do something."""

from __future__ import annotations

import pytest

from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.rank.retrieve import retrieve
from stc_lsp.wake.structural.inquiry import Inquiry
from stc_lsp.wake.structural.offered import Offer, offered
from stc_lsp.wake.subjects import find_subjects, read_in
from stc_lsp.wake.values import AskContext
from tests.wake.answering import Asking, asking_fixture

KITCHEN = '''
# --- kitchen/stove.py
"""Where it is hot."""


class Stove:
    """Cooks."""

    def add_timer(self, minutes):
        """Ring after some minutes."""
        return minutes if self._start_timer(minutes) else None

    def _start_timer(self, minutes):
        """Start a timer."""

    def get_timer(self):
        """The timer that was added last."""

    @property
    def timer_added(self):
        """Whether a timer was added."""
# --- kitchen/fridge.py
"""Where it is cold."""


def open_door():
    """Open the door of the fridge."""


def ring():
    """Call for somebody to close the door of the fridge."""


def slam():
    """Close the door of the fridge."""

    def close_fridge_door():
        """Close the door of the fridge."""
# --- tests/test_stove.py
from kitchen.stove import Stove


def test_a_timer_rings():
    stove = Stove()
    stove.add_timer(3)
'''

kitchen = asking_fixture(KITCHEN)


def offer(kitchen: Asking, text: str) -> Offer | None:
    snapshot = kitchen.bench.snapshot
    question = read_in(text, snapshot)
    present = Present(snapshot, DiskDocuments(kitchen.root))
    subjects = find_subjects(question, snapshot, AskContext())
    return offered(Inquiry(question, subjects, snapshot, present), retrieve(question, snapshot))


@pytest.mark.parametrize(
    "question", ["How do I add a timer?", "how to add a timer", "How can one add a timer?"]
)
def test_who_asks_how_to_do_something_is_told_what_to_call_with_an_example(
    kitchen: Asking, question: str
) -> None:
    found = offer(kitchen, question)
    assert found is not None
    assert found.text == (
        "By name and description, this is for it:\n"
        "- `Stove.add_timer` (`kitchen/stove.py:7`): Ring after some minutes. It is declared as "
        "`def add_timer(self, minutes)`, and used as `stove.add_timer(3)` at `tests/test_stove.py:6`."
    )
    assert [str(each) for each in found.citations] == ["kitchen/stove.py:7-9", "tests/test_stove.py:6"]


@pytest.mark.parametrize("question", ["How does the timer work?", "What is a timer?", "How do I fly?"])
def test_nothing_is_offered_to_who_asks_something_else_or_what_nothing_is_for(
    kitchen: Asking, question: str
) -> None:
    assert offer(kitchen, question) is None


def test_what_only_speaks_of_it_is_not_offered(kitchen: Asking) -> None:
    found = offer(kitchen, "How do I close the door of the fridge?")
    assert found is not None
    assert "`ring`" not in found.text
    assert "`slam`" in found.text


def test_what_stands_in_a_function_is_not_offered(kitchen: Asking) -> None:
    found = offer(kitchen, "How do I close the door of the fridge?")
    assert found is not None
    assert "close_fridge_door" not in found.text


def test_what_to_call_is_told_before_what_happens_inside(kitchen: Asking) -> None:
    told = kitchen.by_search("How do I add a timer?")
    offer, _, inside = told.text.partition("The calls around it")
    assert offer.startswith("By name and description, this is for it:\n- `Stove.add_timer`")
    assert "`Stove._start_timer`" in inside
    assert [str(each) for each in told.citations[:2]] == ["kitchen/stove.py:7-9", "tests/test_stove.py:6"]
