"""What the sleeper holds of one workspace while it works, and the single steps that every update is made
of.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.resolve import Circles, Tables, resolve_again, resolve_file
from stc_lsp.memory.read.files import BUILT_BY
from stc_lsp.memory.values import STRUCTURAL, FileRecord, Wanted, is_synthetic
from stc_lsp.sleep.disk.ignore import IgnoreRules
from stc_lsp.sleep.git.history import Histories, Notes
from stc_lsp.sleep.indexing.dependencies import Dependencies
from stc_lsp.sleep.indexing.folders import FolderTree, synthetic_record
from stc_lsp.sleep.indexing.held import Held
from stc_lsp.sleep.indexing.look import Look, look
from stc_lsp.sleep.indexing.parse import Job, Parsed, Parsers, facts_of
from stc_lsp.sleep.indexing.version import index_version
from stc_lsp.sleep.inputs.facts import Inputs
from stc_lsp.sleep.inputs.facts_cache import FactsCache
from stc_lsp.sleep.inputs.names import Names
from stc_lsp.sleep.plan.worth import Planner
from stc_lsp.sleep.thinkers import structural

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from stc_lsp.code.describe.facts import Facts
    from stc_lsp.code.values import FileFacts, Reference
    from stc_lsp.config import IndexSettings
    from stc_lsp.memory.index import IndexWriter
    from stc_lsp.memory.write.targets import UseColumns

_OWED = "index:owed"
_USED_MUCH = 10
"""Of a language that has one part in so many of the files, one will be saved."""
_MOST_HELD = 8
_MOST_TABLES = 400
"""Files whose tables are kept between updates: some ten megabytes."""


def owed_chunks(notes: Notes) -> list[int]:
    """The chunks whose keys an update left to be worked out."""
    noted = notes.get_meta(_OWED)
    return json.loads(noted) if noted else []


class _Known:
    """Every record of the index, and the folders there."""

    def __init__(self, records: dict[str, FileRecord]) -> None:
        self.synthetic = {path for path in records if is_synthetic(path)}
        self.records = {path: each for path, each in records.items() if path not in self.synthetic}
        self.tree = FolderTree(self.records)


class Workspace:
    """One workspace's index, open for writing. One thread at a time uses it."""

    def __init__(self, root: Path, writer: IndexWriter, settings: IndexSettings) -> None:
        self.root = root
        self.writer = writer
        self.most_bytes = settings.max_file_kilobytes * 1024
        self.exclude = settings.exclude
        self.rules = IgnoreRules(root, settings.exclude)
        self.parsers = Parsers(root, self.most_bytes, settings.workers)
        self.dependencies = Dependencies(writer)
        self.histories = Histories(root, writer)
        self.planner = Planner()
        self.facts_cache = FactsCache()
        self._known: _Known | None = None
        """What the index holds, read when it is first needed: a scan that finds nothing needs it not."""
        self._inputs: Inputs | None = None
        self._tables: Tables | None = None
        self.held: dict[str, Held] = {}
        """The files resolved last, as the index has them."""
        self.looks: dict[str, Look] = {}
        """Of the files changed or opened last, as they are."""
        self._folders_may_differ = True

    @property
    def records(self) -> dict[str, FileRecord]:
        """Of files; without the synthetic ones of folders."""
        return self._looked_up().records

    @property
    def tree(self) -> FolderTree:
        """The folders that hold them."""
        return self._looked_up().tree

    def load(self) -> None:
        """Read all that an update needs now, before somebody waits for it."""
        used = Counter(each.language for each in self.records.values() if not each.skipped)
        for language, count in used.items():
            if count * _USED_MUCH >= used.total():
                # This compiles its queries, which takes a tenth of a second, of some languages half a second.
                parse_file(language, b"")
        self.dependencies.load()
        known = self._looked_up()
        self._folders_may_differ = known.tree.synthetic() != known.synthetic

    def _looked_up(self) -> _Known:
        if self._known is None:
            self._known = _Known(self.writer.files())
        return self._known

    @contextlib.contextmanager
    def revision(self) -> Generator[None]:
        """One revision of the index; if it fails, nothing in memory tells of it either."""
        try:
            with self.writer.revision():
                yield
        except BaseException:
            self.forget_cached()
            raise

    def forget_cached(self) -> None:
        """Forget what the index holds, after a revision that was rolled back: it is read again."""
        self.dependencies.forget_cached()
        self.histories.read_again()
        self.forget_inputs()
        self._tables = None
        self.held.clear()
        self.looks.clear()
        self._known = None
        self._folders_may_differ = True

    def inputs(self) -> Inputs:
        """What thoughts are made from, as the index stands now."""
        if self._inputs is None:
            snapshot = self.writer.snapshot()
            self._inputs = Inputs(self.root, snapshot, self.histories, self.tree, self.held)
        return self._inputs

    def rest(self) -> None:
        """Keep nothing in memory that can be read again: a sleeper stays for hours."""
        self.forget_inputs()
        self.facts_cache.clear()
        self.histories.rest()

    def forget_inputs(self) -> None:
        """What thoughts are made from is about to change, or nobody is thinking."""
        self._inputs = None

    def tables(self) -> Tables:
        """What the files of the index offer to others, as it stands now. Those read last are kept."""
        project = self.writer.snapshot()
        if self._tables is None or len(self._tables) > _MOST_TABLES:
            self._tables = Tables(project)
        self._tables.project = project
        return self._tables

    def keep_few_looks(self) -> None:
        """Forget the looks that were taken first."""
        while len(self.looks) > _MOST_HELD:
            del self.looks[next(iter(self.looks))]

    def put(self, parsed: Parsed) -> bool:
        """Put what became of a file. Returns whether its contents are new."""
        self.forget_inputs()
        if parsed.record is None:
            self.remove([parsed.path])
            return False
        if parsed.prepared is None:
            self.touch(parsed.record)
            return False
        self.looks.pop(parsed.path, None)
        if parsed.same is None:
            # What is held is of no more use, and no more what the index has.
            self.held.pop(parsed.path, None)
        self.writer.put_prepared(parsed.prepared)
        self._forget_table(parsed.path)
        self._folders_may_differ |= parsed.path not in self.records
        self.records[parsed.path] = parsed.record
        self.tree.add(parsed.path)
        return True

    def touch(self, record: FileRecord) -> None:
        """The contents are as they were; only when they were written may differ."""
        known = self.records.get(record.path)
        if known is not None and (known.size, known.mtime_ns) != (record.size, record.mtime_ns):
            kept = known._replace(size=record.size, mtime_ns=record.mtime_ns)
            self.writer.touch_file(kept)
            self.records[record.path] = kept

    def distrust(self, path: str) -> None:
        """A file changed between two looks: have the next scan read it again, whatever its time."""
        known = self.records.get(path)
        if known is not None:
            kept = known._replace(mtime_ns=0)
            self.writer.touch_file(kept)
            self.records[path] = kept

    def remove(self, paths: Iterable[str]) -> None:
        """Forget files."""
        self.forget_inputs()
        for path in paths:
            self.writer.remove_file(path)
            self._forget(path)
            self._forget_table(path)
            self.dependencies.remove(path)
            self.records.pop(path, None)
            self.tree.remove(path)
            self._folders_may_differ = True

    def put_folders(self) -> set[str]:
        """Have a synthetic record for each folder that needs one. Returns the folders whose record is new."""
        if not self._folders_may_differ:
            return set()
        known = self._looked_up()
        wished = known.tree.synthetic()
        new, old = wished - known.synthetic, known.synthetic - wished
        for path in old:
            self.writer.remove_file(path)
        for path in new:
            record, facts = synthetic_record(path)
            self.writer.put_file(record, facts, "")
        known.synthetic, self._folders_may_differ = wished, False
        return {path.removesuffix("/") for path in new}

    def resolve(
        self,
        path: str,
        tables: Tables,
        parsed: Parsed | None = None,
        *,
        packed: bytes = b"",
        is_same: bool = False,
    ) -> bool:
        """Look up what a file's names mean. False if the file is not as the index has it any more.

        `is_same`: all that it has in common with its last text still means what it did.
        """
        facts = parsed.facts if parsed is not None else None
        scopes = parsed.scopes if parsed is not None and facts is not None else None
        facts = facts or facts_of(
            self.root, self.records[path], self.most_bytes, parsed.packed if parsed is not None else packed
        )
        known = self.held.pop(path, None)
        if facts is None:
            self.distrust(path)
            return False
        same = parsed.same if parsed is not None and is_same else None
        resolution = None
        if known is not None and same is not None and known.facts is same.before:
            resolution = resolve_again(path, facts, tables, known.resolution, same, scopes)
        if resolution is None:
            same, resolution = None, resolve_file(path, facts, tables, scopes)
        self.put_targets(
            path,
            [None if each is None else (each.path, each.qualname) for each in resolution.targets],
            [None if each is None else each.path for each in resolution.imports],
            facts.references,
            None if same is None else same.references_among(len(facts.references)),
            circles=resolution.circles,
        )
        if same is None:
            self.dependencies.put(path, resolution.dependencies)
        else:
            # Of all else it still rests on what it rested on.
            self.dependencies.add(path, resolution.dependencies)
        self._hold(path, Held(facts, parsed.indexed if parsed is not None else None, resolution, same))
        return True

    def see(self, path: str) -> None:
        """Somebody may be about to change a file: have at hand what of it a change leaves as it is."""
        record = self.records.get(path)
        if record is None or record.skipped or self.writer.get_meta(BUILT_BY) != index_version():
            return
        parsed = self.parsers.see(record, self.writer.snapshot().parsed_text)
        if parsed is not None and parsed.facts is not None and path not in self.held:
            facts = parsed.facts
            resolution = self.writer.snapshot().resolution(path, len(facts.references))
            if resolution is None:
                resolution = resolve_file(path, facts, self.tables(), parsed.scopes)
            self._hold(path, Held(facts, parsed.indexed, resolution))
            self.looks[path] = look(Names(self.writer.snapshot()), path, held=self.held[path])
            self.keep_few_looks()

    def parse(self, jobs: Sequence[Job]) -> Iterator[Parsed]:
        """Parse files, a few of them from what an index by this code has of them."""
        return self.parsers.parse(jobs, self.writer.snapshot().parsed_text)

    def recall(self, parsed: Parsed) -> None:
        """Hold what the index has of a file, if its new text was parsed from that."""
        path, same, prepared = parsed.path, parsed.same, parsed.prepared
        held = self.held.get(path)
        if same is None or prepared is None or prepared.moved is None:
            return
        if held is None or held.facts is not same.before:
            snapshot = self.writer.snapshot()
            resolution = snapshot.resolution(path, len(same.before.references))
            if resolution is not None:
                indexed = replace(same.before, references=(), bindings=snapshot.bindings(path))
                self._hold(path, Held(same.before, indexed, resolution))

    def indexed_facts(self, path: str) -> FileFacts | None:
        """What the index says that a file says, without its references; None if nothing."""
        held = self.held.get(path)
        return held.indexed if held is not None and held.indexed else self.writer.snapshot().facts(path)

    def _hold(self, path: str, held: Held) -> None:
        self.held[path] = held
        while len(self.held) > _MOST_HELD:
            del self.held[next(iter(self.held))]

    def put_targets(
        self,
        path: str,
        targets: Sequence[tuple[str, str] | None],
        imports: Sequence[str | None],
        references: Sequence[Reference] | None = None,
        changed: range | None = None,
        *,
        circles: Circles | None,
        uses: Mapping[int, UseColumns] | None = None,
    ) -> None:
        """Put what a file's names and imports mean, and of that what the writer says."""
        self._forget(path)
        self.writer.put_targets(path, targets, references, changed, uses)
        self.writer.put_circles(path, circles)
        self.writer.put_import_targets(path, imports)

    def want(self, inputs: Inputs, path: str, only: Collection[int] | None = None) -> int:
        """Work out the current keys of a file's chunks, or of some. Returns of how many."""
        return len(self.want_facts(inputs, path, only))

    def want_facts(self, inputs: Inputs, path: str, only: Collection[int] | None) -> Mapping[int, Facts]:
        """The same; returns what the keys were made from, by chunk."""
        facts = inputs.of_file(path, only)
        self.want_by(path, facts)
        return facts

    def want_by(self, path: str, facts: Mapping[int, Facts]) -> None:
        """Want what can be made from facts, given by chunk, of a file."""
        wanted: list[Wanted] = []
        for chunk_id, each in facts.items():
            wanted.extend(structural.wanted(chunk_id, each, self.planner.expected(chunk_id, path)))
        self.writer.put_wanted(wanted)

    def owe(self, chunks: Collection[int]) -> None:
        """Note whose keys the revision under way leaves to be worked out: until then they have none."""
        if chunks:
            self.writer.set_meta(_OWED, json.dumps(sorted({*chunks, *self.owed()})))
            self.writer.await_wanted(chunks, STRUCTURAL)

    def owed(self) -> list[int]:
        """The chunks whose keys are left to be worked out; some may be gone by now."""
        return owed_chunks(self.writer)

    def owe_only(self, chunks: Collection[int]) -> None:
        """All others are worked out."""
        self.writer.set_meta(_OWED, json.dumps(sorted(chunks)) if chunks else "")

    def _forget(self, path: str) -> None:
        """What is known of a file is about to change."""
        self.forget_inputs()
        self.held.pop(path, None)
        self.looks.pop(path, None)

    def _forget_table(self, path: str) -> None:
        if self._tables is not None:
            self._tables.forget([path])

    def below(self, path: str) -> Sequence[str]:
        """The indexed files in a folder, or the file itself."""
        return [path] if path in self.records else self.tree.files_below(path)
