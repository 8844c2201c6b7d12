"""Hover anywhere, in files edited in any way: it never fails, and never tells the past as the present."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.wake.hover.freshness import parsed
from tests.sleep.sleepers import indexed_bench
from tests.wake.hovering import Hovering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.wake.values import HoverCard

FIXTURES = Path(__file__).parents[2] / "fixtures"
MOST_LINES = 18
PIECES = (
    b"\n",
    b"    ",
    b"# a comment\n",
    b"// a comment\n",
    b"(",
    b'"',
    b"'''",
    b"def added(x):\n    return x\n",
    b"\xff\xfe",
    b"\x00",
    "é".encode(),
    b"class ",
)


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Hovering]]:
    """The fixture repositories, each indexed and thought about."""
    known: list[Hovering] = []
    for fixture in sorted(FIXTURES.iterdir()):
        home = tmp_path_factory.mktemp(fixture.name)
        root = Path(shutil.copytree(fixture, home / fixture.name))
        with indexed_bench(root, home / "data") as bench:
            bench.think()
        known.append(Hovering(root, home / "data"))
    yield known
    for shelf in known:
        shelf.memory.close()


@st.composite
def edits(draw: st.DrawFn, source: bytes) -> bytes:
    """A text, edited at some places: pieces put in, cut out, written twice, moved."""
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(source)))
        end = min(len(source), start + draw(st.integers(0, 60)))
        how = draw(st.sampled_from(("insert", "cut", "twice", "move")))
        if how == "insert":
            source = source[:start] + draw(st.sampled_from(PIECES)) + source[start:]
        elif how == "cut":
            source = source[:start] + source[end:]
        elif how == "twice":
            source = source[:end] + source[start:]
        else:
            source = source[:start] + source[end:] + source[start:end]
    return source


@given(data=st.data())
def test_hover_never_fails_and_flags_exactly_what_was_edited(
    shelves: list[Hovering], data: st.DataObject
) -> None:
    shelf = data.draw(st.sampled_from(shelves), label="repository")
    with shelf.memory.snapshot() as snapshot:
        paths = [path for path in snapshot.paths() if path and not path.endswith("/")]
    path = data.draw(st.sampled_from(paths), label="path")
    edited = data.draw(st.sampled_from((path, *paths)), label="edited")
    shelf.documents.edit(edited, data.draw(edits(shelf.source(edited)), label="text"))
    try:
        source = shelf.source(path)
        names = [name.start() for name in re.finditer(rb"\w+", source)]
        anywhere = st.integers(-1, len(source) + 1)
        byte = data.draw(st.sampled_from(names) | anywhere if names else anywhere, label="byte")
        card = shelf.at(path, byte)
        if card is not None:
            _check(shelf, path, card)
    finally:
        shelf.documents.close(edited)


def _check(shelf: Hovering, path: str, card: HoverCard) -> None:
    assert 0 <= card.start_byte < card.end_byte <= len(shelf.source(path))
    assert 0 < len(card.markdown.splitlines()) <= MOST_LINES
    assert card.line >= 1
    source = shelf.source(card.path)
    with shelf.memory.snapshot() as snapshot:
        qualname = "" if card.symbol == card.path else card.symbol
        stored = snapshot.chunk(card.path, qualname)
        now = {chunk.qualname: chunk for chunk in parsed(card.path, source, snapshot).chunks}.get(qualname)
    if stored is None or (now is not None and now.kind is not stored.chunk.kind):
        # A local name, or something new: what is told was read from the text.
        return
    is_same = now is not None and now.fingerprint == stored.chunk.fingerprint
    assert card.fresh == is_same
