"""Reading a stack trace that somebody pasted, as runtimes print them: its calls, and the error."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FRAMES = (
    # Python:  File "shop/till.py", line 12, in total
    re.compile(r'^\s*File "(?P<path>[^"\n]+)", line (?P<line>\d+)(?:, in (?P<name>\S+))?'),
    # C#:  at Shop.Till.Total() in /src/Till.cs:line 12
    re.compile(r"^\s*at (?P<name>[^\s(]+)\(.*\) in (?P<path>[^\n]+?):line (?P<line>\d+)"),
    # JavaScript:  at total (/src/till.js:12:5), at async /src/till.js:12:5
    # Java:  at shop.Till.total(Till.java:12)
    re.compile(
        r"^\s*at (?:async )?(?:new )?(?:(?P<name>[^\s()]+)(?: \[as \w+\])? ?\()?"
        r"(?P<path>(?:file://)?[^\s():]+\.\w+):(?P<line>\d+)(?::\d+)?\)?\s*$"
    ),
    # Ruby:  from till.rb:12:in 'total'; PHP:  #0 /src/till.php(12): total()
    re.compile(r"^\s*(?:\d+: |from )?(?P<path>[^\s:()]+\.rb):(?P<line>\d+):in [`'](?P<name>[^'\n]+)'"),
    re.compile(r"^\s*#\d+ (?P<path>[^\s:()]+\.php)\((?P<line>\d+)\): (?P<name>[^\s(]+)"),
    # Go and Rust:  /src/till.go:12 +0x1d, at ./src/till.rs:12:5
    re.compile(r"^\s*(?:at )?(?P<path>[^\s:()]+\.(?:go|rs)):(?P<line>\d+)(?::\d+| \+0x[0-9a-f]+)?\s*$"),
)
_INNERMOST_LAST = "Traceback (most recent call last)"
_ERROR = re.compile(
    r"^(?:[\w.]+(?:Error|Exception|Warning|Exit|Interrupt|Fault)\b|panic\b|Exception in |[A-Za-z_][\w.]*: ).*"
)
_LAST = re.compile(r"^[A-Za-z_][\w.]*(?::.*)?$")
"""What Python prints of an error, below its calls."""
_LEAST = 2
_LONGEST_ERROR = 200


@dataclass(frozen=True, slots=True)
class Frame:
    """One call that was under way."""

    path: str
    """As it was printed."""
    line: int
    name: str
    """Of the function, its last part; "" if it is not said."""
    source: str
    """The line itself, if it was printed, stripped."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The calls that were under way when an error came, the innermost first."""

    frames: tuple[Frame, ...]
    error: str
    """What was printed of the error; "" if nothing was found."""


def read_trace(text: str) -> Trace | None:
    """The stack trace in a text; None if there is none. One call is enough where an error goes with it."""
    lines = text.splitlines()
    found = [(number, match) for number, line in enumerate(lines) if (match := _frame(line)) is not None]
    below = lines[found[-1][0] + 1 :] if found and _INNERMOST_LAST in text else None
    error = _error(lines, _ERROR) if below is None else _error(below, _LAST)
    if len(found) < (1 if error else _LEAST):
        return None
    frames = [_frame_of(match, lines[number + 1 : number + 2]) for number, match in found]
    if _INNERMOST_LAST in text or '", line ' in found[0][1][0]:
        frames.reverse()
    return Trace(tuple(frames), error)


def _frame(line: str) -> re.Match[str] | None:
    return next((match for each in _FRAMES if (match := each.match(line)) is not None), None)


def _frame_of(match: re.Match[str], following: list[str]) -> Frame:
    name = re.split(r"[.#:]", (match.groupdict().get("name") or "").replace("::", "."))[-1].strip("<>()")
    is_source = match[0].lstrip().startswith("File ") and following and _frame(following[0]) is None
    source = following[0].strip() if is_source else ""
    return Frame(match["path"], int(match["line"]), name, source)


def _error(lines: list[str], shape: re.Pattern[str]) -> str:
    """The first line that tells of an error and of no call; "" if none does."""
    told = (line.strip() for line in lines if not line[:1].isspace() and _frame(line) is None)
    return next((line[:_LONGEST_ERROR] for line in told if shape.match(line)), "")
