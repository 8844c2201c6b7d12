"""Stored answers: served to the same question in any words, refused to any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.wake.values import AskContext
from tests.wake.answering import Asking, asking, asking_fixture
from tests.wake.test_structural_python import SHOP

if TYPE_CHECKING:
    from pathlib import Path


shop = asking_fixture(SHOP)


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What does `price` return?", "returns"),
        ("what's the return type of price?", "returns"),
        ("What do I get back from `price`?", "returns"),
        ("Which exceptions can `price` throw?", "raises"),
        ("What does the function price() do?", "purpose"),
        ("Can you explain `price` to me?", "purpose"),
        ("Where does `price` live?", "where"),
        ("Show me all usages of `price`", "callers"),
        ("Which functions are called by `total_of`?", "calls"),
        ("Which parameters does `price` take?", "parameters"),
        ("Which tests cover `price`?", "tests"),
        ("What is `Cart` derived from?", "bases"),
        ("List the classes derived from `Payable`", "subclasses"),
        ("Which methods does `Payable` have?", "members"),
    ],
)
def test_a_paraphrase_is_served(shop: Asking, question: str, intent: str) -> None:
    hit = shop.stored(question)
    assert hit.found is not None, hit.reason
    assert hit.found.item.intent == intent
    assert hit.fresh
    assert hit.citations


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What does this project do?", "purpose"),
        ("What is workspace for?", "purpose"),
        ("What's this?", "purpose"),
        ("How is workspace structured?", "members"),
        ("Where should I start reading?", "importers"),
    ],
)
def test_what_newcomers_ask_is_answered_for_the_repository_by_whatever_name(
    shop: Asking, question: str, intent: str
) -> None:
    hit = shop.stored(question)
    assert hit.found is not None, hit.reason
    assert (hit.found.chunk.path, hit.found.item.intent) == ("", intent)
    here = shop.stored("What's this?", AskContext("src/tea/cart.py"))
    assert here.found is not None
    assert here.found.chunk.path == "src/tea/cart.py"


@pytest.mark.parametrize(
    "question",
    [
        "What does `price` never return?",
        "What does `price` return on error?",
        "What is the second value that `price` returns?",
        "What type is the argument of `price`?",
        "Why is `price` called?",
        "When is `price` used?",
        "How is `price` called?",
        "How often is `price` called?",
        "How many methods does `Payable` have?",
        "Who does not call `price`?",
        "Who calls `price` with files?",
        "What is `price` called with?",
        "What does `price` do with classes?",
        "Which tests do not cover `price`?",
        "Which abstract methods does `Payable` have?",
    ],
)
def test_what_is_only_near_is_refused(shop: Asking, question: str) -> None:
    hit = shop.stored(question)
    assert hit.found is None, hit.reason
    assert hit.reason


def test_what_something_is_used_for_is_not_who_uses_it(shop: Asking) -> None:
    hit = shop.stored("What is `price` used for?")
    assert hit.found is not None
    assert hit.found.item.intent == "purpose"


def test_an_answer_about_something_else_is_never_served(shop: Asking) -> None:
    hit = shop.stored("What does `currency` return?")
    assert hit.found is not None
    assert hit.found.chunk.label == "currency"
    assert shop.stored("What does `frobnicate` return?").found is None


def test_a_name_that_is_also_a_word_for_asking_is_a_name(tmp_path: Path) -> None:
    files = '# --- app.py\nimport os\n\nclass Environment:\n    x = 1\n\nkey = os.environ["APP_KEY"]\n'
    with asking(tmp_path, files) as asked:
        hit = asked.stored("Which options does Environment read?")
        assert hit.found is None, "the answer is about the whole repository"


def test_an_edited_source_takes_its_stored_answers_back(tmp_path: Path) -> None:
    with asking(tmp_path, SHOP) as asked:
        assert asked.stored("What does `price` return?").found is not None
        path = asked.root / "src/tea/prices.py"
        path.write_text(path.read_text(encoding="utf-8").replace("* RATE", "* RATE * 2"), encoding="utf-8")
        hit = asked.stored("What does `price` return?")
        assert hit.found is None
        assert hit.reason == "What is stored about `price` describes it before it was edited."
