"""What is put into the index is what comes out of it."""

from __future__ import annotations

import pytest

from stc_lsp.code.values import (
    Binding,
    BindingKind,
    Chunk,
    ChunkKind,
    FileFacts,
    Import,
    Reference,
    ReferenceKind,
)
from stc_lsp.memory.values import FileRecord
from stc_lsp.memory.write.targets import use_columns

from .builders import files_mentioning, index, parse, put, record

APP = """# The application
import views
class App(Base)
    # Holds routes
    def route
        call register
        env APP_DEBUG
    def run
        call App.route
        option timeout
var DEFAULT
def main
    call App
    name DEFAULT"""
VIEWS = """import app
def register
    raise Broken
class Broken(App)"""
FILES = {"src/app.py": APP, "src/views.py": VIEWS}


def _chunk(**changed: object) -> Chunk:
    values: dict[str, object] = {
        "kind": ChunkKind.FUNCTION,
        "keyword": "def",
        "name": "f",
        "qualname": "f",
        "parent": 0,
        "start_byte": 1,
        "end_byte": 90,
        "start_line": 2,
        "end_line": 7,
        "name_start_byte": 5,
        "name_end_byte": 6,
        "name_line": 3,
        "signature": "def f(a: int, *b) -> str",
        "documentation": "Says «f».\n\nTwice.",
        "decorators": ("app.route('/')", "cached"),
        "bases": ("A", "b.C"),
        "returns": "str",
        "parameters": ("a", "*b"),
        "own_fingerprint": "0" * 32,
        "fingerprint": "1" * 32,
    }
    return Chunk(**(values | changed))  # type: ignore[arg-type]


EVERYTHING = FileFacts(
    language="python",
    chunks=(
        _chunk(kind=ChunkKind.MODULE, keyword="module", name="", qualname="", parent=None),
        _chunk(),
        _chunk(qualname="f#2", own_fingerprint="2" * 32),
        _chunk(kind=ChunkKind.VARIABLE, name="x", qualname="f.x", parent=1),
    ),
    references=(
        Reference(ReferenceKind.CALL, "g", "g", 1, 10, 11, 3),
        Reference(ReferenceKind.NAME, "h", "self.g().h", 1, 12, 13, 3),
        Reference(ReferenceKind.ENVIRONMENT, "HOME", "HOME", 2, 20, 24, 4),
    ),
    imports=(Import("a.b", "c", "d", 0, 0, 1), Import("", "*", "", 2, 1, 5)),
    line_count=9,
    has_errors=True,
    bindings=(Binding("x", 1, BindingKind.LOCAL, "Flask()", "int", 4, 30, 28, 90, 31),),
)


def test_facts_come_back_exactly_as_they_were_put(writer, memory):
    writer.put_file(record("pkg/mod.py", ""), EVERYTHING, "x" * 100)
    assert writer.facts("pkg/mod.py") == EVERYTHING
    with memory.snapshot() as snapshot:
        whole = snapshot.facts("pkg/mod.py", references=True)
        assert whole == EVERYTHING
        assert whole is snapshot.facts("pkg/mod.py", references=True), "read once, kept between calls"
        lean = snapshot.facts("pkg/mod.py")
        assert lean.references == ()
        assert lean.bindings == EVERYTHING.bindings


def test_a_record_comes_back_exactly_as_it_was_put(writer):
    refused = FileRecord("data.bin", "", 77, 123456789123456789, b"\0\xff" * 8, skipped="binary")
    writer.put_file(refused, None, "")
    put(writer, "a.py", "def f")
    assert writer.files() == {"data.bin": refused, "a.py": record("a.py", "def f")}
    assert writer.facts("data.bin") is None
    assert writer.snapshot().file("data.bin") == refused


def test_sizes_and_times_come_by_folder_and_name(writer):
    odd = "a\udcff"
    paths = (
        "top.py",
        "a/x.py",
        "a/in/é.py",
        "a-b/y.py",
        "a0/z.py",
        f"a/{odd}.py",
        f"a/{odd}/w.py",
        "é/v.py",
        "",
    )
    for number, path in enumerate((*paths, "a/", "é/")):
        writer.put_file(FileRecord(path, "", number, number * 10, b""), None, "")
    within = {
        "a": {"x.py": (1, 10), f"{odd}.py": (5, 50)},
        "a/in": {"é.py": (2, 20)},
        f"a/{odd}": {"w.py": (6, 60)},
    }
    assert writer.times("a") == within
    assert writer.times(f"a/{odd}") == {f"a/{odd}": {"w.py": (6, 60)}}
    others = {
        "": {"top.py": (0, 0)},
        "a-b": {"y.py": (3, 30)},
        "a0": {"z.py": (4, 40)},
        "é": {"v.py": (7, 70)},
    }
    assert writer.times() == within | others


