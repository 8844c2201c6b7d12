"""Resolving many files in worker processes, each of which reads the index itself. Nothing is written here.

What a name means hangs on what the index holds of other files, which resolution itself does not change: so
files can be resolved in any order, at once, and the one writer only puts down what they found.
"""

from __future__ import annotations

from array import array
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.resolve import Circles, Resolution, Tables, Target, resolve_file
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.write.targets import UseColumns, use_columns
from stc_lsp.sleep.indexing.dependencies import digests_of
from stc_lsp.sleep.indexing.parse import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from stc_lsp.code.values import FileFacts
    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.memory.values import FileRecord

_MOST_TABLES = 4_000
"""Files whose tables a worker keeps."""


class Unresolved(NamedTuple):
    """A file to resolve."""

    record: FileRecord
    packed: bytes
    """Its facts, if they are at hand; otherwise it is parsed again."""


class Resolved(NamedTuple):
    """What was found of one file. The same few targets occur over and over: each is named once."""

    path: str
    named: Sequence[tuple[str, str]] = ()
    places: array[int] | None = None
    """For each reference the index of its target in `named`; -1 for none."""
    uses: Mapping[int, UseColumns] | None = None
    """The references that have a target, by number."""
    imports: Sequence[str | None] = ()
    dependencies: array[int] | None = None
    """The look-ups that this rests on. None: the file is not as the index has it any more."""
    circles: Circles | None = None
    """What hangs on the order of looking up; None if that may be anything."""

    @property
    def targets(self) -> list[tuple[str, str] | None]:
        """Path and qualified name of what each reference means."""
        named = (*self.named, None)
        return [named[place] for place in self.places or ()]


def packed_resolution(path: str, facts: FileFacts, resolution: Resolution) -> Resolved:
    """The same in few bytes, with all that is to be written of it."""
    order: dict[Target | None, int] = {
        target: index for index, target in enumerate(dict.fromkeys(filter(None, resolution.targets)))
    }
    named = [(target.path, target.qualname) for target in order if target is not None]
    order[None] = -1
    return Resolved(
        path,
        named=named,
        places=array("i", map(order.__getitem__, resolution.targets)),
        uses={
            number: use_columns(facts.references[number])
            for number, target in enumerate(resolution.targets)
            if target is not None
        },
        imports=[None if each is None else each.path for each in resolution.imports],
        dependencies=digests_of(resolution.dependencies),
        circles=resolution.circles,
    )


def resolve_jobs(
    paths: MemoryPaths, root: Path, most_bytes: int, jobs: Iterable[Unresolved]
) -> list[Resolved]:
    """The task of a worker process: several files."""
    memory, kept = _reader(paths)
    made: list[Resolved] = []
    with memory.snapshot() as snapshot:
        if not kept or len(kept[0]) > _MOST_TABLES:
            kept[:] = [Tables(snapshot)]
        tables = kept[0]
        tables.project = snapshot
        for record, packed in jobs:
            facts = facts_of(root, record, most_bytes, packed)
            if facts is None:
                made.append(Resolved(record.path))
            else:
                made.append(packed_resolution(record.path, facts, resolve_file(record.path, facts, tables)))
    return made


@lru_cache(maxsize=1)
def _reader(paths: MemoryPaths) -> tuple[Memory, list[Tables]]:
    """What a worker reads the index with, kept from task to task: no facts change meanwhile."""
    return Memory.open(paths), []
