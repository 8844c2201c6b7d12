"""Which methods heirs have to define, which a class has from a base, and which classes define one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.code.asking import within_tests
from tests.wake.answering import Asking, asking, asking_fixture

if TYPE_CHECKING:
    from pathlib import Path

MILL = '''
# --- mill/stones.py
"""Stones."""
from abc import ABC, abstractmethod
from outside import Wheel


class Stone(ABC):
    """What grinds."""

    @property
    @abstractmethod
    def weight(self): ...

    def grind(self, grain):
        """Grind it."""
        # Each does it in its own way.
        raise NotImplementedError

    def turn(self, times=1):
        if times < 0:
            raise NotImplementedError("backwards")
        return self.grind(times)

    def __repr__(self):
        return "stone"


class Flint(Stone):
    @property
    def weight(self):
        return 3


class Millstone(Flint):
    def grind(self, grain):
        return grain

    def turn(self, times=1):
        return times


class Sieve(Wheel):
    def shake(self):
        return 1


class Sack:
    size = 3

    def fill(self): ...
# --- mill/Hopper.java
package mill;
interface Hopper {
  void open(int width);
  default int width() { return 1; }
  static int count() { return 1; }
}
abstract class Chute implements Hopper {
  abstract int slope();
  int length() { return 2; }
}
# --- mill/gate.go
package mill

// Gate lets water in.
type Gate interface {
	Raise(height int) error
	Lower() error
}

type Sluice struct{}

func (s *Sluice) Raise(height int) error { return nil }
func (s *Sluice) Lower() error { return nil }

// Hopper is no interface here.
type Hopper struct{}

// Weir lets out less.
type Weir struct{}

func (w *Weir) Raise(height int, slowly bool) (int, error) { return 0, nil }
func (w *Weir) Lower() error { return nil }
# --- mill/belt.ts
export interface Belt {
  move(speed: number): { done: boolean }
  stop?(): void
}
export interface Strap extends Belt {
  length: number
}
interface Cord extends Strap {
  length: 3
}
export function lace(one: string): void
export function lace(one: number): void
export function lace(one: any) {
  return;
}
export let spareBelt: Belt | undefined
export const setSpare = (belt: Belt) => (spareBelt = belt)
# --- mill/brake.rb
class Brake
  def hold(wheel)
    raise NotImplementedError, "by each"
  end

  def worn?(wheel)
    return wheel unless wheel.nil? && !@old
    false
  end
end

class Shoe < Brake
  def worn?(wheel)
    true
  end
end
# --- tests/test_stones.py
from mill.stones import Stone


class Pebble(Stone):
    def grind(self, grain):
        return 0
'''

mill = asking_fixture(MILL)


def _text(about: Asking, question: str) -> str:
    answer = about.ask(question)
    assert about.holds(answer), f"{question}: {answer.citations}"
    return answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "what must subclasses of Stone implement?",
        "what must a subclass of `Stone` implement?",
        "which methods do I have to implement to subclass Stone?",
        "which methods must a Stone subclass define?",
    ],
)
def test_what_heirs_must_define_is_what_is_abstract_or_only_raises(mill: Asking, question: str) -> None:
    """A method that raises on a condition has a body of its own."""
    text = _text(mill, question)

    assert text.startswith("What inherits from `Stone` (`mill/stones.py:6`) has to define 2 methods:\n")
    assert "- `Stone.weight` (`mill/stones.py:11`), which is declared abstract" in text
    assert "- `Stone.grind` (`mill/stones.py:13`), which does nothing but raise `NotImplementedError`" in text
    assert "turn" not in text
    assert "exactly" in mill.ask(question).reason


def test_what_a_nearer_class_defines_need_not_be_defined(mill: Asking) -> None:
    """But what it leaves open, of what it inherits, has to be."""
    text = _text(mill, "what must subclasses of Flint implement?")

    assert "has to define 1 method:\n- `Stone.grind`" in text


def test_what_an_interface_declares_has_to_be_defined(mill: Asking) -> None:
    """Not what it gives a body, makes optional or has for itself."""
    hopper = _text(mill, "which methods must an implementation of Hopper provide?")
    assert hopper.startswith("What implements `Hopper` (`mill/Hopper.java:2`) has to define 1 method:\n")
    assert "- `Hopper.open` (`mill/Hopper.java:3`), which the interface only declares" in hopper

    chute = _text(mill, "what must subclasses of Chute implement?")
    assert "- `Chute.slope`" in chute
    assert "- `Hopper.open`" in chute

    gate = _text(mill, "which methods must a Gate implement?")
    assert "has to define 2 methods:\n- `Gate.Raise`" in gate

    belt = _text(mill, "what must implementations of Belt provide?")
    assert "has to define 1 method:\n- `Belt.move`" in belt

    brake = _text(mill, "what must subclasses of Brake implement?")
    assert "has to define 1 method:\n- `Brake.hold`" in brake


def test_that_nothing_has_to_be_defined_is_not_said_to_be_all(mill: Asking) -> None:
    """A convention may ask for more than the code does, and a base from outside may."""
    answer = mill.ask("what must subclasses of Sieve implement?")

    assert answer.answer.startswith("`Sieve` (`mill/stones.py:41`) leaves no method to be defined by others")
    assert "`Wheel`" in answer.answer
    assert "exactly" not in answer.reason


@pytest.mark.parametrize(
    "question",
    [
        "which methods does Flint get from Stone?",
        "what does Flint inherit from Stone?",
        "which methods of Stone does Flint inherit?",
    ],
)
def test_what_a_class_has_from_a_base_is_told_with_what_it_overrides(mill: Asking, question: str) -> None:
    """Whichever of the two is named first."""
    assert _text(mill, question).startswith(
        "`Flint` (`mill/stones.py:27`) has 3 methods from `Stone` (`mill/stones.py:6`) as they are: `grind`, "
        "`turn` and `__repr__`. It overrides `weight`."
    )


def test_what_stands_between_a_class_and_its_base_is_told(mill: Asking) -> None:
    """What it overrides is not the base's any more."""
    text = _text(mill, "which methods does Millstone get from Stone?")

    assert "has 1 method from `Stone`" in text
    assert "It overrides `grind` and `turn`. `weight` it has from `Flint`, which overrides it." in text


