"""Reading files: records, facts, and what resolution asks of other files."""

# ruff: noqa: S608 - the queries are put together from constants

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from stc_lsp.code.generated import GENERATED_PHRASES, says_generated
from stc_lsp.code.resolve.table import FLAT
from stc_lsp.code.values import Binding, FileFacts
from stc_lsp.memory.packed_references import packed_references
from stc_lsp.memory.read.reading import CACHED_FACTS_WEIGHT, Reading
from stc_lsp.memory.rows import (
    CHUNK_COLUMNS,
    FILE_COLUMNS,
    file_record,
    from_text,
    import_value,
    stored_chunk,
    to_text,
    unpack_bindings,
)
from stc_lsp.memory.search import any_of
from stc_lsp.memory.values import Counts, Coverage, FileRecord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BUILT_BY = "index:built-by"
"""The note of the code that read, resolved and planned all of the workspace once; "" until it is through."""

_FILE = f"SELECT {FILE_COLUMNS} FROM files WHERE path = ?"
_FACTS_FILE = "SELECT id, revision, language, line_count, has_errors FROM files WHERE path = ? AND parsed"
_FACTS_CHUNKS = f"""
    SELECT {CHUNK_COLUMNS} FROM chunks AS c JOIN files AS f ON f.id = c.file_id
    WHERE c.file_id = ? ORDER BY c.ordinal"""
_FACTS_IMPORTS = (
    "SELECT module, name, alias, level, chunk, line FROM imports WHERE file_id = ? ORDER BY ordinal"
)
_PACKED = "SELECT packed_references, packed_bindings FROM packed_facts WHERE file_id = ?"
_BINDINGS = (
    "SELECT p.packed_bindings FROM files AS f JOIN packed_facts AS p ON p.file_id = f.id WHERE f.path = ?"
)
_MODULE_PATHS = """
    SELECT f.path FROM modules AS m JOIN files AS f ON f.id = m.file_id WHERE m.name = ? ORDER BY f.path"""

_DEFINING = f"""
    SELECT DISTINCT f.path, f.language FROM chunks AS c JOIN files AS f ON f.id = c.file_id
    WHERE c.name = ?
        AND (
            c.parent = 0 OR c.keyword = '{FLAT}' OR (f.language = 'ruby' AND c.kind = 'class')
            OR (f.language = 'csharp' AND c.signature LIKE '%(this %'))"""
_BEGINNING = 400
"""Characters of a file's own words that are looked at: a header comment, not a remark on something below."""
_BEGINNINGS = f"""
    SELECT f.path, substr(s.documentation, 1, {_BEGINNING}), substr(s.body, 1, {_BEGINNING})
    FROM search AS s JOIN chunks AS c ON c.id = s.rowid JOIN files AS f ON f.id = c.file_id
    WHERE search MATCH ? AND c.kind = 'module'"""

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


