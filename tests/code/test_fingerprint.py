from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from stc_lsp.code.parse.parsing import parse_file, parse_tree
from stc_lsp.code.tokens.fingerprint import line_of_token, token_at_line, tokens
from stc_lsp.code.values import Chunk, ChunkKind
from tests.code.parsed import LANGUAGES, source_of

if TYPE_CHECKING:
    from pathlib import Path

    from tree_sitter import Node

EXAMPLES = settings(max_examples=int(os.environ.get("STC_PROPERTY_EXAMPLES", "25")), deadline=None)
CODE = [each for each in LANGUAGES if each not in ("markdown", "restructuredtext")]


def fingerprint(language: str, source: str) -> str:
    return parse_file(language, textwrap.dedent(source).encode()).chunks[0].fingerprint


SAME = [
    ("python", "x = 1", "x  =  1\n\n\n"),
    ("python", "f(a, b)", "f(\n    a,\n    b,\n)"),
    ("python", "f(a)", "f(a,)"),
    ("python", "x = [a]", "x = [\n    a,\n]"),
    ("python", "x = 'a'", 'x = "a"'),
    ("python", "x = 'it\\'s'", 'x = "it\'s"'),
    ("python", "x = U'a'", 'x = "a"'),
    ("python", "x = 'a' 'b'", 'x = "ab"'),
    ("python", "x = f'{a}' 'b{c}'", "x = f'{a}b{{c}}'"),
    ("python", "x = a or b", "x = (\n    a\n    or b\n)"),
    ("python", "return (a)", "return a"),
    ("python", "if (a and b): pass", "if a and b: pass"),
    ("python", "for (a, b) in (c): pass", "for a, b in c: pass"),
    ("python", "from a import (b, c,)", "from a import b, c"),
    ("python", "with (a as b, c as d,): pass", "with a as b, c as d: pass"),
    ("python", "(a, b) = c", "a, b = c"),
    ("python", "assert a, ('b')", "assert a, 'b'"),
    ("python", "def f() -> (A): pass", "def f() -> A: pass"),
    ("python", "f(lambda x: (a == b), 1)", "f(lambda x: a == b, 1)"),
    ("python", "x = (y[0]) = lambda x, y=(1): (\n    not x\n)", "x = y[0] = lambda x, y=(1): not x"),
    ("python", "x: (A | B) = c", "x: A | B = c"),
    ("python", "x: (A[B, C])\ny", "x: A[B, C]\ny"),
    ("python", "def f(a: (A | B) = 1, *b: (C)): pass", "def f(a: A | B = 1, *b: C): pass"),
    ("python", "{a: (b if c else d), e: (f(g))}", "{a: b if c else d, e: f(g)}"),
    ("python", "f((a if b else c), [(d)], e=(g or h))", "f(a if b else c, [d], e=g or h)"),
    ("python", "await (a.b(c, not d)[0].e())", "await a.b(c, not d)[0].e()"),
    ("python", "assert (a == b), 'c'", "assert a == b, 'c'"),
    ("python", "x = 1;", "x = 1"),
    ("python", "a = \\\n    b", "a = b"),
    ("python", "if a:\n  b\n  c", "if a:\n        b\n        c"),
    ("python", "if a:\n\tb", "if a:\n    b"),
    ("python", "def f():\n    '''One.\n\n    Two.\n    '''", 'def f():\n  """One.\n\n  Two."""'),
    ("python", "x = 1  # c", "x = 1 # c"),
    ("javascript", "f(a, b)", "f(\n  a,\n  b,\n)"),
    ("javascript", "a.b().c()", "a\n  .b()\n  .c()"),
    ("javascript", "x = 'a';", 'x = "a";'),
    ("javascript", "function f() { return (\n a\n ); }", "function f() { return a; }"),
    ("javascript", "if (a) { b(); c(); }", "if (a) {\n  b();\n  c();\n}"),
    ("tsx", "x = <A>text  here</A>;".replace("  ", " "), "x = <A>\n  text here\n</A>;"),
    ("go", "package a\nfunc f() { return 1 }", "package a\n\nfunc f() {\n\treturn 1\n}\n"),
    ("go", "package a\nvar x = f(a, b)", "package a\nvar x = f(\n\ta,\n\tb,\n)"),
    ("rust", "fn f() { g(a, b) }", "fn f() {\n    g(\n        a,\n        b,\n    )\n}"),
    ("java", "class A { int f(int a) { return a; } }", "class A {\n  int f(int a)\n  {\n    return a;\n}}"),
    ("c", "int f(int a) { return a; }", "int\nf (int a)\n{\n\treturn a;\n}"),
    ("cpp", "int f() { g(a, b); }", "int f() {\n  g(a,\n    b);\n}"),
    ("kotlin", "fun f() {\n  a.b().c(1, 2)\n}", "fun f() {\n  a.b()\n    .c(\n      1,\n      2,\n    )\n}"),
    ("swift", "func f() {\n    a.b()\n}", "func f() {\n\n        a\n            .b()\n}"),
    ("ruby", "a.b(1, 2)", "a\n  .b(\n    1,\n    2,\n  )"),
    ("lua", "f(a, b) g()", "f(\n  a,\n  b)\ng()"),
    ("bash", "a b && c", "a   b  &&   c  "),
    ("bash", "if a; then\n  b\nfi", "if a; then\n        b\n\n\nfi"),
    ("markdown", "# A\n\ntext", "# A  \n\n\n\ntext\n\n".replace("A  ", "A ")),
    ("", "one\n\ntwo", "one \n\n\n\ntwo\n"),
]  # fmt: skip

