"""What thoughts are made from: each fact of a chunk is there, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.code.describe.facts import Mention, Several
from tests.sleep.sleepers import Bench, indexed_bench
from tests.workspace import write_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.code.describe.facts import Facts

TEXT = '''
# --- till/__init__.py
"""Takes money."""
from .cart import Cart as Basket
from .cart import *
from os import sep
# --- till/cart.py
import os
import json as j
from typing import Any

import tax.rates
from tax import rate

LIMIT = 10


class Base:
    """Something to pay."""

    def __init__(self):
        self.paid = False

    def total(self):
        return 0


class Cart(Base):
    """What somebody buys."""

    size = 3

    def __init__(self):
        self.items = []

    def add(self, item):
        self.last = item
        self.items.append(item)
        local = item
        return local

    def total(self):
        def each(item):
            return rate(item)

        os.getcwd()
        Any("x")
        unknown("x")
        j.dumps(LIMIT)
        os.environ["X"].lower()
        if self.items:
            return self.total() + each(LIMIT) + rate(2)
        return rate(1)


def open_cart():
    return Cart()


# --- till/blob.py
\0
# --- till/parts/screw.py
def turn():
    return 1
# --- till/parts/notes.md
# Notes
# --- till/deep/README.md
# Deep
# --- tax/__init__.py
"""What the state takes."""
import till


def rate(item):
    return item
# --- tax/rates.py
from tax import rate
from till.parts.screw import turn
# --- tests/test_till.py
from till.cart import Cart


def helper():
    return Cart()


def test_total():
    assert helper().total()
'''


_ABOUT_ITSELF = frozenset(
    "kind keyword path name label container container_keyword signature documentation parameters history "
    "language line_count".split()
)
_RATE = "rate (tax/__init__.py)"
_CART = "Cart (till/cart.py)"
_TOTAL = "Cart.total (till/cart.py)"
_TEST_FILE = "tests/test_till.py (tests/test_till.py)"
TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("till/cart.py", "Base"): {
        "subclasses": [_CART],
        "members": ["Base.__init__ (till/cart.py)", "Base.total (till/cart.py)"],
        "attributes": ["paid"],
        "callers": [_CART],
        "tests_through": [_CART],
    },
    # A constructor overrides nothing.
    ("till/cart.py", "Base.__init__"): {"sets": ["paid"]},
    ("till/cart.py", "Base.total"): {"overridden_by": [_TOTAL]},
    # Its methods' calls are theirs; `local` is no attribute.
    ("till/cart.py", "Cart"): {
        "bases": ["Base (till/cart.py): Something to pay."],
        "members": ["Cart.__init__ (till/cart.py)", "Cart.add (till/cart.py)", _TOTAL],
        "attributes": ["size", "items", "last"],
        "environment": ["X"],
        "callers": ["open_cart (till/cart.py)"],
        "tests": ["helper (tests/test_till.py)"],
    },
    ("till/cart.py", "Cart.__init__"): {"sets": ["items"]},
    ("till/cart.py", "Cart.add"): {"sets": ["last"]},
    # It calls neither itself nor what is within it, but what that calls; `typing` does nothing.
    ("till/cart.py", "Cart.total"): {
        "results": ["rate()"],
        "overrides": ["Base.total (till/cart.py)"],
        "calls": [f"{_RATE} x3"],
        "calls_outside": ["os.getcwd", "json.dumps"],
        "environment": ["X"],
        "tests": ["test_total (tests/test_till.py)"],
    },
    ("till/cart.py", "Cart.total.each"): {
        "results": ["rate()"],
        "calls": [_RATE],
        "callers": [_TOTAL],
        "tests_through": [_TOTAL],
    },
    ("till/cart.py", ""): {
        "classes": ["Base (till/cart.py): Something to pay.", f"{_CART}: What somebody buys."],
        "functions": ["open_cart (till/cart.py)"],
        "variables": ["LIMIT"],
        "environment": ["X"],
        "imports": ["tax/__init__.py (tax/__init__.py)"],
        "imports_outside": ["json", "os", "typing"],
        "importers": ["till/__init__.py (till/__init__.py)"],
        "imported_by_tests": [_TEST_FILE],
        "tested_by": [f"{_TEST_FILE} x2"],
    },
    ("tests/test_till.py", ""): {
        "in_test_code": True,
        "functions": ["helper (tests/test_till.py)", "test_total (tests/test_till.py)"],
        "tests": 1,
        "imports": ["till/cart.py (till/cart.py)"],
        "exercises": [_CART, _TOTAL],
    },
    # In test code who uses a thing is no test of it.
    ("tests/test_till.py", "helper"): {
        "results": ["Cart()"],
        "in_test_code": True,
        "calls": [_CART],
        "callers": ["test_total (tests/test_till.py)"],
    },
    ("till/parts/notes.md", ""): {"title": "Notes"},
    # Neither its own module nor what cannot be read is one of its modules.
    ("till/__init__.py", ""): {
        "is_package": True,
        "modules": ["till/cart.py (till/cart.py): Defines the classes `Base` and `Cart`."],
        "folders": [
            "till/deep/ (till/deep/): 1 Markdown file",
            "till/parts/ (till/parts/): 1 Markdown file and 1 Python file",
        ],
        "files": 6,
        "languages": [("python", 3)],
        "exports": ["Basket (till/cart.py)"],
        "imports": ["tax/ (tax/)"],
        "importers": ["tax/ (tax/)"],
        "tests": [_TEST_FILE],
    },
    ("tax/__init__.py", ""): {
        "is_package": True,
        "modules": ["tax/rates.py (tax/rates.py)"],
        "files": 2,
        "languages": [("python", 2)],
        "imports": ["till/ (till/)", "till/parts/ (till/parts/)"],
        "importers": ["till/ (till/)"],
    },
    ("till/parts/", ""): {
        "modules": [
            "till/parts/notes.md (till/parts/notes.md): “Notes”.",
            "till/parts/screw.py (till/parts/screw.py): Defines the function `turn`.",
        ],
        "files": 2,
        "languages": [("markdown", 1), ("python", 1)],
        "importers": ["tax/ (tax/)"],
    },
    ("tests/", ""): {
        "in_test_code": True,
        "modules": [f"{_TEST_FILE}: Defines the functions `helper` and `test_total`."],
        "files": 1,
        "languages": [("python", 1)],
        "imports": ["till/ (till/)"],
    },
}


@pytest.fixture(scope="module")
def till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("till")
    write_files(folder / "repo", TEXT)
    with indexed_bench(folder / "repo", folder / "data") as bench:
        yield bench


def _in_words(value: object) -> object:
    match value:
        case Mention():
            times = f" x{value.places}" if value.places != 1 else ""
            return f"{value.label} ({value.path}){times}" + (f": {value.about}" if value.about else "")
        case Several():
            return [_in_words(each) for each in value.shown]
        case tuple() if value and isinstance(value[0], (Mention, str, tuple)):
            return [_in_words(each) if isinstance(each, Mention) else each for each in value]
        case _:
            return value


def _told(facts: Facts) -> dict[str, object]:
    """What it says of others, without what is empty."""
    words = {name: _in_words(value) for name, value in facts._asdict().items() if name not in _ABOUT_ITSELF}
    return {name: value for name, value in words.items() if value}


@pytest.mark.parametrize(("path", "qualname"), TOLD)
def test_all_that_is_so_is_told_and_nothing_else(till: Bench, path: str, qualname: str) -> None:
    chunk = till.snapshot.chunk(path, qualname)
    assert chunk is not None
    facts = till.session.workspace.inputs().of_file(path)
    assert _told(facts[chunk.id]) == TOLD[path, qualname]


def test_nothing_is_thought_about_a_variable(till: Bench) -> None:
    chunk = till.snapshot.chunk("till/cart.py", "LIMIT")
    assert chunk is not None
    assert chunk.id not in till.session.workspace.inputs().of_file("till/cart.py")
