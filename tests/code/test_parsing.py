from __future__ import annotations

import os
import re
from bisect import bisect_left

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stc_lsp.code.languages import LANGUAGES
from stc_lsp.code.parse import parsing
from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.values import ChunkKind, FileFacts, ReferenceKind
from tests.code.parsed import LANGUAGES as SHOWN
from tests.code.parsed import expected_of, source_of, write_down
from tests.code.told import told

ALL = [*LANGUAGES, "", "klingon"]


@pytest.mark.parametrize("language", SHOWN)
def test_what_a_file_says_is_found(language: str) -> None:
    says = told(parse_file(language, source_of(language)))
    if os.environ.get("STC_UPDATE_PARSED"):
        write_down(language, says)
    assert says == expected_of(language)


def test_every_language_has_an_example() -> None:
    assert set(SHOWN) == set(LANGUAGES)


@pytest.mark.parametrize("language", SHOWN)
def test_equal_bytes_give_equal_facts(language: str) -> None:
    assert parse_file(language, source_of(language)) == parse_file(language, source_of(language))


@pytest.mark.parametrize("language", ["python", "javascript", "ruby"])
def test_what_nests_deeper_than_any_code_is_read_as_far_as_code_goes(language: str) -> None:
    # All of it takes minutes: each call of a chain stands in the next.
    calls = [len(parse_file(language, b"x" + b".a()" * count).references) for count in (500, 20_000)]
    assert 500 <= calls[0] <= calls[1] < 5_000


def test_the_first_comment_documents_a_file_however_often_it_is_parsed() -> None:
    lines = [f"function f{number}() {{\n  // note {number}\n}}" for number in range(100)]
    source = "\n".join(["/* Counts things. */", "'use strict';", *lines]).encode()
    said = {parse_file("javascript", source).chunks[0].documentation for _ in range(20)}
    assert said == {"Counts things."}


@pytest.mark.parametrize("language", SHOWN)
def test_facts_hold_together(language: str) -> None:
    assert_consistent(parse_file(language, source_of(language)), source_of(language))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        pytest.param(
            "@overload\ndef f(a: int): ...\n@overload\ndef f(a: str): ...\ndef f(a):\n    def g(): ...\n",
            ["f#1", "f#2", "f", "f.g"],
            id="overloads",
        ),
        pytest.param(
            "if a:\n    class C:\n        def m(self): ...\nelse:\n    class C:\n        def m(self): ...\n",
            ["C#1", "C#1.m", "C", "C.m"],
            id="either",
        ),
        pytest.param(
            "if a:\n    class C: ...\nelse:\n    class C:\n"
            "        def m(self): ...\n        def m(self, a): ...\n",
            ["C#1", "C", "C.m#1", "C.m"],
            id="within a twin",
        ),
        pytest.param(
            "class C:\n    @property\n    def p(self): ...\n    @p.setter\n    def p(self, new): ...\n",
            ["C", "C.p", "C.p#2"],
            id="a property",
        ),
        pytest.param("x = 1\nx = 2\n", ["x", "x#2"], id="variables"),
    ],
)
def test_a_definition_that_is_meant_by_its_name_is_called_by_it(source: str, names: list[str]) -> None:
    facts = parse_file("python", source.encode())
    assert [chunk.qualname for chunk in facts.chunks[1:]] == names


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    a = 1\n    # of A\ndef h():\n    pass\n",
        "def f():\n    pass\n\n    # of f\n@g\ndef h(): pass\n",
    ],
)
def test_a_comment_that_ends_a_body_is_none_of_what_stands_below(source: str) -> None:
    *_, last = parse_file("python", source.encode()).chunks
    assert (last.qualname, last.documentation, last.parent) == ("h", "", 0)
    assert last.start_byte > source.index("# of")


@pytest.mark.parametrize(
    ("source", "documentation"),
    [
        ("/** Says so. */\n\nfunction f() {}\n", "Says so."),
        ("const o = {\n  /**\n   * Says so.\n   */\n\n  f() {}\n}\n", "Says so."),
        ("/** Says so. */\n\n\nfunction f() {}\n", ""),
        ("// Says so.\n\nfunction f() {}\n", ""),
        ("/** @license Says so. */\n\nfunction f() {}\n", ""),
        ("/** Says so. */\n\nconst f = require('f')\n", ""),
    ],
)
def test_an_empty_line_may_follow_what_is_marked_as_documentation(source: str, documentation: str) -> None:
    chunks = parse_file("javascript", source.encode()).chunks
    assert [each.documentation for each in chunks if each.name == "f"] == [documentation]


def test_lines_of_documentation_in_rust_are_one_paragraph() -> None:
    source = (
        b"/// The theme as determined from\n/// the terminal.\n///\n/// Or else the default.\nfn f() {}\n"
    )
    documented = parse_file("rust", source).chunks[1].documentation
    assert documented == "The theme as determined from\nthe terminal.\n\nOr else the default."


