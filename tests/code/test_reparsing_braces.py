"""The same as in `test_reparsing`, in languages whose definitions stand in braces."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc_lsp.code.languages import language_of
from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.parse.reparsing import parse_text
from stc_lsp.code.resolve import Tables, export_keys, resolve_again, resolve_file
from tests.code.resolve.known import KnownFiles
from tests.code.resolve.test_again import kept
from tests.code.test_reparsing import edited

if TYPE_CHECKING:
    from stc_lsp.code.values import FileFacts

SCRIPT = """// What it is for.
import { a, b as c } from "./a";
const LIMIT = 3; // a trailing comment
/** Says so. */
export function plain(one, two = c()) {
  const inner = () => a(one);
  function deeper() { return inner(); }
  for (const each of two) { each.x(deeper`t`); }
  return process.env.HOME ? one : /re}/.test(two);
}
class Base extends a.E {
  kept = 1;
  // the first
  get value() { return this.kept; }
  async method(q) {
    this.more = c(q);
    return await this.method(LIMIT);
  }
  late = () => { return plain(1); }
  static *all() { yield new Base().value; }
}
const h = (q) => q
const made = { foo() { return h(1); } };
const proto = {
  /** An empty line may follow. */

  later(x) { return h(x); },
};
function plain(x) { return x }
function reads(size) {
  Base.prototype._read = function (size) { return h(size); };
}
reads.later = function () { return reads(1); };
export default Base;
"""
TYPED = SCRIPT.replace("(one, two = c())", "<T>(one: T, two: a.E[] = c()): T | boolean").replace(
    "export default Base;\n",
    "interface Shape { area(): { x: number } }\nnamespace N { export function q() {} }\n"
    "declare function later(x: string): { y: 1 }\nabstract class Last { abstract one(): {} }\n",
)
GO = """// Package shop sells.
package shop

import "example.com/x/goods"

// Till takes money.
type Till struct {
	Sum int
	of  *goods.Basket
}

// Add adds.
func (t *Till) Add(n int) (int, error) {
	more := goods.Price(n)
	t.Sum += more
	go func() { t.Add(1) }()
	return help(t.Sum), nil
}

// help helps.
func help[T any](n T) T {
	switch x := any(n).(type) {
	case int:
		_ = x
	}
	return n
}

type Seller interface{ Add(n int) (int, error) }

var LIMIT = help(3)

func main() { new(Till).Add(LIMIT) }
"""
TEXTS = {"javascript": SCRIPT, "typescript": TYPED, "tsx": TYPED, "go": GO}
PATHS = {
    "javascript": "pkg/main.js",
    "typescript": "pkg/main.ts",
    "tsx": "pkg/main.tsx",
    "go": "shop/main.go",
}
A = b"""import { plain } from './main';
export class E {}
export function a(x) { return plain(x); }
export const b = a;
"""
OTHERS = {
    "javascript": {"pkg/a.js": A},
    "typescript": {"pkg/a.ts": A},
    "tsx": {"pkg/a.tsx": A},
    "go": {
        "go.mod": b"module example.com/x\n",
        "goods/goods.go": b"package goods\n\ntype Basket struct{}\n\nfunc Price(n int) int { return n }\n",
        "shop/more.go": b"package shop\n\nfunc more(t *Till) int { return help(t.Sum) }\n",
    },
}
NEW = (
    "", "x", " ", "\n", "\t", "\r\n", ";", "{", "}", "(", ")", "`", "'", "/", "// no\n", "/* no */",
    "return a(2)\n", "function g() { return plain }\n", "class K { m() {} }\n", "this.y = c(1);\n",
    "import q from 'q';\n", "<T>", "}\n\nfunction more() {", "}\n\nfunc more() {", "=> 1", ", z = {}",
    "x := help(2)\n", "go func() {}()\n", "await ", "static ", "async ", "@dec() ", "export ", "t.New = 1\n",
    "goods.Price(2)\n", "é", "var v = h(1);\n",
)  # fmt: skip
EXAMPLES = max(1, int(os.environ.get("STC_PROPERTY_EXAMPLES", "50")) // 4)
EDITS = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 20), st.sampled_from(NEW)), min_size=1, max_size=4
)


def files_with(facts: FileFacts, path: str) -> KnownFiles:
    others = {other: parse_file(language_of(other), text) for other, text in OTHERS[facts.language].items()}
    return KnownFiles({path: facts, **others})


@pytest.mark.parametrize("language", TEXTS)
@given(edits=EDITS)
@settings(max_examples=EXAMPLES)
def test_after_any_edits_a_text_says_and_means_what_it_does_when_it_is_read_whole(
    language: str, edits: list[tuple[int, int, str]]
) -> None:
    path, text = PATHS[language], TEXTS[language]
    before = parse_text(language, text.encode())
    known = resolve_file(path, before.facts, Tables(files_with(before.facts, path)))
    for edit in edits:
        new = edited(text, edit)
        after = parse_text(language, new.encode(), before)
        assert after.facts == parse_file(language, new.encode())
        whole = resolve_file(path, after.facts, tables := Tables(files_with(after.facts, path)))
        if after.same and not export_keys(path, kept(before.facts), kept(after.facts)):
            again = resolve_again(path, after.facts, tables, known, after.same)
            assert again is None or (again.targets, again.imports) == (whole.targets, whole.imports)
        if not after.facts.has_errors:
            text, before, known = new, after, whole


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("javascript", "each.x(", "each.y("),
        ("typescript", "this.more = c(q)", "this.more = c(1)"),
        ("tsx", "return inner()", "return 1"),
        ("go", "t.Sum += more", "t.Sum -= more"),
    ],
)
def test_an_edit_in_one_definition_leaves_the_others_untouched(language: str, old: str, new: str) -> None:
    before = parse_text(language, TEXTS[language].encode())
    assert not before.facts.has_errors
    after = parse_text(language, TEXTS[language].replace(old, new).encode(), before)
    assert after.same is not None
    assert after.facts == parse_file(language, after.source)
