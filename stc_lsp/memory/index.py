"""The one writer of a workspace's index. Only the sleeper opens it; everybody else reads snapshots."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from typing import TYPE_CHECKING

from stc_lsp.errors import PreemptedError
from stc_lsp.memory.database import open_database
from stc_lsp.memory.faults import primary_code, said_plainly
from stc_lsp.memory.rows import to_text
from stc_lsp.memory.schema import INDEX
from stc_lsp.memory.snapshot import Snapshot
from stc_lsp.memory.thoughts import ThoughtStore
from stc_lsp.memory.write.files import FileWrites
from stc_lsp.memory.write.postings import PostingWrites
from stc_lsp.memory.write.targets import TargetWrites
from stc_lsp.memory.write.thoughts import ThoughtWrites
from stc_lsp.memory.write.vectors import VectorWrites

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from stc_lsp.code.values import FileFacts
    from stc_lsp.memory.paths import MemoryPaths

_CACHE_KILOBYTES = 64_000
_STEPS_BETWEEN_LOOKS = 20_000
"""Of SQLite's machine: a millisecond or two."""


class IndexWriter(FileWrites, TargetWrites, ThoughtWrites, VectorWrites, PostingWrites):
    """Files, chunks, targets and what is wanted, written in revisions. See its parts for the methods."""

    notices: list[str]
    """What a person should be told about opening: a corrupt database was set aside."""

    @classmethod
    def open(
        cls,
        paths: MemoryPaths,
        *,
        check: bool = False,
        checks_later: bool = False,
        now: Callable[[], float] = time.time,
    ) -> IndexWriter:
        """Create, migrate or repair the databases. `check` and `checks_later`: see `open_database`.

        Raises MemoryFault when they cannot be used or were written by a newer release.
        """
        # The store must exist before it is attached.
        store = ThoughtStore.open(paths, check=check, checks_later=checks_later, now=now)
        store.close()
        opened = open_database(paths.index_db, INDEX, check=check, checks_later=checks_later, now=now)
        writer = cls(opened.connection, paths)
        writer.notices = [*store.notices, *opened.notices]
        with said_plainly(paths.thoughts_db):
            # Attached for reading by discipline: only `ThoughtStore` writes there.
            writer.connection.execute("ATTACH ? AS thoughts", (str(paths.thoughts_db),))
            writer.connection.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
        return writer

    def close(self) -> None:
        """Close the database. What was not committed is gone."""
        self.connection.close()

    def shrink(self) -> None:
        """Keep no more of the database in memory than what is in use."""
        self.connection.execute("PRAGMA shrink_memory")

    @contextlib.contextmanager
    def giving_way(self, is_awaited: Callable[[], bool]) -> Generator[None]:
        """Read no further, however long a query is, once somebody waits for the writer.

        Raises PreemptedError then. Nothing may be written in the block.
        """
        self.connection.set_progress_handler(is_awaited, _STEPS_BETWEEN_LOOKS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if primary_code(error) != sqlite3.SQLITE_INTERRUPT:
                raise
            raise PreemptedError("Somebody waits for the index to be written.") from error
        finally:
            self.connection.set_progress_handler(None, 0)

    def snapshot(self) -> Snapshot:
        """A view through the writer's own connection: it sees the revision under way."""
        return Snapshot(self.connection)

    def facts(self, path: str) -> FileFacts | None:
        """What a file says, as it was put; None if it is not in the index or has no facts."""
        return self.snapshot().facts(path, references=True)

    def get_meta(self, key: str) -> str | None:
        """A note kept with the index (not part of any revision)."""
        row = self.connection.execute(
            "SELECT value FROM meta WHERE key = ?", (to_text(f"note:{key}"),)
        ).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep a note with the index."""
        with self.within_revision(counts=False):
            self.connection.execute(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (to_text(f"note:{key}"), value),
            )
