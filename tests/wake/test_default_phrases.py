"""Defaults that are asked for in plain words: of several words that are one name, and of something's port."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.narrow import narrow_asked
from tests.wake.answering import Asking, asking_fixture

KILN = """
# --- kiln/server.py
import argparse


def serve_command():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=80, help="where to listen")
    return parser
# --- kiln/probe.py
import argparse


def probe():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=99, help="where to knock")
    return parser
# --- kiln/fire.py
def burn(max_heat=900, fuel="wood"):
    return max_heat
# --- src/builder.rs
pub struct Builder { tick_interval: u32 }

impl Builder {
    /// Sets how many ticks pass between two looks at the fire.
    ///
    /// By default, the tick interval is `61` for all kilns.
    pub fn tick_interval(&mut self, value: u32) -> &mut Self {
        self.tick_interval = value;
        self
    }
}
# --- lib/kiln.rb
class Kiln
  def bricks
    ENV.fetch("KILN_BRICKS") { 12 }
  end
end
# --- kiln/config.py
class Setting:
    name = None


class Draught(Setting):
    name = "draught"
    cli = ["-d", "--draught"]
    default = 7
    desc = \"\"\"\\
        How much air gets in.

        Set default = 3 in summer.
        \"\"\"
# --- README.md
# Kiln
"""

kiln = asking_fixture(KILN)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("what is the default max heat", "`max_heat` of `burn` (`kiln/fire.py:1`) is `900` by default"),
        ("what's the default tick interval?", "“By default, the tick interval is `61` for all kilns.”"),
        ("what is the default number of bricks for the moon", ""),
        ("what is the default of KILN_BRICKS", "Where `KILN_BRICKS` is not set, `12` is taken"),
        ("what is the default of draught", "The option `--draught` has the default `7`"),
        ("what does the draught option do", "How much air gets in."),
    ],
)
def test_a_default_is_found_however_code_writes_its_name(kiln: Asking, question: str, told: str) -> None:
    answer = kiln.ask(question).answer
    assert told in answer
    assert bool(told) or "default" not in answer.partition("\n")[0]


def test_of_several_options_of_a_name_that_is_told_which_belongs_to_what_is_named(kiln: Asking) -> None:
    assert "`99`" in kiln.ask("what is the default port").answer
    answer = kiln.ask("what is the default port of the server").answer
    assert "`80`" in answer
    assert "`99`" not in answer


@pytest.mark.parametrize(
    "question",
    [
        "what is the default behaviour when nothing is set",
        "what happens to the default max heat",
        "what is the default of the heat",
        "where is the default max heat set",
        "which default options are there",
        "is the default max heat too high",
    ],
)
def test_other_questions_ask_for_the_default_of_no_phrase(question: str) -> None:
    asked = narrow_asked(question)
    assert asked is None or " " not in asked.slots[0].name


DESCRIBED = '''
# --- hub/app.py
from traitlets import Integer, Unicode, List
from traitlets.config import Configurable


class Hub(Configurable):
    days = Integer(
        14,
        help="""How long a cookie is good.

        In days.
        """,
    ).tag(config=True)
    host = Unicode(default_value="here", help="Where it is.")
    made = List(make(), help="What is made.")
    plain = Integer(7)


class Handler:
    @property
    def days(self):
        return self.settings.get("days")
'''

described = asking_fixture(DESCRIBED)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "what's the default of days",
            "`Hub.days` (`hub/app.py:6`) is `14` by default: “How long a cookie is good. In days.”",
        ),
        ("default of host", '`Hub.host` (`hub/app.py:13`) is `"here"` by default: “Where it is.”'),
        (
            "default of made",
            '`Hub.made` (`hub/app.py:14`) is `List(make(), help="What is made.")` to begin with.',
        ),
        ("default of plain", "`Hub.plain` (`hub/app.py:15`) is `Integer(7)` to begin with."),
    ],
)
def test_the_default_of_what_a_call_makes_and_describes_is_its_plain_value(
    described: Asking, question: str, told: str
) -> None:
    assert described.ask(question).answer == told


PORTED = """
# --- a_port/worker.rb
class Worker
  def initialize(lock_for: 0)
    @lock_for = lock_for
  end
end
# --- src/worker.ts
export function work(lock_for = 30000) { return lock_for }
# --- src/queue.ts
export const queue = 1
# --- src/extend.lua
local lock_for = ARGV[1]
# --- src/job.ts
export const job = 1
"""

ported = asking_fixture(PORTED)


def test_the_default_in_the_language_that_the_code_is_in_comes_before_that_of_a_port(ported: Asking) -> None:
    lines = ported.ask("default of lock_for").answer.splitlines()
    assert [line.partition("(`")[2].partition(":")[0] for line in lines] == [
        "src/worker.ts",
        "a_port/worker.rb",
    ]
