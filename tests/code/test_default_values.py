"""Values that a text states for a name."""

from __future__ import annotations

from stc_lsp.code.default_values import Stated, stated_in


def test_an_entry_of_a_table_is_a_default_where_the_table_says_so() -> None:
    table = ["const defaults = {", "  depth: 40,", "};", "const other = {", "  depth: f(1),", "};"]
    assert list(stated_in(table, "depth")) == [
        Stated(2, "40", is_comment=False, is_default=True),
        Stated(5, "f(1)", is_comment=False, is_default=False),
    ]
    php = ["$defaults = array(", "  'depth' => 40,", ");"]
    assert [each.value for each in stated_in(php, "depth")] == ["40"]


def test_the_type_of_a_parameter_is_no_value() -> None:
    header = ["def with_defaults(", "    depth: int | None = 40,", "    tides: dict = {},", "):"]
    assert not list(stated_in(header, "depth"))
    assert not list(stated_in(["fn new(", "    tar: [u8; 2],", "    depth: usize,", ") -> Self {"], "depth"))


def test_a_plain_value_that_an_object_is_given_is_one_and_a_parameter_is_none() -> None:
    made = ["    self.depth = DEPTH", "    self.depth: int = 4 * 1024  # bytes", "    this.depth = null;"]
    assert [each.value for each in stated_in(made, "depth")] == ["DEPTH", "4 * 1024", "null"]
    assert not list(stated_in(["    self.depth = depth", "    self.depth = measure(4)"], "depth"))


def test_a_line_of_a_docstring_is_no_entry() -> None:
    assert not list(stated_in(['    """Make one.', "", "    depth : int, optional", '    """'], "depth"))


def test_an_entry_of_a_table_of_some_hundred_lines_belongs_to_it() -> None:
    table = ["DEFAULTS = {", *(f'    "SETTING_{number}": {number},' for number in range(150)), "}"]
    assert list(stated_in(table, "SETTING_149")) == [Stated(151, "149", is_comment=False, is_default=True)]


def test_the_default_is_found_of_a_setting_that_a_call_declares_in_the_table_of_its_prefix() -> None:
    table = [
        "NAMES = Namespace(",
        "    worker=Namespace(",
        "        depth=Option(4, type='int'),",
        "    ),",
        ")",
    ]
    assert list(stated_in(table, "worker_depth")) == [
        Stated(3, "4", is_comment=False, is_default=True, is_declared=True)
    ]
    assert not list(stated_in(table, "broker_depth"))
    fields = [
        "class Settings:",
        "    depth: int = Field(",
        "        default=7)",
        '    beam: str = Field("x")',
    ]
    assert [each.value for each in stated_in(fields, "depth")] == ["7"]
    assert [each.value for each in stated_in(fields, "beam")] == ['"x"']


def test_the_default_is_found_of_a_setting_that_is_a_class_with_a_name_and_a_default() -> None:
    made = ["class Depth(Setting):", '    name = "depth"', "    default = 30", "", "class Beam(Setting):"]
    assert [(each.line, each.value) for each in stated_in(made, "depth")] == [(3, "30")]
    assert not list(stated_in([*made[:2], "class Beam(Setting):", "    default = 30"], "depth"))
