"""What git remembers: who changed which file, and which lines of it, when and why. One process per
question.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from stc_lsp.code.describe.facts import Change
from stc_lsp.code.modules import folder_of, folders_around
from stc_lsp.sleep.git.run import Leash, run_git

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST_COMMITS = 5_000
"""How far back the log is read. A file untouched for longer has no history."""
CHANGES_KEPT = 3
_LOG_SECONDS, _BLAME_SECONDS = 60.0, 20.0
_MOST_SUBJECT = 120
_HEADER = re.compile(rb"^([0-9a-f]{40,64}) \d+ (\d+)")


def head_commit(root: Path) -> str:
    """The full name of the commit that is checked out; "" without git or before the first commit."""
    printed = run_git(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])
    return printed.decode("ascii", "replace").strip() if printed else ""


def last_changes(root: Path, leash: Leash | None = None) -> dict[str, tuple[Change, ...]]:
    """For each file and folder of the workspace the last commits that touched it, the newest first.

    A folder has a slash at its end; under "" stand the last commits of all. Merges are left out: what they
    bring in has commits of its own.
    """
    printed = run_git(
        root,
        [
            *("log", "--no-merges", f"--max-count={MOST_COMMITS}", "--date=short", "--no-renames"),
            *("--no-ext-diff", "--no-textconv", "--relative", "--name-only", "-z"),
            "--format=%x01%h%x02%ad%x02%aN%x02%s",
            *("HEAD", "--", "."),
        ],
        timeout=_LOG_SECONDS,
        leash=leash,
    )
    found: dict[str, list[Change]] = {}
    for entry in (printed or b"").split(b"\x01")[1:]:
        header, _, names = entry.partition(b"\0")
        change = _change(*header.decode("utf-8", "replace").split("\x02", 3))
        touched = [name.decode("utf-8", "surrogateescape") for name in names.strip(b"\n\0").split(b"\0")]
        files = [path.lstrip("\n") for path in touched]
        direct = dict.fromkeys(map(folder_of, files))
        folders = (f"{each}/" for folder in direct for each in (folder, *folders_around(folder)) if each)
        # Of folders here as well: only the log tells which of two commits of one day is the last.
        for path in dict.fromkeys(("", *files, *folders)):
            kept = found.setdefault(path, [])
            if len(kept) < CHANGES_KEPT:
                kept.append(change)
    return {path: tuple(changes) for path, changes in found.items()}


class Blame:
    """Which commit each line of a file comes from, as of the commit that is checked out."""

    def __init__(self, source: bytes, commits: list[str], changes: dict[str, tuple[int, Change]]) -> None:
        self.source = source
        """The file as committed."""
        self._commits = commits
        self._changes = changes

    def changes(self, first_line: int, last_line: int) -> tuple[Change, ...]:
        """The last commits that touched lines first..last (1-based, inclusive), the newest first."""
        commits = dict.fromkeys(self._commits[first_line - 1 : last_line])
        newest = sorted(commits, key=lambda commit: -self._changes[commit][0])
        return tuple(self._changes[commit][1] for commit in newest[:CHANGES_KEPT])


def blame(root: Path, path: str) -> Blame | None:
    """The blame of a committed file; None if git knows none. The file on disk is not looked at.

    Changes of white space do not count. The working tree's own version is left out because git would run
    the filters that a repository configures on it.
    """
    printed = run_git(
        root,
        [
            *("blame", "-w", "--porcelain", "--no-textconv"),
            *("HEAD", "--", path),
        ],
        timeout=_BLAME_SECONDS,
    )
    return None if printed is None else _parse_porcelain(printed.split(b"\n"))


def _parse_porcelain(lines: Iterable[bytes]) -> Blame:
    commits: list[str] = []
    content: list[bytes] = []
    details: dict[str, dict[bytes, bytes]] = {}
    current = ""
    for line in lines:
        if line.startswith(b"\t"):
            commits.append(current)
            content.append(line[1:])
        elif header := _HEADER.match(line):
            current = header.group(1).decode("ascii")
            details.setdefault(current, {})
        elif current:
            name, _, value = line.partition(b" ")
            details[current].setdefault(name, value)
    changes = {commit: _blamed(commit, each) for commit, each in details.items()}
    return Blame(b"\n".join(content) + b"\n", commits, changes)


def _blamed(commit: str, details: dict[bytes, bytes]) -> tuple[int, Change]:
    def text(name: bytes) -> str:
        return details.get(name, b"").decode("utf-8", "replace")

    seconds = int(details.get(b"author-time", b"0"))
    zone = text(b"author-tz") or "+0000"
    offset = (int(zone[1:3]) * 3600 + int(zone[3:5]) * 60) * (-1 if zone.startswith("-") else 1)
    date = time.strftime("%Y-%m-%d", time.gmtime(seconds + offset))
    return int(details.get(b"committer-time", b"0")), _change(
        commit[:7], date, text(b"author"), text(b"summary")
    )


def _change(commit: str, date: str, author: str, subject: str) -> Change:
    subject = " ".join(subject.split())
    if len(subject) > _MOST_SUBJECT:
        subject = f"{subject[:_MOST_SUBJECT].rpartition(' ')[0]} ..."
    return Change(date=date, author=" ".join(author.split()), subject=subject, commit=commit[:7])
