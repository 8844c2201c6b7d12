"""Watching the workspace: which files may have changed, gathered so that one save costs one look.

Watching never has to be right, only honest: whenever events may have been lost it says `everything`, and the
reconciling scan finds the truth.
"""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from stc_lsp.sleep.disk.ignore import IgnoreRules

_BURST_SECONDS = 0.25
"""After a batch, events this soon belong to one storm (a checkout, a formatter) and are gathered."""
_FEW_PATHS = 3
"""So few do not make a storm: somebody saves one file after another."""
_QUIET_SECONDS = 0.05
_LONGEST_GATHERING_SECONDS = 1.0
_UNFINISHED_SECONDS = 0.1
"""How long a file that is being written may stay open before it is looked at all the same."""
_SHORTEST_POLL_SECONDS, _LONGEST_POLL_SECONDS = 2.0, 60.0
_POLL_SHARE = 20
"""Polling may take at most one part in this many of the time."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What to look at again."""

    paths: frozenset[str] = frozenset()
    """Files or folders, relative to the workspace, that changed, appeared or went."""
    everything: bool = False
    """Events may have been lost: do a reconciling scan."""
    rules: bool = False
    """An ignore file changed: read the rules again, then scan."""
    history: bool = False
    """Git's HEAD may have moved."""


class Gathered:
    """Collects events from any thread; hands them out in batches."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._paths: set[str] = set()
        self._unfinished: dict[str, float] = {}
        self._flags: set[str] = set()
        self._count = 0
        self._taken_at = float("-inf")
        self._taken = 0
        self._closed = False

    def add(self, path: str) -> None:
        """A file or folder changed."""
        with self._condition:
            self._paths.add(path)
            self._unfinished.pop(path, None)
            self._event()

    def add_unfinished(self, path: str) -> None:
        """A file is being written: its end will come as another event, or not."""
        with self._condition:
            if path not in self._paths:
                self._unfinished.setdefault(path, time.monotonic())
                self._event()

    def flag(self, name: str) -> None:
        """`everything`, `rules` or `history`."""
        with self._condition:
            self._flags.add(name)
            self._event()

    def close(self) -> None:
        """End all waiting; nothing more is handed out."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    def take(self, timeout: float) -> Changes | None:
        """The next batch: at once after the first event, gathered in a storm. None when nothing happened."""
        deadline = time.monotonic() + timeout
        with self._condition:
            while not self._ready():
                remaining = deadline - time.monotonic()
                if remaining <= 0 or self._closed:
                    return None
                self._condition.wait(min(remaining, _UNFINISHED_SECONDS) if self._unfinished else remaining)
            is_soon = time.monotonic() - self._taken_at < _BURST_SECONDS
            if is_soon and max(self._taken, len(self._paths)) > _FEW_PATHS:
                self._gather()
            return self._handed_out()

    def _ready(self) -> bool:
        if self._paths or self._flags:
            return True
        return any(time.monotonic() - since >= _UNFINISHED_SECONDS for since in self._unfinished.values())

    def _gather(self) -> None:
        deadline = time.monotonic() + _LONGEST_GATHERING_SECONDS
        seen = -1
        while seen != self._count and time.monotonic() < deadline and not self._closed:
            seen = self._count
            self._condition.wait(_QUIET_SECONDS)

    def _handed_out(self) -> Changes:
        paths = frozenset(self._paths | self._unfinished.keys())
        flags = self._flags
        self._paths, self._unfinished, self._flags = set(), {}, set()
        self._taken_at, self._taken = time.monotonic(), len(paths)
        return Changes(paths, "everything" in flags, "rules" in flags, "history" in flags)

    def _event(self) -> None:
        self._count += 1
        self._condition.notify_all()


class Watcher(Protocol):
    """Something that notices changes and adds them to a `Gathered`."""

    notice: str
    """What a person should know of how it watches; "" if all is well."""

    def start(self, rules: IgnoreRules) -> None:
        """Begin, or begin again under new rules. Raises nothing: it falls back and says so in `notice`."""
        ...

    def stop(self) -> None:
        """End, and wait for its threads."""
        ...


class PollingWatcher:
    """Asks for a reconciling scan from time to time: where the system cannot watch, or was told not to."""

    def __init__(self, gathered: Gathered, notice: str = "") -> None:
        self.notice = notice
        self._gathered = gathered
        self._pause = _SHORTEST_POLL_SECONDS
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, rules: IgnoreRules) -> None:  # noqa: ARG002 - the scan itself knows the rules
        """Begin to ask."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="poll", daemon=True)
            self._thread.start()

    def took(self, seconds: float) -> None:
        """How long a scan took: a slow disk is asked less often."""
        self._pause = min(max(seconds * _POLL_SHARE, _SHORTEST_POLL_SECONDS), _LONGEST_POLL_SECONDS)

    def stop(self) -> None:
        """End."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(self._pause):
            self._gathered.flag("everything")
            self._gathered.flag("history")


class NoWatchError(OSError):
    """The system refuses to watch (limits reached); the message says what to do."""


def open_watcher(gathered: Gathered, rules: IgnoreRules, *, polling: bool) -> Watcher:
    """The best watcher this system has, started; polling when there is none or its limits are reached."""
    if polling:
        watcher: Watcher = PollingWatcher(gathered)
        watcher.start(rules)
        return watcher
    try:
        watcher = _native(gathered)
        watcher.start(rules)
    except NoWatchError as error:
        watcher = PollingWatcher(gathered, f"{error} Looking for changes every few seconds instead.")
        watcher.start(rules)
    return watcher


def _native(gathered: Gathered) -> Watcher:
    # Imported here: each is for one kind of system, and both load watchdog.
    if sys.platform == "linux":
        from stc_lsp.sleep.disk.watch_folders import FolderWatcher

        return FolderWatcher(gathered)
    from stc_lsp.sleep.disk.watch_tree import TreeWatcher

    return TreeWatcher(gathered)
