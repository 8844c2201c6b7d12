"""The ladder: which rung answers, with what, and what happens when a rung breaks."""

from __future__ import annotations

import asyncio

import pytest

from stc_lsp.errors import UsageError
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.values import Caps
from stc_lsp.wake.ask import Asker
from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.model.grounding import NOT_FOUND, UNSUPPORTED
from stc_lsp.wake.values import AskContext, Budget, Citation, Rung, Turn
from tests.booked import calls_in
from tests.fault_endpoint import FaultEndpoint, hangs, pieces_then_hangs, resets_midway, says, status
from tests.wake.asking import library, reader_of

WHY = "Why does lending a book fail while somebody else has it?"
TRUE = "`lend` raises `AlreadyLentError` while the book is on loan [library/desk.py:20-21]."
INVENTED = "`lend` calls `quantum_flush` to empty the `FluxCapacitor` [library/desk.py:22]."
USAGE = {"prompt_tokens": 700, "completion_tokens": 30, "total_tokens": 730}
VAGUE = "It is about many different interesting things in general."


@pytest.fixture
def bench(tmp_path):
    with library(tmp_path) as bench:
        yield bench


@pytest.fixture
def ask(bench):
    """Ask with an endpoint that behaves as told; gives the answer, the reader and the requests."""

    def run(question, *script, budget=Budget.NORMAL, **changed):
        history = changed.pop("history", ())
        with (
            FaultEndpoint(script or [tells(TRUE)]) as server,
            reader_of(bench, server.base_url, **changed) as reader,
        ):
            answer = reader.ask(question, AskContext(), budget, history=history)
            return answer, reader, list(server.requests)

    return run


def tells(text):
    return says(text, usage=USAGE)


def prompt_of(request):
    return "\n".join(message["content"] for message in request.body["messages"])


def test_a_model_is_told_what_this_is(bench):
    with FaultEndpoint([tells(TRUE)]) as server, reader_of(bench, server.base_url) as reader:
        reader.ask("Why does this fail while somebody else has the book?", AskContext("library/desk.py", 21))
        assert "Why does `Desk.lend` fail" in prompt_of(server.requests[0])


def test_a_stored_answer_needs_no_model(ask):
    answer, reader, requests = ask("Who calls Desk.lend?")
    assert answer.rung is Rung.STORED
    assert requests == []
    assert answer.citations
    assert answer.tokens.input == 0
    assert reader.heard == []


def test_what_static_analysis_knows_needs_no_model(ask):
    answer, _, requests = ask("Where is AlreadyLentError raised?")
    assert answer.rung in (Rung.STORED, Rung.STRUCTURAL)
    assert requests == []
    assert any(each.path == "library/desk.py" for each in answer.citations)


def test_what_was_learned_answers_with_one_short_call(ask):
    answer, reader, requests = ask(WHY, tells(TRUE))
    assert answer.rung is Rung.LEARNED
    assert answer.answer == TRUE
    assert answer.citations == (Citation("library/desk.py", 20, 21),)
    assert len(requests) == 1
    assert "Lend a book until its due date" in prompt_of(requests[0])
    assert (answer.tokens.input, answer.tokens.output) == (700, 30)
    assert "".join(reader.heard).strip() == TRUE
    assert "what was learned" in answer.reason
    assert answer.fresh


def test_a_model_is_told_how_much_it_may_write(ask):
    _, _, requests = ask(WHY, tells(TRUE), budget=Budget.BRIEF)
    assert prompt_of(requests[0]).endswith(f"Question: {WHY}\n\nAnswer in at most 4 sentences.")


def test_a_part_of_an_answer_is_an_answer_that_says_what_is_missing(ask):
    said = f"{TRUE} The data does not show how long a loan lasts."
    answer, _, requests = ask(WHY, tells(said))
    assert answer.rung is Rung.LEARNED
    assert answer.answer == said
    assert len(requests) == 1


def test_an_answer_that_does_not_hold_leads_to_the_source(ask):
    answer, reader, requests = ask(WHY, tells(INVENTED), tells(TRUE))
    assert answer.rung is Rung.RAW
    assert answer.answer == TRUE
    assert len(requests) == 2
    assert "raise AlreadyLentError(book)" in prompt_of(requests[1])
    assert (answer.tokens.input, answer.tokens.output) == (1400, 60)
    assert "1 of 1 claims" in answer.reason
    assert "reading more of it" in "".join(reader.heard)


