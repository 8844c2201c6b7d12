"""Python: what names mean through imports, scopes, classes and calls."""

from __future__ import annotations

import pytest

from .marked import UNKNOWN, definitions

CASES = {
    "a document is no module, whatever it is called": (
        """
# --- docs/telemetry.rst
Telemetry
=========
# --- app.py
from telemetry import ①metrics
import ②telemetry
""",
        dict.fromkeys("①②", UNKNOWN),
    ),
    "imports are followed through re-exports and aliases": (
        """
# --- shop/__init__.py
from .cart import Cart as Basket
from .cart import total
# --- shop/cart.py
class Cart:
    def add(self, item): ...

def total(cart): ...
# --- app.py
import shop
import shop.cart as goods
from shop import Basket as B, total

①B().②add(1)
shop.③Basket
shop.④cart.⑤Cart
⑥goods.⑦total(None)
⑧total(None)
""",
        {
            "①": "shop/cart.py Cart",
            "②": "shop/cart.py Cart.add",
            "③": "shop/cart.py Cart",
            "④": "shop/cart.py",
            "⑤": "shop/cart.py Cart",
            "⑥": "shop/cart.py",
            "⑦": "shop/cart.py total",
            "⑧": "shop/cart.py total",
        },
    ),
    "relative imports count from the file's own package": (
        """
# --- a/__init__.py
# --- a/names.py
def far(): ...
# --- a/b/__init__.py
# --- a/b/names.py
def near(): ...
# --- a/b/user.py
from . import names
from .. import names as outer
from .names import near
from ..names import far
from ...above import nothing

names.①near()
outer.②far()
③near()
④far()
⑤nothing()
""",
        {
            "①": "a/b/names.py near",
            "②": "a/names.py far",
            "③": "a/b/names.py near",
            "④": "a/names.py far",
            "⑤": UNKNOWN,
        },
    ),
    "star imports give public names, the file's own names come first": (
        """
# --- tools.py
def public(): ...
def _hidden(): ...
def both(): ...
# --- more.py
from tools import *
# --- user.py
from more import *

def both(): ...

①public()
②_hidden()
③both()
""",
        {"①": "tools.py public", "②": UNKNOWN, "③": "user.py both"},
    ),
    "of two ways to import one name, the one inside the repository counts": (
        """
# --- fast.py
def load(): ...
# --- user.py
try:
    from simplejson import load as load
except ImportError:
    from fast import load

if True:
    from fast import load as read
else:
    read = None

①load()
②read()
""",
        {"①": "fast.py load", "②": "fast.py load"},
    ),
    "members are found on a class, its bases and its attributes": (
        """
# --- base.py
class Base:
    limit = 3

    def __init__(self):
        self.left = 1

    def run(self): ...
    def stop(self): ...
# --- child.py
from base import Base

class Middle(Base):
    def stop(self): ...

class Child(Middle):
    def run(self):
        super().①run()
        super().②stop()
        self.③stop()
        self.④left
        self.⑤limit
        self.⑥missing
        return self

Child().⑦run().⑧stop()
Child.⑨limit
""",
        {
            "①": "base.py Base.run",
            "②": "child.py Middle.stop",
            "③": "child.py Middle.stop",
            "④": "base.py:5",
            "⑤": "base.py Base.limit",
            "⑥": UNKNOWN,
            "⑦": "child.py Child.run",
            "⑧": "child.py Middle.stop",
            "⑨": "base.py Base.limit",
        },
    ),
    "a property is what it gives, a call what is declared or returned": (
        """
# --- parts.py
class Engine:
    def start(self): ...

class Car:
    @property
    def engine(self) -> Engine: ...

    @engine.setter
    def engine(self, value): ...

    def spare(self) -> "Engine | None": ...

    @classmethod
    def make(cls): return cls()

    @staticmethod
    def of(name): return Car()

def build(): return Car()
# --- user.py
from parts import Car, build

car = build()
car.①engine.②start()
car.spare().③start()
Car.make().④engine
Car.of("x").⑤spare()
[Car()][0].⑥engine

def drive(car: Car, cars: list[Car]):
    car.⑦engine
    for each in cars:
        each.⑧engine
    cars[0].⑨spare
    with open("x") as other:
        other.⑩engine
""",
        {
            "①": "parts.py Car.engine",
            "②": "parts.py Engine.start",
            "③": "parts.py Engine.start",
            "④": "parts.py Car.engine",
            "⑤": "parts.py Car.spare",
            "⑥": UNKNOWN,
            "⑦": "parts.py Car.engine",
            "⑧": "parts.py Car.engine",
            "⑨": "parts.py Car.spare",
            "⑩": UNKNOWN,
        },
    ),
    "the innermost scope counts": (
        """
# --- user.py
def name(): ...

def outer(name):
    ①name
    def inner():
        return ②name
    return [③name for name in name]

class Box:
    def name(self): ...

    def get(self):
        return ④name

def other():
    global name
    ⑤name
    value = 1
    value = 2
    return ⑥value
""",
        {
            "①": "user.py:3",
            "②": "user.py:3",
            "③": "user.py:7",
            "④": "user.py name",
            "⑤": "user.py name",
            "⑥": "user.py:19",
        },
    ),
    "a test's parameters are its fixtures": (
        """
# --- tests/conftest.py
import pytest

class Client:
    def get(self): ...

@pytest.fixture
def client() -> Client: ...
# --- tests/unit/test_it.py
def test_it(client):
    client.①get()
""",
        {"①": "tests/conftest.py Client.get"},
    ),
    "of two definitions of one name each use means the one before it": (
        """
# --- register.py
def filter(name, plain):
    if plain:
        def dec(func): ...
        return ①dec
    def dec(func, name): ...
    return ②dec
""",
        {"①": "register.py filter.dec#1", "②": "register.py filter.dec"},
    ),
    "a property is its getter, whatever is added to it": (
        """
# --- point.py
class Point:
    @property
    def place(self): ...

    @①place.setter
    def place(self, new): ...

    coords = ②place
""",
        {"①": "point.py Point.place", "②": "point.py Point.place"},
    ),
    "a name of the module is hidden by what a definition holds, there alone": (
        """
# --- shop.py
from prices import tax

class Cart:
    tax = 1
    def total(self):
        return ①tax()
    def own(self):
        def tax(): ...
        return ②tax()

def other():
    return ③tax()
# --- prices.py
def tax(): ...
""",
        {"①": "prices.py tax", "②": "shop.py Cart.own.tax", "③": "prices.py tax"},
    ),
    "a class tells what iterating, entering and subscribing give": (
        """
# --- a.py
class Door:
    def __enter__(self):
        return self
    def close(self): ...

class Page:
    def turn(self): ...

class Book:
    def __iter__(self):
        yield Page()
    def __getitem__(self, number) -> Page: ...

class Reader:
    def __iter__(self):
        return self
    def __next__(self) -> Page: ...

class Shelf:
    def __aiter__(self) -> Reader: ...
    async def __aenter__(self):
        return Door()

async def run(book: Book, reader: Reader, shelf: Shelf):
    with Door() as door:
        door.①close()
    for page in book:
        page.②turn()
    for leaf in reader:
        leaf.③turn()
    book[0].④turn()
    async for sheet in shelf:
        sheet.⑤turn()
    async with shelf as opened:
        opened.⑥close()
""",
        {"①": "a.py Door.close", **dict.fromkeys("②③④⑤", "a.py Page.turn"), "⑥": "a.py Door.close"},
    ),
    "what nobody defines stays unknown": (
        """
# --- user.py
import os
from elsewhere import thing

class Job:
    def run(self): ...

def work(job, **options):
    job.①run()
    os.②path.③join("a")
    ④thing()
    ⑤undefined
    options["x"].⑥run()
    getattr(job, "run")().⑦run
""",
        dict.fromkeys("①②③④⑤⑥⑦", UNKNOWN),
    ),
}


@pytest.mark.parametrize(("repository", "expected"), CASES.values(), ids=CASES)
def test_in_python(repository: str, expected: dict[str, str]) -> None:
    assert definitions(repository) == expected
