"""Which thing a question means, in what words it is asked, and what is no exact question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.wake.values import AskContext, Citation
from tests.wake.answering import Asking, asking, asking_fixture
from tests.wake.test_structural_python import SHOP

if TYPE_CHECKING:
    from pathlib import Path


shop = asking_fixture(SHOP)


def test_several_definitions_of_a_name_are_counted_and_each_answered(shop: Asking) -> None:
    text = shop.text("what does run return?")
    assert text.startswith("2 definitions are called `run`.")
    assert "**run** in `src/tea/cli.py:8`:" in text
    assert "**run** in `src/tea/jobs.py:1`: `run` returns `int`." in text


def test_of_many_definitions_of_a_name_those_are_told_that_are_used_most(tmp_path: Path) -> None:
    classes = "".join(f"class C{at}:\n    def pour(self):\n        return 1\n\n" for at in range(6))
    many = f"# --- cups.py\n{classes}\n# --- use.py\nfrom cups import C5\n\nC5().pour()\nC5().pour()\n"
    with asking(tmp_path, many) as asked:
        text = asked.text("who calls `pour`?")
    assert text.startswith("6 definitions are called `pour`; here are the 4 most used.\n\n**C5.pour** in ")


def test_what_is_told_of_each_overload_does_not_begin_with_its_number(tmp_path: Path) -> None:
    java = (
        "# --- Cup.java\nclass Cup {\n  /** Fill it. */\n  void pour(int drops) {}\n\n"
        "  /** Fill it slowly. */\n  void pour(int drops, String how) {}\n}\n"
    )
    with asking(tmp_path, java) as asked:
        text = asked.text("what does `pour` do?")
    assert "**Cup.pour(int)** in `Cup.java:3`: Fill it.\n" in text


def test_a_file_or_class_in_the_question_says_which_definition_is_meant(shop: Asking) -> None:
    assert shop.text("what does `run` in src/tea/jobs.py return?").startswith("`run` returns `int`.")
    assert shop.text("what does `total` of `Cart` return?").startswith("`Cart.total` returns `int`.")


def test_a_file_without_such_a_definition_is_said_to_have_none(shop: Asking) -> None:
    assert shop.text("what does `run` in src/tea/prices.py return?") == (
        "Nothing called `run` is defined in `src/tea/prices.py`. There is `run` in `src/tea/cli.py:8` and "
        "`run` in "
        "`src/tea/jobs.py:1`."
    )


def test_an_unknown_name_is_said_to_be_unknown_with_the_nearest(shop: Asking) -> None:
    told = shop.told("who calls `curency`?")
    assert told.text == (
        "Nothing called `curency` is known in this workspace. Did you mean `currency` in `src/tea/prices.py`?"
    )
    assert shop.text("who calls `frobnicate_all`?") == (
        "Nothing called `frobnicate_all` is known in this workspace."
    )


def test_all_that_is_like_an_unknown_name_is_told_not_what_is_like_the_nearest(tmp_path: Path) -> None:
    both = "# --- bank.py\ndef currency():\n    return 1\n\n\ndef curenci():\n    return 2\n"
    with asking(tmp_path, both) as asked:
        text = asked.text("who calls `curency`?")
    assert "Did you mean `currency` in `bank.py` or `curenci` in `bank.py`?" in text


def test_a_word_that_no_code_defines_is_shown_where_it_is_written(tmp_path: Path) -> None:
    shop = """
# --- conf/till.yaml
till:
  rush_hour_limit: 4
  rush_hour_limits: 5
# --- tests/till.yaml
rush_hour_limit: 9
# --- shop/till.py
def open_till(): ...
"""
    with asking(tmp_path, shop) as asked:
        for question in ("what is rush_hour_limit?", "where is rush_hour_limit set?"):
            told = asked.told(question)
            assert told.text == (
                "Nothing called `rush_hour_limit` is defined in this workspace. These lines have it:\n\n"
                "- `conf/till.yaml:2`: `rush_hour_limit: 4`\n- `tests/till.yaml:1`: `rush_hour_limit: 9`"
            )
            assert [str(each) for each in told.citations] == ["conf/till.yaml:2", "tests/till.yaml:1"]


def test_two_things_asked_about_at_once_are_both_answered(shop: Asking) -> None:
    text = shop.text("who calls `price` and `currency`?")
    assert "`price` is called in 1 place" in text
    assert "`currency` is called in 1 place" in text


def test_it_is_what_the_person_looks_at(shop: Asking) -> None:
    context = AskContext("src/tea/prices.py", 12)
    assert shop.text("who calls it?", context).startswith("`price` is called in 1 place, by `Cart.total`")


@pytest.mark.parametrize(
    "question",
    [
        "who does not call price?",
        "what calls price when the cart is empty?",
        "what is the second thing that price returns?",
        "why does total_of catch SoldOut?",
        "how is the price of a gift computed?",
        "when is currency called?",
        "what does price return instead of raising SoldOut?",
    ],
)
def test_what_is_another_question_is_left_to_others(shop: Asking, question: str) -> None:
    assert shop.exactly(question) is None


def test_an_edited_file_is_cited_at_its_present_lines_and_flagged(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with asking(tmp_path_factory.mktemp("tea"), SHOP) as asked:
        path = asked.root / "src/tea/cart.py"
        path.write_text("# moved down\n" + path.read_text().replace("price(item) for", "2 * price(item) for"))
        told = asked.told("who calls price?")
        assert not told.fresh
        assert _shows_the_edit(asked, told.citations[0])


def _shows_the_edit(asked: Asking, citation: Citation) -> bool:
    text = (asked.root / citation.path).read_text().split("\n")
    return any("2 * price(item)" in line for line in text[citation.start_line - 1 : citation.end_line])


def test_a_stored_sentence_about_a_definition_is_cited_at_its_own_lines(shop: Asking) -> None:
    told = shop.told("what parameters does receipt take?")
    assert told.text.startswith("`receipt` takes `payable`")
    assert shop.line(told.citations[0]) == "def receipt(payable: Payable) -> int:"


def test_what_a_package_hands_on_is_known_by_its_name_there(shop: Asking) -> None:
    assert shop.text("where is tea.total_of defined?").startswith("`total_of` is a function, defined at")


def test_a_name_without_definition_is_found_where_it_is_used(shop: Asking) -> None:
    assert shop.text("who uses `getenv_like.environ`?") == (
        "Nothing called `getenv_like.environ` is defined in this workspace. It may be an attribute, a local "
        "name, or "
        "come from outside. Something named `environ` is used in 1 place, by `currency` in "
        "`src/tea/prices.py:17`."
    )


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("where do we call `price`?", "`price` is called in 1 place"),
        ("what's the return value of `price`?", "`price` returns `int`."),
        ("can `price` throw anything?", "`price` raises `SoldOut`"),
        ("does `currency` read environment variables?", "`currency` reads:"),
        ("locate `price`", "`price` is a function, defined at `src/tea/prices.py:9`."),
        ("what's the impact of changing `price`?", "Changing `price` touches 1 definition directly"),
    ],
)
def test_people_ask_the_same_in_many_words(shop: Asking, question: str, beginning: str) -> None:
    assert shop.text(question).startswith(beginning)


def test_names_in_plain_words_are_known_whatever_their_case_and_length(tmp_path: Path) -> None:
    files = """
