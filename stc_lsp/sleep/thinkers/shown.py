"""The data of a prompt: source with numbered lines, what surrounds it and its parts, within a budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.models.tokens import fit_tokens, mean_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.sleep.thinkers.request import Part, ThinkRequest

_HEAD_SHARE = 0.7
"""Of a source that is too long, how much of what fits is its beginning; the rest is its end."""

_AROUND_SHARE = 0.3
"""At most this much of the budget goes to what surrounds a source (callees, documentation)."""

_PARTS_SHARE = 0.5
"""At most this much goes to the parts, where there is source too."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a model gets to see."""

    text: str
    lines: frozenset[int]
    """The lines of the source that stand in it, 1-based and relative."""


def show(request: ThinkRequest, budget: int) -> Shown:
    """The data for one request, in about `budget` tokens at most."""
    blocks: list[str] = []
    around = list(_around(request))
    if around:
        block = fit_tokens("\n".join(around), int(budget * _AROUND_SHARE))
        blocks.append(block)
        budget -= mean_tokens(block)
    if request.parts:
        share = _PARTS_SHARE if request.source else 1.0
        block = _parts(request.parts, int(budget * share))
        blocks.append(block)
        budget -= mean_tokens(block)
    lines: frozenset[int] = frozenset()
    if request.source:
        title = f"Source ({request.language or 'text'}):"
        block, lines = _source(request, budget - mean_tokens(title))
        blocks.append(f"{title}\n{block}")
    return Shown("\n\n".join(block.strip("\n") for block in blocks if block.strip()), lines)


def _around(request: ThinkRequest) -> Iterator[str]:
    if request.header:
        yield f"It stands in: {request.header}"
    if request.callees:
        yield "It calls:"
        yield from (f"- {signature}" for signature in request.callees)
    if request.change:
        yield f"The last commits:\n{request.change}"
    if request.documentation:
        yield f"Documentation:\n{request.documentation}"


def _parts(parts: Sequence[Part], budget: int) -> str:
    lines = ["Its parts:"]
    for count, part in enumerate(parts):
        line = f"- {part.label}: {' '.join(part.summary.split())}"
        budget -= mean_tokens(line)
        if budget < 0:
            lines.append(f"(and {len(parts) - count} more)")
            break
        lines.append(line)
    return "\n".join(lines)


def _source(request: ThinkRequest, budget: int) -> tuple[str, frozenset[int]]:
    """Numbered lines. A part told of elsewhere leaves one line; what does not fit goes from the middle."""
    text = request.source.decode("utf-8", "replace").split("\n")
    folded = {part.first_line: part for part in request.parts if part.is_folded}
    rows: list[tuple[int, str]] = []
    number = 1
    while number <= len(text):
        part = folded.get(number)
        if part is None:
            rows.append((number, f"{number}| {text[number - 1]}"))
            number += 1
        else:
            rows.append((0, f"{number}-{part.last_line}| ({part.label}, see above)"))
            number = part.last_line + 1
    kept = _fitted(rows, budget)
    return "\n".join(line for _, line in kept), frozenset(number for number, _ in kept if number)


def _fitted(rows: list[tuple[int, str]], budget: int) -> list[tuple[int, str]]:
    costs = [mean_tokens(line) + 1 for _, line in rows]
    if sum(costs) <= budget:
        return rows
    head, tail = 0, len(rows)
    left = budget * _HEAD_SHARE
    while head < tail and costs[head] <= left:
        left -= costs[head]
        head += 1
    left += budget * (1 - _HEAD_SHARE)
    while tail > head and costs[tail - 1] <= left:
        left -= costs[tail - 1]
        tail -= 1
    return [*rows[:head], (0, f"({tail - head} lines left out)"), *rows[tail:]]
