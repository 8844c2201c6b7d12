"""Sending batches of calls, and fetching what came back. A call is paid for once, whatever is killed when.

A batch is noted in the book before anything of it leaves this machine, and what its calls may take is
reserved in the ledger for as long as it may be out. One that was being sent when its sleeper ended is looked
for at the endpoint: it is there, or it is forgotten.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from stc_lsp.calls import BatchCall, Usage
from stc_lsp.errors import BudgetExhaustedError, EndpointError, EndpointUnavailableError, ModelOutputError
from stc_lsp.models.address import shown
from stc_lsp.models.batch_values import LASTING, Out, moment
from stc_lsp.models.call import RequestFailedError
from stc_lsp.models.habits import names_logprobs
from stc_lsp.models.redact import redact
from stc_lsp.models.reply import Reply, Worst, charge

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Mapping

    from stc_lsp.calls import Accounts, Batch, BatchBook
    from stc_lsp.errors import ModelError
    from stc_lsp.models.batch_wire import BatchState, BatchWire
    from stc_lsp.models.faults import Fault
    from stc_lsp.models.settings import EndpointSettings

T = TypeVar("T")

UNSURE_SECONDS = 60.0
"""So long after a batch was begun it may still turn up at the endpoint, though nobody heard of it."""
_FIRST_PAUSE, _LONGEST_PAUSE = 900.0, 6 * 3600.0
"""After a batch that failed whole; doubles with each in a row."""
_GRACE = 86_400.0
"""Seconds beyond its time, for which a batch that is said to be under way is waited for."""
_FINAL = (200, 400, 413, 422)
"""The same call would have a reply with such a status again: an answer, or a refusal of what is asked."""
_FORBIDDEN = 403
_LONGEST_QUOTE = 160

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Queued:
    """A call that waits for the next batch."""

    body: dict[str, Any]
    purpose: str
    worst: Worst
    tries: int


class BatchPost:
    """The batches of one endpoint. `settings` has the prices of a batch; `open_wire` opens the way there."""

    def __init__(
        self,
        settings: EndpointSettings,
        accounts: Accounts,
        book: BatchBook,
        open_wire: Callable[[], Awaitable[BatchWire]],
    ) -> None:
        self._settings = settings
        self._accounts = accounts
        self._book = book
        self._open_wire = open_wire

    async def collect(self) -> Out | None:
        """Fetch what has come back. The batch that is still out, if there is one.

        Raises ModelError, also when the last batch failed and the next had better wait.
        """
        still_out = None
        for batch in self._book.out():
            if not self._is_ours(batch):
                self._give_up_if_old(batch)
                continue
            with _faults_as_errors():
                is_out = await self._is_out(batch)
            if is_out:
                still_out = Out(batch.calls, batch.begun_at)
        if still_out is None:
            self._refuse_while_failing()
        return still_out

    async def send(self, queued: Mapping[str, Queued]) -> Out:
        """Send calls, by digest, as far as the budget allows.

        Raises ModelError, BudgetExhaustedError and what else the accounts refuse with.
        """
        # Before anything is noted: it refuses an address that may not be asked.
        wire = await self._open_wire()
        key = secrets.token_hex(8)
        calls = self._reserve(queued)
        self._book.begin(key, self._settings.base_url, self._settings.name, calls)
        with _faults_as_errors():
            await self._submit(wire, key, {each.digest: queued[each.digest].body for each in calls})
        return Out(len(calls), self._book.now())

    async def cancel(self) -> int:
        """Have nothing more answered of what is out. How many batches that is. Raises ModelError."""
        count = 0
        for batch in self._book.out():
            if batch.batch and batch.base_url == self._settings.base_url:
                wire = await self._open_wire()
                with _faults_as_errors():
                    await self._said(wire.cancel(batch.batch))
                count += 1
        return count

    # Sending.

    def _reserve(self, queued: Mapping[str, Queued]) -> list[BatchCall]:
        """The calls that the budget allows, in order, each reserved for as long as a batch may take."""
        calls: list[BatchCall] = []
        try:
            for digest, each in queued.items():
                money = each.worst.money(self._settings)
                reserved = self._accounts.reserve(each.worst.tokens, money, lasting=LASTING)
                calls.append(BatchCall(digest, each.purpose, _noted(each.worst), reserved, each.tries))
        except BudgetExhaustedError:
            if not calls:
                raise
        except BaseException:
            for each in calls:
                self._accounts.release(each.reservation)
            raise
        return calls

    async def _submit(self, wire: BatchWire, key: str, bodies: dict[str, dict[str, Any]]) -> None:
        """Send a batch that is noted. Whatever ends this on its way, `_found_again` sees to the rest."""
        content = await asyncio.to_thread(wire.content, bodies)
        try:
            file = await self._said(wire.upload(key, content))
        except RequestFailedError as failed:
            if failed.fault.was_refused or not failed.fault.was_sent:
                self._book.forget(key)
            raise self._without_batches(failed.fault) from None
        self._book.name(key, file=file)
        try:
            batch = await self._said(wire.create(file, key))
        except RequestFailedError as failed:
            if failed.fault.was_refused and not failed.fault.error.retryable:
                await self._delete(wire, file)
                self._book.forget(key)
            raise self._without_batches(failed.fault) from None
        self._book.name(key, batch=batch)

    def _without_batches(self, fault: Fault) -> ModelError:
        if fault.is_missing:
            return EndpointError(
                f"{shown(self._settings.base_url)} does not support batches: set sleep.batch = 0."
            )
        return fault.error

    # Fetching.

    async def _is_out(self, batch: Batch) -> bool:
        """Whether a batch is still out. If it is not, all that came of it is kept, and paid for."""
        wire = await self._open_wire()
        name = batch.batch
        if not name:
            if self._book.now() < batch.begun_at + UNSURE_SECONDS:
                return True
            name = await self._found_again(wire, batch)
            if not name:
                return False
        try:
            state = await self._said(wire.retrieve(name))
        except RequestFailedError as failed:
            if not failed.fault.is_missing:
                raise
            return not self._give_up_if_old(batch)
        if not state.has_ended:
            return not self._give_up_if_old(batch, _GRACE)
        await self._take_in(wire, batch, state)
        return False

    async def _found_again(self, wire: BatchWire, batch: Batch) -> str:
        """The endpoint's name of a batch that was being sent when this sleeper, or the one before, broke off.

        "" if there is none; then it is forgotten.
        """
        state = await self._said(wire.find(batch.key, batch.file))
        if state is not None:
            self._book.name(batch.key, batch=state.id)
            return state.id
        # Should the request for it still be under way somewhere, it will find no file.
        file = batch.file or await self._said(wire.find_file(batch.key))
        await self._delete(wire, file)
        self._book.forget(batch.key)
        return ""

    async def _take_in(self, wire: BatchWire, batch: Batch, state: BatchState) -> None:
        files = [file for file in (state.output_file, state.error_file) if file]
        found: dict[str, dict[str, object]] = {}
        for file in files:
            found = {**await self._said(wire.answers(file)), **found}
        calls = self._book.calls(batch.key)
        kept = {each.digest: found[each.digest] for each in calls if _is_final(found.get(each.digest))}
        # The answers first: a call that is settled, but whose answer is lost, would be paid for again.
        # Settling twice changes nothing.
        self._book.answered(batch.key, {digest: json.dumps(each) for digest, each in kept.items()})
        for call in calls:
            self._settle(call, found.get(call.digest), state)
            await asyncio.sleep(0)
        failure = self._failure(state)
        self._book.end(batch.key, failure)
        for file in dict.fromkeys((*files, state.input_file or batch.file)):
            await self._delete(wire, file)
        if failure:
            log.warning("%s", failure)

    def _settle(self, call: BatchCall, found: dict[str, object] | None, state: BatchState) -> None:
        """Pay for one call of a batch that has ended."""
        worst = Worst(*json.loads(call.worst))
        if found is None and state.status != "completed":
            self._accounts.release(call.reservation)
            return
        if found is None:
            # It may well have been answered: all that it can have taken counts.
            usage = charge(Reply(), worst, self._settings, 0.0, ModelOutputError.__name__)
        elif found["status"] == 200:
            reply, fault = read_kept(json.dumps(found), {"model": self._settings.name}, self._settings)
            outcome = "ok" if fault is None else type(fault.error).__name__
            usage = charge(reply, worst, self._settings, 0.0, outcome)
        else:
            kind = EndpointError if _is_final(found) else EndpointUnavailableError
            usage = Usage(outcome=kind.__name__)
        self._accounts.settle(call.reservation, usage, call.purpose)

    def _failure(self, state: BatchState) -> str:
        """Why nothing came of a batch; "" if something may have."""
        if state.status != "failed":
            return ""
        said = redact(" ".join(state.failure.split()).replace('"', "'"))[:_LONGEST_QUOTE].rstrip(". ")
        quote = f': "{said}"' if said else ""
        return f"{shown(self._settings.base_url)} failed a whole batch{quote}."

    def _refuse_while_failing(self) -> None:
        now, failed = self._book.now(), 0
        lately = [each for each in self._book.lately(now - 2 * _LONGEST_PAUSE) if self._is_ours(each)]
        for batch in lately:
            if not batch.failure:
                break
            failed += 1
        if not failed:
            return
        again = (lately[0].ended_at or now) + min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (failed - 1))
        if now < again:
            message = f"{lately[0].failure} The next is sent after {moment(again)}."
            raise EndpointUnavailableError(message)

    def _is_ours(self, batch: Batch) -> bool:
        """Whether it was sent to this endpoint, for this model."""
        return (batch.base_url, batch.model) == (self._settings.base_url, self._settings.name)

    def _give_up_if_old(self, batch: Batch, grace: float = 0.0) -> bool:
        """Expect no more of a batch whose time is over. What it may have taken stays reserved, then lost."""
        is_old = self._book.now() > batch.begun_at + LASTING + grace
        if is_old:
            self._book.end(batch.key)
        return is_old

    async def _delete(self, wire: BatchWire, file: str) -> None:
        """Leave nothing of the repository at the endpoint: by itself it deletes such files late, or never."""
        if not file:
            return
        try:
            await self._said(wire.delete(file))
        except RequestFailedError as failed:
            log.info("a file of a batch stays at the endpoint: %s", failed.fault.error)

    async def _said(self, work: Awaitable[T]) -> T:
        """What a request came to. Raises RequestFailedError for all that can go wrong with one."""
        from stc_lsp.models.faults import fault_of

        try:
            async with asyncio.timeout(self._settings.timeout_seconds):
                return await work
        except Exception as error:
            fault = fault_of(error, self._settings)
            if fault is None:
                raise
            raise RequestFailedError(fault) from None


def read_kept(answer: str, body: dict[str, Any], settings: EndpointSettings) -> tuple[Reply, Fault | None]:
    """A kept answer: the reply, or what is wrong with it."""
    from stc_lsp.models.exchange import take_whole
    from stc_lsp.models.faults import fault_of, fault_of_status

    kept = cast("dict[str, Any]", json.loads(answer))
    reply = Reply()
    if kept["status"] != 200:
        return reply, fault_of_status(kept["status"], kept["body"], settings)
    try:
        take_whole(kept["body"], body, reply)
    except ModelOutputError as error:
        return reply, fault_of(error, settings)
    return reply, None


@contextlib.contextmanager
def _faults_as_errors() -> Generator[None]:
    try:
        yield
    except RequestFailedError as failed:
        raise failed.fault.error from None


def _noted(worst: Worst) -> str:
    return json.dumps([worst.input_tokens, worst.likely_input_tokens, worst.output_tokens])


def _is_final(found: dict[str, object] | None) -> bool:
    if found is None:
        return False
    # A key may be mended, and then the same call goes through; an option that is forbidden stays so.
    is_option = found["status"] == _FORBIDDEN and names_logprobs(json.dumps(found["body"]))
    return is_option or found["status"] in _FINAL
