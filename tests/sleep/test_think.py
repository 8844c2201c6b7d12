"""Thinking to the end: what is asked of a model, in which order, how often, and what stops it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.values import ThoughtKind
from stc_lsp.sleep.run import SleepReport, sleep_until_done
from tests.fault_endpoint import USAGE, Exchange, FaultEndpoint, status
from tests.sleep.sleepers import settings_for
from tests.workspace import make_workspace, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = '''
# --- shop/__init__.py
"""A shop."""
# --- shop/prices.py
def price(item: str) -> int:
    if not item:
        raise ValueError(item)
    return len(item)
# --- shop/cart.py
from shop.prices import price


class Cart:
    def total(self) -> int:
        items = ["tea"]
        return sum(price(item) for item in items)

    def empty(self) -> None:
        items = []
        self.items = items
# --- tests/test_cart.py
from shop.cart import Cart


def test_total():
    assert Cart().total() == 3
'''
LENGTHENED = """
# --- shop/prices.py
def price(item: str) -> int:
    if not item:
        raise ValueError(item)
    return len(item) * 2
"""
RESIGNED = """
# --- shop/prices.py
def price(item: str, discount: int = 0) -> int:
    if not item:
        raise ValueError(item)
    return len(item)
"""


class Model:
    """A model of few words: it says what it was asked about, so that a test can tell."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.says_nothing_true_of = ""

    def __call__(self, exchange: Exchange) -> None:
        data = "".join(message["content"] for message in exchange.body["messages"])
        about = self._about(exchange.body["messages"])
        self.asked.append(about)
        false = self.says_nothing_true_of and self.says_nothing_true_of in data
        summary = "It calls `no_such_thing`." if false else f"Model on {about}."
        # Shown what it said before, it keeps that if it would say the same again.
        revised = {"keep": summary in data} if "What you said:" in data else {}
        answer = {"summary": summary, "watch_for": "", **revised}
        message = {"role": "assistant", "content": json.dumps(answer)}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        exchange.send_json({"id": "x", "object": "chat.completion", "choices": [choice], "usage": USAGE})

    def _about(self, messages: list[dict[str, str]]) -> str:
        text = "\n".join(message["content"] for message in messages[1:])
        if "Summarise this repository" in text:
            return "repository"
        if "Summarise this package" in text:
            return "package"
        found = re.search(r"^1\| +(?:class |def )?(\w+)", text, re.MULTILINE)
        return found.group(1) if found else "module"


class Shop:
    """A small repository, and a model to think about it."""

    def __init__(self, tmp_path: Path, base_url: str, model: Model) -> None:
        self.root = make_workspace(tmp_path, TEXT)
        self.data_dir = tmp_path / "data"
        self.base_url = base_url
        self.model = model

    def sleep(self, **overrides: object) -> SleepReport:
        self.model.asked.clear()
        settings = settings_for(
            self.data_dir,
            **{
                "model.base_url": self.base_url,
                "model.name": "tiny",
                "model.concurrency": "1",
                "model.timeout_seconds": "5",
                "sleep.questions_per_chunk": "0",
                **overrides,
            },
        )
        return sleep_until_done(self.root, settings)

    def summary(self, path: str, qualname: str = "", thinker: str | None = None) -> str:
        memory = Memory.open(MemoryPaths(self.data_dir, self.root))
        with memory.snapshot() as snapshot:
            chunk = snapshot.chunk(path, qualname)
            assert chunk is not None
            thought = snapshot.thought(chunk.id, ThoughtKind.SUMMARY, thinker)
        memory.close()
        return thought.items[0].text if thought else ""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    model = Model()
    with FaultEndpoint([model]) as server:
        yield Shop(tmp_path, server.base_url, model)


def test_parts_are_thought_about_before_the_whole_and_tests_not_at_all(shop: Shop) -> None:
    report = shop.sleep()
    assert report.stopped_by == "done"
    asked = shop.model.asked
    assert sorted(asked) == sorted(
        ["price", "module", "total", "empty", "Cart", "from", "package", "repository"]
    )
    assert max(asked.index("total"), asked.index("empty")) < asked.index("Cart") < asked.index("from")
    assert asked[-2:] == ["package", "repository"]
    assert shop.summary("shop/cart.py", "Cart") == "Model on Cart."
    assert shop.summary("", "") == "Model on repository."
    assert report.calls == 8
    assert report.tokens["output"] == 8 * 8


def test_what_is_known_is_never_asked_again(shop: Shop) -> None:
    shop.sleep()
    again = shop.sleep()
    assert (again.made, again.calls) == (0, 0)
    write_files(shop.root, TEXT.replace("        return sum", "\n        return  sum"))
    formatted = shop.sleep()
    assert formatted.calls == 0


def test_an_edited_function_costs_the_thoughts_on_its_way_to_the_root(shop: Shop) -> None:
    shop.sleep()
    write_files(shop.root, LENGTHENED)
    report = shop.sleep()
    # The model says the same of the function as before, and so nothing above it changes.
    assert shop.model.asked == ["price"]
    write_files(shop.root, RESIGNED)
    shop.sleep()
    # What calls it was shown its signature.
    assert sorted(shop.model.asked) == ["price", "total"]
    write_files(shop.root, TEXT)
    back = shop.sleep()
    assert back.calls == 0
    assert report.calls == 1
    assert shop.summary("shop/prices.py", "price", "tiny") == "Model on price."


def test_a_spent_budget_stops_thinking_with_a_plain_reason(shop: Shop) -> None:
    report = shop.sleep(**{"budget.asleep.requests_per_day": "2"})
    assert "requests_per_day" in report.stopped_by
    assert report.calls == 2
    assert shop.summary("shop/cart.py", "Cart.total", "structural")
    on = shop.sleep()
    assert (on.stopped_by, on.calls) == ("done", 6)


def test_an_endpoint_that_is_down_stops_the_model_but_not_the_rest(tmp_path: Path) -> None:
    with FaultEndpoint([status(401, "wrong key")]) as server:
        shop = Shop(tmp_path, server.base_url, Model())
        report = shop.sleep()
    assert report.stopped_by != "done"
    assert report.stopped_by.endswith(".")
    assert report.made > 0
    assert shop.summary("shop/cart.py", "Cart", "structural")
    down = shop.sleep(**{"model.timeout_seconds": "1"})
    assert down.stopped_by != "done"
    assert down.made == 0


def test_what_a_model_cannot_say_truly_is_left_to_the_structural_thinker(shop: Shop) -> None:
    shop.model.says_nothing_true_of = "def empty"
    report = shop.sleep()
    assert report.stopped_by == "done"
    assert report.failed == 1
    assert shop.summary("shop/cart.py", "Cart.empty", "tiny") == ""
    assert shop.summary("shop/cart.py", "Cart.empty")
    # What stands above it is thought about all the same.
    assert shop.summary("shop/cart.py", "Cart", "tiny") == "Model on Cart."


def test_a_second_clone_costs_nothing(shop: Shop, tmp_path: Path) -> None:
    shop.sleep()
    (tmp_path / "elsewhere").mkdir()
    shop.root = make_workspace(tmp_path / "elsewhere", TEXT)
    report = shop.sleep()
    assert report.calls == 0
    assert shop.summary("shop/cart.py", "Cart", "tiny") == "Model on Cart."
