"""What a model says is held against the source: inventions are marked every time, the truth is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.code.asking.question import read_question
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.model.grounding import NOT_FOUND, UNSUPPORTED, ground
from stc_lsp.wake.model.learned import learned_context
from stc_lsp.wake.rank.retrieve import retrieve
from stc_lsp.wake.stored import serve_stored
from stc_lsp.wake.subjects import find_subjects
from stc_lsp.wake.values import AskContext, Citation
from tests.wake.asking import library, reader_of

QUESTION = "Why does lending a book fail while somebody else has it?"


@pytest.fixture(scope="module")
def grounded(tmp_path_factory):
    """Ground an answer to the question in what would be shown for it."""
    with library(tmp_path_factory.mktemp("library")) as bench, reader_of(bench) as reader:
        snapshot, present = bench.snapshot, reader.present
        question = read_question(QUESTION)
        subjects = find_subjects(question, snapshot, AskContext())
        near = serve_stored(question, subjects, snapshot, present).near
        shown = learned_context(question, subjects, near, retrieve(question, snapshot), present, 1800)
        assert shown.pieces

        def run(answer):
            return ground(answer, shown, Present(snapshot, present.documents))

        yield run


TRUE = [
    "`lend` raises `AlreadyLentError` [library/desk.py:20-21].",
    "`Desk.lend` raises `AlreadyLentError` while `book.on_loan` [library/desk.py:22].",
    "It raises `AlreadyLentError` when the book is on loan (library/desk.py:21).",
    "`lend` returns what `due_date` gives. [library/desk.py:23]",
    "- `due_date` reads `LOAN_DAYS` [library/dates.py:7, library/dates.py:8].",
    "`due_date` doubles the days of a patron [dates.py:8].",
    "`lend` raises `AlreadyLentError` [`library/desk.py:22`].",
    "`Member.is_patron` doubles the days [library/dates.py:8].",
]


@pytest.mark.parametrize("answer", TRUE)
def test_what_is_true_and_cited_is_left_as_it_is(grounded, answer):
    found = grounded(answer)
    assert (found.claims, found.unsupported) == (1, 0), found.text
    assert UNSUPPORTED not in found.text
    assert found.citations
    assert found.holds


INVENTED = {
    "a name in backticks": "`quantum_flush` empties the shelf [library/desk.py:22].",
    "a name without": "It calls quantum_flush() first [library/desk.py:22].",
    "a name in snake case": "The quantum_flush step empties it [library/desk.py:22].",
    "a class": "A FluxCapacitor holds the books [library/desk.py:11].",
    "a method of a real class": "`Desk.teleport` sends the book away [library/desk.py:11].",
    "a real name that the class has not": "`Member.give_back` takes a book [library/desk.py:25].",
    "the same without backticks": "Then Member.give_back takes a book [library/desk.py:25].",
    "a dotted name without backticks": "Then desk.teleport sends the book away [library/desk.py:11].",
    "a real name beside an invented one": "`lend` calls `teleport` [library/desk.py:15-23].",
    "a file": "`lend` is defined in `library/warp.py` [library/desk.py:17].",
    "a file without backticks": "It is configured in library/warp.py as usual [library/desk.py:17].",
    "a cited file": "`lend` raises `AlreadyLentError` [library/warp.py:3].",
    "a line beyond the end": "`lend` raises `AlreadyLentError` [library/desk.py:900].",
    "line nought": "`lend` raises `AlreadyLentError` [library/desk.py:0].",
    "lines in the wrong order": "`lend` raises `AlreadyLentError` [library/desk.py:21-20].",
    "a name that is elsewhere": "`due_date` raises `AlreadyLentError` [library/dates.py:5].",
    "a place that is not there": "`lend` raises `AlreadyLentError` [library/desk.py:22, warp.py:1].",
    "a path out of the workspace": "The root has no password [../../etc/passwd:1].",
    "a setting": "`SHOP_CLOSED` closes the desk [library/dates.py:7].",
    "an invented name in a list": "1. `quantum_flush` [library/desk.py:22]",
    "an invented name in a heading": "# How `quantum_flush` works",
    "an invented name in a table": "| `quantum_flush` | empties the shelf |",
    "code in a block": "```python\ndesk.quantum_flush(book)\n```",
    "an import in a block": "```python\nfrom library.desk import FluxCapacitor\n```",
    "words that nothing bears out": "The server then restarts all of its database replicas in turn.",
}


@pytest.mark.parametrize("kind", INVENTED)
def test_an_invention_is_marked_every_time(grounded, kind):
    found = grounded(INVENTED[kind])
    assert UNSUPPORTED in found.text, found.text
    assert found.unsupported == found.claims == 1
    assert not found.holds


@given(
    st.sampled_from(["`{}`", "{}()", "`{}()`", "`Desk.{}`", "`self.{}`", "desk.{}()", "`x = {}(1)`"]),
    st.sampled_from(["{} lends books", "It uses {} for that", "First {}, then `lend`", "Use {}"]),
    st.from_regex(r"z[a-z]{3,8}_[a-z]{3,8}|Zq[a-z]{3,6}[A-Z][a-z]{3,6}", fullmatch=True),
    st.sampled_from(["", " [library/desk.py:15-23]", " [1-3]", " (library/desk.py:22)"]),
    st.sampled_from([".", "!", "", "?"]),
)
def test_no_form_of_an_invented_name_gets_through(grounded, form, sentence, name, citation, end):
    found = grounded(sentence.format(form.format(name)) + citation + end)
    assert UNSUPPORTED in found.text, found.text
    assert NOT_FOUND in found.text, found.text


def test_only_the_sentence_that_invents_is_marked(grounded):
    true, false = TRUE[0], "It then calls `quantum_flush` [library/desk.py:24]."
    found = grounded(f"{true} {false} {TRUE[1]}")
    assert found.text.count(UNSUPPORTED) == 1
    assert "`quantum_flush` (not found)" in found.text
    assert found.text.startswith(true)
    assert (found.claims, found.unsupported) == (3, 1)


def test_a_model_that_goes_round_in_circles_is_heard_once(grounded):
    assert grounded("\n".join([TRUE[0]] * 9)).text == TRUE[0]


def test_a_sentence_without_a_citation_is_given_one(grounded):
    found = grounded("`lend` raises `AlreadyLentError` while the book is on loan.")
    assert re.search(r"\[library/desk\.py:\d+(-\d+)?\]\.$", found.text), found.text
    assert found.citations[0].path == "library/desk.py"
    assert found.holds


def test_lines_of_a_note_may_be_cited_without_their_path(grounded):
    found = grounded("`Desk.lend` lends a book until its due date [15-23].")
    assert found.citations == (Citation("library/desk.py", 15, 23),)
    assert found.holds


@pytest.mark.parametrize(
    "answer",
    ["Yes.", "# How it works", "It works as follows:", "Do you mean the desk?", "---", "", "   "],
)
def test_what_claims_nothing_is_not_marked(grounded, answer):
    found = grounded(answer)
    assert (found.claims, found.unsupported) == (0, 0)
    assert not found.holds


@pytest.mark.parametrize(
    "answer",
    [
        "MISSING: the code of the shelf.",
        "**MISSING**: everything",
        "The data does not show how the shelf is emptied.",
        "The notes do not contain enough to answer that.",
    ],
)
def test_a_model_that_lacks_something_is_understood(grounded, answer):
    assert grounded(answer).admits


def test_code_that_binds_its_own_names_is_no_invention(grounded):
    code = "```python\ndesk = Desk()\nfor novel in desk.books:\n    loan = desk.lend(novel, member)\n```"
    assert UNSUPPORTED not in grounded(code).text


def test_marks_and_links_are_inert(grounded):
    found = grounded("![x](https://evil.example) <b>`lend`</b> [a](command:b) [library/desk.py:17].")
    assert "![" not in found.text
    assert "<b>" not in found.text
    assert "command:" not in found.text
