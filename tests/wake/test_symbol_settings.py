"""Settings of Ruby that a symbol names."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking_fixture

SITE = """
# --- lib/site.rb
class Site
  def self.set(option, value = nil)
    define_singleton_method(option) { value }
  end

  def self.timeout
    5
  end

  set :show_errors, true
  set :port, 4567 # as everybody has it
  set :folder, Proc.new { root }
  enable :logging, :sessions
  disable :dump
  setting :depth, default: 3

  def call(env)
    settings.port
    settings.port?
  end
end
"""

site = asking_fixture(SITE)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "what is the default of :show_errors?",
            "The setting `show_errors` is set to `true` by its symbol, at `lib/site.rb:10`.",
        ),
        ("what is the default of port?", "is set to `4567` by its symbol, at `lib/site.rb:11`."),
        ("default value of folder", "is set to `Proc.new { root }` by its symbol"),
        ("what is the default of sessions?", "is set to `true` by its symbol, at `lib/site.rb:13`."),
        ("what is the default of dump?", "is set to `false` by its symbol"),
        ("what is the default of depth?", "is set to `3` by its symbol"),
    ],
)
def test_the_default_of_a_setting_is_what_its_symbol_is_given(site: Asking, question: str, told: str) -> None:
    assert told in site.ask(question).answer


@pytest.mark.parametrize(
    "question", ["where is port set?", "where is :port read?", "where is the port setting read?"]
)
def test_where_it_is_set_and_read_is_told(site: Asking, question: str) -> None:
    assert site.ask(question).answer == (
        "The setting `port` is set in 1 place, by its symbol: `lib/site.rb:11` to `4567`. It is read in 2 "
        "places, by `Site.call` in `lib/site.rb:18` (and line 19)."
    )


def test_what_is_defined_is_no_setting(site: Asking) -> None:
    assert "by its symbol" not in site.ask("where is timeout defined?").answer


TILL = """
# --- lib/shop.rb
class Shop
  def initialize(till)
    @till = till
    @open, @count = false, 0
  end

  def open!
    # @open = nil would not do
    @open ||= true
  end

  def till
    @till if @open == true
  end
end
# --- tools/mark.py
def cached(function):
    return function


@cached
def load():
    return 1
"""

shop = asking_fixture(TILL)


@pytest.mark.parametrize(
    "question", ["where is @open set?", "who changes `@open`?", "where does @open get set"]
)
def test_where_a_variable_of_an_object_gets_a_value_is_told(shop: Asking, question: str) -> None:
    assert shop.ask(question).answer == (
        "`@open` is given a value in 2 lines:\n"
        "- `lib/shop.rb:4` in `Shop.initialize`: `@open, @count = false, 0`\n"
        "- `lib/shop.rb:9` in `Shop.open!`: `@open ||= true`\n\n"
        "It is read in 1 more line."
    )


def test_where_it_is_read_is_told_and_not_who_calls_the_method_called_so(shop: Asking) -> None:
    assert shop.ask("who reads @till").answer.startswith(
        "`@till` is read in 1 line:\n- `lib/shop.rb:13` in `Shop.till`: `@till if @open == true`"
    )


@pytest.mark.parametrize(
    "question",
    [
        "where is @cached used?",
        "what is decorated with @cached?",
        "why is @open set",
        "where is @nobody set?",
    ],
)
def test_a_decorator_and_what_asks_for_more_are_no_variable_of_an_object(shop: Asking, question: str) -> None:
    answer = shop.ask(question).answer
    assert "given a value in" not in answer
    assert "is read in" not in answer
