"""`stc-lsp tour`: what a new user sees first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

TITLES = ("A tour of ", "Hover\n", "Likely questions\n", "Answers\n", "What next\n")


def test_the_repository_that_comes_along_is_shown(run: Run, tmp_path: Path) -> None:
    ended = run("tour", cwd=tmp_path)
    assert ended.status == 0, ended.err
    assert [title for title in TITLES if title not in ended.out] == []
    assert "lendery" in ended.out


def test_a_repository_that_is_named_is_shown(run: Run, shop: Path, tmp_path: Path) -> None:
    toured = run("tour", str(shop), "--json", cwd=tmp_path).json
    assert toured["workspace"] == str(shop)
    assert toured["files"] == 5
    assert [each["symbol"] for each in toured["hovers"]] == ["EmptyBasket", "price_of"]
    assert toured["questions"] != []
    assert [each["question"] for each in toured["answers"]][-1] == "How are the tests run?"
    assert all(each["answer"] for each in toured["answers"])


def test_no_model_is_asked_and_nothing_keeps_running(run: Run, shop: Path) -> None:
    model = {"STC_MODEL__BASE_URL": "http://127.0.0.1:1/v1", "STC_MODEL__NAME": "wise-1"}
    ended = run("tour", str(shop), "--json", **model)
    assert ended.status == 0, ended.err
    assert run("ledger", "--json").json["totals"] == []
    assert run("status", "--json").json["sleeper"] is None


def test_a_repository_without_code_has_a_tour_too(run: Run, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "notes.md").write_text("# Notes\n\nNothing yet.\n", "utf-8")
    ended = run("tour", str(bare), cwd=tmp_path)
    assert ended.status == 0, ended.err
    assert "What next" in ended.out


def test_what_is_no_repository_is_refused(run: Run, tmp_path: Path) -> None:
    ended = run("tour", str(tmp_path / "nowhere"), cwd=tmp_path)
    assert ended.status == 1
    assert "nowhere" in ended.err
