"""Questions to a small repository that was indexed and thought about, without a model."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import pytest

from stc_lsp.memory.snapshot import Memory
from stc_lsp.wake.ask import Asker
from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.rank.retrieve import retrieve
from stc_lsp.wake.stored import serve_stored
from stc_lsp.wake.structural import answer_by_search, answer_exactly
from stc_lsp.wake.subjects import find_subjects, read_in
from stc_lsp.wake.values import AskContext
from tests.sleep.sleepers import Bench, indexed_bench
from tests.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from stc_lsp.wake.stored import Hit
    from stc_lsp.wake.values import Answer, Citation, Told

NOWHERE = AskContext()


class Asking:
    """One repository, and somebody who asks about it."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.root = bench.root
        self._documents = DiskDocuments(bench.root)

    def ask(self, question: str) -> Answer:
        """The answer of all rungs, without a model."""
        with contextlib.closing(Memory.open(self.bench.session.paths)) as memory:
            return asyncio.run(Asker(memory, self._documents).ask(question))

    def exactly(self, question: str, context: AskContext = NOWHERE) -> Told | None:
        """What static analysis answers."""
        snapshot = self.bench.snapshot
        asked = read_in(question, snapshot)
        subjects = find_subjects(asked, snapshot, context)
        return answer_exactly(asked, subjects, snapshot, Present(snapshot, self._documents))

    def text(self, question: str, context: AskContext = NOWHERE) -> str:
        """The words of the exact answer, which there must be."""
        return self.told(question, context).text

    def told(self, question: str, context: AskContext = NOWHERE) -> Told:
        """The exact answer, which there must be."""
        told = self.exactly(question, context)
        assert told is not None, f"{question!r} was not taken for an exact question"
        return told

    def by_search(self, question: str) -> Told:
        """What search and summaries answer."""
        snapshot = self.bench.snapshot
        asked = read_in(question, snapshot)
        return answer_by_search(
            asked, retrieve(asked, snapshot), snapshot, Present(snapshot, self._documents)
        )

    def stored(self, question: str, context: AskContext = NOWHERE) -> Hit:
        """What is stored as the answer to this very question."""
        snapshot = self.bench.snapshot
        asked = read_in(question, snapshot)
        subjects = find_subjects(asked, snapshot, context)
        return serve_stored(asked, subjects, snapshot, Present(snapshot, self._documents))

    def line(self, citation: Citation) -> str:
        """The first line that is cited."""
        lines = (self.root / citation.path).read_text(encoding="utf-8").split("\n")
        return lines[citation.start_line - 1].strip()

    def holds(self, told: Told | Answer) -> bool:
        """Whether all that is cited are existing lines of existing files."""
        for each in told.citations:
            lines = (self.root / each.path).read_text(encoding="utf-8").count("\n") + 1
            if not 1 <= each.start_line <= each.end_line <= lines:
                return False
        return True


@contextlib.contextmanager
def asking(tmp_path: Path, text: str) -> Generator[Asking]:
    """Index and think about the repository in `text`."""
    root = make_workspace(tmp_path, text)
    with indexed_bench(root, tmp_path / "data") as bench:
        bench.think()
        yield Asking(bench)


def asking_fixture(text: str) -> object:
    """A fixture: the repository in `text`, indexed and thought about once for all tests of a file."""

    @pytest.fixture(scope="module")
    def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
        with asking(tmp_path_factory.mktemp("asked"), text) as found:
            yield found

    return asked
