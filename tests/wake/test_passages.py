"""How to do something is answered by the paragraph of the documents that says it, with its example."""

from __future__ import annotations

from tests.wake.answering import Asking, asking_fixture

KITCHEN = '''
# --- kitchen/oven.py
"""The oven."""


class Oven:
    """Bakes what is put into it."""

    def add_timer(self, minutes: int) -> None:
        """Add a timer that rings after some minutes."""
        self.set_clock(minutes)

    def set_clock(self, minutes: int) -> None:
        """Set the clock."""
        print(minutes)


def paint(colour: str) -> None:
    """Paint the kitchen; takes minutes."""
# --- tests/test_oven.py
from kitchen.oven import Oven


def test_a_timer_is_added():
    Oven().add_timer(3)
# --- docs/oven.rst
The oven
========

It stands in the corner.

Timers
------

So how do you add a timer to the oven?

Tell it the minutes::

    Oven().add_timer(5)

.. code-block:: text

    ring

Settings
--------

.. py:data:: OVEN_HEAT

    The heat at which the oven begins to bake; secret to <b>nobody</b>.

    Default: ``200``

.. py:data:: OVEN_RACKS

    What stands in it.

    .. code-block:: python

        OVEN_RACKS = ["tin"]
# --- docs/hooks.md
# Hooks

- **before_baking**: what is called when the kitchen opens.
- **after_baking**: what is called after the baking has ended.

There are functions for the kitchen.
# --- docs/walls.md
# Walls

The colour of walls is chosen by whoever paints them first.

```python
paint("blue")
```

Other walls are left as they are.
# --- docs/racks.md
# Cup racks

The kitchen has a `Rack` for cups in a given corner.

```python
hang(Rack("corner"))
```
# --- docs/grill.rst
Grill
=====

To keep the smoke of the grill low, choose how dry the wood is::

    grill(dry=True)

The kinds of wood are:

    ``oak``

        OAK
# --- docs/others.md
# What others make

## Kitchenware

Allows hanging cups from elsewhere on a rack, similar to our rack.
'''.replace("OAK", "It is felled in winter and lies for a whole year. " * 20)

kitchen = asking_fixture(KITCHEN.lstrip("\n"))


def test_how_to_do_something_is_told_by_the_documents_and_their_example(kitchen: Asking) -> None:
    told = kitchen.by_search("How do I add a timer to an oven?")
    assert told.text.startswith("`docs/oven.rst:9` says under “Timers”:\n\n> So how do you add a timer")
    assert "Tell it the minutes" in told.text
    assert "```\nOven().add_timer(5)\n```" in told.text
    assert (told.citations[0].path, told.citations[0].start_line) == ("docs/oven.rst", 9)
    assert kitchen.holds(told)


def test_how_to_add_something_is_told_where_it_is_said_how_to_register_it(kitchen: Asking) -> None:
    text = kitchen.by_search("How do I register a timer of the oven?").text
    assert text.startswith("`docs/oven.rst:9` says under “Timers”:\n\n> So how do you add a timer")


def test_what_a_setting_does_is_told_where_it_is_described(kitchen: Asking) -> None:
    text = kitchen.by_search("why is there a heat at which the oven begins to bake?").text
    assert "says under “OVEN_HEAT”:\n\n> The heat at which the oven begins to bake" in text
    assert "<b>" not in text


def test_the_example_of_another_setting_is_not_quoted(kitchen: Asking) -> None:
    text = kitchen.by_search("why is there a heat at which the oven begins to bake?").text
    assert "OVEN_HEAT" in text
    assert '["tin"]' not in text


def test_of_a_list_that_is_too_long_no_first_item_is_quoted_alone(kitchen: Asking) -> None:
    text = kitchen.by_search("How do I keep the smoke of the grill low?").text
    assert "> To keep the smoke of the grill low, choose how dry the wood is." in text
    assert "oak" not in text


def test_an_example_of_markdown_is_quoted_with_its_language(kitchen: Asking) -> None:
    text = kitchen.by_search("Who chooses the colour of walls?").text
    assert (
        '> The colour of walls is chosen by whoever paints them first.\n\n```python\npaint("blue")\n```'
        in text
    )


def test_what_the_documents_do_not_speak_of_is_not_quoted(kitchen: Asking) -> None:
    assert " says" not in kitchen.by_search("How do I set the clock of the oven to summer time?").text


def test_a_paragraph_is_quoted_for_its_example_too_and_not_for_one_word_of_what_others_make(
    kitchen: Asking,
) -> None:
    text = kitchen.by_search("hang a rack for cups").text
    assert text.startswith("`docs/racks.md:3` says under “Cup racks”")


def test_who_has_a_function_of_their_own_to_run_need_not_be_answered_with_that_word(kitchen: Asking) -> None:
    text = kitchen.by_search("How do I run my own function after the baking has ended?").text
    assert text.startswith("`docs/hooks.md:4` says under “after_baking”")


def test_a_paragraph_without_a_telling_word_of_the_question_is_not_quoted(kitchen: Asking) -> None:
    assert " says" not in kitchen.by_search("Which colour of walls is cheapest?").text


def test_a_test_is_no_first_place_and_a_place_with_one_common_word_none(kitchen: Asking) -> None:
    text = kitchen.by_search("How do I add a timer that rings after minutes?").text
    places = [line for line in text.splitlines() if line.startswith("- ")]
    assert "Oven.add_timer" in places[0]
    assert not any("paint" in line for line in places)
    assert all("test" in line for line in places[1:] if "tests/" in line)
