"""Which folder is the workspace, and where in it a person points."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from stc_lsp.errors import UsageError, WorkspaceError
from stc_lsp.memory.paths import is_too_wide, without_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Snapshot

_PROJECT_FILES = (
    "stc-lsp.toml",
    "pyproject.toml",
    "setup.py",
    "package.json",
    "go.mod",
    "Cargo.toml",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "CMakeLists.txt",
    "Makefile",
    "composer.json",
    "Gemfile",
    "Package.swift",
    "build.sbt",
)
_VERSION_CONTROL = (".git", ".hg", ".jj", ".svn")


def find_workspace(named: Path | None, current: Path) -> Path:
    """The root of the workspace: the folder named, else the repository that encloses the current folder.

    That is the nearest parent under version control, else the nearest with a project file, else the current
    folder itself if it has files. Raises WorkspaceError when nothing of this is a folder to work on.
    """
    if named is not None:
        return _checked(named)
    here = current.resolve()
    for marks in (_VERSION_CONTROL, _PROJECT_FILES):
        for folder in (here, *here.parents):
            if _has_any(folder, marks) and not is_too_wide(folder):
                return folder
    for folder in (here, *here.parents):
        _refuse_bare(folder)
    if is_too_wide(here) or not _has_files(here):
        raise WorkspaceError(
            f"There is no repository here: neither {here} nor a folder above it is under version control "
            "or has a project file. Go to one, or name one with --workspace DIR."
        )
    return here


def require_repository(root: Path, named: Path | None, advice: str) -> None:
    """Raises WorkspaceError, with `advice`, for a folder that nobody named and nobody works on as a whole.

    One with neither version control nor a project file may be anything: all of /tmp would take long.
    """
    if named is None and not _has_any(root, (*_VERSION_CONTROL, *_PROJECT_FILES)):
        raise WorkspaceError(
            f"{root} is no repository: it is not under version control and has no project file. {advice}"
        )


def _has_any(folder: Path, marks: tuple[str, ...]) -> bool:
    return any((folder / mark).exists() for mark in marks)


def current_folder() -> Path:
    """Where the command was given. Raises WorkspaceError when that has been removed since."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise WorkspaceError("The folder you are in is gone: go to one that exists.") from None


def _checked(named: Path) -> Path:
    try:
        root = named.expanduser().resolve(strict=True)
    except FileNotFoundError:
        raise WorkspaceError(f"The folder {named} does not exist.") from None
    except (OSError, RuntimeError) as error:  # a loop of symbolic links, a home that nobody has
        raise WorkspaceError(f"The folder {named} cannot be opened: {error}.") from None
    if not root.is_dir():
        raise WorkspaceError(f"{named} is not a folder. Name the repository's root folder.")
    if is_too_wide(root):
        raise WorkspaceError(
            f"{root} is too wide: it is a home or a whole disk. Name one repository's folder."
        )
    if not os.access(root, os.R_OK | os.X_OK):
        raise WorkspaceError(f"The folder {root} cannot be read: you lack the permission.")
    _refuse_bare(root)
    return root


def _refuse_bare(folder: Path) -> None:
    if refusal := without_files(folder):
        raise WorkspaceError(refusal)


def _has_files(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(entry.is_file() for entry in entries)
    except OSError:
        return False


def count_unread(root: Path, exclude: Sequence[str], snapshot: Snapshot) -> int:
    """How many files are new, gone, or not as they were indexed. Raises WorkspaceError."""
    # Imported here: most commands have a sleeper that sees to this.
    from stc_lsp.sleep.disk.ignore import IgnoreRules
    from stc_lsp.sleep.disk.scan import compare
    from stc_lsp.wake.documents import behind

    found = compare(IgnoreRules(root, exclude), {})
    return behind(snapshot, root) + len({*found.changed}.difference(snapshot.paths()))


def relative_path(root: Path, written: str, current: Path) -> str:
    """A path as a person writes it, relative to the workspace, with forward slashes.

    It may be absolute, relative to the current folder, or relative to the workspace, tried in that order.
    Raises UsageError if it leads out of the workspace. The file need not exist: readers say that better.
    """
    path = Path(written).expanduser()
    candidates = (path,) if path.is_absolute() else (current / path, root / path)
    inside = [each for each in map(_normal, candidates) if each.is_relative_to(root)]
    if not inside:
        raise UsageError(f"{written} is outside the workspace {root}.")
    best = next((each for each in inside if each.exists()), inside[-1])
    return best.relative_to(root).as_posix()


def _normal(path: Path) -> Path:
    # The folder is resolved and the last part is not: a link in the workspace is named by its own name, and
    # whoever reads it decides whether it may be followed.
    return path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()
