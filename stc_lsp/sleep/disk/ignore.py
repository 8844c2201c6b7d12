"""Which files and folders are passed over: git's rules exactly, then `.stcignore`, settings and built-in
tables.

Order of authority, strongest first: secret files and version control folders (never); `index.exclude` from
the settings; `.stcignore` (nested, deepest first; its `!` brings back anything weaker); git's own rules
(`.gitignore` deepest first, `.git/info/exclude`, the user's `core.excludesFile`); the built-in tables. As in
git, nothing inside an ignored folder can be brought back. Unlike git, a file that is tracked although
ignored stays ignored.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stc_lsp.sleep.disk.ignore_table import (
    MARKED_FOLDERS,
    MARKS_OF_VENDOR,
    is_never_entered,
    is_passed_over_file,
    is_passed_over_folder,
    is_secret,
)
from stc_lsp.sleep.disk.wildmatch import IgnorePattern, parse_patterns
from stc_lsp.sleep.git.run import GitPlace, find_git, run_git

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

GIT_FILE = ".gitignore"
GIT_FOLDER = ".git"
OWN_FILE = ".stcignore"
_LARGEST_IGNORE_FILE = 1_000_000
"""Bytes. A larger one is not a list somebody wrote."""


class PatternList:
    """The patterns of one ignore file, compared with names and with paths relative to the file's folder."""

    def __init__(self, patterns: Iterable[IgnorePattern], *, ignore_case: bool = False) -> None:
        flags = re.DOTALL | re.ASCII | (re.IGNORECASE if ignore_case else 0)
        self._patterns = [(each, re.compile(each.expression, flags)) for each in patterns]
        self._patterns.reverse()
        # Nearly every entry matches no pattern at all: two large alternations say so at once.
        self._screen_name = _alternation((p for p, _ in self._patterns if p.by_name), flags)
        self._screen_path = _alternation((p for p, _ in self._patterns if not p.by_name), flags)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PatternList) and self._patterns == other._patterns

    def __hash__(self) -> int:
        return hash(tuple(self._patterns))

    def decide(self, name: str, path: str, *, is_folder: bool) -> bool | None:
        """True: ignored. False: kept by a `!` line. None: no pattern speaks of it. The last one wins."""
        if not (
            (self._screen_name is not None and self._screen_name.fullmatch(name))
            or (self._screen_path is not None and self._screen_path.fullmatch(path))
        ):
            return None
        for pattern, expression in self._patterns:
            if pattern.folders_only and not is_folder:
                continue
            if expression.fullmatch(name if pattern.by_name else path):
                return not pattern.negated
        return None

    def __bool__(self) -> bool:
        return bool(self._patterns)


def _alternation(patterns: Iterable[IgnorePattern], flags: int) -> re.Pattern[str] | None:
    joined = "|".join(pattern.expression for pattern in patterns)
    return re.compile(joined, flags) if joined else None


@dataclass(frozen=True, slots=True)
class _Level:
    """An ignore file in effect, and how much of a path (from the repository's top) is not its business."""

    prefix: int
    patterns: PatternList


@dataclass(frozen=True, slots=True)
class FolderRules:
    """What is in effect inside one folder of the workspace."""

    path: str
    """Relative to the workspace; "" for its root."""
    git_levels: tuple[_Level, ...]
    own_levels: tuple[_Level, ...]


