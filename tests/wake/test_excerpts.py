"""What an answer without a model quotes of the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.wake.structural.fitting import Weighed, fitting_prose
from stc_lsp.wake.structural.statements import from_a_beginning, importing
from tests.wake.answering import Asking, asking, asking_fixture

if TYPE_CHECKING:
    from pathlib import Path

DEPOT = '''
# --- depot/loading.py
import logging

from depot.trucks import Truck


class Loader:
    """Fills trucks from the shelf."""

    def __init__(self, shelf, log=None):
        self.shelf = shelf
        self.log = log or logging.getLogger("depot")
        self.capacity = 40
        self.seen = set()

    def load(self, truck, crates):
        """Put crates onto a truck.

        Crates that are too heavy stay behind. A fragile crate goes on top.

        :param crates: what is on the shelf.
        """
        loaded = []
        weight = 0
        for crate in sorted(crates):
            if crate in self.seen:
                self.log.debug("seen before")
                continue
            weight += crate.weight
            if weight > self.capacity:
                # An axle breaks under more than it was built for.
                self.log.warning("overweight crate rejected")
                weight -= crate.weight
                continue
            self.seen.add(crate)
            loaded.append(crate)
            self.log.debug("loaded")
        truck.crates = loaded
        truck.leave()
        return loaded


# --- depot/trucks.py
class Truck:
    """Goes from the depot to a shop."""

    def __init__(self):
        self.crates = []
        self.tank = 100

    def leave(self):
        self.tank -= 1

    def refuel(self, pump):
        if not pump.is_open:
            raise RuntimeError("the pump is closed")
        self.tank = 100
# --- depot/yard.py
def sweep(lanes, broom, log):
    log.info("begun")
    broom.wet()
    swept = []
    for lane in sorted(
        lanes,
        key=lambda each: each.length,
    ):
        if lane.is_closed:
            continue
        swept.append(lane)
        broom.along(lane)
        if lane.is_wet:
            log.warning(
                "a puddle on %s was swept into the gully %s",
                lane.name,
                lane.gully,
                lane.length,
                lane.width,
            )
        lane.dry()
        broom.turn()
    put_away(broom)
    log.info("ended")
    return swept


def put_away(broom):
    broom.hang()
# --- depot/hoist.ts
/** Lifts barrels from the cellar. */
export class CellarHoist {
  lift(barrel: Barrel): number {
    return barrel.weight;
  }
  lower(barrel: Barrel): number {
    return -barrel.weight;
  }
  stop(): void {
    this.brake.pull();
  }
  oil(): void {
    this.chain.oil();
  }
  free(): void {
    this.brake.release();
  }
}
# --- depot/signs.py
from functools import partial

if True:
    on_quit = partial(stop_yard, sign="SIGQUIT")
# --- depot/ferries.py
class Ferry:
    def fold_gangway(self, ferry):
        """Fold the gangway of a ferry."""
        raise NotImplementedError


class SteamFerry(Ferry):
    def draw_in(self, ferry):
        """Before the ferry leaves."""
        self.gangway.fold()
# --- depot/names.py
def ripple(values):
    return sorted(values)
'''


DOORS = '''
# --- hall/doors.py
def free(door):
    """Free a jammed door, however it was jammed."""
    return free_with(
        door,
        3,
    )


def free_with(door, tries):
    """Free a door."""
    for _ in range(tries):
        if door.is_jammed:
            door.push()
            door.oil()
    return door
# --- hall/lids.js
/** Free a stuck lid, however it was stuck. */
function freeLid(lid) {
  return pry(lid, 3)
}

/** What frees a pinned hook. */
function hookFreer(hook) {
  return wrapped(function (tries) {
    hook.unpin(tries)
    hook.drop()
  })
}

/** Frees whatever is pinned. */
function wrapped(freer) {
  let tries = 3
  return freer(tries)
}

/** Free a lid. */
function pry(lid, tries) {
  if(lid.stuck) {
    lid.lift(tries)
  }
}
'''


SIGNS = """
# --- pier/main.py
from functools import partial

from pier.ends import close_gates


class Pier:
    def handle_hup(self):
        self.paint()

    def paint(self):
        for rail in self.rails:
            rail.colour = "white"


if True:
    on_term = partial(close_gates, sign="SIGTERM", how="warm")
# --- pier/ends.py
def close_gates(sign, how):
    print("closing")
    for gate in GATES:
        gate.shut(how)
# --- pier/routes.go
package pier

func register(app App) {
\tapp.Get("/tickets", sellTickets)
}

