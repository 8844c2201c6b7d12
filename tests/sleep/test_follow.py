"""What happens to the disk at the worst moment is followed all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import pytest

from stc_lsp.sleep.daemon.life import Life
from stc_lsp.sleep.daemon.status import first_status
from stc_lsp.sleep.disk.watch import open_watcher
from stc_lsp.sleep.indexing import follow
from stc_lsp.sleep.indexing.follow import Follower
from stc_lsp.sleep.session import hold_workspace, open_session
from tests.sleep.sleepers import settings_for
from tests.workspace import make_workspace, write_files

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from stc_lsp.sleep.disk.ignore import IgnoreRules
    from stc_lsp.sleep.disk.watch import Gathered, Watcher
    from stc_lsp.sleep.session import Session

SHOP = "# --- shop.py\ndef price():\n    return 1\n# --- till.py\ndef add():\n    return 2\n"
IGNORED = "# --- .stcignore\ntill.py\n"


def known(session: Session) -> Collection[str]:
    """The files of the index that stand in no folder."""
    return session.workspace.writer.times().get("", ())


@pytest.mark.parametrize("number", [1, 2])
def test_an_ignore_file_that_is_written_while_nobody_watches_is_heeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    root = make_workspace(tmp_path, SHOP)
    opened = 0

    def open_late(gathered: Gathered, rules: IgnoreRules, *, polling: bool = False) -> Watcher:
        nonlocal opened
        opened += 1
        if opened == number:
            write_files(root, IGNORED)
        return open_watcher(gathered, rules, polling=polling)

    monkeypatch.setattr(follow, "open_watcher", open_late)

    async def live() -> None:
        settings = settings_for(tmp_path / "data")
        async with open_session(root, settings) as session:
            with hold_workspace(session.paths):
                life = Life(session, settings, first_status(root, settings))
                follower = Follower(life)
                async with anyio.create_task_group() as group:
                    group.start_soon(follower.run)
                    group.start_soon(follower.listen)
                    with anyio.fail_after(20):
                        while "shop.py" not in known(session):
                            await anyio.sleep(0.05)
                        if number > 1:
                            # The name alone comes first, as many editors write.
                            write_files(root, "# --- .stcignore\n")
                        while opened < number or "till.py" in known(session):
                            await anyio.sleep(0.05)
                    life.stop()

    anyio.run(live)
