"""Several answers to the same, each made by itself, and what most of them agree on.

The parallel variant of sleep-time compute (arXiv 2504.13171): what a model says once may be chance, what it
says each time is less so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import anyio

from stc_lsp.code.asking.same_question import is_same_question
from stc_lsp.code.claims import claimed_names
from stc_lsp.errors import AwaitedError, BudgetExhaustedError, ModelError, PreemptedError
from stc_lsp.sleep.thinkers.forms import Checked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from stc_lsp.memory.values import ThoughtItem
    from stc_lsp.models.values import Completion


@dataclass(frozen=True, slots=True)
class Draft:
    """One answer, and what of it holds."""

    completion: Completion
    checked: Checked


async def make_drafts(make: Callable[[int], Awaitable[Draft]], count: int) -> list[Draft]:
    """So many drafts at once, less those that failed: the others serve. Raises what failed if all did.

    Raises AwaitedError if any is still being made in a batch; then all that there are were asked for.
    """
    made: dict[int, Draft] = {}
    failed: dict[int, Exception] = {}

    async def one(number: int) -> None:
        try:
            made[number] = await make(number)
        except (AwaitedError, ModelError, BudgetExhaustedError, PreemptedError) as error:
            failed[number] = error

    async with anyio.create_task_group() as group:
        for number in range(count):
            group.start_soon(one, number)
    awaited = [error for error in failed.values() if isinstance(error, AwaitedError)]
    if awaited or not made:
        raise (awaited or [failed[number] for number in sorted(failed)])[0]
    return [made[number] for number in sorted(made)]


def agreed(drafts: Sequence[Draft], most: int) -> Checked:
    """What most of some drafts agree on: of summaries one, of questions up to `most`."""
    all_checked = [each.checked for each in drafts]
    sound = [each for each in all_checked if each.items]
    if len(all_checked) == 1 or not sound:
        return all_checked[0]
    if any(item.question for each in sound for item in each.items):
        questions = _questions(sound, most)
        # What one draft has wrong is nothing to object to where the others have enough.
        return Checked(questions, 0 if len(questions) == most else min(each.dropped for each in sound), ())
    return max(sound, key=lambda each: (-each.dropped, _likeness(each, sound)))


def _questions(sound: Sequence[Checked], most: int) -> tuple[ThoughtItem, ...]:
    """The questions that most drafts ask, each once, in the wording and with the answer of the first."""
    asked: list[list[ThoughtItem]] = []
    for item in (item for each in sound for item in each.items):
        same = next((known for known in asked if is_same_question(known[0].question, item.question)), None)
        if same is None:
            asked.append([item])
        else:
            same.append(item)
    return tuple(known[0] for known in sorted(asked, key=lambda known: -len(known))[:most])


def _likeness(one: Checked, others: Sequence[Checked]) -> float:
    """How much of what a summary names the others name too."""
    names = _names(one)
    return sum(len(names & _names(each)) / (len(names | _names(each)) or 1) for each in others)


def _names(said: Checked) -> frozenset[str]:
    text = "\n".join(f"{item.text}\n{item.watch_for}" for item in said.items)
    return frozenset(claimed_names(text))
