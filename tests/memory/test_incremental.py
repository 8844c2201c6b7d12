"""After any sequence of changes the index says what one built anew would say."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.index import IndexWriter
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.thoughts import ThoughtStore
from stc_lsp.memory.values import Recipe, Thought, ThoughtItem, ThoughtKind, Wanted, thought_key
from stc_lsp.memory.vectors import VectorRow
from tests.thoughts import keep

from .builders import dump, files_mentioning, index, parse, put, resolve

STEPS = int(os.environ.get("STC_PROPERTY_STEPS", "15"))
EXAMPLES = int(os.environ.get("STC_PROPERTY_EXAMPLES", "25"))

PATHS = ["a.py", "b.py", "pkg/a.py", "pkg/A.py", "pkg/\udcff.py", "pkg/sub/cé.py"]
NAMES = ["f", "g", "h", "K", "a", "b"]
LINES = st.one_of(
    st.sampled_from(["class", "def", "var"]).flatmap(
        lambda word: st.sampled_from([f"{word} {n}" for n in NAMES])
    ),
    st.sampled_from([f"class {n}({base})" for n in NAMES for base in NAMES]),
    st.sampled_from(["call", "name", "env", "option"]).flatmap(
        lambda word: st.sampled_from([f"{word} {n}" for n in [*NAMES, "K.f", "a.g"]])
    ),
    st.sampled_from(["import a", "import b", "import nowhere", "# says so", "# says something else", ""]),
)
TEXTS = st.lists(st.tuples(st.integers(0, 2), LINES), max_size=8).map(
    lambda lines: "\n".join(" " * (4 * depth) + line for depth, line in lines)
)
SUMMARY = Recipe(ThoughtKind.SUMMARY, "structural", "1")
QUESTIONS = Recipe(ThoughtKind.QUESTIONS, "model", "3", '{"effort":"low"}')


def _want(writer: IndexWriter, path: str) -> list[Wanted]:
    """What a planner would want: a summary of every chunk, questions about functions."""
    wanted = []
    for stored in writer.snapshot().chunks(path):
        recipes = [SUMMARY, QUESTIONS] if stored.chunk.kind is ChunkKind.FUNCTION else [SUMMARY]
        for recipe in recipes:
            key = thought_key(recipe, stored.chunk.fingerprint)
            wanted.append(Wanted(stored.id, recipe, key, len(stored.chunk.name)))
    return wanted


def _embed(writer: IndexWriter, path: str) -> None:
    chunks = writer.snapshot().chunks(path)
    rows = [
        VectorRow(each.id, each.chunk.fingerprint, list(each.chunk.fingerprint.encode())) for each in chunks
    ]
    writer.put_vectors("toy", rows)


class Editing(RuleBasedStateMachine):
    """A person edits files, a sleeper keeps the index and thinks now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        root = Path(self.folder.name) / "root"
        root.mkdir()
        self.paths = MemoryPaths(Path(self.folder.name) / "data", root)
        self.writer = IndexWriter.open(self.paths)
        self.store = ThoughtStore.open(self.paths, now=lambda: 1.0)
        self.files: dict[str, str] = {}

    @initialize(files=st.dictionaries(st.sampled_from(PATHS), TEXTS, max_size=4))
    def clone(self, files: dict[str, str]) -> None:
        index(self.writer, files)
        self.files.update(files)
        self._settle(set(files))

    @rule(path=st.sampled_from(PATHS), text=TEXTS)
    def save(self, path: str, text: str) -> None:
        with self.writer.revision():
            affected = self._affected(path, self.files.get(path, ""), text)
            put(self.writer, path, text)
            self.files[path] = text
            self._settle(affected | {path})

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.files)))
        with self.writer.revision():
            affected = self._affected(path, self.files[path], "")
            affected |= self._importers(path)
            self.writer.remove_file(path)
            del self.files[path]
            self._settle(affected - {path})

    @precondition(lambda self: self.files)
    @rule(data=st.data(), to=st.sampled_from(PATHS))
    def rename(self, data: st.DataObject, to: str) -> None:
        path = data.draw(st.sampled_from(sorted(self.files)))
        if path == to:
            return
        text = self.files[path]
        with self.writer.revision():
            affected = self._affected(path, text, "") | self._importers(path)
            affected |= self._affected(to, self.files.get(to, ""), text)
            self.writer.remove_file(path)
            del self.files[path]
            put(self.writer, to, text)
            self.files[to] = text
            self._settle((affected | {to}) & set(self.files))

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def think(self, data: st.DataObject) -> None:
        missing = self.writer.snapshot().missing()
        if not missing:
            return
        each = data.draw(st.sampled_from(missing))
        texts = [ThoughtItem(f"About {each.key[:4]}", question=q) for q in ("what is it", "who calls it")]
        thought = Thought(each.key, each.recipe, tuple(texts[: 2 if each.recipe is QUESTIONS else 1]))
        keep(self.store, thought)
        # Other chunks with equal text want the same thought.
        for wanted in self.writer.wanted():
            if wanted.key == each.key:
                self.writer.index_thought(wanted.chunk_id, thought)

    @rule()
    def restart(self) -> None:
        self.writer.close()
        self.writer = IndexWriter.open(self.paths)
        assert self.writer.notices == []

    @invariant()
    def equals_one_built_anew(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            data.mkdir()
            with closing(sqlite3.connect(self.paths.thoughts_db)) as thoughts:
                thoughts.execute("VACUUM INTO ?", (str(data / "thoughts.db"),))
            fresh = IndexWriter.open(MemoryPaths(data, self.paths.root))
            index(fresh, self.files)
            for path in self.files:
                fresh.put_wanted(_want(fresh, path))
                _embed(fresh, path)
            built, kept = dump(fresh.connection), dump(self.writer.connection)
            fresh.close()
        assert kept == built

    def _affected(self, path: str, old: str, new: str) -> set[str]:
        """Files whose references may resolve otherwise after a change."""
        names = {chunk.name for text in (old, new) for chunk in parse(text).chunks[1:]}
        stem = path.rpartition("/")[2].partition(".")[0]
        return files_mentioning(self.writer, *names, stem)

    def _importers(self, path: str) -> set[str]:
        return {importer for importer, _ in self.writer.snapshot().importers(path)}

    def _settle(self, changed: set[str]) -> None:
        for path in changed:
            resolve(self.writer, path, self.files)
            self.writer.put_wanted(_want(self.writer, path))
            _embed(self.writer, path)

    def teardown(self) -> None:
        self.writer.close()
        self.store.close()
        self.folder.cleanup()


Editing.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None)
TestEditing = Editing.TestCase
