"""Under which circumstances a call is made: what stands around it, in several languages."""

from __future__ import annotations

import re

import pytest

from stc_lsp.code.parse.circumstances import Circumstances, circumstances
from stc_lsp.code.parse.parsing import parse_tree

PYTHON = """
def whole(x):
    first()
    try:
        if x is None:  # nothing
            bare()
        elif x > 2:
            more()
        else:
            rest()
        for each in source():
            inner(each)
    except (A, B) as error:
        mend(error)
    finally:
        close()
    match x:
        case 3:
            three()
    chosen() if x else other()
    def within():
        later()
"""
TYPESCRIPT = """
class A { whole(x) {
  first(); if (x) { bare() } else if (y) { more() } else { rest() }
  for (const each of source()) { inner(each) }
  try { close() } catch (error) { mend(error) }
  switch (x) { case 3: three(); }
  list.map((each) => later(each));
} }
"""
GO = """package a
func whole(x int) {
    first()
    if err := source(); err != nil { mend(err) } else { rest() }
    switch x { case 3: three() }
    defer func() { later() }()
}
"""
RUST = """
fn whole(x: i32) { first(); if x > 2 { more() } else { rest() } match x { Some(y) => three(), _ => other() } }
"""
RUBY = """
def whole(x)
  first(1)
  bare(1) unless x
  begin
    close(1)
  rescue E => error
    mend(error)
  end
  case x
  when 3
    three(1)
  end
end
"""
EXPECTED = {
    "python": {
        "first": "",
        "bare": "condition: if x is None",
        "more": "condition: elif x > 2",
        "rest": "otherwise: if x is None",
        "source": "",
        "inner": "loop: for each in source()",
        "mend": "handler: except (A, B) as error",
        "close": "",
        "three": "case: case 3",
        "chosen": "condition: if x",
        "other": "otherwise: if x",
        "later": "within",
    },
    "typescript": {
        "first": "",
        "bare": "condition: if (x)",
        "more": "condition: if (y)",
        "rest": "otherwise: if (y)",
        "source": "",
        "inner": "loop: for (const each of source())",
        "close": "",
        "mend": "handler: catch (error)",
        "three": "case: case 3",
        "later": "within",
    },
    "go": {
        "first": "",
        "source": "",
        "mend": "condition: if err := source(); err != nil",
        "rest": "otherwise: if err := source(); err != nil",
        "three": "case: case 3",
        "later": "within",
    },
    "rust": {
        "first": "",
        "more": "condition: if x > 2",
        "rest": "otherwise: if x > 2",
        "three": "case: Some(y)",
        "other": "case: _",
    },
    "ruby": {
        "first": "",
        "bare": "condition: unless x",
        "close": "",
        "mend": "handler: rescue E => error",
        "three": "case: when 3",
    },
}
SOURCES = {"python": PYTHON, "typescript": TYPESCRIPT, "go": GO, "rust": RUST, "ruby": RUBY}


def _around(language: str, name: str) -> Circumstances:
    source = SOURCES[language].encode()
    tree = parse_tree(language, source)
    assert tree is not None
    start = source.index(b"whole")
    start = (
        source.rfind(b" ", 0, start - 1) + 1 if language == "typescript" else source.rfind(b"\n", 0, start)
    )
    place = re.search(rb"\b%s\(" % name.encode(), source)
    assert place is not None
    return circumstances(tree.root_node, place.start(), start, len(source))


@pytest.mark.parametrize(
    ("language", "name"), [(language, name) for language, names in EXPECTED.items() for name in names]
)
def test_what_stands_around_a_call_is_told_in_the_words_of_the_code(language: str, name: str) -> None:
    found = _around(language, name)
    told = [f"{each.kind.value}: {each.header}" for each in found.around]
    assert ", ".join([*(["within"] if found.is_within else []), *told]) == EXPECTED[language][name]


def test_what_is_run_on_errors_alone_is_known() -> None:
    assert _around("python", "mend").is_handler
    assert not _around("python", "bare").is_handler