DIFFERENT = [
    ("python", "x = (a,)", "x = (a)"),
    ("python", "x[a,]", "x[a]"),
    ("python", "x = a in (b, c)", "x = a in b, c"),
    ("python", "x = a in (b or c)", "x = a in b or c"),
    ("python", "x = a == (b, c)", "x = a == b, c"),
    ("python", "f(lambda: (a, b))", "f(lambda: a, b)"),
    ("python", "f(lambda: (a for b in c))", "f(lambda: a for b in c)"),
    ("python", "await (a or b)", "await a or b"),
    ("python", "f((a, b), c)", "f(a, b, c)"),
    ("python", "f((), a)", "f(a)"),
    ("python", "f((a), b)(c)", "f((a)(c), b)"),
    ("python", "f((a or b).c)", "f(a or b.c)"),
    ("python", "[(a if b else c) if d else e]", "[a if b else c if d else e]"),
    ("python", "{a: (b, c)}", "{a: b, c}"),
    ("python", "x[a:(b or c) + d]", "x[a:b or c + d]"),
    ("python", "assert (a, b)", "assert a, b"),
    ("python", "x = ()", "x = "),
    ("python", "x = (a) + b", "x = (a + b)"),
    ("python", "match (a,):\n    case b: pass", "match (a):\n    case b: pass"),
    ("python", "x = 'a b'", "x = 'a  b'"),
    ("python", "x = 'a\\tb'", "x = 'a\tb'"),
    ("python", "x = 'a'", "x = b'a'"),
    ("python", "x = r'\\n'", "x = '\\n'"),
    ("python", "x = 'a', 'b'", "x = 'a' 'b'"),
    ("python", "x = '\\1' '2'", "x = '\\12'"),
    ("python", "x = '{a}'", "x = f'{a}'"),
    ("python", "x = f'{a=}'", "x = f'{a = }'"),
    ("python", "x = '''a\n  b'''", "x = '''a\n b'''"),
    ("python", "if a:\n    b\n    c", "if a:\n    b\nc"),
    ("python", "if a:\n    if b:\n        c\n    else:\n        d", "if a:\n    if b:\n        c\nelse:\n    d"),
    ("python", "if x: a; b", "if x: a\nb"),
    ("python", "a\n(b)", "a(b)"),
    ("python", "x = 1  # c", "x = 1  # d"),
    ("python", "x = 1", "x = 2"),
    ("python", "def f():\n    'doc'", "def f():\n    'docs'"),
    ("python", "def f():\n    '''a\n      b\n    c'''", "def f():\n    '''a\n    b\n    c'''"),
    ("javascript", "function f() { return\na }", "function f() { return a }"),
    ("javascript", "a\n++b", "a++\nb"),
    ("javascript", "a + +b", "a ++b"),
    ("javascript", "[,]", "[]"),
    ("javascript", "x = `a b`", "x = `a  b`"),
    ("javascript", "x = /a b/", "x = /a  b/"),
    ("javascript", "x = (a, b);", "x = a, b;"),
    ("javascript", "let f = () => ({});", "let f = () => {};"),
    ("tsx", "x = <A> text</A>;", "x = <A>text</A>;"),
    ("go", "package a\nfunc f() {\n\treturn\n\tg()\n}", "package a\nfunc f() {\n\treturn g()\n}"),
    ("go", "package a\nvar x = a < -b", "package a\nvar x = a <- b"),
    ("rust", "fn f() { (a,) }", "fn f() { (a) }"),
    ("rust", "fn f() { a && b }", "fn f() { a & &b }"),
    ("c", "int x = a+ ++b;", "int x = a++ +b;"),
    ("c", "int x = a && b;", "int x = a & &b;"),
    ("c", "#define A 1\nint b;", "#define A\nint b;"),
    ("c", "#if A\n-B\n#endif\n", "#if A -B\n\n#endif\n"),
    ("kotlin", "fun f() {\n    return\n    a\n}", "fun f() {\n    return a\n}"),
    ("kotlin", "fun f() {\n    a\n    -b\n}", "fun f() {\n    a - b\n}"),
    ("swift", "let x = a\n-b", "let x = a - b"),
    ("ruby", "foo -1", "foo - 1"),
    ("ruby", "foo (1)", "foo(1)"),
    ("ruby", "a\nb", "a b"),
    ("ruby", "x = <<~A\n  one\nA\n", "x = <<~A\n  two\nA\n"),
    ("bash", "a b", "ab"),
    ("bash", 'a "b"', 'a"b"'),
    ("bash", "a\nb", "a b"),
    ("bash", "x=1 a", "x= 1 a"),
    ("scala", "if (a)\n  b\nc", "if (a)\n  b\n  c"),
    ("markdown", "a\n\nb", "a\nb"),
    ("markdown", "a  \nb", "a\nb"),
    ("markdown", "- a\n  - b", "- a\n- b"),
    ("", "a b", "a  b"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "one", "other"), SAME)
