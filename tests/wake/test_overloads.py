"""What a function does whose overloads alone are documented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wake.answering import Asking, asking

if TYPE_CHECKING:
    from collections.abc import Iterator

SHAPES = '''
# --- shapes.py
from typing import overload

@overload
def area(shape: int) -> int:
    """The area of a shape in square metres."""
@overload
def area(shape: str) -> str: ...
def area(shape):
    return shape

def twice(): """Once."""
def twice(): return 2
# --- cloth.ts
/** Fold the cloth along a line. */
export function fold(a: string): void
export function fold(a: number): void
export function fold(a: any) { cut(a) }
function cut(a: any) {}
'''


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with asking(tmp_path_factory.mktemp("shapes"), SHAPES) as asked:
        yield asked


@pytest.mark.parametrize(
    ("name", "documented"),
    [
        ("area", "The area of a shape in square metres."),
        ("fold", "Fold the cloth along a line."),
        ("twice", ""),
    ],
)
def test_what_documents_an_overload_tells_what_the_function_does(
    shapes: Asking, name: str, documented: str
) -> None:
    question = f"What does {name} do?"
    for text in (shapes.ask(question).answer, shapes.text(question)):
        assert f"`{name}`: {documented}" in text
        assert "Once" not in text
