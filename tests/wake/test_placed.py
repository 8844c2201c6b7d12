"""Questions that point at a line, and stack traces that are pasted for a question."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.snapshot import Memory
from stc_lsp.wake.ask import Asker
from stc_lsp.wake.documents import DiskDocuments, digest_of
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.pasted import pasted
from stc_lsp.wake.placed import placed
from stc_lsp.wake.values import AskContext
from tests.wake.answering import Asking, asking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHOP = '''
# --- shop/till.py
"""The till."""


class EmptyBasket(Exception):
    """Nothing to pay for."""


def total(basket):
    """What a basket costs."""
    if not basket:
        raise EmptyBasket
    return sum(basket)
# --- shop/main.py
from shop.till import total


def main():
    """Sell."""
    print(total([1, 2]))
# --- web/main.py
def serve():
    """Serve."""
'''
HERE = AskContext("shop/till.py", 11)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    folder: Path = tmp_path_factory.mktemp("placed")
    with asking(folder, SHOP) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "asked", "context"),
    [
        ("what does shop/till.py:11 do", "what does this function do", HERE),
        ("who calls till.py:11:5?", "who calls this function?", HERE),
        ("shop/till.py:11:", "What does this function do?", HERE),
        ("/usr/lib/shop/till.py:11", "What does this function do?", HERE),
        ("shop/till.py:11-13", "What does this function do?", HERE),
        ("what does shop/till.py#L11-L12 do", "what does this function do", HERE),
        ("what is on line 11 of shop/till.py?", "what is this function?", HERE),
        ("explain `till.py`, lines 11-12", "explain this function", HERE),
        ("explain till.py line 11", "explain this function", HERE),
        ("who uses `shop/till.py:5`", "who uses this class", AskContext("shop/till.py", 5)),
        ("what is shop/till.py:2", "what is this file", AskContext("shop/till.py", 2)),
    ],
)
def test_a_line_that_is_named_is_where_the_question_is_asked(
    shop: Asking, question: str, asked: str, context: AskContext
) -> None:
    assert placed(question, AskContext(), shop.bench.snapshot) == (asked, context)


@pytest.mark.parametrize(
    "question",
    [
        "who calls total",
        "what listens at example.com:443",
        "main.py:4",
        "till.py:5 or till.py:9",
        "gone.py:3",
    ],
)
def test_where_no_line_or_several_are_named_nothing_is_changed(shop: Asking, question: str) -> None:
    assert placed(question, AskContext(), shop.bench.snapshot) == (question, AskContext())


def test_here_is_where_one_stands(shop: Asking) -> None:
    asked = placed("What happens here?", HERE, shop.bench.snapshot)
    assert asked == ("What does this function do?", HERE)


def test_what_is_told_of_a_line_is_about_its_function(shop: Asking) -> None:
    answer = shop.ask("what does shop/till.py:11 do?")
    assert "What a basket costs." in answer.answer
    assert answer.rung == "stored"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how does this work?", "`total` (`shop/till.py:8`): What a basket costs."),
        ("what state does this function change?", "`total` (`shop/till.py:8`): What a basket costs."),
        ("is it recursive?", "No: no call in `total` (`shop/till.py:8`)"),
        ("how does a sale get to this handler?", "1. `main` (`shop/main.py:4`)"),
        ("what are the parameters?", "`total` takes `basket`"),
        ("what imports this file?", "`shop/till.py` is imported by `shop/main.py`"),
        ("summarize this file", "`shop/till.py`: The till."),
    ],
)
def test_what_is_asked_of_this_is_told_of_what_somebody_looks_at(
    shop: Asking, question: str, told: str
) -> None:
    with contextlib.closing(Memory.open(shop.bench.session.paths)) as memory:
        answer = asyncio.run(Asker(memory, DiskDocuments(shop.root)).ask(question, HERE))
    assert told in answer.answer


def test_this_class_is_the_one_around_the_line(tmp_path: Path) -> None:
    text = SHOP.replace("def total", "class Till:\n  def total").replace("    if not", "    if not")
    with asking(tmp_path, text) as shop, contextlib.closing(Memory.open(shop.bench.session.paths)) as memory:
        asker = Asker(memory, DiskDocuments(shop.root))
        here = AskContext("shop/till.py", 11)
        answers = [
            asyncio.run(asker.ask(f"where is this {noun} defined?", here)) for noun in ("class", "method")
        ]
    assert "`Till` " in answers[0].answer
    assert "`Till.total` " in answers[1].answer


def test_what_was_written_and_not_saved_is_said_to_be_unsaved(shop: Asking) -> None:
    class Edited(DiskDocuments):
        def text(self, path: str) -> bytes | None:
            return (super().text(path) or b"") + b"def refund(): ...\n"

        def digest(self, path: str) -> bytes | None:
            return digest_of(self.text(path) or b"")

    with contextlib.closing(Memory.open(shop.bench.session.paths)) as memory:
        asker = Asker(memory, Edited(shop.root))
        answers = [asyncio.run(asker.ask(f"who calls `{name}`?", HERE)) for name in ("refund", "sell_on")]
    stands = (
        "`refund` stands in `shop/till.py`, which has been edited since it was read: save it and ask again."
    )
    assert [stands in each.answer for each in answers] == [True, False]
    assert answers[1].reason == "No such name was found when the repository was read, so no model was asked."


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("src/till.py", " Did you mean `shop/till.py`?"),
        ("shop/tills.py", " Did you mean `shop/till.py`?"),
        ("a/b.py", ""),
    ],
)
def test_of_a_file_that_is_not_there_the_one_is_told_that_may_be_meant(
    shop: Asking, path: str, meant: str
) -> None:
    answer = shop.ask(f"what is in {path}?").answer
    assert answer == f"Nothing called `{path}` is known in this workspace.{meant}"


PASTED = """    if not basket:
        raise EmptyBasket
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (PASTED, "What a basket costs."),
        (f"What does this do?\n```python\n{PASTED}```", "What a basket costs."),
        (f"who calls this?\n{PASTED}", "by `main` in `shop/main.py`"),
    ],
)
def test_code_that_is_pasted_is_asked_about_where_it_stands(shop: Asking, question: str, told: str) -> None:
    answer = shop.ask(question)
    assert "`total`" in answer.answer
    assert told in answer.answer
    assert answer.rung == "stored"


