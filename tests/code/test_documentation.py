"""Documentation as people write it, in the styles of several languages."""

from __future__ import annotations

import pytest

from stc_lsp.code.describe.documentation import (
    Field,
    fields,
    first_sentence,
    introduction,
    is_deprecated,
    opening,
    paragraphs,
    plain,
)
from stc_lsp.code.parse.comments import comment, docstring


@pytest.mark.parametrize(
    ("documentation", "sentence"),
    [
        ("", ""),
        ("Return the answer.", "Return the answer."),
        ("Return the answer. Never the question.", "Return the answer."),
        ("Works with lists, e.g. [1], and dicts. Fast.", "Works with lists, e.g. [1], and dicts."),
        ("Uses version 1.2 of it. Yes.", "Uses version 1.2 of it."),
        ("Handles a ``.env`` file.\nMore.", "Handles a `.env` file."),
        ("Open a file and\n    read all of it.\n\nSecond paragraph.", "Open a file and read all of it."),
        ("Title\n=====\n\nThe text itself.", "The text itself."),
        ("> **Parses\n> arguments**\n\nMore.", "Parses arguments"),
        ("# Title\n\nThe text itself.", "The text itself."),
        (":param x: only fields", ""),
        (".. versionadded:: 1.0\n\nThe text itself.", "The text itself."),
        (
            "Common to :class:`~flask.Flask` and :meth:`.Blueprint.route`.",
            "Common to `Flask` and `.Blueprint.route`.",
        ),
        ("== The Environment\n\nThe text itself.", "The text itself."),
        (":call-seq:\n  parse(text) -> hash\n  parse(io) -> hash\n\nParse a text.", "Parse a text."),
        ("{@inheritdoc}", ""),
        ("@return [Boolean] Returns true if it is open.", "Returns true if it is open."),
        ("@param x the x\n@return The packet to send back\n@api public", "Returns the packet to send back"),
        (":return: True if it is open. Else False.", "Returns True if it is open."),
        ("@returns {Boolean}", ""),
        ("@return int", ""),
        ("Publish <message> to <topic>", "Publish &lt;message> to &lt;topic>"),
        (
            "Gives a Map<String, List<Item>> of <b>all</b><br/> items.",
            "Gives a Map&lt;String, List&lt;Item>> of all items.",
        ),
        ("@covers \\App\\Cart", ""),
        ("@var callable(Request): Promise", ""),
        ("Track it.\n\n@dataProvider carts", "Track it."),
        ("@!attribute [rw] most\nThe most there are.", "The most there are."),
        ("Refine it\n@__NO_SIDE_EFFECTS__", "Refine it"),
        ("sink: (resource|string|Stream) Where it goes.", "sink: (resource|string|Stream) Where it goes."),
        (
            "<summary>Gets the delay.</summary>\n<remarks>Long.</remarks>\n<value>Two seconds.</value>",
            "Gets the delay.",
        ),
        ("@inheritDoc\n@param x the x", ""),
        ("See {@link Foo#bar} first.\n@param x the x", "See `Foo.bar` first."),
        ("Does it quickly\n@returns {number} it", "Does it quickly"),
        ("```python\ncode()\n```\nThe text itself.", "The text itself."),
        (">>> f()\n\nThe text itself.", "The text itself."),
    ],
)
def test_the_first_sentence_is_found_in_any_style(documentation: str, sentence: str) -> None:
    assert first_sentence(documentation) == sentence


@pytest.mark.parametrize(
    ("text", "inert"),
    [
        ("see [the site](https://example.org/x)", "see the site"),
        ("see `the site <https://example.org>`_", "see the site"),
        ("![logo](https://example.org/x.png) hello", "hello"),
        ("<img src=x onerror=alert(1)>hello <b>you</b>", "hello you"),
        ("a < b and `List<String>`", "a &lt; b and `List<String>`"),
        ("click [here](command:evil)", "click here"),
        ("an odd ` mark", "an odd ' mark"),
        ("[![badge](x.svg)](https://example.org) **Bold** move", "Bold move"),
        ("see [`Foo`] and [Bar][1]", "see Foo and Bar"),
        ("index a[0] stays", "index a[0] stays"),
        ('wind.least <Badge kind="new" /> <Badge/>', "wind.least"),
        ('<my-tag on="x">hello</my-tag>', "hello"),
    ],
)
def test_prose_becomes_inert(text: str, inert: str) -> None:
    assert plain(text) == inert


