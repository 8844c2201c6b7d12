"""Which chunks' facts a change may have touched, in the files that changed and beyond.

Facts look across files in a few ways only: who uses what, what inherits from what, which tests reach it, what
imports it, and what a folder holds. Each file is looked at before and after the change, and what differs is
followed along these ways; too much is slow, too little would be wrong, and the tests compare with an index
made from scratch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of, folders_around
from stc_lsp.code.testing import is_test_path
from stc_lsp.sleep.indexing.folders import FolderTree, folder_spoken_for
from stc_lsp.sleep.indexing.look import Look, Outline, look
from stc_lsp.sleep.inputs.names import Names
from stc_lsp.sleep.inputs.repository import READ_WHOLE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.sleep.indexing.held import Held


class Touched:
    """Collects chunks and folders whose facts have to be looked at again."""

    def __init__(self, looks: dict[str, Look] | None = None) -> None:
        """`looks`: of files as they are, by path. Those that are taken are replaced."""
        self.chunks: set[int] = set()
        """Ids; some may be gone by now."""
        self.edited: set[int] = set()
        """Those of them that say something else themselves, not only because of what they hold."""
        self.folders: set[str] = set()
        self.repository = False
        self._looks = {} if looks is None else looks
        self._before: dict[str, Look] = {}

    def before(self, snapshot: Snapshot, paths: Iterable[str], held: Mapping[str, Held]) -> None:
        """Look at files before anything of them changes: their contents, or what their names mean.

        `held`: those held in memory.
        """
        names = Names(snapshot)
        self._before.update(
            (path, self._looks.pop(path, None) or look(names, path, held=held.get(path))) for path in paths
        )

    def after(self, snapshot: Snapshot, tree: FolderTree, held: Mapping[str, Held]) -> None:
        """Look at the same files after the change, and follow what differs. `held`: those held in memory."""
        names = Names(snapshot)
        for path, before in self._before.items():
            after = self._looks[path] = look(names, path, before, held.get(path))
            if after.module and after.digest != before.digest:
                # A document is told of by its very text, a file that defines nothing by its length.
                self.chunks.add(after.module)
            if path in READ_WHOLE and after.digest != before.digest:
                self.repository = True
            if after == before:
                continue
            self._compare_outlines(path, before.outline, after.outline, tree)
            self._add_own(before, after)
            self._add_imported(snapshot, before, after)
            self._add_callers(snapshot, before, after)
            self._add_families(snapshot, before, after)
            self._add_used(names, path, before, after)

    def _add_own(self, before: Look, after: Look) -> None:
        """The chunks of the file that say something else, or mean something else, and what holds them."""
        if not after.module:
            return
        is_all = before.imports != after.imports or _language(before) != _language(after)
        self.chunks.add(after.module)
        differing = {
            each
            for each, shape in after.shapes.items()
            if is_all or before.shapes.get(each) != shape or before.own.get(each) != after.own.get(each)
        }
        for each in differing:
            self.chunks.update(_with_holders(after, each))
        for each in before.beside.keys() | after.beside.keys():
            now = after.beside.get(each, ())
            if before.beside.get(each, ()) != now or not differing.isdisjoint(now):
                self.chunks.add(each)
        self.edited |= differing - {after.parents[each] for each in differing}

    def _add_imported(self, snapshot: Snapshot, before: Look, after: Look) -> None:
        """A file tells who imports it."""
        for path in before.imported ^ after.imported:
            self._add_file(snapshot, path)

    def _add_callers(self, snapshot: Snapshot, before: Look, after: Look) -> None:
        """What calls something is shown its header."""
        for each, shape in after.shapes.items():
            old = before.shapes.get(each)
            if old is not None and old.shown_to_callers != shape.shown_to_callers:
                self.chunks.update(snapshot.with_holders({use.chunk_id for use in snapshot.uses(each)}))

    def _add_families(self, snapshot: Snapshot, before: Look, after: Look) -> None:
        """A method tells what it overrides and what overrides it; a class, what it inherits from."""
        edges = set(before.bases) ^ set(after.bases)
        if not edges and before.bases != after.bases:
            edges = set(after.bases)
        for heir, base in edges:
            below = snapshot.heirs({heir})
            self.chunks.update(snapshot.members(below))
            self.chunks.update(snapshot.members(snapshot.ancestors({base})))
        for each in before.outside_bases.keys() | after.outside_bases.keys():
            if before.outside_bases.get(each) != after.outside_bases.get(each):
                self.chunks.update(snapshot.members(snapshot.heirs({each})))
            if not _is_seen_alike(before, after, each):
                self.chunks.update(use.chunk_id for use in snapshot.subclasses(each))
            changed = _changed_methods(before, after, each)
            if changed:
                family = snapshot.heirs({each}) | snapshot.ancestors({each})
                self.chunks.update(snapshot.members(family, changed))

    def _add_used(self, names: Names, path: str, before: Look, after: Look) -> None:
        """What is used tells by whom, and through whom tests reach it."""
        in_test_code = is_test_path(path)
        for target in before.uses.keys() | after.uses.keys():
            if before.uses.get(target) == after.uses.get(target):
                continue
            self.chunks.add(target)
            if not in_test_code:
                continue
            named = names.of(target)
            if named is not None:
                # A file tells which tests use what it defines.
                self._add_file(names.snapshot, named.path)
            if self._was_tested(names.snapshot, target) != names.is_tested(target):
                used = names.snapshot.references_in(target)
                self.chunks.update(each.target_id for each in used if each.target_id is not None)

    def _was_tested(self, snapshot: Snapshot, target: int) -> bool:
        """Whether test code used something before the change."""
        return any(target in seen.uses for path, seen in self._before.items() if is_test_path(path)) or any(
            is_test_path(use.path) and use.path not in self._before for use in snapshot.uses(target)
        )

    def _add_file(self, snapshot: Snapshot, path: str) -> None:
        module = snapshot.chunk(path, "")
        if module is not None:
            self.chunks.add(module.id)

    def _compare_outlines(
        self, path: str, old: Outline | None, new: Outline | None, tree: FolderTree
    ) -> None:
        """What is told of a file to folders and the repository may differ."""
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
        is_told_else = old is None or new is None or old.told_above != new.told_above
        if is_told_else:
            # A folder is told of by the one that holds it, and counted by all above.
            self.folders.update(folders_around(folder))
        if is_told_else and not tree.speaker(folder_of(path)).endswith("/"):
            self.folders.add(folder_of(folder_of(path)))


def _with_holders(seen: Look, chunk_id: int | None) -> Iterable[int]:
    while chunk_id is not None:
        yield chunk_id
        chunk_id = seen.parents[chunk_id]


def _language(seen: Look) -> str:
    return seen.outline.language if seen.outline is not None else ""


def _is_seen_alike(before: Look, after: Look, chunk_id: int) -> bool:
    """Whether who inherits from it, or overrides it, is told the same of it."""
    old, new = before.shapes.get(chunk_id), after.shapes.get(chunk_id)
    if old is None or new is None:
        return old is new
    # Nearly always nothing differs, and to find the first sentence of a text takes its time.
    is_same = old.keyword == new.keyword and old.documentation == new.documentation
    return is_same or old.shown_to_family == new.shown_to_family


def _changed_methods(before: Look, after: Look, class_id: int) -> Collection[str]:
    """The names of the methods of a class that came, went, or are told of in other words."""
    old, new = before.methods.get(class_id, {}), after.methods.get(class_id, {})
    return {
        name
        for name in old.keys() | new.keys()
        if old.get(name) != new.get(name)
        or not all(_is_seen_alike(before, after, each) for each in new[name])
    }
