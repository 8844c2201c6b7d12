"""Which plain words name a thing by themselves, and which are part of what several words name."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.noun_phrases import stands_alone


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("where is the view engine looked up", "engine"),
        ("where is the request id generated", "request"),
        ("what are the parameters of a GET request", "request"),
        ("where is the error handler chosen", "handler"),
        ("where is the cached session read", "session"),
        ("who uses the session file", "session"),
        ("what does cache lookup return", "lookup"),
        ("which cover letter is used", "letter"),
        ("where do parameters come from", "parameters"),
        ("where does the session go", "session"),
        ("where does the result end up", "result"),
        ("where is a snapshot written", "snapshot"),
    ],
)
def test_a_word_that_another_narrows_or_continues_is_no_name_alone(question: str, word: str) -> None:
    assert not stands_alone(question, word)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("who calls abort", "abort"),
        ("callers of the abort function", "abort"),
        ("which tests cover abort?", "abort"),
        ("what does abort actually return", "abort"),
        ("where does abort live", "abort"),
        ("does rescue ever call bail", "rescue"),
        ("which errors abort raises", "abort"),
        ("what breaks if I change abort please", "abort"),
        ("which session subclasses are there", "session"),
        ("what happens by calling abort", "abort"),
        ("is the function abort used", "abort"),
        ("does abort end up in rescue", "abort"),
        ("where is the error Timeout raised", "Timeout"),
        ("where does Timeout come from", "Timeout"),
    ],
)
def test_a_word_beside_those_that_only_ask_is_a_name(question: str, word: str) -> None:
    assert stands_alone(question, word)
