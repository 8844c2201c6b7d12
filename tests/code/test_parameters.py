"""What signatures say of their parameters, beside their names."""

from __future__ import annotations

import pytest

from stc_lsp.code.parameters import Parameter, parameters_of
from stc_lsp.code.parse.signatures import parameters, signature


def _said(each: Parameter) -> str:
    """As in "a" for what a call must give, "b=3" for a default, "c?" for what may be left out without one."""
    return f"{each.name}={each.default}" if each.default else f"{each.name}{'' if each.is_required else '?'}"


@pytest.mark.parametrize(
    ("language", "signature", "told"),
    [
        (
            "python",
            'def f(self, a, b=(1, 2), *c, d: str = "=),", **e)',
            ["a", "b=(1, 2)", "*c?", 'd="=),"', "**e?"],
        ),
        (
            "typescript",
            "f(a: (x: number) => void, b = 3, c?: string, ...d: T[])",
            ["a", "b=3", "c?", "...d?"],
        ),
        ("javascript", "function f(a, b = x => (x, 1))", ["a", "b=x => (x, 1)"]),
        ("ruby", "def f(a, b = 1, c:, d: nil)", ["a", "b=1", "c", "d=nil"]),
        ("ruby", "def f a, b = 1", ["a", "b=1"]),
        ("python", "\n(\n    a,  # (first)\n    b='#x',\n):\n    return a\n", ["a", "b='#x'"]),
        ("typescript", "\n(\n  a: number, // (first)\n  b = '//x',\n) {\n", ["a", "b='//x'"]),
        ("go", "func (s *S) F(a, b int, c ...string) error", ["a", "b", "c?"]),
        ("rust", "fn f(&self, a: u8, b: impl Fn(u8) -> u8) -> u8", ["a", "b"]),
        ("php", "function f(array $a, ?int $b = null)", ["$a", "$b=null"]),
        ("cpp", "int f(int a, const std::vector<int>& b = {1, 2})", ["a", "b={1, 2}"]),
        ("csharp", 'void F(int a, string b = "x", params int[] c)', ["a", 'b="x"', "c?"]),
    ],
)
def test_each_parameter_is_told_with_its_default(language: str, signature: str, told: list[str]) -> None:
    names = tuple(each.rstrip("?").partition("=")[0] for each in told)
    receiver = ("self",) if "self" in signature else ()
    found = parameters_of(language, signature, (*receiver, *names))
    assert found is not None
    assert [_said(each) for each in found] == told


def test_of_a_signature_that_is_cut_off_nothing_is_told() -> None:
    assert parameters_of("python", "def f(a, b=…", ("a", "b")) is None


def test_a_comment_between_parameters_hides_none() -> None:
    python = "(\n    self,\n    *,\n    # Where to.\n    origin: str = '#',  # any\n    path: str,\n)"
    assert parameters("python", python) == ("self", "origin", "path")
    assert parameters("typescript", "(\n  a: string, // first\n  // second\n  b = '//',\n)") == ("a", "b")
    assert parameters("go", "(\n\t/* both */ a, b int,\n)") == ("a", "b")


@pytest.mark.parametrize("header", ["def odd\n  end", "def odd; end", "def odd\n"])
def test_the_end_of_a_definition_without_a_body_is_no_part_of_its_signature(header: str) -> None:
    assert signature("ruby", header) == "def odd"
    assert signature("lua", "function send()\nend") == "function send()"
    assert signature("python", "def to_the_end") == "def to_the_end"
