"""Git's history as the structural thinker uses it: read in one go when HEAD moves, refined while asleep.

Per file and folder the last changes come from one `git log` (`changes.py`); per chunk they come from a `git
blame` of the file, and from the patches of its last commits, which also tell what was only taken out, and
what exactly was done. These run only while asleep, and are good until another commit touches that file. All
is kept as notes with the index, of which each is read when it is asked for.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from stc_lsp.code.describe.facts import Change, Edit, EditedPart, History
from stc_lsp.code.edits import Edits
from stc_lsp.sleep.git.changes import HEAD, LAST, LogRead, Notes, changes_in, read_log
from stc_lsp.sleep.git.edits import last_edits, last_patches
from stc_lsp.sleep.git.log import CHANGES_KEPT, Blame, blame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from stc_lsp.code.hunks import Done
    from stc_lsp.code.values import FileFacts
    from stc_lsp.memory.index import IndexWriter
    from stc_lsp.memory.snapshot import Snapshot

    FactsOf = Callable[[str, bytes], FileFacts]
    """What a file's text says, by its path."""

_OWN = "history:of:"


class _Own(NamedTuple):
    """What is known of one chunk, as it was committed. JSON has it as a list, from which `_own` makes it."""

    fingerprint: str
    changes: tuple[Change, ...]
    edit: Edit | None

    def seen_as(self, fingerprint: str) -> History:
        """The history of the chunk as it is now."""
        is_edited, edit = fingerprint != self.fingerprint, self.edit
        if is_edited and edit is not None:
            # Its tokens are counted otherwise now.
            edit = edit._replace(spans=())
        return History(self.changes, edit=edit, is_edited=is_edited)


class KnownHistories:
    """The history of one workspace's files and chunks, as far as notes tell."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._last: dict[str, tuple[Change, ...]] = {}
        self._chunks: dict[str, tuple[str, dict[str, _Own]]] = {}
        self.read_again()

    def read_again(self) -> None:
        """Know what the notes tell now, whatever was known before."""
        self._head = self._notes.get_meta(HEAD) or ""
        self.rest()

    @property
    def head(self) -> str:
        """The commit up to which git's log was read."""
        return self._head

    def of_file(self, path: str, fingerprint: str = "") -> History:
        """The last changes of a file as it is now; of the whole workspace for ""."""
        own = (self._known(path) or {}).get("") if path else None
        if own is None:
            return History(self._changes_of(path), of_file=True)
        return own.seen_as(fingerprint)._replace(of_file=True)

    def rest(self) -> None:
        """Keep nothing in memory that a note tells."""
        self._chunks.clear()
        self._last.clear()

    def newest(self) -> str:
        """The date of the last commit of all; "" without one."""
        changes = self._changes_of("")
        return changes[0].date if changes else ""

    def of_chunk(self, path: str, qualname: str, fingerprint: str) -> History:
        """The last changes of a chunk as it is now, or of its file while that is all that is known."""
        known = self._known(path)
        if known is None or qualname not in known:
            return History(self._changes_of(path), of_file=True)
        return known[qualname].seen_as(fingerprint)

    def of_folder(self, folder: str) -> History:
        """The last changes of anything below a folder."""
        return History(self._changes_of(f"{folder}/"))

    def refine(self, root: Path, paths: Sequence[str], facts_of: FactsOf) -> None:
        """Ask git who changed what in some files. That is the slow part, and touches no database."""
        commits = {path: [change.commit for change in self._changes_of(path)] for path in paths}
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
        return json.dumps(self._chunks[path], separators=(",", ":"))

    def _refined(
        self, path: str, blamed: Blame, done: Sequence[tuple[str, Sequence[Done]]], facts: FileFacts
    ) -> dict[str, _Own]:
        of_file = self._changes_of(path)
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

    def _changes_of(self, path: str) -> tuple[Change, ...]:
        """The last changes of a file, of a folder whose name ends with a slash, of all there is for ""."""
        known = self._last.get(path)
        if known is None:
            known = self._last[path] = changes_in(self._notes.get_meta(LAST + path) or "")
        return known

    def _at(self, path: str) -> str:
        changes = self._changes_of(path)
        return changes[0].commit if changes else ""


