"""Expressions: what a name is a member of, and what merely stands before it."""

from __future__ import annotations

import pytest

from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.values import ReferenceKind


def expressions(language: str, source: str) -> list[str]:
    return [each.expression for each in parse_file(language, source.encode()).references]


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("python", "#: Filled at registration time.\nself.views\n"),
        ("python", "x = 1  # Once upon a time.\nself.views\n"),
        ("typescript", "// Filled at registration time.\nself.views;\n"),
        ("go", "package a\nfunc f() {\n\t// Once upon a time.\n\tself.views()\n}\n"),
    ],
)
def test_the_full_stop_of_a_comment_joins_nothing(language: str, source: str) -> None:
    assert expressions(language, source)[-2:] == ["self", "self.views"]


def test_the_full_stop_of_a_comment_before_a_call_joins_nothing() -> None:
    assert expressions("python", "# Once upon a time.\nmake(1).views\n") == ["make", "make().views"]


def test_before_arguments_a_name_of_ruby_has_the_sign_that_it_ends_in() -> None:
    assert expressions("ruby", "sold?(1).add\nx ? (1).add : !(2).add\n")[1:] == [
        *("sold?().add", "x", "().add", "().add"),
    ]


def test_in_a_shell_what_another_command_is_told_to_run_is_called() -> None:
    source = "clean() { :; }\ntrap clean EXIT\ncomplete -F _words tool\nrun clean --all\necho clean\n"
    calls = [each for each in parse_file("bash", source.encode()).references if each.kind == "call"]
    named = [(each.name, each.line) for each in calls if each.name in ("clean", "_words")]
    assert named == [("clean", 2), ("_words", 3), ("clean", 4)]


def test_of_a_long_value_the_signature_has_what_makes_it() -> None:
    props = ", ".join(f"property{index}" for index in range(60))
    text = f"const Button = React.forwardRef<Element, Props>(({{ {props} }}, ref) => {{ return 1; }});\n"
    assert parse_file("tsx", text.encode()).chunks[1].signature == (
        "const Button = React.forwardRef<Element, Props>(…"
    )


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("python", 'if "LANG" in os.environ and "B" in flags: pass'),
        ("python", 'x = "LANG" not in environ'),
        ("javascript", 'if ("LANG" in process.env || "B" in x.env) {}'),
        ("ruby", 'x if ENV.include?("LANG") && other.include?("B")'),
    ],
)
def test_whether_a_variable_is_set_is_read(language: str, source: str) -> None:
    references = parse_file(language, source.encode()).references
    assert [one.name for one in references if one.kind is ReferenceKind.ENVIRONMENT] == ["LANG"]
