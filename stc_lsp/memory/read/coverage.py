"""Reading how far each file is thought through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.memory.read.reading import Reading
from stc_lsp.memory.rows import from_text
from stc_lsp.memory.values import Coverage

if TYPE_CHECKING:
    from collections.abc import Mapping

# A thought that is missing though there was one before is outdated: its source has changed since.
_OF_FILES = """
    SELECT f.path, count(*), count(t.key),
        coalesce(sum(w.thinker <> 'structural'), 0),
        coalesce(sum(w.thinker <> 'structural' AND t.key IS NOT NULL), 0),
        coalesce(sum(t.key IS NULL AND w.previous_key <> ''), 0)
    FROM files AS f JOIN chunks AS c ON c.file_id = f.id JOIN wanted AS w ON w.chunk_id = c.id
    LEFT JOIN thoughts.thoughts AS t ON t.key = w.key
    GROUP BY f.id"""


# Whoever stores a thought: another workspace may be first to need it.
_LAST_THOUGHT = "SELECT max(rowid) FROM thoughts.thoughts"


class CoverageReads(Reading):
    """The part of `Snapshot` about how much is thought of each file."""

    def coverage(self) -> Mapping[str, Coverage]:
        """Of each file and folder of which thoughts are wanted, by path. Counted once a revision."""
        now = (self.revision, *self._execute(_LAST_THOUGHT).fetchone())
        kept = self._caches.coverage if self._caches is not None else None
        if kept is not None and kept[0] == now:
            return kept[1]
        found = {from_text(path): Coverage(*counts) for path, *counts in self._execute(_OF_FILES)}
        if self._caches is not None:
            self._caches.coverage = (now, found)
        return found