def test_a_class_that_does_not_inherit_has_nothing_from_it(mill: Asking) -> None:
    """That is said."""
    assert _text(mill, "which methods does Sack get from Stone?").startswith(
        "No: `Sack` does not inherit from `Stone`"
    )


def test_all_classes_that_define_a_method_are_listed(mill: Asking) -> None:
    """Those in tests are counted apart; no class that only inherits it."""
    text = _text(mill, "which classes define `grind`?")

    assert text.startswith("2 classes define methods called `grind`:\n- `Stone.grind`")
    assert _text(mill, "which mills implement grind?") == text
    assert "- `Millstone.grind`" in text
    assert "In tests `tests/test_stones.py` has more." in text

    raised = _text(mill, "which types have a method Raise?")
    assert raised.startswith("3 types define methods called `Raise`:")
    assert "`Sluice.Raise`" in raised
    assert _text(mill, "which classes define worn?").startswith("2 classes define methods called `worn?`")
    assert _text(mill, "which class has an attribute `size`?").startswith(
        "1 class defines an attribute called `size`:\n- `Sack.size`"
    )


def test_what_implements_a_class_is_still_what_inherits_from_it(mill: Asking) -> None:
    """Though it is asked in the same words."""
    assert "`Flint`" in _text(mill, "which classes implement Stone?")
    assert "called `Stone`" not in _text(mill, "which classes implement Stone?")


def test_a_method_that_takes_or_gives_something_else_fulfils_no_interface(mill: Asking) -> None:
    """Though it is called as the interface has it."""
    text = _text(mill, "which types implement Gate?")

    assert "`Sluice`" in text
    assert "Weir" not in text


