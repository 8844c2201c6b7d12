"""The course of something, told from the calls that lead to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.values import ReferenceKind
from tests.wake.answering import Asking, asking, asking_fixture

if TYPE_CHECKING:
    from pathlib import Path

CALLS = "The calls around it, in order"

POST = '''
# --- post/api.py
"""What everybody calls."""
from post.office import Office


def mail(letter):
    """Mail a letter."""
    return Office().accept(letter)
# --- post/office.py
"""Takes letters in."""
from post.stamps import stamp


class Office:
    """Where letters are taken in."""

    def __init__(self):
        self.carriers = []

    def accept(self, letter):
        """Take a letter in and have it delivered."""
        stamp(letter)
        carrier = self.choose(letter)
        return carrier.deliver(letter)

    def choose(self, letter):
        """The carrier for the place that a letter goes to."""
        return self.carriers[0]
# --- post/stamps.py
"""Stamps."""


def stamp(letter):
    """Stamp a letter."""
# --- post/carriers.py
"""Who brings letters."""


class HorseCarrier:
    """Brings letters on a horse."""

    def deliver(self, letter):
        """Deliver a letter to its door."""
        return letter if self.knock(letter) else None

    def knock(self, letter):
        """Knock at the door of a letter."""


class Pizza:
    """Comes in a box."""

    def deliver(self, letter):
        """Deliver a pizza instead of a letter."""
# --- post/testing.py
"""For tests."""
from post.office import Office


def mailed_letter(letter):
    """A letter, accepted and delivered."""
    return Office().accept(letter)
# --- tests/test_post.py
from post.api import mail


def test_a_letter_is_delivered():
    assert mail("letter") is None
'''

post = asking_fixture(POST)


def test_a_course_goes_from_who_calls_it_first_to_what_is_asked_about(post: Asking) -> None:
    course = post.by_search("How does a letter get delivered?").text.partition(CALLS)[2]
    names = ("mail", "Office.accept", "HorseCarrier.deliver")
    places = [course.index(f". `{name}`" if name == "mail" else f"`{name}`") for name in names]
    assert places == sorted(places)


def test_what_only_the_name_of_a_variable_tells_is_said_to_be_probable(post: Asking) -> None:
    course = post.by_search("How does a letter get delivered?").text.partition(CALLS)[2]
    course = course.partition("Other places")[0]
    assert "probably `HorseCarrier.deliver`" in course
    assert "probably `Office" not in course
    assert "Pizza" not in course
    assert course.startswith(" (“probably” where only names tell what is called):")


def test_a_course_goes_through_no_code_that_is_there_for_tests(post: Asking) -> None:
    text = post.by_search("How does a letter get delivered?").text
    assert "mailed_letter" not in text
    assert "test_a_letter" not in text


def test_the_code_that_is_asked_about_comes_before_the_calls_around_it(post: Asking) -> None:
    text = post.by_search("How does a letter get delivered?").text
    assert text.startswith("`Office.accept` (`post/office.py:11`): “Take a letter in and have it delivered.”")
    assert text.index("def accept(") < text.index(CALLS)


def test_each_step_tells_where_it_is_called_and_quotes_what_its_author_says(post: Asking) -> None:
    text = post.by_search("How does a letter get delivered?").text
    assert (
        "3. probably `HorseCarrier.deliver` (`post/carriers.py:7`), called at `post/office.py:15`: "
        "“Deliver a letter to its door.”\n"
    ) in text


def test_everything_that_is_told_is_cited_the_first_first(post: Asking) -> None:
    told = post.by_search("How does a letter get delivered?")
    assert post.holds(told)
    assert [str(each) for each in told.citations[:3]] == [
        "post/office.py:11-15",
        "post/api.py:5-7",
        "post/stamps.py:4-5",
    ]


def test_another_word_for_the_same_finds_the_course(post: Asking) -> None:
    assert "`HorseCarrier.deliver`" in post.by_search("How does a letter reach the door?").text


def test_what_happens_in_a_named_function_is_told_from_there_on(post: Asking) -> None:
    text = post.by_search("What happens when I call `Office.accept`?").text
    course = text.partition("\n\nNo model")[0]
    assert "1. `Office.accept`" in course
    assert "`HorseCarrier.deliver`" in course
    assert "`mail`" not in course
    assert "Other places" not in text


def test_what_the_application_does_is_not_taken_for_a_question_about_all_of_it(post: Asking) -> None:
    text = post.by_search("How does the application get letters delivered to a door?").text
    assert CALLS in text


def test_how_a_named_function_is_reached_is_told_as_far_as_one_function_calls_it(post: Asking) -> None:
    text = post.by_search("How does `Office.choose` do its work?").text
    way = text.partition("It is reached through ")[2].partition("\n")[0]
    assert way == "`mail` (`post/api.py:5`) → `Office.accept` (`post/office.py:11`)."


PORT = '''
# --- port/harbour.py
"""Where ships come in."""
from port.crane import Crane


class Harbour:
    """Takes in ships."""

    def __init__(self):
        self.way = self.build_way()
        self.quays = []

    def open_gate(self, ship):
        """Let a ship in."""
        return self.way(ship)

    def build_way(self):
        """Make out how everything moves."""
        return Crane().unload

    def add_quay(self, quay):
        """Add a quay."""
        return check_quay(quay)


def check_quay(quay):
    """See whether a quay has room."""
# --- port/crane.py
"""Lifts things."""


class Crane:
    """Lifts."""

    def unload(self, ship):
        """Lift what a ship has ashore."""
        return stow(ship.load)


def stow(load):
    """Bring cargo to its quay."""
'''

port = asking_fixture(PORT)


def test_how_one_thing_reaches_another_is_not_told_from_what_was_set_up_before(port: Asking) -> None:
    text = port.by_search("How does a ship reach a quay?").text
    course = text.partition("Beside it")[0]
    assert "`Crane.unload`" in course
    assert "`stow`" in course
    assert "add_quay" not in course


def test_what_an_attribute_was_assigned_is_followed_where_it_is_called(port: Asking) -> None:
    course = port.by_search("What happens when I call `Harbour.open_gate` with a ship?").text
    assert "probably `Harbour.build_way`" in course.partition("\n\nNo model")[0]


SHOP = '''
# --- shop/basket.py
"""Baskets."""
from shop.files import write_file


class Empty(Exception):
    """There is nothing in it."""


class Basket:
    """What somebody buys."""

    def save(self):
        """Save a basket."""
        self.check()
        return write_file(self.rows())

    def check(self):
        """Look into it."""
        raise Empty

    def rows(self):
        """A row for each thing in the basket."""
# --- shop/desk.py
"""The desk where people pay."""
from shop.basket import Empty


class Desk:
    """Takes money."""

    def take(self, basket):
        try:
            return self.bill(basket)
        except Empty:
            return self.refuse(basket)

    def bill(self, basket):
        """Save the basket in the book."""
        return book(basket)

    def refuse(self, basket):
        """Say no."""


def book(basket):
    """Save a basket for the tax office."""
    return ink(basket)


def ink(basket):
    """Dry it."""
# --- shop/files.py
"""Files."""


def write_file(rows):
    """Write rows into a file."""
'''

shop = asking_fixture(SHOP)


def test_where_two_courses_fit_both_are_told_and_cited(shop: Asking) -> None:
    told = shop.by_search("How does a basket get saved?")
    assert "`Basket.save`" in told.text
    assert "`write_file`" in told.text
    assert "`book`" in told.text
    assert {each.path for each in told.citations} >= {"shop/basket.py", "shop/desk.py", "shop/files.py"}


def test_what_happens_with_a_named_class_is_told_from_those_who_use_it(shop: Asking) -> None:
    text = shop.by_search("What happens at the desk on `Empty`?").text
    assert text.startswith("`Empty` (`shop/basket.py:5`)")
    assert "1. `Desk.take`" in text
    assert "`Desk.refuse`" in text


MILL = '''
# --- mill/wheel.py
"""Grinds."""
from mill.flour import sift


def grind_by_water(corn):
    """Grind corn with the stream."""
    return grind(corn)


def grind_by_wind(corn):
    """Grind corn with sails."""
    return grind(corn)


def grind(corn):
    """Grind corn between two stones."""
    return sift(corn)
# --- mill/flour.py
"""What comes out."""


def sift(corn):
    """Sift ground corn until it is fine."""
    return again(corn)


def again(corn):
    """Sift ground corn once more."""
    return sift(corn)
'''

mill = asking_fixture(MILL)


def test_what_several_call_is_unfolded_once(mill: Asking) -> None:
    text = mill.by_search("How do the stream and the sails grind corn?").text
    course = text.partition(CALLS)[2]
    assert course.count("`grind` (") == 1
    assert text.count("Grind corn between two stones.") == 1
    assert course.count("`sift` (") == 1


def test_calls_in_a_circle_are_told_to_their_end(mill: Asking) -> None:
    course = mill.by_search("What happens when I call `sift`?").text.partition(CALLS)[2]
    assert course.count("`sift` (") == 1
    assert course.count("`again` (") == 1


FORGE = '''
# --- forge/smith.py
"""Makes things of iron."""
from forge.fire import heat, quench


class Smith:
    """Works with iron."""

    def forge(self, iron):
        """Forge a blade from iron."""
        try:
            # Cold iron breaks under the hammer, so it comes into the fire first.
            glowing = warm_up(iron)
            for blow in range(9):
                self.hammer(glowing)
            if glowing.is_thin:
                return grind_blade(glowing)
        except ValueError as error:
            return self.forge_again(error)

    def hammer(self, iron):
        """Hammer iron flat."""

    def forge_again(self, error):
        """Forge iron a second time."""


def warm_up(iron):
    return heat(iron)


def grind_blade(iron):
    """Grind a blade of iron until it cuts."""
    return quench(iron)
# --- forge/fire.py
"""Fire and water."""


def heat(iron):
    """Make iron glow."""
    return iron


def quench(iron):
    """Put iron into water."""
    return iron
'''

forge = asking_fixture(FORGE)


def test_steps_come_in_the_order_of_the_calls_each_with_what_stands_around_it(forge: Asking) -> None:
    course = forge.by_search("How is a blade forged from iron?").text
    in_order = ("`warm_up` (", "`Smith.hammer` (", "`grind_blade` (", "`quench` (")
    places = [course.index(each) for each in in_order]
    assert places == sorted(places)
    assert "inside `for blow in range(9)`" in course
    assert "inside `if glowing.is_thin`" in course


def test_the_comment_above_a_call_is_quoted(forge: Asking) -> None:
    course = forge.by_search("What happens when I call `Smith.forge`?").text
    assert (
        "The comment there: “Cold iron breaks under the hammer, so it comes into the fire first.”" in course
    )


def test_what_is_run_on_errors_alone_is_told_only_to_who_asks_for_that(forge: Asking) -> None:
    assert "`Smith.forge_again`" not in forge.by_search("How is a blade forged from iron?").text
    told = forge.by_search("What happens when forging a blade from iron fails?").text
    assert "`Smith.forge_again`" in told
    assert "inside `except ValueError as error`" in told


def test_of_a_file_edited_since_no_lines_of_calls_are_told(tmp_path: Path) -> None:
    with asking(tmp_path, FORGE) as asked:
        smith = asked.root / "forge" / "smith.py"
        smith.write_text("# new\n" + smith.read_text("utf-8"), "utf-8")
        told = asked.by_search("How is a blade forged from iron?")
    assert "`grind_blade` (`forge/smith.py:32`)" in told.text
    assert "called at" not in told.text.partition("`grind_blade` (")[0]
    assert told.fresh


LIBRARY = '''
# --- shelf/lending/desk.py
"""Lends books."""
from shelf.books.store import fetch_book


def lend_book(reader):
    """Lend a book to a reader."""
    return fetch_book(reader)
# --- shelf/books/store.py
"""Has books."""


def fetch_book(reader):
    """Fetch a book for a reader."""
    return find_book(reader)


def find_book(reader):
    """Find a book that a reader wants."""
# --- shelf/readers/cards.py
"""Knows readers."""
from shelf.books.store import find_book
from shelf.lending.desk import lend_book
# --- shelf/annex/bus.py
"""The bus."""
from shelf.readers import cards


def lend_book(reader):
    """Lend a book to a reader."""
    return bring_book(reader)


def bring_book(reader):
    """Bring a book to a reader."""
    return carry_book(reader)


def carry_book(reader):
    """Carry a book that a reader wants."""
'''


def test_of_two_courses_that_fit_that_of_the_more_central_part_is_told_first(tmp_path: Path) -> None:
    with asking(tmp_path, LIBRARY) as asked:
        text = asked.by_search("How does a reader get a book?").text
    first, _, second = text.partition("Beside it")
    assert "`fetch_book` (" in first
    assert "bus" not in first
    assert "`lend_book` (`shelf/annex/bus.py:5`)" in second


def test_calls_of_nothing_known_are_those_that_resolve_to_nothing(forge: Asking, post: Asking) -> None:
    told = 0
    for asked in (forge, post):
        snapshot = asked.bench.snapshot
        for path in snapshot.paths():
            module = snapshot.chunk(path, "")
            assert module is not None
            calls = snapshot.references_in(module.id, (ReferenceKind.CALL,))
            expected = [
                (each.chunk_id, each.reference.expression) for each in calls if each.target_id is None
            ]
            assert [(each.chunk_id, each.expression) for each in snapshot.open_calls(path)] == expected
            told += len(expected)
    assert told


FERRY = """
# --- ferry.py
class Ferry:
    def __init__(self):
        self.on_board = None

    def carry(self, passenger):
        self.on_board(passenger)
        self.cast_off(passenger)

    def cast_off(self, passenger):
        print(passenger)
