"""How much each level of test-time compute may take, and what of that fits a model's context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.models import prompts
from stc_lsp.models.tokens import mean_tokens
from stc_lsp.wake.values import Budget, Rung

if TYPE_CHECKING:
    from stc_lsp.models.settings import EndpointSettings

_ESTIMATE_MAY_BE_LOW = 1.25
_OVERHEAD = 120
"""Tokens of chat templates and of the marks around the data."""
_OUTPUT_SHARE = 0.25
"""Of a small context, at most so much is kept for the answer."""
_TOKENS_OF_SENTENCE = 40
"""With the place that it rests on."""
LEAST = 80
"""Tokens of data below which there is nothing to answer from."""


@dataclass(frozen=True, slots=True)
class Level:
    """Tokens, at most."""

    shown: int
    written: int

    @property
    def sentences(self) -> int:
        """That fit into what may be written: a model that is not told is cut off in the middle of one."""
        return max(2, self.written // _TOKENS_OF_SENTENCE)


LEVELS: dict[tuple[Rung, Budget], Level] = {
    (Rung.LEARNED, Budget.BRIEF): Level(700, 160),
    (Rung.LEARNED, Budget.NORMAL): Level(1800, 400),
    (Rung.LEARNED, Budget.DEEP): Level(5000, 900),
    (Rung.RAW, Budget.BRIEF): Level(1600, 200),
    (Rung.RAW, Budget.NORMAL): Level(6000, 600),
    (Rung.RAW, Budget.DEEP): Level(16000, 1200),
}
"""By `benchmarks/evidence.py`, 2,000 learned tokens hold as much as 10,000 of windows do."""

HISTORY_SHARE = 0.2
"""Of what is shown, at most so much is the conversation."""


def fitted(
    rung: Rung, budget: Budget, settings: EndpointSettings, question: str, most: int | None = None
) -> Level:
    """The level that a model's context has room for; `most` tokens shown, if a longer prompt was too long."""
    level = LEVELS[rung, budget]
    written = min(level.written, settings.max_output_tokens, int(settings.context_tokens * _OUTPUT_SHARE))
    rules = mean_tokens(prompts.prompt(PROMPTS[rung]).text) + mean_tokens(question) + _OVERHEAD
    room = (settings.context_tokens - written) / _ESTIMATE_MAY_BE_LOW - rules
    shown = min(level.shown, int(room)) if most is None else min(level.shown, int(room), most)
    return Level(max(0, shown), written)


PROMPTS = {Rung.LEARNED: prompts.ANSWER_FROM_LEARNED, Rung.RAW: prompts.ANSWER_FROM_RAW}
