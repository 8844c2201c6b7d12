from __future__ import annotations

import hashlib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.models.prompts import DATA, as_data, messages, prompt
from stc_lsp.models.tokens import mean_tokens

FILES = (files("stc_lsp.models") / "prompts").iterdir()
NAMES = sorted({each.name.removesuffix(".md") for each in FILES} - {DATA})
DIGESTS = {
    "same-question/1.1": "2a351935",
    "summary-code/1.1": "cdfb6675",
    "summary-parts/1.1": "8effbb21",
    "questions/1.1": "5cdaa3f0",
    "answer-asked/1.1": "fe69812b",
    "revise-summary/1.1": "956dc1df",
    "revise-questions/1.1": "453fcac7",
    "rethink-summary/1.1": "8af5befc",
    "rethink-questions/1.1": "2c113b96",
    "answer-learned/5.1": "d7986ac1",
    "answer-raw/5.1": "1376820d",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_that_was_changed_has_a_new_version(name):
    """The version is part of every key. When this fails, raise it, then write the new digest above."""
    found = prompt(name)
    digest = hashlib.blake2b(found.text.encode(), digest_size=4).hexdigest()
    assert digest == DIGESTS.get(found.version)


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_is_short_enough_for_a_small_model(name):
    assert mean_tokens(prompt(name).text) < 250


def test_what_never_changes_stands_first():
    first, second = messages("questions", "x = 1", "Ask."), messages("questions", "y = 2", "Ask.")
    assert first[0] == second[0]
    assert [message["role"] for message in first] == ["system", "user"]
    assert first[1]["content"].endswith("Ask.")
    rule = prompt("questions").text.split("\n\n")[0]
    assert all(prompt(name).text.startswith(rule) for name in NAMES)


@given(st.text())
def test_data_cannot_end_itself_and_reads_the_same_every_time(text):
    made = as_data(text)
    assert made == as_data(text)
    first, *_, last = made.split("\n")
    tag = last.removesuffix(">>>")
    assert first == f"<<<data {tag}"
    assert made.count(tag) == 2


def test_data_that_guesses_at_the_mark_gets_another():
    inner = as_data("x")
    assert as_data(inner).startswith("<<<data ")
    assert as_data(inner).splitlines()[0] not in inner
