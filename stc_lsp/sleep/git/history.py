"""Git's history as the structural thinker uses it: read in one go when HEAD moves, refined while asleep.

Per file the last changes come from one `git log`; per chunk they come from a `git blame` of the file, and
from the patches of its last commits, which also tell what was only taken out, and what exactly was done.
These run only while asleep, and are good until another commit touches that file. All is kept as notes with
the index.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol

from stc_lsp.code.describe.facts import Change, Edit, EditedPart, History
from stc_lsp.code.edits import Edits
from stc_lsp.sleep.git.edits import last_edits, last_patches
from stc_lsp.sleep.git.log import CHANGES_KEPT, blame, head_commit, last_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from stc_lsp.code.hunks import Done
    from stc_lsp.code.values import FileFacts
    from stc_lsp.memory.index import IndexWriter
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.sleep.git.log import Blame

    FactsOf = Callable[[str, bytes], FileFacts]
    """What a file's text says, by its path."""

_HEAD = "history:head"
_FILES = "history:files"
_OWN = "history:of:"
_Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class _Own:
    """What is known of one chunk, as it was committed."""

    fingerprint: str
    changes: tuple[Change, ...]
    edit: Edit | None

    def seen_as(self, fingerprint: str) -> History:
        """The history of the chunk as it is now."""
        is_edited, edit = fingerprint != self.fingerprint, self.edit
        if is_edited and edit is not None:
            # Its tokens are counted otherwise now.
            edit = replace(edit, spans=())
        return History(self.changes, edit=edit, is_edited=is_edited)

    def packed(self) -> list[object]:
        return [self.fingerprint, [_VALUES(change) for change in self.changes], self.edit and _row(self.edit)]


class Notes(Protocol):
    """Where notes of the index can be read: a snapshot, or the writer."""

    def get_meta(self, key: str) -> str | None:
        """A note, None if there is none of that name."""
        ...


class KnownHistories:
    """The history of one workspace's files and chunks, as far as notes tell."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._chunks: dict[str, tuple[str, dict[str, _Own]]] = {}
        self._folders: dict[str, set[Change]] | None = None
        """All changes below each folder, gathered when the first one is asked for."""
        self.read_again()

    def read_again(self) -> None:
        """Know what the notes tell now, whatever was known before."""
        self._head = self._notes.get_meta(_HEAD) or ""
        self._files = {
            path: _changes(rows) for path, rows in json.loads(self._notes.get_meta(_FILES) or "{}").items()
        }
        self.rest()

    @property
    def head(self) -> str:
        """The commit up to which git's log was read."""
        return self._head

    def of_file(self, path: str, fingerprint: str = "") -> History:
        """The last changes of a file as it is now; of the whole workspace for ""."""
        own = (self._known(path) or {}).get("") if path else None
        if own is None:
            return History(self._files.get(path, ()), of_file=True)
        return replace(own.seen_as(fingerprint), of_file=True)

    def rest(self) -> None:
        """Keep nothing in memory that a note tells."""
        self._chunks.clear()
        self._folders = None

    def newest(self) -> str:
        """The date of the last commit of all; "" without one."""
        changes = self._files.get("", ())
        return changes[0].date if changes else ""

    def of_chunk(self, path: str, qualname: str, fingerprint: str) -> History:
        """The last changes of a chunk as it is now, or of its file while that is all that is known."""
        known = self._known(path)
        if known is None or qualname not in known:
            return History(self._files.get(path, ()), of_file=True)
        return known[qualname].seen_as(fingerprint)

    def of_folder(self, folder: str) -> History:
        """The last changes of anything below a folder."""
        if self._folders is None:
            self._folders = _by_folder(self._files)
        changes = self._folders.get(folder, ())
        newest = sorted(changes, key=lambda change: (change.date, change.commit), reverse=True)
        return History(tuple(newest[:CHANGES_KEPT]))

    def refine(self, root: Path, paths: Sequence[str], facts_of: FactsOf) -> None:
        """Ask git who changed what in some files. That is the slow part, and touches no database."""
        commits = {path: [change.commit for change in self._files.get(path, ())] for path in paths}
        patches = last_patches(root, commits)
        for path in paths:
            at = self._at(path)
            found = blame(root, path) if at else None
            chunks: dict[str, _Own] = {}
            if found is not None:
                edits = last_edits(root, path, found.source, commits[path], patches.get(path))
                chunks = self._refined(path, found, edits, facts_of(path, found.source))
            self._chunks[path] = at, chunks

    def note(self, path: str) -> str:
        """What `refine` found of a file, as it is kept."""
        at, chunks = self._chunks[path]
        rows = {qualname: own.packed() for qualname, own in chunks.items()}
        return json.dumps([at, rows], separators=(",", ":"))

    def _refined(
        self, path: str, blamed: Blame, done: Sequence[tuple[str, Sequence[Done]]], facts: FileFacts
    ) -> dict[str, _Own]:
        of_file = self._files[path]
        known = {change.commit: change for change in of_file}
        edits = Edits(facts, blamed.source, done)
        chunks: dict[str, _Own] = {}
        for index, chunk in enumerate(facts.chunks):
            commits = edits.commits(index)
            touching = [known[commit] for commit in commits]
            writers = blamed.changes(chunk.start_line, chunk.end_line)
            lines = writers if index else of_file
            # What a commit only took out of it, blame does not know.
            named = {change.commit for change in touching}
            changes = (*touching, *(change for change in lines if change.commit not in named))
            newest = changes[0].commit if changes else ""
            edit = edits.newest(index) if newest in commits[:1] else None
            if edit is not None and edit.is_new and any(each.commit != newest for each in writers):
                # The patch of a file that was moved puts all of it there; others wrote it.
                edit = None
            if changes:
                chunks.setdefault(chunk.qualname, _Own(chunk.fingerprint, changes[:CHANGES_KEPT], edit))
        return chunks

    def _known(self, path: str) -> dict[str, _Own] | None:
        if path not in self._chunks:
            at, rows = json.loads(self._notes.get_meta(_OWN + path) or '["", {}]')
            self._chunks[path] = at, {qualname: _own(each) for qualname, each in rows.items()}
        at, chunks = self._chunks[path]
        return chunks if at and at == self._at(path) else None

    def _at(self, path: str) -> str:
        changes = self._files.get(path)
        return changes[0].commit if changes else ""