"""


def test_a_constructor_that_only_makes_room_for_a_callback_is_not_what_is_called(tmp_path: Path) -> None:
    with asking(tmp_path, FERRY.lstrip("\n")) as asked:
        text = asked.by_search("How does a ferry carry a passenger?").text
        assert "`Ferry.cast_off`" in text
        assert "`Ferry.__init__`" not in text


WATCH = """
# --- tower/watch.py
def keep_watch(ship):
    \"\"\"Keep watch for a ship.\"\"\"
    light_lamp()
    ring_bell()
    trim_wick()
    wind_clock()
    sweep_stairs()
    note_weather()
    oil_hinges()
    greet_ship(ship)
    warn_ship(ship)


def greet_ship(ship):
    \"\"\"Greet a ship that the watch has seen.\"\"\"
    ship.greeted = True


def warn_ship(ship):
    \"\"\"Warn a ship that the watch has seen of the rocks.\"\"\"
    ship.warned = True
""" + "".join(
    f"\n\ndef {name}():\n    print({name!r})\n"
    for name in (
        "light_lamp",
        "ring_bell",
        "trim_wick",
        "wind_clock",
        "sweep_stairs",
        "note_weather",
        "oil_hinges",
    )
)


def test_of_many_calls_the_likeliest_are_told_and_not_the_first(tmp_path: Path) -> None:
    with asking(tmp_path, WATCH) as asked:
        text = asked.by_search("How does the watch greet and warn a ship?").text
    course = text.partition("The calls around it")[2].partition("Beside it")[0]
    assert "`greet_ship` (" in course
    assert "`warn_ship` (" in course
