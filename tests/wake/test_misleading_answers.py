"""Questions whose answers were true of something else, or of less than was asked: each gets its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.question import read_question
from stc_lsp.wake.structural.calls import Calls
from stc_lsp.wake.values import Rung
from tests.wake.answering import Asking, asking, asking_fixture

if TYPE_CHECKING:
    from pathlib import Path

QUARRY = """
# --- lib/drill.js
const NOTHING = () => {};

class Drill {
  /**
   * Make a drill.
   *
   * @param {Object} [options]
   * @param {Number} [options.speed=40] how fast
   */
  constructor(options) {
    this.options = options;
  }

  halt() {
    return 1;
  }
}

module.exports = { Drill, NOTHING };
# --- lib/site.js
function closeDown(each) {
  each.halt();
}

module.exports = { closeDown };
# --- lib/sockets.js
class Socket {
  close() {}
}

class SocketServer {
  close() {}
}

function leave(socket) {
  socket.close();
}
# --- src/quarry/Rock.java
package quarry;

abstract class Rock {
    abstract String name();

    String shown() { return name(); }
}

class Ore extends Rock {
    String name() { return "ore"; }
}

class Document extends Ore {
    String name() { return "gold"; }
}

class Slate extends Rock {
    String name() { return "slate"; }

    boolean not(Rock other) { return other != this; }
}
# --- src/quarry/Layer.java
package quarry;

interface Layer {
    int depth(int steps);
}

class Clay implements Layer {
    public int depth(int steps) { return steps > 0 ? depth(steps - 1) : 0; }
}
# --- src/pit.rs
pub struct Pit { deep: u8 }

impl Pit {
    pub fn dig(&self) -> u8 { 1 }
}

impl Iterator for Pit {
    type Item = u8;
    fn next(&mut self) -> Option<u8> { None }
}
# --- lib/cart.rb
class Cart
  def roll(load)
    load + 1
  end
end
# --- tools/slides.py
class Slide(OSError):
    pass


class Avalanche(Slide):
    def __init__(
        self,
        *,
        snow: bool = False,
        depth: int,
        **more: int,
    ) -> None:
        super().__init__()


def request(kind): ...


def warn(kind):
    request(kind)
# --- tools/main.py
def main(argv):
    if argv:
        def report(text):
            return text
    else:
        def report(text):
            return None
    return report(blast(argv))


def blast(argv):
    return len(argv)


def left_over():
    return 1
# --- tests/test_main.py
from tools.main import blast


def test_blast():
    assert blast([]) == 0
