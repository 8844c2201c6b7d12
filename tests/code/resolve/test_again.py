"""Resolving a file again after an edit in one definition gives what resolving all of it does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.parse.reparsing import parse_text
from stc_lsp.code.resolve import Tables, export_keys, exported_bindings, resolve_again, resolve_file
from tests.code.resolve.known import KnownFiles
from tests.code.test_reparsing import EDITS, TEXTS, edited

if TYPE_CHECKING:
    from stc_lsp.code.values import FileFacts

PATH = "pkg/main.py"
OTHERS = {
    "pkg/__init__.py": b"",
    "pkg/a.py": b"from .main import Base, plain\n\n\nclass E:\n    def value(self): return plain(self)\n\n\n"
    b"def b(x=None) -> E: return E()\n\n\ndef d(x): return Base().kept\n",
}


def kept(facts: FileFacts) -> FileFacts:
    return replace(facts, references=(), bindings=exported_bindings(facts))


def files_with(facts: FileFacts) -> KnownFiles:
    return KnownFiles({PATH: facts, **{path: parse_file("python", text) for path, text in OTHERS.items()}})


@given(TEXTS.map(lambda text: text.replace("from a", "from .a")), st.lists(EDITS, min_size=1, max_size=5))
def test_names_mean_the_same_whether_one_definition_or_the_whole_file_is_resolved(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    before = parse_text("python", text.encode())
    known = resolve_file(PATH, before.facts, Tables(files_with(before.facts)))
    for edit in edits:
        new = edited(text, edit)
        after = parse_text("python", new.encode(), before)
        whole = resolve_file(PATH, after.facts, tables := Tables(files_with(after.facts)))
        if after.same and not export_keys(PATH, kept(before.facts), kept(after.facts)):
            again = resolve_again(PATH, after.facts, tables, known, after.same)
            assert again is None or (again.targets, again.imports) == (whole.targets, whole.imports)
            assert again is None or again.dependencies >= whole.dependencies
        if not after.facts.has_errors:
            text, before, known = new, after, whole


def test_an_edit_in_a_body_has_only_that_body_resolved() -> None:
    text = (
        "from .a import b\n\n\ndef first():\n    return b()\n\n\ndef second():\n    x = b()\n    print(x)\n"
    )
    before = parse_text("python", text.encode())
    known = resolve_file(PATH, before.facts, Tables(files_with(before.facts)))
    after = parse_text("python", text.replace("print(x)", "print(b)").encode(), before)
    assert after.same is not None
    again = resolve_again(PATH, after.facts, Tables(files_with(after.facts)), known, after.same)
    assert again is not None
    assert again.targets[: after.same.references_before] == known.targets[: after.same.references_before]
    names = [each.name for each in after.facts.references[after.same.references_before :]]
    assert names == ["x", "b", "print", "b"]
    assert [bool(each) for each in again.targets[-3:]] == [True, False, True]
