"""Questions whose answers were to another question, or claimed more than is known: each gets its own."""

from __future__ import annotations

from stc_lsp.wake.values import Rung
from tests.wake.answering import Asking, asking_fixture

WORKS = '''
# --- works/__init__.py
"""A works."""
from works.ovens import Oven
__all__ = ["Oven"]
# --- works/ovens.py
"""What is hot."""
import abc
import os
import warnings
from enum import IntEnum
from functools import cached_property
from typing import overload
from typing_extensions import deprecated

GLAZE = os.environ.get("GLAZE_COLOUR")


class Heat(IntEnum):
    """How hot it is."""

    LOW = 1
    HIGH = 2


class Oven:
    """Bakes."""

    def __init__(self, heat=3):
        """Make one.

        Parameters
        ----------
        heat : int, optional
            How hot.
        """
        self.heat = heat
        self.most_trays = 4

    @cached_property
    def default_trays(self):
        return [self.most_trays]

    @overload
    def bake(self, tray: str) -> str: ...
    @overload
    def bake(self, tray: int) -> int: ...
    def bake(self, tray):
        if tray is None:
            raise ValueError(tray)
        return tray

    def trays(self):
        yield from self.default_trays

    def _sweep(self): ...

    def count(self):
        heat = yield from self.trays()
        self.heat = heat

    async def cool(self): ...

    @deprecated("use bake")
    def burn(self): ...


class Hearth(metaclass=abc.ABCMeta):
    pass


def fire(oven):
    """Fire it.

    Deprecated: ovens fire by themselves.
    """
    oven.bake(oven.default_trays)


def stoke(wood):
    warnings.warn("no wood", DeprecationWarning)
    limit = {"most_trays": 2}
    return limit


def dampen(oven: Oven):
    return [each for each in oven.trays()]
# --- works/grates/__init__.py
from works.grates.iron import Grate
# --- works/grates/iron.py
class Grate: ...
# --- packaging/works.rb
class Works < Formula
end
# --- kiln/kiln.go
package kiln

type Router interface {
	Route(pattern string)
	Mount(pattern string, deep int)
}

type Mux struct{}

type Entry struct{}

func (e *Entry) Panic() {}

func (m *Mux) Route(pattern string) {}

func (m *Mux) Mount(pattern string, deep int) {
	if pattern == "" {
		panic("empty")
	}
}

type Route struct{}
# --- web/hash.ts
export const digest = async (data: string): Promise<string> => {
  return work(data)
}

export const work = (data: string): string => data

export class Site {
  plain: boolean = false

  #dispatch() {}

  text(words: string): string {
    return !this.plain && words
      ? words
      : 'none'
  }
}

export function dispatch() {}
# --- tests/test_ovens.py
from works.ovens import Oven


class MockOven(Oven): ...


def test_baking():
    assert MockOven().bake(1)
'''

works = asking_fixture(WORKS)


def _text(asked: Asking, question: str) -> str:
    told = asked.ask(question)
    assert asked.holds(told), question
    return told.answer


def test_what_is_public_deprecated_or_a_generator_is_listed(works: Asking) -> None:
    assert _text(works, "which methods of Oven are public?").startswith(
        "6 of 8 methods are public, by names and modifiers, in `Oven`:\n- `Oven.default_trays`"
    )
    deprecated = _text(works, "which functions are deprecated?")
    assert '- `Oven.burn` (`works/ovens.py:58`): decorated with `@deprecated("use bake")`' in deprecated
    assert "documented as “Deprecated: ovens fire by themselves.”" in deprecated
    assert "1 more names a warning of deprecation, perhaps" in deprecated
    assert _text(works, "is `fire` deprecated?").startswith("Yes: `fire`")
    assert _text(works, "is Oven.bake deprecated?").startswith("Nothing marks `Oven.bake`")
    assert "`Oven.trays`" in _text(works, "which functions are generators?")
    assert _text(works, "is Oven.trays a generator?").startswith("Yes: `Oven.trays`")
    assert _text(works, "is `dampen` a generator?").startswith("No: `dampen`")
    assert _text(works, "is Oven.default_trays a property?").startswith("Yes: `Oven.default_trays`")
    assert "`Oven.cool`" not in _text(works, "which methods of Oven are not async?")


def test_an_arrow_function_says_behind_its_name_that_it_is_async(works: Asking) -> None:
    told = _text(works, "which functions are async in hash.ts")
    assert "`digest`" in told
    assert "`work`" not in told
    assert _text(works, "is `digest` async?").startswith("Yes")


def test_what_panics_is_not_said_to_raise_nothing(works: Asking) -> None:
    assert _text(works, "what does `Mux.Mount` raise?") == "`Mux.Mount` panics at `kiln/kiln.go:18`."
    assert _text(works, "what does `Mux.Route` raise?") == "`Mux.Route` panics nowhere itself."


def test_one_of_what_is_named_is_what_is_named(works: Asking) -> None:
    told = _text(works, "what is an Oven and who creates one?")
    assert "Bakes." in told
    assert "`dampen`" in told


def test_where_a_property_is_read_is_not_which_settings_it_reads(works: Asking) -> None:
    told = _text(works, "where is `default_trays` read?")
    assert "reads no setting" not in told
    assert "`works/ovens.py:48`" in told


def test_an_attribute_is_not_said_to_be_read_nowhere_for_a_text_of_its_name(works: Asking) -> None:
    told = _text(works, "where is most_trays read?")
    assert "Nothing outside of tests reads" not in told
    assert "`Oven.default_trays`" in told


