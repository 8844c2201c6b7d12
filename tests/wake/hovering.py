"""Somebody who hovers in a small repository: files on disk, some of them open and edited, and a memory."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.thoughts import ThoughtStore
from stc_lsp.memory.values import Recipe, Thought, ThoughtItem, ThoughtKind, Wanted, thought_key
from stc_lsp.wake.documents import DiskDocuments, digest_of
from stc_lsp.wake.hover.hover import hover
from stc_lsp.wake.likely import likely_questions
from tests.sleep.sleepers import indexed_bench
from tests.thoughts import keep
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from stc_lsp.wake.values import HoverCard, LikelyQuestion
    from tests.sleep.sleepers import Bench

MODEL = "wise-1"


class Buffers:
    """Open buffers before the disk, as an editor has them."""

    def __init__(self, root: Path) -> None:
        self._disk = DiskDocuments(root)
        self._open: dict[str, bytes] = {}

    def text(self, path: str) -> bytes | None:
        """The bytes of a file now."""
        return self._open[path] if path in self._open else self._disk.text(path)

    def digest(self, path: str) -> bytes | None:
        """Its digest."""
        return digest_of(self._open[path]) if path in self._open else self._disk.digest(path)

    def is_open(self, path: str) -> bool:
        """Whether it is edited."""
        return path in self._open

    def edit(self, path: str, source: bytes) -> None:
        """What the buffer holds from now on."""
        self._open[path] = source

    def close(self, path: str) -> None:
        """The disk counts again."""
        self._open.pop(path, None)


class Hovering:
    """One workspace, and somebody with an editor."""

    def __init__(self, root: Path, data_dir: Path) -> None:
        self.root = root
        self.documents = Buffers(root)
        self.memory = Memory.open(MemoryPaths(data_dir, root))

    def source(self, path: str) -> bytes:
        """A file as it is now."""
        found = self.documents.text(path)
        assert found is not None, f"there is no {path}"
        return found

    def edit(self, path: str, old: str, new: str) -> None:
        """Put one text in the place of another, in the buffer."""
        source = self.source(path)
        assert old.encode() in source, f"{path} has no {old!r}"
        self.documents.edit(path, source.replace(old.encode(), new.encode(), 1))

    def at(self, path: str, byte: int, link: Callable[[str, int], str] | None = None) -> HoverCard | None:
        """The card at a byte."""
        with self.memory.snapshot() as snapshot:
            if link is None:
                return hover(snapshot, self.documents, path, byte)
            return hover(snapshot, self.documents, path, byte, link=link)

    def look(self, path: str, around: str, link: Callable[[str, int], str] | None = None) -> HoverCard | None:
        """The card at the mark `|` in a piece of text that a file has once, or first."""
        before, _, after = around.partition("|")
        start = self.source(path).index((before + after).encode())
        return self.at(path, start + len(before.encode()), link)

    def card(self, path: str, around: str, link: Callable[[str, int], str] | None = None) -> HoverCard:
        """The same, where there must be one."""
        found = self.look(path, around, link)
        assert found is not None, f"nothing is known at {around!r}"
        return found

    def questions(self, path: str, line: int = 0, most: int = 12) -> list[LikelyQuestion]:
        """The likely questions there."""
        with self.memory.snapshot() as snapshot:
            return likely_questions(snapshot, self.documents, path, line, most)


@contextlib.contextmanager
def knowing(tmp_path: Path, text: str) -> Generator[tuple[Hovering, Bench]]:
    """The repository in `text`, indexed and thought about without a model."""
    root = make_workspace(tmp_path, text)
    with indexed_bench(root, tmp_path / "data") as bench:
        bench.think()
        yield Hovering(root, tmp_path / "data"), bench


def think_with_model(bench: Bench, path: str, qualname: str, kind: ThoughtKind, *items: ThoughtItem) -> None:
    """Store what a model thought about a chunk, as its current thought."""
    chunk = bench.snapshot.chunk(path, qualname)
    assert chunk is not None
    recipe = Recipe(kind, MODEL, "1")
    key = thought_key(recipe, [chunk.chunk.fingerprint])
    store = ThoughtStore.open(bench.session.paths)
    keep(store, Thought(key, recipe, items))
    store.close()
    bench.writer.put_wanted([Wanted(chunk.id, recipe, key)])
