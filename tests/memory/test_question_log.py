"""What was asked in a workspace, and what its answers lacked."""

from __future__ import annotations

import pytest

from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.questions import QuestionLog
from stc_lsp.memory.values import Asked


@pytest.fixture
def log(paths):
    opened = QuestionLog.open(paths, now=lambda: 500.0)
    yield opened
    opened.close()


def test_questions_are_listed_latest_first(log):
    log.add(Asked("first?", "stored", 1.5, 10, 2, "Flask.route", asked_at=100.0))
    log.add(Asked("second \ud800?", "raw", 20.0))
    assert log.list() == [
        Asked("second \ud800?", "raw", 20.0, asked_at=500.0),
        Asked("first?", "stored", 1.5, 10, 2, "Flask.route", asked_at=100.0),
    ]
    assert [each.question for each in log.list(limit=1)] == ["second \ud800?"]


def test_a_thumb_can_be_given_and_taken_back(log):
    asked = log.add(Asked("why?", "raw", 1.0))
    log.thumb(asked, 1)
    assert log.list()[0].thumb == 1
    log.thumb(asked, 0)
    assert log.list()[0].thumb == 0


def test_a_wish_is_kept_once_until_it_is_granted(log):
    log.wish("why?", ["Flask", "src/a.py"])
    log.wish("why?", ["Flask", "src/a.py"])
    log.wish("how?", [])
    wishes = log.wishes()
    assert [(each.question, each.labels) for each in wishes] == [
        ("why?", ("Flask", "src/a.py")),
        ("how?", ()),
    ]
    log.grant([wishes[0].id])
    assert [each.question for each in log.wishes()] == ["how?"]


def test_workspaces_do_not_see_each_others_questions(log, paths, tmp_path):
    other_root = tmp_path / "other"
    other_root.mkdir()
    other = QuestionLog.open(MemoryPaths(paths.data_dir, other_root))
    log.add(Asked("mine?", "raw", 1.0))
    log.wish("mine?", ["x"])
    assert other.list() == []
    assert other.wishes() == []
    other.close()