def test_a_module_is_named_by_its_file_in_the_index_but_not_in_facts(writer):
    put(writer, "src/app.py", APP)
    assert writer.snapshot().chunk("src/app.py", "").chunk.name == "app"
    assert writer.facts("src/app.py") == parse(APP)


def test_references_find_their_targets_across_files(writer):
    index(writer, FILES)
    snapshot = writer.snapshot()
    register = snapshot.chunk("src/views.py", "register")
    [call] = snapshot.callers(register.id)
    assert (call.path, call.chunk_label, call.reference.line) == ("src/app.py", "App.route", 6)
    assert call.target_id == register.id
    app = snapshot.chunk("src/app.py", "App")
    assert [each.chunk_label for each in snapshot.subclasses(app.id)] == ["Broken"]
    assert [each.chunk_label for each in snapshot.uses(app.id)] == ["main", "Broken"]
    default = snapshot.chunk("src/app.py", "DEFAULT")
    assert snapshot.callers(default.id) == []
    assert [each.reference.kind for each in snapshot.uses(default.id)] == [ReferenceKind.NAME]


def test_references_in_a_chunk_can_include_those_of_nested_chunks(writer):
    index(writer, FILES)
    snapshot = writer.snapshot()
    app = snapshot.chunk("src/app.py", "App")
    route = snapshot.chunk("src/app.py", "App.route")
    names = [(each.chunk_label, each.reference.name) for each in snapshot.references_in(app.id)]
    assert names == [
        ("App", "Base"),
        ("App.route", "register"),
        ("App.route", "APP_DEBUG"),
        ("App.run", "route"),
        ("App.run", "timeout"),
    ]
    assert [each.reference.name for each in snapshot.references_in(app.id, nested=False)] == ["Base"]
    [call] = snapshot.references_in(app.id, kinds=(ReferenceKind.CALL,))[1:]
    assert call.target_id == route.id
    assert snapshot.references_in(app.id, kinds=(ReferenceKind.BASE,))[0].target_id is None
    assert snapshot.references_in(10**9) == []


def test_environment_variables_and_options_are_found_by_name(writer):
    index(writer, FILES)
    snapshot = writer.snapshot()
    [read] = snapshot.environment_reads("APP_DEBUG")
    assert (read.chunk_label, read.reference.line, read.target_id) == ("App.route", 7, None)
    assert [each.chunk_label for each in snapshot.option_reads("timeout")] == ["App.run"]
    assert snapshot.option_reads("APP_DEBUG") == []
    assert [each.reference.name for each in snapshot.environment_reads()] == ["APP_DEBUG"]


def test_uses_that_resolve_to_nothing_are_found_by_name(writer):
    index(writer, FILES)
    snapshot = writer.snapshot()
    [use] = snapshot.unresolved("Base")
    assert (use.path, use.reference.kind, use.target_id) == ("src/app.py", ReferenceKind.BASE, None)
    assert not list(snapshot.unresolved("register"))
    assert not list(snapshot.unresolved("Base", "another language"))


def test_names_are_listed_by_their_length(writer):
    index(writer, FILES)
    assert sorted(writer.snapshot().names(8, 8)) == ["register"]
    assert writer.snapshot().names(20, 30) == []


def test_imports_name_the_files_they_resolve_to(writer):
    index(writer, FILES)
    snapshot = writer.snapshot()
    [(imported, target)] = snapshot.imports_of("src/app.py")
    assert (imported.module, imported.line, target) == ("views", 2, "src/views.py")
    assert snapshot.importers("src/app.py") == [("src/views.py", 1)]


def test_files_mentioning_a_name_are_found_by_references_imports_and_parts_of_expressions(writer):
    index(writer, FILES)
    assert files_mentioning(writer, "register") == {"src/app.py"}
    assert files_mentioning(writer, "App") == {"src/app.py", "src/views.py"}
    assert files_mentioning(writer, "views", "Broken") == {"src/app.py", "src/views.py"}
    assert files_mentioning(writer, "nothing") == set()


def test_a_chunk_that_stays_keeps_its_id_and_what_points_to_it(writer):
    index(writer, FILES)
    before = {each.label: each.id for each in writer.snapshot().chunks("src/views.py")}
    changed = "import app\ndef added\ndef register\n    call added\nclass Broken(App)"
    with writer.revision():
        put(writer, "src/views.py", changed)
    snapshot = writer.snapshot()
    after = {each.label: each.id for each in snapshot.chunks("src/views.py")}
    assert {name: after[name] for name in before} == before
    assert after["added"] not in before.values()
    assert [each.chunk_label for each in snapshot.callers(after["register"])] == ["App.route"]


