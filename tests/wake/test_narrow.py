"""Questions about one particular of what is defined here: each is answered from the source, or left alone."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.narrow import Narrow, narrow_asked
from stc_lsp.wake.values import Rung
from tests.wake.answering import Asking, asking_fixture

YARD = '''
# --- yard/hulls.py
"""Hulls and what is done to them."""
from functools import wraps
from outside import Fitting

__all__ = ["Barge", "Hull", "caulk"]

DEFAULTS = {
    "PLANKS": 12,
    "TAR": None,
}


class Hull:
    """A hull."""

    beam = 3

    def __init__(self, keel, length=20, *, tarred: bool = False, **more):
        self.keel = keel

    def launch(self):
        """Let it go."""

    @property
    def weight(self):
        return self.keel


class Barge(Hull):
    def launch(self):
        """Push it."""


class Scow(Barge):
    """A flat one."""


class Raft(Hull):
    """Tied together."""


class Sail(Fitting):
    def furl(self): ...


def caulk(hull, seams=("a", "b")):
    # TODO: use more tar
    return caulk(hull, seams[1:]) if seams else hull


def measure(hull):
    return weigh(hull)


def weigh(hull):
    return measure(hull) or hull.weight


async def tow(hull): ...


def no(tests): ...


def _forgotten(): ...
# --- yard/docks.py
"""Docks."""
from yard.hulls import Barge, caulk


class Dock:
    def open(self, gates):
        return caulk(Barge(gates))
# --- yard/slips.py
"""Slips."""
from yard.docks import Dock
from yard.rails import lay


def berth():
    return Dock()
# --- yard/rails.py
"""Rails."""
import abc

def lay():
    from yard.slips import berth
    return berth


class Rail(abc.ABC):
    """Laid by those who inherit."""
# --- tests/test_hulls.py
from yard.docks import Dock


def test_open():
    Dock().open(2)
'''
HARBOUR = """
# --- lib/buoys.js
const EventEmitter = require('events');
const { ring } = require('./bells');

class Buoy extends EventEmitter {
  /**
   * @param {Number} [options.depth=40] how deep
   */
  constructor(options) {
    super();
    this.options = {
      colour: 'red',
      depth: 40,
      ...options
    };
  }
}

