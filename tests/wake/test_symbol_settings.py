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