def test_an_opening_ends_with_a_whole_sentence() -> None:
    text = "First one is short. " + "Second one is rather longer than the first. " * 20
    cut = opening(text, most=100)
    assert cut.endswith(".")
    assert 20 < len(cut) <= 110


def test_an_opening_of_one_endless_sentence_is_cut_and_says_so() -> None:
    assert opening("word " * 1_000, most=100).endswith(" ...")


def test_examples_that_are_set_in_are_no_prose() -> None:
    rdoc = "Renders a template.\n\n  render :index\n  render json: people\n\nIt is compiled once."
    assert paragraphs(rdoc) == ["Renders a template.", "It is compiled once."]
    godoc = "Parse reads flags:\n\n\tn := Parse()\n\nIt stops at the first that is none."
    assert paragraphs(godoc) == ["Parse reads flags:", "It stops at the first that is none."]
    item = "Options:\n\n* the first\n\n  more of it\n\nAfter."
    assert paragraphs(item) == ["Options:", "the first", "more of it", "After."]
    sentence = "Title.\n\n  This paragraph is set in and still a whole sentence.\n"
    assert paragraphs(sentence) == ["Title.", "This paragraph is set in and still a whole sentence."]


def test_paragraphs_stop_where_fields_begin() -> None:
    text = "One.\n\nTwo,\nstill two.\n\nExample::\n\n    code\n\nThree.\n\n:param x: the x\n\nnot this"
    assert paragraphs(text) == ["One.", "Two, still two.", "Example", "Three."]


@pytest.mark.parametrize(
    "documentation",
    [
        "Do.\n\n:param str name: the name\n    of it\n:returns: the answer\n"
        ":raises KeyError: if it is missing",
        "Do.\n\nArgs:\n    name (str): the name\n        of it\n\nReturns:\n    the answer\n\n"
        "Raises:\n    KeyError: if it is missing",
        "Do.\n\nParameters\n----------\nname : str\n    the name of it\n\nReturns\n-------\nthe answer\n\n"
        "Raises\n------\nKeyError\n    if it is missing",
        "Do.\n@param {string} name - the name of it\n@returns {number} the answer\n"
        "@throws KeyError if it is missing",
    ],
)
def test_fields_are_read_in_every_style(documentation: str) -> None:
    assert fields(documentation) == [
        Field("param", "name", "the name of it"),
        Field("returns", "", "the answer"),
        Field("raises", "KeyError", "if it is missing"),
    ]


def test_deprecation_is_noticed_where_it_is_declared_only() -> None:
    assert is_deprecated("Do.\n\n.. deprecated:: 2.0\n   Use other.")
    assert is_deprecated("@deprecated use other")
    assert is_deprecated("Deprecated: use other")
    assert not is_deprecated("Removes what is deprecated.")


README = """<p align="center"><em>✨ The little one. ✨</em></p>

[![Build](https://badge.example/b.svg)](https://example/b)

**Documentation**: <a href="https://lib.example/">https://lib.example</a>

# Lib

Lib is a small library, made for
building things. It gives you:

* Things.
* More things,
  and so on
- The rest

Install it:

```sh
pip install lib
```
"""


def test_a_readme_is_introduced_by_what_stands_below_its_title() -> None:
    assert introduction(README).split("\n\n") == [
        "Lib is a small library, made for building things.",
        "Things; More things, and so on; The rest",
    ]


