"""macOS and Windows: the system watches a whole tree by itself; what is ignored is dropped as it comes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from watchdog.events import DirModifiedEvent, FileClosedNoWriteEvent, FileOpenedEvent, FileSystemEventHandler
from watchdog.observers import Observer

from stc_lsp.sleep.disk.scan import changes_rules
from stc_lsp.sleep.disk.watch import NoWatchError

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

    from stc_lsp.sleep.disk.ignore import IgnoreRules
    from stc_lsp.sleep.disk.watch import Gathered

_UNINTERESTING = (DirModifiedEvent, FileOpenedEvent, FileClosedNoWriteEvent)
_GIT_PATHS = {
    ".git": "history",
    ".git/HEAD": "history",
    ".git/logs/HEAD": "history",
    ".git/packed-refs": "history",
    ".git/info/exclude": "rules",
}


class TreeWatcher(FileSystemEventHandler):
    """Watches one workspace as a whole."""

    def __init__(self, gathered: Gathered) -> None:
        self.notice = ""
        self._gathered = gathered
        self._observer: BaseObserver | None = None
        self._rules: IgnoreRules | None = None

    def start(self, rules: IgnoreRules) -> None:
        """Watch under these rules. Raises NoWatchError when the system refuses."""
        self._rules = rules
        if self._observer is not None:
            return
        observer = Observer()
        try:
            observer.schedule(self, os.fspath(rules.root), recursive=True)
            observer.start()
        except OSError as error:
            raise NoWatchError(f"The workspace cannot be watched: {error.strerror or error}.") from error
        self._observer = observer

    def stop(self) -> None:
        """End."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog's thread for each event."""
        if isinstance(event, _UNINTERESTING) or self._rules is None:
            return
        for full in (event.src_path, event.dest_path):
            if full:
                self._on_path(self._rules, os.fsdecode(full), is_folder=event.is_directory)

    def _on_path(self, rules: IgnoreRules, full: str, *, is_folder: bool) -> None:
        path = os.path.relpath(full, rules.root).replace(os.sep, "/")
        if path in _GIT_PATHS:
            self._gathered.flag(_GIT_PATHS[path])
            if rules.git is None or changes_rules(path):
                self._gathered.flag("rules")
        elif path == ".":
            self._gathered.flag("everything")
        elif not path.startswith("../") and not rules.ignores_path(path, is_folder=is_folder):
            if changes_rules(path):
                self._gathered.flag("rules")
            self._gathered.add(path)
