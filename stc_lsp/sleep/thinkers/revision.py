"""Thinking again about what has changed a little: a model is shown what it said and the lines that differ.

It may keep what it said. That costs less than to think anew, reads the same to people, and stops the change
from travelling to whatever is made from the thought.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from stc_lsp.models.tokens import mean_tokens
from stc_lsp.sleep.thinkers.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.values import Shown as ShownThen
    from stc_lsp.memory.values import Thought, ThoughtItem

_MOST_REVISIONS = 8
"""So often in a row; then it is thought anew, lest small errors add up."""
_MOST_SHARE = 0.5
"""A difference larger than this part of the whole is no small one."""
_WHOLE_SOURCE, _WHOLE_PARTS = 250, 600
"""Tokens: a source, or a list of parts, that is shorter is shown whole beside the difference."""
_CONTEXT_LINES = 2
_NUMBER = re.compile(r"(\d+)(?:-\d+)?\| ?")


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier thought about the same thing, and what it was made from."""

    thought: Thought
    shown: ShownThen


def revision_data(earlier: Earlier, now: Shown) -> Shown | None:
    """What to show in place of everything; None if so much has changed that it is better thought anew."""
    if earlier.shown.revisions >= _MOST_REVISIONS:
        return None
    before, after = _lines(earlier.shown.text), _lines(now.text)
    difference = list(_difference(before, after))
    text = "\n".join(line for _, line in difference)
    whole = mean_tokens(now.text)
    changed = sum(line.startswith("+") for _, line in difference)
    if not difference or changed > len(after) * _MOST_SHARE:
        return None
    is_short = whole <= (_WHOLE_SOURCE if now.lines else _WHOLE_PARTS)
    if not is_short and mean_tokens(text) > whole * _MOST_SHARE:
        return None
    title = f"What has changed ({changed} of {len(after)} lines are new):"
    blocks = [f"What you said:\n{said(earlier.thought.items)}", f"{title}\n{text}"]
    if is_short:
        return Shown("\n\n".join([*blocks, f"All of it, as it is now:\n{now.text}"]), now.lines)
    numbers = frozenset(number for number, _ in difference if number in now.lines)
    return Shown("\n\n".join(blocks), numbers)


def said(items: Sequence[ThoughtItem]) -> str:
    """What a model said, for itself to read again."""
    if len(items) == 1 and not items[0].question:
        item = items[0]
        return "\n".join(filter(None, (item.text, item.watch_for and f"Watch for: {item.watch_for}")))
    return "\n".join(f"{number}. {item.question}\n   {item.text}" for number, item in enumerate(items, 1))


def _lines(text: str) -> list[tuple[int, str]]:
    """Lines without their numbers, which change with everything above them; and those numbers, or 0."""
    found: list[tuple[int, str]] = []
    for line in text.split("\n"):
        numbered = _NUMBER.match(line)
        found.append((int(numbered[1]), line[numbered.end() :]) if numbered else (0, line))
    return found


def _difference(
    before: Sequence[tuple[int, str]], after: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, str]]:
    """The lines that differ with a few around them, each with its number now, 0 if it has none."""
    matcher = SequenceMatcher(None, [line for _, line in before], [line for _, line in after], autojunk=False)
    for group in matcher.get_grouped_opcodes(_CONTEXT_LINES):
        yield 0, "..."
        for kind, start, end, new_start, new_end in group:
            if kind != "equal":
                yield from ((0, f"- {line}") for _, line in before[start:end])
            mark = " " if kind == "equal" else "+"
            for number, line in after[new_start:new_end]:
                yield number, f"{mark} {number}| {line}" if number else f"{mark} {line}"