class FileReads(Reading):
    """The part of `Snapshot` about files."""

    def file(self, path: str) -> FileRecord | None:
        """The record of a file."""
        row = self._execute(_FILE, (to_text(path),)).fetchone()
        return file_record(row) if row else None

    def has_file(self, path: str) -> bool:
        """Whether the index holds a file of that path."""
        return self._execute("SELECT 1 FROM files WHERE path = ?", (to_text(path),)).fetchone() is not None

    def has_folder(self, path: str) -> bool:
        """Whether the index holds a file in or below a folder; its path without a slash at the end."""
        # What comes after "/" is "0".
        within = (to_text(f"{path}/"), to_text(f"{path}0"))
        row = self._execute("SELECT 1 FROM files WHERE path >= ? AND path < ? LIMIT 1", within).fetchone()
        return row is not None

    def get_meta(self, key: str) -> str | None:
        """A note kept with the index."""
        row = self._execute("SELECT value FROM meta WHERE key = ?", (to_text(f"note:{key}"),)).fetchone()
        return row[0] if row else None

    @property
    def is_partial(self) -> bool:
        """Whether the index is still being built, or its building broke off: what it lacks may exist."""
        return self.revision > 0 and not self.was_read

    @property
    def was_read(self) -> bool:
        """Whether all of the workspace was read once, be it that it holds nothing."""
        return bool(self.get_meta(BUILT_BY))

    def paths(self) -> list[str]:
        """Every path of the index, sorted."""
        return sorted(from_text(row[0]) for row in self._execute("SELECT path FROM files"))

    def languages(self) -> dict[str, str]:
        """The language of every path of the index: for who asks for most of them."""
        rows = self._execute("SELECT path, language FROM files")
        return {from_text(path): language for path, language in rows}

    def files_in(self, directory: str, language: str) -> list[str]:
        """Paths of files in one folder ("" is the root), not below it, in one language; sorted."""
        rows = self._execute(
            "SELECT path FROM files WHERE directory = ? AND language = ?", (to_text(directory), language)
        )
        return sorted(from_text(row[0]) for row in rows)

    def paths_of_module(self, name: str) -> list[str]:
        """Paths of files that can be imported under the dotted name."""
        return [from_text(row[0]) for row in self._execute(_MODULE_PATHS, (to_text(name),))]

    def files_defining(self, name: str, languages: Sequence[str]) -> list[str]:
        """Paths of files in one of the languages with a definition of that name that stands in no other."""
        rows = self._execute(_DEFINING, (to_text(name),))
        return [from_text(path) for path, language in rows if language in languages]

    def changed_files(self, since: int) -> list[tuple[str, str]]:
        """Path and language of the files put after a revision, new or not; none that was taken away."""
        rows = self._execute("SELECT path, language FROM files WHERE revision > ?", (since,))
        return [(from_text(path), language) for path, language in rows]

    def facts(self, path: str, *, references: bool = False) -> FileFacts | None:
        """What a file says, as it was parsed; None if it is not in the index or was not parsed.

        Without its references, an empty tuple, unless they are asked for: that saves most of the time.
        """
        file = self._execute(_FACTS_FILE, (to_text(path),)).fetchone()
        if file is None:
            return None
        file_id, revision, language, line_count, has_errors = file
        key = (path, revision, references)
        known = self._caches.facts.get(key) if self._caches else None
        if known is not None:
            return known
        packed, packed_bindings = self._execute(_PACKED, (file_id,)).fetchone()
        chunks = [stored_chunk(row).chunk for row in self._execute(_FACTS_CHUNKS, (file_id,))]
        # The parser leaves a module's name to the index, so what the parser said had none.
        chunks[:1] = [dataclasses.replace(chunk, name="") for chunk in chunks[:1]]
        facts = FileFacts(
            language=language,
            chunks=tuple(chunks),
            references=packed_references(packed).every() if references else (),
            imports=tuple(map(import_value, self._execute(_FACTS_IMPORTS, (file_id,)))),
            line_count=line_count,
            has_errors=bool(has_errors),
            bindings=unpack_bindings(packed_bindings),
        )
        if self._caches:
            weight = len(facts.chunks) + len(facts.references) + len(facts.bindings) + 1
            # However long a file is, it is kept until the next comes.
            self._caches.facts.put(key, facts, min(weight, CACHED_FACTS_WEIGHT))
        return facts

    def bindings(self, path: str) -> tuple[Binding, ...]:
        """What a file binds for others to see; () if it is not in the index or was not parsed."""
        row = self._execute(_BINDINGS, (to_text(path),)).fetchone()
        return unpack_bindings(row[0]) if row else ()

    def counts(self) -> Counts:
        """How much is known. Takes milliseconds: not for every hover."""
        rows, folders = self._execute(
            "SELECT count(*), coalesce(sum(language = 'directory'), 0) FROM files"
        ).fetchone()
        passed_over = self._execute(
            """SELECT skipped, count(*) FROM files WHERE skipped <> ''
            GROUP BY skipped ORDER BY count(*) DESC, skipped"""
        ).fetchall()
        languages = self._execute(
            """SELECT language, count(*) FROM files WHERE parsed AND language NOT IN ('', 'directory')
            GROUP BY language ORDER BY count(*) DESC, language"""
        )
        wanted, made = self._execute(
            """SELECT count(*), count(t.key) FROM wanted AS w
            LEFT JOIN thoughts.thoughts AS t ON t.key = w.key WHERE w.key <> ''"""
        ).fetchone()
        return Counts(
            files=rows - folders,
            # One stands for each folder.
            chunks=self._execute("SELECT count(*) FROM chunks").fetchone()[0] - folders,
            skipped=sum(number for _, number in passed_over),
            passed_over=dict(passed_over),
            languages=dict(languages.fetchall()),
            thoughts_wanted=wanted,
            thoughts_made=made,
            revision=self.revision,
            is_partial=self.is_partial,
        )

    def generated_files(self) -> frozenset[str]:
        """The paths of the files that say at their beginning that a program wrote them."""
        wanted = f"{{documentation body}} : ({any_of(GENERATED_PHRASES)})"
        return frozenset(
            from_text(path)
            for path, *beginnings in self._execute(_BEGINNINGS, (wanted,))
            if any(says_generated(text or "") for text in beginnings)
        )

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
