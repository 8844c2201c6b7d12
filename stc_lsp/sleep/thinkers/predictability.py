"""How predictable a question is from what it is about: what the model gave for it that wrote it.

The paper's measure (arXiv 2504.13171) is the log-probability of a question given its context. The model has
just read that, so its own tokens tell: no further call is made for it. Each question is scored given those
before it in the same answer, and for a token, so that a short one is no more predictable for being short.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from stc_lsp.models.logprobs import scores_under
from stc_lsp.sleep.thinkers.forms import inert_question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stc_lsp.memory.values import ThoughtItem
    from stc_lsp.models.values import Completion


def with_predictability(items: Iterable[ThoughtItem], first: Sequence[Completion]) -> tuple[ThoughtItem, ...]:
    """Items with the predictability of their questions, by the answers in which a model first asked them.

    What those do not tell stays as it was.
    """
    found: dict[str, float] = {}
    for completion in first:
        if completion.scores is not None:
            scores = scores_under("question", completion.text, completion.scores)
            found = {inert_question(each): mean for each, mean in scores.items()} | found
    return tuple(
        dataclasses.replace(item, predictability=found.get(item.question, item.predictability))
        for item in items
    )
