"""`stc-lsp ask` as a person and as a script run it."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.fault_endpoint import FaultEndpoint, hangs, says
from tests.running import environment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

WHY = "Why does paying for an empty basket fail?"
TRUE = "`total` raises `EmptyBasket` when there is nothing in the basket [shop/till.py:14-15]."
KEYS = {
    "answer",
    "rung",
    "citations",
    "fresh",
    "tokens",
    "elapsed_ms",
    "questions",
    "reason",
    "asked_id",
}


def _model(server: FaultEndpoint) -> dict[str, str]:
    return {"STC_MODEL__BASE_URL": server.base_url, "STC_MODEL__NAME": "tiny"}


@pytest.mark.usefixtures("known_shop")
def test_a_known_question_is_answered_word_for_word(run: Run) -> None:
    ended = run("ask", "Who calls price_of?", "--json")
    assert ended.status == 0, ended.err
    answer = ended.json
    assert set(answer) == KEYS
    assert answer["rung"] == "stored"
    assert "`total`" in answer["answer"]
    assert {"path", "start_line", "end_line"} == set(answer["citations"][0])
    assert answer["tokens"] == {"input": 0, "cached": 0, "output": 0}
    assert answer["asked_id"] > 0


@pytest.mark.usefixtures("known_shop")
def test_people_read_the_answer_its_places_and_its_rung(run: Run) -> None:
    ended = run("ask", "Who calls price_of?")
    assert "total" in ended.out
    assert "shop/till.py:" in ended.out
    assert "stored, in " in ended.out


@pytest.mark.usefixtures("known_shop")
def test_why_no_stored_answer_was_served_and_places_the_text_names_are_only_said_to_explain(run: Run) -> None:
    plain, full = run("ask", WHY).out, run("ask", WHY, "--explain").out
    answer = run("ask", WHY, "--json").json
    place = f"{answer['citations'][0]['path']}:{answer['citations'][0]['start_line']}"
    assert place in answer["answer"]
    assert plain.count(place) == answer["answer"].count(place) < full.count(place)
    assert "nearest stored question" in answer["reason"]
    assert "nearest stored question" in " ".join(full.split())
    assert "nearest stored question" not in " ".join(plain.split())


@pytest.mark.usefixtures("known_shop")
def test_a_question_needs_no_quotes(run: Run) -> None:
    ended = run("ask", "who", "calls", "price_of", "--json")
    assert ended.json["answer"] == run("ask", "who calls price_of", "--json").json["answer"]
    assert "total" in ended.json["answer"]


@pytest.mark.usefixtures("shop")
def test_a_repository_that_was_never_read_is_read_first(run: Run) -> None:
    ended = run("ask", WHY, "--json")
    assert ended.status == 0, ended.err
    assert ended.json["rung"] == "structural"
    assert any(each["path"] == "shop/till.py" for each in ended.json["citations"])


def test_where_no_sleeper_runs_what_has_changed_is_read_first(run: Run, known_shop: Path) -> None:
    (known_shop / "shop/scales.py").write_text(
        'def weigh():\n    """Tell how heavy a basket is."""\n', "utf-8"
    )
    assert "1 file changed" in run("status").out
    assert "how heavy a basket is" in run("ask", "what does weigh do").out
    assert "up to date" in run("status").out


def test_a_folder_that_is_no_repository_is_only_read_if_it_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.py").write_text("def total(): ...\n", "utf-8")
    ended = run("ask", "what does total do", cwd=tmp_path / "plain")
    assert ended.status == 1
    assert "is no repository" in ended.err
    assert "`stc-lsp index`" in ended.err
    agent = run("mcp", cwd=tmp_path / "plain")
    assert agent.status == 1
    assert "is no repository" in agent.err
    assert "--workspace DIR" in agent.err
    named = run("ask", "what does total do", "-w", str(tmp_path / "plain"), cwd=tmp_path)
    assert named.status == 0, named.err


@pytest.mark.usefixtures("known_shop")
def test_a_model_is_asked_when_one_is_configured(run: Run) -> None:
    with FaultEndpoint([says(TRUE)]) as server:
        ended = run("ask", WHY, "--json", "--budget", "brief", **_model(server))
    assert ended.status == 0, ended.err
    assert ended.json["rung"] == "learned"
    assert ended.json["answer"] == TRUE
    assert ended.json["tokens"]["output"] > 0
    assert run("ledger", "--json").json


@pytest.mark.usefixtures("known_shop")
def test_why_there_is_no_model_is_told_as_it_is(run: Run) -> None:
    assert "No model is configured." in run("ask", WHY, "--json").json["reason"]
    german = run("ask", "Wie wird ein leerer Korb bezahlt?", "--json").json["reason"]
    assert "Questions in another language than English need one." in german
    said = run("ask", WHY).out
    assert "No model is configured." in said
    assert "English" not in said
    assert "No model answered" not in said
    down = {"STC_MODEL__BASE_URL": "http://127.0.0.1:9/v1", "STC_MODEL__NAME": "tiny"}
    assert "No model is configured" not in run("ask", WHY, "--json", **down).json["reason"]


@pytest.mark.usefixtures("known_shop")
def test_what_nothing_was_found_for_is_not_said_to_be_answered(run: Run) -> None:
    assert not run("ask", "zzzqqq", "--json", "--set", "embeddings.kind=none").json["citations"]
    assert run("ask", "   ?").status == 2
    assert run("status", "--json").json["account"]["queries"] == 0


@pytest.mark.usefixtures("known_shop")
def test_a_model_that_is_down_is_said_and_done_without(run: Run) -> None:
    ended = run("ask", WHY, "--json", STC_MODEL__BASE_URL="http://127.0.0.1:9/v1", STC_MODEL__NAME="tiny")
    assert ended.status == 0, ended.err
    assert ended.json["rung"] == "structural"
    assert ended.json["answer"].startswith("The model did not answer")
    assert ended.json["citations"]
    said = run("ask", WHY, STC_MODEL__BASE_URL="http://127.0.0.1:9/v1", STC_MODEL__NAME="tiny").out
    assert said.count("The model did not answer") == 1


@pytest.mark.usefixtures("known_shop")
def test_where_a_person_is_says_what_this_means(run: Run) -> None:
    ended = run("ask", "Who calls this function?", "--at", "shop/prices.py:6", "--json")
    assert "price_of" in ended.json["answer"]


@pytest.mark.parametrize("place", ["shop/till.py:99", "shop/till.py:0", "../outside.py"])
@pytest.mark.usefixtures("known_shop")
def test_a_place_that_is_none_is_refused(run: Run, place: str) -> None:
    ended = run("ask", WHY, "--at", place, "--json")
    assert ended.status == 2
    assert ended.json["error"]["kind"] == "usage"


@pytest.mark.usefixtures("known_shop")
def test_a_budget_that_does_not_exist_is_wrong_usage(run: Run) -> None:
    assert run("ask", WHY, "--budget", "endless").status == 2


@pytest.mark.usefixtures("known_shop")
def test_who_keeps_no_questions_gets_answers_all_the_same(run: Run, data_dir: Path) -> None:
    ended = run("ask", "What does price_of cost in secret?", "--json", STC_PRIVACY__LOG_QUESTIONS="false")
    assert ended.status == 0, ended.err
    assert ended.json["asked_id"] == 0
    assert all(b"in secret" not in path.read_bytes() for path in data_dir.rglob("*") if path.is_file())


@pytest.mark.usefixtures("known_shop")
def test_a_ledger_that_cannot_be_used_costs_no_answer(run: Run, data_dir: Path) -> None:
    for path in data_dir.glob("ledger.db*"):
        path.unlink()
    (data_dir / "ledger.db").mkdir()
    ended = run("ask", "Who calls price_of?", "--json")
    assert ended.status == 0, ended.err
    assert ended.json["asked_id"] == 0
    assert "not kept" in ended.err


@pytest.mark.usefixtures("known_shop")
def test_an_interrupt_hangs_up_on_the_model(data_dir: Path, tmp_path: Path) -> None:
    with FaultEndpoint([hangs]) as server:
        process = subprocess.Popen(
            [sys.executable, "-m", "stc_lsp", "ask", WHY],
            cwd=tmp_path / "workspace",
            env=environment(data_dir, **_model(server)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert server.was_asked()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 130
        assert b"Traceback" not in said
        assert server.was_hung_up_on()


def test_a_place_whose_line_the_answer_names_is_not_listed_again(run: Run, shop: Path) -> None:
    (shop / "shop/twice.py").write_text(
        "from shop.prices import tax\n\n\ndef twice():\n    one = tax(1)\n    return one + tax(2)\n", "utf-8"
    )
    (shop / "shop/prices.py").write_text("def tax(cents):\n    return cents\n", "utf-8")
    ended = run("ask", "Who calls tax?")
    assert "twice.py:5" in ended.out
    assert "line 6" in ended.out
    assert "twice.py:6" not in ended.out