def test_code_from_elsewhere_is_no_place_here(shop: Asking) -> None:
    with contextlib.closing(Memory.open(shop.bench.session.paths)) as memory, memory.snapshot() as snapshot:
        present = Present(snapshot, DiskDocuments(shop.root))
        assert pasted("if not basket:\n    return None\n", present) is None
        assert pasted("who calls total?", present) is None


TRACE = """Traceback (most recent call last):
  File "/usr/lib/python3/shop/main.py", line 6, in main
    print(total([1, 2]))
  File "/usr/lib/python3/shop/till.py", line 3, in total
    raise EmptyBasket
shop.till.EmptyBasket"""


def test_a_trace_leads_to_the_lines_of_this_repository_as_they_are_now(shop: Asking) -> None:
    answer = shop.ask(TRACE)
    assert answer.answer == (
        "“shop.till.EmptyBasket” came in `total` (`shop/till.py:11`): “What a basket costs.” "
        "The trace has line 3: the code has changed.\n\n"
        '```python\ndef total(basket):\n    """What a basket costs."""\n    if not basket:\n'
        "        raise EmptyBasket\n    return sum(basket)\n```\n\n"
        "It was called by, the last one first:\n- `main` (`shop/main.py:6`): “Sell.”"
    )
    assert [str(each) for each in answer.citations] == ["shop/till.py:11", "shop/main.py:6"]
    assert answer.rung == "structural"


def test_what_was_called_outside_is_said(shop: Asking) -> None:
    inner = '  File "/usr/lib/x.py", line 4, in x\n    y()\nKeyError: 3'
    trace = TRACE.removesuffix("shop.till.EmptyBasket") + inner
    answer = shop.ask(trace)
    assert answer.answer.startswith("“KeyError: 3” came from what was called in `total` (`shop/till.py:11`)")
    assert answer.answer.endswith("1 further call of the trace: none of them in this repository.")


def test_a_trace_of_something_else_is_not_taken_for_one_of_this(shop: Asking) -> None:
    assert "further call" not in shop.ask('File "/usr/lib/x.py", line 4, in x\nKeyError: 3').answer
