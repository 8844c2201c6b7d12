"""What people look at, counted by day."""

from __future__ import annotations

from stc_lsp.memory.hovers import HoverLog, Looked
from stc_lsp.memory.ledger.budget import DAY
from stc_lsp.memory.paths import MemoryPaths


def test_hovers_of_one_day_are_added_up_and_days_kept_apart(paths):
    now = [10.5 * DAY]
    log = HoverLog.open(paths, lambda: now[0])
    log.add({("a.py", "f"): 1, ("b/\udcff.py", "K.f"): 2})
    log.add({("a.py", "f"): 3})
    now[0] += DAY
    log.add({("a.py", "f"): 1})
    assert log.list() == [
        Looked("a.py", "f", 10, 4),
        Looked("b/\udcff.py", "K.f", 10, 2),
        Looked("a.py", "f", 11, 1),
    ]
    assert log.list(since_day=11) == [Looked("a.py", "f", 11, 1)]
    log.close()


def test_workspaces_are_counted_apart_and_old_days_are_forgotten(paths, tmp_path):
    now = [10 * DAY]
    log = HoverLog.open(paths, lambda: now[0])
    other = HoverLog.open(MemoryPaths(paths.data_dir, tmp_path), lambda: now[0])
    log.add({("a.py", "f"): 1})
    other.add({("a.py", "f"): 7})
    assert log.list() == [Looked("a.py", "f", 10, 1)]
    now[0] += 181 * DAY
    log.add({("a.py", "g"): 1})
    assert log.list() == [Looked("a.py", "g", 191, 1)]
    assert other.list() == [Looked("a.py", "f", 10, 7)]
    log.close()
    other.close()
