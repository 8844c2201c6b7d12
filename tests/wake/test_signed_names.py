"""Names of Ruby that end in a sign: `save!` and `valid?` are asked about as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wake.answering import Asking, asking, asking_fixture

if TYPE_CHECKING:
    from pathlib import Path

KILN = '''
# --- kiln.rb
class Kiln
  def fire!
    self.heat!
    cooled? ? true : vent!
  end

  def heat!
    raise "cold" unless lit_up?
    vent!
  end

  def vent!
    lit
  end

  def lit
    1
  end

  def lit?
    !!lit
  end

  def lit_up?
    lit?
  end

  def cooled?
    false
  end
end
# --- shed.py
"""A shed."""


def cooled_down():
    """Whether it is."""
'''

kiln = asking_fixture(KILN)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("who calls vent!?", "`Kiln.vent!`"),
        ("who calls Kiln#heat!?", "`Kiln.heat!`"),
        ("who calls `vent!`?", "`Kiln.vent!`"),
        ("who calls lit_up?", "`Kiln.lit_up?`"),
        ("who calls cooled?", "`Kiln.cooled?`"),
        ("what does Kiln#cooled? return?", "`Kiln.cooled?`"),
        ("what does lit_up? return", "`Kiln.lit_up?`"),
        ("who calls `lit?`", "`Kiln.lit?`"),
        ("who calls lit??", "`Kiln.lit?`"),
        ("who calls lit?", "`Kiln.lit` "),
        ("how does fire! reach vent!?", "`Kiln.fire!` calls `Kiln.vent!` directly"),
    ],
)
def test_a_name_is_taken_with_its_sign(kiln: Asking, question: str, answer: str) -> None:
    """The mark that ends a question is one only where no name of the repository has it."""
    assert answer in kiln.ask(question).answer


def test_calls_of_a_name_with_a_sign_are_counted(kiln: Asking) -> None:
    """Those on the object itself, and those without one."""
    answer = kiln.ask("who calls vent!?").answer
    assert "`Kiln.fire!`" in answer
    assert "`Kiln.heat!`" in answer


def test_a_sign_that_belongs_to_no_name_is_left_alone(kiln: Asking) -> None:
    """Another language has none."""
    assert kiln.ask("what does cooled_down return?").answer.startswith("`cooled_down`")
    assert "cooled_down?" not in kiln.ask("who calls cooled_down?").answer


def test_the_colon_of_lua_is_asked_with_and_a_shell_names_files_with_a_stroke(tmp_path: Path) -> None:
    text = """
# --- lua/picker.lua
local Picker = {}
function Picker:find()
  return self.at
end
return Picker
# --- kiln.sh
fire() { echo "hot"; }
# --- test/fast/fires
#!/bin/sh
\\. ../../kiln.sh
[ "$(fire)" = "hot" ] || exit 1
"""
    with asking(tmp_path, text) as kiln:
        assert "It returns `self.at` at line 3" in kiln.ask("what does Picker:find return?").answer
        assert "Test code uses it in 1 place: `test/fast/fires`" in kiln.ask("who calls fire?").answer