def test_a_model_that_lacks_something_is_not_heard_but_asked_with_the_source(ask):
    answer, reader, requests = ask(WHY, says("MISSING: the body of `lend`."), says(TRUE))
    assert answer.rung is Rung.RAW
    assert len(requests) == 2
    assert "".join(reader.heard).strip() == TRUE


def test_a_model_that_never_knows_still_leaves_places(ask):
    answer, _, requests = ask(WHY, says("MISSING: everything."))
    assert len(requests) == 2
    assert answer.rung is Rung.RAW
    assert answer.citations
    assert "Search and summaries follow" in answer.reason


def test_a_model_that_says_nothing_of_the_code_still_leaves_places(ask):
    answer, _, requests = ask(WHY, says("The answer is:\n\n" * 40), budget=Budget.BRIEF)
    assert len(requests) == 2
    assert answer.citations
    assert "said nothing of the code" in answer.reason


def test_somebody_in_a_hurry_gets_the_first_answer_as_it_is(ask):
    answer, _, requests = ask(WHY, says(INVENTED), budget=Budget.BRIEF)
    assert answer.rung is Rung.LEARNED
    assert len(requests) == 1
    assert NOT_FOUND in answer.answer
    assert UNSUPPORTED in answer.answer


@pytest.mark.parametrize("question", ["Who calls `due_date`?", "How are fines charged?"])
def test_before_anything_was_read_nothing_is_denied(tmp_path, question):
    memory = Memory.open(MemoryPaths(tmp_path / "data", tmp_path))
    answer = asyncio.run(Asker(memory, DiskDocuments(tmp_path)).ask(question))
    memory.close()
    assert "has not been read yet" in answer.answer
    assert "Nothing called" not in answer.answer


def test_before_anything_was_thought_the_source_answers(tmp_path):
    with (
        library(tmp_path, thought=False) as bench,
        FaultEndpoint([says(TRUE)]) as server,
        reader_of(bench, server.base_url) as reader,
    ):
        answer = reader.ask(WHY)
        assert answer.rung is Rung.RAW
        assert len(server.requests) == 1
        assert [wish.question for wish in reader.log.wishes()] == [WHY]


def test_a_deeper_budget_shows_and_allows_more(ask):
    sent = {}
    for budget in Budget:
        _, _, requests = ask(WHY, says(TRUE), budget=budget, context_tokens=32_000, max_output_tokens=4000)
        sent[budget] = (len(prompt_of(requests[0])), requests[0].body.get("max_tokens"))
    assert sent[Budget.BRIEF] < sent[Budget.NORMAL] <= sent[Budget.DEEP]
    assert sent[Budget.BRIEF][1] < sent[Budget.NORMAL][1] < sent[Budget.DEEP][1]


BREAKING = {
    "down": status(503),
    "forbidden": status(401),
    "too long": status(400, "maximum context length is 100 tokens", error_code="context_length_exceeded"),
    "broken off": resets_midway,
}


@pytest.mark.parametrize("fault", BREAKING)
def test_a_model_that_fails_leaves_an_answer_and_a_plain_word(ask, fault):
    answer, _, _ = ask(WHY, BREAKING[fault])
    assert answer.rung is Rung.STRUCTURAL
    assert answer.citations
    assert answer.answer.startswith("The model did not answer: ")
    assert "The model did not answer: " in answer.reason
    assert "Traceback" not in answer.answer


def test_a_budget_that_is_spent_leaves_an_answer_that_says_so(ask):
    answer, _, requests = ask(WHY, caps=Caps(tokens_per_day=10))
    assert requests == []
    assert answer.rung is Rung.STRUCTURAL
    assert answer.answer.startswith("The model was not asked: ")
    assert answer.citations


def test_nothing_listens_at_the_address(bench):
    with reader_of(bench, "http://127.0.0.1:9/v1") as reader:
        answer = reader.ask(WHY)
    assert answer.rung is Rung.STRUCTURAL
    assert "is the model server running?" in answer.answer


