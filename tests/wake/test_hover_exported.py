"""What is no use of a definition, and what is none but offers it to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.wake.hovering import knowing

if TYPE_CHECKING:
    from pathlib import Path

EXPORTED = """
# --- tea/__init__.py
from tea.pot import pour
from .cup import *
# --- tea/pot.py
def pour(): ...
def spill(): ...
# --- tea/cup.py
def sip(): ...
# --- tea/shelf.py
from tea.pot import spill
# --- web/src/index.ts
export { steep } from "./steep";
# --- web/src/steep.ts
export function steep() {}
# --- tests/test_pot.py
from tea.pot import pour


def test_it_pours():
    pour()
"""


def test_what_a_package_offers_is_not_said_to_be_unused(tmp_path: Path) -> None:
    with knowing(tmp_path, EXPORTED) as (shop, _):
        pour = shop.card("tea/pot.py", "def |pour").markdown
        assert "**Exported** by `tea/__init__.py:1`. **Tests:**" in pour
        assert "**Exported** by `tea/__init__.py:2`." in shop.card("tea/cup.py", "def |sip").markdown
        steep = shop.card("web/src/steep.ts", "function |steep").markdown
        assert "**Exported** by `web/src/index.ts:1`." in steep
        assert "Nothing in this workspace uses it by name." in shop.card("tea/pot.py", "def |spill").markdown


PROPERTY = """
# --- a.py
class Cart:
    @property
    def total(self): return 1

    @total.setter
    def total(self, value): ...

    @property
    def weight(self): return 1

    @weight.setter
    def weight(self, value):
        self.weight.old = value
"""


def test_a_setter_does_not_use_the_property_that_it_adds_to(tmp_path: Path) -> None:
    with knowing(tmp_path, PROPERTY) as (shop, _):
        assert "Used" not in shop.card("a.py", "def |total(self): return").markdown
        assert "Used" in shop.card("a.py", "def |weight(self): return").markdown
