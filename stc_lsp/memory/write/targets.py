"""Writing what references and imports resolve to."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from stc_lsp.memory.packed_references import packed_references
from stc_lsp.memory.rows import from_text, to_text
from stc_lsp.memory.write.writing import Writing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Generator, Mapping, Sequence

    from stc_lsp.code.resolve import Circles
    from stc_lsp.code.values import Reference
    from stc_lsp.memory.paths import MemoryPaths

UseColumns = tuple[str, str, str | None, int, int, int, int]
"""Kind, name, expression (None when it is the name), chunk, start, end, line of one use."""

_MOST_CACHED_FILES = 4_000


class TargetWrites(Writing):
    """The part of `IndexWriter` that writes targets."""

    def __init__(self, connection: sqlite3.Connection, paths: MemoryPaths) -> None:
        super().__init__(connection, paths)
        self._ids: dict[str, dict[str, int]] = {}
        self._keeps_ids = False

    def put_targets(
        self,
        path: str,
        targets: Sequence[tuple[str, str] | None],
        references: Sequence[Reference] | None = None,
        changed: range | None = None,
        uses: Mapping[int, UseColumns] | None = None,
    ) -> None:
        """Set what the references of a file resolve to: (path, qualname) each, parallel to its references.

        A target that is not in the index counts as None. Writes only what differs from before.
        `references`: all of them, if they are at hand. `uses`: in place of these those that have a target,
        by number. `changed`: the numbers of those that alone may mean something else than before.
        Raises ValueError when the numbers of references and targets differ.
        """
        file_id = self.file_id(path)
        if file_id is None:
            raise ValueError(f"{path} is not in the index")
        if uses is None:
            references = self._references(file_id) if references is None else references
            _require_as_many(path, "references", references, targets)
            use_at = _read_from(references)
        else:
            use_at = uses.__getitem__
        if changed is None or file_id in self.rewritten:
            changed = range(len(targets))
        some = targets[changed.start : changed.stop]
        ids = {target: self.chunk_id(*target) for target in set(some) if target is not None}
        wished = {
            (target_id, ordinal)
            for ordinal, target in enumerate(some, changed.start)
            if target is not None and (target_id := ids[target]) is not None
        }
        rows = self.connection.execute(
            "SELECT target_id, ordinal FROM uses WHERE file_id = ? AND ordinal >= ? AND ordinal < ?",
            (file_id, changed.start, changed.stop),
        )
        present = {(target_id, ordinal) for target_id, ordinal in rows}
        if wished == present:
            return
        with self.within_revision():
            self.connection.executemany(
                "DELETE FROM uses WHERE target_id = ? AND file_id = ? AND ordinal = ?",
                [(target_id, file_id, ordinal) for target_id, ordinal in present - wished],
            )
            self._insert_uses(file_id, sorted(wished - present), use_at)

    def _references(self, file_id: int) -> Sequence[Reference]:
        packed = self.connection.execute(
            "SELECT packed_references FROM packed_facts WHERE file_id = ?", (file_id,)
        ).fetchone()
        return packed_references(packed[0] if packed else b"").every()

    def put_import_targets(self, path: str, targets: Sequence[str | None]) -> None:
        """Set which files the imports of a file resolve to, parallel to its imports."""
        file_id = self.file_id(path)
        if file_id is None:
            raise ValueError(f"{path} is not in the index")
        present = self.connection.execute(
            "SELECT ordinal, target_file_id FROM imports WHERE file_id = ? ORDER BY ordinal", (file_id,)
        ).fetchall()
        _require_as_many(path, "imports", present, targets)
        wished = [(n, None if target is None else self.file_id(target)) for n, target in enumerate(targets)]
        differing = [new for old, new in zip(present, wished, strict=True) if old != new]
        if differing:
            with self.within_revision():
                self.connection.executemany(
                    "UPDATE imports SET target_file_id = ? WHERE file_id = ? AND ordinal = ?",
                    [(target, file_id, ordinal) for ordinal, target in differing],
                )

    def put_circles(self, path: str, circles: Circles | None) -> None:
        """Set which names of a file mean what they do only in the order in which they were looked up."""
        with self.within_revision(counts=False):
            self.connection.execute(
                """UPDATE texts SET circles = ?1
                WHERE file_id = (SELECT id FROM files WHERE path = ?2) AND circles IS NOT ?1""",
                (None if circles is None else json.dumps(circles), to_text(path)),
            )

    def chunk_id(self, path: str, qualname: str) -> int | None:
        """The id of a chunk by its name; the first one if the file has several of that name."""
        ids = self._ids.get(path)
        if ids is None:
            rows = self.connection.execute(
                """SELECT c.qualname, c.id FROM files AS f JOIN chunks AS c ON c.file_id = f.id
                WHERE f.path = ? ORDER BY c.ordinal DESC""",
                (to_text(path),),
            )
            ids = {from_text(name): id_ for name, id_ in rows}
            if self.in_revision:
                if len(self._ids) >= _MOST_CACHED_FILES:
                    self._ids.clear()
                self._ids[path] = ids
        return ids.get(qualname)

    def forget_cached(self) -> None:
        """Chunk ids are kept for the length of a revision, and only while no file changes."""
        if not self._keeps_ids:
            self._ids.clear()

    @contextlib.contextmanager
    def keeping_ids(self) -> Generator[None]:
        """Keep chunk ids from revision to revision: no file may be put or removed in the block."""
        self._keeps_ids = True
        try:
            yield
        finally:
            self._keeps_ids = False
            self._ids.clear()

    def _insert_uses(
        self, file_id: int, pairs: Sequence[tuple[int, int]], use_at: Callable[[int], UseColumns]
    ) -> None:
        """`pairs`: target's id and number of each; `use_at`: by number."""
        rows = self.connection.execute("SELECT ordinal, id FROM chunks WHERE file_id = ?", (file_id,))
        ids: dict[int, int] = dict(rows.fetchall())
        self.connection.executemany(
            "INSERT INTO uses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    target_id,
                    file_id,
                    n,
                    ids[chunk],
                    kind,
                    to_text(name),
                    None if expression is None else to_text(expression),
                    *places,
                )
                for target_id, n in pairs
                for kind, name, expression, chunk, *places in (use_at(n),)
            ],
        )


def _require_as_many(path: str, what: str, there: Sequence[object], targets: Sequence[object]) -> None:
    if len(there) != len(targets):
        raise ValueError(f"{path} has {len(there)} {what}, but {len(targets)} targets were given")


def _read_from(references: Sequence[Reference]) -> Callable[[int], UseColumns]:
    return lambda number: use_columns(references[number])


def use_columns(one: Reference) -> UseColumns:
    """As `UseColumns` has it."""
    kind, name, expression, chunk, start, end, line, _ = one
    return (str(kind), name, None if expression == name else expression, chunk, start, end, line)
