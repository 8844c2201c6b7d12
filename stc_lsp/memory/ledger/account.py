"""The paper's account of sleep-time compute: what a query costs, and from how many on it pays.

Cost per query = S/N + t x b, where S are the tokens spent asleep, N the queries, b the tokens a query takes
with what was learned, and t the price of a test-time token in sleep-time tokens. It pays when
N > S / (t x (B - b)), B being the tokens a query takes without (arXiv 2504.13171, which sets t to 10).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from stc_lsp.memory.values import FOUND_NOTHING, Asked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.memory.ledger.ledger import Ledger
    from stc_lsp.memory.questions import QuestionLog

TEST_TIME_PRICE = 10.0
"""A person waits for a test-time token: the paper charges ten sleep-time tokens for it."""
_WITHOUT = 6_000.0
"""Tokens of a question answered from raw source, until some were."""
_WITH = 500.0
"""Tokens of a question answered from memory, until some were: most take none."""
_BY_MEMORY = ("stored", "structural", "learned")
_ASLEEP = "asleep"
"""The phase, as the ledger names it."""
SAVED_BY_AN_ANSWER = TEST_TIME_PRICE * (_WITHOUT - _WITH)
"""Sleep-time tokens that an answer from memory saves, until it is known better."""


@dataclass(frozen=True, slots=True)
class Account:
    """What thinking asleep has cost and saved in one workspace."""

    asleep: int
    """S: tokens spent asleep."""
    queries: int
    """N: questions asked that memory answered."""
    tokens_with: float
    """b: tokens that such a question took when it was asked."""
    tokens_without: float
    """B: tokens that a question took which was answered from raw source."""

    @property
    def how(self) -> str:
        """How the questions were answered, in words."""
        return "from memory" if self.tokens_with else "without a model"

    @property
    def cost_per_query(self) -> float:
        """In sleep-time tokens; what was spent asleep is shared by all queries."""
        return self.asleep / max(1, self.queries) + TEST_TIME_PRICE * self.tokens_with

    @property
    def cost_without(self) -> float:
        """The same, had nothing been thought asleep."""
        return TEST_TIME_PRICE * self.tokens_without

    @property
    def saved_by_an_answer(self) -> float:
        """Sleep-time tokens that a query saves which memory answers; expected, as long as none was asked."""
        tokens_with = self.tokens_with if self.queries else _WITH
        return max(0.0, TEST_TIME_PRICE * (self.tokens_without - tokens_with))

    @property
    def pays_from(self) -> float:
        """The number of queries beyond which it pays; infinite if it saves nothing."""
        return self.asleep / self.saved_by_an_answer if self.saved_by_an_answer > 0 else math.inf

    @property
    def pays(self) -> bool:
        """Whether it has paid already."""
        return self.queries > self.pays_from or self.asleep == 0

    def figures(self) -> dict[str, float | bool | None]:
        """All of it, for scripts. `pays_from` is None if it never pays."""
        return asdict(self) | {
            "cost_per_query": self.cost_per_query,
            "cost_without": self.cost_without,
            "pays_from": None if math.isinf(self.pays_from) else self.pays_from,
            "pays": self.pays,
        }


def workspace_account(ledger: Ledger, log: QuestionLog, workspace: str) -> Account:
    """The account of one workspace so far."""
    phases = {each.label: each for each in ledger.totals("phase", workspace=workspace)}
    spent = phases.get(_ASLEEP)
    return account(spent.input_tokens + spent.output_tokens if spent else 0, log.list())


def account(asleep: int, asked: Iterable[Asked]) -> Account:
    """The account of the tokens spent asleep and the questions asked since."""
    raw: list[int] = []
    known: list[int] = []
    for each in asked:
        if each.rung == FOUND_NOTHING:
            continue
        (known if each.rung in _BY_MEMORY else raw).append(each.input_tokens + each.output_tokens)
    return Account(
        asleep,
        len(known),
        sum(known) / len(known) if known else 0.0,
        sum(raw) / len(raw) if raw else _WITHOUT,
    )
