"""Lists of all things of a sort, by rules that hold for any repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.code.asking.sorts import sort_asked
from tests.wake.answering import Asking, asking, asking_fixture

if TYPE_CHECKING:
    from pathlib import Path

MIXED = '''
# --- shop/errors.py
"""What may go wrong."""


class ShopError(Exception):
    """Something went wrong."""


class Empty(ShopError):
    """There is nothing to buy."""
# --- shop/middleware.py
"""What runs around each request."""


class BaseMiddleware:
    """Runs around a request."""


class GzipMiddleware(BaseMiddleware):
    """Packs answers."""


class Timing(BaseMiddleware):
    """Takes the time."""


class _OldMiddleware:
    """Nobody uses this."""


def add_middleware(one):
    """Use one more."""
    return GzipMiddleware(one)
# --- shop/cli.py
"""What is typed."""
import os

from shop.web import app


@app.command("sell")
def sell():
    """Sell something."""
    return os.environ["SHOP_TILL"]


@app.command()
def close():
    """Go home."""
    return app.config["OPENING_HOURS"]
# --- shop/web.py
"""Pages. To add one, write `@app.route("/example")`."""
from framework import App

app = App()


@app.route("/things/<int:id>")
def thing(id):
    return app.config["OPENING_HOURS"]


@app.get("/")
def index():
    """The first page."""
# --- tests/test_shop.py
from shop.errors import Empty


class FakeError(Empty):
    """Only for tests."""


def test_empty():
    assert Empty
# --- shop/tools.py
"""For those who keep the shop."""


def build(parser):
    parser.add_parser("sweep")
    parser.add_command("mop", help="a command that is wet")
# --- shop/till/drawers.py
class MetalDrawer:
    """Holds coins."""
# --- web/server.ts
export interface Store { get(key: string): string }
export interface Clock { now(): number }

/** Keeps everything in memory. */
export class MemoryStore implements Store {
  get(key: string): string { return key }
}

export class DiskStore extends MemoryStore {}

export class NotFound extends Error {}

router.post("/orders", (request) => request)
router.get(`/orders/:id`, (request) => request)
# --- gate/gate.go
// Package gate lets requests in.
package gate

import "errors"

// ErrShut says that the gate is shut.
var ErrShut = errors.New("shut")

// Refused is what a guest is told.
type Refused struct{}

// Error says why.
func (r Refused) Error() string { return "no" }

// GuardFunc looks at a guest.
type GuardFunc func(guest string) bool

// Polite lets the polite in.
func Polite() GuardFunc { return nil }

// Known lets friends in.
func Known(names []string) GuardFunc { return nil }
'''

mixed = asking_fixture(MIXED)


def test_exceptions_are_told_by_what_they_inherit_from_in_each_language(mixed: Asking) -> None:
    told = mixed.told("What exceptions are defined?")
    names = ("ShopError", "Empty", "NotFound", "Refused", "ErrShut")
    assert [name for name in names if f"`{name}`" not in told.text] == []
    assert "FakeError" not in told.text
    assert told.text.startswith("4 types ")
    assert mixed.holds(told)
    assert "class Empty(ShopError):" in map(mixed.line, told.citations)


def test_a_sort_is_told_by_names_and_base_classes_the_public_ones_first(mixed: Asking) -> None:
    text = mixed.text("Which middleware are there?")
    lines = [line for line in text.split("\n") if line.startswith("- ")]
    assert "4 classes are called “…Middleware” or inherit from one that is" in text
    assert "`_OldMiddleware`" in lines[-1]
    assert any("`Timing`" in line for line in lines)
    assert "add_middleware" not in text
    assert "Tests are left out" in text


@pytest.mark.parametrize(
    "question", ["What commands does the CLI have?", "list all commands", "Which commands exist?"]
)
def test_what_is_marked_by_the_same_decorator_is_a_sort(mixed: Asking, question: str) -> None:
    text = mixed.text(question)
    assert text.startswith("2 definitions are marked with a decorator called “…command”")
    assert "`sell` (`shop/cli.py:8`): Sell something." in text
    assert "2 commands are registered in 1 file" in text
    assert "`mop` by `parser.add_command`, in `build` (`shop/tools.py:6`)" in text


def test_two_words_may_be_said_by_the_place_and_the_name_together(mixed: Asking) -> None:
    text = mixed.text("Which till drawers are there?")
    assert "`MetalDrawer`" in text
    assert "with “till” in the path or name" in text


def test_routes_are_told_by_the_paths_that_are_registered(mixed: Asking) -> None:
    told = mixed.told("What routes are there?")
    assert told.text.startswith("4 routes are registered in 2 files")
    assert "- `/things/<int:id>` by `app.route`, in `thing` (`shop/web.py:7`)" in told.text
    assert "`/orders/:id`" in told.text
    assert "/example" not in told.text
    assert mixed.holds(told)


def test_settings_and_environment_variables_are_told_with_where_they_are_read(mixed: Asking) -> None:
    text = mixed.text("What settings exist?")
    assert "- `OPENING_HOURS` at `shop/cli.py:16` and `shop/web.py:9`" in text
    assert "- `SHOP_TILL` at `shop/cli.py:10`" in text


def test_functions_that_return_one_are_a_sort_where_no_class_is_called_so(mixed: Asking) -> None:
    text = mixed.text("Which guards are there?")
    assert "`Polite`" in text
    assert "`Known`" in text


def test_how_many_there_are_is_told_first(mixed: Asking) -> None:
    assert mixed.text("How many interfaces are there?").startswith("2 interfaces are declared as `interface`")
    assert mixed.text("How many stores are there?").startswith("3 types are called “…Store”")


@pytest.mark.parametrize(
    "question",
    [
        "What is a middleware?",
        "What are middleware used for?",
        "Which classes use Empty?",
        "Which methods does MemoryStore have?",
        "How does middleware run?",
        "Which unicorns are there?",
        "Which middleware are not used?",
        "Which exceptions are raised by `Basket.save`?",
        "List the functions that call add_middleware",
        "Which commands are deprecated?",
        "Which python versions are supported?",
        "What exceptions does add_middleware raise?",
    ],
)
def test_other_questions_are_not_answered_with_a_list_of_a_sort(mixed: Asking, question: str) -> None:
    told = mixed.exactly(question)
    assert told is None or "what is only made while the program runs" not in told.text


def test_the_words_of_a_sort_are_read_however_they_are_asked_for() -> None:
    questions = (
        "List all exception handlers",
        "which exception handlers are registered?",
        "Can you show me every exception handler?",
        "what are the available exception handlers",
        "exception handlers",
    )
    found = [sort_asked(question) for question in questions]
    assert [each.words if each is not None else None for each in found] == [("exception", "handler")] * 4 + [
        None
    ]


def test_modules_of_ruby_tell_where_classes_stand_and_are_none_of_a_sort(tmp_path: Path) -> None:
    text = """
