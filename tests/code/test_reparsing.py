from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.parse.reparsing import parse_text
from stc_lsp.code.values import BindingKind

if TYPE_CHECKING:
    from stc_lsp.code.parse.splicing import ParsedText

BEGIN = '''"""A module."""
import os
from a import (
    b as c,
    d,
)
LIMIT = c(1)  # a trailing comment
'''
PIECES = (
    '''
# About it.
@d(LIMIT)
def plain(one, *two: "d", three=c()) -> d:
    """Say so."""
    def inner():
        nonlocal one
        return [one.x for one in two]
    if (y := inner()) and y:
        import json as j
        raise d(j)
    return os.environ["HOME"]
''',
    '''
class Base(d.E, metaclass=c):
    # the first
    @property
    def value(self):
        self.kept: int = c(self)
        return self.kept

    LIMIT = 3
    """Of what."""

    class Inner:
        def method(self, a=LIMIT): return a

    async def method(cls, **rest):
        async with cls.value() as v, c() as w:
            yield lambda q: (q, v)
''',
    """
if LIMIT:
    def plain(): pass
else:
    class Base: late = 1
""",
    """
def plain(x): return x
def plain(y): return y
OTHER: "d" = plain((1, 2,),)
""",
)
NEW = (
    "", "x", " ", "\n", "    ", "\n\n", "    pass\n", "self.y = c(1)\n        ", "import os\n    ", "# no\n",
    "def g(): pass\n", "def plain():\n    return 1\n", "class K(d): z = 1\n", "    @d\n", "'", '"""', "(",
    ")", ":", ";", ",", "\\\n", "return", "yield c", "global LIMIT\n    ", "lambda: 0", "\t", "é", "\r\n",
    "\f", "async ", "    @value.setter\n    def value(self, a): pass\n",
)  # fmt: skip


def text_of(pieces: list[str], line_break: str) -> str:
    return (BEGIN + "".join(pieces)).replace("\n", line_break)


TEXTS = st.builds(
    text_of, st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"])
)
EDITS = st.tuples(st.integers(0, 10_000), st.integers(0, 25), st.sampled_from(NEW))


def edited(text: str, edit: tuple[int, int, str]) -> str:
    at, gone, new = edit
    start = at % (len(text) + 1)
    return text[:start] + new + text[start + gone :]


@example(BEGIN + PIECES[1], [(214, 0, "\\\n")])
@example((BEGIN + PIECES[0]).replace("\n", "\r\n"), [(200, 0, "x")])
@example("LIMIT = c()\ndef f(y): return y\nOTHER = f(1)\n", [(21, 9, "")])
@example("def f(a):\n        whatever = 42\n\n    @c\n    def g(): pass\n", [(10, 14, "  ")])
@example(
    "class A:\n    def f(self):\n        def g():\n            return 1\n        return 2\n\n    # c\n"
    "def h():\n    return 3\n",
    [(34, 0, "x\n    ")],
)
@given(TEXTS, st.lists(EDITS, min_size=1, max_size=4))
def test_after_any_edits_a_text_says_what_it_says_when_parsed_whole(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    parsed = parse_text("python", text.encode())
    for edit in edits:
        new = edited(text, edit)
        again = parse_text("python", new.encode(), parsed)
        assert again.facts == parse_file("python", new.encode())
        if not again.facts.has_errors:
            # Where an edit broke the text the next one is made to the text before.
            text, parsed = new, again


def test_an_edit_in_one_definition_leaves_the_others_untouched() -> None:
    before = parse_text("python", (BEGIN + "".join(PIECES)).encode())
    after = parse_text(
        "python", before.source.replace(b"self.kept: int = c(self)", b"self.kept = c(d)"), before
    )
    own = [each for each in after.facts.chunks if each not in before.facts.chunks and not each.end_byte]
    names = {each.name for each in after.facts.chunks} - {""}
    assert not own
    assert names == {each.name for each in before.facts.chunks} - {""}
    assert taken_over(before, after) > 0.5


def test_a_text_in_which_a_definition_comes_or_goes_is_parsed_whole() -> None:
    before = parse_text("python", (BEGIN + "".join(PIECES)).encode())
    after = parse_text("python", before.source + b"\ndef another(): pass\n", before)
    assert taken_over(before, after) == 0
    assert after.facts == parse_file("python", after.source)


def test_the_body_of_a_class_is_its_own_though_it_begins_with_a_method() -> None:
    facts = parse_file("python", b"class A:\n    def f(self, a=1):\n        return a\n")
    bodies = {each.chunk: each.scope_start for each in facts.bindings if each.kind is BindingKind.BODY}
    assert [facts.chunks[each].qualname for each in bodies] == ["A", "A.f"]
    assert bodies[1] < bodies[2]


def taken_over(before: ParsedText, after: ParsedText) -> float:
    """The share of what is said of names that is the very same object as before."""
    known = {id(each) for each in before.facts.references}
    return sum(id(each) in known for each in after.facts.references) / len(after.facts.references)
