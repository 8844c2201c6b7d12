"""Who uses something, as a card counts it: code apart from tests, the most telling first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.values import User
from stc_lsp.wake.values import Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk

MOST_USES = 500
"""Looked at for one card."""
MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Users:
    """Some of those that use something, and how many there are."""

    shown: tuple[Link, ...] = ()
    """The most telling first."""
    total: int = 0
    places: int = 0
    files: int = 0
    at_least: bool = False
    """There are more than were counted."""


NOBODY = Users()


def users_of(snapshot: Snapshot, stored: StoredChunk) -> tuple[Users, Users]:
    """Who uses a chunk outside of test code, and in it; of a module, who imports it."""
    if stored.chunk.kind is ChunkKind.MODULE:
        importers = snapshot.importers(stored.path)
        users = [User(path, 0, path, 1, line) for path, line in importers if path != stored.path]
        at_least = False
    else:
        users = snapshot.users(stored.id, MOST_USES)
        at_least = (
            sum(each.places for each in users) > MOST_USES // 2 and snapshot.count_uses(stored.id) > MOST_USES
        )
    # What only tests can use is used by code as far as they are concerned.
    of_tests = is_test_path(stored.path)
    code = [each for each in users if of_tests or not is_test_path(each.path)]
    tests = [each for each in users if not (of_tests or not is_test_path(each.path))]
    # A test that is named after something is about it.
    named = stored.chunk.name.strip("_").lower()
    return _users(code, at_least), _users(tests, at_least, named)


def _users(users: Sequence[User], at_least: bool, named: str = "") -> Users:
    ordered = sorted(
        users, key=lambda each: (named not in each.label.lower(), -each.places, each.path, each.line)
    )
    return Users(
        tuple(Link(each.label.replace("#", " #"), each.path, each.line) for each in ordered[:MOST_SHOWN]),
        len(users),
        sum(each.places for each in users),
        len({each.path for each in users}),
        at_least,
    )
