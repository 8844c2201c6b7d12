"""What the last commits did to files, as git tells it. One process for several files."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from stc_lsp.code.hunks import COMMIT_MARK, Done, done, parse_patches
from stc_lsp.sleep.git.run import run_git

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_SECONDS = 20.0
_FILE_MARK = b"\ndiff --git "
_FEWEST = 2
"""Files about which it is worth asking together."""


def last_edits(
    root: Path, path: str, source: bytes, commits: Sequence[str], printed: bytes | None = None
) -> list[tuple[str, list[Done]]]:
    """What each of `commits`, the newest first, did to a file whose committed contents are `source`.

    Ends early where they do not follow one another. `printed`: what `last_patches` gave of the file, if it
    was asked.
    """
    if not commits:
        return []
    if printed is None:
        printed = _log(root, commits, [path])
    full_names = done(parse_patches(printed or b""), source)
    return [(short, each) for full, each in full_names for short in commits if full.startswith(short)]


def last_patches(root: Path, commits: Mapping[str, Sequence[str]]) -> dict[str, bytes]:
    """What git prints of several files, asked once: for each what it would print of that file alone.

    `commits`: by file, the newest first. Files are missing that git names otherwise than by their plain
    names, and all of them if it fails: those have to be asked about one by one.
    """
    asked = {path: each for path, each in commits.items() if each and _is_plain(path)}
    if len(asked) < _FEWEST:
        return {}
    every = dict.fromkeys(commit for each in asked.values() for commit in each)
    printed = _log(root, list(every), list(asked))
    if printed is None:
        return {}
    headers = {f"a/{path} b/{path}".encode(): path for path in asked}
    found: dict[str, list[tuple[int, bytes]]] = {path: [] for path in asked}
    for entry in (b"\n" + printed).split(b"\n" + COMMIT_MARK)[1:]:
        name, *patches = entry.split(_FILE_MARK)
        for patch in patches:
            path = headers.get(patch.partition(b"\n")[0])
            place = _place(commits[path], name) if path is not None else -1
            if path is not None and place >= 0:
                found[path].append((place, COMMIT_MARK + name + _FILE_MARK + patch))
    return {
        path: b"\n".join(text for _, text in sorted(each, key=itemgetter(0)))
        for path, each in found.items()
        if each
    }


def _log(root: Path, commits: Iterable[str], paths: Iterable[str]) -> bytes | None:
    """The patches of some commits to some files. No filter and no other program is run."""
    return run_git(
        root,
        [
            *("log", "--no-walk=unsorted", "-p", "-U0", "--inter-hunk-context=0", "--full-index"),
            *("--no-renames", "--no-color", "--no-ext-diff", "--no-textconv"),
            *("--relative", "--src-prefix=a/", "--dst-prefix=b/"),
            f"--format={COMMIT_MARK.decode('ascii')}%H",
            *(*commits, "--", *paths),
        ],
        timeout=_SECONDS,
    )


def _is_plain(path: str) -> bool:
    """Whether git prints a name as it is, without quotes and escapes."""
    return path.isascii() and path.isprintable() and not {'"', "\\"} & set(path)


def _place(commits: Sequence[str], full: bytes) -> int:
    """Which of the short names a commit has; -1 for none."""
    name = full.strip().decode("ascii", "replace")
    return next((place for place, short in enumerate(commits) if name.startswith(short)), -1)