@pytest.mark.parametrize(
    ("source", "documentation"),
    [
        ("// Licensed under MIT. Files\n// may not be copied.\n\nfn f() {}\n", ""),
        ("// Licensed under MIT. Files\n// may not be copied.\n\n//! Saws.\n\nfn f() {}\n", "Saws."),
        ("// Licensed under MIT. Files\n// may not be copied.\n//\n// Saws.\n\nfn f() {}\n", "Saws."),
        ("// Permission is hereby granted\n// to all.\n\nfn f() {}\n", ""),
        ("// Code generated by saws. DO NOT EDIT.\n// Saws.\n\nfn f() {}\n", "Saws."),
    ],
)
def test_a_licence_at_the_head_of_a_file_says_nothing_of_it(source: str, documentation: str) -> None:
    assert parse_file("rust", source.encode()).chunks[0].documentation == documentation


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("module.exports = class Saw extends Tool { cut() {} }", "Saw"),
        ("module.exports = class extends Tool { cut() {} }", "exports"),
        ("exports.Saw = class Saw extends Tool { cut() {} }", "Saw"),
        ("module.exports.Saw = class extends Tool { cut() {} }", "Saw"),
        ("tools.Saw = class extends Tool { cut() {} }", "tools.Saw"),
    ],
)
def test_a_class_that_is_assigned_is_a_class(source: str, name: str) -> None:
    _, defined, method = parse_file("javascript", source.encode()).chunks
    assert (defined.kind, defined.qualname, defined.bases) == (ChunkKind.CLASS, name, ("Tool",))
    assert (method.kind, method.qualname) == (ChunkKind.METHOD, f"{name}.cut")


@pytest.mark.parametrize(
    ("comment", "documentation"),
    [
        ("send - publish <message>", "publish <message>"),
        ("send(topic) \u2013 publish it", "publish it"),
        ("send\n *\n * Get the next one.", "Get the next one."),
        ("send\n * @return the packet", "@return the packet"),
        ("send", "send"),
        ("send it", "send it"),
        ("sender - publish", "sender - publish"),
        ("send\n * it all", "send\nit all"),
    ],
)
def test_documentation_does_not_begin_with_the_name_of_what_it_is_about(
    comment: str, documentation: str
) -> None:
    source = f"/**\n * {comment}\n */\nfunction send() {{}}\n"
    assert parse_file("javascript", source.encode()).chunks[1].documentation == documentation


def test_that_a_file_is_generated_is_no_documentation() -> None:
    source = b'// Code generated by "stringer -type=Kind"; DO NOT EDIT.\n\npackage tui\n'
    assert not parse_file("go", source).chunks[0].documentation


def test_an_unknown_language_is_one_chunk() -> None:
    facts = parse_file("", b"one\ntwo\n")
    assert [chunk.kind for chunk in facts.chunks] == [ChunkKind.MODULE]
    assert (facts.chunks[0].start_line, facts.chunks[0].end_line, facts.line_count) == (1, 2, 2)


@pytest.mark.parametrize(
    ("source", "count"), [(b"", 0), (b"\n", 1), (b"a", 1), (b"a\n", 1), (b"a\n\n", 2), (b"a\r\nb", 2)]
)
def test_lines_are_counted_as_editors_show_them(source: bytes, count: int) -> None:
    facts = parse_file("python", source)
    assert facts.line_count == count
    assert facts.chunks[0].end_line == max(1, count)


def test_every_use_of_a_name_is_found_once_with_the_expression_it_ends() -> None:
    source = b"import a.b\n\ndef f(x, *, y=1):\n    z = a.b.c(x)[0].d(y=y).e\n    return z\n"
    found = [
        (each.name, each.expression, each.kind.value) for each in parse_file("python", source).references
    ]
    assert found == [
        ("a", "a", "name"),
        ("b", "a.b", "name"),
        ("z", "z", "name"),
        ("a", "a", "name"),
        ("b", "a.b", "name"),
        ("c", "a.b.c", "call"),
        ("x", "x", "name"),
        ("d", "a.b.c()[].d", "call"),
        ("y", "y", "name"),
        ("e", "a.b.c()[].d().e", "name"),
        ("z", "z", "name"),
    ]


def test_a_chain_over_several_lines_is_one_expression() -> None:
    source = b"x = (\n    get(1, {'a': [2]})  # first\n    .named('b')\n    .all()\n)\n"
    calls = [each.expression for each in parse_file("python", source).references if each.kind == "call"]
    assert calls == ["get", "get().named", "get().named().all"]


