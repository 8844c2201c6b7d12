"""Keeping the index up to what is on disk: parse what changed, resolve what that affects, say what is wanted.

One revision an update: readers see the old state or the new one. (The first build is in `build`.)
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from stc_lsp.code.resolve import export_keys
from stc_lsp.errors import PreemptedError
from stc_lsp.memory.values import REPOSITORY
from stc_lsp.sleep.disk.ignore import IgnoreRules
from stc_lsp.sleep.disk.scan import Difference, compare
from stc_lsp.sleep.garbage import not_collecting
from stc_lsp.sleep.indexing.build import build, is_built, is_worded, plan_all
from stc_lsp.sleep.indexing.parse import Job, Parsed, indexed_facts
from stc_lsp.sleep.indexing.touched import Touched
from stc_lsp.sleep.progress import IndexUpdate, OnProgress, Progress, ignore_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence

    from stc_lsp.code.describe.facts import Facts
    from stc_lsp.sleep.git.changes import LogRead
    from stc_lsp.sleep.git.history import Histories
    from stc_lsp.sleep.indexing.workspace import Workspace

_THOUGHT_AT_ONCE = 60
"""Chunks that one update may have thoughts made about, while whoever saved waits for it."""
_SETTLED_AT_ONCE = 12
"""Files whose owed keys are written in one revision: each costs some milliseconds."""
_EDITED_AT_ONCE = 12
"""So few edited definitions are thought about before all that tells of them."""


class Indexer:
    """Updates the index of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.think: Callable[[Mapping[int, Facts]], bool] | None = None
        """Makes thoughts from facts at once, right after the revision that changed them; whether it did."""
        self.has_unthought = True
        """Whether structural thoughts may be missing: if much changes in one update it is thought later."""
        self._new: dict[int, Facts] = {}
        """What the revision under way changed, if that is little."""

    def reread_rules(self) -> bool:
        """An ignore file or git's folder may have changed. Returns whether those at the top now differ."""
        workspace = self.workspace
        old, workspace.rules = workspace.rules, IgnoreRules(workspace.root, workspace.exclude)
        return (old.git, old.top()) != (workspace.rules.git, workspace.rules.top())

    def reconcile(self, progress: OnProgress = ignore_progress) -> IndexUpdate:
        """Compare everything on disk with the index, and update what differs."""
        workspace = self.workspace
        difference = compare(workspace.rules, workspace.writer.times())
        if not is_built(workspace):
            self.has_unthought = True
            return build(workspace, difference, progress)
        update = self._update(difference, progress)
        if is_worded(workspace):
            return update
        self.has_unthought = True
        return IndexUpdate(update.parsed, update.removed, update.resolved, plan_all(workspace, progress))

    def update(self, paths: Iterable[str], *, settles: bool = True) -> IndexUpdate:
        """Look again at files or folders that may have changed, appeared or gone.

        Unless it `settles`, keys may be owed afterwards of what only tells of what was edited.
        """
        if not is_built(self.workspace):
            return self.reconcile()
        with not_collecting():
            return self._update(self._difference(paths), ignore_progress, settles=settles)

    @property
    def owes(self) -> int:
        """Of how many chunks an update left the keys to be worked out."""
        return len(self.workspace.owed())

    def settle(self) -> IndexUpdate:
        """Work out the keys that are owed."""
        by_path = self._by_path(self.workspace.owed())
        with self._revision():
            update = self._plan(by_path)
            self.workspace.owe_only(())
        return update

    def settle_some(self, is_awaited: Callable[[], bool]) -> IndexUpdate:
        """Work out the keys that are owed of a few files: what tells of the repository comes last.

        Facts of folders and of the repository take the longer the more it holds. What was worked out before
        `is_awaited` says that somebody waits is kept; raises PreemptedError if that is nothing.
        """
        workspace = self.workspace
        by_path = self._by_path(workspace.owed())
        if not by_path:
            # Nothing is owed, or only of chunks that are gone.
            return self.settle()
        found: dict[str, dict[int, Facts]] = {}
        inputs = workspace.inputs()
        try:
            with workspace.writer.giving_way(is_awaited), inputs.giving_way(is_awaited):
                for path in sorted(by_path, key=lambda path: (path == REPOSITORY, path))[:_SETTLED_AT_ONCE]:
                    if found and is_awaited():
                        break
                    found[path] = inputs.of_file(path, by_path[path])
        except PreemptedError:
            # What was read by half may look as if it were all there is.
            workspace.forget_inputs()
            if not found:
                raise
        count = sum(map(len, found.values()))
        puts_off = self._puts_off(count)
        with self._revision():
            for path, facts in found.items():
                workspace.want_by(path, facts)
                if not puts_off:
                    self._new.update(facts)
                del by_path[path]
            workspace.owe_only(set[int]().union(*by_path.values()))
        return IndexUpdate(planned=count, paths=frozenset(found))

    def _difference(self, paths: Iterable[str]) -> Difference:
        workspace = self.workspace
        changed: dict[str, None] = {}
        removed: dict[str, None] = {}
        for path in sorted(paths):
            full = workspace.root / path
            if full.is_dir() and not full.is_symlink():
                difference = compare(workspace.rules, workspace.writer.times(path), path)
                changed.update(dict.fromkeys(difference.changed))
                removed.update(dict.fromkeys(difference.removed))
            elif workspace.rules.ignores_path(path):
                removed.update(dict.fromkeys(workspace.below(path)))
            else:
                # A file may have taken the place of a folder.
                removed.update(dict.fromkeys(each for each in workspace.below(path) if each != path))
                changed[path] = None
        return Difference(tuple(changed), tuple(removed))

    def update_history(self, read: LogRead | None = None, *, settles: bool = True) -> IndexUpdate:
        """Git's HEAD may have moved: what is told of the last changes may have to be told anew.

        `read`: git's log, if it was read already, or a part of that. Unless it `settles`, all that has to be
        told anew is owed its keys afterwards.
        """
        with self._revision():
            self.workspace.forget_inputs()
            chunks = self._told_of(self.workspace.histories.refresh(read))
            if not settles:
                self.workspace.owe(chunks)
                return IndexUpdate()
            return self._plan(self._by_path(chunks))

    def take_history(self, other: Histories) -> IndexUpdate:
        """Know of git's history what another index of the same workspace knows."""
        workspace = self.workspace
        with self._revision():
            workspace.forget_inputs()
            chunks = self._told_of(other.copy_to(workspace.writer))
            workspace.histories.read_again()
            return self._plan(self._by_path(chunks))

    def _told_of(self, paths: Iterable[str]) -> set[int]:
        """The chunks that tell of the history of files, folders (with a slash at their end) or all ("")."""
        touched, snapshot = Touched(), self.workspace.writer.snapshot()
        for path in paths:
            if path.endswith("/"):
                touched.folders.add(path[:-1])
            elif path:
                touched.chunks.update(snapshot.chunk_ids(path))
            else:
                touched.repository = True
        return self._chunks(touched)

    def replan(self, paths: Iterable[str]) -> IndexUpdate:
        """More is known of the history of these files than before."""
        chunks: set[int] = set()
        with self._revision():
            self.workspace.forget_inputs()
            snapshot = self.workspace.writer.snapshot()
            for path in paths:
                self.workspace.histories.keep(path)
                chunks.update(snapshot.chunk_ids(path))
            return self._plan(self._by_path(chunks))

    def _update(self, difference: Difference, progress: OnProgress, *, settles: bool = True) -> IndexUpdate:
        workspace = self.workspace
        if not difference.changed and not difference.removed:
            return self.settle() if settles and self.owes else IndexUpdate()
        jobs = [Job(path, workspace.records.get(path)) for path in difference.changed]
        # Reading and parsing touch no database: the revision is held for as short as can be.
        new: list[Parsed] = []
        gone = [path for path in difference.removed if path in workspace.records]
        for number, parsed in enumerate(workspace.parse(jobs), 1):
            if parsed.prepared is not None:
                new.append(parsed)
            elif parsed.record is not None:
                workspace.touch(parsed.record)
            elif parsed.path in workspace.records:
                gone.append(parsed.path)
            progress(Progress("reading", number, len(jobs)))
        update = IndexUpdate()
        try:
            if new or gone:
                with self._revision():
                    update = self._apply(new, gone)
            return update.with_planned(self.settle()) if settles and self.owes else update
        except BaseException:
            workspace.forget_cached()
            raise

    def _apply(self, new: Sequence[Parsed], gone: Sequence[str]) -> IndexUpdate:
        workspace = self.workspace
        changed = [*gone, *(parsed.path for parsed in new)]
        snapshot = workspace.writer.snapshot()
        keys_of = self._keys_changed(new, gone)
        dependents = workspace.dependencies.dependents(set[str]().union(*keys_of.values()))
        affected = sorted(dependents - set(changed))
        resolve_whole = dependents | keys_of.keys()
        touched = Touched(workspace.looks)
        touched.before(snapshot, (*changed, *affected), workspace.held)
        workspace.remove(gone)
        for parsed in new:
            workspace.put(parsed)
        touched.folders.update(workspace.put_folders())
        tables = workspace.tables()
        resolved = sum(
            workspace.resolve(parsed.path, tables, parsed, is_same=parsed.path not in resolve_whole)
            for parsed in new
            if parsed.record is not None and not parsed.record.skipped
        )
        resolved += sum(workspace.resolve(path, tables) for path in affected)
        touched.after(workspace.writer.snapshot(), workspace.tree, workspace.held)
        workspace.keep_few_looks()
        chunks = self._chunks(touched)
        # Whoever saved waits for what was edited, not for all that tells of it.
        few = len(touched.edited) <= _EDITED_AT_ONCE
        first = touched.edited & chunks if few else chunks - self._of_repository()
        workspace.owe(chunks - first)
        planned = self._plan(self._by_path(first))
        return IndexUpdate(len(new), len(gone), resolved, planned.planned, planned.paths)

    def _keys_changed(self, new: Sequence[Parsed], gone: Sequence[str]) -> dict[str, frozenset[str]]:
        """The keys of look-ups that may be answered otherwise now, of each file that is gone or has any."""
        workspace = self.workspace
        found = {path: export_keys(path, workspace.indexed_facts(path), None) for path in gone}
        for parsed in new:
            workspace.recall(parsed)
            keys = export_keys(parsed.path, workspace.indexed_facts(parsed.path), indexed_facts(parsed))
            if keys:
                found[parsed.path] = keys
        return found

    def _chunks(self, touched: Touched) -> set[int]:
        """All chunks that a change touched, those that stand for folders among them."""
        snapshot, tree = self.workspace.writer.snapshot(), self.workspace.tree
        speakers = {tree.speaker(each) for each in touched.folders if tree.has(each)}
        paths = (*speakers, *([""] if touched.repository else []))
        modules = (snapshot.chunk(path, "") for path in paths)
        return touched.chunks | {each.id for each in modules if each is not None}

    def _of_repository(self) -> frozenset[int]:
        """The chunk that stands for all there is: its facts take the longest."""
        whole = self.workspace.writer.snapshot().chunk(REPOSITORY, "")
        return frozenset() if whole is None else frozenset((whole.id,))

    def _by_path(self, chunks: Collection[int]) -> dict[str, set[int]]:
        """Chunks by the files they stand in, without those that are gone."""
        names = self.workspace.inputs().names
        names.learn(chunks)
        by_path: dict[str, set[int]] = {}
        for chunk_id in chunks:
            named = names.of(chunk_id)
            if named is not None:
                by_path.setdefault(named.path, set()).add(chunk_id)
        return by_path

    def _plan(self, by_path: Mapping[str, Collection[int]]) -> IndexUpdate:
        """Work out the current keys of some chunks."""
        workspace = self.workspace
        inputs = workspace.inputs()
        if self._puts_off(sum(map(len, by_path.values()))):
            planned = sum(workspace.want(inputs, path, only) for path, only in sorted(by_path.items()))
        else:
            for path, only in sorted(by_path.items()):
                self._new.update(workspace.want_facts(inputs, path, only))
            planned = len(self._new)
        return IndexUpdate(planned=planned, paths=frozenset(by_path))

    def _puts_off(self, count: int) -> bool:
        """Whether thoughts about so many chunks are left for later; notes it if so."""
        is_left = count > _THOUGHT_AT_ONCE or self.think is None
        self.has_unthought = self.has_unthought or is_left
        return is_left

    @contextlib.contextmanager
    def _revision(self) -> Generator[None]:
        """One revision of the index; then thoughts are made about what it changed, if that is little."""
        try:
            with self.workspace.revision():
                yield
        except BaseException:
            self._new.clear()
            raise
        new, self._new = self._new, {}
        if new and self.think is not None:
            others, self.has_unthought = self.has_unthought, True
            self.has_unthought = not self.think(new) or others
