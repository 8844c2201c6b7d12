"""Readers see one revision, without the writer's help, whatever happens to the files."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stc_lsp.code.values import ChunkKind
from stc_lsp.errors import MemoryFault
from stc_lsp.memory.index import IndexWriter
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.read import references as read_references
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.thoughts import ThoughtStore
from stc_lsp.memory.values import Recipe, ThoughtKind, Wanted

from .builders import index, put

if TYPE_CHECKING:
    from collections.abc import Generator

APP = "class Flask\n    def route\n        call add\n    var name\ndef route\ndef add"


def test_a_memory_that_does_not_exist_is_empty(memory, paths):
    with memory.snapshot() as snapshot:
        assert snapshot.revision == 0
        assert snapshot.paths() == []
        assert snapshot.facts("a.py") is None
        assert snapshot.enclosing("a.py", 1) is None
        assert snapshot.named("a.b.c") == []
        assert snapshot.named("a.") == []
        assert snapshot.search("anything", 5) == []
        assert snapshot.search_questions("anything", 5) == []
        assert snapshot.thought(1, "summary") is None
        assert snapshot.counts().files == 0
        assert snapshot.nearest("toy", [1.0], 5) == []
    assert memory.fault == ""
    assert not paths.data_dir.exists(), "a reader creates nothing"


def test_a_memory_in_a_folder_that_cannot_be_written_is_read_while_nobody_writes_to_it():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        paths = MemoryPaths(Path(folder, "data"), Path(folder))
        with contextlib.closing(IndexWriter.open(paths)) as writer:
            put(writer, "a.py", APP)
        with contextlib.closing(Memory.open(paths)) as memory:
            with written_by_nobody(paths), memory.snapshot() as snapshot:
                assert snapshot.paths() == ["a.py"]
            assert memory.fault == ""
            with contextlib.closing(IndexWriter.open(paths)) as writer:
                put(writer, "b.py", APP)
                with written_by_nobody(paths):
                    assert "cannot be" in _fault_of(memory)
            with memory.snapshot() as snapshot:
                assert snapshot.paths() == ["a.py", "b.py"]


@contextlib.contextmanager
def written_by_nobody(paths: MemoryPaths) -> Generator[None]:
    """Nothing of the memory may be written, be the one who runs this root, who may all."""
    found = [paths.data_dir, *paths.data_dir.rglob("*")]
    modes = {each: each.stat().st_mode for each in found}
    user = os.getresuid()
    for each in found:
        # What the writer has open keeps its rights: it is another user's.
        each.chmod(0o555 if each.is_dir() else 0 if each.name.endswith(("-wal", "-shm")) else 0o444)
    if os.geteuid() == 0:
        os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(*user)
        for each, mode in modes.items():
            each.chmod(mode)


def _fault_of(memory: Memory) -> str:
    with memory.snapshot():
        return memory.fault


def test_headers_can_be_those_alone_that_take_something_of_a_name(writer, memory):
    put(writer, "a.py", APP)
    with memory.snapshot() as snapshot:
        assert [each.qualname for each in snapshot.headers("args")] == ["Flask.route"]
        assert snapshot.headers("é") == []
        assert len(snapshot.headers()) == 5


def test_of_definitions_those_alone_can_be_read_that_a_list_is_of(writer, memory):
    put(writer, "a.py", APP)
    put(writer, "b.py", "def walk")
    with memory.snapshot() as snapshot:

        def names(*kinds, **wanted):
            return [each.qualname for each in snapshot.entries(*kinds, **wanted)]

        assert names() == ["Flask", "Flask.route", "Flask.name", "route", "add", "walk"]
        assert names((ChunkKind.CLASS,)) == ["Flask"]
        assert names(named="al") == ["walk"]
        assert names(base="Flask") == names(decorator="cached") == names(is_marked=True) == []
        assert names(about="route") == ["Flask", "Flask.route", "route"]
        assert names(paths=["b.py"]) == ["walk"]
        assert snapshot.counts_by_file((ChunkKind.FUNCTION,)) == {"a.py": 2, "b.py": 1}
        assert [each.name for each in snapshot.longest((ChunkKind.CLASS,), 1)] == ["Flask"]
        ids = [each.id for each in snapshot.entries(named="walk")]
        assert [each.qualname for each in snapshot.headers_of(ids)] == ["walk"]


def test_an_index_without_a_store_of_thoughts_can_be_read(writer, paths, memory):
    put(writer, "a.py", APP)
    paths.thoughts_db.unlink()
    with memory.snapshot() as snapshot:
        assert snapshot.paths() == ["a.py"]
        assert snapshot.thought(1, "summary") is None


def test_a_revision_under_way_is_invisible_until_it_commits(writer, memory):
    put(writer, "a.py", APP)
    with memory.snapshot() as before:
        with writer.revision():
            put(writer, "b.py", APP)
            with memory.snapshot() as during:
                assert during.paths() == ["a.py"]
            assert writer.snapshot().paths() == ["a.py", "b.py"]
        assert (before.revision, before.paths()) == (1, ["a.py"])
        with memory.snapshot() as after:
            assert (after.revision, after.paths()) == (2, ["a.py", "b.py"])
        assert (before.revision, before.paths()) == (1, ["a.py"])


def test_a_revision_tells_whether_facts_changed_and_whether_files_went(writer, memory):
    def revisions():
        with memory.snapshot() as snapshot:
            return snapshot.revision, snapshot.facts_revision, snapshot.paths_revision

    put(writer, "a.py", "def f")
    put(writer, "b.py", "def g")
    assert revisions() == (2, 2, 0)
    with memory.snapshot() as snapshot:
        chunk_id = snapshot.chunk("a.py", "f").id
        assert snapshot.once("worked out", lambda: 1) == 1
        assert snapshot.changed_files(1) == [("b.py", "python")]
    writer.put_wanted([Wanted(chunk_id, Recipe(ThoughtKind.SUMMARY, "structural", "1"), "key")])
    assert revisions() == (3, 2, 0)
    with memory.snapshot() as snapshot:
        assert snapshot.once("worked out", lambda: 2) == 1, "what is thought changes no fact"
    writer.remove_file("b.py")
    assert revisions() == (4, 4, 4)
    with memory.snapshot() as snapshot:
        assert snapshot.once("worked out", lambda: 2) == 2


def test_facts_kept_from_one_revision_are_not_served_in_another(writer, memory):
    put(writer, "a.py", "def f")
    with memory.snapshot() as old:
        assert [each.name for each in old.facts("a.py").chunks] == ["", "f"]
        put(writer, "a.py", "def g")
        with memory.snapshot() as new:
            assert [each.name for each in new.facts("a.py").chunks] == ["", "g"]
        assert [each.name for each in old.facts("a.py").chunks] == ["", "f"]


def test_a_reader_notices_when_the_database_is_replaced(writer, paths, memory):
    put(writer, "a.py", "def f")
    with memory.snapshot() as snapshot:
        assert snapshot.facts("a.py").chunks[1].name == "f"
        writer.close()
        paths.index_db.rename(paths.index_db.with_name("index.db.old"))
        with memory.snapshot() as empty:
            assert empty.paths() == []
        other = IndexWriter.open(paths)
        put(other, "a.py", "def g")
        with memory.snapshot() as fresh:
            assert fresh.revision == 1
            assert fresh.facts("a.py").chunks[1].name == "g"
        other.close()
        assert snapshot.facts("a.py").chunks[1].name == "f", "a snapshot held keeps its world"


def test_what_was_found_out_of_a_database_is_not_told_of_the_one_in_its_place(writer, paths, memory):
    put(writer, "a.py", "def f")
    with memory.snapshot() as snapshot:
        assert snapshot.once(("what is there",), lambda: "f") == "f"
    writer.close()
    paths.index_db.rename(paths.index_db.with_name("index.db.old"))
    with contextlib.closing(IndexWriter.open(paths)) as other:
        put(other, "a.py", "def g")
        with memory.snapshot() as fresh:
            assert fresh.once(("what is there",), lambda: "g") == "g"


def test_two_folders_of_one_name_have_a_memory_each(tmp_path):
    one, other = (MemoryPaths(tmp_path / "data", tmp_path / each / "shop") for each in ("one", "other"))
    with contextlib.closing(IndexWriter.open(one)) as writer:
        put(writer, "a.py", "def f")
    for paths, known in ((one, ["a.py"]), (other, [])):
        with contextlib.closing(Memory.open(paths)) as memory, memory.snapshot() as snapshot:
            assert snapshot.paths() == known


def test_a_memory_of_an_older_release_says_so_and_is_opened_once_until_it_is_brought_up_to_date(
    writer, paths, memory
):
    put(writer, "a.py", "def f")
    version = writer.connection.execute("PRAGMA user_version").fetchone()[0]
    writer.connection.execute(f"PRAGMA user_version = {version - 1}")
    with memory.snapshot() as snapshot:
        assert snapshot.paths() == []
        first = snapshot._execute.__self__
    assert "older stc-lsp" in memory.fault
    assert "stc-lsp index" in memory.fault
    with memory.snapshot() as snapshot:
        assert snapshot._execute.__self__ is first
    assert "older stc-lsp" in memory.fault
    writer.connection.execute(f"PRAGMA user_version = {version}")
    with memory.snapshot() as snapshot:
        assert snapshot.paths() == ["a.py"]
    assert memory.fault == ""


def test_a_reader_notices_when_the_databases_appear(paths, memory):
    with memory.snapshot() as snapshot:
        assert snapshot.revision == 0
    writer = IndexWriter.open(paths)
    put(writer, "a.py", APP)
    with memory.snapshot() as snapshot:
        assert snapshot.paths() == ["a.py"]
    writer.close()
    with memory.snapshot() as snapshot:
        assert snapshot.paths() == ["a.py"], "after the writer has folded its log away, too"


def test_many_threads_read_at_once(writer, memory):
    index(writer, {f"f{n}.py": APP for n in range(20)})
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(30):
                with memory.snapshot() as one, memory.snapshot() as two:
                    assert one.counts().files == two.counts().files == 20
                    assert one.facts("f3.py") == two.facts("f3.py")
        except BaseException as error:  # noqa: BLE001 a thread's failure must fail the test
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failures == []


def test_a_closed_memory_says_so(paths):
    memory = Memory.open(paths)
    with memory.snapshot() as snapshot:
        memory.close()
        assert snapshot.paths() == []
    with pytest.raises(MemoryFault, match="closed"), memory.snapshot():
        pass


def test_readers_cannot_write(writer, memory):
    put(writer, "a.py", APP)
    with pytest.raises(MemoryFault, match="readonly"), memory.snapshot() as snapshot:
        snapshot._execute("DELETE FROM files")


def test_an_error_of_the_caller_passes_through_a_snapshot(memory):
    with pytest.raises(FileNotFoundError), memory.snapshot():
        raise FileNotFoundError


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("Flask", ["Flask"]),
        ("route", ["route", "Flask.route"]),
        ("Flask.route", ["Flask.route"]),
        ("app", ["src/flask/app.py"]),
        ("flask.app.Flask.route", ["Flask.route"]),
        ("src.flask.app.add", ["add"]),
        ("flask.app", ["src/flask/app.py"]),
        ("lask.route", []),
        ("Flask.nothing", []),
        ("", []),
        ("Flask.", []),
        ("%", []),
        ("name", ["Flask.name"]),
    ],
)
def test_chunks_are_found_by_name(writer, name, labels):
    put(writer, "src/flask/app.py", APP)
    assert [each.label for each in writer.snapshot().named(name)] == labels


def test_the_enclosing_chunk_is_the_innermost_that_is_no_variable(writer):
    put(writer, "a.py", APP)
    snapshot = writer.snapshot()
    labels = [snapshot.enclosing("a.py", line).label for line in range(1, 7)]
    assert labels == ["Flask", "Flask.route", "Flask.route", "Flask", "route", "add"]
    assert snapshot.enclosing("a.py", 7) is None
    assert snapshot.enclosing("b.py", 1) is None


def test_children_are_those_directly_within(writer):
    put(writer, "a.py", APP)
    snapshot = writer.snapshot()
    module = snapshot.chunk("a.py", "")
    assert [each.label for each in snapshot.children(module.id)] == ["Flask", "route", "add"]
    flask = snapshot.chunk("a.py", "Flask")
    assert flask.parent_id == module.id
    assert [each.label for each in snapshot.children(flask.id)] == ["Flask.route", "Flask.name"]
    assert snapshot.chunk_by_id(flask.id) == flask


def test_resolution_can_ask_for_modules_and_neighbours(writer):
    index(writer, {"src/flask/app.py": APP, "src/flask/__init__.py": "", "src/other.py": "", "top.py": ""})
    snapshot = writer.snapshot()
    assert snapshot.paths_of_module("flask.app") == ["src/flask/app.py"]
    assert snapshot.paths_of_module("flask") == ["src/flask/__init__.py"]
    assert snapshot.paths_of_module("nothing") == []
    assert snapshot.files_in("src/flask", "python") == ["src/flask/__init__.py", "src/flask/app.py"]
    assert snapshot.files_in("", "python") == ["top.py"]
    assert snapshot.files_in("src", "go") == []
    assert snapshot.has_file("top.py")
    assert not snapshot.has_file("src")


def test_counts_say_how_much_is_known(writer):
    index(writer, {"a.py": APP, "b.py": "def f"})
    counts = writer.snapshot().counts()
    assert (counts.files, counts.chunks, counts.skipped, counts.languages) == (2, 8, 0, {"python": 2})
    assert counts.revision == 1


def test_a_store_alone_is_enough_for_nothing(paths, memory):
    ThoughtStore.open(paths).close()
    with memory.snapshot() as snapshot:
        assert snapshot.revision == 0


def test_the_members_of_many_classes_are_those_of_few(writer, monkeypatch):
    heirs = [f"class Heir{number}(Base)\n    def run\n    def stop" for number in range(4)]
    index(writer, {"a.py": "\n".join(["class Base\n    def run", *heirs, "class Other\n    def run"])})
    snapshot = writer.snapshot()
    base = next(each for each in snapshot.chunks("a.py") if each.label == "Base")
    heirs_of_base = snapshot.heirs([base.id]) - {base.id}
    few = snapshot.members(heirs_of_base, ["run"])
    monkeypatch.setattr(read_references, "_MANY", 1)
    assert snapshot.members(heirs_of_base, ["run"]) == few
    labels = {each.label for each in snapshot.chunks("a.py") if each.id in few}
    assert labels == {f"Heir{number}.run" for number in range(4)}
    assert len(snapshot.members(heirs_of_base)) == 8
