"""Linux: one inotify watch for each folder that is not ignored, all read by one thread.

watchdog's `Observer` starts a thread per watch, or watches a whole tree with node_modules and all; so this
uses the reader beneath it, `InotifyFD`.
"""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from watchdog.observers.inotify_c import CallbackId, InotifyConstants, InotifyFD, Mask

from stc_lsp.sleep.disk.ignore import GIT_FOLDER
from stc_lsp.sleep.disk.scan import changes_rules, walk
from stc_lsp.sleep.disk.watch import NoWatchError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from watchdog.observers.inotify_c import InotifyEvent, WatchDescriptor

    from stc_lsp.sleep.disk.ignore import FolderRules, IgnoreRules
    from stc_lsp.sleep.disk.watch import Gathered

_EVENTS = Mask(
    InotifyConstants.IN_MODIFY
    | InotifyConstants.IN_ATTRIB
    | InotifyConstants.IN_CLOSE_WRITE
    | InotifyConstants.IN_MOVE
    | InotifyConstants.IN_CREATE
    | InotifyConstants.IN_DELETE
    | InotifyConstants.IN_DELETE_SELF
    | InotifyConstants.IN_MOVE_SELF
    | InotifyConstants.IN_ONLYDIR
    | InotifyConstants.IN_DONT_FOLLOW
    | InotifyConstants.IN_EXCL_UNLINK
)
_GIT_NAMES = {b"HEAD": "history", b"index": "history", b"packed-refs": "history", b"exclude": "rules"}
"""Files in git's folders that matter; commits append to `logs/HEAD`."""
_LIMITS = {
    errno.ENOSPC: "The system's limit of watched folders is reached (fs.inotify.max_user_watches).",
    errno.EMFILE: "The system's limit of watchers is reached (fs.inotify.max_user_instances).",
}


class FolderWatcher:
    """Watches the folders of one workspace, and git's HEAD."""

    def __init__(self, gathered: Gathered) -> None:
        self.notice = ""
        self._gathered = gathered
        self._reader: InotifyFD | None = None
        self._id = CallbackId(id(self))
        self._folders: dict[WatchDescriptor, FolderRules | None] = {}
        """What each watch is for; None for git's own folders."""
        self._watches: dict[str, WatchDescriptor] = {}
        self._rules: IgnoreRules | None = None

    def start(self, rules: IgnoreRules) -> None:
        """Watch under these rules. Raises NoWatchError when a limit is reached."""
        self.stop()
        self._rules = rules
        try:
            self._reader = InotifyFD()
            self._reader.start()
            # Each folder is watched before it is listed, so that nothing appears in between unseen.
            self._watch(rules.top())
            self._watch_all(walk(rules))
            self._watch_git(rules)
        except OSError as error:
            self.stop()
            if error.errno in _LIMITS:
                raise NoWatchError(_LIMITS[error.errno]) from error
            raise NoWatchError(f"The workspace cannot be watched: {error.strerror or error}.") from error

    def stop(self) -> None:
        """End all watches."""
        reader, self._reader = self._reader, None
        self._folders.clear()
        self._watches.clear()
        if reader is not None:
            reader.stop()
            reader.join()

    @property
    def watched(self) -> set[str]:
        """The folders watched."""
        return set(self._watches)

    def on_event(self, event: InotifyEvent) -> None:
        """Called by the reader's thread for each event."""
        folder = self._folders.get(event.wd)
        if event.wd not in self._folders:
            return
        if folder is None:
            if event.name in _GIT_NAMES:
                self._gathered.flag(_GIT_NAMES[event.name])
                if self._rules is not None and self._rules.git is None:
                    # Only now is it a repository.
                    self._gathered.flag("rules")
        elif not event.name:
            if not folder.path:
                # Where the root itself is gone or moved, what stands there now is to be watched anew.
                is_another = event.is_delete_self or event.is_move_self
                self._gathered.flag("rules" if is_another else "everything")
        elif self._rules is not None:
            self._on_entry(self._rules, folder, os.fsdecode(event.name), event)

    def on_watch_deleted(self, wd: WatchDescriptor) -> None:
        """Called by the reader's thread when a watched folder is gone."""
        folder = self._folders.pop(wd, None)
        if folder is not None and self._watches.get(folder.path) == wd:
            del self._watches[folder.path]

    def on_queue_overflow(self) -> None:
        """Called by the reader's thread when the kernel dropped events."""
        # Folders may have appeared unseen, too: being told of new rules makes the owner start anew.
        self._gathered.flag("rules")

    def _on_entry(self, rules: IgnoreRules, folder: FolderRules, name: str, event: InotifyEvent) -> None:
        path = f"{folder.path}/{name}" if folder.path else name
        if changes_rules(name):
            self._gathered.flag("rules")
        if path == GIT_FOLDER:
            self._gathered.flag("history")
        if event.is_directory:
            if event.is_moved_from:
                self._forget(path)
            if not rules.ignores(folder, name, is_folder=True):
                if event.is_create or event.is_moved_to:
                    self._forget(path)
                    self._watch_new(rules, path)
                self._gathered.add(path)
        elif not rules.ignores(folder, name, is_folder=False):
            if event.is_modify:
                self._gathered.add_unfinished(path)
            else:
                self._gathered.add(path)

    def _watch_new(self, rules: IgnoreRules, path: str) -> None:
        """Watch a folder that appeared, and those in it."""
        try:
            parent, _, name = path.rpartition("/")
            self._watch(rules.enter(self._folder_at(rules, parent), name))
            self._watch_all(walk(rules, path))
        except OSError as error:
            self.notice = _LIMITS.get(error.errno or 0, f"{path} cannot be watched.")
            self._gathered.flag("everything")

    def _folder_at(self, rules: IgnoreRules, path: str) -> FolderRules:
        watch = self._watches.get(path)
        known = self._folders.get(watch) if watch is not None else None
        if known is not None:
            return known
        folder = rules.top()
        for name in path.split("/") if path else ():
            folder = rules.enter(folder, name)
        return folder

    def _watch_all(self, walked: Iterable[tuple[FolderRules, object]]) -> None:
        for folder, _ in walked:
            if folder.path not in self._watches:
                self._watch(folder)

    def _watch(self, folder: FolderRules) -> None:
        if self._rules is not None:
            watch = self._add(self._rules.root / folder.path)
            if watch is not None:
                self._folders[watch] = folder
                self._watches[folder.path] = watch

    def _watch_git(self, rules: IgnoreRules) -> None:
        if rules.git is None:
            # One that is being made has no HEAD yet.
            places = [rules.root / GIT_FOLDER]
        else:
            own, common = rules.git.git_dir, rules.git.common_dir
            places = [own, own / "logs", common, common / "info"]
        for place in dict.fromkeys(places):
            watch = self._add(place)
            if watch is not None:
                self._folders[watch] = None

    def _add(self, place: Path) -> WatchDescriptor | None:
        """None for a folder that is gone, closed, or watched already. Raises OSError at a limit."""
        if self._reader is None:
            return None
        try:
            watch = self._reader.add_callback(os.fsencode(place), _EVENTS, self, self._id)
        except OSError as error:
            if error.errno in _LIMITS:
                raise
            return None
        return watch if watch != -1 else None

    def _forget(self, path: str) -> None:
        """Stop watching a folder and all in it: what is there now is another one."""
        gone = [each for each in self._watches if each == path or each.startswith(f"{path}/")]
        watches = [self._watches.pop(each) for each in gone]
        for watch in watches:
            self._folders.pop(watch, None)
        if watches and self._reader is not None:
            self._reader.remove_callbacks([(watch, self._id) for watch in watches])
