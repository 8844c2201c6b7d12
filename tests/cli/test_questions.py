"""`stc-lsp questions` as a person and a script run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.mark.usefixtures("known_shop")
def test_the_questions_of_a_line_are_listed(run: Run) -> None:
    ended = run("questions", "shop/till.py:10")
    assert ended.status == 0, ended.err
    listed = [line.split("%  ") for line in ended.out.split("\n\n")[0].split("\n")]
    assert [question for _, question in listed[:2]] == [
        "What does `total` do, what is it for?",
        "Who calls `total`, where is it used?",
    ]
    chances = [float(chance.replace("<1", "0.5")) for chance, _ in listed]
    assert chances == sorted(chances, reverse=True)


@pytest.mark.usefixtures("known_shop")
def test_answers_are_shown_on_demand(run: Run) -> None:
    ended = run("questions", "shop/till.py:10", "--answers", "--most", "1")
    assert "**What does `total` do, what is it for?**\n\n`total`: What a basket costs, in cents." in ended.out
    assert "1 question, in " in ended.out


@pytest.mark.usefixtures("known_shop")
def test_json_has_the_answers(run: Run) -> None:
    found = run("questions", "shop/till.py:10", "--json").json["questions"]
    told = "question answer intent about citations fresh thinker chance key predictability"
    assert found[0].keys() == set(told.split())
    assert 0.0 < found[-1]["chance"] <= found[0]["chance"] < 1.0
    assert len(found[0]["key"]) == 32
    assert (found[0]["about"], found[0]["fresh"], found[0]["thinker"]) == ("total", True, "structural")
    assert found[0]["citations"] == [{"path": "shop/till.py", "start_line": 9, "end_line": 16}]


@pytest.mark.usefixtures("known_shop")
@pytest.mark.parametrize("place", [".", "shop", "tests", "README.md", "shop/till.py"])
def test_files_folders_and_the_repository_have_questions(run: Run, place: str) -> None:
    assert len(run("questions", place, "--json").json["questions"]) >= 1


@pytest.mark.usefixtures("known_shop")
def test_a_folder_has_no_lines(run: Run) -> None:
    ended = run("questions", "shop:3", "--json")
    assert ended.status == 2
    assert ended.json["error"]["message"] == "shop is a folder: it has no lines."


@pytest.mark.usefixtures("shop")
def test_without_an_index_the_file_tells(run: Run) -> None:
    found = run("questions", "shop/till.py:10", "--json").json["questions"]
    assert found[0]["answer"].startswith("`total`: What a basket costs, in cents.")