def test_that_nothing_declares_to_implement_an_interface_is_not_that_nothing_does(mill: Asking) -> None:
    """In TypeScript whatever has its members does."""
    answer = mill.ask("what implements Cord?")

    assert answer.answer.startswith("Nothing in this workspace declares that it implements `Cord`.")
    assert "exactly" not in answer.reason


def test_attributes_are_told_where_members_are_asked_for(mill: Asking) -> None:
    """Those that it has itself are its own."""
    question = "which members does {} get from {}?"
    assert "Its attributes from there: `size`" not in _text(mill, question.format("Cord", "Strap"))
    assert "`move`" in _text(mill, question.format("Cord", "Belt"))


def test_an_assignment_in_parentheses_is_one(mill: Asking) -> None:
    """No argument is given by its name in TypeScript."""
    text = _text(mill, "where is spareBelt set?")

    assert "`setSpare` in `mill/belt.ts" in text
    assert "No other place" not in text


def test_a_receiver_in_small_letters_is_the_type_of_that_name(mill: Asking) -> None:
    """The method's name is as it is written."""
    assert "`Sluice.Raise`" in _text(mill, "who calls sluice.Raise?").partition("\n")[0]


def test_what_the_repository_reads_is_told_of_all_of_it(tmp_path: Path) -> None:
    """Though something in it is called like it."""
    text = """
# --- lib/forge/base.rb
module Forge
  PORT = ENV["FORGE_PORT"]
end
# --- lib/forge/bellows.rb
module Forge
  class Bellows
  end
end
# --- tools/hammer.rb
HEAT = ENV["HEAT"]
"""
    with asking(tmp_path, text) as forge:
        told = forge.ask("which env vars does forge read?").answer

    assert told.startswith("The code reads 2 environment variables:")


def test_what_ruby_returns_is_quoted_without_its_condition(mill: Asking) -> None:
    """And what its last line gives is returned, too."""
    text = _text(mill, "what does Brake#worn? return?")

    assert "It returns `wheel` at line" in text
    assert "Else it returns what its last expression comes to." in text


def test_the_body_of_overloads_is_none_of_them(mill: Asking) -> None:
    """Who calls it has to fit one of those that are declared."""
    assert "`lace` has 2 overloads:" in _text(mill, "how many overloads does lace have?")


@pytest.mark.parametrize(
    ("question", "in_tests"),
    [
        ("which functions call `Stone` only in tests?", True),
        ("who calls `Stone` in tests only?", True),
        ("is `Stone` called only in tests?", False),
        ("which functions are called only in tests?", False),
    ],
)
def test_who_calls_only_in_tests_asks_for_callers_in_tests(question: str, in_tests: bool) -> None:
    """Whether it is called only there asks for all others."""
    meant, rest = within_tests.tests_meant(question)

    assert meant is in_tests
    assert "only" not in rest


@pytest.mark.parametrize(
    ("variable", "value", "at"),
    [
        ("MILL_TTL", "2", "mill/settings.py:4"),
        ("MILL_HOST", '"here"', "mill/settings.py:5"),
        ("MILL_DIR", 'join("a", "b")', "mill/settings.py:6"),
        ("MILL_PORT", "4000", "lib/port.js:1"),
    ],
)
def test_what_is_taken_for_a_variable_that_is_not_set_is_its_default(
    tmp_path_factory: pytest.TempPathFactory, variable: str, value: str, at: str
) -> None:
    """It stands where the variable is read, and in no table."""
    text = """
# --- mill/settings.py
import os

SHOWN = os.environ.get("MILL_SHOWN")
TTL = int(os.environ.get("MILL_TTL", 2))
HOST = os.environ.get("MILL_HOST") or "here"
FOLDER = os.getenv("MILL_DIR", join("a", "b"))
# --- lib/port.js
const port = process.env.MILL_PORT || 4000;
"""
    with asking(tmp_path_factory.mktemp("settings"), text) as mill:
        told = mill.ask(f"what is the default of {variable}?").answer
        assert f"Where `{variable}` is not set, `{value}` is taken, at `{at}`." in told
        assert "is not set" not in mill.ask("what is the default of MILL_SHOWN?").answer
