"""One call to a model: the requests it takes, each paid for, and what happens between them.

A call is what a caller asks for; a request is what is sent. A call takes several when an endpoint refuses an
option, fails in passing, or gives an answer that is not in the form asked for.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stc_lsp.calls import Accounts, Usage
from stc_lsp.errors import EndpointUnavailableError, ModelOutputError
from stc_lsp.models.backoff import LONGEST_HONOURED, MOST_ATTEMPTS, MOST_KNOCKS, delay
from stc_lsp.models.reply import Reply, Worst, charge

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    from stc_lsp.models.breaker import Breaker
    from stc_lsp.models.faults import Fault
    from stc_lsp.models.habits import Habits
    from stc_lsp.models.settings import EndpointSettings
    from stc_lsp.models.values import Message

MOST_BAD_ANSWERS = 2
"""Requests whose answers are no answers, before a call gives up: each of them was paid for."""


class RequestFailedError(Exception):
    """A request failed; `CallState.after` knows what to do. Never leaves this package."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault.error))
        self.fault = fault


@dataclass(slots=True)
class CallState:
    """The state of one call."""

    settings: EndpointSettings
    accounts: Accounts
    breaker: Breaker
    habits: Habits
    messages: list[Message]
    form: type | None
    max_tokens: int
    purpose: str
    streaming: bool
    deadline: float
    """In the event loop's time."""
    pause: Callable[[float], Awaitable[object]]
    chance: Callable[[], float]
    draft: int = 0
    """Which of several answers to the same; 0 for the model's most likely one."""
    logprobs: bool = False
    """Whether log-probabilities are wanted, if there are any."""
    spent: Usage = field(default_factory=Usage)
    """By all requests so far."""
    failures: int = 0

    def body(self) -> dict[str, Any]:
        """What is sent, by what the endpoint is known to accept."""
        return self.habits.arguments(
            self.settings.name,
            self.messages,
            self.form,
            self.max_tokens,
            streaming=self.streaming,
            draft=self.draft,
            logprobs=self.logprobs,
        )

    def worst(self, body: dict[str, Any]) -> Worst:
        """The most that a request with this body can take."""
        return Worst.of(body["messages"], json.dumps(body.get("response_format", "")), self.max_tokens)

    def retreat(self, fault: Fault) -> bool:
        """Ask for less, if that may be what was refused. Whether there is anything to give up."""
        if not (fault.complaint or fault.is_forbidden):
            return False
        tried = self.habits.retreat(
            fault.complaint,
            streaming=self.streaming,
            structured=self.form is not None,
            logprobs=self.logprobs,
        )
        self.habits = tried or self.habits
        return tried is not None

    @asynccontextmanager
    async def request(self) -> AsyncGenerator[tuple[dict[str, Any], Reply], None]:
        """The body to send and the reply to fill in. Reserves before, settles or releases after.

        Raises RequestFailedError for what the block raises, BudgetExhaustedError, and what the breaker says.
        """
        # Imported here: it loads openai, which only a call needs.
        from stc_lsp.models.faults import fault_of

        loop = asyncio.get_running_loop()
        self.breaker.check(loop.time())
        body = self.body()
        worst = self.worst(body)
        reservation = self.accounts.reserve(worst.tokens, worst.money(self.settings))
        reply, started, outcome, fault = Reply(), loop.time(), "ok", None
        try:
            yield body, reply
        except Exception as error:
            outcome = type(error).__name__
            fault = fault_of(error, self.settings)
            if fault is None:
                raise
            outcome = type(fault.error).__name__
            raise RequestFailedError(fault) from None
        except BaseException:
            outcome = "cancelled"
            raise
        finally:
            usage = _usage(fault, reply, worst, self.settings, loop.time() - started, outcome)
            if usage is None:
                self.accounts.release(reservation)
            else:
                self.add(usage)
                self.accounts.settle(reservation, usage, self.purpose)

    async def after(self, fault: Fault) -> None:
        """Wait, or change what is asked for, so that the call may be tried again; or raise why it may not."""
        if self.retreat(fault):
            return
        now = asyncio.get_running_loop().time()
        self.failures += 1
        if fault.is_shared:
            self.breaker.failed(fault.error, now)
        seconds = delay(self.failures, fault.seconds, self.chance)
        if fault.seconds is not None and fault.seconds > min(LONGEST_HONOURED, self.deadline - now):
            error = EndpointUnavailableError(
                f"{fault.error} It asks for no more requests for {fault.seconds:.0f} s."
            )
            self.breaker.rest(error, now + fault.seconds)
            raise error from None
        if self._is_hopeless(fault, now, seconds):
            raise fault.error from None
        await self.pause(seconds)

    def _is_hopeless(self, fault: Fault, now: float, seconds: float) -> bool:
        most = MOST_KNOCKS if fault.is_absent else MOST_ATTEMPTS
        if isinstance(fault.error, ModelOutputError):
            most = MOST_BAD_ANSWERS
        return (
            not fault.error.retryable
            or self.failures >= most
            or self.breaker.is_open(now)
            or now + seconds >= self.deadline
        )

    def add(self, usage: Usage) -> None:
        """Count what one request took."""
        so_far = self.spent
        self.spent = Usage(
            so_far.input_tokens + usage.input_tokens,
            so_far.cached_tokens + usage.cached_tokens,
            so_far.output_tokens + usage.output_tokens,
            so_far.seconds + usage.seconds,
            usage.outcome,
            so_far.price + usage.price,
        )


def _usage(
    fault: Fault | None, reply: Reply, worst: Worst, settings: EndpointSettings, seconds: float, outcome: str
) -> Usage | None:
    """What to settle; None when nothing was sent."""
    if fault is not None and not fault.was_sent:
        return None
    if fault is not None and fault.was_refused:
        return Usage(seconds=seconds, outcome=outcome)
    return charge(reply, worst, settings, seconds, outcome)
