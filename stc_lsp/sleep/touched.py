"""Which chunks' facts a change may have touched, beyond the files that changed.

Facts look across files in a few ways only: who uses what, what inherits from what, which tests reach it, what
imports it, and what a folder holds. Each way is followed before and after the change; too many is slow, too
few would be wrong, and the tests compare with an index made from scratch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.modules import folder_of
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ChunkKind, ReferenceKind
from stc_lsp.sleep.folders import folder_spoken_for
from stc_lsp.sleep.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.sleep.folders import FolderTree


class Outline(NamedTuple):
    """What folders and the repository tell of a file."""

    language: str
    skipped: str
    about: str
    imports: tuple[str, ...]
    environment: tuple[str, ...]


class Touched:
    """Collects chunks and folders whose facts have to be looked at again."""

    def __init__(self) -> None:
        self.chunks: set[int] = set()
        """Ids; some may be gone by now."""
        self.folders: set[str] = set()
        self.repository = False
        self._outlines: dict[str, Outline | None] = {}
        self._signatures: dict[tuple[str, str], str] = {}
        self._tested: dict[int, bool] = {}

    def before(self, snapshot: Snapshot, paths: Iterable[str]) -> None:
        """Look around files that are about to change."""
        names = Names(snapshot)
        for path in paths:
            if path not in self._outlines:
                self._outlines[path] = _outline(names, path)
                self._around(names, path, is_before=True)
                for chunk in snapshot.chunks(path):
                    self._signatures[path, chunk.chunk.qualname] = chunk.chunk.signature

    def after(self, snapshot: Snapshot, paths: Iterable[str], tree: FolderTree) -> None:
        """Look around the same files after the change, and find what they mean for folders."""
        names = Names(snapshot)
        for path in paths:
            outline = _outline(names, path)
            self._around(names, path, is_before=False)
            self._compare(path, self._outlines.get(path), outline, tree)
            self._add_callers(names, path)
        for chunk_id, tested in self._tested.items():
            if names.is_tested(chunk_id) != tested:
                self._add_targets(names, chunk_id)

    def _around(self, names: Names, path: str, *, is_before: bool) -> None:
        """The chunks of a file, all that they refer to, and all that inherits from them or they from."""
        snapshot = names.snapshot
        chunks = snapshot.chunks(path)
        if not chunks:
            return
        self.chunks.update(chunk.id for chunk in chunks)
        in_test_code = is_test_path(path)
        for each in snapshot.references_in(chunks[0].id):
            if each.target_id is None:
                continue
            self.chunks.add(each.target_id)
            if in_test_code:
                self._add_module(names, each.target_id)
                if is_before:
                    self._tested[each.target_id] = names.is_tested(each.target_id)
                elif each.target_id not in self._tested:
                    # Perhaps this is its first test: what it uses is now reached by tests through it.
                    self._add_targets(names, each.target_id)
            if each.reference.kind is ReferenceKind.BASE:
                self._add_class(names, each.target_id)
        for chunk in chunks:
            if chunk.chunk.kind is ChunkKind.CLASS:
                self._add_class(names, chunk.id)
        for _, target in snapshot.imports_of(path):
            module = snapshot.chunk(target, "") if target else None
            if module is not None:
                self.chunks.add(module.id)

    def _add_class(self, names: Names, class_id: int) -> None:
        for each in (class_id, *names.ancestors(class_id), *(heir.id for heir in names.heirs(class_id))):
            self.chunks.add(each)
            self.chunks.update(method.id for method in names.methods(each).values())

    def _add_module(self, names: Names, chunk_id: int) -> None:
        """The file of a chunk tells which tests use what it defines."""
        named = names.of(chunk_id)
        module = names.snapshot.chunk(named.path, "") if named is not None else None
        if module is not None:
            self.chunks.add(module.id)

    def _add_callers(self, names: Names, path: str) -> None:
        """What calls something is shown its signature."""
        for chunk in names.snapshot.chunks(path):
            before = self._signatures.get((path, chunk.chunk.qualname))
            if before is not None and before != chunk.chunk.signature:
                self.chunks.update(use.chunk_id for use in names.snapshot.uses(chunk.id))

    def _add_targets(self, names: Names, chunk_id: int) -> None:
        found = names.snapshot.references_in(chunk_id)
        self.chunks.update(each.target_id for each in found if each.target_id is not None)

    def _compare(self, path: str, old: Outline | None, new: Outline | None, tree: FolderTree) -> None:
        if old == new:
            return
        folder = folder_of(path)
        self.folders.add(folder)
        self.repository = True
        for outline in (old, new):
            self.folders.update(folder_of(target) for target in (outline.imports if outline else ()))
        if (old is None or new is None) and folder_spoken_for(path) is not None:
            # Whether a folder is a package shows in the names of those below.
            self.folders.update(tree.folders_below(folder))
        is_about = old is None or new is None or old[:3] != new[:3]
        if is_about:
            # A folder is told of by the one that holds it, and counted by all above.
            while folder:
                folder = folder_of(folder)
                self.folders.add(folder)
        if is_about and not tree.speaker(folder_of(path)).endswith("/"):
            self.folders.add(folder_of(folder_of(path)))


def _outline(names: Names, path: str) -> Outline | None:
    record = names.snapshot.file(path)
    if record is None:
        return None
    module = names.snapshot.chunk(path, "")
    reads = names.snapshot.references_in(module.id, (ReferenceKind.ENVIRONMENT,)) if module else ()
    return Outline(
        record.language,
        record.skipped,
        names.about_file(path),
        tuple(sorted({target for _, target in names.snapshot.imports_of(path) if target is not None})),
        tuple(sorted({each.reference.name for each in reads})),
    )
