"""What "it" means in a conversation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.code.asking.question import Question, read_question
from stc_lsp.models.tokens import mean_tokens
from stc_lsp.wake.follow_up import conversation, resolved
from stc_lsp.wake.values import Turn

LEND = [Turn("What does `Desk.lend` do?", "It lends a book.")]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("and who calls it?", "who calls `Desk.lend`?"),
        ("Who calls it?", "Who calls `Desk.lend`?"),
        ("What are its parameters?", "What are `Desk.lend`'s parameters?"),
        ("And what does this function return?", "what does `Desk.lend` return?"),
        ("ok, where is that method tested?", "where is `Desk.lend` tested?"),
        ("Why?", "Why `Desk.lend`?"),
        ("and where defined?", "where defined `Desk.lend`?"),
        ("and `give_back`?", "What does `give_back` do?"),
        ("What about Desk.give_back?", "What does `Desk.give_back` do?"),
        ("Who calls `give_back`?", "Who calls `give_back`?"),
        ("How does the program start?", "How does the program start?"),
        ("Which functions are recursive?", "Which functions are recursive?"),
        (
            "Which settings are there in the whole repository?",
            "Which settings are there in the whole repository?",
        ),
    ],
)
def test_a_follow_up_names_what_it_is_about(question, meant):
    assert resolved(question, LEND) == meant


def test_a_plain_word_that_is_a_name_here_is_the_subject():
    def read(text: str) -> Question:
        return read_question(text.replace("total", "`total`"))

    assert resolved("and who calls total?", LEND, read) == "and who calls total?"
    history = [*LEND, Turn("and who calls total?", "Nobody.")]
    assert resolved("where is it tested?", history, read) == "where is `total` tested?"


def test_without_a_conversation_nothing_is_changed():
    assert resolved("and who calls it?", []) == "and who calls it?"


def test_a_chain_of_follow_ups_keeps_its_subject():
    history = [*LEND, Turn("and who calls it?", "`test_lend` does."), Turn("Why?", "To test it.")]
    assert resolved("How is it tested?", history) == "How is `Desk.lend` tested?"


def test_the_subject_may_come_from_an_answer():
    history = [Turn("Where are books lent?", "In `Desk.lend`, at the desk.")]
    assert resolved("who calls it?", history) == "who calls `Desk.lend`?"


def test_a_new_subject_takes_the_place_of_the_old_one():
    history = [*LEND, Turn("and `give_back`?", "It takes a book back.")]
    assert resolved("who calls it?", history) == "who calls `give_back`?"


def test_a_long_conversation_costs_no_more_than_its_turns():
    history = [Turn(f"What is number {number}?", "No name. " * 200) for number in range(2000)]
    assert resolved("Is it even?", history) == "Is it even?"


def test_the_last_answer_is_kept_and_earlier_ones_are_cut_short():
    history = [Turn("One?", "First. More of it."), Turn("Two?", "Second. And more of that.")]
    assert conversation(history, 200) == "Q: One?\nA: First.\nQ: Two?\nA: Second.\nAnd more of that."


@given(
    st.lists(st.builds(Turn, st.text(max_size=200), st.text(max_size=600)), max_size=8), st.integers(0, 300)
)
def test_a_conversation_never_exceeds_its_budget(history, budget):
    assert mean_tokens(conversation(history, budget)) <= budget


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("does it override `run`?", "does `Flask` override `run`?"),
        ("and where does it call `make_response`?", "where does `Flask` call `make_response`?"),
        ("is it imported by `cli.py`?", "is `Flask` imported by `cli.py`?"),
        ("is it true that `abort` raises?", "is it true that `abort` raises?"),
        ("does `abort` call it?", "does `abort` call it?"),
    ],
)
def test_a_pronoun_that_does_something_with_what_is_named_is_what_was_spoken_of(
    question: str, meant: str
) -> None:
    assert resolved(question, [Turn("what is `Flask`?", "A class.")]) == meant
