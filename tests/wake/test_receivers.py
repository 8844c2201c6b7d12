"""A dotted name whose first part is what code calls an object: answers say which member it was taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wake.answering import Asking, asking, asking_fixture

if TYPE_CHECKING:
    from pathlib import Path

HARBOUR = """
# --- lib/berth.js
const crane = module.exports = {
  /** Lift what is named. */
  lift (load) { return load },
  join (parts) { return parts },
  log (text) { return text },
  array (parts) { return parts }
}
# --- lib/quay.js
const path = require('path')
export function work (hoist) {
  hoist.lift('crate')
  console.log('done')
  return path.join('a', 'b')
}
# --- lib/later.js
export function later (hoist) {
  hoist.lift('barrel')
}
# --- port/grid.py
import os
import numpy as np
from outside import tide


class Grid:
    \"\"\"Berths in rows.\"\"\"

    def array(self):
        return []

    def join(self, other):
        return other

    def rise(self):
        return 1

    def level(self):
        return 2

    def settle(self):
        return 3


class Pool:
    def settle(self):
        return 4


def plan(basin, other):
    np.array([1])
    os.path.join("a", "b")
    str.join("", [])
    tide.rise()
    basin.level()
    other.settle()
# --- port/far.go
package port

import "gopkg.in/yaml.v2"

type Chart struct{}

// Marshal writes a chart.
func (c *Chart) Marshal(out any) error { return nil }

func Write(chart any) { yaml.Marshal(chart) }
"""

harbour = asking_fixture(HARBOUR)


@pytest.mark.parametrize(
    "question", ["who calls hoist.lift?", "what does hoist.lift do?", "who uses `hoist.lift`?"]
)
def test_an_answer_says_for_what_a_name_was_taken(harbour: Asking, question: str) -> None:
    """Whether it is stored or worked out: `hoist` is no definition, and `crane.lift` was not asked about."""
    answer = harbour.ask(question)

    assert answer.answer.startswith("`hoist.lift` is taken for `")
    assert "lib/berth.js:3" in answer.answer.partition("\n")[0]
    assert "exactly" not in answer.reason


def test_the_only_member_so_called_is_taken_for_it(harbour: Asking) -> None:
    """With the word that nothing tells what the object is."""
    answer = harbour.ask("what does basin.level return?")

    assert answer.answer.startswith("`basin.level` is taken for `Grid.level` (`port/grid.py:")
    assert "nothing tells what `basin` is" in answer.answer


def test_of_several_members_all_are_told(harbour: Asking) -> None:
    """None of them is called as it was asked."""
    answer = harbour.ask("what does other.settle return?")

    assert "`Grid.settle`" in answer.answer
    assert "`Pool.settle`" in answer.answer
    assert "definitions are called `other.settle`" not in answer.answer


@pytest.mark.parametrize(
    "name",
    ["np.array", "os.path.join", "path.join", "str.join", "tide.rise", "console.log", "yaml.Marshal"],
)
def test_what_is_imported_or_of_the_language_is_taken_for_nothing_here(harbour: Asking, name: str) -> None:
    """However a member here is called."""
    for question in (f"who calls {name}?", f"what does {name} return?"):
        assert harbour.ask(question).answer.startswith(f"Nothing called `{name}`")


def test_a_name_that_code_does_not_write_is_not_known(harbour: Asking) -> None:
    """Then a member of that name is at most what may have been meant."""
    text = harbour.ask("what does ship.level return?").answer

    assert text.startswith("Nothing called `ship.level`")


def test_of_calls_that_could_not_be_resolved_those_that_are_written_as_asked_are_named(
    tmp_path: Path,
) -> None:
    """Among all that call something of that name these are likeliest meant."""
    text = """
# --- manifest.py
class Manifest:
    def write(self):
        return 1
# --- prune.py
def prune(manifest, out):
    manifest.write()
    out.write()
# --- keep.py
def keep(own):
    own.manifest.write()
    own.log.write()
"""
    with asking(tmp_path, text) as asked:
        answer = asked.ask("who calls manifest.write?").answer

    assert (
        "2 of these write `manifest.write`, by `keep` in `keep.py:2` and `prune` in `prune.py:2`." in answer
    )
