"""Who uses something, as a card counts it: code apart from tests, the most telling first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.identifiers import readable, unnumbered
from stc_lsp.code.modules import SCRIPT_LANGUAGES, folder_of
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.values import StoredChunk, UsingChunk
from stc_lsp.wake.importers import importers_of, is_front
from stc_lsp.wake.overloads import declarations_of
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.overloads import typed_name
from stc_lsp.wake.values import Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Snapshot

MOST_USES = 500
"""Looked at for one card."""
MOST_SHOWN = 4
USED, IMPORTED = "Used", "Imported"
"""What is done with a definition, and with a file."""


@dataclass(frozen=True, slots=True)
class Users:
    """Some of those that use something, and how many there are."""

    shown: tuple[Link, ...] = ()
    """The most telling first."""
    total: int = 0
    places: int = 0
    files: int = 0
    word: str = USED
    at_least: bool = False
    """There are more than were counted."""


NOBODY = Users()


def exported_by(snapshot: Snapshot, stored: StoredChunk) -> Link | None:
    """The file that offers a definition of another to whoever uses the package; None if none does."""
    name = stored.chunk.name
    if stored.chunk.qualname != name:
        return None
    is_said = stored.language not in SCRIPT_LANGUAGES or stored.chunk.signature.startswith("export")
    names = (name, "*") if is_said and not name.startswith("_") else (name,)
    for path, _ in snapshot.importers(stored.path):
        if path == stored.path or not is_front(path):
            continue
        for one, target in snapshot.imports_of(path):
            if target == stored.path and not one.chunk and one.name in names:
                return Link(f"{path}:{one.line}", path, one.line)
    return None


def users_of(snapshot: Snapshot, stored: StoredChunk) -> tuple[Users, Users]:
    """Who uses a chunk outside of test code, and in it; of a module, who imports it."""
    return snapshot.once(("users", stored.id), lambda: _users_of(snapshot, stored))


def _users_of(snapshot: Snapshot, stored: StoredChunk) -> tuple[Users, Users]:
    if stored.chunk.kind is ChunkKind.MODULE:
        word, at_least = IMPORTED, False
        own = _imported_with(snapshot, stored)
        importers = {path: line for each in own for path, line in importers_of(snapshot, each).items()}
        users = [UsingChunk(path, 0, path, 1, line) for path, line in importers.items() if path not in own]
    else:
        word = USED
        every = (stored, *declarations_of(snapshot, stored))
        users = [
            one for each in every for one in snapshot.users(each.id, MOST_USES) if not _only_adds(one, stored)
        ]
        counted = sum(each.places for each in users)
        at_least = counted > MOST_USES // 2 and snapshot.count_uses(stored.id) > MOST_USES
    # What stands in test code is used by nothing but test code: there is nothing to keep apart.
    apart = not is_test_path(stored.path)
    tests = [each for each in users if apart and is_test_path(each.path)]
    code = [each for each in users if not (apart and is_test_path(each.path))]
    # A test that is named after something is about it.
    of_code = _users(snapshot, code, word, at_least=at_least)
    return of_code, _users(snapshot, tests, word, stored.chunk.name)


def _only_adds(user: UsingChunk, stored: StoredChunk) -> bool:
    """Whether it names a property of Python only to add to it: `@name.setter`."""
    qualname = stored.chunk.qualname
    return (
        stored.language == "python"
        and user.path == stored.path
        and user.label != qualname
        and unnumbered(user.label) == qualname
        and user.places == 1
    )


def _imported_with(snapshot: Snapshot, module: StoredChunk) -> Sequence[str]:
    """The files that are imported together: in Go, all of a folder."""
    return snapshot.files_in(folder_of(module.path), "go") if module.language == "go" else (module.path,)


def _users(
    snapshot: Snapshot, users: Sequence[UsingChunk], word: str, named: str = "", *, at_least: bool = False
) -> Users:
    named = named.strip("_").lower()

    def rank(user: UsingChunk) -> tuple[bool, bool, int, str, int]:
        is_example = kind_of(user.path) is not FileKind.CODE
        return is_example, named not in user.label.lower(), -user.places, user.path, user.line

    return Users(
        tuple(
            Link(_label(snapshot, each), each.path, each.line)
            for each in sorted(users, key=rank)[:MOST_SHOWN]
        ),
        len(users),
        sum(each.places for each in users),
        len({each.path for each in users}),
        word,
        at_least,
    )


def _label(snapshot: Snapshot, user: UsingChunk) -> str:
    """What a user is called: an overload by its types rather than its number."""
    stored = snapshot.chunk_by_id(user.chunk_id) if "#" in user.label else None
    return (typed_name(stored) if stored is not None else "") or readable(user.label)
