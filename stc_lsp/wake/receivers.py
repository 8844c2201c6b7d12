"""What `ctx.throw` means where `ctx` is no definition but what code calls an object: a member so named."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from stc_lsp.code.claims import COMMON
from stc_lsp.code.english import code, listed
from stc_lsp.code.identifiers import readable
from stc_lsp.code.modules import SCRIPT_LANGUAGES
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.memory.values import StoredChunk, is_synthetic
from stc_lsp.wake.rank.kinds import FileKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.snapshot import Snapshot

_MOST = 20
"""Members of one name: of more, nothing is told by the name alone."""
_USES_READ = 200
_MOST_NAMED = 3
_OF_LANGUAGES = COMMON | frozenset(
    """
    console process window document global globalThis module exports navigator location history performance
    localStorage sessionStorage crypto chrome browser jest vi cy expect test it describe
    table math io os coroutine debug utf8 package decimal double long short uint
    """.split()
)
"""What code reaches without import or definition: no object of its own."""
_PARTS = re.compile(r"[^\w-]+")
"""Between the names in a module: `gopkg.in/yaml.v2` is called `yaml`."""


def of_receiver(name: str, snapshot: Snapshot) -> list[StoredChunk]:
    """The members that a dotted name means by how code writes it; [] if it writes it nowhere, or of a module.

    Those that are known to be meant where it is written so; else all that are called so, if nothing that the
    receiver is called is imported, defined, or of the language.
    """
    receiver, _, member = name.rpartition(".")
    if not receiver.isidentifier() or receiver[0].isupper() or receiver in _OF_LANGUAGES:
        return []
    if snapshot.named(receiver, 1):
        return []
    members = [each for each in snapshot.named(member, _MOST + 1) if _may_be_meant(each)]
    if not members or len(members) > _MOST:
        return []
    known = _known(name, members, snapshot)
    if known:
        return known
    unknown = [each for each in snapshot.unresolved(member) if each.reference.expression == name]
    paths = {each.path for each in unknown}
    is_imported = any(_imports(path, receiver, snapshot) for path in paths)
    return members if paths and not is_imported else []


def taken_said(name: str, chunks: Sequence[StoredChunk], snapshot: Snapshot) -> str:
    """For which members a name was taken, and why; "" if they are called so, whatever their case."""
    if not chunks or any(each.label.lower().endswith(name.lower()) for each in chunks):
        return ""
    meant = {each.id for each in of_receiver(name, snapshot)}
    if not meant.issuperset(each.id for each in chunks):
        return ""
    receiver = code(name.rpartition(".")[0])
    is_known = bool(_known(name, chunks, snapshot))
    why = (
        "which is what code means by it in some of the places where it is written so"
        if is_known
        else f"by its name alone: nothing tells what {receiver} is"
    )
    shown = [f"{code(readable(each.label))} (`{each.path}:{each.chunk.name_line}`)" for each in chunks]
    return f"{code(name)} is taken for {listed(shown, _MOST_NAMED)}, {why}."


def _known(name: str, members: Sequence[StoredChunk], snapshot: Snapshot) -> list[StoredChunk]:
    """Those that are known to be meant somewhere where it is written so."""
    return [each for each in members if name in _written(each, snapshot)]


def _may_be_meant(stored: StoredChunk) -> bool:
    chunk = stored.chunk
    # An object's methods are functions in JavaScript, be it that of a whole module.
    is_member = chunk.kind is ChunkKind.METHOD or (
        chunk.kind in CALLABLE and stored.language in SCRIPT_LANGUAGES
    )
    return is_member and not is_synthetic(stored.path) and kind_of(stored.path) is FileKind.CODE


def _written(stored: StoredChunk, snapshot: Snapshot) -> Iterator[str]:
    """How code writes what it means by a definition."""
    return (use.reference.expression for use in islice(snapshot.uses(stored.id), _USES_READ))


def _imports(path: str, name: str, snapshot: Snapshot) -> bool:
    """Whether a file imports something by that name, or a module that may be called so there."""
    imports = (one for one, _ in snapshot.imports_of(path))
    return any(name == (one.alias or one.name) or name in _PARTS.split(one.module) for one in imports)
