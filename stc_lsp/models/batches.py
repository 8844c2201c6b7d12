"""An endpoint whose answers come in batches, hours later, at a lower price: for thinking while nobody waits.

`complete` looks for the answer among those that have come back. If it is not there, the question joins the
next batch and AwaitedError is raised; asked the same again after that batch has come back, it answers. So a
thought that takes several calls is thought over from its beginning each time, and all of it survives any
restart: what was asked is known by its digest, and what is out is never sent again.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from stc_lsp.errors import AwaitedError, ModelOutputError
from stc_lsp.models.batch_post import BatchPost, Queued, read_kept
from stc_lsp.models.endpoint import Connections, Endpoint
from stc_lsp.models.reply import Reply, charge

if TYPE_CHECKING:
    from stc_lsp.calls import Accounts, BatchBook
    from stc_lsp.models.batch_values import Out
    from stc_lsp.models.batch_wire import BatchWire
    from stc_lsp.models.call import CallState
    from stc_lsp.models.settings import EndpointSettings

MOST_TRIES = 3
"""Batches in which a call is sent, before it is given up."""


class BatchedEndpoint(Endpoint):
    """One endpoint, asked in batches of at most so many calls. Its settings have the prices of a batch."""

    def __init__(
        self, settings: EndpointSettings, accounts: Accounts, book: BatchBook, most: int, **others: Any
    ) -> None:
        super().__init__(settings, accounts, answers=most, **others)
        self._book = book
        self._most = most
        self._queue: dict[str, Queued] = {}
        self._tells_logprobs: bool | None = None
        """None while it is not known."""
        self.post = BatchPost(settings, accounts, book, self._wire)
        """What fetches, sends and cancels batches."""

    @property
    def is_full(self) -> bool:
        """Whether the next batch takes no more calls."""
        return len(self._queue) >= self._most

    async def send(self) -> Out | None:
        """Send the calls that wait, as far as the budget allows; None if none does.

        Raises ModelError, BudgetExhaustedError and what else the accounts refuse with.
        """
        # What is too much for one batch is asked again, and waits for the next.
        queued, self._queue = dict(list(self._queue.items())[: self._most]), {}
        return await self.post.send(queued) if queued else None

    async def _wire(self) -> BatchWire:
        client = (await self._open()).client
        # Imported here: it loads httpx2.
        from stc_lsp.models.batch_wire import BatchWire

        return BatchWire(client)

    async def _answer(self, connections: Connections, call: CallState) -> Reply:  # noqa: ARG002 - nothing is sent now
        call.logprobs = call.logprobs and self._asks_logprobs(call)
        while True:
            body, digest = call.body(), self._digest(call)
            found = self._book.find(digest)
            worst = call.worst(body)
            if found.answer is None:
                if found.tries >= MOST_TRIES:
                    message = f"{self.settings.name} did not answer in {found.tries} batches."
                    raise ModelOutputError(message)
                if not found.is_out:
                    self._queue[digest] = Queued(body, call.purpose, worst, found.tries)
                message = "The answer is being made in a batch."
                raise AwaitedError(message)
            reply, fault = read_kept(found.answer, body, self.settings)
            if fault is None:
                call.add(charge(reply, worst, self.settings, 0.0, "ok"))
                self._habits = self._habits.joined(call.habits)
                if "logprobs" in body:
                    self._tells_logprobs = True
                return reply
            if call.retreat(fault):
                if "logprobs" in body and "logprobs" not in call.body():
                    self._tells_logprobs = False
                continue
            if not fault.complaint:
                raise fault.error
            # Of one among many: the others are none the worse for it.
            raise ModelOutputError(str(fault.error))

    def _asks_logprobs(self, call: CallState) -> bool:
        """Whether a call asks for log-probabilities: if it did before, or the endpoint is known to tell them.

        While that is not known, one call of a batch tries it: if it is refused, it alone waits for the next.
        """
        for asks in (True, False):
            call.logprobs = asks
            if (digest := self._digest(call)) in self._queue or self._is_known(digest):
                return asks
        if self._tells_logprobs is not None:
            return self._tells_logprobs
        return not any("logprobs" in each.body for each in self._queue.values())

    def _is_known(self, digest: str) -> bool:
        found = self._book.find(digest)
        return found.answer is not None or found.is_out or found.tries > 0

    def _digest(self, call: CallState) -> str:
        """Of all that is asked."""
        asked = [self.settings.base_url, call.body(), call.draft]
        canonical = json.dumps(asked, sort_keys=True, separators=(",", ":"))
        return hashlib.blake2b(canonical.encode("ascii"), digest_size=16).hexdigest()
