"""Once a day: which thoughts the branches of all workspaces name, and the rest within the user's limits."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING

from stc_lsp.memory.ledger.budget import DAY
from stc_lsp.sleep.git.run import run_git

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.config.schema import ThoughtsSettings
    from stc_lsp.memory.collect import Branch, Collected
    from stc_lsp.memory.index import IndexWriter
    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.memory.thoughts import ThoughtStore

_COLLECTED_AT = "collect:at"

log = logging.getLogger(__name__)


class Collector:
    """Says what one workspace names, and now and then collects what none does. Uses the writer."""

    def __init__(
        self,
        paths: MemoryPaths,
        writer: IndexWriter,
        store: ThoughtStore,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._paths = paths
        self._writer = writer
        self._store = store
        self._now = now
        self._named: tuple[str, int] | None = None

    def tidy(self, made: int, limits: ThoughtsSettings) -> Collected | None:
        """Name what is wanted if it may be other than last time, and collect once a day.

        `made`: how many thoughts the sleeper has made so far. Raises MemoryFault.
        """
        branch = _branch(self._paths.root)
        if self._named != (branch, made):
            self.name(branch)
            self._named = branch, made
        last = float(self._writer.get_meta(_COLLECTED_AT) or 0)
        return self.collect(limits) if self._now() - last >= DAY else None

    def name(self, branch: str) -> None:
        """Note which keys the branch that is checked out names."""
        self._store.naming.name(str(self._paths.root), branch, self._writer.wanted_keys(), self._now())

    def collect(self, limits: ThoughtsSettings) -> Collected:
        """Forget branches that are gone, then collect. Raises MemoryFault."""
        naming = self._store.naming
        unused_since = self._now() - limits.keep_days * DAY
        existing: dict[str, set[str] | None] = {}
        for branch in naming.branches():
            if branch.root not in existing:
                existing[branch.root] = _branches(Path(branch.root))
            if _is_gone(branch, existing[branch.root], unused_since):
                naming.forget(branch)
        indexes = sorted((self._paths.data_dir / "workspaces").glob("*/index.db"))
        collected = naming.collect(indexes, unused_since, limits.max_megabytes * 1_000_000)
        self._writer.set_meta(_COLLECTED_AT, str(self._now()))
        if collected.thoughts:
            log.info("%d thoughts that nothing names any more were collected", collected.thoughts)
        return collected


def _is_gone(branch: Branch, existing: set[str] | None, unused_since: float) -> bool:
    if branch.name and existing is not None:
        return branch.name not in existing
    # On no branch; or the folder cannot be seen, which may be a disk that is not mounted.
    return branch.at < unused_since


def _branch(root: Path) -> str:
    printed = run_git(root, ["symbolic-ref", "--quiet", "--short", "HEAD"])
    return printed.decode("utf-8", "surrogateescape").strip() if printed else ""


def _branches(root: Path) -> set[str] | None:
    """The branches of a workspace; None if git does not tell."""
    listing = ["for-each-ref", "--format=%(refname:short)", "refs/heads"]
    printed = run_git(root, listing) if root.is_dir() else None
    return set(printed.decode("utf-8", "surrogateescape").split("\n")) - {""} if printed else None