def test_a_failure_on_the_way_to_the_source_keeps_the_first_answer(ask):
    answer, _, _ = ask(WHY, says(f"{VAGUE} {TRUE}"), says(f"{INVENTED} {INVENTED} {TRUE}"), status(401))
    assert answer.rung is Rung.LEARNED
    answer, _, _ = ask(WHY, says(INVENTED), status(401))
    assert answer.rung is Rung.LEARNED
    assert UNSUPPORTED in answer.answer
    assert "did not answer" in answer.reason


def test_an_answer_that_does_not_hold_is_never_the_last_word(ask):
    answer, _, _ = ask(WHY, says(INVENTED), status(401))
    first, failed, below = answer.answer.partition("\n\nThe model did not answer: ")
    assert UNSUPPORTED in first
    assert failed
    assert "This is what can be said without it." in below
    assert "raise AlreadyLentError(book)" in below
    assert Citation("library/desk.py", 15, 23) in answer.citations


def test_a_prompt_that_was_too_long_is_tried_shorter(ask):
    too_long = status(400, "maximum context length exceeded", error_code="context_length_exceeded")
    answer, _, requests = ask(WHY, too_long, says(TRUE))
    assert answer.rung is Rung.LEARNED
    assert len(prompt_of(requests[1])) < len(prompt_of(requests[0]))


def test_a_context_that_is_far_too_small_still_gets_an_answer(ask):
    answer, _, requests = ask(WHY, context_tokens=256, max_output_tokens=64)
    assert requests == []
    assert answer.rung is Rung.STRUCTURAL
    assert answer.citations


def test_without_a_model_who_wants_something_written_is_told_that_that_needs_one(bench):
    with reader_of(bench) as reader:
        tests = reader.ask("write a test for this", AskContext("library/desk.py", 21))
        text = reader.ask("please add a docstring to `due_date`")
    assert tests.answer.startswith("Writing tests needs a model, and none is configured.")
    assert "`tests/test_desk.py" in tests.answer
    assert text.answer.startswith("Writing needs a model, and none is configured.")
    assert "The day on which a loan ends" in text.answer


def test_with_a_model_it_is_the_model_that_writes(ask):
    answer, _, requests = ask("write a test for `due_date`", tells("`due_date` is [library/dates.py:5-8]."))
    assert requests
    assert answer.rung in (Rung.LEARNED, Rung.RAW)


def test_without_a_model_search_answers_with_places(bench):
    with reader_of(bench) as reader:
        answer = reader.ask(WHY)
    assert answer.rung is Rung.STRUCTURAL
    assert any(each.path == "library/desk.py" for each in answer.citations)
    assert answer.tokens.input == 0


def test_a_question_that_is_none_is_refused(bench):
    with reader_of(bench) as reader:
        for nothing in ("", "  \n", "\x00\u200b", "   ?", "?" * 100_000, "*", "\U0001f600"):
            with pytest.raises(UsageError):
                reader.ask(nothing)


@pytest.mark.parametrize(
    "odd", ["what?" * 100_000, "'; DROP TABLE chunks; --", "\U0001f600 x", "\ud800 x", 'NEAR("', "a*"]
)
def test_a_question_may_be_anything(ask, odd):
    answer, _, _ = ask(odd, says(TRUE))
    assert answer.answer


@pytest.mark.parametrize("behaviour", [hangs, pieces_then_hangs], ids=["silent", "midway"])
def test_cancelling_hangs_up_on_the_model_at_once(bench, behaviour):
    async def run(reader, server):
        task = asyncio.create_task(reader.asker.ask(WHY, on_text=reader.heard.append))
        while not server.requests:
            await asyncio.sleep(0.005)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with FaultEndpoint([behaviour]) as server, reader_of(bench, server.base_url) as reader:
        asyncio.run(run(reader, server))
        assert server.was_hung_up_on()
        assert [call.outcome for call in calls_in(reader.ledger)] == ["cancelled"]
        assert list(reader.log.list()) == []


def test_an_edit_during_an_answer_flags_it(bench):
    def edits(exchange):
        path = bench.root / "library/desk.py"
        path.write_text(path.read_text("utf-8").replace("on_loan", "lent"), "utf-8")
        says(TRUE)(exchange)

    with FaultEndpoint([edits]) as server, reader_of(bench, server.base_url) as reader:
        answer = reader.ask(WHY)
    assert not answer.fresh