@pytest.mark.parametrize(
    ("documentation", "prose", "said"),
    [
        (
            '<summary>\nBuilds a <see cref="T:Acme.Core.Token"/> or <see langword="null"/>.\n</summary>\n'
            '<param name="name">The <c>name</c>.</param>\n<returns>It.</returns>\n'
            '<exception cref="System.ArgumentException">When <paramref name="name"/> is empty.</exception>\n'
            "<remarks>Cheap.</remarks>",
            "Builds a `Core.Token` or `null`. Cheap.",
            [
                ("param", "name", "The `name`."),
                ("returns", "", "It."),
                ("raises", "System.ArgumentException", "When `name` is empty."),
            ],
        ),
        ("<inheritdoc/>", "", []),
        (
            "@brief Opens the \\c store.\n\\param[in] path where it is\n\\return 0",
            "Opens the `store`.",
            [("param", "path", "where it is"), ("returns", "", "0")],
        ),
        (
            "Sets the {@link Reader#setMode(Mode) mode} as {@link #close()} does.\n@see Mode\n@since 2.1",
            "Sets the mode as `close` does.",
            [],
        ),
        (
            "Short.\n\n@example\nfoo()\n@param {string} name The name",
            "Short.",
            [("param", "name", "The name")],
        ),
        ("Mail me@example.com about C:\\path.", "Mail me@example.com about C:\\path.", []),
    ],
)
def test_tags_of_every_language_read_as_prose_and_fields(
    documentation: str, prose: str, said: list[tuple[str, str, str]]
) -> None:
    assert opening(documentation) == prose
    assert fields(documentation) == said


def test_a_table_of_contents_introduces_nothing() -> None:
    contents = "## Contents\n\n* [Use](#use)\n  - [Deep](#deep)\n1. [Last](#last)\n"
    readme = f"# Tea\n\nBrews tea.\n\n{contents}\n## Use\n\nPour.\n"
    assert introduction(readme) == "Brews tea.\n\nPour."


def test_a_readme_whose_title_is_a_picture_begins_with_its_first_sentence() -> None:
    readme = (
        '<p align="center"><img src="tea.png" /></p>\n\n[![Build](b.svg)](b) [![Docs](d.svg)](d)\n\n'
        "A small and fast brewer of tea for everybody.\n\n```sh\nbrew\n```\n\n## First steps\n\n"
        "Put the kettle on.\n\n# Recipes\n\nYou can boil it twice, but do not.\n"
    )
    assert introduction(readme).startswith("A small and fast brewer of tea for everybody.")


def test_block_comments_that_follow_each_other_are_paragraphs() -> None:
    assert comment("/* One\n * more. */\n/* Two. */") == "One\nmore.\n\nTwo."


@pytest.mark.parametrize(
    "documentation",
    ["{@link" + " " * 20_000, "{@code x" + " " * 20_000, "Returns" + " " * 20_000 + "x", "[" + "x" * 20_000],
    ids=["link", "tag", "heading", "bracket"],
)
def test_what_could_be_divided_in_many_ways_is_read_all_the_same(documentation: str) -> None:
    assert fields(documentation) == []
    assert len(opening(documentation)) <= len(documentation)


def test_in_php_the_type_stands_before_the_name_and_a_type_parameter_is_none() -> None:
    told = "@param array<string, int>|null ...$more The rest\n@param <T> the type\n@param string $file Which"
    assert fields(told) == [Field("param", "...$more", "The rest"), Field("param", "$file", "Which")]


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ('"""\\\n    Kill idle workers.\n    """', "Kill idle workers."),
        ('"""Kill \\\nidle workers."""', "Kill idle workers."),
        ('r"""Of a path \\\n    here."""', "Of a path \\\nhere."),
        ('"""Of a path \\\\\n    here."""', "Of a path \\\\\nhere."),
    ],
)
def test_a_line_of_a_docstring_that_the_next_continues_is_one_with_it(literal: str, text: str) -> None:
    assert docstring(literal) == text


def test_what_is_said_of_a_parameter_marks_no_function_as_deprecated() -> None:
    of_parameter = "Saws.\n\n:param depth: How deep.\n\n    .. deprecated:: 1.4\n        Use `far`."
    assert not is_deprecated(of_parameter)
    assert is_deprecated("Saws.\n\n.. deprecated:: 1.4\n    Use `cut`.")
    assert is_deprecated("Saws.\n@deprecated Use `cut`.")
