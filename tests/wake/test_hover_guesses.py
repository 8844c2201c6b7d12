"""Members of what nobody knows: when a card guesses, and when it had better not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wake.hovering import knowing

if TYPE_CHECKING:
    from pathlib import Path

PYTHON = """
# --- shop/cart.py
import io
import logging
from datetime import datetime
from elsewhere import Crate

try:
    import ssl
except ImportError:
    ssl = None

logger = logging.getLogger(__name__)


class Cart:
    def stamp(self): ...
    def seek_out(self): ...


class Open:
    def __getattr__(self, name): ...
    def go(self):
        return self.stamp


class Kept:
    def __init__(self):
        self.log = logging.getLogger("kept")

    def go(self):
        self.log.seek_out(1)


class Made(Crate):
    def go(self):
        return self.seek_out()


class Mixed:
    def go(self):
        return self.stamp()


class Loaned(Crate):
    def take_back(self): ...
    def lend_out(self): ...


def look(when: datetime, thing, cart):
    cart.stamp()
    thing.seek_out(5)
    thing.take_back()
    loaned = thing.loaned
    loaned.lend_out()
    when.stamp()
    made = io.open("x")
    made.seek_out()
    thing.stamp()
    thing.only_tested()
    thing.lonely()
    logger.seek_out(2)
    with open("x") as made:
        made.seek_out(3)
    context = ssl.create_default_context()
    context.seek_out(4)


def lonely(): ...
# --- tests/test_cart.py
class Fake:
    def only_tested(self): ...


def test_fake(fake):
    fake.only_tested()
"""


@pytest.mark.parametrize(
    ("place", "symbol"),
    [
        ("when.|stamp()", ""),
        ("made.|seek_out()", ""),
        ("thing.|stamp()", ""),
        (" cart.|stamp()", "Cart.stamp"),
        ("thing.|seek_out(5)", "Cart.seek_out"),
        ("thing.|take_back()", ""),
        ("loaned.|lend_out()", "Loaned.lend_out"),
        ("return self.|stamp\n", ""),
        ("return self.|seek_out()", ""),
        ("return self.|stamp()", "Cart.stamp"),
        ("thing.|only_tested()", ""),
        ("thing.|lonely()", ""),
        ("logger.|seek_out(2)", ""),
        ("made.|seek_out(3)", ""),
        ("self.log.|seek_out(1)", ""),
        ("context.|seek_out(4)", ""),
    ],
    ids=[
        "of a type from outside",
        "of what a call outside gives",
        "of what may be anything, by a common word",
        "of what is called like its class",
        "of what may be anything, by a name of two words",
        "which its class may have from outside",
        "which its class may have from outside, of what is called like it",
        "of a class that takes every name",
        "of a class with a base from outside",
        "of a class that may be mixed in",
        "only tests have it",
        "a function is no member",
        "of a variable from outside",
        "of what the language gives",
        "of an attribute from outside",
        "of what may not be installed",
    ],
)
def test_a_member_is_guessed_only_where_it_may_be_one(tmp_path: Path, place: str, symbol: str) -> None:
    with knowing(tmp_path, PYTHON) as (shop, _):
        card = shop.look("shop/cart.py", place)
        assert (card.symbol if card is not None else "") == symbol
        assert shop.card("tests/test_cart.py", "    fake.|only_tested()").symbol == "Fake.only_tested"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("A.java", 'class A { int length() { return 1; } }\nclass B { int f() { return "x".length(); } }\n'),
        (
            "a.go",
            'package a\nimport t "time"\ntype A struct{}\nfunc (a A) length() {}\n'
            "func f() { x := t.New(); x.length() }\n",
        ),
        ("a.rb", "class A\n  def length\n  end\nend\ndef f(x)\n  x.length()\nend\n"),
        ("a.rs", "struct A;\nimpl A { fn length() {} }\nfn f() { std::str::length() }\n"),
    ],
)
def test_what_is_of_the_language_or_from_outside_is_not_guessed_at(
    tmp_path: Path, path: str, text: str
) -> None:
    with knowing(tmp_path, f"# --- {path}\n{text}") as (shop, _):
        separator = "::" if path.endswith(".rs") else "."
        use = shop.source(path).rindex(f"{separator}length".encode()) + len(separator)
        assert shop.at(path, use) is None


def test_the_two_halves_of_a_property_are_no_overloads(tmp_path: Path) -> None:
    text = """
# --- a.js
module.exports = {
  get statusCode () {},
  set statusCode (x) {}
}
# --- b.js
function f (a) { a.statusCode }
"""
    with knowing(tmp_path, text) as (shop, _):
        told = shop.card("b.js", "a.|statusCode").markdown
    assert "overloads" not in told
    assert "this name may mean" in told


RUBY = """
# --- a.rb
class Watcher
  def path; end
  def escape; end
  def preferred_type; end
  VERSION = 1
end
def look(watcher, first_watcher, other)
  watcher.path
  first_watcher.path
  other.path
  other.preferred_type
  Regexp.escape
  Rack::Mime.preferred_type
  URI.parse(other).preferred_type
  Rack::VERSION
end
module Looking
  def go(escape_all)
    preferred_type
    escape
    escape_all
    unknown_thing
  end
end
"""


@pytest.mark.parametrize(
    ("place", "symbol"),
    [
        (" watcher.|path", "Watcher.path"),
        ("first_watcher.|path", "Watcher.path"),
        ("other.|path", ""),
        ("other.|preferred_type", "Watcher.preferred_type"),
        ("Regexp.|escape", ""),
        ("Mime.|preferred_type", ""),
        ("parse(other).|preferred_type", ""),
        ("Rack::|VERSION", ""),
        ("    |preferred_type", "Watcher.preferred_type"),
        ("    |escape\n", ""),
        ("    |unknown_thing", ""),
    ],
)
def test_in_ruby_a_guess_needs_a_name_that_says_more_than_a_word(
    tmp_path: Path, place: str, symbol: str
) -> None:
    with knowing(tmp_path, RUBY) as (shop, _):
        card = shop.look("a.rb", place)
        assert (card.symbol if card is not None else "") == symbol
