"""Kills sleepers at random instants, and looks each time at what is left of their work."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.sleep.run import sleep_until_done
from tests.fault_endpoint import FaultEndpoint
from tests.sleep.sleepers import known, open_bench, settings_for, wanted_keys
from tests.steady_model import SteadyModel, digest

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Self

    from stc_lsp.config import Settings
    from stc_lsp.models.values import Message
    from tests.fault_endpoint import Exchange

_PROMPT = re.compile(r"of ([0-9a-f]{16})\b")
_CONCURRENCY = 2
_MODULES = 4


class _Told(SteadyModel):
    """Says of everything which prompt it was, so that a stored thought tells for which call it was paid."""

    def reply(self, messages: Sequence[Message]) -> str:
        self.asked.append(digest(messages[1]["content"]))
        told = f"of {self.asked[-1]}"
        wish = messages[1]["content"]
        if "Write 1 question" in wish or "\n1. What of" in wish:
            claim = {"question": f"What {told}?", "answer": "So it is.", "lines": []}
            return json.dumps({"keep": [], "questions": [claim]})
        return json.dumps({"keep": False, "summary": f"Speaks {told}.", "watch_for": ""})


class Victims:
    """One workspace, over which one sleeper after another is killed.

    `chance` decides when, and what changes before each starts.
    """

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._chance = chance
        self._folder = folder
        self._root = folder / "repo"
        self._model = _Told()
        self._server = FaultEndpoint([self._behave])
        self.paths = MemoryPaths(folder / "data", self._root)
        self.seconds = 0.0
        """How long an undisturbed run takes after a round's changes."""
        self.kills = 0
        self.kills_with_work_left = 0
        self.paid_again = 0
        """Calls for a thought that was stored before: what must never happen."""
        self.lost = 0
        """Thoughts that were stored, and are there no more: neither."""
        self._stored: set[str] = set()
        self._looked_at = 0

    def __enter__(self) -> Self:
        self._root.mkdir()
        for number in range(_MODULES):
            self._write(number, edits=0)
        self._edits = [0] * _MODULES
        self._server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.__exit__()

    @property
    def calls(self) -> int:
        """Requests that the endpoint has answered."""
        return len(self._model.asked)

    def run_once(self) -> None:
        """Let a sleeper work to its end, and take the time: the first does everything, a later one little."""
        self._edit()
        started = time.monotonic()
        process = self._start()
        process.wait(timeout=120)
        self.seconds = time.monotonic() - started
        self.look()

    def kill_once(self) -> None:
        """Let a sleeper begin, kill it, and look at what is left."""
        self._edit()
        process = self._start()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=self._chance.uniform(0.15, 1.0) * self.seconds)
        self.kills_with_work_left += process.poll() is None
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
        self.kills += 1
        self.look()

    def look(self) -> None:
        """Check that the databases are whole and that nothing finished is lost or was paid for again."""
        for path in (self.paths.index_db, self.paths.thoughts_db, self.paths.ledger_db):
            if path.exists():
                with contextlib.closing(sqlite3.connect(path)) as connection:
                    verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
                    assert verdict == "ok", f"{path.name}: {verdict}"
        assert not list(self.paths.data_dir.rglob("*.corrupt-*")), "a database was set aside"
        asked = self._model.asked[self._looked_at :]
        self._looked_at += len(asked)
        self.paid_again += sum(each in self._stored for each in asked)
        stored = self._thoughts()
        self.lost += len(self._stored - stored)
        self._stored = stored

    def end(self) -> tuple[dict[str, dict[str, object]], dict[str, dict[str, object]]]:
        """Work to the end, and from scratch: what the index then says, for comparison."""
        self.look()
        settings = self._settings(self.paths.data_dir)
        stopped_by = sleep_until_done(self._root, settings).stopped_by
        assert stopped_by == "done", stopped_by
        self.look()
        scratch = self._folder / "scratch"
        assert sleep_until_done(self._root, self._settings(scratch)).stopped_by == "done"
        return self._known(self.paths.data_dir), self._known(scratch)

    def _known(self, data_dir: Path) -> dict[str, dict[str, object]]:
        with open_bench(self._root, data_dir) as bench:
            assert bench.snapshot.missing() == []
            # What this model says depends on what it said before, and with it the keys of what stands above.
            own = {
                chunk_id: {what: key for what, key in keys.items() if what.startswith("structural")}
                for chunk_id, keys in wanted_keys(bench.session).items()
            }
            return known(bench.snapshot, own)

    def _thoughts(self) -> set[str]:
        """The prompts whose answers are stored."""
        if not self.paths.thoughts_db.exists():
            return set()
        # Killed before there was a table, it has none.
        missing_table = contextlib.suppress(sqlite3.OperationalError)
        with missing_table, contextlib.closing(sqlite3.connect(self.paths.thoughts_db)) as connection:
            rows = connection.execute("SELECT items FROM thoughts WHERE thinker = 'tiny'").fetchall()
            return {found for (items,) in rows for found in _PROMPT.findall(items)}
        return set()

    def _edit(self) -> None:
        for number in self._chance.sample(range(_MODULES), 1):
            self._edits[number] += 1
            self._write(number, self._edits[number])

    def _write(self, number: int, edits: int) -> None:
        lines = [f'"""Module {number}, edited {edits} times."""', ""]
        for each in range(3):
            lines += [f"def f{each}(x):", f"    y = x + {edits * (each + 1)}", f"    return y * {number}", ""]
        (self._root / f"module{number}.py").write_text("\n".join(lines))

    def _behave(self, exchange: Exchange) -> None:
        exchange.wait(self._chance.uniform(0.0, 0.01))
        self._model.behave(exchange)

    def _settings(self, data_dir: Path) -> Settings:
        return settings_for(data_dir, **self._overrides)

    @property
    def _overrides(self) -> dict[str, str]:
        return {
            "model.base_url": self._server.base_url,
            "model.name": "tiny",
            "model.concurrency": str(_CONCURRENCY),
            "sleep.questions_per_chunk": "1",
        }

    def _start(self) -> subprocess.Popen[bytes]:
        sets = [f"--set={name}={value}" for name, value in self._overrides.items()]
        return subprocess.Popen(
            [sys.executable, "-m", "stc_lsp", "sleep", "--workspace", str(self._root), "--json", *sets],
            env={**os.environ, "STC_DATA_DIR": str(self.paths.data_dir)},
            stdout=subprocess.DEVNULL,
        )
