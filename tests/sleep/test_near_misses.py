"""What was nearly answered from memory is judged asleep; what is approved is served from then on."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.ledger.ledger import Ledger
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.questions import NearMiss, QuestionLog
from stc_lsp.memory.snapshot import Memory
from stc_lsp.sleep.run import sleep_until_done
from stc_lsp.wake.ask import Asker
from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.values import Rung
from tests.booked import calls_in
from tests.fault_endpoint import Exchange, FaultEndpoint
from tests.sleep.sleepers import settings_for
from tests.steady_model import SteadyModel
from tests.workspace import make_workspace, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stc_lsp.wake.values import Answer

TEXT = '''
# --- shop/prices.py
"""Prices."""


def price(item: str) -> int:
    """Tell what an item costs."""
    return len(item)
'''
ASKED = "Which outcome does `price` hand over, value wise?"
STORED = "What does `price` return?"


class Judging(SteadyModel):
    """Judges pairs of questions as it was told, and answers everything else as ever."""

    def __init__(self) -> None:
        super().__init__()
        self.verdict: object = True
        self.judged: list[str] = []

    def behave(self, exchange: Exchange) -> None:
        prompt = exchange.body["messages"][1]["content"]
        if "Second question:" not in prompt:
            super().behave(exchange)
            return
        self.judged.append(prompt)
        text = json.dumps({"same": self.verdict, "reason": "Both ask for the value."})
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        usage = {"prompt_tokens": 90, "completion_tokens": 12, "total_tokens": 102}
        exchange.send_json({"id": "x", "object": "chat.completion", "choices": [choice], "usage": usage})


class Shop:
    """A workspace with a sleeper that has a model, and people who ask without one."""

    def __init__(self, tmp_path: Path, base_url: str, model: Judging) -> None:
        self.root = make_workspace(tmp_path, TEXT)
        self.model = model
        self._settings = settings_for(tmp_path / "data", **{"model.base_url": base_url, "model.name": "tiny"})
        self.paths = MemoryPaths(tmp_path / "data", self.root)

    def sleep(self) -> int:
        """Sleep to the end; how many calls that took."""
        report = sleep_until_done(self.root, self._settings)
        assert report.stopped_by == "done"
        return report.calls

    def ask(self, question: str) -> Answer:
        memory, log = Memory.open(self.paths), QuestionLog.open(self.paths)
        try:
            return asyncio.run(Asker(memory, DiskDocuments(self.root), log=log).ask(question))
        finally:
            log.close()
            memory.close()

    def unjudged(self) -> list[NearMiss]:
        log = QuestionLog.open(self.paths)
        try:
            return list(log.near_misses())
        finally:
            log.close()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    model = Judging()
    with FaultEndpoint([model.behave]) as server:
        yield Shop(tmp_path, server.base_url, model)


def test_an_approved_wording_is_answered_from_memory_from_then_on(shop: Shop) -> None:
    shop.sleep()
    assert shop.ask(ASKED).rung is not Rung.STORED
    assert shop.unjudged() == [NearMiss(ASKED, STORED)]
    shop.sleep()
    assert len(shop.model.judged) == 1
    assert shop.unjudged() == []
    answer = shop.ask(ASKED.lower().rstrip("?"))
    assert answer.rung is Rung.STORED
    assert answer.answer == shop.ask(STORED).answer
    assert "A model found that your question asks the same." in answer.reason


def test_a_refused_wording_is_not_served_and_never_judged_again(shop: Shop) -> None:
    shop.sleep()
    shop.ask(ASKED)
    shop.model.verdict = False
    shop.sleep()
    assert shop.ask(ASKED).rung is not Rung.STORED
    shop.sleep()
    assert len(shop.model.judged) == 1


def test_no_verdict_is_a_refusal(shop: Shop) -> None:
    shop.sleep()
    shop.ask(ASKED)
    shop.model.verdict = "perhaps"
    shop.sleep()
    assert shop.unjudged() == []
    assert shop.ask(ASKED).rung is not Rung.STORED


def test_an_approved_wording_gets_no_answer_about_what_was_edited_since(shop: Shop) -> None:
    shop.sleep()
    shop.ask(ASKED)
    shop.sleep()
    write_files(shop.root, TEXT.replace("return len(item)", "return str(item)"))
    assert shop.ask(ASKED).rung is not Rung.STORED


def test_judging_is_paid_for_asleep(shop: Shop) -> None:
    shop.sleep()
    shop.ask(ASKED)
    shop.sleep()
    ledger = Ledger.open(shop.paths)
    try:
        judged = [call for call in calls_in(ledger) if "whether" in call.purpose]
    finally:
        ledger.close()
    assert [(call.phase, call.input_tokens, call.output_tokens) for call in judged] == [("asleep", 90, 12)]


@pytest.mark.parametrize(
    "question",
    [
        "Which outcome does `price` never hand over, value wise?",
        "Which 2 outcomes does `price` hand over, value wise?",
        "Which outcome does `cost` hand over, value wise?",
        "Why does `price` hand over an outcome, value wise?",
    ],
)
def test_what_denies_counts_or_is_about_something_else_is_no_near_miss(shop: Shop, question: str) -> None:
    shop.sleep()
    shop.ask(question)
    assert shop.unjudged() == []