def test_layout_keeps_a_fingerprint(language: str, one: str, other: str) -> None:
    assert fingerprint(language, one) == fingerprint(language, other)


@pytest.mark.parametrize(("language", "one", "other"), DIFFERENT)
def test_meaning_changes_a_fingerprint(language: str, one: str, other: str) -> None:
    assert fingerprint(language, one) != fingerprint(language, other)


def test_an_edit_changes_the_chunk_it_is_in_and_those_around_it_and_no_other() -> None:
    before = _by_name(
        "class A:\n    def f(self):\n        return 1\n\n    def g(self): pass\n\ndef h(): pass\n"
    )
    after = _by_name(
        "class A:\n    def f(self):\n        return 2\n\n    def g(self): pass\n\ndef h(): pass\n"
    )
    assert {name for name in before if before[name].own_fingerprint != after[name].own_fingerprint} == {"A.f"}
    assert {name for name in before if before[name].fingerprint != after[name].fingerprint} == {
        "",
        "A",
        "A.f",
    }


def test_a_variable_belongs_to_the_chunk_around_it() -> None:
    before, after = _by_name("x = 1\ndef f(): pass\n"), _by_name("x = 2\ndef f(): pass\n")
    assert {name for name in before if before[name].own_fingerprint != after[name].own_fingerprint} == {
        "",
        "x",
    }


def test_a_chunk_keeps_its_fingerprint_wherever_it_stands() -> None:
    alone = _by_name("@a\ndef f(x):\n    if x:\n        return 1\n    #: c\n    y = 2\n")["f"]
    nested = _by_name(
        "class A:\n  if b:\n    @a\n    def f(x):\n      if x:\n        return 1\n      #: c\n      y = 2\n"
    )["A.f"]
    assert alone.fingerprint == nested.fingerprint


def _by_name(source: str) -> dict[str, Chunk]:
    return {chunk.qualname: chunk for chunk in parse_file("python", source.encode()).chunks}


@pytest.mark.parametrize("language", CODE)
@EXAMPLES
@given(seed=st.integers(0, 1 << 32))
def test_any_layout_of_a_file_has_the_same_fingerprints(language: str, seed: int) -> None:
    source = source_of(language)
    laid_out = relayout(language, source, random.Random(seed))
    before, after = parse_file(language, source), parse_file(language, laid_out)
    assume(not after.has_errors or before.has_errors)
    assert [(one.qualname, one.own_fingerprint) for one in before.chunks] == [
        (one.qualname, one.own_fingerprint) for one in after.chunks
    ]