def test_a_use_stands_in_the_innermost_chunk_that_is_no_variable() -> None:
    source = b"class A:\n    x = one\n    def f(self):\n        return two\nthree\n"
    facts = parse_file("python", source)
    stands = {each.name: facts.chunks[each.chunk].qualname for each in facts.references}
    assert stands == {"one": "A", "two": "A.f", "three": ""}


def test_a_title_without_words_begins_no_section() -> None:
    facts = parse_file("markdown", b"Before.\n\n#\n\n# One\n\ntext\n\n##\n\nmore\n")
    assert [(each.qualname, each.start_line, each.end_line) for each in facts.chunks[1:]] == [("One", 5, 11)]


def test_a_file_larger_than_the_limit_is_one_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "LARGEST", 10)
    assert len(parse_file("python", b"def f(): pass\n").chunks) == 1


@pytest.mark.parametrize(
    "source",
    [
        b"(" * 60_000,
        b"[" * 20_000 + b"]" * 20_000,
        b"f(" * 10_000,
        b"a." * 20_000 + b"b",
        b"if x:\n" + b"".join(b" " * depth + b"if x:\n" for depth in range(1, 400)),
        b"class A:\n" + b"".join(b" " * depth + b"class A:\n" for depth in range(1, 300)),
        b"x = '" + b"a" * 1_000_000 + b"'",
        b"# c\n" * 20_000,
        b"(a,\n" * 3_000 + b")" * 3_000,
        b"\x00" * 10_000,
        b"\xff\xfe" * 10_000,
        b"\xf8\xf9\xfa\xfb\xfc\xfd" * 1_000,
    ],
    ids=range(12),
)
@pytest.mark.parametrize("language", ["python", "javascript", "c"])
def test_pathological_files_are_parsed(language: str, source: bytes) -> None:
    assert_consistent(parse_file(language, source), source)


@pytest.mark.parametrize("language", ALL)
@settings(max_examples=int(os.environ.get("STC_PROPERTY_EXAMPLES", "25")), deadline=None)
@given(source=st.binary(max_size=200))
@example(source=b"\xef\xbb\xbf# bom\r\nx\r\n")
@example(source=b"\x00\xff\n\"'`")
@example(source=b"a, b = ()\nc = ()\n")
def test_any_bytes_in_any_language_give_facts(language: str, source: bytes) -> None:
    assert_consistent(parse_file(language, source), source)


@pytest.mark.parametrize("language", SHOWN)
@settings(max_examples=int(os.environ.get("STC_PROPERTY_EXAMPLES", "25")), deadline=None)
@given(data=st.data())
def test_any_damage_to_a_file_still_gives_facts(language: str, data: st.DataObject) -> None:
    source = source_of(language)
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, min(len(source), start + 40)))
    put = data.draw(
        st.one_of(st.binary(max_size=5), st.sampled_from([b"(", b"}", b'"', b"\n", b"/*", b"'''", b"<<A"]))
    )
    damaged = source[:start] + put + source[end:]
    assert_consistent(parse_file(language, damaged), damaged)


def assert_consistent(facts: FileFacts, source: bytes) -> None:
    """What holds of the facts of any file."""
    breaks = [match.start() for match in re.finditer(b"\n", source)]

    def line_at(position: int) -> int:
        return bisect_left(breaks, position) + 1

    module, *others = facts.chunks
    assert (module.kind, module.parent, module.start_byte, module.end_byte) == (
        ChunkKind.MODULE,
        None,
        0,
        len(source),
    )
    assert len({chunk.qualname for chunk in facts.chunks}) == len(facts.chunks)
    for index, chunk in enumerate(others, 1):
        assert chunk.parent is not None
        parent = facts.chunks[chunk.parent]
        assert chunk.parent < index
        assert parent.kind is not ChunkKind.VARIABLE
        assert parent.start_byte <= chunk.start_byte <= chunk.end_byte <= parent.end_byte
        assert chunk.start_line <= chunk.name_line
        assert chunk.start_line <= chunk.end_line <= module.end_line
        assert line_at(chunk.start_byte) == chunk.start_line
        assert len(chunk.fingerprint) == len(chunk.own_fingerprint) == 32
    positions = [each.start_byte for each in facts.references]
    assert positions == sorted(positions)
    for each in facts.references:
        chunk = facts.chunks[each.chunk]
        assert chunk.kind is not ChunkKind.VARIABLE
        assert chunk.start_byte <= each.start_byte <= each.end_byte <= chunk.end_byte
        assert line_at(each.start_byte) == each.line
        if each.kind not in (ReferenceKind.OPTION, ReferenceKind.ENVIRONMENT):
            assert source[each.start_byte : each.end_byte].decode("utf-8", "replace") == each.name
    for one in facts.imports:
        assert 0 <= one.chunk < len(facts.chunks)
