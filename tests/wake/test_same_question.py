"""Asleep, two questions are taken for one only where one's answer would also be served to the other."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.code.asking.question import read_question
from stc_lsp.code.asking.same_question import is_same_question, merged
from stc_lsp.memory.values import Recipe, Thought, ThoughtItem, ThoughtKind
from stc_lsp.wake.stored import StoredItem, disagreement
from stc_lsp.wake.subjects import find_subjects
from tests.wake.answering import NOWHERE, Asking, asking_fixture
from tests.wake.test_structural_python import SHOP

_BEGINNINGS = (
    "what does {} return",
    "what do I get back from {}",
    "which errors does {} raise",
    "what can {} throw",
    "who calls {}",
    "where is {} used",
    "how does {} work",
    "why does {} check its input",
    "how does {} validate its input",
    "what changed lately in {}",
    "what did the last commit change in how {} works",
    "is {} called",
    "when is {} called",
    "what is {} for",
    "what does {} do",
)
_ENDINGS = (
    "",
    " on error",
    " before the first call",
    " after the first call",
    " without a cart",
    " with a cart",
    " in 2 places",
    " twice",
    ", and why",
    " by default",
    " exactly",
    " in tests",
)
_NEGATIONS = ("", "not ", "never ", "no longer ")

shop = asking_fixture(SHOP)


def worded(name: str) -> st.SearchStrategy[str]:
    pieces = st.tuples(st.sampled_from(_NEGATIONS), st.sampled_from(_BEGINNINGS), st.sampled_from(_ENDINGS))
    return pieces.map(lambda each: f"{each[1].format(f'`{name}`')} {each[0]}".rstrip() + each[2])


def served(shop: Asking, asked: str, stored: str, name: str) -> str:
    """Why the answer to a stored question about something would not be served to another; "" if it would."""
    snapshot = shop.bench.snapshot
    question = read_question(asked)
    subjects = find_subjects(question, snapshot, NOWHERE)
    chunk = find_subjects(read_question(f"what is `{name}`"), snapshot, NOWHERE).all[0].chunks[0]
    item = ThoughtItem("An answer.", stored)
    thought = Thought("0" * 32, Recipe(ThoughtKind.QUESTIONS, "wise-1", "1"), (item,))
    return disagreement(question, subjects, StoredItem(chunk, thought, item))


@given(data=st.data(), names=st.tuples(*[st.sampled_from(("price", "Cart", "total_of"))] * 2))
def test_no_two_questions_are_merged_that_a_verified_hit_would_keep_apart(
    shop: Asking, data: st.DataObject, names: tuple[str, str]
) -> None:
    one, other = data.draw(worded(names[0])), data.draw(worded(names[1]))
    if is_same_question(one, other):
        assert served(shop, one, other, names[1]) == ""
        assert served(shop, other, one, names[0]) == ""


def test_that_property_is_not_empty(shop: Asking) -> None:
    asked = [f"{begin.format('`price`')}{end}?" for begin in _BEGINNINGS for end in _ENDINGS]
    pairs = [(one, other) for one, other in itertools.combinations(asked, 2) if is_same_question(one, other)]
    assert len(pairs) > 20
    assert [pair for pair in pairs if served(shop, *pair, "price")] == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("What does `price` return?", "what do I get back from `price`", True),
        ("What did the last commit change in how `price` works?", "What changed lately in `price`?", True),
        ("What does `price` return?", "What does `price` raise?", False),
        ("What does `price` return?", "What does `Cart` return?", False),
        ("What does `price` return?", "What does `price` never return?", False),
        ("Why does `price` check its input?", "How does `price` check its input?", False),
        ("How do I open `Cart`?", "How do I close `Cart`?", False),
        ("What does it return?", "What does this function return?", False),
    ],
)
def test_what_is_one_question(one: str, other: str, same: bool) -> None:
    assert is_same_question(one, other) is same
    assert is_same_question(other, one) is same


def test_merging_keeps_the_first_wording_and_lists_the_others() -> None:
    first, again, another = "What does `f` return?", "What do I get back from `f`?", "What does `f` raise?"
    assert merged([first, another, again, first]) == {first: [again], another: []}
