"""Methods of a class and of its objects that have one name in Ruby."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking_fixture

SHOP = """
# --- lib/shop.rb
class Shop
  # Opens one.
  def self.open(name)
    new(name)
  end

  # Opens the door.
  def open
    raise Closed
  end

  def self.first
    open("first")
  end

  def visit
    open
  end

  def close
    1
  end
end

def main
  Shop.open("x")
end
"""

shop = asking_fixture(SHOP)


def test_both_are_told_of_where_both_may_be_meant(shop: Asking) -> None:
    told = shop.ask("what does Shop.open do?").answer
    assert "Opens one." in told
    assert "Opens the door." in told


def test_a_name_that_says_which_is_meant_means_that(shop: Asking) -> None:
    assert shop.ask("what does Shop#open do?").answer == "`Shop.open`: Opens the door."
    assert "Opens one." in shop.ask("what does Shop::open do?").answer
    assert "Opens the door." not in shop.ask("what does Shop::open do?").answer


def test_calls_belong_to_the_one_that_they_are_written_as(shop: Asking) -> None:
    of_object = shop.ask("who calls Shop#open?").answer
    assert "`Shop.visit`" in of_object or "`lib/shop.rb:17`" in of_object
    assert "`main`" not in of_object
    of_class = shop.ask("who calls Shop::open?").answer
    assert "`main` in `lib/shop.rb:26`" in of_class
    assert "`Shop.first` in `lib/shop.rb:13`" in of_class
    assert "17" not in of_class


def test_where_there_is_one_it_is_meant_however_it_is_written(shop: Asking) -> None:
    assert "2 definitions" not in shop.ask("what does Shop.close return?").answer
    assert "2 definitions" not in shop.ask("what does Shop#first return?").answer


MODULES = """
# --- lib/loud.rb
module Loud
  def shout; end
end
# --- lib/radio.rb
class Radio
  include Loud
end
# --- lib/horn.rb
class Horn
  include Loud
end
"""

radio = asking_fixture(MODULES)


@pytest.mark.parametrize(
    "question",
    [
        "which classes include Loud?",
        "which devices include Loud?",
        "who mixes in Loud?",
        "which devices inherit from Loud?",
    ],
)
def test_what_includes_a_module_is_no_file_that_imports_it(radio: Asking, question: str) -> None:
    assert radio.text(question) == (
        "2 classes include `Loud`: `Horn` (`lib/horn.rb:1`) and `Radio` (`lib/radio.rb:1`)."
    )
    assert radio.ask("which classes inherit from Loud?").answer.startswith("2 classes include `Loud`: ")


def test_nobody_makes_one_of_a_module(radio: Asking) -> None:
    assert radio.text("who uses Loud?") == (
        "`Loud` is included in 2 places in 2 files (`lib/horn.rb:2` and `lib/radio.rb:2`)."
    )
