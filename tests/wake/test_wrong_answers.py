"""Questions that once got a wrong or misleading answer: each is answered truly, or left to search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.wake.structural import users
from stc_lsp.wake.values import Rung
from tests.wake.answering import Asking, asking_fixture

if TYPE_CHECKING:
    import pytest

FLEET = '''
# --- fleet/vessels.py
"""What floats."""
from collections import OrderedDict


class Vessel:
    """Something that floats."""

    def __init__(self) -> None:
        self.anchor_depth = 0
        self.crew: int = 1

    def sail(self) -> None:
        """Leave the harbour."""

    def drop(self, depth: int) -> None:
        if self.crew: depth = 2
        self.anchor_depth = depth
        self.anchor_depth += 1

    def is_anchored(self) -> bool:
        return self.anchor_depth == 0


class Tug(Vessel):
    def sail(self) -> None:
        """Leave, and pull others along."""

    def tow(self) -> None:
        """Pull."""


class Manifest(OrderedDict):
    def clear(self) -> None:
        """Forget all."""


def bail(vessel: Vessel) -> None:
    """Bail out."""
    raise Sunk


def dive(vessel):
    dive(vessel)


class Sunk(Exception):
    """It has gone down."""


class Lost(Sunk):
    """Nobody knows where."""


def lose():
    raise Lost


# --- fleet/harbour.py
"""Where vessels are kept."""
from fleet.vessels import Sunk, Tug, Vessel, bail


def leave(berth) -> None:
    check(berth)


def check(berth) -> None:
    berth.vessel.sail()


def rescue(vessel: Vessel) -> None:
    try:
        bail(vessel)
    except Sunk:
        open_gate(crew=3)


def open_gate(crew): ...


def unpack(goods):
    raise OSError


def tools_of(shed):
    return shed.sheds.mast
# --- fleet/stores.py
"""What is in store."""
import ballast
from ballast.stones import Stone


def unpack(goods, slowly): ...


def pack_all(goods):
    raise OSError
# --- fleet/flags.py
class Flag:
    colour = "red"

    def hoist(self):
        return self.colour


def fly(mast):
    return mast.colour
# --- fleet/gates.py
class Gate:
    def __init__(self):
        self.width = 2

    def open_gate(self): ...


class Lock(Gate):
    def widen(self):
        self.width = 3


class Door:
    def __init__(self):
        self.width = 1


def widest(doors):
    width = max(doors)
    return width


class IS:
    """Named like a word of every second question."""


class Not:
    """Likewise."""


BALLAST = {}

try:
    from ballast import sand
except ImportError:
    sand = None


def open(berth): ...
# --- tests/test_vessels.py
from fleet.vessels import Vessel


def test_drop():
    vessel = Vessel()
    vessel.anchor_depth = 7
'''

fleet = asking_fixture(FLEET)


def test_what_a_class_overrides_is_not_what_inherits_from_it(fleet: Asking) -> None:
    for question in ("what does Tug override?", "which methods does `Tug` override?"):
        assert fleet.text(question) == (
            "`Tug` overrides 1 method:\n"
            "- `Tug.sail` (`fleet/vessels.py:25`), of `Vessel.sail` (`fleet/vessels.py:12`)"
        )
    assert fleet.text("what does `Vessel` override?") == (
        "`Vessel` overrides no method that is defined in this workspace. "
        "Of its own methods, 1 is overridden by what inherits from it:\n"
        "- `Vessel.sail` (`fleet/vessels.py:12`), by `Tug.sail`"
    )


def test_what_is_overridden_of_a_base_from_outside_is_not_said_to_be_known(fleet: Asking) -> None:
    told = fleet.told("what does `Manifest` override?")
    assert "It inherits from `OrderedDict`, from outside of this workspace" in told.text
    assert "exactly" not in told.reason


def test_where_an_attribute_is_set_is_where_it_is_assigned_to(fleet: Asking) -> None:
    told = fleet.told("where is anchor_depth set?")
    assert told.text == (
        "An attribute named `anchor_depth` is assigned in 3 places, by `Vessel.drop` in "
        "`fleet/vessels.py:17` (and line 18) and `Vessel.__init__` in `fleet/vessels.py:9`. "
        "Tests do so in 1 place in `tests/test_vessels.py`."
    )
    assert "exactly" not in told.reason
    assert fleet.text("where is `anchor_depth` changed?") == told.text


def test_a_member_of_another_class_or_a_local_variable_is_not_what_is_set(fleet: Asking) -> None:
    assert "`Gate.__init__`" in fleet.text("where is self.width set?")
    assert "`Lock.widen` in `fleet/gates.py:10`" in fleet.text("where is Gate.width set?")
    assert "`Door" not in fleet.text("where is Gate.width set?")
    assert "widest" not in fleet.text("where is `width` set?")


def test_a_class_is_defined_not_set(fleet: Asking) -> None:
    assert fleet.exactly("where is sunk set?") is None
    assert fleet.stored("where is sunk set?").found is None
    assert fleet.stored("where is `Sunk` defined?").found is not None


def test_a_comparison_an_argument_or_a_condition_assigns_nothing(fleet: Asking) -> None:
    text = fleet.text("where is self.crew set?")
    assert "in 1 place, by `Vessel.__init__` in `fleet/vessels.py:10`." in text


def test_no_way_is_known_exactly_where_a_call_on_it_may_be_the_one(fleet: Asking) -> None:
    told = fleet.told("does leave call Tug.sail?")
    assert told.text.startswith("Not as far as is known")
    assert "calls something named `sail` that could not be resolved" in told.text
    assert "`check` in `fleet/harbour.py:10`" in told.text
    assert "exactly" not in told.reason


def test_callers_are_not_known_exactly_where_calls_could_not_be_resolved(fleet: Asking) -> None:
    assert "exactly" not in fleet.told("who calls `Vessel.sail`?").reason
    assert "exactly" in fleet.told("who calls `bail`?").reason


def test_a_stored_answer_about_one_meaning_of_a_name_tells_of_the_others(fleet: Asking) -> None:
    told = fleet.ask("who calls `open_gate`?")
    assert told.rung is Rung.STORED
    assert "There is also `Gate.open_gate` in `fleet/gates.py:5`." in told.answer


def test_things_of_two_meanings_are_compared_in_one_file_and_the_others_named(fleet: Asking) -> None:
    text = fleet.text("difference between `unpack` and `pack_all`")
    assert "`unpack` (`fleet/stores.py:6`)" in text
    assert "There is also `unpack` in `fleet/harbour.py:23`." in text


def test_a_member_that_its_class_lacks_is_not_what_others_name_alike(fleet: Asking) -> None:
    assert "mast" in fleet.text("who uses `shed.mast`?")
    assert fleet.text("who calls `Vessel.mast`?").startswith(
        "Nothing called `Vessel.mast` is known in this workspace."
    )


def test_an_error_is_also_raised_as_its_heir_and_caught_as_its_base(fleet: Asking) -> None:
    assert "Of what inherits from it, `Lost` is raised." in fleet.text("where is Sunk raised?")
    assert "Of what it inherits from, `Sunk` is caught, and it with that." in fleet.text("who catches Lost?")


def test_what_stands_in_for_a_method_from_outside_is_not_said_to_override_nothing(fleet: Asking) -> None:
    told = fleet.told("what does `Manifest.clear` override?")
    assert told.text.startswith("`Manifest.clear` overrides nothing that is defined in this workspace")
    assert "`OrderedDict`" in told.text
    assert "Nothing in this workspace overrides it." in fleet.text("is `Tug.sail` overridden?")
    stored = fleet.ask("What does `Tug.sail` override, and what overrides it?")
    assert stored.rung is Rung.STORED
    assert stored.answer.endswith("Nothing in this workspace overrides it.")
    assert "Nothing in" not in fleet.ask("What does `Vessel.sail` override, and what overrides it?").answer


def test_no_stored_answer_is_served_for_the_other_side_of_its_question(fleet: Asking) -> None:
    for question in ("what does `Vessel` override?", "where is `Vessel.is_anchored` set?"):
        assert fleet.stored(question).found is None, question
    for question in ("what inherits from `Vessel`?", "where is `Vessel.is_anchored` defined?"):
        assert fleet.stored(question).found is not None, question


def test_what_catches_is_told_before_what_raises_if_that_is_asked(fleet: Asking) -> None:
    assert fleet.text("where is Sunk caught?").startswith("`Sunk` is caught in 1 place, by `rescue`")
    assert fleet.text("where is Sunk raised?").startswith("`Sunk` is raised in 1 place, by `bail`")


def test_how_many_is_answered_by_a_list_that_begins_with_its_length(fleet: Asking) -> None:
    assert fleet.text("how many classes inherit from `Vessel`?").startswith("1 class inherits from `Vessel`")
    assert fleet.text("how many places call `bail`?").startswith("`bail` is called in 1 place, by `rescue`")
    assert fleet.exactly("how many methods has `Vessel` had?") is None
    assert "The calls around it" not in fleet.by_search("how many lines does bail have?").text


def test_whether_something_calls_itself_is_not_what_it_calls(fleet: Asking) -> None:
    assert fleet.exactly("does `bail` call itself?") is None
    assert fleet.stored("does `bail` call itself?").found is None


def test_a_word_of_the_question_is_no_class_that_is_called_so_in_capitals(fleet: Asking) -> None:
    assert fleet.text("where is open defined").startswith("`open` is a function, defined at `fleet/gates.py:")


def test_a_word_that_denies_is_no_class_that_is_called_so(fleet: Asking) -> None:
    assert fleet.exactly("which functions are not tested?") is None


def test_a_module_from_outside_is_imported_where_its_imports_stand(fleet: Asking) -> None:
    for question in ("who imports ballast?", "which files import ballast?", "how many files import ballast?"):
        assert fleet.text(question) == (
            "`ballast`, which is from outside of this workspace, is imported by 2 files: "
            "`fleet/gates.py:34` and `fleet/stores.py:2`."
        )
    assert "1 file: `fleet/stores.py:3`" in fleet.text("what imports `ballast.stones`?")


def test_what_two_variables_hold_is_not_compared(fleet: Asking) -> None:
    assert fleet.exactly("difference between `BALLAST` and `sand`") is None


def test_places_are_not_counted_for_all_where_only_some_files_were_looked_into(
    fleet: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "exactly" in fleet.told("where is OSError raised?").reason
    monkeypatch.setattr(users, "MOST_FILES", 1)
    told = fleet.told("where is OSError raised?")
    assert told.text.endswith(
        "There may be more: `OSError` is mentioned in 2 files, of which the first 1 were looked into."
    )
    assert "exactly" not in told.reason


def test_what_is_called_so_is_not_what_calls_it(fleet: Asking) -> None:
    told = fleet.exactly("does rescue have a parameter called bail?")
    assert told is None or not told.text.startswith("Yes")
    for question in ("is `rescue` called before `bail`?", "what does `rescue` call that raises?"):
        assert fleet.exactly(question) is None, question
        assert fleet.stored(question).found is None, question
    assert fleet.text("does rescue ever call bail?").startswith("Yes: `rescue` calls `bail` directly")


def test_errors_and_tests_are_not_all_known_where_others_may_bring_them_about(fleet: Asking) -> None:
    assert "exactly" not in fleet.told("what does rescue raise?").reason
    assert "exactly" in fleet.told("what does bail raise?").reason
    assert "exactly" not in fleet.told("which tests cover `Tug.tow`?").reason


def test_half_a_question_is_not_answered_for_all_of_it(fleet: Asking) -> None:
    for question in ("what is `Tug` for and who creates it?", "where is `bail` defined, and who calls it?"):
        assert fleet.exactly(question) is None, question
        assert fleet.stored(question).found is None, question
    assert fleet.stored("What does `Tug.sail` override, and what overrides it?").found is not None


def test_what_is_reached_through_objects_of_unknown_types_is_said_to_be_unknown(fleet: Asking) -> None:
    told = fleet.told("who uses `Flag.colour`?")
    assert "1 more place names something named `colour` that could not be resolved" in told.text
    assert "exactly" not in told.reason
    assert fleet.text("who uses self.colour?").startswith("`Flag.colour` is used in 1 place, by `Flag.hoist`")


OTHERS = """
# --- lib/feeds.js
const EventEmitter = require('events');
class Feed extends EventEmitter {}
class Deep extends Feed {}
# --- mux/mux.go
package mux