# --- lib/command/start.rb
module Shop
  module Command
    class Start < Base
    end
  end
end
# --- lib/command/stop.rb
module Shop
  module Command
    class Stop < Base
    end
  end
end
# --- lib/mixin/loud.rb
module Shop
  module Loud
    def shout; end
  end
end
# --- lib/mixin/quiet.rb
module Shop
  module Quiet
    def hush; end
  end
end
"""
    with asking(tmp_path, text) as shop:
        told = shop.text("which commands are there?")
        assert told.startswith("2 classes stand in a module called “…Command”:\n- `Shop.Command.Start` (")
        told = shop.text("what mixins are there?")
        assert told.startswith(
            "2 definitions are public in a file or folder called “mixin”:\n- `Shop.Loud` ("
        )


PASSED = """
# --- lib/mill.rb
class Mill
  def initialize(env = ENV)
    @grain = env['MILL_GRAIN']
    # env['MILL_OLD'] was read once.
  end

  def call(request)
    request['MILL_NOT']
  end
end
# --- mill/mill.py
import os


def grind(environ=os.environ):
    environ["MILL_CHILD"] = "1"
    os.environ["MILL_STATE"] = "on"
    return environ.get("MILL_SPEED") == os.environ["MILL_MODE"] == "fast"


def other(environ):
    return environ["X"]
# --- mill/mill.ts
export function turn(env = process.env) {
  process.env.MILL_TURNED = "1"
  return env.MILL_TURNS
}
# --- README.md
# Mill
"""


def test_variables_are_read_from_what_holds_the_environment_by_another_name(tmp_path: Path) -> None:
    with asking(tmp_path, PASSED) as asked:
        told = asked.text("which environment variables are read?")
    assert "`MILL_GRAIN` at `lib/mill.rb:3`" in told
    assert "`MILL_SPEED` at `mill/mill.py:7`" in told
    assert "`MILL_MODE` at" in told
    assert "It only sets 3 variables, for what it runs: `MILL_CHILD`, `MILL_STATE` and `MILL_TURNED`." in told
    assert "`MILL_TURNS` at `mill/mill.ts:3`" in told
    assert "MILL_OLD" not in told
    assert "MILL_NOT" not in told


CODES = """
# --- go.mod
module example.com/errand
# --- errors/errors.go
package errors

// General exit codes
const (
	CodeOk = 0
	CodeUnknown = 1
)

// Task related exit codes
const (
	CodeZebra = iota + 200
	CodeApple
)

func CodeOf(err error) int { return CodeOk }

// CodeReader reads codes.
type Reader struct{}
# --- states/states.go
package states

const (
	StateIdle = "idle"
	StateBusy = "busy"
	StateGone = "gone"
)

var stateless = true
# --- web/codes.ts
export enum FaultCode { Missing = -1, Locked = -2, Lost = -3 }

export function missing(code: number) { return code === FaultCode.Missing || code === FaultCode.Lost }
# --- py/codes.py
from enum import IntEnum

class FaultCode(IntEnum):
    Missing = -1
    Locked = -2
"""

coded = asking_fixture(CODES)


def test_constants_that_begin_alike_are_a_sort_by_what_is_said_above_them_in_their_order(
    coded: Asking,
) -> None:
    assert coded.ask("list all exit codes").answer.startswith(
        "4 constants are called “Code…”, in `errors/errors.go`:\n"
        "- `CodeOk` (`errors/errors.go:5`): `0`\n"
        "- `CodeUnknown` (`errors/errors.go:6`): `1`\n"
        "- `CodeZebra` (`errors/errors.go:11`): `iota + 200`\n"
        "- `CodeApple` (`errors/errors.go:12`)"
    )
    assert (
        "3 constants are called “State…”, in `states/states.go`"
        in coded.ask("which states are there?").answer
    )


@pytest.mark.parametrize(
    "question", ["which area codes are there?", "list all zip codes", "what is an exit code?"]
)
def test_constants_of_which_nothing_says_the_sort_are_none_of_it(coded: Asking, question: str) -> None:
    assert "constants are called" not in coded.ask(question).answer


def test_what_an_enumeration_has_is_told_once_where_several_languages_declare_it(coded: Asking) -> None:
    answer = coded.ask("which fault codes are there?").answer
    assert answer.startswith("`FaultCode` (`web/codes.ts:1`) has 3 members: `Missing`, `Locked` and `Lost`. ")
    assert "has 2 members" not in answer
