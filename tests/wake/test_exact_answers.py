"""Questions for one particular: the answer tells all that there is of it, or what it may lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wake.answering import Asking, asking, asking_fixture

if TYPE_CHECKING:
    from pathlib import Path

VAULT = """
# --- go.mod
module example.com/vault
# --- vault/locker.go
package vault

import "io"

// Locker keeps others out.
type Locker interface {
	Lock(name string) error
	Unlock(name string) error
}

// Storage keeps things, one at a time.
type Storage interface {
	Locker
	Store(key string) error
}

// Stream is closed by whoever opened it.
type Stream interface {
	io.Closer
	Rewind() error
}
# --- vault/chest.go
package vault

// Door can be locked.
type Door struct{}

func (d *Door) Lock(name string) error   { return nil }
func (d *Door) Unlock(name string) error { return nil }

// Chest is locked by its door.
type Chest struct {
	*Door
	things []string
}

func (c *Chest) Store(key string) error { return nil }

// Copied hands on to another storage.
type Copied struct {
	Storage
}

// Shelf cannot be locked.
type Shelf struct{}

func (s *Shelf) Store(key string) error { return nil }

// Tape can be wound back.
type Tape struct{}

func (t *Tape) Rewind() error {
	panic("torn")
}

// NewTape makes a tape.
func NewTape() *Tape {
	return &Tape{}
}
"""


MILL = '''
# --- mill/stones.py
"""What grinds."""
import os


class Stone:
    """Grinds."""

    def __init__(self, weight, *, speed=3):
        self.weight = weight
        self.speed = speed
        self.turns = turns_of(speed)

    def grind(self, grain): ...


def turns_of(speed):
    return speed * 2


class Wheel:
    def grind(self): ...


class Sieve:
    def grind(self, grain, fine=True):
        raise Jammed


class Jammed(Exception): ...


class Whetstone(Stone): ...


def polish(stone): ...


def run():
    try:
        Stone(3)
    except Jammed:
        return


class Drum:
    def grind(self, *, loud): ...
# --- mill/hand.py
"""By hand."""


def grind(grain, arm): ...


def again(job):
    raise job.failure


def weigh(load):
    return load.stones.weight


def once():
    try:
        grind(1, 2)
    except ValueError as jam:
        raise jam
# --- mill/gear.py
"""Turns all."""
import os

SPEED = int(os.environ.get("MILL_SPEED", "1"))


class Gear:
    def turn(self, speed=SPEED):
        return home()


def home():
    os.environ["MILL_MODE"] = "fast"
    return os.environ["MILL_HOME"]
# --- tests/test_mill.py
from mill.stones import polish, turns_of


def test_all():
    assert turns_of(1) == 2
    polish(None)
'''

mill = asking_fixture(MILL)


def test_of_several_functions_of_a_name_none_is_taken_for_all(mill: Asking) -> None:
    told = mill.ask("how many parameters does grind take?").answer
    assert told.startswith("`grind` (`mill/hand.py:4`) takes 2 parameters")
    for each in ("`Stone.grind` in", "`Wheel.grind` in", "`Sieve.grind` in", "`Drum.grind` in"):
        assert each in told
    assert "There is also" not in mill.ask("how many parameters does Wheel.grind take?").answer
    assert "There is also" not in mill.ask("how many parameters does Stone take?").answer


@pytest.mark.parametrize("text", [
    "is turns_of used by anything but tests?", "is turns_of only used in tests?",
    "do only tests call turns_of", "does anything other than the tests use turns_of",
    "who uses turns_of apart from tests",
])  # fmt: skip
def test_what_else_than_tests_uses_something_is_not_which_tests_do(mill: Asking, text: str) -> None:
    told = mill.ask(text).answer
    assert told.startswith("`turns_of` is called in 1 place outside of tests, by `Stone.__init__`")
    assert mill.ask(text.replace("turns_of", "polish")).answer.startswith(
        "Nothing in this workspace calls `polish` by name outside of tests."
    )


@pytest.mark.parametrize("text", [
    "where is Jammed raised and who catches it", "where does Jammed get thrown, and does anybody catch it?",
])  # fmt: skip
def test_where_an_error_is_raised_and_who_catches_it_is_one_question(mill: Asking, text: str) -> None:
    told = mill.ask(text).answer
    assert told.startswith("`Jammed` is raised in 1 place, by `Sieve.grind`")
    assert "`Jammed` is caught in 1 place, by `run`" in told


def test_what_is_asked_of_a_constructor_is_asked_of_the_method(mill: Asking) -> None:
    for text in ("what does the constructor of Stone call", "which functions does Stone's constructor call?"):
        told = mill.ask(text).answer
        assert "`Stone.__init__`" in told
        assert "`turns_of`" in told
    for text in ("what is Stone constructed with?", "what is the constructor of Stone called with"):
        told = mill.ask(text).answer
        assert "`weight`" in told
        assert "`speed`" in told
    assert "raises nothing" in mill.ask("what does the Stone constructor raise").answer
    told = mill.ask("what does the constructor of `Stone` do").answer
    assert told.startswith("`Stone.__init__`: Sets up a new `Stone` from `weight` and `speed`.")
    # Whoever creates one calls its constructor, and names the class.
    assert "`run`" in mill.ask("who calls the constructor of Stone").answer
    assert "`Stone.__init__`" in mill.ask("what does the constructor of Whetstone call?").answer


def test_who_creates_a_class_is_not_who_names_it(mill: Asking) -> None:
    told = mill.ask("who instantiates Stone?").answer
    assert told.startswith("`Stone` is created in 1 place, by `run`")
    assert "`Whetstone`" in mill.ask("who creates or uses Stone?").answer


def test_how_a_class_does_something_is_not_what_it_has(mill: Asking) -> None:
    told = mill.ask("how does `Stone` know that all methods are done").answer
    assert "has the method" not in told
    assert "defines" not in told


def test_what_reads_an_attribute_through_something_unknown_is_told(mill: Asking) -> None:
    told = mill.ask("where is Stone.weight read?").answer
    assert "1 more place names something named `weight` of which nothing tells whose it is" in told


def test_what_is_only_known_when_it_runs_is_raised_too(mill: Asking) -> None:
    told = mill.ask("what does again raise?").answer
    assert told.startswith(
        "`again` raises no error by its name. It raises what `job.failure` (`mill/hand.py:8`) is"
    )
    assert "It raises what `jam` (`mill/hand.py:19`) is" in mill.ask("which errors can once raise").answer


def test_the_environment_is_read_through_what_is_called_and_used(mill: Asking) -> None:
    for name in ("Gear", "Gear.turn", "the Gear class"):
        told = mill.ask(f"which environment variables does {name} read").answer
        assert "`MILL_SPEED` at `mill/gear.py:4`, by `SPEED`" in told, name
        assert "`MILL_HOME` at `mill/gear.py:14`, by `home`" in told, name
    told = mill.ask("what env vars does home use?").answer
    assert "the environment variable `MILL_HOME` at" in told
    assert "the environment variable `MILL_MODE` at `mill/gear.py:13`, which it only sets" in told
    # Nothing is called so: what all of the code reads is no answer.
    assert "The code reads" not in mill.ask("which environment variables does the loom read").answer


vault = asking_fixture(VAULT)


def test_what_a_type_of_go_embeds_gives_it_its_methods(vault: Asking) -> None:
    told = vault.ask("what implements Locker").answer
    assert told.startswith("3 types have all methods of `Locker`, and so implement it: `Door`")
    assert "`Chest`" in told
    assert "`Copied`" in told
    assert "1 type embeds `Locker`: `Storage`" in told
    assert vault.ask("does Chest implement Locker").answer.startswith("Yes: `Chest` has all methods")


def test_an_interface_of_go_asks_for_what_it_embeds_too(vault: Asking) -> None:
    told = vault.ask("which types implement Storage?").answer
    assert told.startswith("2 types have all methods of `Storage`")
    assert "`Shelf`" not in told
    assert vault.ask("does Door implement Storage").answer.startswith("No: `Door`")


def test_what_implements_an_interface_that_embeds_one_from_outside_is_not_known(vault: Asking) -> None:
    told = vault.ask("what implements Stream")
    assert "have all methods" not in told.answer
    assert "It embeds `io.Closer` from outside of this workspace" in told.answer


def test_functions_that_panic_are_listed_where_a_language_has_that(vault: Asking, mill: Asking) -> None:
    told = vault.ask("which functions can panic?").answer
    assert told.startswith("Code outside of tests panics in 1 place, by `Tape.Rewind`")
    told = vault.ask("what panics in vault/locker.go").answer
    assert told.startswith("Nothing outside of tests panics by itself in `vault/locker.go`.")
    assert "panics" not in mill.ask("which functions panic").answer


def test_what_has_no_documentation_is_listed(vault: Asking, mill: Asking) -> None:
    told = vault.ask("which exported functions have no comment?").answer
    assert told.startswith("9 of 10 public functions have no documentation:")
    assert vault.ask("which types are undocumented").answer.startswith("0 of 8 types have no documentation.")
    told = mill.ask("functions in mill/hand.py without docstrings").answer
    assert told.startswith("4 of 4 functions in `mill/hand.py` have no documentation:")
    assert "`Stone`" not in mill.ask("which classes are not documented").answer


def test_a_method_that_is_embedded_is_had_and_not_defined(vault: Asking) -> None:
    assert vault.ask("does Chest inherit Lock from Door?").answer.startswith(
        "Yes: `Chest` inherits `Lock` from"
    )
    assert vault.ask("does Chest inherit Store from Door").answer.startswith(
        "No: `Chest` defines `Store` itself"
    )
    assert vault.ask("does Chest implement Unlock").answer.startswith("Yes: `Chest` inherits `Unlock` from")


def test_a_literal_of_go_creates_one(vault: Asking) -> None:
    told = vault.ask("is Tape created outside of tests?").answer
    assert told.startswith("`Tape` is created in 1 place outside of tests, by `NewTape`")


def test_who_embeds_a_type_is_asked_of_go(vault: Asking) -> None:
    assert vault.ask("who embeds Door?").answer.startswith("1 type embeds `Door`: `Chest`")
    assert vault.ask("which interfaces embed Closer").answer.startswith("1 class names `Closer` as a base")
    assert vault.ask("what does Shelf embed").answer == "`Shelf` embeds nothing."


HELD = """
# --- works/app.py
class Rule:
    def __init__(self):
        self.compile()

    def compile(self):
        return 1


class App:
    rule_class = Rule
    rules = [Rule]

    def add(self):
        return self.rule_class()

    def count(self):
        return self.rules()


class Sub(App):
    def run(self):
        return self.add()
# --- README.md
# Works
"""


def test_a_path_goes_through_an_attribute_of_a_class_that_is_another_class(tmp_path: Path) -> None:
    with asking(tmp_path, HELD) as works:
        told = works.text("how does Sub.run reach Rule.compile?")
        assert "`Sub.run` reaches `Rule.compile` in 4 steps:" in told
        assert "`App.rule_class`, in `App`, hands on `Rule` at `works/app.py:10`" in told
        assert "no chain of calls" in works.text("how does App.count reach Rule.compile?")
