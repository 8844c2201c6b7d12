"""What a setting does, and what it is by default, is told where documents describe it by its name."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking_fixture

MILL = '''
# --- mill/settings.py
"""The settings."""

from mill.options import Namespace, Option, Setting, add_argument

NAMES = Namespace(
    stone=Namespace(
        speed=Option(4, type="int"),
        pause=Option(30, type="int"),
        wait=Option(5000, type="int"),
    ),
)


class KeepFlour(Setting):
    """Whether flour is kept."""

    name = "keep_flour"
    default = False


def declare():
    add_argument("--grain-limit", default=12, help="How much grain there may be.")
    add_option(
        "belt.length",
        Optional[int],
        8,
        "How long the belt is: 40, say.",
    )


WIND_BELOW = 25


DEFAULT_SACK_SIZE = 50 * 2


class Builder:
    def grind_time(self, seconds):
        """Sets the default time to grind for. At most a day.

        The default value is 10 seconds.
        """


def rest(below_wind=WIND_BELOW):
    """Nothing turns."""
# --- docs/settings.rst
Settings
========

``stone_speed``
---------------

Default: 4.

How fast the stone turns; secret to <b>nobody</b>.

.. code-block:: python

    stone_speed = 5

``stone_pause``
---------------

How long the stone rests. Default: 40 seconds.

``stone_wait``
--------------

How long the stone waits, 5 seconds by default.

``stone_weight``
----------------

The default weight to use for grinding. It hangs on the stone.

Default: ``None``
# --- docs/sails.md
# Sails

## sail_count

There must be room in the system's default pantry, unless `PANTRY` says otherwise.
# --- mill/schema.py
SCHEMA = Map(
    Optional("sail_count", check_number, 4),
    Validator("brake", default="soft"),
    Optional("owner", check_text),
)
# --- mill/table.py
from mill.settings import WIND_BELOW

DEFAULTS = {
    "least": WIND_BELOW,
    "most": undefined,
}
# --- docs/wind.md
# Wind

## wind.least <Badge kind="b" />

- **Type:** `number`
- **Default:** `25`

Below this the mill rests. <script>alert(1)</script>

## wind.most <Badge />

- **Type:** `number`

Above this the sails are taken in.
# --- docs/flour.md
# Flour

What becomes of it:

- `keep_flour` - Whether flour stays in the mill. Defaults to `false`.
- **wind-share**: How much wind is used.

## Why does the mill stop silently?

The belt may be torn.

```console
look --belt
```

The mill that did stop silently is to be oiled before anybody starts it again.

## Selling flour

```python
sell("flour")
```
'''

mill = asking_fixture(MILL.lstrip("\n"))


def test_what_states_a_default_goes_before_what_only_speaks_of_one(mill: Asking) -> None:
    answer = mill.ask("What is the default of stone_weight?").answer
    assert "Default: `None`" in answer
    assert "The default weight" not in answer


def test_a_default_is_told_as_the_documents_and_the_code_state_it(mill: Asking) -> None:
    answer = mill.ask("What is the default of stone_speed?")
    assert answer.answer == (
        "- `docs/settings.rst:7` says under “`stone_speed`”: “Default: 4.”\n"
        "- The code declares `stone_speed` with the default `4`, at `mill/settings.py:7`."
    )
    assert answer.citations[0].start_line == 7


def test_a_default_that_stands_among_the_fields_below_a_heading_is_told_with_the_constant_in_the_code(
    mill: Asking,
) -> None:
    assert mill.ask("What is the default value of wind.least?").answer == (
        "- `docs/wind.md:6` says under “wind.least”: “Default: `25`.”\n"
        "- A table of defaults has `WIND_BELOW`, which is `25` at `mill/settings.py:31`, for `wind.least`, "
        "at `mill/table.py:4`."
    )


def test_of_a_constant_that_is_the_default_of_a_parameter_it_is_said_what_it_is(mill: Asking) -> None:
    assert mill.ask("What is the default of below_wind?").answer == (
        "The parameter `below_wind` of `rest` (`mill/settings.py:45`) is `WIND_BELOW`, which is `25` at "
        "`mill/settings.py:31`, by default."
    )


@pytest.mark.parametrize("name", ["sack_size", "SackSize", "mill.sackSize"])
def test_a_constant_that_is_called_the_default_of_something_is_told_for_it(mill: Asking, name: str) -> None:
    told = "By its name `DEFAULT_SACK_SIZE` (`mill/settings.py:34`) is that default: `50 * 2`."
    assert mill.ask(f"What is the default of {name}?").answer == told


def test_the_default_is_told_that_the_documentation_of_what_sets_it_states(mill: Asking) -> None:
    told = "(`mill/settings.py:38`) says: “The default value is 10 seconds.”"
    assert mill.ask("What is the default of grind_time?").answer.endswith(told)


def test_what_is_not_defined_in_a_table_is_no_default(mill: Asking) -> None:
    assert "undefined" not in mill.ask("What is the default of wind.most?").answer


def test_the_default_of_a_setting_that_a_call_makes_known_by_its_name_is_told(mill: Asking) -> None:
    text = mill.ask("What is the default of belt.length?").answer
    assert text == "The option `belt.length` has the default `8`, at `mill/settings.py:23`."
    text = mill.ask("What does the belt.length option do?").answer
    assert text.startswith("`belt.length` is an option, declared by `declare` at `mill/settings.py:23`: ")
    assert "How long the belt is: 40, say. Its default is `8`." in text


@pytest.mark.parametrize(("name", "default"), [("sail_count", "4"), ("brake", '"soft"')])
def test_the_default_is_told_that_a_schema_states(mill: Asking, name: str, default: str) -> None:
    text = mill.ask(f"What is the default of {name}?").answer
    assert text.startswith(f"The option `{name}` has the default `{default}`, at `mill/schema.py:")


def test_a_default_folder_is_no_default_of_what_is_described(mill: Asking) -> None:
    assert "pantry" not in mill.ask("What is the default of sail_count?").answer


def test_that_documents_and_code_state_another_default_is_said(mill: Asking) -> None:
    text = mill.ask("What is the default of stone_pause?").answer
    assert "says under “`stone_pause`”: “Default: 40 seconds.” The code has another value:\n" in text
    assert "declares `stone_pause` with the default `30`" in text


def test_a_default_in_another_unit_is_no_other_value(mill: Asking) -> None:
    text = mill.ask("What is the default of stone_wait?").answer
    assert "5 seconds by default" in text
    assert "`5000`" in text
    assert "another value" not in text


def test_a_default_stands_in_an_item_of_a_list_and_in_what_a_class_declares(mill: Asking) -> None:
    text = mill.ask("What is the default of keep_flour?").answer
    assert "`docs/flour.md:5` says under “keep_flour”: “Defaults to `false`.”\n" in text
    assert "declares `keep_flour` with the default `False`" in text


def test_the_default_of_an_option_is_told_whether_it_is_written_with_dashes_or_not(mill: Asking) -> None:
    assert "The option `--grain-limit` has the default `12`" in mill.ask("default of grain_limit?").answer
    assert "Its default is `12`." in mill.ask("What does the --grain-limit option do?").answer


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("What does the stone_speed setting do?", "`docs/settings.rst:7` says under “`stone_speed`”:\n\n> "),
        (
            "What does the wind.most option do?",
            "`docs/wind.md:12` says under “wind.most”:\n\n"
            "> Type: `number`. Above this the sails are taken in.",
        ),
        ("What does the wind-share option do?", "`docs/flour.md:6` says under “wind-share”:\n\n> "),
    ],
)
def test_what_a_setting_does_is_told_where_it_is_described(
    mill: Asking, question: str, beginning: str
) -> None:
    text = mill.ask(question).answer
    assert text.startswith(beginning)
    assert "<b>" not in text


def test_an_example_is_quoted_that_is_all_there_is_below_the_heading_asked_for(mill: Asking) -> None:
    text = mill.by_search("How do I sell flour?").text
    assert '`docs/flour.md:21` says under “Selling flour”:\n\n```python\nsell("flour")\n```' in text


@pytest.mark.parametrize("question", ["Is selling flour possible?", "How can I use the selling of flour?"])
def test_words_that_only_ask_do_not_hide_what_is_asked_for(mill: Asking, question: str) -> None:
    assert "says under “Selling flour”" in mill.by_search(question).text


def test_a_section_that_is_about_what_is_asked_is_quoted_from_its_beginning(mill: Asking) -> None:
    text = mill.by_search("Why does the mill stop silently?").text
    assert "says under “Why does the mill stop silently?”:\n\n> The belt may be torn.\n\n```console\n" in text
