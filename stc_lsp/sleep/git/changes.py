"""The last changes of every file and folder, as notes: what git's log says, and what of it is new."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from stc_lsp.code.describe.facts import Change
from stc_lsp.sleep.git.log import head_commit, last_changes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.sleep.git.run import Leash

HEAD = "history:read"
"""The commit up to which the notes tell."""
LAST = "history:last:"
"""Followed by a path, that of a folder with a slash at its end; by nothing for all there is."""
_NOTES_UNPACKED = 512
"""Files that were last changed together have the same note."""
_TAKEN_AT_ONCE = 12
"""Files and folders in one revision: a saved file waits for no longer than planning these takes."""
_PARTLY = "+"
"""Stands in `HEAD` before the number of parts that were taken, until all are."""


class Notes(Protocol):
    """Where notes of the index can be read: a snapshot, or the writer."""

    def get_meta(self, key: str) -> str | None:
        """A note, None if there is none of that name."""
        ...


class LogRead(NamedTuple):
    """What git's log says otherwise than the notes."""

    since: str
    """`HEAD` when the notes were written that it was compared with."""
    head: str
    """`HEAD` once it is taken."""
    changed: dict[str, str]
    """The new note of each path; "" if it has no history any more."""

    def parts(self, first: Collection[str] = ()) -> Iterator[LogRead]:
        """The same, few files at a time, to be taken one after another; the files in `first` come first.

        What is left when no more is taken is read again as what differs: until the last part is taken the
        notes tell of no commit.
        """
        paths = sorted(self.changed, key=lambda path: (not path, path.endswith("/"), path not in first, path))
        steps = [paths[at : at + _TAKEN_AT_ONCE] for at in range(0, len(paths), _TAKEN_AT_ONCE)] or [[]]
        since, taken = self.since, int(self.since.partition(_PARTLY)[2] or 0)
        for left, step in zip(reversed(range(len(steps))), steps, strict=True):
            taken += 1
            head = f"{self.head}{_PARTLY}{taken}" if left else self.head
            yield LogRead(since, head, {path: self.changed[path] for path in step})
            since = head


class Log(NamedTuple):
    """What git's log says now."""

    head: str
    notes: dict[str, str]
    """By path."""

    @classmethod
    def past(cls, root: Path, known: str, leash: Leash | None = None) -> Log | None:
        """Ask git; None if HEAD is where it is `known` to be. Takes seconds where there are many commits.

        Tells nothing of use once the leash is pulled.
        """
        head = head_commit(root)
        if head == known:
            return None
        found = last_changes(root, leash=leash) if head else {}
        return cls(head, {path: _note(changes) for path, changes in found.items()})

    def against(self, notes: Snapshot) -> LogRead:
        """What of it the notes do not tell."""
        now = self.notes
        before = {name.removeprefix(LAST): note for name, note in notes.notes(LAST).items()}
        differing = (path for path in now.keys() | before.keys() if now.get(path, "") != before.get(path, ""))
        return LogRead(notes.get_meta(HEAD) or "", self.head, {path: now.get(path, "") for path in differing})


def read_log(root: Path, notes: Snapshot) -> LogRead | None:
    """Ask git and compare; None if HEAD is where it was. Takes as long as git does."""
    log = Log.past(root, notes.get_meta(HEAD) or "")
    return None if log is None else log.against(notes)


@lru_cache(_NOTES_UNPACKED)
def changes_in(note: str) -> tuple[Change, ...]:
    """The inverse of `_note`; of no note there are none."""
    return tuple(Change(*row) for row in json.loads(note)) if note else ()


def _note(changes: Iterable[Change]) -> str:
    return json.dumps(list(changes), separators=(",", ":"))