type Router struct {
	strict bool
}

func Vars(r *Router) string { return "" }

func check(r *Router) error {
	if r.strict {
		return errors.New("strict")
	}
	return nil
}
# --- walk/walk.rs
pub struct Walk {}

impl Iterator for Walk {
    fn next(&mut self) -> Option<u8> { None }
}
# --- kit/pattern.rb
class Pattern
end
# --- kit/shape.rb
require 'kit/pattern'
# --- forms/fields.py
class Dict:
    pass


class Mapping:
    pass


class RangeValidator:
    pass


class SizeValidator:
    pass
# --- tests/test_forms.py
class Validators:
    pass
"""

others = asking_fixture(OTHERS)


def test_what_inherits_from_a_class_from_outside_is_told(others: Asking) -> None:
    told = others.ask("which classes extend EventEmitter?").answer
    assert told.startswith("1 class names `EventEmitter` as a base: `Feed` (`lib/feeds.js:2`).")
    assert "One more inherits from it through that: `Deep`" in told
    assert others.ask("does Walk implement Iterator?").answer == (
        "Yes: `Walk` (`walk/walk.rs:1`) names `Iterator` as a base."
    )
    assert others.ask("does `Deep` extend EventEmitter?").answer.startswith("Yes: `Deep`")


def test_where_an_attribute_is_read_is_not_what_it_reads(others: Asking) -> None:
    told = others.ask("where is `strict` read?").answer
    assert "`check`" in told
    assert "reads no setting" not in told


def test_errors_that_are_returned_are_not_said_not_to_be_raised(others: Asking) -> None:
    told = others.ask("what errors does `check` give?")
    assert told.answer == (
        "`check` returns its errors: its result is declared as `error`. It returns "
        '`errors.New("strict")` at line 11 and `nil` at line 13 of `mux/mux.go`.'
    )
    assert "exactly" not in told.reason


def test_a_name_of_a_package_and_a_file_without_its_suffix_are_found(others: Asking) -> None:
    assert others.ask("where is `mux.Vars` defined?").answer.startswith("`Vars` is a function")
    assert "imported by `kit/shape.rb`" in others.ask("which files require kit/pattern?").answer


def test_a_word_for_what_is_to_be_listed_is_no_class_of_that_name(others: Asking) -> None:
    assert "`RangeValidator`" in others.ask("Show me all validators").answer


def test_short_words_for_a_comparison_compare(others: Asking) -> None:
    assert others.text("what's the diff between Dict and Mapping").startswith("- `Dict`")
