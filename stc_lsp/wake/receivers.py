"""What `ctx.throw` means where `ctx` is no definition but what code calls an object: a member of that name."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.memory.values import is_synthetic
from stc_lsp.wake.rank.kinds import FileKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk

_MOST = 20
"""Members of one name: of more, nothing is told by the name alone."""
_USES_READ = 200


def of_receiver(name: str, snapshot: Snapshot) -> list[StoredChunk]:
    """The members that a dotted name means by how code writes it; [] if it writes it nowhere, or of a module.

    Those that are known to be meant where it is written so; else all that are called so, if nothing that the
    receiver is called is imported or defined.
    """
    receiver, _, member = name.rpartition(".")
    if not receiver or not receiver.isidentifier() or snapshot.named(receiver, 1):
        return []
    members = [each for each in snapshot.named(member, _MOST + 1) if _may_be_meant(each)]
    if not members or len(members) > _MOST:
        return []
    known = [each for each in members if name in _written(each, snapshot)]
    if known:
        return known
    unknown = [each for each in snapshot.unresolved(member) if each.reference.expression == name]
    paths = {each.path for each in unknown}
    is_imported = any(_imports(path, receiver, snapshot) for path in paths)
    return members if paths and not is_imported else []


def _may_be_meant(stored: StoredChunk) -> bool:
    chunk = stored.chunk
    is_member = chunk.kind is ChunkKind.METHOD or (chunk.kind in CALLABLE and _is_of_javascript(stored))
    return is_member and not is_synthetic(stored.path) and kind_of(stored.path) is FileKind.CODE


def _is_of_javascript(stored: StoredChunk) -> bool:
    """An object's methods are functions there, be it that of a whole module."""
    return stored.language in ("javascript", "typescript", "tsx", "jsx")


def _written(stored: StoredChunk, snapshot: Snapshot) -> Iterator[str]:
    """How code writes what it means by a definition."""
    return (use.reference.expression for use in islice(snapshot.uses(stored.id), _USES_READ))


def _imports(path: str, name: str, snapshot: Snapshot) -> bool:
    return any(name in (one.alias or one.name, one.module) for one, _ in snapshot.imports_of(path))
