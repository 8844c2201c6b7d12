"""What commits did to a file, told in lines of the file as it is now. Pure: a patch in, values out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_INDEX = re.compile(rb"index ([0-9a-f]{40,64})\.\.([0-9a-f]{40,64})")
COMMIT_MARK = b"\x01"
"""Begins the line before each commit's patch; the rest of that line is the commit's name."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Some lines that one commit took out at a place, and those that it put there."""

    old_start: int
    new_start: int
    removed: tuple[bytes, ...]
    added: tuple[bytes, ...]

    @property
    def is_layout(self) -> bool:
        """Nothing but white space differs."""
        return b"".join(self.removed).split() == b"".join(self.added).split()


@dataclass(frozen=True, slots=True)
class Patch:
    """What one commit did to one file."""

    commit: str
    before: bytes
    """The name that git has for the file's contents before."""
    after: bytes
    hunks: tuple[Hunk, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A hunk, as far as it is still to be seen in the present lines of the file."""

    removed: tuple[bytes, ...]
    added: tuple[tuple[int, bytes], ...]
    """Each line that is still there, with its number now, 1-based, in order."""
    below: int
    """Where it only took lines out: the number now of the line above that place, 0 at the top; else -1."""

    def touches(self, first: int, last: int) -> bool:
        """Whether it shows in these lines. What was taken out between two things belongs to neither."""
        if self.below >= 0:
            return first <= self.below < last
        return bool(self.put_in(first, last))

    def put_in(self, first: int, last: int) -> tuple[tuple[int, bytes], ...]:
        """What it put into these lines."""
        added = self.added
        return added[bisect_left(added, first, key=_number) : bisect_right(added, last, key=_number)]


def _number(line: tuple[int, bytes]) -> int:
    return line[0]


def parse_patches(printed: bytes) -> list[Patch]:
    """From what `git log -p -U0 --full-index` prints of one file, each commit behind `COMMIT_MARK`."""
    found: list[Patch] = []
    for entry in _entries(printed.split(b"\n")):
        commit, lines = entry[0].removeprefix(COMMIT_MARK).decode("ascii", "replace").strip(), entry[1:]
        index = next((told for line in lines if (told := _INDEX.match(line))), None)
        if index is not None:
            found.append(Patch(commit, index[1], index[2], tuple(_hunks(lines))))
    return found


def _entries(lines: Iterable[bytes]) -> list[list[bytes]]:
    entries: list[list[bytes]] = []
    for line in lines:
        if line.startswith(COMMIT_MARK):
            entries.append([line])
        elif entries:
            entries[-1].append(line)
    return entries


def _hunks(lines: Sequence[bytes]) -> Iterator[Hunk]:
    number = 0
    while number < len(lines):
        header = _HUNK.match(lines[number])
        number += 1
        if header is None:
            continue
        body: list[bytes] = []
        while number < len(lines) and lines[number][:1] in (b"-", b"+", b"\\"):
            body.append(lines[number])
            number += 1
        yield Hunk(
            int(header[1]),
            int(header[3]),
            tuple(line[1:] for line in body if line.startswith(b"-")),
            tuple(line[1:] for line in body if line.startswith(b"+")),
        )


def done(patches: Sequence[Patch], source: bytes) -> list[tuple[str, list[Done]]]:
    """What the last commits did to a file that is `source` after the newest of them, the newest first.

    Ends before the first commit that does not lead to the next (parallel branches), or to `source`.
    """
    lines = source.split(b"\n")
    found: list[tuple[str, list[Done]]] = []
    newer: list[Sequence[Hunk]] = []
    leads_to = b""
    for patch in patches:
        seen = [_done(hunk, newer) for hunk in patch.hunks]
        if leads_to and patch.after != leads_to:
            break
        if not leads_to and not all(_stands(each, lines) for each in seen):
            break
        told = [each for each, hunk in zip(seen, patch.hunks, strict=True) if not hunk.is_layout]
        found.append((patch.commit, told))
        newer.append(patch.hunks)
        leads_to = patch.before
    return found


def _stands(each: Done, lines: Sequence[bytes]) -> bool:
    return all(number <= len(lines) and lines[number - 1] == text for number, text in each.added)


def _done(hunk: Hunk, newer: Sequence[Sequence[Hunk]]) -> Done:
    added = tuple(
        (now, text)
        for number, text in enumerate(hunk.added, hunk.new_start)
        if (now := _now(number, newer)) is not None
    )
    below = -1
    if not hunk.added:
        # Git counts a place without lines by the line above it.
        below = _now(hunk.new_start, newer) if hunk.new_start else 0
    return Done(hunk.removed, added, -1 if below is None else below)


def _now(number: int, newer: Sequence[Sequence[Hunk]]) -> int | None:
    """Where a line stands after newer commits, given the newest first; None if one took it out."""
    for hunks in reversed(newer):
        shift = 0
        for hunk in hunks:
            # Without lines taken out, the new ones stand below `old_start`.
            first = hunk.old_start if hunk.removed else hunk.old_start + 1
            if number < first:
                break
            if number < first + len(hunk.removed):
                return None
            shift += len(hunk.added) - len(hunk.removed)
        number += shift
    return number
