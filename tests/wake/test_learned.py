"""The learned context: within its budget, the same each time, and about what was asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.code.asking.question import read_question
from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.models.tokens import mean_tokens
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.model.knapsack import Candidate
from stc_lsp.wake.model.learned import learned_context
from stc_lsp.wake.model.nearby_names import NameList, nearby_names
from stc_lsp.wake.model.raw import raw_context
from stc_lsp.wake.model.shown import Piece
from stc_lsp.wake.model.windows import own_names
from stc_lsp.wake.rank.retrieve import Ranking, retrieve
from stc_lsp.wake.stored import serve_stored
from stc_lsp.wake.subjects import find_subjects
from stc_lsp.wake.values import AskContext
from tests.wake.asking import library, reader_of

WORDS = [
    "lend",
    "book",
    "fine",
    "late",
    "patron",
    "Desk",
    "`due_date`",
    "LOAN_DAYS",
    "error",
    "why",
    "how",
    "the",
]


class Shelf:
    """What would be shown for a question."""

    def __init__(self, bench, documents):
        self.bench = bench
        self.documents = documents

    def looked_up(self, question):
        snapshot = self.bench.snapshot
        asked = read_question(question)
        return asked, find_subjects(asked, snapshot, AskContext()), Present(snapshot, self.documents)

    def learned(self, question, budget=1000):
        asked, subjects, present = self.looked_up(question)
        near = serve_stored(asked, subjects, present.snapshot, present).near
        return learned_context(asked, subjects, near, retrieve(asked, present.snapshot), present, budget)

    def raw(self, question, budget=1000):
        asked, subjects, present = self.looked_up(question)
        return raw_context(asked, subjects, retrieve(asked, present.snapshot), present, budget)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    with library(tmp_path_factory.mktemp("library")) as bench, reader_of(bench) as reader:
        yield Shelf(bench, reader.present.documents)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), st.integers(0, 600))
def test_no_context_exceeds_its_budget(shelf, question, budget):
    for shown in (shelf.learned(question, budget), shelf.raw(question, budget)):
        assert mean_tokens(shown.text) <= budget
        assert shown.tokens == mean_tokens(shown.text)
        assert 0 <= shown.covered <= 1


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), st.integers(50, 600))
def test_every_line_that_is_shown_is_a_line_of_its_file(shelf, question, budget):
    shown = shelf.learned(question, budget)
    for piece in shown.pieces:
        if not piece.is_note:
            lines = (shelf.bench.root / piece.path).read_text("utf-8").split("\n")
            assert "\n".join(lines[piece.first - 1 : piece.last]).startswith(piece.text)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), st.integers(50, 600))
def test_the_number_of_every_line_can_be_counted(shelf, question, budget):
    for shown in (shelf.learned(question, budget), shelf.raw(question, budget)):
        for part in shown.text.split("\n\n"):
            path, *rows = part.split("\n")
            if (shelf.bench.root / path).is_file():
                _count(rows, (shelf.bench.root / path).read_text("utf-8").split("\n"))


def _count(rows, lines):
    number = None
    for row in rows:
        told = re.match(r"(\d+)\| ", row)
        if row.startswith("["):
            number = None
            continue
        number = int(told[1]) if told else (number or 0) + 1
        assert lines[number - 1].startswith(row[told.end() :] if told else row.strip() and row)


def test_no_name_is_listed_twice(shelf):
    text = shelf.learned("How does Desk lend a book to a Member, and what is the fine?", 600).text
    listed = [name for names in re.findall(r" names (.*)$", text, re.MULTILINE) for name in names.split(", ")]
    assert listed
    assert len(listed) == len(set(listed))


def name_list(path, *names, score=1.0):
    piece = Piece(path, 1, 2, "f names ", is_note=True, chunk_id=len(path), label="f")
    return NameList(Candidate(piece, frozenset(), frozenset(), cost=4, score=score, path_cost=2), names)


def none_of(names):
    return ()


def test_names_that_have_a_word_of_the_question_come_first():
    lists = [
        name_list("first.py", "chapter_one", "page_two"),
        name_list("other.py", "loan_days", "late_fees"),
    ]
    first, *_ = nearby_names(lists, [], [], {"loan", "late"}, 30, none_of)
    assert first.piece.path == "other.py"


def test_names_that_many_pieces_have_come_first():
    lists = [name_list("a.py", "page"), name_list("b.py", "shelf"), name_list("c.py", "shelf")]
    first, *_ = nearby_names(lists, [], [], set(), 20, none_of)
    assert "shelf" in first.piece.text


def test_names_that_are_defined_come_first():
    lists = [name_list("a.py", "page"), name_list("b.py", "shelf")]
    first, *_ = nearby_names(lists, [], [], set(), 20, lambda names: {"shelf"} & set(names))
    assert "shelf" in first.piece.text


def test_no_keyword_is_a_name():
    source = b"def f(x):\n    assert x\n    with shelf:\n        lambda: page\n"
    chunk = parse_file("python", source).chunks[1]
    assert own_names(source, chunk, [], "python") == ["shelf", "page"]


@given(
    st.lists(st.lists(st.sampled_from(["page", "shelf", "loan", "desk", "fee"])), max_size=5),
    st.integers(0, 60),
)
def test_each_name_is_listed_once_within_its_room(names, room):
    lists = [name_list(f"{number}.py", *dict.fromkeys(each)) for number, each in enumerate(names)]
    shown = nearby_names(lists, [], [], {"loan"}, room, none_of)
    listed = [name for each in shown for name in each.piece.text.removeprefix("f names ").split(", ")]
    assert len(listed) == len(set(listed))
    assert sum(each.cost + each.path_cost for each in shown) <= room


def test_the_same_question_shows_the_same_text(shelf):
    question = "How is the fine of a late book computed?"
    assert shelf.learned(question).text == shelf.learned(question).text


def test_what_is_asked_about_is_shown_as_note_and_as_lines(shelf):
    shown = shelf.learned("How is the fine of a late book computed?", 400)
    assert "Take a book back, and charge a fine if it is late" in shown.text
    assert "return max(0, late) * self.fine_per_day" in shown.text
    assert shown.labels[0] == "Desk.give_back"
    assert shown.covered > 0.6


def test_a_small_budget_keeps_the_best(shelf):
    shown = shelf.learned("How is the fine of a late book computed?", 60)
    assert shown.pieces
    assert shown.pieces[0].label == "Desk.give_back"


LONG = '''
# --- desk.py
"""The desk."""


class Desk:
    """Where books come back."""

    def give_back(self, book):
        """Take a late book back, and charge the fine.

        A fine is charged for each day.

        The desk keeps a list.

        Nothing else happens to a book.
        """
        entry = self.ledger.open()
        entry.amount = days_of(book) * 20
        entry.close()
        return entry


def days_of(thing):
    return thing.days


def at_closing_time(desk, shelf):
    first = shelf.pop()
    second = first.strip()
    third = second.lower()
    fourth = third.upper()
    fifth = fourth.title()
    sixth = fifth.lower()
    seventh = sixth.upper()
    eighth = seventh.title()
    ninth = eighth.lower()
    tenth = ninth.upper()
    Desk.give_back(desk, tenth)
    return tenth
'''


def test_what_fits_best_is_shown_whole_with_its_class_and_what_belongs_to_it(tmp_path):
    with library(tmp_path, LONG) as bench, reader_of(bench) as reader:
        text = (
            Shelf(bench, reader.present.documents)
            .learned("How is the fine of a late book charged?", 400)
            .text
        )
    for line in ("entry = self.ledger.open()", "entry.amount = days_of(book) * 20", "entry.close()"):
        assert line in text
    assert "[in Desk]" in text or "Desk.give_back(" in text
    # What it calls, and the line of who calls it, though neither has a word of the question.
    assert "return thing.days" in text
    assert "Desk.give_back(desk, tenth)" in text


TWINS = '''
# --- one.py
def take_back(book):
    """Takes a late book back."""
# --- two.py
def take_back(book):
    """Takes a late book back."""
'''


@pytest.mark.parametrize("files", [("one.py", "two.py"), ("two.py", "one.py")])
def test_a_small_budget_goes_to_the_file_that_search_puts_first(tmp_path, files):
    with library(tmp_path, TWINS) as bench, reader_of(bench) as reader:
        shelf = Shelf(bench, reader.present.documents)
        asked, subjects, present = shelf.looked_up("What happens to a late book?")
        places = retrieve(asked, present.snapshot).places
        ranking = Ranking(places, files, likely={each.chunk.id: 1.0 for each in places})
        shown = learned_context(asked, subjects, [], ranking, present, 30)
        assert shown.paths == files[:1]


def test_lines_are_never_shown_twice(shelf):
    text = shelf.learned("How does Desk lend a book to a Member, and what is the fine?", 600).text
    numbers = [re.findall(r"^(\d+)\|", part, re.MULTILINE) for part in text.split("\n\n")]
    assert any(numbers)
    assert all(len(each) == len(set(each)) for each in numbers)


def test_nothing_is_learned_before_the_sleeper_slept(tmp_path):
    with library(tmp_path, thought=False) as bench, reader_of(bench) as reader:
        unread = Shelf(bench, reader.present.documents)
        assert unread.learned("How is a book lent?").pieces == ()
        assert "def lend" in unread.raw("How is a book lent?").text


def test_raw_source_shows_functions_whole(shelf):
    shown = shelf.raw("How is the fine of a late book computed?")
    assert "25|     def give_back(self, book, member: Member, today):" in shown.text
    assert "\n        return max(0, late) * self.fine_per_day" in shown.text
    assert not any(piece.is_note for piece in shown.pieces)
