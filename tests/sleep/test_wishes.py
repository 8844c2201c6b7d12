"""What an answer lacked is thought about asleep: asked twice, it is answered from memory."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.questions import QuestionLog
from stc_lsp.memory.snapshot import Memory
from stc_lsp.sleep.run import SleepReport, sleep_until_done
from stc_lsp.wake.ask import Asker
from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.values import Rung
from tests.fault_endpoint import Exchange, FaultEndpoint
from tests.sleep.sleepers import settings_for
from tests.steady_model import SteadyModel
from tests.workspace import make_workspace, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stc_lsp.wake.values import Answer

QUESTION = "Why does price count letters?"
TEXT = '''
# --- shop/prices.py
"""Prices."""


def price(item: str) -> int:
    """Tell what an item costs."""
    return len(item)
'''


class Answering(SteadyModel):
    """Answers what somebody asked, and everything else as ever."""

    def __init__(self) -> None:
        super().__init__()
        self.answered: list[str] = []

    def behave(self, exchange: Exchange) -> None:
        prompt = exchange.body["messages"][1]["content"]
        if "The question, about" not in prompt:
            super().behave(exchange)
            return
        self.answered.append(prompt.rpartition("\n")[2])
        text = json.dumps({"answer": "Because `len` is quick.", "lines": [3]})
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        usage = {"prompt_tokens": 400, "completion_tokens": 30, "total_tokens": 430}
        exchange.send_json({"id": "x", "object": "chat.completion", "choices": [choice], "usage": usage})


class Asking:
    """A workspace in which somebody asks."""

    def __init__(self, tmp_path: Path, base_url: str, model: Answering) -> None:
        self.root = make_workspace(tmp_path, TEXT)
        self.model = model
        self._settings = settings_for(tmp_path / "data", **{"model.base_url": base_url, "model.name": "tiny"})
        self.paths = MemoryPaths(tmp_path / "data", self.root)

    def sleep(self) -> SleepReport:
        self.model.answered.clear()
        report = sleep_until_done(self.root, self._settings)
        assert report.stopped_by == "done"
        return report

    def wish(self, *labels: str, question: str = QUESTION) -> None:
        log = QuestionLog.open(self.paths)
        log.wish(question, labels)
        log.close()

    def wishes(self) -> list[str]:
        log = QuestionLog.open(self.paths)
        try:
            return [each.question for each in log.wishes()]
        finally:
            log.close()

    def ask(self, question: str) -> Answer:
        """Ask without a model, as a person does."""
        memory = Memory.open(self.paths)
        try:
            return asyncio.run(Asker(memory, DiskDocuments(self.root)).ask(question))
        finally:
            memory.close()

    def answers(self, path: str, qualname: str) -> dict[str, str]:
        memory = Memory.open(self.paths)
        try:
            with memory.snapshot() as snapshot:
                chunk = snapshot.chunk(path, qualname)
                assert chunk is not None
                return {item.question: item.text for _, item in snapshot.stored_questions(chunk.id)}
        finally:
            memory.close()


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Asking]:
    model = Answering()
    with FaultEndpoint([model.behave]) as server:
        yield Asking(tmp_path, server.base_url, model)


def test_a_question_that_was_asked_becomes_a_stored_answer(asking: Asking) -> None:
    asking.sleep()
    asking.wish("price", "shop/prices.py")
    report = asking.sleep()
    assert report.calls == 1
    assert asking.model.answered == [f"The question, about this function: {QUESTION}"]
    assert asking.answers("shop/prices.py", "price")[QUESTION] == "Because `len` is quick."
    assert asking.wishes() == []
    assert asking.sleep().calls == 0


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        (QUESTION, ("price", "shop/prices.py")),
        (QUESTION, ()),
        ("Letters and costs, is there some link?", ("price",)),
        ("Letters and costs, is there some link?", ()),
        ("Is `price` sensible?", ("price",)),
    ],
)
def test_asked_twice_it_is_answered_from_memory(
    asking: Asking, question: str, labels: tuple[str, ...]
) -> None:
    asking.sleep()
    assert asking.ask(question).rung is not Rung.STORED
    asking.wish(*labels, question=question)
    asking.sleep()
    again = asking.ask(f"  {question.lower()} ")
    assert (again.rung, again.answer) == (Rung.STORED, "Because `len` is quick.")
    assert asking.ask(f"{question} And why not?").rung is not Rung.STORED


def test_it_is_answered_anew_when_what_it_is_about_changes_and_not_otherwise(asking: Asking) -> None:
    asking.wish("price")
    asking.sleep()
    write_files(asking.root, TEXT.replace("Prices.", "All prices."))
    asking.sleep()
    assert asking.model.answered == []
    write_files(asking.root, TEXT.replace("return len(item)", "return len(item) + 1"))
    asking.sleep()
    assert len(asking.model.answered) == 1
    write_files(asking.root, TEXT)
    assert asking.sleep().calls == 0
    assert QUESTION in asking.answers("shop/prices.py", "price")


def test_a_question_about_nothing_in_particular_is_one_about_the_repository(asking: Asking) -> None:
    asking.wish()
    asking.sleep()
    assert QUESTION in asking.answers("", "")


def test_a_wish_about_what_is_not_there_is_let_go(asking: Asking) -> None:
    asking.wish("no_such_thing")
    asking.sleep()
    assert (asking.wishes(), asking.model.answered) == ([], [])