def test_references_to_a_chunk_that_vanishes_are_unresolved(writer):
    index(writer, FILES)
    gone = writer.snapshot().chunk("src/views.py", "register")
    put(writer, "src/views.py", "import app\nclass Broken(App)")
    snapshot = writer.snapshot()
    assert snapshot.chunk_by_id(gone.id) is None
    route = snapshot.chunk("src/app.py", "App.route")
    assert [each.target_id for each in snapshot.references_in(route.id)] == [None, None]


def test_a_removed_file_leaves_nothing_behind(writer):
    index(writer, FILES)
    for path in FILES:
        writer.remove_file(path)
    writer.remove_file("src/never.py")
    tables = [
        "files",
        "modules",
        "chunks",
        "packed_facts",
        "uses",
        "reads",
        "mentions",
        "imports",
        "search",
    ]
    counts = {
        table: writer.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables
    }
    assert counts == dict.fromkeys(tables, 0)


def test_an_id_is_never_used_twice(writer):
    put(writer, "a.py", "def f")
    first = {each.id for each in writer.snapshot().chunks("a.py")}
    writer.remove_file("a.py")
    put(writer, "a.py", "def f")
    assert first.isdisjoint(each.id for each in writer.snapshot().chunks("a.py"))


def test_targets_must_be_as_many_as_references(writer):
    put(writer, "a.py", "def f\n    call g")
    with pytest.raises(ValueError, match=r"a\.py has 1 references, but 2 targets were given"):
        writer.put_targets("a.py", [None, None])
    with pytest.raises(ValueError, match=r"a\.py has 0 imports, but 1 targets were given"):
        writer.put_import_targets("a.py", [None])
    with pytest.raises(ValueError, match=r"b\.py is not in the index"):
        writer.put_targets("b.py", [])


def test_a_revision_is_all_or_nothing_and_counted_only_when_something_changed(writer):
    assert writer.snapshot().revision == 0
    with writer.revision():
        put(writer, "a.py", "def f")
        put(writer, "b.py", "def g")
    assert writer.snapshot().revision == 1
    with writer.revision():
        writer.set_meta("seen", "yes")
    with writer.revision():
        writer.put_targets("a.py", [])
    assert writer.snapshot().revision == 1
    with pytest.raises(RuntimeError):
        _remove_and_fail(writer, "a.py")
    assert writer.snapshot().paths() == ["a.py", "b.py"]
    assert writer.snapshot().revision == 1


def _remove_and_fail(writer, path):
    with writer.revision():
        writer.remove_file(path)
        raise RuntimeError


def test_an_error_of_the_caller_leaves_a_revision_as_it_is(writer):
    with pytest.raises(FileNotFoundError), writer.revision():
        raise FileNotFoundError
    with writer.revision():
        put(writer, "a.py", "def f")
    assert writer.snapshot().revision == 1


def test_notes_are_kept_with_the_index(writer):
    assert writer.get_meta("scanner") is None
    writer.set_meta("scanner", "2")
    writer.set_meta("scanner", "3")
    assert writer.get_meta("scanner") == "3"
    assert writer.get_meta("revision") is None, "notes cannot touch what the index needs itself"


def test_only_what_differs_is_written_when_a_file_is_put_again(writer):
    index(writer, FILES)
    before = writer.connection.total_changes
    with writer.revision():
        put(writer, "src/views.py", VIEWS.replace("raise", "call"))
    changed_chunks = 2  # the module and `register`
    rows_of_the_file = 30
    assert writer.connection.total_changes - before < rows_of_the_file + 10 * changed_chunks


def test_uses_are_the_same_rows_whoever_has_the_references_at_hand(writer):
    put(writer, "a.py", "def f\n    call g\n    call h\ndef g\n    call f")
    facts = writer.facts("a.py")
    targets = [("a.py", "g"), None, ("a.py", "f")]
    written = []
    for at_hand in (
        {},
        {"references": facts.references},
        {"uses": {0: use_columns(facts.references[0]), 2: use_columns(facts.references[2])}},
    ):
        writer.put_targets("a.py", [None] * 3)
        assert not rows_of_uses(writer)
        with writer.keeping_ids():
            writer.put_targets("a.py", targets, **at_hand)
        written.append(rows_of_uses(writer))
    assert len(written[0]) == 2
    assert written[0] == written[1] == written[2]


def rows_of_uses(writer):
    return writer.connection.execute("SELECT * FROM uses ORDER BY ordinal").fetchall()