# --- app.py
class TeaCart:
    def pour(self):
        return g

class Samovar(TeaCart):
    pass

def f(cart):
    return cart.pour()

def brew():
    return f(TeaCart())

def run():
    brew()

g = dict()
DEBUG = False
# --- tests/test_app.py
def g():
    return 1
"""
    with asking(tmp_path, files) as asked:
        assert "`brew`" in asked.text("who calls f?")
        assert "`brew`" in asked.text("f callers")
        assert "`Samovar`" in asked.text("teacart subclasses")
        assert asked.text("what is g?").startswith("`g` is a variable, defined at `app.py:")
        assert "`TeaCart.pour`" in asked.text("what uses g")
        of_tests = asked.stored("how are tests run?").found
        assert of_tests is None or of_tests.item.intent == "run_tests", "`run` is not what is asked about"
        assert asked.exactly("where is g pour") is None, "`pour` is defined, but the question says more"


STORE = """
# --- src/persist.ts
export interface Persist { name: string }

export class Blueprint {
  name = ""
}

export class Request {
  blueprint(): string { return "b" }
}

const persistImpl = (name: string) => name

/** Keeps what is in the store. */
export const persist = persistImpl as unknown as Persist
"""

store = asking_fixture(STORE)


def test_a_plain_word_is_first_what_is_called_just_so_then_a_class_then_a_member(store: Asking) -> None:
    assert store.text("what does persist do?").startswith("`persist` is a variable, defined at")
    assert store.text("where is `persist` defined").startswith("`persist` is a variable, defined at")
    assert store.text("blueprint?").startswith("`Blueprint`")
    assert store.text("who calls blueprint").startswith("Nothing in this workspace calls `Request.blueprint`")


@pytest.mark.parametrize(
    "question",
    [
        "what breaks when i touch price",
        "can i remove `price` safely",
        "can I delete `price` without breaking anything?",
        "can `price` be safely removed?",
        "would anything break if I renamed `price`?",
        "what if we drop `price`?",
        "is `price` safe to delete?",
    ],
)
def test_what_a_change_would_do_is_asked_in_many_words(shop: Asking, question: str) -> None:
    assert shop.text(question).startswith("Changing `price` touches 1 definition directly")


@pytest.mark.parametrize("question", ["how can I change the price of a gift?", "how do I remove a `Cart`?"])
def test_how_to_change_something_is_no_question_about_what_a_change_breaks(
    shop: Asking, question: str
) -> None:
    told = shop.exactly(question)
    assert told is None or not told.text.startswith("Changing ")


HANDED_ON = '''
# --- core/a.ts
/** Adds. */
export function add(a: number, b: number) { return a + b; }
# --- core/index.ts
export * from "./a";
# --- index.ts
export { add } from "./core";
# --- app/main.ts
import { add } from "../core";
console.log(add(1, 2));
# --- app/more.ts
import { readFile } from "node:fs";
import { add } from "../core/index";
console.log(add(1, 2));
# --- app/last.ts
import { add } from "../index";
console.log(add(1, 2));
# --- app/other.ts
import { add } from "../core/a";
console.log(add(1, 2));
# --- tea/__init__.py
from tea.pots import Pot
# --- tea/pots.py
class Pot:
    """Holds tea."""
# --- shop.py
from tea import Pot

pot = Pot()
# --- kitchen.py
from tea.pots import Pot

pot = Pot()
'''


def test_who_takes_from_a_file_what_it_hands_on_imports_it(tmp_path: Path) -> None:
    with asking(tmp_path, HANDED_ON) as asked:
        told = asked.ask("what imports core/index.ts?").answer
        assert (
            told
            == "`core/index.ts` is imported by 3 files: `app/main.ts:1`, `app/more.ts:2` and `index.ts:1`."
        )
        assert "`app/last.ts:1`" in asked.ask("what imports index.ts?").answer
        package = asked.ask("which files import tea/__init__.py?").answer
        assert package == "`tea/__init__.py` is imported by 1 file: `shop.py:1`."
        assert "`tea/pots.py` is imported by" in asked.ask("what imports tea/pots.py?").answer