class Histories(KnownHistories):
    """The same, with the means to keep what is found."""

    def __init__(self, root: Path, writer: IndexWriter) -> None:
        super().__init__(writer)
        self._root = root
        self._writer = writer
        self._due: set[str] | None = None
        """The files that git has to be asked about, indexed or not; None before they were looked for."""

    def read_again(self) -> None:
        """Know what the notes tell now, whatever was known before."""
        super().read_again()
        self._due = None

    def refresh(self, read: LogRead | None = None) -> set[str]:
        """Take over git's log if HEAD has moved. Returns the files and folders whose history is another now.

        `read`: what was read of it before the writer was held, or a part of that.
        """
        if read is None or read.since != self._head:
            read = read_log(self._root, self._writer.snapshot())
        if read is None:
            return set()
        for path, note in read.changed.items():
            self._writer.set_meta(LAST + path, note)
        self._writer.set_meta(HEAD, read.head)
        self._head = read.head
        self._last.clear()
        if self._due is not None:
            files = (path for path in read.changed if path and not path.endswith("/"))
            self._due.update(path for path in files if self._at(path) and self._known(path) is None)
        return set(read.changed)

    @property
    def knows_due(self) -> bool:
        """Whether it was looked which files git has to be asked about."""
        return self._due is not None

    def learn_due(self, due: Due) -> None:
        """Know what `due_in` gave, if it is of the notes as they are."""
        if due.head == self._head:
            self._due = due.paths

    def unrefined(self, paths: Iterable[str]) -> list[str]:
        """Those of `paths` that have a history, but none for each chunk yet."""
        if self._due is None:
            self._due = due_in(self._writer.snapshot()).paths
        due = self._due
        return [path for path in paths if path in due]

    def take(self, path: str, note: str) -> bool:
        """Know of a file what somebody else found out; False if it has been committed to since."""
        self._chunks.pop(path, None)
        if not self._at(path) or json.loads(note)[0] != self._at(path):
            return False
        self._keep(path, note)
        return True

    def keep(self, path: str) -> None:
        """Store what `refine` found, for the next start, unless it has been forgotten meanwhile."""
        if path in self._chunks:
            self._keep(path, self.note(path))

    def _keep(self, path: str, note: str) -> None:
        self._writer.set_meta(_OWN + path, note)
        if self._due is not None and _commit_in(note) == self._at(path):
            self._due.discard(path)

    def copy_to(self, writer: IndexWriter) -> set[str]:
        """Let another index of the same workspace know as much. Returns whose history is another for it now.

        As `refresh` does: files and folders, "" for all there is.
        """
        paths: set[str] = set()
        for prefix in (LAST, _OWN):
            known, told = writer.snapshot().notes(prefix), self._writer.snapshot().notes(prefix)
            for note in known.keys() | told.keys():
                value = told.get(note, "")
                if value != known.get(note, ""):
                    writer.set_meta(note, value)
                    paths.add(note.removeprefix(prefix))
        writer.set_meta(HEAD, self._head)
        return paths


class Due(NamedTuple):
    """What git has to be asked about."""

    head: str
    """The commit up to which its log was read."""
    paths: set[str]
    """Files that were committed to since it was asked about them, indexed or not."""


def due_in(notes: Snapshot) -> Due:
    """What git has to be asked about, by what the notes tell: reads all of them."""
    asked = {name.removeprefix(_OWN): _commit_in(note) for name, note in notes.notes(_OWN).items()}
    last = {name.removeprefix(LAST): changes_in(note) for name, note in notes.notes(LAST).items()}
    due = {path for path, changes in last.items() if changes and changes[0].commit != asked.get(path)}
    return Due(notes.get_meta(HEAD) or "", {path for path in due if path and not path.endswith("/")})


def _commit_in(note: str) -> str:
    """The commit up to which a note tells of the chunks of a file: its first string."""
    return note.split('"', 2)[1]


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


def _own(packed: list[Any]) -> _Own:
    fingerprint, changes, edit = packed
    return _Own(fingerprint, tuple(Change(*row) for row in changes), None if edit is None else _edit(*edit))


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
