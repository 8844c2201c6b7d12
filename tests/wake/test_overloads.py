"""What a function does whose overloads alone are documented."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking, asking_fixture

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

shapes = asking_fixture(SHAPES)


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


RELEASE = """
# --- acme/Refs.java
package acme;
public class Refs {
    public Refs() { }
    public static void release(Object one) { if (one == null) { throw new IllegalStateException(); } }
    public static void release(Object one, int times) { }
}
# --- acme/Pool.java
package acme;
public class Pool {
    void close() { Refs.release(this); }
}
"""


def test_by_the_name_of_its_class_all_overloads_are_meant(tmp_path_factory: pytest.TempPathFactory) -> None:
    with asking(tmp_path_factory.mktemp("release"), RELEASE) as refs:
        told = refs.text("who calls Refs.release?")
        assert "`Refs.release(Object)` is called in 1 place, by `Pool.close`" in told
        assert "Nothing in this workspace calls `Refs.release(Object, int)` by name." in told
        told = refs.text("what does Refs.release throw?")
        assert "`Refs.release(Object)` raises `IllegalStateException`" in told
        assert "`Refs.release(Object, int)` raises nothing" in told


def test_the_constructor_of_a_class_is_no_other_thing_of_its_name(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with asking(tmp_path_factory.mktemp("release"), RELEASE) as refs:
        assert "There is also" not in refs.text("which classes extend Refs?")


CHANNEL = """
# --- acme/Outbound.java
package acme;
public interface Outbound {
    void close(String why, int code);
}
# --- acme/Handler.java
package acme;
public class Handler implements Outbound {
    public void close() { }
    public void close(String why, int code) { }
}
"""


def test_of_overloads_that_overrides_which_takes_as_much(tmp_path_factory: pytest.TempPathFactory) -> None:
    with asking(tmp_path_factory.mktemp("channel"), CHANNEL) as channel:
        told = channel.text("which methods does Handler override?")
        assert (
            "`Handler` overrides 1 method:\n- `Handler.close` (`acme/Handler.java:4`), of `Outbound.close`"
            in told
        )
        told = channel.text("what overrides Outbound.close?")
        assert "acme/Handler.java:4" in told
        assert "acme/Handler.java:3" not in told