class IgnoreRules:
    """The rules of one workspace, as its ignore files stood when they were read."""

    def __init__(self, root: Path, exclude: Iterable[str] = ()) -> None:
        self.root = root
        # Paths as plain strings: these rules are asked about everything on the disk.
        self._root = os.fspath(root)
        self.git: GitPlace | None = find_git(root)
        self._ignore_case = False
        self._exclude = PatternList(parse_patterns(_as_bytes("\n".join(exclude))))
        # Paths in git's patterns start at the repository's top, which may be above the workspace.
        self._above = _posix(root.relative_to(self.git.top)) if self.git else ""
        self._top = self._read_top()

    def top(self) -> FolderRules:
        """The workspace's root folder."""
        return self._top

    def enter(self, parent: FolderRules, name: str, listed: Collection[str] | None = None) -> FolderRules:
        """The folder `name` of `parent`, with the ignore files that it holds; `listed` is all it holds."""
        path = f"{parent.path}/{name}" if parent.path else name
        folder = FolderRules(path, parent.git_levels, parent.own_levels)
        has_none = listed is not None and GIT_FILE not in listed and OWN_FILE not in listed
        return folder if has_none else self._with_files(folder)

    def has_patterns(self, folder: FolderRules) -> bool:
        """Whether anybody's patterns apply to the files of a folder; if not, the built-in tables decide."""
        return bool(self._exclude or folder.own_levels or folder.git_levels)

    def ignores(self, folder: FolderRules, name: str, *, is_folder: bool) -> bool:
        """Whether an entry of `folder` is passed over."""
        decided = self.verdict(folder, name, is_folder=is_folder)
        if decided is not None:
            return decided
        path = f"{folder.path}/{name}" if folder.path else name
        return any(os.path.lexists(f"{self._root}/{path}/{mark}") for mark in _marks_of(name))

    def verdict(self, folder: FolderRules, name: str, *, is_folder: bool) -> bool | None:
        """The same, as far as can be told without a look into it: None is a folder that may be marked."""
        if is_never_entered(name) if is_folder else is_secret(name):
            return True
        path = f"{folder.path}/{name}" if folder.path else name
        full = f"{self._above}/{path}" if self._above else path
        bytes_of_name, bytes_of_full = _as_bytes(name), _as_bytes(full)
        if (
            self._exclude
            and (decided := self._exclude.decide(bytes_of_name, _as_bytes(path), is_folder=is_folder))
            is not None
        ):
            return decided
        decided = _decide(folder.own_levels, bytes_of_name, bytes_of_full, is_folder=is_folder)
        if decided is not None:
            return decided
        if _decide(folder.git_levels, bytes_of_name, bytes_of_full, is_folder=is_folder):
            return True
        if not is_folder:
            return is_passed_over_file(name)
        return is_passed_over_folder(name, has_git=self.git is not None) or None

    def ignores_path(self, path: str, *, is_folder: bool = False) -> bool:
        """The same for a whole path relative to the workspace: ignored if any folder on the way is."""
        *parents, name = path.split("/")
        folder = self._top
        for parent in parents:
            if self.ignores(folder, parent, is_folder=True):
                return True
            folder = self.enter(folder, parent)
        return self.ignores(folder, name, is_folder=is_folder)

    def files(self) -> Iterator[Path]:
        """Files outside of the walked tree whose change changes these rules."""
        if self.git is not None:
            yield self.git.common_dir / "info" / "exclude"

    def _with_files(self, folder: FolderRules) -> FolderRules:
        full = "/".join(part for part in (self._above, folder.path) if part)
        prefix = len(_as_bytes(full)) + 1 if full else 0
        within = f"{self._root}/{folder.path}" if folder.path else self._root
        git = self._level(f"{within}/{GIT_FILE}", prefix) if self.git else None
        own = self._level(f"{within}/{OWN_FILE}", prefix)
        if git is None and own is None:
            return folder
        return FolderRules(
            folder.path,
            (git, *folder.git_levels) if git else folder.git_levels,
            (own, *folder.own_levels) if own else folder.own_levels,
        )

    def _level(self, file: Path | str, prefix: int) -> _Level | None:
        written = _read(file)
        patterns = PatternList(parse_patterns(written), ignore_case=self._ignore_case) if written else None
        return _Level(prefix, patterns) if patterns else None

    def _read_top(self) -> FolderRules:
        if self.git is None:
            return self._with_files(FolderRules("", (), ()))
        excludes_file, self._ignore_case = _git_settings(self.root)
        levels = [
            self._level(excludes_file, 0),
            self._level(self.git.common_dir / "info" / "exclude", 0),
        ]
        above = self._above.split("/") if self._above else []
        for depth in range(len(above)):
            folder = "/".join(above[:depth])
            prefix = len(_as_bytes(folder)) + 1 if folder else 0
            levels.append(self._level(self.git.top / folder / GIT_FILE, prefix))
        outer = tuple(level for level in reversed(levels) if level is not None)
        if self._is_itself_ignored(outer, above):
            outer = ()
        return self._with_files(FolderRules("", outer, ()))

    def _is_itself_ignored(self, outer: tuple[_Level, ...], above: list[str]) -> bool:
        """A person opened a folder that its repository ignores: then they want to see what is in it."""
        return any(
            _decide(outer, _as_bytes(name), _as_bytes("/".join(above[: depth + 1])), is_folder=True)
            for depth, name in enumerate(above)
        )


def _decide(levels: tuple[_Level, ...], name: str, full: str, *, is_folder: bool) -> bool | None:
    for level in levels:
        decided = level.patterns.decide(name, full[level.prefix :], is_folder=is_folder)
        if decided is not None:
            return decided
    return None


def _git_settings(root: Path) -> tuple[Path, bool]:
    """The user's global ignore file, and whether this repository's file system ignores case."""
    base = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111
    excludes_file = Path(base) / "git" / "ignore"
    ignore_case = False
    printed = run_git(
        root, ["config", "-z", "--includes", "--get-regexp", r"^core\.(excludesfile|ignorecase)$"]
    )
    for line in (printed or b"").decode("utf-8", "replace").split("\0"):
        name, _, value = line.partition("\n")
        if name == "core.excludesfile" and value:
            excludes_file = root / os.path.expanduser(value)  # noqa: PTH111 - `expanduser` of Path raises for "~x"
        elif name == "core.ignorecase":
            ignore_case = value.lower() in {"", "true", "yes", "on", "1"}
    return excludes_file, ignore_case


def is_marked(name: str, listed: Collection[str]) -> bool:
    """Whether what stands in a folder of that name says that it is a cache, or other people's code."""
    return any(mark in listed for mark in _marks_of(name))


def _marks_of(name: str) -> Iterable[str]:
    return MARKED_FOLDERS if name == "vendor" else _MARKS


_MARKS = MARKED_FOLDERS.keys() - MARKS_OF_VENDOR


def _read(file: Path | str) -> str:
    """The bytes of an ignore file, each as one character; "" if there is none. As in git, a link is none."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return ""
    with os.fdopen(descriptor, "rb") as stream:
        try:
            return stream.read(_LARGEST_IGNORE_FILE).decode("latin-1")
        except OSError:
            return ""


def _as_bytes(text: str) -> str:
    """Each byte as one character: git's `?` and brackets match bytes, not letters."""
    return text if text.isascii() else os.fsencode(text).decode("latin-1")


def _posix(path: Path) -> str:
    return "" if path == Path() else path.as_posix()
