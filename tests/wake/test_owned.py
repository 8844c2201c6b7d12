"""What something has of a sort: the options of a parser, the hooks of a plugin, the flags of a command."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking_fixture

LOOM = '''
# --- loom/settings.py
"""What may be set."""
from enum import Enum

from fields import Field


class ShuttleSettings:
    """How the shuttle flies."""

    model_config = {}
    speed: int = Field(default=3, description="How many picks a second.")
    colour: str = "red"


class Weave(Enum):
    PLAIN = 1
    TWILL = 2


class WeaveError(Exception):
    """Threads broke."""
# --- loom/plugin.py
"""Plugins."""


class Plugin:
    """Something that is called now and then."""

    def before_pick_hook(self):
        """Run before each pick."""

    def after_pick_hook(self):
        """Run after each pick."""

    def report_error(self):
        raise ValueError

    def clear_errors(self):
        """Forget them."""
# --- loom/server.py
"""The command."""
import argparse


def server_command():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", default=80, help="where to listen")
    return parser
# --- loom/cleaner.py
"""Another command."""
import argparse


def clean():
    parser = argparse.ArgumentParser()
    parser.add_argument("--deep", help="clean deeply")
    return parser
# --- web/loom.js
class Loom {
  constructor() {
    this.hooks = Object.freeze({
      /** @type {Hook<[string, number]>} */
      start: new Hook(["pattern", "size"]),
      stop: new Hook([]),
    });
  }
  hookUp() {}
  unhook() {}
}
# --- web/options.ts
interface ThreadOptions { colour: string }
interface KnotOptions { tight?: boolean }
export type WeaverOptions = ThreadOptions & KnotOptions
export const weaver = 1
export const spinner = 1
export const turn = spinner
# --- web/weave.ts
export interface PickOptions { threads: number }
export function weave(options: PickOptions): void {}
# --- README.md
# Loom
'''

loom = asking_fixture(LOOM)


@pytest.mark.parametrize(
    "question", ["what settings does the shuttle have", "which options are there for the shuttle?"]
)
def test_a_type_that_is_called_after_both_tells_what_may_be_set(loom: Asking, question: str) -> None:
    told = loom.text(question)
    assert told.startswith("`ShuttleSettings` (`loom/settings.py:7`) has 2 members in all:")
    assert "`speed: int = 3` (`loom/settings.py:11`): How many picks a second." in told
    assert "colour" in told
    assert "model_config" not in told
    assert "--port" not in told


def test_a_type_that_is_made_of_others_has_what_those_have(loom: Asking) -> None:
    told = loom.text("which options does the weaver have")
    assert told.startswith("`WeaverOptions` (`web/options.ts:3`) has 2 members in all:")
    assert "`tight?: boolean`" in told


def test_who_asks_for_the_options_of_a_variable_is_not_told_where_it_is_read(loom: Asking) -> None:
    assert "is used in" not in loom.ask("which options does the spinner have").answer.partition("\n")[0]


def test_members_are_told_whose_names_have_the_word(loom: Asking) -> None:
    told = loom.text("what hooks does Plugin have")
    assert told.startswith("`Plugin` (`loom/plugin.py:4`) has 2 members with “hook” in the name:")
    assert "`before_pick_hook` (`loom/plugin.py:7`): Run before each pick." in told


def test_a_table_of_that_name_comes_before_members_with_the_word(loom: Asking) -> None:
    assert "2 hooks, at `web/loom.js:3`: `start` and `stop`." in loom.text(
        "which hooks does the Loom class have?"
    )


def test_options_of_one_command_are_no_options_of_another(loom: Asking) -> None:
    told = loom.text("what options does loom server have")
    assert "--port" in told
    assert "--deep" not in told


def test_the_options_of_a_command_are_told_that_a_word_says_is_one(loom: Asking) -> None:
    told = loom.text("which flags does the server command have")
    assert "--port" in told
    assert "--deep" not in told
    told = loom.text("which command line options are there for the cleaner")
    assert "--deep" in told
    assert "--port" not in told


def test_the_options_are_told_that_a_function_takes_as_one_object(loom: Asking) -> None:
    told = loom.text("which options does weave take")
    assert told.startswith("`PickOptions` (`web/weave.ts:1`) has 1 member in all:\n- `threads: number`")


def test_of_what_declares_no_options_not_all_of_them_are_told(loom: Asking) -> None:
    assert loom.exactly("which options does the spinning wheel have") is None


def test_the_members_of_an_enumeration_are_told_to_who_asks_by_its_name(loom: Asking) -> None:
    assert "`Weave` has 2 members: `PLAIN` and `TWILL`." in loom.text("which weaves are there")


@pytest.mark.parametrize(
    "question",
    [
        "what errors does Plugin raise",
        "which errors does Plugin have",
        "which methods does Plugin have",
        "what settings does Plugin read",
        "which tests does Plugin have",
    ],
)
def test_what_is_known_otherwise_is_not_told_by_names(loom: Asking, question: str) -> None:
    assert "in the name" not in loom.ask(question).answer