module.exports = { Buoy, ring };
# --- lib/bells.js
function ring(times, loud = false) {}
exports.ring = ring;
"""

yard = asking_fixture(YARD)

harbour = asking_fixture(HARBOUR)


def _text(about: Asking, question: str) -> str:
    """The answer, which cites existing lines."""
    answer = about.ask(question)
    assert about.holds(answer), f"{question}: {answer.citations}"
    return answer.answer


def test_whether_a_class_overrides_a_method_is_told_with_both(yard: Asking) -> None:
    assert _text(yard, "does Barge override launch?") == (
        "Yes: `Barge.launch` (`yard/hulls.py:30`) overrides `Hull.launch` (`yard/hulls.py:21`)."
    )
    assert _text(yard, "is `launch` overridden in Raft?") == (
        "No: `Raft` does not define `launch` itself. It inherits `Hull.launch` (`yard/hulls.py:21`)."
    )
    assert "exactly" in yard.ask("does Raft override launch?").reason
    unknown = yard.ask("does `Sail` override `furl`?")
    assert unknown.answer.startswith("Not as far as is known: `Sail` defines `Sail.furl`")
    assert "exactly" not in unknown.reason


def test_which_heirs_override_a_method_and_which_do_not(yard: Asking) -> None:
    assert _text(yard, "which subclasses of Hull do not override launch?") == (
        "Of the 3 classes that inherit from `Hull`, directly or not, 2 do not override `launch`:\n"
        "- `Raft` (`yard/hulls.py:38`), which takes it from `Hull.launch`\n"
        "- `Scow` (`yard/hulls.py:34`), which takes it from `Barge.launch`\n\n"
        "The other 1 has `launch` of its own."
    )
    assert "- `Barge.launch` (`yard/hulls.py:30`)" in _text(yard, "which subclasses of Hull override launch")


def test_inherited_methods_are_told_with_where_they_come_from(yard: Asking) -> None:
    assert _text(yard, "which methods does Scow have, including inherited ones?") == (
        "`Scow` (`yard/hulls.py:34`) has no methods of its own.\n"
        "- From `Barge` (`yard/hulls.py:29`) it inherits 1: `launch`.\n"
        "- From `Hull` (`yard/hulls.py:13`) it inherits 2: `__init__` and `weight`."
    )
    assert _text(yard, "where does `Scow.launch` come from?") == (
        "`Scow` inherits `launch` from `Barge`: `Barge.launch` (`yard/hulls.py:30`)."
    )


@pytest.mark.parametrize(
    "text",
    ["is the constructor of Hull private?", "is the Hull constructor deprecated?",
     "does Barge override the constructor of Hull?", "where does the constructor of Hull come from?"],
)  # fmt: skip
def test_what_is_asked_of_a_constructor_is_not_told_of_its_class(text: str) -> None:
    assert narrow_asked(text) is None


def test_parameters_are_counted_with_their_defaults(yard: Asking) -> None:
    assert _text(yard, "how many parameters does `Hull.__init__` take?") == (
        "`Hull.__init__` (`yard/hulls.py:18`) takes 4 parameters: 1 required (`keel`), "
        "2 with a default (`length=20` and `tarred=False`) and 1 that may be left out (`**more`)."
    )
    assert "takes 4 parameters" in _text(yard, "how many parameters has the constructor of Hull?")
    assert "takes 4 parameters" in _text(yard, "how many parameters does the Hull constructor take?")
    assert "takes 4 parameters" in _text(yard, "how many parameters does Hull's constructor take?")
    assert "`keel` is required" in _text(yard, "which parameters of Hull are required?")
    assert "`length` is `20` by default" in _text(yard, "what are the default values of `Hull.__init__`?")
    assert _text(yard, "default of length in Hull") == (
        "The parameter `length` of `Hull.__init__` (`yard/hulls.py:18`) is `20` by default."
    )


def test_a_default_stands_in_a_table_an_attribute_or_a_comment(yard: Asking, harbour: Asking) -> None:
    assert _text(yard, "what is the default of PLANKS?") == (
        "A table of defaults has `12` for `PLANKS`, at `yard/hulls.py:8`."
    )
    assert "`Hull.beam` (`yard/hulls.py:16`) is `3` to begin with." in _text(yard, "default of `Hull.beam`")
    told = _text(harbour, "what is the default value of the `depth` option?")
    assert "A comment at `lib/buoys.js:6` states `40`" in told
    assert "A table of defaults has `40` for `depth`, at `lib/buoys.js:12`." in told


def test_a_function_is_recursive_directly_or_through_others(yard: Asking) -> None:
    assert _text(yard, "is caulk recursive?") == (
        "Yes: `caulk` (`yard/hulls.py:46`) calls itself, at `yard/hulls.py:48`."
    )
    through = _text(yard, "is `measure` recursive?")
    assert through.startswith("Yes, through others: `measure` calls `weigh` at `yard/hulls.py:52`")
    no = yard.ask("does `Dock.open` call itself?")
    assert no.answer.startswith("No: ")
    assert "exactly" not in no.reason


def test_imports_between_files_are_told_directly_and_around(yard: Asking) -> None:
    assert _text(yard, "does docks.py import hulls.py?") == (
        "Yes: `yard/docks.py` imports `yard/hulls.py`, at line 2."
    )
    assert "through `yard/docks.py`" in _text(yard, "does slips.py depend on hulls.py")
    assert "It is the other way round" in _text(yard, "does hulls.py import docks.py?")
    assert _text(yard, "are there any circular imports?").startswith(
        "Yes: there is 1 group of files that import each other in a circle:\n"
        "- `yard/rails.py` imports `yard/slips.py` (line 5, within a definition), "
        "and `yard/slips.py` imports `yard/rails.py` (line 3)"
    )


def test_what_is_exported_is_read_where_it_stands(yard: Asking, harbour: Asking) -> None:
    assert _text(yard, "what is in __all__ of hulls.py?") == (
        "`yard/hulls.py` exports 3 names by `__all__` (line 5): `Barge`, `Hull` and `caulk`."
    )
    assert _text(harbour, "what does buoys.js export?") == "`lib/buoys.js` exports `Buoy` and `ring`."


def test_lists_of_what_is_decorated_async_long_or_to_be_done(yard: Asking) -> None:
    assert _text(yard, "what is decorated with @property?").startswith(
        "1 definition is decorated with `property`:\n- `Hull.weight`"
    )
    assert "`@property`" in _text(yard, "which decorators has `Hull.weight`?")
    assert _text(yard, "which functions are async?").startswith(
        "1 of 14 functions is declared `async`:\n- `tow`"
    )
    assert _text(yard, "which classes are abstract?").startswith(
        "1 of 7 classes is declared `abstract`:\n- `Rail`"
    )
    assert _text(yard, "what are the longest methods in Hull?").startswith(
        "Of the 3 methods of code in `Hull`, "
    )
    assert "- `yard/hulls.py`: 65 lines" in _text(yard, "what is the biggest file?")
    assert "`yard/hulls.py:47`: “TODO: use more tar”" in _text(yard, "list the TODOs")


def test_what_nothing_names_is_told_apart_by_whether_others_may_use_it(yard: Asking) -> None:
    told = yard.ask("which functions are never called?")
    assert "1 of them is private:\n- `_forgotten`" in told.answer
    assert "`tow`" in told.answer
    assert "`caulk`" not in told.answer
    assert "exactly" not in told.reason
    assert "`_forgotten`" not in _text(yard, "which functions are never called in docks.py?")
    assert "`no`" in told.answer
    untested = _text(yard, "which functions have no tests?")
    assert "`weigh`" in untested
    assert "`caulk`" not in untested


def test_whether_something_exists_is_answered_yes_or_no(yard: Asking) -> None:
    assert _text(yard, "does Hull have a method launch?").startswith("Yes: `Hull` defines `launch` itself")
    assert _text(yard, "is there a function called scrape?").startswith("No: nothing called `scrape`")
    assert _text(yard, "does `Barge` define anchor?") == (
        "No: neither `Barge` (`yard/hulls.py:29`) nor a base of it that is known here defines `anchor`."
    )
    assert _text(yard, "is tow async?") == "Yes: `tow` (`yard/hulls.py:59`) is declared `async`."
    assert _text(yard, "is `caulk` async?").startswith("No: `caulk`")
    assert _text(yard, "is there a class called Raft?") == "Yes: there is `Raft` (`yard/hulls.py:38`)."


def test_a_base_that_a_require_names_is_none_of_the_classes_here(harbour: Asking) -> None:
    told = harbour.ask("where does `Buoy.on` come from?")
    assert "`EventEmitter`, from outside of this workspace, and may have it from there" in told.answer
    assert "exactly" not in told.reason


def test_both_halves_of_a_question_are_answered(yard: Asking) -> None:
    told = yard.ask("where is `caulk` defined and who calls it?")
    assert told.rung is Rung.STRUCTURAL
    assert "defined in `yard/hulls.py`" in told.answer
    assert "`Dock.open`" in told.answer


def test_no_stored_answer_is_served_to_a_narrow_question(yard: Asking) -> None:
    for question in ("which parameters of `Dock.open` are required?", "what is the biggest file"):
        assert yard.stored(question).found is None, question


@pytest.mark.parametrize(
    "question",
    [
        "does it override anything",
        "how many lines does `caulk` have?",
        "what does `Barge` override?",
        "which functions call `caulk`?",
        "what does `yard` contain?",
        "where is `caulk` used?",
        "what methods does `Hull` have?",
        "does `Dock.open` call `caulk`?",
        "what is the default branch of this repository?",
        "which functions are called by `caulk`?",
    ],
)
def test_what_asks_for_something_else_is_no_narrow_question(question: str) -> None:
    assert narrow_asked(question) is None


def test_the_names_of_a_narrow_question_keep_their_case() -> None:
    asked = narrow_asked("Could you tell me: does List override deserialize?")
    assert asked is not None
    assert asked.asks is Narrow.OVERRIDES
    assert [each.name for each in asked.slots] == ["List", "deserialize"]
    assert narrow_asked("does Concat override params") is not None
    defaults = narrow_asked("what are the default values of the parameters of `run`?")
    assert defaults is not None
    assert defaults.asks is Narrow.DEFAULTS
