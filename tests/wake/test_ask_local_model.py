"""From nothing to answers with a real model: it thinks asleep, then answers awake, over HTTP, on every rung.

135M parameters copy more than they think: what is tested is the mechanism, not the wit.
"""

from __future__ import annotations

from typing import Any

import anyio
import pytest

from stc_lsp.memory.values import ThoughtKind
from stc_lsp.models import prompts
from stc_lsp.wake.model.grounding import UNSUPPORTED
from stc_lsp.wake.values import AskContext, Budget, Rung
from tests.booked import calls_in
from tests.wake.asking import library, reader_of

pytest_plugins = ["tests.local_model"]

LENDING = '''
# --- lending.py
"""Lending books."""


def lend(book, member):
    """Lend a book to a member, unless somebody else has it."""
    if book.on_loan:
        raise LookupError(book)
    member.books.append(book)
    return 28
'''
WHY = "Why does lending a book to a member fail while somebody else has it?"


@pytest.fixture(scope="module")
def slept(tmp_path_factory, local_model):
    """The repository, thought about by the model."""
    model: dict[str, Any] = {
        "model.base_url": local_model.base_url,
        "model.name": local_model.name,
        "model.context_tokens": str(local_model.context_tokens),
        "model.max_output_tokens": "100",
        "model.timeout_seconds": "250",
        "sleep.questions_per_chunk": "1",
    }
    with library(tmp_path_factory.mktemp("slept"), LENDING, **model) as bench:
        sleeper = bench.session.sleeper

        async def think():
            sleeper.pen = anyio.Lock()
            # On a slow machine each call takes a while: what a function is for, and one question, will do.
            return await sleeper.think_with_model(lambda: "enough" if sleeper.counts.calls >= 2 else "")

        assert anyio.run(think) in ("done", "enough")
        yield bench


@pytest.fixture
def reader(slept, local_model):
    with reader_of(slept, local_model.base_url, name=local_model.name, **_settings(local_model)) as reader:
        yield reader


def _settings(local_model) -> dict[str, Any]:
    return {
        "context_tokens": local_model.context_tokens,
        "local_only": True,
        "timeout_seconds": 250.0,
        "max_output_tokens": 48,
    }


def test_what_it_thought_asleep_is_stored_and_paid_for(slept, reader, local_model):
    chunk = slept.snapshot.chunk("lending.py", "lend")
    made = [slept.snapshot.thought(chunk.id, kind, local_model.name) for kind in ThoughtKind]
    asleep = [call for call in calls_in(reader.ledger) if call.phase == "asleep"]
    assert asleep
    assert all(call.outcome == "ok" and call.model == local_model.name for call in asleep)
    counts = slept.session.sleeper.counts
    # Each was kept, or nothing of it held; never anything between.
    assert counts.calls == len(asleep)
    assert counts.made + counts.failed > 0
    for thought in filter(None, made):
        assert thought.key in {call.purpose for call in asleep}
        name = thought.recipe.prompt_version.split("/")[0]
        assert thought.recipe.prompt_version.startswith(prompts.prompt(name).version)
        assert all(item.text for item in thought.items)


def test_the_first_rung_needs_no_call(reader):
    before = len(calls_in(reader.ledger))
    answer = reader.ask("What does `lend` do?")
    assert answer.rung is Rung.STORED
    assert len(calls_in(reader.ledger)) == before
    assert answer.citations[0].path == "lending.py"


def test_what_was_learned_is_answered_from_in_pieces(reader, slept):
    before = len(calls_in(reader.ledger))
    answer = reader.ask(WHY, AskContext(), Budget.BRIEF)
    why_not = ("something was missing", "said nothing of the code")
    assert answer.rung is Rung.LEARNED or any(each in answer.reason for each in why_not)
    assert answer.rung is Rung.RAW or len(reader.heard) > 3
    _is_whole(answer, reader, slept, before)


def test_before_anything_is_learned_the_source_is_answered_from(tmp_path, local_model):
    with (
        library(tmp_path, LENDING, thought=False) as bench,
        reader_of(bench, local_model.base_url, name=local_model.name, **_settings(local_model)) as reader,
    ):
        answer = reader.ask(WHY, AskContext(), Budget.BRIEF)
        assert answer.rung is Rung.RAW
        _is_whole(answer, reader, bench, 0)


def test_a_deep_question_still_fits_a_small_context(reader, slept):
    before = len(calls_in(reader.ledger))
    answer = reader.ask(f"{WHY} " * 20, AskContext(), Budget.DEEP)
    assert answer.rung in (Rung.LEARNED, Rung.RAW)
    _is_whole(answer, reader, slept, before)


def _is_whole(answer, reader, bench, before):
    """Cited, paid for, kept: whatever it says."""
    calls = calls_in(reader.ledger)[: len(calls_in(reader.ledger)) - before]
    awake = [call for call in calls if call.phase == "awake"]
    assert awake
    assert all(call.outcome == "ok" for call in awake)
    assert answer.tokens.input == sum(call.input_tokens for call in awake) > 50
    assert answer.tokens.output == sum(call.output_tokens for call in awake) > 0
    assert answer.citations
    for citation in answer.citations:
        lines = (bench.root / citation.path).read_text("utf-8").splitlines()
        assert 1 <= citation.start_line <= citation.end_line <= len(lines)
    assert answer.fresh
    assert answer.asked_id > 0
    asked = reader.log.list(1)[0]
    assert (asked.rung, asked.output_tokens) == (answer.rung, answer.tokens.output)
    assert UNSUPPORTED in answer.answer or "lending.py:" in answer.answer
