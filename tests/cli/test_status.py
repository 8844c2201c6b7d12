"""`stc-lsp status` as a person and a script run it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from stc_lsp.memory.index import IndexWriter
from stc_lsp.memory.ledger.ledger import Ledger
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.questions import QuestionLog
from stc_lsp.memory.read.files import BUILT_BY
from stc_lsp.memory.values import Asked, Caps, LedgerEntry

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def _told(out: str) -> dict[str, str]:
    """The lines of the status, by their first word."""
    rows = (line.split(None, 1) for line in out.splitlines())
    return {row[0]: row[1] for row in rows}


def test_what_was_passed_over_is_told_with_why(run: Run, shop: Path) -> None:
    (shop / "long.py").write_text("x = 1\n" * 400_000)
    (shop / "bytes.py").write_bytes(b"x = 1\0\n")
    assert run("index").status == 0
    assert _told(run("status").out)["Known"].endswith("2 passed over: binary (1), too large (1)")
    status = run("status", "--json").json
    assert (status["skipped"], status["passed_over"]) == (2, {"binary": 1, "too large": 1})


@pytest.mark.usefixtures("shop")
def test_a_missing_index_is_said(run: Run) -> None:
    ended = run("status")
    assert ended.status == 0
    assert _told(ended.out)["Known"].startswith("nothing yet: `stc-lsp index` reads the repository")
    assert ended.err == ""


def test_a_person_is_told_how_much_is_known(run: Run, known_shop: Path) -> None:
    told = _told(run("status").out)
    assert told["Workspace"] == str(known_shop)
    assert told["Known"].startswith("5 files, ")
    assert told["Known"].endswith("(4 python, 1 markdown)")
    assert told["Index"] == "up to date"
    assert told["Sleeper"] == "not running: an editor or `stc-lsp daemon` starts it"
    assert told["Model"] == "none: static analysis answers"


def test_files_in_no_known_language_are_counted(run: Run, shop: Path) -> None:
    (shop / "main.tf").write_text('resource "shop" "tea" {}\n')
    assert run("index").status == 0
    assert _told(run("status").out)["Known"].endswith(", 1 other)")


def test_a_person_is_told_that_not_all_has_been_read(run: Run, known_shop: Path, data_dir: Path) -> None:
    with closing(IndexWriter.open(MemoryPaths(data_dir, known_shop))) as writer:
        writer.set_meta(BUILT_BY, "")
    assert _told(run("status").out)["Index"] == "incomplete: `stc-lsp index` reads the rest"
    assert run("status", "--json").json["partial"]


def test_a_script_is_told_too(run: Run, known_shop: Path) -> None:
    status = run("status", "--json").json
    assert status["workspace"] == str(known_shop)
    assert (status["files"], status["skipped"], status["behind"]) == (5, 0, 0)
    assert status["languages"] == {"python": 4, "markdown": 1}
    assert status["thoughts"]["made"] == status["thoughts"]["wanted"] > 0
    assert status["sleeper"] is None
    assert status["model"] == {"asleep": "", "awake": ""}
    assert status["notices"] == []
    assert status["account"]["asleep"] == 0
    assert status["account"]["pays"]


def test_what_a_newer_release_wrote_is_not_said_to_be_unread(
    run: Run, known_shop: Path, data_dir: Path
) -> None:
    with closing(sqlite3.connect(MemoryPaths(data_dir, known_shop).index_db)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    ended = run("status")
    assert _told(ended.out)["Known"] == "unreadable"
    assert "written by a newer stc-lsp: update stc-lsp, or move that file away." in ended.err


def test_what_was_spent_asleep_and_whether_it_pays_is_told(
    run: Run, known_shop: Path, data_dir: Path
) -> None:
    assert _told(run("status").out)["Account"] == "no tokens spent asleep"
    paths = MemoryPaths(data_dir, known_shop)
    ledger, log = Ledger.open(paths), QuestionLog.open(paths)
    reservation = ledger.reserve("asleep", 100_000, 0.0, Caps())
    ledger.settle(reservation, LedgerEntry("asleep", "wise-1", "summary", 90_000, 0, 10_000, 0.0, 1.0))
    assert _told(run("status").out)["Account"].endswith("spent asleep; this pays off after 2 questions")
    for asked in ("a?", "b?", "c?"):
        log.add(Asked(asked, "learned", 1.0, 900, 100))
    assert _told(run("status").out)["Account"] == (
        "100,000 tokens spent asleep; 3 questions answered from memory; "
        "this has paid off: 43,333 per question instead of 60,000"
    )
    assert run("status", "--json").json["account"]["pays_from"] == 2
    ledger.close()
    log.close()


def test_questions_that_took_no_model_are_not_said_to_have_come_from_memory(
    run: Run, known_shop: Path, data_dir: Path
) -> None:
    with closing(QuestionLog.open(MemoryPaths(data_dir, known_shop))) as log:
        log.add(Asked("how is it done?", "structural", 1.0, 0, 0))
    told = _told(run("status").out)["Account"]
    assert told == "no tokens spent asleep; 1 question answered without a model"


def test_files_that_changed_are_counted(run: Run, known_shop: Path) -> None:
    (known_shop / "shop" / "till.py").write_text("x = 1\n", "utf-8")
    (known_shop / "shop" / "prices.py").unlink()
    assert _told(run("status").out)["Index"] == "2 files changed since"


@pytest.mark.usefixtures("shop")
def test_what_the_sleeper_does_is_told(run: Run) -> None:
    assert run("daemon", "--background").status == 0
    try:
        sleeper = run("status", "--json").json["sleeper"]
        assert sleeper["state"] in ("indexing", "thinking", "idle")
        assert f"(pid {sleeper['pid']})" in _told(run("status").out)["Sleeper"]
        assert run("pause").status == 0
        assert _told(run("status").out)["Sleeper"].count("paused") == 1
    finally:
        assert run("stop").status == 0


@pytest.mark.usefixtures("shop")
def test_a_sleeper_that_was_set_otherwise_is_told(run: Run) -> None:
    assert run("daemon", "--background").err == ""
    try:
        for command in (("status",), ("sleep",), ("daemon", "--background")):
            assert "has other settings" not in run(*command).err
            assert "has other settings than this command" in run(*command, STC_SLEEP__NICE="3").err
        (notice,) = run("status", "--json", STC_SLEEP__NICE="3").json["notices"]
        assert "`stc-lsp stop`" in notice
    finally:
        assert run("stop").status == 0


def test_a_sleeper_that_does_not_answer_is_told_from_none(run: Run, known_shop: Path, data_dir: Path) -> None:
    paths = MemoryPaths(data_dir, known_shop)
    with FileLock(paths.daemon_lock):
        assert run("status", "--json").json["sleeper_silent"] is True
        assert _told(run("status").out)["Sleeper"].startswith("not answering: `stc-lsp index`")
    assert run("status", "--json").json["sleeper_silent"] is False


@pytest.mark.usefixtures("shop")
def test_the_models_are_named(run: Run) -> None:
    models = {"STC_MODEL__BASE_URL": "http://127.0.0.1:1/v1", "STC_MODEL__NAME": "wise-1"}
    assert _told(run("status", **models).out)["Model"] == "wise-1"
    told = _told(run("status", **models, STC_MODEL__AWAKE__NAME="quick-1").out)["Model"]
    assert told == "wise-1 for thinking asleep, quick-1 for answering"