def test_a_line_of_a_docstring_is_no_default(works: Asking) -> None:
    told = _text(works, "what is the default of heat?")
    assert "`3` by default" in told
    assert "optional" not in told


def test_what_overloads_declare_is_not_told_for_what_is_done(works: Asking) -> None:
    told = _text(works, "what can bake raise?")
    assert "raises nothing" not in told
    assert "`ValueError`" in told
    assert "#" not in _text(works, "what does Oven.bakee return?")


def test_overloads_are_listed_by_what_they_declare(works: Asking) -> None:
    told = _text(works, "are there any overloads of bake?")
    assert told.startswith(
        "`Oven.bake` has 2 overloads:\n- `def bake(self, tray: str) -> str` (`works/ovens.py:39`)"
    )
    assert _text(works, "does `fire` have overloads?").startswith("`fire` has no overloads")


def test_what_a_language_has_is_no_method_in_other_letters(works: Asking) -> None:
    told = _text(works, "what calls panic?")
    assert "Entry.Panic" not in told
    assert "`Mux.Mount`" in told


def test_a_metaclass_makes_a_class_abstract(works: Asking) -> None:
    assert _text(works, "is Hearth abstract?").startswith("Yes: `Hearth`")


def test_the_properties_of_a_class_of_python_are_what_it_declares_so(works: Asking) -> None:
    told = _text(works, "which properties does Oven have?")
    assert told.startswith("1 of 10 methods is declared as a property in `Oven`:\n- `Oven.default_trays`")


def test_what_a_generator_hands_on_to_is_not_what_it_returns(works: Asking) -> None:
    assert "`yield from self.default_trays`" in _text(works, "what does Oven.trays return?")
    assert "at line" not in _text(works, "what does Oven.count return?")


def test_a_word_before_id_is_not_what_is_asked_about(works: Asking) -> None:
    assert "`kiln`" not in _text(works, "where is the bake id generated")


def test_what_another_word_narrows_is_not_what_is_asked_about(works: Asking) -> None:
    for question in ("where is the view oven looked up", "where is the error oven chosen"):
        assert works.stored(question).found is None
        assert works.exactly(question) is None
    assert works.exactly("who uses the oven") is not None


def test_where_something_is_done_to_it_is_not_where_it_is_defined_or_tested(works: Asking) -> None:
    for question in ("where is `fire` opened?", "where is `fire` checked?"):
        assert works.stored(question).found is None
        assert works.exactly(question) is None
    assert "is defined" not in _text(works, "where is `Oven.default_trays` looked up?")


def test_both_halves_are_answered_of_a_plain_name(works: Asking) -> None:
    told = _text(works, "what is Oven and where is it defined")
    assert "Bakes." in told
    assert "`works/ovens.py" in told


def test_a_repository_is_meant_by_the_name_of_its_package(works: Asking) -> None:
    assert "`GLAZE_COLOUR`" in _text(works, "what environment variables does works read?")


def test_what_a_package_exports_stands_in_the_file_that_stands_for_it(works: Asking) -> None:
    assert _text(works, "what does works export?").startswith(
        "`works/__init__.py` exports 1 name by `__all__`"
    )
    assert "It hands on 1 name that it imports: `Grate`." in _text(works, "what does works.grates export?")
    assert "`Mux.Route`" in _text(works, "what does kiln.go export?")


def test_methods_of_one_class_are_compared_rather_than_a_type_and_a_method(works: Asking) -> None:
    told = _text(works, "what is the difference between Route and Mount")
    assert told.startswith("- `Router.Route`")
    assert "- `Router.Mount`" in told


def test_who_overrides_is_told_of_methods_not_of_a_class_in_other_letters(works: Asking) -> None:
    told = _text(works, "who overrides bake?")
    assert "`MockOven`" in told or "`Oven`" in told


def test_a_type_that_fits_an_interface_is_not_said_to_inherit_from_it(works: Asking) -> None:
    assert _text(works, "does Mux implement Router?") == (
        "Yes: `Mux` has all methods of `Router`, and so implements it."
    )


def test_a_private_name_is_not_the_public_one_without_its_sign(works: Asking) -> None:
    assert _text(works, "is #dispatch private?") == "Yes: `Site.#dispatch` (`web/hash.ts:10`) is private."


def test_half_an_expression_is_not_quoted_as_what_is_returned(works: Asking) -> None:
    assert "!this.plain" not in _text(works, "what does Site.text return?")


def test_which_tests_use_a_helper_of_tests_is_told(works: Asking) -> None:
    assert "`test_baking`" in _text(works, "which tests use MockOven?")


def test_the_default_of_a_parameter_is_asked_with_its_name_first(works: Asking) -> None:
    assert "`3` by default" in _text(works, "what's the default heat of Oven?")


def test_what_a_constructor_sets_an_attribute_to_is_its_default(works: Asking) -> None:
    told = _text(works, "what is the default of most_trays?")
    assert "`Oven.__init__` gives `most_trays` the value `4`, at `works/ovens.py:32`" in told


def test_how_many_of_a_sort_there_are_counts_the_members_of_an_enumeration(works: Asking) -> None:
    assert "`Heat` has 2 members: `LOW` and `HIGH`." in _text(works, "how many heats are there?")


def test_is_an_enumeration_is_read_from_its_bases(works: Asking) -> None:
    told = works.ask("is Heat an enum?")
    assert told.rung is Rung.STRUCTURAL
    assert told.answer.startswith("Yes: `Heat`")