"""

quarry = asking_fixture(QUARRY)


def test_a_stored_list_of_callers_is_not_all_where_calls_could_not_be_resolved(quarry: Asking) -> None:
    for question in ("who calls Drill.halt", "is Drill.halt ever called?"):
        answer = quarry.ask(question)
        assert "1 more place calls something named `halt` that could not be resolved" in answer.answer
        assert "may not be all" in answer.reason
    assert quarry.ask("who calls blast").rung is Rung.STORED


def test_a_stored_answer_about_heirs_tells_of_those_that_are_so_through_others(quarry: Asking) -> None:
    told = quarry.ask("which classes inherit from Rock?")
    assert told.rung is Rung.STORED
    assert told.answer.endswith("One more inherits from it through those: `Document`.")


def test_a_class_inherits_through_others_though_its_name_is_a_plain_word(quarry: Asking) -> None:
    assert quarry.ask("does Document inherit from Rock?").answer == (
        "Yes: `Document` inherits from `Rock`, through `Ore`."
    )
    assert quarry.ask("does Slate extend Ore").answer.startswith("No: `Slate` does not inherit from")


def test_which_classes_override_a_method_is_told_from_the_first_that_has_it(quarry: Asking) -> None:
    answer = quarry.ask("which classes override Rock.name?").answer
    assert answer.startswith("Of the 3 classes that inherit from `Rock`, directly or not, 3 have `name`")


def test_what_denies_is_no_name_even_where_something_is_called_so(quarry: Asking) -> None:
    answer = quarry.ask("what is not covered by tests").answer
    assert "reached by no test" in answer
    assert "`left_over`" in answer


def test_main_code_is_what_is_no_test_and_no_function_called_main(quarry: Asking) -> None:
    answer = quarry.ask("is blast called anywhere in main code")
    assert answer.answer.startswith("`blast` is called in 1 place outside of tests, by `main`")


def test_of_two_definitions_in_branches_none_is_named_nowhere(quarry: Asking) -> None:
    answer = quarry.ask("which functions are never called?").answer
    assert "`left_over`" in answer
    assert "report" not in answer


def test_what_an_interface_declares_is_as_recursive_as_what_implements_it(quarry: Asking) -> None:
    assert quarry.ask("is Layer.depth recursive").answer.startswith("Yes: `Clay.depth`")


def test_nothing_is_called_public_where_no_name_says_what_is_private(quarry: Asking) -> None:
    assert quarry.ask("how many classes are there?").answer.startswith("14 types are defined here:")


def test_defaults_that_only_a_comment_states_are_told(quarry: Asking) -> None:
    answer = quarry.ask("what are the defaults of Drill").answer
    assert "- `options.speed` is `40` by default" in answer


def test_options_that_something_takes_are_no_settings_that_it_reads(quarry: Asking) -> None:
    assert "reads no setting" not in quarry.ask("which options does Drill have").answer


def test_what_has_nothing_to_tell_is_shown(quarry: Asking) -> None:
    assert "() => {}" in quarry.ask("what does NOTHING do").answer


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("when is `Response` committed?", Intent.WHEN),
        ("when is `Response` last changed", Intent.CHANGED),
        ("when was `Response` changed", Intent.CHANGED),
        ("when does `Response` get updated", Intent.WHEN),
        ("what kind of functionality is bundled in `drill.js`?", Intent.PURPOSE),
    ],
)
def test_what_is_asked_is_told_by_tense_and_turn_of_phrase(question: str, intent: Intent) -> None:
    assert read_question(question).intent is intent


def test_the_type_of_a_parameter_is_no_entry_of_a_table_of_defaults(quarry: Asking) -> None:
    answer = quarry.ask("what is the default of snow").answer
    assert answer.startswith("The parameter `snow` of `Avalanche.__init__`")
    assert answer.endswith("is `False` by default.")
    assert "by default" not in quarry.ask("what is the default of depth").answer


def test_what_makes_an_object_does_not_call_itself_by_making_its_base(quarry: Asking) -> None:
    assert quarry.ask("is Avalanche recursive").answer.startswith("No:")


def test_errors_inherit_as_other_classes_do(quarry: Asking) -> None:
    assert "`Avalanche`" in quarry.ask("which exceptions inherit from OSError").answer
    assert "`Avalanche`" in quarry.ask("which errors are derived from Slide").answer
    assert quarry.ask("is Slide an OSError").answer.startswith("Yes: `Slide`")
    assert "raises" not in quarry.ask("is Avalanche an error?").answer


def test_what_is_called_in_another_is_called_by_it(quarry: Asking) -> None:
    answer = quarry.ask("is request called in warn").answer
    assert answer.startswith("Yes: `warn` calls `request` directly")


def test_a_method_belongs_to_its_type_though_it_stands_in_a_block_of_its_own(quarry: Asking) -> None:
    assert quarry.ask("does Pit have a method dig").answer.startswith("Yes: `Pit` defines `dig` itself")
    told = quarry.ask("does Pit override next").answer
    assert told.startswith("Not as far as is known: `Pit` defines `Pit.next`")
    told = quarry.ask("which methods does Pit have, including inherited ones").answer
    assert "2 methods of its own: `dig` and `next`" in told


def test_what_needs_no_word_to_return_is_not_said_to_return_nothing(quarry: Asking) -> None:
    answer = quarry.ask("what does Cart.roll return").answer
    assert answer.startswith("`Cart.roll` returns what its last expression comes to")


def test_what_is_done_to_a_request_is_part_of_its_name(quarry: Asking) -> None:
    assert "`request` takes" in quarry.ask("what are the parameters of request").answer
    assert "`request` takes" not in quarry.ask("what are the parameters of a GET request").answer


def test_a_variable_that_is_called_like_one_class_holds_none_of_another(quarry: Asking) -> None:
    snapshot = quarry.bench.snapshot
    calls = Calls(snapshot, ["lib/sockets.js"])
    (leave,) = snapshot.named("leave", 2)
    assert [each.chunk.label for each in calls.callees(leave).values()] == ["Socket.close"]
    (other,) = snapshot.named("SocketServer.close", 2)
    assert not calls.callers(other)


def test_both_halves_are_answered_where_each_names_its_own(quarry: Asking) -> None:
    answer = quarry.ask("does main call blast and who calls request")
    assert answer.answer.startswith("Yes: `main` calls `blast` directly")
    assert "`request` is used in 1 place: by `warn`" in answer.answer


def test_functions_are_no_answer_to_which_classes_are_not_used(quarry: Asking) -> None:
    assert "functions and methods of code" not in quarry.ask("which classes have no tests").answer
    assert "functions and methods of code" not in quarry.ask("which classes are never used").answer


def test_whether_there_is_anything_of_a_name_is_not_who_calls_it(quarry: Asking) -> None:
    assert quarry.ask("is there anything called blast").answer == (
        "Yes: there is `blast` (`tools/main.py:11`)."
    )


def test_what_only_tests_define_is_said_to_be_theirs(tmp_path: Path) -> None:
    text = """
