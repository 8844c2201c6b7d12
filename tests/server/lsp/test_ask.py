"""Asking over a real connection: whole and in pieces, with and without a model, by method and by command."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.fault_endpoint import FaultEndpoint, pieces_then_hangs, says, status
from tests.server.editors import editor

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.editors import Editor

pytestmark = pytest.mark.anyio

OPEN_QUESTION = "Why would a shop keeper like how baskets are handled?"


def with_model(endpoint: FaultEndpoint) -> dict[str, object]:
    """An editor's settings that name a model."""
    return {"model": {"awake": {"baseUrl": endpoint.base_url, "name": "test-model"}}}


async def ask(client: Editor, question: str, **more: object) -> Any:
    return await client.protocol.send_request_async("stc/ask", {"question": question, **more})


async def test_an_answer_cites_lines_that_the_editor_can_open(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop) as client:
        answer = await ask(client, "Who calls price_of?")
    assert "total" in answer.answer
    assert answer.rung in ("stored", "structural")
    assert answer.citations[0].uri == (known_shop / "shop/till.py").as_uri()
    assert answer.citations[0].path == "shop/till.py"
    assert answer.citations[0].start_line <= 16 <= answer.citations[0].end_line


async def test_where_questions_cannot_be_kept_they_are_answered(known_shop: Path, data_dir: Path) -> None:
    (data_dir / "ledger.db").unlink(missing_ok=True)
    (data_dir / "ledger.db").mkdir()
    async with editor(data_dir, known_shop) as client:
        answer = await ask(client, "Who calls price_of?")
    assert "total" in answer.answer


async def test_who_asks_before_anything_was_read_is_answered_once_it_is(shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, shop, arguments=()) as client:
        answer = await ask(client, "Who calls price_of?", workDoneToken="work")
        reports = client.reports["work"]
    assert "total" in answer.answer
    assert [report["kind"] for report in reports if report["kind"] != "report"] == ["begin", "end"]
    assert {report["message"] for report in reports[1:-1]} == {"Reading the repository first"}


async def test_a_shown_answer_hears_when_what_it_cites_changes(known_shop: Path, data_dir: Path) -> None:
    till = known_shop / "shop/till.py"
    text = till.read_text("utf-8")
    async with editor(data_dir, known_shop) as client:
        uri = client.open(till)
        answer = await ask(client, "Who calls price_of?")
        client.replace(uri, f"# A comment on top.\n{text}")
        client.replace(uri, text.replace("price_of(item)", "1"))
        await client.until(lambda: len(client.answer_changes) == 1)
        client.replace(uri, text)
        await client.until(lambda: len(client.answer_changes) == 2)
    edited, undone = client.answer_changes
    assert (edited.answer_id, edited.fresh, edited.paths) == (answer.answer_id, False, ["shop/till.py"])
    assert (undone.answer_id, undone.fresh, undone.paths) == (answer.answer_id, True, [])


async def test_the_question_may_be_about_what_is_under_the_cursor(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop) as client:
        uri = client.open(known_shop / "shop/till.py")
        answer = await ask(
            client,
            "What does this raise?",
            textDocument={"uri": uri},
            position={"line": 15, "character": 4},
        )
    assert "EmptyBasket" in answer.answer


async def test_the_command_takes_a_question_alone_or_an_object(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop) as client:
        alone = await client.run("stc.ask", "Who calls price_of?")
        in_object = await client.run("stc.ask", {"question": "Who calls price_of?", "budget": "brief"})
        by_method = await ask(client, "Who calls price_of?")
    assert alone["answer"] == in_object["answer"] == by_method.answer


async def test_an_answer_comes_in_pieces_as_the_model_writes_it(known_shop: Path, data_dir: Path) -> None:
    with FaultEndpoint(
        [says("A shop keeper likes that `total` raises `EmptyBasket` when there is nothing in the basket.")]
    ) as endpoint:
        async with editor(data_dir, known_shop, settings=with_model(endpoint)) as client:
            answer = await ask(client, OPEN_QUESTION, partialResultToken="pieces", workDoneToken="work")
            reports = client.reports
    assert answer.rung in ("learned", "raw")
    pieces = "".join(report["text"] for report in reports["pieces"])
    assert "A shop keeper likes that" in pieces
    kinds = [report["kind"] for report in reports["work"]]
    assert (kinds[0], kinds[-1]) == ("begin", "end")
    assert answer.tokens.output == 8


