"""Opening a database once more keeps the locks that the process has on it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from stc_lsp.memory.database import open_database
from stc_lsp.memory.schema import THOUGHTS

if TYPE_CHECKING:
    from pathlib import Path

_VISIT = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT count(*) FROM thoughts").fetchone()
connection.close()
"""


def test_another_process_that_leaves_does_not_take_the_log_away(tmp_path: Path) -> None:
    path = tmp_path / "thoughts.db"
    first = open_database(path, THOUGHTS).connection
    second = open_database(path, THOUGHTS).connection
    first.execute("INSERT INTO touched VALUES ('a', 1.0)")
    # Whoever believes to be the last to close a database empties its log and deletes it.
    subprocess.run([sys.executable, "-c", _VISIT, str(path)], check=True)
    assert (tmp_path / "thoughts.db-wal").exists()
    second.execute("INSERT INTO touched VALUES ('b', 1.0)")
    assert first.execute("SELECT count(*) FROM touched").fetchone() == (2,)
