"""The reconciling scan: what is on disk, against what the index says. Reads names, sizes and times only."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.sleep.ignore import GIT_FILE, OWN_FILE, is_marked
from stc_lsp.sleep.ignore_table import MARKED_FOLDERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stc_lsp.memory.values import FileRecord
    from stc_lsp.sleep.ignore import Folder, IgnoreRules


_NAME = attrgetter("name")


@dataclass(slots=True)
class Found:
    """The files and folders of a workspace, or of one folder in it, that are not passed over."""

    files: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    """Path -> (size in bytes, modification time in nanoseconds). Symbolic links are among them."""
    folders: list[Folder] = field(default_factory=list["Folder"])
    """Each after the folder that holds it; the first is the root, or the folder walked."""
    closed: list[str] = field(default_factory=list[str])
    """Folders that could not be listed, for want of permission."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What has to be read to bring the index up to what was found."""

    changed: tuple[str, ...]
    """New, or of another size or time than recorded. Only reading tells whether the contents differ."""
    removed: tuple[str, ...]


def scan(rules: IgnoreRules, below: str = "") -> Found:
    """Walk the workspace, or the folder `below` in it, in the order of names.

    An ignored folder is not entered, nor is one that a symbolic link stands for: so no loop can be.
    """
    found = Found()
    folder = rules.top()
    for name in below.split("/") if below else ():
        if rules.ignores(folder, name, is_folder=True) or (rules.root / folder.path / name).is_symlink():
            return found
        folder = rules.enter(folder, name)
    root = os.fspath(rules.root)
    entries = _listed(root, folder.path, found)
    if entries is None:
        return found
    waiting = _take(rules, folder, entries, found)
    waiting.reverse()
    while waiting:
        parent, name, may_be_marked = waiting.pop()
        entries = _listed(root, f"{parent.path}/{name}" if parent.path else name, found)
        if entries is None:
            continue
        names = {entry.name for entry in entries}
        if not (may_be_marked and is_marked(name, names)):
            inner = _take(rules, rules.enter(parent, name, names), entries, found)
            waiting.extend(reversed(inner))
    return found


class _Inner(NamedTuple):
    """A folder that is to be walked."""

    parent: Folder
    name: str
    may_be_marked: bool
    """What stands in it may say that it is passed over."""


def _listed(root: str, path: str, found: Found) -> list[os.DirEntry[str]] | None:
    """What stands in a folder, by name; None if it is gone or closed."""
    try:
        with os.scandir(f"{root}/{path}" if path else root) as listing:
            return sorted(listing, key=_NAME)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        found.closed.append(path)
        return None


def _take(
    rules: IgnoreRules, folder: Folder, entries: Sequence[os.DirEntry[str]], found: Found
) -> list[_Inner]:
    """Add a folder and the files in it; return the folders in it that are to be walked too."""
    prefix = f"{folder.path}/" if folder.path else ""
    inner: list[_Inner] = []
    found.folders.append(folder)
    for entry in entries:
        name = entry.name
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
            verdict = rules.verdict(folder, name, is_folder=is_folder)
            if verdict:
                continue
            if is_folder:
                inner.append(_Inner(folder, name, may_be_marked=verdict is None))
            else:
                stat = entry.stat(follow_symlinks=False)
                found.files[prefix + name] = stat.st_size, stat.st_mtime_ns
        except OSError:
            # Gone since it was listed.
            continue
    return inner


def compare(found: Found, records: Mapping[str, FileRecord], below: str = "") -> Difference:
    """What differs between the files found and the records of the same folder.

    A record whose time is 0 was made of a file too young to trust its time: it always counts as changed.
    """
    prefix = f"{below}/" if below else ""
    changed = [
        path
        for path, (size, mtime_ns) in found.files.items()
        if (record := records.get(path)) is None or record.mtime_ns != mtime_ns or record.size != size
    ]
    removed = [
        path
        for path in records
        if path not in found.files and path.startswith(prefix) and not is_synthetic(path)
    ]
    return Difference(tuple(changed), tuple(removed))


def is_synthetic(path: str) -> bool:
    """Whether a record stands for a folder or for the repository, not for a file."""
    return not path or path.endswith("/")


def changes_rules(path: str) -> bool:
    """Whether a change of that file changes what is passed over."""
    name = path.rpartition("/")[2]
    return name in (GIT_FILE, OWN_FILE) or name in MARKED_FOLDERS
