"""Text that comes in pieces is as inert as text that comes whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stc_lsp.code.inert import inert_markdown
from stc_lsp.code.inert_stream import InertStream

HOSTILE = [
    "before ![x](https://evil.example/x.png) after",
    "a [link](command:evil) here and [more](javascript:x) there",
    "<img src=x onerror=alert(1)> and <script>alert(1)</script>",
    "a `span of <b>code</b>` and `another ![x](y)`",
    "```python\nprint('<b>')\n![x](y)\n```\nafter <b>",
    "~~~\nopen to the end <img>",
    "[a]: https://evil.example\n[b](<x y>)",
    "text ``` not a fence <b>\n",
]


def streamed(text: str, size: int) -> str:
    stream = InertStream()
    shown = [stream.feed(text[start : start + size]) for start in range(0, len(text), size)]
    return "".join((*shown, stream.finish()))


def outside_of_code(text: str) -> str:
    without_blocks = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
    # A mark stays: what stands on both sides of a span does not touch.
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "`", without_blocks)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_nothing_live_gets_through_in_pieces(text: str, size: int) -> None:
    shown = outside_of_code(streamed(text, size))
    assert not re.search(r"<[A-Za-z/!]|!\[|\]\(|\]:", shown)


@pytest.mark.parametrize(
    "text", ["Plain words, in one line.", "Two lines:\n- one `name`\n- two", "# A\n\nb c\n"]
)
def test_harmless_text_is_shown_as_it_is(text: str) -> None:
    assert streamed(text, 3).rstrip("\n") == text.rstrip("\n")


@pytest.mark.parametrize("size", [1, 3, 100])
def test_pages_of_blank_lines_are_two(size: int) -> None:
    text = "One.\n\n \n\n\n\nTwo.\n```\na\n\n\n\n\nb\n```\nThree."
    wanted = "One.\n\n\nTwo.\n```\na\n\n\n\n\nb\n```\nThree."
    assert [re.sub(r" +\n", "\n", each) for each in (streamed(text, size), inert_markdown(text))] == [
        wanted
    ] * 2


def test_words_are_shown_as_they_come() -> None:
    stream = InertStream()
    assert stream.feed("It lends ") == "It lends"
    assert stream.feed("`a") == ""
    assert stream.feed(" b` to ") == " `a b` to"
    assert stream.finish() == " "


@pytest.mark.parametrize("size", [1, 4, 100])
def test_reasoning_is_not_shown(size: int) -> None:
    assert streamed("<think>hm, <b>hm</b></think>\n\nIt lends.", size) == "It lends."
    assert streamed("<think>never ended", size) == ""


@example("<`<`!", 1)
@given(st.text("ab `~<>![]()\\\n", max_size=60), st.integers(1, 9))
def test_any_text_in_any_pieces_is_inert(text: str, size: int) -> None:
    shown = outside_of_code(streamed(text, size))
    assert not re.search(r"<[A-Za-z/!]|!\[[^\]\n]*\]\(", shown)