func sellTickets(visitor Visitor) {
\tvisitor.Pay(7)
}
"""

depot = asking_fixture(DEPOT.lstrip("\n"))


def test_the_lines_that_fit_are_quoted_with_their_condition_and_comment(depot: Asking) -> None:
    told = depot.by_search("why is an overweight crate rejected?")
    quoted = [
        "if weight > self.capacity:",
        "    # An axle breaks under more than it was built for.",
        '    self.log.warning("overweight crate rejected")',
    ]
    assert "\n".join(f"    {each}" for each in quoted) in told.text
    assert "truck.leave()" not in told.text
    assert depot.holds(told)


def test_what_stands_in_an_excerpt_is_cited_with_its_lines(depot: Asking) -> None:
    told = depot.by_search("why is an overweight crate rejected?")
    lines = DEPOT.lstrip("\n").partition("# --- depot/trucks.py")[0].split("\n")[1:]
    row = lines.index('                self.log.warning("overweight crate rejected")') + 1
    assert any(
        each.path == "depot/loading.py" and each.start_line <= row <= each.end_line for each in told.citations
    )


def test_of_a_long_comment_three_lines_are_quoted_and_the_code_below_it(tmp_path: Path) -> None:
    said = [f"    # remark {number} on what crates are" for number in range(9)]
    said[5] = "    # an overweight crate is rejected"
    steps = [f"    scale.step({number})" for number in range(15)]
    source = "\n".join(["def weigh(scale):", *steps, *said, "    scale.reject()", *steps])
    with asking(tmp_path, f"# --- depot/scale.py\n{source}\n") as depot:
        text = depot.by_search("why is an overweight crate rejected?").text
    quoted = [*(each.strip() for each in said[3:6]), "...", "scale.reject()", "scale.step(0)"]
    assert "\n".join(quoted) in text


def test_what_is_short_is_quoted_whole(depot: Asking) -> None:
    text = depot.by_search("when does a truck that wants to refuel at the pump fail?").text
    assert 'raise RuntimeError("the pump is closed")\n    self.tank = 100' in text


def test_the_sentence_of_a_documentation_that_fits_is_quoted_and_not_the_first() -> None:
    weighed = Weighed({"fragil": 0.5, "order": 0.5}, frozenset())
    filler = "It is used by all that has to do with the depot, whatever the weather is. "
    documentation = (
        f"Put crates onto a truck. {filler * 4}\n\nA fragile crate goes on top. So the order is kept."
    )
    assert fitting_prose(documentation, weighed) == "A fragile crate goes on top. So the order is kept."


def test_a_class_is_not_quoted_without_all_that_is_in_it(depot: Asking) -> None:
    text = depot.by_search("why does the cellar hoist lift barrels?").text
    assert "Lifts barrels from the cellar." in text
    assert "export class CellarHoist" not in text


def test_a_word_written_as_a_sign_is_had_by_what_is_quoted_wherever_that_stands(depot: Asking) -> None:
    told = depot.by_search("What happens to the yard when the depot receives SIGQUIT?")
    assert told.text.startswith("`on_quit` (`depot/signs.py:4`):")
    assert 'on_quit = partial(stop_yard, sign="SIGQUIT")' in told.text
    assert depot.holds(told)


def test_the_handler_follows_the_statement_that_hands_it_on(tmp_path: Path) -> None:
    with asking(tmp_path, SIGNS.lstrip("\n")) as pier:
        told = pier.by_search("What happens when the pier receives SIGTERM?")
        assert told.text.startswith("`on_term` (`pier/main.py:16`):")
        assert "`close_gates` (`pier/ends.py:1`), which `on_term` hands on:" in told.text
        assert "gate.shut(how)" in told.text
        assert pier.holds(told)
        assert "visitor.Pay(7)" in pier.by_search('What is done for a GET of "/tickets"?').text


def test_a_signal_is_had_by_the_handler_that_is_named_for_it_and_what_that_calls_follows(
    tmp_path: Path,
) -> None:
    with asking(tmp_path, SIGNS.lstrip("\n")) as pier:
        told = pier.by_search("What happens when the pier receives SIGHUP?")
        assert told.text.startswith("`Pier.handle_hup` (`pier/main.py:7`):")
        assert "which `Pier.handle_hup` calls:" in told.text
        assert 'rail.colour = "white"' in told.text
        assert pier.holds(told)


def test_no_function_without_a_body_is_quoted(depot: Asking) -> None:
    text = depot.by_search("How is the gangway of a ferry folded?").text
    assert "“Fold the gangway of a ferry.”" in text
    assert "NotImplementedError" not in text


def test_what_is_done_is_quoted_and_not_what_only_calls_it(tmp_path: Path) -> None:
    with asking(tmp_path, DOORS.lstrip("\n")) as doors:
        text = doors.by_search("How is a jammed door freed?").text
        assert text.startswith("`free_with` (`hall/doors.py:")
        assert "return free_with" not in text
        text = doors.by_search("How is a stuck lid freed?").text
        assert text.startswith("`pry` (`hall/lids.js:")
        assert "return pry" not in text
        assert "hook.unpin(tries)" in doors.by_search("How is a pinned hook freed?").text


def test_documentation_that_is_told_is_not_quoted_again_as_a_comment(depot: Asking) -> None:
    text = depot.by_search("why does the cellar hoist lift barrels from the cellar?").text
    first, _, rest = text.partition("Lifts barrels from the cellar.")
    assert first
    assert "Comments in the code say to this" not in rest


def test_each_half_of_a_question_gets_the_code_that_answers_it(depot: Asking) -> None:
    text = depot.by_search(
        "why is an overweight crate rejected, and what does refuel do at a closed pump?"
    ).text
    assert "overweight crate rejected" in text
    assert "the pump is closed" in text


def test_no_code_is_quoted_that_has_nothing_of_the_question(depot: Asking) -> None:
    assert "```" not in depot.by_search("why is the invoice of the customer printed twice?").text


def test_a_quoted_statement_is_whole_and_so_is_the_condition_that_is_written_on_several_lines(
    depot: Asking,
) -> None:
    text = depot.by_search("when is a puddle swept into the gully?").text
    header = ["for lane in sorted(", "    lanes,", "    key=lambda each: each.length,", "):"]
    assert "\n".join(header) in text
    assert "            lane.width,\n        )" in text


def test_lines_begin_where_the_statement_that_they_end_begins() -> None:
    rows = ["wet()", "run(", "    each, lane", ")", "log()"]
    assert from_a_beginning(rows, [3, 4, 5], [1, 2, 3, 4, 5]) == [2, 3, 4, 5]
    assert from_a_beginning(rows, [5], [1, 2, 3, 4, 5]) == [5]


def test_the_lines_that_an_import_goes_on_for_belong_to_it() -> None:
    rows = [
        "from depot import (",
        "    gully_of,",
        ")",
        "GATES = 2",
        "import {",
        "  Truck,",
        "} from 'x';",
        "go();",
    ]
    assert list(importing(enumerate(rows, 1))) == [1, 2, 3, 5, 6, 7]


def test_parameters_that_are_quoted_one_after_another_are_kept_apart() -> None:
    weighed = Weighed({"fragil": 0.5, "heavi": 0.5}, frozenset())
    parameters = ":param top: whether a fragile crate is kept\n:param low: whether a heavy one is\n"
    told = fitting_prose(f"Put crates onto a truck. {'It is used by all. ' * 30}\n\n{parameters}", weighed)
    assert told == "`top`: whether a fragile crate is kept. `low`: whether a heavy one is."


def test_of_what_is_said_of_a_parameter_only_the_sentences_that_fit_are_quoted() -> None:
    weighed = Weighed({"fragil": 0.5, "heavi": 0.5}, frozenset())
    filler = " ".join(["Who drives knows it."] * 24)
    documentation = f"Put crates onto a truck.\n\n:param top: What is fragile or heavy comes last. {filler}\n"
    assert fitting_prose(documentation, weighed) == "`top`: What is fragile or heavy comes last."


def test_where_something_is_done_is_answered_by_the_code_and_then_by_what_documents_say(
    tmp_path: Path,
) -> None:
    example = "\n".join(f"crate-{number}" for number in range(12))
    page = (
        f"# Overweight\n\nAn overweight crate is rejected before the truck leaves.\n\n```\n{example}\n```\n"
    )
    with asking(tmp_path, f"{DEPOT.lstrip()}# --- docs/crates.md\n{page}") as depot:
        text = depot.by_search("Where is an overweight crate rejected?").text
    assert text.startswith("`Loader.load` (`depot/loading.py:")
    assert 'self.log.warning("overweight crate rejected")' in text
    assert "crate-" not in text


def test_an_answer_that_has_little_of_the_question_says_so_and_quotes_no_more_than_the_nearest(
    depot: Asking,
) -> None:
    told = depot.by_search(
        "why does the harbour master of the northern lighthouse refuel pigeons at the pump every midnight?"
    )
    assert told.text.startswith("Nothing was found that has most of the words of this question.")
    assert "`Truck.refuel` (`depot/trucks.py:11`)" in told.text
    assert told.text.count("```") <= 2
    assert depot.holds(told)
