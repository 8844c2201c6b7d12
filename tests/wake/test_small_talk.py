"""Who says nothing that can be looked up is told what may be asked."""

from __future__ import annotations

import pytest

from stc_lsp.wake.small_talk import answer_small_talk


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "Hi there!",
        "help",
        "help me please",
        "thanks!",
        "Thank you so much",
        "ok, thanks",
        "hey, what can I ask?",
        "what can you do",
        "how do I use you?",
        "who are you",
        "Good morning",
    ],
)
def test_small_talk_gets_what_may_be_asked(text: str) -> None:
    found = answer_small_talk(text)
    assert found is not None
    assert "who calls X" in found.told.text


@pytest.mark.parametrize(
    "text",
    [
        "help text",
        "hello world",
        "what does help do",
        "hi, who calls turn?",
        "thanks, and who calls it?",
        "where is hello defined",
        "how do I use this?",
        "what can you do with a Wheel",
        "what can I ask the Wheel for",
        "ok response",
        "test the wheel",
        "perfect hash",
    ],
)
def test_what_asks_something_is_no_small_talk(text: str) -> None:
    assert answer_small_talk(text) is None