async def test_a_cancelled_question_is_answered_as_such_and_hangs_up_on_the_model(
    known_shop: Path, data_dir: Path
) -> None:
    with FaultEndpoint([pieces_then_hangs]) as endpoint:
        async with editor(data_dir, known_shop, settings=with_model(endpoint)) as client:
            params = {"question": OPEN_QUESTION, "partialResultToken": "pieces"}
            asked = asyncio.ensure_future(
                client.protocol.send_request_async("stc/ask", params, msg_id="question")
            )
            await client.until(lambda: bool(client.reports.get("pieces")))
            client.cancel_request(types.CancelParams("question"))
            with pytest.raises(JsonRpcException) as refused:
                await asked
        assert endpoint.was_hung_up_on()
    assert refused.value.code == -32800


async def test_a_question_ends_when_its_progress_is_cancelled(known_shop: Path, data_dir: Path) -> None:
    with FaultEndpoint([pieces_then_hangs]) as endpoint:
        async with editor(data_dir, known_shop, settings=with_model(endpoint)) as client:
            params = {"question": OPEN_QUESTION, "partialResultToken": "pieces"}
            asked = asyncio.ensure_future(
                client.workspace_execute_command_async(
                    types.ExecuteCommandParams("stc.ask", [params], work_done_token="work")
                )
            )
            await client.until(lambda: bool(client.reports.get("pieces")))
            client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams("of something else"))
            client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams("work"))
            with pytest.raises(JsonRpcException) as refused:
                await asked
            await client.until(lambda: client.reports["work"][-1]["kind"] == "end")
        assert endpoint.was_hung_up_on()
    assert refused.value.code == -32800
    assert client.reports["work"][0]["cancellable"]


async def test_a_model_that_fails_is_no_reason_not_to_answer(known_shop: Path, data_dir: Path) -> None:
    with FaultEndpoint([status(401, "wrong key")]) as endpoint:
        async with editor(data_dir, known_shop, settings=with_model(endpoint)) as client:
            answer = await ask(client, OPEN_QUESTION)
    assert answer.rung == "structural"
    assert answer.reason


async def test_a_thumb_is_kept_for_an_answer(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop) as client:
        answer = await client.run("stc.ask", "Who calls price_of?")
        assert answer["asked_id"] > 0
        assert await client.run("stc.rate", {"asked_id": answer["asked_id"], "thumb": 1}) == {}


async def test_likely_questions_come_with_their_answers(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop) as client:
        uri = client.open(known_shop / "shop/till.py")
        of_file = await client.run("stc.likelyQuestions", {"textDocument": {"uri": uri}})
        of_line = await client.run(
            "stc.likelyQuestions",
            {"textDocument": {"uri": uri}, "position": {"line": 9, "character": 0}},
        )
    assert of_file["questions"]
    assert all(each["question"] and each["answer"] for each in of_file["questions"])
    assert any("total" in each["about"] for each in of_line["questions"])
    uris = {citation["uri"] for each in of_file["questions"] for citation in each["citations"]}
    assert (known_shop / "shop/till.py").as_uri() in uris


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({}, "question"),
        ({"question": " "}, "question"),
        ({"question": "Why?", "budget": "endless"}, "budget"),
        ({"question": "Why?", "workspace": "file:///nowhere"}, "nowhere"),
        (["Why?"], "params"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_what_is_wrong(
    known_shop: Path, data_dir: Path, params: object, wrong: str
) -> None:
    async with editor(data_dir, known_shop) as client:
        with pytest.raises(JsonRpcException, match=wrong) as refused:
            await client.protocol.send_request_async("stc/ask", params)
    assert refused.value.code == -32602


async def test_a_command_that_does_not_exist_is_refused(known_shop: Path, data_dir: Path) -> None:
    async with editor(data_dir, known_shop) as client:
        with pytest.raises(JsonRpcException, match=r"stc\.dance.*stc\.ask") as refused:
            await client.run("stc.dance")
        with pytest.raises(JsonRpcException, match="one argument"):
            await client.run("stc.ask", "Why?", "Where?")
    assert refused.value.code == -32602