@pytest.mark.parametrize("language", CODE)
@EXAMPLES
@given(seed=st.integers(0, 1 << 32))
def test_any_changed_token_changes_the_fingerprint(language: str, seed: int) -> None:
    source = source_of(language)
    chosen = random.Random(seed)
    leaf = chosen.choice(
        [each for each in leaves(language, source) if each.text and each.text.strip() and _counts(each)]
    )
    changed = source[: leaf.start_byte] + _changed(leaf, chosen) + source[leaf.end_byte :]
    assert (
        parse_file(language, source).chunks[0].fingerprint
        != parse_file(language, changed).chunks[0].fingerprint
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chunks_own_text_has_the_tokens_it_has_in_its_file(language: str) -> None:
    source = source_of(language)
    chunks = parse_file(language, source).chunks
    parents = {one.parent for one in chunks}
    for index, one in enumerate(chunks):
        text = source[one.start_byte : one.end_byte]
        if one.kind is not ChunkKind.VARIABLE:  # Ruby's may end before the text of their heredocs
            assert tokens(language, text) == tokens(language, b"\n\n" + text + b"\n\n")
            if index not in parents and language in CODE:
                digest = hashlib.blake2b(b" ".join(tokens(language, text)), digest_size=16)
                assert digest.hexdigest() == one.own_fingerprint, one.qualname


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_is_found_again_by_its_first_token(language: str) -> None:
    source = source_of(language)
    for one in parse_file(language, source).chunks:
        text = source[one.start_byte : one.end_byte]
        for line, content in enumerate(text.split(b"\n"), 1):
            if content.strip():
                first = token_at_line(language, text, line)
                assert token_at_line(language, text, line_of_token(language, text, first)) == first


@pytest.mark.parametrize("language", CODE)
@EXAMPLES
@given(seed=st.integers(0, 1 << 32))
def test_a_line_is_found_again_after_any_change_of_layout(language: str, seed: int) -> None:
    source = source_of(language)
    laid_out = relayout(language, source, random.Random(seed))
    before, after = parse_file(language, source), parse_file(language, laid_out)
    assume(not after.has_errors or before.has_errors)
    for one, other in zip(before.chunks, after.chunks, strict=True):
        if one.kind in (ChunkKind.FUNCTION, ChunkKind.METHOD):
            here = source[one.start_byte : one.end_byte]
            there = laid_out[other.start_byte : other.end_byte]
            last = b"".join(here.split(b"\n")[-1].split())
            found = line_of_token(language, there, token_at_line(language, here, here.count(b"\n") + 1))
            assert b"".join(there.split(b"\n")[found - 1].split()).startswith(last[:4])


def test_places_beyond_a_text_are_its_ends() -> None:
    assert token_at_line("python", b"a\nb", 99) == token_at_line("python", b"a\nb", 2)
    assert line_of_token("python", b"a\nb", 99) == 2
    assert line_of_token("python", b"a\nb", 0) == 1
    assert (token_at_line("python", b"", 1), line_of_token("python", b"", 0)) == (0, 1)


@pytest.mark.parametrize("width", [40, 79, 120])
def test_a_formatter_keeps_every_fingerprint(width: int, tmp_path: Path) -> None:
    ruff = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", str(width)]
    path = tmp_path / "code.py"
    path.write_text(FORMATTED)
    subprocess.run([*ruff, path], check=True, capture_output=True)
    assert path.read_text() != FORMATTED
    before, after = parse_file("python", FORMATTED.encode()), parse_file("python", path.read_bytes())
    assert [(one.qualname, one.fingerprint) for one in before.chunks] == [
        (one.qualname, one.fingerprint) for one in after.chunks
    ]


FORMATTED = """
from package.module import first_name, second_name, third_name, fourth_name
import os
limit = {'one': 1, 'two' : 2, "three": [1,2,3], 'four': (1,), 'five': lambda x,y=1: x+y}
class Thing ( Base,Other ) :
    \'\'\'A thing.

      Indented.
    \'\'\'
    attribute : Dict[str,int]=field(default_factory = dict) # why
    def method(self, argument_one: int, argument_two: str='a', *, keyword: Optional[int]=None, **options: Any)->Dict[str,int]:
        if (argument_one and argument_two) or keyword is not None and not isinstance(keyword, (int, str)): return {}
        for (index,value) in enumerate(options) :
            value, rest = self.attribute.get(index, default_value_that_is_long), compute(index)[1 :2]
            assert value is not None, 'a message that is rather long ' 'and has two parts'
            self.attribute [index] = first_name(second_name(third_name(value), fourth_name=rest), key='x', other="it's")
            yield (await something.very_long_name_here.another_name_here.yet_another_name_here(argument_one, 2))
        with open(os.path.join('a', 'b')) as one, open(os.path.join('c', 'd'), 'w', encoding='utf-8') as other: pass
        result = some_condition_that_is_long if argument_one > argument_two else another_value_that_is_long_too
        raise SomethingVeryWrongError(f"value {argument_one} of {argument_two!r} is wrong") from error
x = not_quite_long_enough_yet.but_with_a_chain().of_calls(one).and_more(two).until_it_is(three).too_long(four)
try:
    del (a), (b)
except (KeyError,
        ValueError): pass
print("hello %s" % (name,), * arguments, ** options)
"""


def leaves(language: str, source: bytes) -> list[Node]:
    """The tokens of the grammar, literals and comments whole."""
    tree = parse_tree(language, source)
    assert tree is not None
    found: list[Node] = []
    waiting = [tree.root_node]
    while waiting:
        node = waiting.pop()
        if not node.child_count or any(part in node.type for part in _WHOLE):
            found.append(node)
        else:
            waiting.extend(reversed(node.children))
    return sorted(
        (each for each in found if each.end_byte > each.start_byte), key=lambda each: each.start_byte
    )


_WHOLE = (
    "string",
    "comment",
    "regex",
    "heredoc",
    "preproc_",
    "jsx_text",
    "template_literal",
    "char",
    "attribute_item",
    "symbol",
)


def relayout(language: str, source: bytes, chosen: random.Random) -> bytes:
    """The same file with other white space, where that has no meaning in the language."""
    made: list[bytes] = []
    brackets: list[str] = []
    position = 0
    for leaf in leaves(language, source):
        if leaf.start_byte < position:
            continue
        gap = source[position : leaf.start_byte]
        if not gap.strip():
            gap = _gap(language, gap, brackets, leaf, chosen)
        made += (gap, source[leaf.start_byte : leaf.end_byte])
        position = leaf.end_byte
        if leaf.type in ("(", "[", "{"):
            brackets.append(leaf.type)
        elif leaf.type in (")", "]", "}") and brackets:
            brackets.pop()
    return b"".join(made) + source[position:] + b"\n" * chosen.randint(0, 3)


def _gap(language: str, gap: bytes, brackets: list[str], leaf: Node, chosen: random.Random) -> bytes:
    if not gap or "heredoc" in leaf.type:
        return gap
    if b"\n" in gap:
        indentation = gap.rpartition(b"\n")[2]
        if leaf.type in _COMMENTS or language in ("ruby", "bash"):
            return gap
        if language not in ("python", "scala"):
            indentation += b" " * chosen.randint(0, 3)
        many = gap.count(b"\n") + (chosen.randint(0, 2) if gap.count(b"\n") > 1 else 0)
        return b"\n" * many + indentation
    if (
        brackets
        and brackets[-1] in "(["
        and language in ("python", "javascript", "java", "rust", "c", "cpp", "csharp")
    ):
        return chosen.choice([gap, gap + b" ", b"\n        "]) if leaf.type not in _COMMENTS else gap
    return gap + b" " * chosen.randint(0, 2)


_COMMENTS = ("comment", "line_comment", "block_comment", "multiline_comment")
_SILENT = frozenset({",", ";", "(", ")", "\n", "<?php", "?>"})


def _counts(leaf: Node) -> bool:
    return leaf.type not in _SILENT


def _changed(leaf: Node, chosen: random.Random) -> bytes:
    text = leaf.text or b""
    place = chosen.randrange(len(text))
    if text[place : place + 1].isalnum():
        other = chosen.choice([each for each in (b"q", b"7", b"Z") if each != text[place : place + 1]])
        return text[:place] + other + text[place + 1 :]
    return text + b" qq "