def test_source_that_was_edited_is_shown_as_it_is_and_not_as_it_was_thought_of(bench):
    path = bench.root / "library/desk.py"
    path.write_text(path.read_text("utf-8").replace("until its due date", "for ever and a day"), "utf-8")
    with FaultEndpoint([says(TRUE)]) as server, reader_of(bench, server.base_url) as reader:
        answer = reader.ask(WHY)
        prompt = prompt_of(server.requests[0])
    assert "for ever and a day" in prompt
    assert "Lend a book until its due date" not in prompt
    assert answer.fresh


def test_a_question_is_kept_with_its_rung_and_cost_and_can_be_rated(ask, bench):
    answer, _, _ = ask(WHY, tells(TRUE))
    assert answer.asked_id > 0
    with reader_of(bench) as other:
        other.asker.rate(answer.asked_id, 1)
        [asked] = other.log.list()
        assert (asked.question, asked.rung, asked.thumb) == (WHY, "learned", 1)
        assert (asked.input_tokens, asked.output_tokens) == (700, 30)
        assert asked.elapsed_ms > 0
        [wish] = other.log.wishes()
        assert wish.question == WHY
        assert "Desk.lend" in wish.labels
        [call] = calls_in(other.ledger)
        assert (call.phase, call.purpose) == ("awake", WHY)


def test_who_keeps_no_questions_finds_none_anywhere(ask, bench):
    answer, _, _ = ask(WHY, says(TRUE), keeps=False)
    assert answer.asked_id == 0
    with reader_of(bench) as other:
        assert list(other.log.list()) == []
        assert list(other.log.wishes()) == []
        assert WHY not in calls_in(other.ledger)[0].purpose


def test_a_follow_up_is_asked_of_what_the_conversation_is_about(ask):
    history = [Turn("What does Desk.lend do?", "It lends a book.")]
    answer, _, requests = ask("and who calls it?", history=history)
    assert answer.rung is Rung.STORED
    assert "test_a_book_can_be_lent" in answer.answer
    assert requests == []


def test_the_model_hears_the_conversation_within_the_budget(ask):
    history = [Turn(f"What is number {number}?", "word " * 400) for number in range(30)]
    history.append(Turn("How is a fine computed?", "By days, in `Desk.give_back`."))
    _, _, requests = ask(WHY, says(TRUE), history=history)
    prompt = prompt_of(requests[0])
    assert "Q: How is a fine computed?" in prompt
    assert "number 3?" not in prompt
    assert "raise AlreadyLentError" in prompt
    assert len(prompt) < 12_000


def test_secrets_in_the_source_do_not_get_into_a_prompt(tmp_path):
    key = "AKIA" + "IOSFODNN7REALKEY"
    text = f'# --- app.py\ndef connect():\n    """Why we connect to the archive."""\n    key = "{key}"\n'
    with (
        library(tmp_path, text) as bench,
        FaultEndpoint([says("It connects.")]) as server,
        reader_of(bench, server.base_url) as reader,
    ):
        reader.ask("Why do we connect to the archive?")
        assert server.requests
        assert all(key not in request.raw for request in server.requests)


def test_what_a_model_writes_is_inert(ask):
    evil = "![x](https://evil.example/x) <img src=x> [click](command:rm) `lend` raises `AlreadyLentError`."
    answer, reader, _ = ask(WHY, says(evil), budget=Budget.BRIEF)
    for text in (answer.answer, "".join(reader.heard)):
        assert "<img" not in text
        assert "![" not in text
        assert "command:" not in text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("which environment variables does this read", "`due_date` reads:\n- the environment variable"),
        ("which environment variables are read in this project", "The code reads 1 environment variable"),
        ("what are the parameters", "`due_date` takes `member`"),
        ("what happens next", "`due_date` calls"),
    ],
)
def test_what_names_nothing_is_asked_of_what_stands_at_the_cursor(bench, question, told):
    with reader_of(bench) as reader:
        assert told in reader.ask(question, AskContext("library/dates.py", 7)).answer
