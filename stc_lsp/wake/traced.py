"""What a pasted stack trace leads to: the lines of this repository that were being carried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.asking.traces import Frame, Trace, read_trace
from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.english import code, count, quoted, sentence
from stc_lsp.code.inert import code_block
from stc_lsp.code.values import CALLABLE
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.placed import known_path
from stc_lsp.wake.structural.inquiry import label
from stc_lsp.wake.values import Citation, Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.hover.freshness import Present

_MOST_CALLS = 8
_BEFORE, _AFTER = 4, 2
"""Lines that are quoted around the innermost one."""
_MOST_SAID = 160
_REASON = "The lines are those that the stack trace names. No model was asked."


@dataclass(frozen=True, slots=True)
class _Step:
    """A frame of the trace that stands in this repository."""

    path: str
    line: int
    """Where it stands now."""
    stored: StoredChunk
    frame: Frame


def answer_trace(text: str, present: Present) -> tuple[StoredChunk, Told] | None:
    """What can be told of the stack trace in a question, and what it ends in.

    None if there is no trace, or nothing of it stands in this repository.
    """
    trace = read_trace(text)
    if trace is None:
        return None
    steps = [step for frame in trace.frames if (step := _step(frame, present)) is not None]
    if not steps:
        return None
    parts = [_beginning(trace, steps[0]), _source(steps[0], present)]
    if len(steps) > 1:
        shown = steps[1:_MOST_CALLS]
        further = (
            f"\n- and {count(len(steps) - _MOST_CALLS, 'call')} more" if len(steps) > _MOST_CALLS else ""
        )
        parts.append(
            "It was called by, the last one first:\n"
            + "\n".join(f"- {_named(each)}" for each in shown)
            + further
        )
    if outside := len(trace.frames) - len(steps):
        parts.append(f"{count(outside, 'further call')} of the trace: none of them in this repository.")
    citations = tuple(dict.fromkeys(Citation(each.path, each.line, each.line) for each in steps))
    return steps[0].stored, Told("\n\n".join(parts), citations[:_MOST_CALLS], True, _REASON)


def _beginning(trace: Trace, last: _Step) -> str:
    error = quoted(trace.error, _MOST_SAID) if trace.error else "The error"
    # What it called, and so on to where it came, may stand in a library.
    where = "in" if last.frame == trace.frames[0] else "from what was called in"
    told = f"{error} came {where} {_named(last)}"
    if last.line == last.frame.line:
        return told
    return f"{told} The trace has line {last.frame.line}: the code has changed."


def _named(step: _Step) -> str:
    chunk = step.stored.chunk
    documented = sentence(first_sentence(chunk.documentation), chunk.name)
    said = f": {quoted(documented, _MOST_SAID)}" if documented else "."
    return f"{code(label(step.stored))} (`{step.path}:{step.line}`){said}"


def _source(step: _Step, present: Present) -> str:
    lines = lines_of(present.text(step.path) or b"")
    first = max(step.line - 1 - _BEFORE, step.stored.chunk.start_line - 1, 0)
    shown = lines[first : step.line + _AFTER]
    indent = min((len(row) - len(row.lstrip()) for row in shown if row.strip()), default=0)
    return code_block("\n".join(row[indent:].rstrip() for row in shown), step.stored.language)


def _step(frame: Frame, present: Present) -> _Step | None:
    path = known_path(frame.path, present.snapshot)
    text = present.text(path) if path else None
    if text is None:
        return None
    lines = lines_of(text)
    line = _line_now(frame, lines, _lines_called(frame, path, present))
    stored = present.snapshot.enclosing(path, line) if line else None
    return _Step(path, line, stored, frame) if stored is not None else None


def _lines_called(frame: Frame, path: str, present: Present) -> Iterator[int]:
    """The lines of the functions of that name in the file."""
    for each in present.snapshot.chunks(path):
        if each.chunk.kind in CALLABLE and each.chunk.name == frame.name:
            yield from range(each.chunk.start_line, each.chunk.end_line + 1)


def _line_now(frame: Frame, lines: Sequence[str], of_function: Iterator[int]) -> int:
    """The line that a frame stands in now; 0 if it is not found."""

    def says(line: int) -> bool:
        return 0 < line <= len(lines) and lines[line - 1].strip() == frame.source

    own = list(of_function)
    if not frame.source:
        return (
            frame.line if frame.line in own or (not own and frame.line <= len(lines)) else min(own, default=0)
        )
    if says(frame.line):
        return frame.line
    alike = [line for line in own or range(1, len(lines) + 1) if says(line)]
    nearest = min(alike, key=lambda line: abs(line - frame.line), default=0)
    return nearest or (frame.line if frame.line in own else min(own, default=0))
