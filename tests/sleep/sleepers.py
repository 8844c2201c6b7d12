"""A sleeper's tools in one process, for tests: real databases, real files, real git."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import anyio

from stc_lsp.config import load
from stc_lsp.memory.values import ThoughtKind
from stc_lsp.sleep.session import hold_workspace, open_session
from tests.workspace import write_files

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from stc_lsp.config import Settings
    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import Thought
    from stc_lsp.sleep.session import SleeperSession


def settings_for(data_dir: Path, **overrides: object) -> Settings:
    """Settings with the memory in a folder of the test's own."""
    return load(None, environ={}, overrides={"data_dir": str(data_dir), "index.workers": "1", **overrides})


class Bench:
    """One workspace with its index open for writing."""

    def __init__(self, session: SleeperSession) -> None:
        self.session = session
        self.root = session.workspace.root
        self.indexer = session.indexer
        self.writer = session.writer

    @property
    def snapshot(self) -> Snapshot:
        """What is known now."""
        return self.writer.snapshot()

    def write(self, text: str) -> None:
        """Write files of the workspace, and tell the indexer which."""
        write_files(self.root, text)

    def think(self) -> None:
        """Make everything that needs no model, git's history included."""
        anyio.run(self._think)

    async def _think(self) -> None:
        sleeper = self.session.sleeper
        sleeper.pen = anyio.Lock()
        assert await sleeper.remember_history()
        assert await sleeper.think_structurally()

    def thought(self, path: str, qualname: str = "", kind: ThoughtKind = ThoughtKind.SUMMARY) -> Thought:
        """The current structural thought about a chunk."""
        chunk = self.snapshot.chunk(path, qualname)
        assert chunk is not None, f"{path}: {qualname} is not in the index"
        thought = self.snapshot.thought(chunk.id, kind, "structural")
        assert thought is not None, f"{path}: {qualname} has not been thought about"
        return thought

    def answer(self, path: str, qualname: str, intent: str) -> str:
        """The stored answer to the question of that intent."""
        items = self.thought(path, qualname, ThoughtKind.QUESTIONS).items
        answers = [item.text for item in items if item.intent == intent]
        assert answers, f"no question about {intent} among {[item.intent for item in items]}"
        return answers[0]


@contextlib.contextmanager
def open_bench(root: Path, data_dir: Path, **overrides: object) -> Generator[Bench]:
    """Open the memory of a workspace as the sleeper does."""
    settings = settings_for(data_dir, **overrides)
    with contextlib.ExitStack() as stack:
        opened = open_session(root, settings)
        portal = stack.enter_context(anyio.from_thread.start_blocking_portal())
        session = stack.enter_context(portal.wrap_async_context_manager(opened))
        stack.enter_context(hold_workspace(session.paths))
        yield Bench(session)


@contextlib.contextmanager
def indexed_bench(root: Path, data_dir: Path, **overrides: object) -> Generator[Bench]:
    """The same, with its index up to date."""
    with open_bench(root, data_dir, **overrides) as bench:
        bench.indexer.reconcile()
        yield bench


def known(snapshot: Snapshot, wanted: dict[int, dict[str, str]]) -> dict[str, dict[str, object]]:
    """Everything an index says, in terms that do not depend on how it came about."""
    found: dict[str, dict[str, object]] = {}
    for path in snapshot.paths():
        record = snapshot.file(path)
        assert record is not None
        chunks = snapshot.chunks(path)
        labels = {chunk.id: (chunk.path, chunk.chunk.qualname) for chunk in chunks}

        def label(
            chunk_id: int | None, labels: dict[int, tuple[str, str]] = labels
        ) -> tuple[str, str] | None:
            if chunk_id is None:
                return None
            if chunk_id not in labels:
                chunk = snapshot.chunk_by_id(chunk_id)
                assert chunk is not None, "a reference leads to a chunk that is gone"
                labels[chunk_id] = (chunk.path, chunk.chunk.qualname)
            return labels[chunk_id]

        references = snapshot.references_in(chunks[0].id) if chunks else []
        found[path] = {
            "record": (record.language, record.size, record.digest, record.skipped, record.line_count),
            "facts": snapshot.facts(path, references=True),
            "targets": [(each.reference, label(each.target_id)) for each in references],
            "imports": snapshot.imports_of(path),
            "users": [
                sorted((use.path, use.reference.start_byte) for use in snapshot.uses(chunk.id))
                for chunk in chunks
            ],
            "wanted": [wanted.get(chunk.id, {}) for chunk in chunks],
        }
    return found


def wanted_keys(session: SleeperSession) -> dict[int, dict[str, str]]:
    """The key of everything that is wanted, by chunk."""
    found: dict[int, dict[str, str]] = {}
    for each in session.writer.wanted():
        found.setdefault(each.chunk_id, {})[f"{each.recipe.thinker} {each.recipe.kind}"] = each.key
    return found


def served(snapshot: Snapshot) -> dict[str, dict[str, object]]:
    """What readers get of every chunk: its current thoughts, and which of them search finds."""
    found: dict[str, dict[str, object]] = {}
    for path in snapshot.paths():
        chunks = snapshot.chunks(path)
        found[f"{path} (served)"] = {
            "thoughts": [
                (thought.key, thought.items)
                for chunk in chunks
                for kind in ThoughtKind
                if (thought := snapshot.thought(chunk.id, kind)) is not None
            ],
            "questions": [[item for _, item in snapshot.stored_questions(chunk.id)] for chunk in chunks],
        }
    searched = snapshot.search_questions("what how does is the where which", 100_000)
    found["(search)"] = {
        "questions": sorted(
            (chunk.path, chunk.chunk.qualname, thought.key, item.question)
            for chunk, thought, item, _ in searched
        ),
    }
    return found