class Histories(KnownHistories):
    """The same, with the means to keep what is found."""

    def __init__(self, root: Path, writer: IndexWriter) -> None:
        super().__init__(writer)
        self._root = root
        self._writer = writer

    def refresh(self) -> set[str]:
        """Read the log again if HEAD has moved. Returns the paths whose history is another now."""
        head = head_commit(self._root)
        if head == self._head:
            return set()
        files = last_changes(self._root) if head else {}
        differing = {
            path for path in files.keys() | self._files.keys() if files.get(path) != self._files.get(path)
        }
        self._head, self._files, self._folders = head, files, None
        rows = {path: [_VALUES(change) for change in changes] for path, changes in files.items()}
        self._writer.set_meta(_FILES, json.dumps(rows, ensure_ascii=True, separators=(",", ":")))
        self._writer.set_meta(_HEAD, head)
        return differing

    def unrefined(self, paths: Iterable[str]) -> list[str]:
        """Those of `paths` that have a history, but none for each chunk yet."""
        return [path for path in paths if self._files.get(path) and self._known(path) is None]

    def take(self, path: str, note: str) -> bool:
        """Know of a file what somebody else found out; False if it has been committed to since."""
        self._chunks.pop(path, None)
        if not self._at(path) or json.loads(note)[0] != self._at(path):
            return False
        self._writer.set_meta(_OWN + path, note)
        return True

    def keep(self, path: str) -> None:
        """Store what `refine` found, for the next start, unless it has been forgotten meanwhile."""
        if path in self._chunks:
            self._writer.set_meta(_OWN + path, self.note(path))

    def copy_to(self, writer: IndexWriter) -> None:
        """Let another index of the same workspace know as much."""
        notes = (_HEAD, _FILES, *(_OWN + path for path in self._files))
        for note in notes:
            value = self._writer.get_meta(note)
            if value is not None:
                writer.set_meta(note, value)


def _by_folder(files: Mapping[str, Iterable[Change]]) -> dict[str, set[Change]]:
    folders: dict[str, set[Change]] = {}
    for path, changes in files.items():
        folder = path.rpartition("/")[0]
        while folder:
            folders.setdefault(folder, set()).update(changes)
            folder = folder.rpartition("/")[0]
    return folders


def days_since_own_change(snapshot: Snapshot, newest: float) -> dict[tuple[str, str], float]:
    """Where it is known, the days between the last change of a chunk and `newest` (seconds since the epoch).

    By path and qualified name.
    """
    today = datetime.fromtimestamp(newest, UTC).date()
    found: dict[tuple[str, str], float] = {}
    for note, written in snapshot.notes(_OWN).items():
        path = note.removeprefix(_OWN)
        for qualname, (_, changes, _) in json.loads(written)[1].items():
            changed = datetime.fromisoformat(changes[0][0]).date()
            found[path, qualname] = max(0.0, float((today - changed).days))
    return found


# `astuple` copies every value: here it took longer than all else that is kept.
_VALUES = attrgetter(*(field.name for field in fields(Change)))
_PART_VALUES = attrgetter(*(field.name for field in fields(EditedPart)))


def _row(edit: Edit) -> list[object]:
    """The inverse of `_edit`."""
    return [edit.is_new, [_PART_VALUES(part) for part in edit.parts], edit.diff, edit.left_out, edit.spans]


def _own(packed: list[Any]) -> _Own:
    fingerprint, changes, edit = packed
    return _Own(fingerprint, _changes(changes), None if edit is None else _edit(*edit))


def _edit(
    is_new: bool, parts: list[list[Any]], diff: list[str], left_out: int, spans: list[list[int]]
) -> Edit:
    return Edit(
        is_new,
        tuple(EditedPart(*part) for part in parts),
        tuple(diff),
        left_out,
        tuple((first, last) for first, last in spans),
    )


def _changes(rows: _Rows) -> tuple[Change, ...]:
    return tuple(Change(*row) for row in rows)
