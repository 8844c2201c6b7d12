"""What others wrote is rendered, and does nothing. Judged by a CommonMark renderer with raw HTML allowed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from stc_lsp.code.inert import code_block, code_span, inert_markdown, visible

RENDER = MarkdownIt("commonmark", {"html": True}).enable("table")


def tokens(text):
    for token in RENDER.parse(text):
        yield token
        yield from token.children or ()


def is_inert(text):
    """No raw HTML, no image, no link that Markdown made."""
    return {token.type for token in tokens(text)}.isdisjoint(
        {"html_block", "html_inline", "image", "link_open"}
    )


def code_in(text):
    return [token.content for token in tokens(text) if token.type in ("code_inline", "fence")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reads `x` and **returns** it.", "Reads `x` and **returns** it."),
        ("- one\n- two\n\n## Three", "- one\n- two\n\n## Three"),
        ("if a < b and c > d", "if a < b and c > d"),
        ("a `List<int>` of `<b>`", "a `List<int>` of `<b>`"),
        ("a List<int>", "a List&lt;int>"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>"),
        ("![x](https://evil.example/a.png) y", "x y"),
        ("![x][ref]\n\n[ref]: https://evil.example", "x\n\n[ref&#93;: https://evil.example"),
        ("[click](command:workbench.action.quit)", "click"),
        ("[click](javascript:alert(1))", "click"),
        ("[the docs](https://docs.example/a_(b))", "the docs (https://docs.example/a_(b))"),
        ("[https://a.example](https://b.example)", "https://a.example (https://b.example)"),
        ("[x](<https://a.example> 'title')", "x (https://a.example)"),
        ("[a][b] and [c]", "[a&#93;[b] and [c]"),
        ("x[0](y)", "x[0&#93;(y)"),
        ("<command:foo> <https://a.example>", "&lt;command:foo> &lt;https://a.example>"),
        ("one ` two", "one &#96; two"),
        ("abc\u202edef\u200b\x07\x1b[31m", "abcdef[31m"),
        ("```python\nx = '<b>'\n```\nafter", "```python\nx = '<b>'\n```\nafter"),
        ("~~~\nx\n~~~", "```\nx\n```"),
        ("```\nnever closed <b>", "```\nnever closed <b>\n```"),
        ("````\n```\n````", "````\n```\n````"),
        ("", ""),
    ],
)
def test_text_becomes_inert(text, expected):
    assert inert_markdown(text) == expected
    assert is_inert(inert_markdown(text))


@pytest.mark.parametrize(
    "text",
    [
        "`foo\nbar `<img src=x>` baz",
        "\\`<img src=x>`",
        "\\\\`<img src=x>`",
        "``a`<b>``",
        "> ```\n> <b>\n> ```",
        "- ```\n<b>\n```",
        "[a]:\n<https://x.example>\n\n[a]",
        "[a\n](command:x)",
        "[a](\ncommand:x)",
        "[![a](b)](command:x)",
        "[[a](command:x)](command:y)",
        "![[a](b)](command:x)",
        "[a](command:x 'a)b')",
        "[a\\](command:x)",
        "\\[a](command:x)",
        "<\nb>",
        "<!-- -->",
        "<![CDATA[x]]>",
        "<?php ?>",
        "    <b>\n\n<b>",
        "| `a | <b>` |\n|---|\n| x |",
        "&lt;b&gt; &#60;b&#62;",
        "a\r<b>",
        "```\n<b>\n    ```\n<i>\n```",
        "```a`b\n<b>\n```",
    ],
)
def test_no_trick_gets_through(text):
    assert is_inert(inert_markdown(text)), inert_markdown(text)


@settings(max_examples=300)
@given(st.text(alphabet="`~<>b/![]()\\:|-# \n1h.x&;'\"", max_size=60))
def test_no_text_at_all_gets_through(text):
    made = inert_markdown(text)
    assert is_inert(made), made


@given(st.text(max_size=300), st.integers(10, 200))
def test_the_length_is_bounded(text, limit):
    cut = inert_markdown("word " * 100 + text, limit)
    # Entities and fences may make what is left longer.
    assert len(cut) <= 6 * limit + 20
    assert cut.count("\n") <= limit + 10


def test_what_is_too_long_is_cut_at_a_word():
    assert inert_markdown("one two three", 9) == "one two …"


@given(st.text())
def test_any_text_can_be_shown_as_code(text):
    shown = " ".join(visible(text).split())
    assert code_in(code_span(text)) == ([shown] if shown else [])
    [block] = code_in(code_block(text, "python"))
    assert block.rstrip("\n") == visible(text).strip("\n").rstrip("\n")


@given(st.text())
def test_no_invisible_character_is_left(text):
    assert not re.search("[\x00-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e]", visible(text))


def test_a_language_that_is_none_is_dropped():
    assert code_block("x", "py<b>`").startswith("```py\n")


def test_what_is_no_character_is_shown_as_one_that_is_unknown():
    assert visible("a\udcff.py") == "a\ufffd.py"
