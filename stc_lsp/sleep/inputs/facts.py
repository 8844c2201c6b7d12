"""What each structural thought is made from: the facts of every chunk of a file, as plain values."""

from __future__ import annotations

import contextlib
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from stc_lsp.code.describe.facts import DefinitionFacts, Facts, FolderFacts, ModuleFacts, RepositoryFacts
from stc_lsp.code.values import ChunkKind
from stc_lsp.errors import PreemptedError
from stc_lsp.memory.values import REPOSITORY, StoredChunk
from stc_lsp.sleep.indexing.folders import LANGUAGE, FolderTree, folder_spoken_for
from stc_lsp.sleep.inputs.file import FileInputs
from stc_lsp.sleep.inputs.folder import folder_facts
from stc_lsp.sleep.inputs.module import module_facts
from stc_lsp.sleep.inputs.names import Names
from stc_lsp.sleep.inputs.parts import Parts
from stc_lsp.sleep.inputs.repository import repository_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
    from pathlib import Path

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.sleep.git.history import KnownHistories
    from stc_lsp.sleep.indexing.held import Held

_THOUGHT_ABOUT = frozenset(ChunkKind) - {ChunkKind.VARIABLE}
_AT_ONCE = 1_000
"""Files that are looked at before it is looked whether somebody waits."""

_T = TypeVar("_T")


class Inputs:
    """Facts from one snapshot. What several chunks need is read once; make a new one for each batch."""

    def __init__(
        self,
        root: Path,
        snapshot: Snapshot,
        histories: KnownHistories,
        tree: FolderTree,
        held: Mapping[str, Held] | None = None,
    ) -> None:
        """`held`: files of which all is known in memory."""
        self.root = root
        self.snapshot = snapshot
        self.histories = histories
        self.tree = tree
        self.names = Names(snapshot)
        self.parts = Parts(snapshot)
        self.held: Mapping[str, Held] = held if held is not None else {}
        self._is_awaited: Callable[[], bool] | None = None

    @contextlib.contextmanager
    def giving_way(self, is_awaited: Callable[[], bool]) -> Generator[None]:
        """Look no further at all there is once somebody waits for the writer. Raises PreemptedError then."""
        self._is_awaited = is_awaited
        try:
            yield
        finally:
            self._is_awaited = None

    def heeding(self, items: Iterable[_T]) -> Iterator[_T]:
        """The same items, for who looks at all there is: between them it is looked whether to give way."""
        for number, item in enumerate(items):
            if number % _AT_ONCE == 0 and self._is_awaited is not None and self._is_awaited():
                raise PreemptedError("Somebody waits for the index to be written.")
            yield item

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """The language of every file."""
        return self.snapshot.languages()

    def of_file(self, path: str, only: Collection[int] | None = None) -> dict[int, Facts]:
        """The facts of every chunk of a file that is thought about, or of some of them, by chunk id."""
        held = self.held.get(path)
        chunks = self.snapshot.chunks(path) if held is None else held.chunks(self.snapshot, path)
        if not chunks:
            return {}
        module = chunks[0].id
        is_wanted = only is None or module in only
        folder = folder_spoken_for(path)
        if chunks[0].language == LANGUAGE:
            return {module: folder_facts(self, folder) if folder else repository_facts(self)}
        told = [
            chunk
            for chunk in chunks[1:]
            if chunk.chunk.kind in _THOUGHT_ABOUT and (only is None or chunk.id in only)
        ]
        # What a module tells of its tests takes the uses of all that it defines.
        used = chunks[1:] if is_wanted else told
        file = FileInputs(self, path, chunks, [chunk.id for chunk in used])
        found: dict[int, Facts] = {chunk.id: file.definition(chunk) for chunk in told}
        if is_wanted:
            found[module] = folder_facts(self, folder) if folder else module_facts(file)
        return found

    def again(
        self, path: str, known: Mapping[int, Facts], only: Collection[int] | None = None
    ) -> dict[int, Facts]:
        """The same from what `of_file` gave when all was as it is but for what git says."""
        stored = {each.id: each for each in self.snapshot.chunks(path)}
        return {
            chunk_id: self._with_history(stored[chunk_id], facts)
            for chunk_id, facts in known.items()
            if only is None or chunk_id in only
        }

    def _with_history(self, stored: StoredChunk, facts: Facts) -> Facts:
        chunk = stored.chunk
        match facts:
            case DefinitionFacts():
                told = self.histories.of_chunk(stored.path, chunk.qualname, chunk.fingerprint)
            case ModuleFacts():
                told = self.histories.of_file(stored.path, chunk.fingerprint)
            case FolderFacts():
                told = self.histories.of_folder(facts.path)
            case RepositoryFacts():
                told = self.histories.of_file(REPOSITORY)
        return facts._replace(history=told)