# --- app/run.py
def run():
    \"\"\"Runs.\"\"\"
# --- tests/test_run.py
def make_fake():
    \"\"\"Makes a fake.\"\"\"
    return run
"""
    with asking(tmp_path, text) as asked:
        told = asked.ask("what does make_fake do?").answer
        assert told == "`make_fake`: Makes a fake.\n\nOnly tests define it, in `tests/test_run.py`."
        assert "Only tests" not in asked.ask("what does run do?").answer
        assert "Only tests" not in asked.ask("what does tests/test_run.py do?").answer


def test_all_settings_are_told_though_something_is_called_read(tmp_path: Path) -> None:
    text = """
# --- shop/prices.py
import os


def read(path):
    return open(path)


def price():
    return os.environ["SHOP_PRICE"]
"""
    with asking(tmp_path, text) as opened:
        for question in ("where are environment variables read?", "where are the settings read?"):
            told = opened.ask(question).answer
            assert "SHOP_PRICE" in told, question
            assert "`read`" not in told, question
        assert "`read`" in opened.ask("who calls read?").answer


FACTORIES = """
# --- lib/Factory.js
class Factory {}
module.exports = Factory;
# --- lib/Saw.js
const Factory = require("./Factory");
class Saw extends Factory {}
module.exports = Saw;
# --- lib/index.js
module.exports = { get Factory() { return require("./Factory"); } };
"""


def test_nothing_inherits_from_what_hands_a_class_on(tmp_path: Path) -> None:
    with asking(tmp_path, FACTORIES) as asked:
        told = asked.text("which classes extend Factory?")
        assert told.startswith("1 class inherits from `Factory`: `Saw` (`lib/Saw.js:2`).")
        assert "overrides nothing" not in told
        told = asked.text("which files import Factory?")
        assert told.startswith("`Factory` is imported by 1 file: `lib/Saw.js:1`.")


def test_what_is_raised_is_not_said_to_be_made_nowhere(tmp_path: Path) -> None:
    text = """
# --- saw.py
class Dull(Exception):
    pass

def cut():
    raise Dull("sharpen it")
"""
    with asking(tmp_path, text) as asked:
        assert asked.text("who uses Dull?") == "`Dull` is raised in 1 place (`saw.py:5`)."
