"""The sleeper of a repository, for as long as something is measured. Not a benchmark itself."""

from __future__ import annotations

import contextlib
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.sleep.daemon.attach import ensure_daemon, nudge, run_task, stop, wait_until_running

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_PATIENCE_SECONDS = 600.0
_AT_REST_SECONDS = 10.0
"""A sleeper that has had nothing to do for some seconds gives memory back."""


class Sleeper:
    """Started here, or by a server that has `environ`."""

    def __init__(self, root: Path, data_dir: Path) -> None:
        self.paths = MemoryPaths(data_dir, root)
        self.environ = {"STC_DATA_DIR": str(data_dir)}

    def start(self) -> None:
        """Start it without an editor's server."""
        ensure_daemon(self.paths, self.paths.root, for_editors=False)

    def status(self) -> dict[str, Any]:
        """What it says of itself, once it answers."""
        return wait_until_running(self.paths, _PATIENCE_SECONDS)

    def is_busy(self) -> bool:
        """Whether it is at something, or has something to do."""
        status = self.status()
        return status["state"] not in ("idle", "paused") or bool(status["pending"])

    def do(self, task: str) -> None:
        """Have it `index` all there is, or `sleep` too; returns when that is done."""
        self.status()
        if run_task(self.paths, {"do": task}, lambda _: None) is None:
            raise SystemExit("The sleeper does not answer.")

    def tell(self, do: str, **more: str) -> None:
        """Tell it something: to `pause`, to `resume`, what somebody looks at."""
        nudge(self.paths, {"do": do, **more})

    def come_to_rest(self) -> None:
        """Wait until it has had nothing to do for so long that it has given memory back."""
        since = time.monotonic()
        while time.monotonic() - since < _AT_REST_SECONDS:
            time.sleep(0.5)
            if self.is_busy():
                since = time.monotonic()

    def stop(self) -> None:
        """Have it leave."""
        stop(self.paths)


@contextlib.contextmanager
def sleeper_of(root: Path, data_dir: Path | None) -> Generator[Sleeper]:
    """The sleeper of a repository; whoever started it, it leaves at the end.

    Without `data_dir` its memory is in a folder that is deleted then.
    """
    with tempfile.TemporaryDirectory() as folder:
        sleeper = Sleeper(root, data_dir or Path(folder))
        try:
            yield sleeper
        finally:
            sleeper.stop()


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait, but not for ever."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise SystemExit("The sleeper never came so far.")
        time.sleep(0.05)
