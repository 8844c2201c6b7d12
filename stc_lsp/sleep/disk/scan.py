"""The reconciling scan: what is on disk, against what the index says. Reads names, sizes and times only.

Nearly always nothing has changed, and there may be a hundred thousand files: what is done for each of them is
what must be, and no more.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.errors import WorkspaceError
from stc_lsp.sleep.disk.ignore import GIT_FILE, GIT_FOLDER, OWN_FILE, FolderRules, IgnoreRules, is_marked
from stc_lsp.sleep.disk.ignore_table import MARKED_FOLDERS, may_be_passed_over

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Entry = os.DirEntry[str]
    Known = Mapping[str, Mapping[str, tuple[int, int]]]
    """Size and time of files, by folder and name."""

_READABLE = 0o444
"""The bits of a mode that say who may read: none, for a file that its owner has closed."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What has to be read to bring the index up to what was found."""

    changed: tuple[str, ...]
    """New, or of another size or time than recorded. Only reading tells whether the contents differ."""
    removed: tuple[str, ...]


def compare(rules: IgnoreRules, known: Known, below: str = "") -> Difference:
    """What differs between the files on disk, or in the folder `below`, and what the index has of the same.

    A time of 0 was noted of a file too young to trust its time, or that could not be read: it always counts
    as changed. So does a file that nobody may read: permissions change no time. Symbolic links are files,
    whatever they stand for.

    Raises WorkspaceError when the workspace cannot be listed: nothing is gone because of that.
    """
    is_listed = bool(below)
    left = dict(known)
    changed: list[str] = []
    removed: list[str] = []
    for folder, files in walk(rules, below):
        is_listed = True
        prefix = f"{folder.path}/" if folder.path else ""
        here = left.pop(folder.path, {})
        met = 0
        for entry in files:
            seen = here.get(entry.name)
            met += seen is not None
            try:
                stat = entry.stat(follow_symlinks=False)
            except OSError:
                # Gone since it was listed: so will say who reads it.
                changed.append(prefix + entry.name)
                continue
            is_same = seen is not None and seen == (stat.st_size, stat.st_mtime_ns)
            if not is_same or not stat.st_mode & _READABLE:
                changed.append(prefix + entry.name)
        if met != len(here):
            removed.extend(prefix + name for name in here.keys() - {entry.name for entry in files})
    if not is_listed:
        raise WorkspaceError(
            f"The folder {rules.root} cannot be read: it is gone, or you lack the permission."
        )
    removed.extend(f"{folder}/{name}" if folder else name for folder, names in left.items() for name in names)
    return Difference(tuple(sorted(changed)), tuple(sorted(removed)))


def walk(rules: IgnoreRules, below: str = "") -> Iterator[tuple[FolderRules, list[Entry]]]:
    """Each folder that is not passed over, after the one that holds it, with its files that are not either.

    The first is the workspace's, or the folder `below` in it. An ignored folder is not entered, nor is one
    that a symbolic link stands for: so no loop can be. One that is gone is left out.
    """
    folder = rules.top()
    for name in below.split("/") if below else ():
        if rules.ignores(folder, name, is_folder=True) or (rules.root / folder.path / name).is_symlink():
            return
        folder = rules.enter(folder, name)
    root = os.fspath(rules.root)
    entries = _listed(root, folder.path)
    if entries is None:
        return
    waiting: list[_Inner] = []
    yield folder, _kept(rules, folder, entries, waiting)
    while waiting:
        parent, name, may_be_marked = waiting.pop()
        entries = _listed(root, f"{parent.path}/{name}" if parent.path else name)
        if entries is None:
            continue
        names = {entry.name for entry in entries}
        if not (may_be_marked and is_marked(name, names)):
            folder = rules.enter(parent, name, names)
            yield folder, _kept(rules, folder, entries, waiting)


class _Inner(NamedTuple):
    """A folder that is to be walked."""

    parent: FolderRules
    name: str
    may_be_marked: bool
    """What stands in it may say that it is passed over."""


def _listed(root: str, path: str) -> list[Entry] | None:
    """What stands in a folder; None if it is gone or closed."""
    try:
        with os.scandir(f"{root}/{path}" if path else root) as listing:
            return list(listing)
    except OSError:
        return None


def _kept(
    rules: IgnoreRules, folder: FolderRules, entries: Sequence[Entry], waiting: list[_Inner]
) -> list[Entry]:
    """The files of a folder that are not passed over; its folders that are not either go to `waiting`.

    A folder that is closed to us is among the files: as one that cannot be read, it is told of.
    """
    is_ruled = rules.has_patterns(folder)
    files: list[Entry] = []
    for entry in entries:
        name = entry.name
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
        except OSError:
            # Gone since it was listed.
            continue
        if is_folder:
            verdict = rules.verdict(folder, name, is_folder=True)
            if not verdict and not os.access(entry.path, os.R_OK | os.X_OK):
                files.append(entry)
            elif not verdict:
                waiting.append(_Inner(folder, name, may_be_marked=verdict is None))
        elif not (is_ruled or may_be_passed_over(name)) or not rules.verdict(folder, name, is_folder=False):
            files.append(entry)
    return files


def changes_rules(path: str) -> bool:
    """Whether a change of that file or folder changes what is passed over."""
    name = path.rpartition("/")[2]
    return name in (GIT_FILE, GIT_FOLDER, OWN_FILE) or name in MARKED_FOLDERS
