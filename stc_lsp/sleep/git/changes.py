"""The last changes of every file and folder, as notes: what git's log says, and what of it is new."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from stc_lsp.code.describe.facts import Change
from stc_lsp.sleep.git.log import CHANGES_KEPT, head_commit, last_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from stc_lsp.memory.snapshot import Snapshot

HEAD = "history:read"
"""The commit up to which the notes tell."""
LAST = "history:last:"
"""Followed by a path, that of a folder with a slash at its end; by nothing for all there is."""
_NOTES_UNPACKED = 512
"""Files that were last changed together have the same note."""

# `astuple` copies every value: here it took longer than all else that is kept.
row_of_change = attrgetter(*(field.name for field in fields(Change)))


class Notes(Protocol):
    """Where notes of the index can be read: a snapshot, or the writer."""

    def get_meta(self, key: str) -> str | None:
        """A note, None if there is none of that name."""
        ...


class LogRead(NamedTuple):
    """What git's log says otherwise than the notes."""

    since: str
    """HEAD when the notes were written that it was compared with."""
    head: str
    changed: dict[str, str]
    """The new note of each path; "" if it has no history any more."""


def read_log(root: Path, notes: Snapshot) -> LogRead | None:
    """Ask git and compare; None if HEAD is where it was. Takes as long as git does: seconds."""
    since, head = notes.get_meta(HEAD) or "", head_commit(root)
    if head == since:
        return None
    files = last_changes(root) if head else {}
    now = {path: _note(changes) for path, changes in (files | _by_folder(files)).items()}
    before = {name.removeprefix(LAST): note for name, note in notes.notes(LAST).items()}
    differing = (path for path in now.keys() | before.keys() if now.get(path, "") != before.get(path, ""))
    return LogRead(since, head, {path: now.get(path, "") for path in differing})


@lru_cache(_NOTES_UNPACKED)
def changes_in(note: str) -> tuple[Change, ...]:
    """The inverse of `_note`; of no note there are none."""
    return tuple(Change(*row) for row in json.loads(note)) if note else ()


def _note(changes: Iterable[Change]) -> str:
    return json.dumps([row_of_change(change) for change in changes], separators=(",", ":"))


def _by_folder(files: Mapping[str, Iterable[Change]]) -> dict[str, tuple[Change, ...]]:
    """The last changes of anything below each folder."""
    folders: dict[str, dict[int, Change]] = {}
    for path, changes in files.items():
        # Each commit is one value, and to compare those would take as long as all else.
        known = {id(change): change for change in changes}
        folder = path.rpartition("/")[0]
        while folder:
            folders.setdefault(f"{folder}/", {}).update(known)
            folder = folder.rpartition("/")[0]
    return {folder: _newest(known.values()) for folder, known in folders.items()}


def _newest(changes: Iterable[Change]) -> tuple[Change, ...]:
    in_turn = sorted(changes, key=lambda change: (change.date, change.commit), reverse=True)
    return tuple(in_turn[:CHANGES_KEPT])
