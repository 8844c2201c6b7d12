"""What code lists itself of a sort: in tables, by registering each, in a folder that has one of each."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.sorts import sort_to_add
from tests.wake.answering import Asking, asking_fixture

_FOLDER = "".join(
    f"""
# --- press/languages/{name}.py
def install(prefix):
    return prefix


def remove(prefix):
    return prefix
"""
    for name in ("basic", "cobol", "dylan", "eiffel", "forth", "go", "hy", "io")
)
PRESS = f'''
# --- press/languages/__init__.py
{_FOLDER}
# --- press/languages_known.py
from press.languages import basic, cobol, dylan

languages: dict[str, object] = {{
    # The oldest.
    'basic': basic,
    'cobol': cobol,
    'dylan': dylan,
}}
deprecated_languages = ["ada", "bcpl"]
# --- press/output.py
class Plain:
    """Prints plainly."""


BUILTIN_FORMATTERS = dict(plain=Plain, fancy=Plain)
colors = load_colors("red", "green")
# --- press/shelves/oak.py
def oak_open(): ...


def oak_shut(): ...
# --- press/shelves/pine.py
def pine_open(): ...


def pine_shut(): ...
# --- press/shelves/ash.py
{"".join(f"def ash_{number}(): ...{chr(10)}" for number in range(14))}
# --- press/plugins.py
hookspec = Marker()


class BaseHook:
    """Does nothing."""


@hookspec
def before_print(page):
    """Called before a page is printed."""


@hookspec
def after_print(page):
    """Called when a page is printed."""
# --- stores/all.go
package stores

// Backends returns all of them.
func Backends() *Registry {{
	backends := NewRegistry()
	backends.Register(azure.NewFactory())
	backends.Register(local.NewFactory())
	backends.Register(s3.NewFactory())
	return backends
}}

var drivers = map[string]Driver{{
	"disk": NewDisk(),
	"tape": NewTape(),
}}
# --- web/themes.ts
const BASIC_RULES = ["no-ink", "no-paper"]
export const RULES = [...BASIC_RULES, "no-glue"]
export const THEMES = new Map([['dark', dark], ['light', light]])
export const reporters = [new Dot(), new Spec(), ...others]
# --- press/inks/base.py
class BaseInk:
    """What one writes with."""
# --- press/inks/kinds.py
from press.inks.base import BaseInk


class RedInk(BaseInk):
    def mix(self):
        return "red"


class BlueInk(BaseInk):
    pass


class GreenInk(BaseInk):
    def mix(self):
        return "green"
# --- press/papers.py
{"".join(f"class Sort{number}Paper: ...{chr(10)}" for number in range(18))}
# --- press/mixing.py
from press.inks.kinds import BlueInk, GreenInk, RedInk


def all_mixed():
    return [RedInk(), BlueInk(), GreenInk()]
# --- CHANGELOG.md
# Changelog

## Features

How to add a new ink: nobody knows. Add a new language, too.
# --- docs/conf.py
extensions = ["sphinx.ext.autodoc", "sphinx.ext.todo"]
# --- tests/test_press.py
languages = ["fake", "other"]
'''

press = asking_fixture(PRESS)


def test_a_table_that_is_called_after_the_sort_is_its_list(press: Asking) -> None:
    for question in ("list all the supported languages", "which languages are available?"):
        told = press.told(question)
        assert told.text.startswith(
            "`languages` (`press/languages_known.py:3`) lists 3: `basic`, `cobol` and `dylan`."
        )
        assert "install" not in told.text
        assert "ada" not in told.text
        assert "fake" not in told.text
        assert press.holds(told)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("which formatters are available?", "lists 2: `plain` and `fancy`"),
        ("which drivers are there", "lists 2: `disk` and `tape`"),
        ("what themes can I use?", "lists 2: `dark` and `light`"),
        ("which rules are there", "lists 3: `no-ink`, `no-paper` and `no-glue`"),
        ("which reporters exist", "lists 3: `new Dot()`, `new Spec()` and `...others`"),
    ],
)
def test_a_table_is_read_however_its_language_writes_one(press: Asking, question: str, told: str) -> None:
    assert told in press.text(question)


def test_a_function_that_registers_each_is_a_list_too(press: Asking) -> None:
    text = press.text("which backends are supported")
    assert "`Backends` (`stores/all.go:4`) registers 3 by `backends.Register`" in text
    assert "`azure.NewFactory()`, `local.NewFactory()` and `s3.NewFactory()`" in text


def test_what_a_call_gives_or_a_tool_has_is_no_table(press: Asking) -> None:
    assert "sphinx.ext" not in press.text("which extensions are registered")
    assert "lists" not in press.text("which colors are there?")


def test_of_a_folder_that_has_one_of_each_the_files_are_told_and_not_all_that_is_in_them(
    press: Asking,
) -> None:
    text = press.text("which shelves are there")
    assert "The folder `press/shelves` has 3 files: `ash.py`, `oak.py` and `pine.py`." in text
    assert "pine_open" not in text


def test_hooks_are_told_by_what_specifies_them(press: Asking) -> None:
    text = press.text("what hooks are there")
    assert "2 definitions are marked with the decorator `hookspec`" in text
    assert "`before_print` (`press/plugins.py:9`): Called before a page is printed." in text
    assert "`after_print`" in text


@pytest.mark.parametrize(
    "question", ["where do I add support for another language?", "how do I add a new language"]
)
def test_where_a_new_one_goes_those_show_that_there_are(press: Asking, question: str) -> None:
    told = press.by_search(question)
    assert told.text.startswith("Where a new language goes, those show that there are:\n")
    assert "- `languages` (`press/languages_known.py:3`) lists 3, `dylan` last\n" in told.text
    assert "- the folder `press/languages` has 8 files, as `basic.py`\n" in told.text
    assert "CHANGELOG" not in told.text
    assert press.holds(told)


def test_what_a_new_one_inherits_from_and_where_it_is_registered_is_shown_by_the_others(
    press: Asking,
) -> None:
    text = press.by_search("how do I write my own ink?").text
    assert "- `BaseInk` (`press/inks/base.py:1`) is the base of 3 of 4\n" in text
    assert "- `all_mixed` (`press/mixing.py:4`) uses 3 of 4\n" in text
    assert "- `BlueInk` (`press/inks/kinds.py:9`) is the shortest of 4" in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("how do I add a new command", ("command",)),
        ("Where do I add support for another language?", ("language",)),
        ("how to add custom exception handlers", ("exception", "handler")),
        ("what do I have to change to add a new backend?", ("backend",)),
        ("steps to add a new rule to the project", ("rule",)),
        ("how do I write my own runner?", ("runner",)),
        ("how do I create a new session", None),
        ("how do I add a header to the response", None),
        ("how do I add middleware", None),
        ("how are new commands added", None),
        ("where is a new user created", None),
        ("how do I define a new command that takes a file", None),
        ("where do I start", None),
        ("add a new command", None),
    ],
)
def test_who_wants_one_more_of_a_sort_is_told_from_who_uses_what_there_is(
    text: str, words: tuple[str, ...] | None
) -> None:
    sort = sort_to_add(text)
    assert (sort.words if sort is not None else None) == words


def test_of_a_long_list_the_rest_is_told_by_name(press: Asking) -> None:
    text = press.text("which papers are there")
    assert "18 classes are called “…Paper” or inherit from one that is:" in text
    assert "\n- and `Sort15Paper`, `Sort16Paper` and `Sort17Paper`\n" in text


def test_who_wants_a_method_of_their_own_is_not_shown_what_is_called_so(press: Asking) -> None:
    assert "Where a new" in press.ask("how do I write my own paper?").answer
    assert "Where a new" not in press.ask("how do I write my own paper method?").answer
