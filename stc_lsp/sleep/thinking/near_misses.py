"""Questions that were nearly answered from memory: a model judges, while nobody waits, whether it would have
been right. What it approves is served from then on; what it refuses is remembered and not asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from stc_lsp.errors import BudgetExhaustedError, MemoryFault, ModelError, ModelOutputError, PreemptedError
from stc_lsp.models import prompts
from stc_lsp.models.schema import said
from stc_lsp.sleep.progress import no_reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.memory.questions import NearMiss, QuestionLog
    from stc_lsp.sleep.thinkers.model import Completes

_VERDICT_TOKENS = 120
_NO_VERDICT = "The model gave no verdict."


@attrs.frozen
class VerdictForm:
    """Whether two questions are one."""

    same: bool = attrs.field(metadata=said("the stored answer answers the first question"))
    reason: str = attrs.field(metadata=said("why", most=200))


async def settle(
    endpoint: Completes, log: QuestionLog | None, why_stop: Callable[[], str] = no_reason
) -> str:
    """Have all near misses of a log judged. Returns why it stopped before that; "" if it did not.

    `why_stop` says why to stop, "" while there is no reason.
    """
    if log is None:
        return ""
    try:
        for near in log.near_misses():
            stopped_by = why_stop()
            if stopped_by:
                return stopped_by
            verdict = await _judged(endpoint, near)
            log.settle(near, is_same=verdict.same, reason=verdict.reason)
    except (BudgetExhaustedError, PreemptedError, ModelError, MemoryFault) as error:
        # Those that are left are judged the next time.
        return str(error)
    return ""


async def _judged(endpoint: Completes, near: NearMiss) -> VerdictForm:
    data = f"First question: {near.question}\nSecond question: {near.stored}"
    try:
        completion = await endpoint.complete(
            prompts.messages(prompts.SAME_QUESTION, data, "Do both ask the same?"),
            schema=VerdictForm,
            max_tokens=min(_VERDICT_TOKENS, endpoint.settings.max_output_tokens),
            purpose=f"whether “{near.question}” is “{near.stored}”",
        )
    except ModelOutputError:
        return VerdictForm(False, _NO_VERDICT)
    return completion.data if isinstance(completion.data, VerdictForm) else VerdictForm(False, _NO_VERDICT)
