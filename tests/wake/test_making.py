"""Questions for the constructors of a class, in the languages that have some and in those that have none."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.narrow import Narrow, narrow_asked
from tests.wake.answering import Asking, asking_fixture

SHED = """
# --- src/lib.rs
pub struct Lock { held: bool }

impl Lock {
    /// A lock that nobody holds.
    pub fn new() -> Self {
        Lock { held: false }
    }

    pub fn opened(key: &str) -> Result<Lock, Error> {
        Ok(Lock::new())
    }

    pub fn again(&self) -> Lock {
        Lock::new()
    }
}
# --- shed/door.go
package shed

type Door struct{}

// NewDoor hangs a door.
func NewDoor(width int) (*Door, error) { return &Door{}, nil }

func (d *Door) init() {}

func Paint(door *Door) int { return 1 }
# --- shed/rake.py
class Tool:
    def __init__(self, weight):
        self.weight = weight

    @classmethod
    def parse(cls, text: str) -> "Tool":
        return cls(len(text))

    def copy(self) -> "Tool":
        return Tool(self.weight)


class Rake(Tool):
    def rake(self):
        return 1


class Stone:
    size = 1
# --- shed/Bench.java
class Bench {
    Bench() {}
    Bench(int legs) {}
    void sit() {}
}
# --- README.md
# Shed
"""

shed = asking_fixture(SHED)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("which constructors does Lock have?", ("2 constructors", "new()", "opened(key"), ("again",)),
        (
            "what are the constructors of Door",
            ("made by 1 function", "NewDoor(width int)"),
            ("init", "Paint"),
        ),
        ("how many constructors does Tool have", ("2 constructors", "__init__", "parse"), ("copy",)),
        ("constructors of Bench", ("2 constructors", "int legs"), ("sit",)),
        ("which constructors does Rake have", ("inherits its constructor: `Tool.__init__`",), ("`rake`",)),
        ("which constructors does Stone have", ("has no constructor of its own",), ("size",)),
        ("which ways are there to create a Lock", ("2 constructors",), ()),
    ],
)
def test_what_makes_one_is_told(
    shed: Asking, question: str, told: tuple[str, ...], untold: tuple[str, ...]
) -> None:
    answer = shed.ask(question)
    assert all(each in answer.answer for each in told), answer.answer
    assert not any(each in answer.answer for each in untold), answer.answer
    assert shed.holds(answer)


@pytest.mark.parametrize(
    "question",
    [
        "which constructors take a key",
        "what does the constructor of Lock do",
        "who calls the constructors of Lock",
        "which constructors does Lock call",
        "why does Lock have two constructors",
    ],
)
def test_other_questions_of_constructors_ask_something_else(question: str) -> None:
    asked = narrow_asked(question)
    assert asked is None or asked.asks is not Narrow.CONSTRUCTORS
