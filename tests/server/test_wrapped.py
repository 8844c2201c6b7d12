"""Markdown in short lines says the same as before."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from stc_lsp.code.inert import inert_markdown
from stc_lsp.server.wrapped import wrapped

MARKS = [*"-+*#>=|\\", "1.", "12)", "##", ">x", "===", "--", "---", "***", "~~~", "```"]
WORDS = st.sampled_from(
    [*MARKS, "a", "word", "`x y`", "`- y`", "**bold words**", "<b>", "&lt;", "[a](b)", "a-b", "\u00a0", "  "]
)
STARTS = st.sampled_from(["", "- ", "  * ", "1. ", "> ", "# ", "```", "    ", "| "])
LINES = st.tuples(STARTS, st.lists(WORDS, max_size=12).map(" ".join)).map("".join)
TEXTS = st.lists(LINES, max_size=8).map("\n".join)


def rendered(markdown: str) -> str:
    """What a reader sees, with line breaks that are no more than spaces."""
    return re.sub(r"\s+", " ", MarkdownIt("commonmark").render(markdown))


@given(TEXTS)
@example("one two - three")
@example("one two 3. four five")
@example("a thing \\ and another")
def test_it_says_the_same_in_short_lines_as_in_long_ones(text: str) -> None:
    card = inert_markdown(text)
    assert rendered(wrapped(card, 12)) == rendered(card)


def test_paragraphs_and_items_are_broken_and_code_stays() -> None:
    code = "```py\none(two, three, four)\n```"
    assert wrapped(f"one two three\n\n- one two three\n\n{code}\none two three", 10) == (
        f"one two\nthree\n\n- one two\n  three\n\n{code}\none two\nthree"
    )
