"""The book of batches: what is out, what came back, and what is never asked twice."""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass

import pytest

from stc_lsp.calls import BatchCall
from stc_lsp.memory.batches import KEPT_DAYS, BatchBook
from stc_lsp.memory.ledger.budget import DAY
from stc_lsp.memory.ledger.ledger import Ledger
from stc_lsp.memory.values import Caps


@dataclass
class Clock:
    at: float = 1_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ledger(paths, clock):
    opened = Ledger.open(paths, now=clock)
    yield opened
    opened.close()


@pytest.fixture
def book(paths, clock):
    opened = BatchBook.open(paths, now=clock)
    yield opened
    opened.close()


@pytest.fixture
def begin(ledger, book):
    def begin(key, *digests):
        reserved = [(each, ledger.reserve("asleep", 100, 0.0, Caps(), lasting=DAY)) for each in digests]
        calls = [BatchCall(each, "a thought's key", "[1, 1, 1]", allowed) for each, allowed in reserved]
        book.begin(key, "http://127.0.0.1:1/v1", "tiny", calls)

    return begin


def test_a_call_is_out_until_it_is_answered_and_its_first_answer_stays(book, begin):
    begin("b", "one", "two")
    assert (book.find("one").is_out, book.find("three").is_out) == (True, False)
    book.answered("b", {"one": "yes \ud800", "unknown": "no"})
    book.answered("b", {"one": "no"})
    assert book.find("one").answer == "yes \ud800"
    assert not book.find("one").is_out
    assert book.find("two").is_out
    assert book.find("unknown").answer is None


def test_a_call_without_an_answer_may_be_sent_again_once_its_batch_has_ended(book, begin, clock):
    begin("b", "one", "two")
    book.answered("b", {"one": "yes"})
    clock.at += 60
    book.end("b")
    assert book.out() == []
    assert (book.find("one").answer, book.find("one").tries) == ("yes", 0)
    assert (book.find("two").is_out, book.find("two").tries) == (False, 1)
    [ended] = book.lately(0.0)
    assert (ended.key, ended.ended_at, ended.failure) == ("b", clock.at, "")


def test_a_batch_is_found_by_another_process_with_all_that_settling_needs(book, begin, paths, ledger):
    begin("b", "one")
    book.name("b", file="file-1")
    book.name("b", batch="batch-1")
    again = BatchBook.open(paths)
    [out] = again.out()
    assert (out.key, out.file, out.batch, out.calls) == ("b", "file-1", "batch-1", 1)
    [call] = again.calls("b")
    ledger.release(call.reservation)
    assert ledger.spent("asleep")["month"].tokens == 0
    again.close()


def test_a_batch_that_never_reached_the_endpoint_is_as_if_it_had_never_been(book, begin, ledger):
    begin("b", "one", "two")
    book.forget("b")
    assert book.out() == book.lately(0.0) == []
    assert (book.find("one").is_out, book.find("one").tries) == (False, 0)
    assert ledger.spent("asleep")["month"].tokens == 0


def test_answers_are_kept_for_a_while_after_their_batch_has_ended(book, begin, clock):
    begin("old", "one")
    book.answered("old", {"one": "yes"})
    book.end("old")
    clock.at += KEPT_DAYS * DAY + 1
    begin("new", "two")
    assert book.find("one").answer == "yes"
    book.end("new")
    assert book.find("one").answer is None
    assert [each.key for each in book.lately(0)] == ["new"]


def _reserve_and_die(paths):
    Ledger.open(paths).reserve("asleep", 100, 0.0, Caps(), lasting=DAY)


def test_what_a_killed_process_reserved_for_a_batch_it_did_not_note_is_given_back(book, begin, ledger, paths):
    begin("b", "one")
    ledger.reserve("asleep", 7, 0.0, Caps(), lasting=DAY)
    other = multiprocessing.get_context("spawn").Process(target=_reserve_and_die, args=(paths,))
    other.start()
    other.join()
    assert other.exitcode == 0
    assert ledger.spent("asleep")["month"].tokens == 207
    book.release_unsent()
    assert ledger.spent("asleep")["month"].tokens == 107
