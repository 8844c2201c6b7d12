"""What is particular to Rust: traits are implemented beside the types that they are for."""

from __future__ import annotations

import pytest

from stc_lsp.code.testing import stands_in_tests
from tests.wake.answering import Asking, asking_fixture

FRAME = """
# --- Cargo.toml
[package]
name = "frame"
# --- src/lib.rs
pub(crate) trait Decoration {
    fn width(&self) -> usize;
}

pub(crate) struct Line {
    w: usize,
}

impl Line {
    pub(crate) fn new() -> Self {
        Line { w: 1 }
    }
}

impl Decoration for Line {
    fn width(&self) -> usize {
        4
    }
}

pub struct Grid<'a, T> {
    t: &'a T,
}

impl<'a, T: Clone> Decoration for Grid<'a, T> {
    fn width(&self) -> usize {
        5
    }
}

impl<D: Decoration> Decoration for Box<D> {
    fn width(&self) -> usize {
        6
    }
}

pub struct Plain;

#[derive(Default)]
pub enum Mode {
    Always,
    #[default]
    Never,
}

pub enum Wrap {
    Character,
    Off(bool),
}

impl Default for Wrap {
    fn default() -> Self {
        Wrap::Off(false)
    }
}

pub fn measure(width: u8) -> u8 {
    width
}
# --- src/shape.rs
use crate::measure;

pub struct Mode {
    wide: bool,
}

#[cfg(test)]
mod tests {
    use crate::measure;

    #[test]
    fn measures() {
        assert_eq!(measure(1), 1);
    }
}

pub fn shape() -> u8 {
    measure(2)
}
# --- src/flags.rs
impl Flag for MaxWidth {
    fn name(&self) -> &'static str {
        "max-width"
    }
}
"""

frame = asking_fixture(FRAME)


def test_what_implements_a_trait_is_told_though_it_says_so_beside_itself(frame: Asking) -> None:
    told = "2 types implement `Decoration`: `Line` (`src/lib.rs:5`) and `Grid` (`src/lib.rs:21`)."
    for question in ("which structs implement Decoration?", "what implements Decoration?"):
        assert frame.ask(question).answer == f"{told} It is implemented for `Box<D>` (`src/lib.rs:31`), too."
    assert frame.ask("does Line implement Decoration?").answer.startswith("Yes: `Line`")
    assert frame.ask("does Plain implement Decoration?").answer.startswith("No: `Plain`")


@pytest.mark.parametrize(
    "question",
    ["what are the variants of Mode?", "which variants does Mode have?", "list the variants of Mode"],
)
def test_the_variants_of_an_enumeration_are_its_members(frame: Asking, question: str) -> None:
    assert frame.text(question).startswith("`Mode` has 2 variants: `Always` and `Never`.")
    assert "`Always` and `Never`" in frame.ask(question).answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("what is the default of Mode?", "`Mode` (`src/lib.rs:40`) is `Never` by default, as line 43 says."),
        ("which Mode is the default?", "is `Never` by default"),
        ("what is the default Mode?", "is `Never` by default"),
        ("what is the default variant of Mode?", "is `Never` by default"),
        ("what is the default of Wrap?", "`Wrap.default` (`src/lib.rs:52`) gives `Wrap::Off(false)`."),
        ("which is the default Wrap?", "`Wrap.default` (`src/lib.rs:52`) gives `Wrap::Off(false)`."),
    ],
)
def test_the_default_of_a_type_is_told(frame: Asking, question: str, told: str) -> None:
    assert told in frame.ask(question).answer


def test_what_tests_a_file_from_within_is_no_code(frame: Asking) -> None:
    told = frame.ask("who calls measure?").answer
    assert "is called in 1 place, by `shape` in `src/shape.rs:" in told
    assert "Tests use it in 1 place in `src/shape.rs`." in told


def test_of_several_of_a_name_that_is_meant_which_has_variants(frame: Asking) -> None:
    assert "`wide`" not in frame.ask("what are the variants of Mode?").answer


def test_an_option_that_is_declared_in_an_unknown_way_is_not_said_to_be_unknown(frame: Asking) -> None:
    told = frame.ask("what does the --max-width flag do?").answer
    assert "Its name stands as a text at `src/flags.rs:3`." in told
    assert "Nothing called" not in told


def test_a_path_through_a_type_is_no_entry_of_a_table(frame: Asking) -> None:
    assert "table of defaults" not in frame.ask("what is the default of Wrap?").answer


@pytest.mark.parametrize(
    ("path", "qualname", "is_test"),
    [
        ("src/shape.rs", "tests.measures", True),
        ("src/shape.rs", "shape.tests.measures", True),
        ("src/shape.rs", "tests", True),
        ("tests/shape.rs", "measures", True),
        ("src/shape.rs", "Matcher.test", False),
        ("src/shape.rs", "test", False),
        ("src/shape.py", "tests.measures", False),
    ],
)
def test_a_function_called_test_is_no_test(path: str, qualname: str, is_test: bool) -> None:
    assert stands_in_tests(path, qualname) is is_test


def test_the_methods_beside_a_type_stand_in_for_those_of_its_trait(frame: Asking) -> None:
    told = frame.text("which types implement Decoration.width?")
    assert "`Line.width` (`src/lib.rs:16`)" in told
    assert "`Grid.width` (`src/lib.rs:26`)" in told
    assert "overrides nothing" not in told
    told = frame.text("what does Line.width override?")
    assert "`Decoration.width` (`src/lib.rs:2`)" in told
    told = frame.ask("what overrides Decoration.width?").answer
    assert told.startswith(
        "Of the 2 types that implement `Decoration`, directly or not, 2 have `width` of their own"
    )
