"""Reading how far each file is thought through."""

from __future__ import annotations

from stc_lsp.memory.reading import Reading
from stc_lsp.memory.rows import from_text
from stc_lsp.memory.values import Coverage

# A thought that is missing though there was one before is outdated: its source has changed since.
_OF_FILES = """
    SELECT f.path, count(*), count(t.key),
        coalesce(sum(w.thinker <> 'structural'), 0),
        coalesce(sum(w.thinker <> 'structural' AND t.key IS NOT NULL), 0),
        coalesce(sum(t.key IS NULL AND w.previous_key <> ''), 0)
    FROM files AS f JOIN chunks AS c ON c.file_id = f.id JOIN wanted AS w ON w.chunk_id = c.id
    LEFT JOIN thoughts.thoughts AS t ON t.key = w.key
    GROUP BY f.id"""


class CoverageReads(Reading):
    """The part of `Snapshot` about how much is thought of each file."""

    def coverage(self) -> dict[str, Coverage]:
        """Of each file and folder of which thoughts are wanted, by path. Looks at all of them."""
        return {from_text(path): Coverage(*counts) for path, *counts in self._execute(_OF_FILES)}
