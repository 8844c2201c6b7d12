"""What is raised by an expression, which no name tells."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking_fixture

PORT = '''
# --- port/dock.py
class Aground(Exception): ...


class Adrift(Exception): ...


def moor(error):
    raise (error or Aground())


def cast_off(ship):
    if ship:
        raise Aground if ship.is_low else Adrift
    raise Adrift(ship)


def told(ship):
    """Does not raise anything."""
    # raise Aground
    return ship


def given(ship):
    raise ValueError(Adrift(ship))
# --- port/dock.js
class Sunk extends Error {}

export function sink(error) {
  throw error ?? new Sunk();
}
'''

port = asking_fixture(PORT)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "what does moor raise?",
            "It raises what `(error or Aground())` (`port/dock.py:8`) is when it runs.",
        ),
        (
            "which errors does cast_off raise?",
            "It raises what `Aground if ship.is_low else Adrift` (`port/dock.py:13`) is when it runs.",
        ),
        ("what does sink throw?", "It raises what `error ?? new Sunk()` (`port/dock.js:4`) is when it runs."),
    ],
)
def test_an_expression_that_is_raised_is_quoted(port: Asking, question: str, told: str) -> None:
    assert told in port.ask(question).answer


def test_what_raises_nothing_is_said_to_raise_nothing(port: Asking) -> None:
    assert port.ask("what does told raise?").answer == "`told` raises nothing itself."


def test_an_error_is_raised_where_it_stands_in_what_is_raised(port: Asking) -> None:
    told = port.ask("where is Aground raised?").answer
    assert told.startswith(
        "`Aground` is raised in 2 places, by `cast_off` in `port/dock.py:13` and `moor` in `port/dock.py:8`."
    )
    assert "`given` in" not in port.ask("where is Adrift raised?").answer.partition("It is created")[0]
