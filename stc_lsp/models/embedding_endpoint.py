"""Vectors from an OpenAI-compatible embeddings endpoint, under the rules of every call to a model.

Texts are redacted, requests paid for before they are sent, failures those of `stc_lsp.errors` in one plain
line; `local_only` holds here too. Texts, vectors and keys are never logged.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from stc_lsp.calls import Accounts, Usage
from stc_lsp.errors import EndpointError, ModelError, ModelOutputError
from stc_lsp.models.address import refuse_remote, resolves_to_loopback
from stc_lsp.models.backoff import MOST_ATTEMPTS, delay
from stc_lsp.models.breaker import Breaker
from stc_lsp.models.embeddings import of_length_1
from stc_lsp.models.json_parts import elements, integer, mapping, member
from stc_lsp.models.keys import find_key
from stc_lsp.models.redact import redact
from stc_lsp.models.tokens import mean_tokens, most_tokens
from stc_lsp.models.values import PromptTooLongError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from openai import AsyncOpenAI

    from stc_lsp.models.faults import Fault
    from stc_lsp.models.settings import EndpointSettings

_MOST_CHARACTERS = 4000
"""Of one text: more does not fit the context of many embedding models."""
_SHORTER = 0.8
"""Of a text that an endpoint finds too long so much is sent, and of later ones no more tokens than that."""
_LEAST_TOKENS = 64
"""An endpoint that takes less than that of a text is of no use."""
_EMPTY = "-"
"""Sent for a text without words, which endpoints refuse."""
_TOKENS_OF_A_TEXT = 64
"""The client bounds a reply by its tokens; so many stand for the bytes of one vector of any usual length."""
_CAUTION = 1.25


class EndpointEmbeddings:
    """One embedding model behind an endpoint, as one phase uses it."""

    is_model = True

    def __init__(
        self,
        settings: EndpointSettings,
        accounts: Accounts,
        *,
        dimensions: int = 0,
        batch: int = 64,
        environ: Mapping[str, str] | None = None,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._settings = replace(settings, max_output_tokens=batch * _TOKENS_OF_A_TEXT)
        self._accounts = accounts
        self._dimensions = dimensions
        self._batch = batch
        self.name = f"endpoint:{settings.name}:{dimensions or 'whole'}"
        """The model and the length asked for: vectors of two names are never compared."""
        self._environ = os.environ if environ is None else environ
        self._pause = pause
        self._chance = chance
        self._breaker = Breaker()
        self._most_tokens = 0
        """Of one text, as far as that was found out; 0 while none was too long."""
        self._refusals = 0
        """How often the endpoint found something too much for one request."""

    @property
    def at_once(self) -> int:
        """One request."""
        return self._batch

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 for each text; zeros for a text without words.

        Blocks, in whatever thread it is called. Raises ModelError and BudgetExhaustedError.
        """
        import numpy as np

        if not texts:
            return np.zeros((0, self._dimensions), dtype=np.float32)
        # A thread of its own: the caller's may have an event loop already.
        with ThreadPoolExecutor(1) as thread:
            rows = np.array(thread.submit(asyncio.run, self._all(texts)).result(), dtype=np.float32)
        rows[[index for index, text in enumerate(texts) if not text.strip()]] = 0.0
        return of_length_1(rows)

    async def _all(self, texts: Sequence[str]) -> list[list[float]]:
        # Imported here: it loads openai.
        from stc_lsp.models.client import open_client

        settings = self._settings
        self._breaker.check(time.monotonic())
        local = await resolves_to_loopback(settings.base_url)
        if settings.local_only and not local:
            raise _of_embeddings(refuse_remote(settings.base_url))
        key = await find_key(settings, self._environ, local=local)
        clean = [text[:_MOST_CHARACTERS].strip() or _EMPTY for text in texts]
        if settings.redact:
            clean = [redact(text) for text in clean]
        async with open_client(settings, key, local=local) as client:
            found: list[list[float]] = []
            while len(found) < len(clean):
                found += await self._one_batch(client, clean[len(found) : len(found) + self._batch])
        if len({len(row) for row in found}) != 1:
            raise ModelOutputError(f"{settings.name} sent vectors of different lengths.")
        return found

    async def _one_batch(self, client: AsyncOpenAI, texts: Sequence[str]) -> list[list[float]]:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._settings.timeout_seconds
        failures = 0
        while True:
            self._breaker.check(time.monotonic())
            found = await self._request(client, texts, deadline)
            if isinstance(found, list):
                self._breaker.succeeded()
                return found
            if found.complaint or isinstance(found.error, PromptTooLongError):
                return await self._with_less(client, texts, found.error)
            failures += 1
            if found.is_shared:
                self._breaker.failed(found.error, time.monotonic())
            seconds = max(delay(failures, found.seconds, self._chance), 0.0)
            hopeless = not found.error.retryable or failures >= MOST_ATTEMPTS
            if hopeless or loop.time() + seconds >= deadline:
                raise found.error from None
            await self._pause(seconds)

    async def _with_less(
        self, client: AsyncOpenAI, texts: Sequence[str], error: ModelError
    ) -> list[list[float]]:
        """The vectors of texts that the endpoint refused: in halves, or of the beginning of one.

        Endpoints differ in how many texts, and how long ones, they take, and few say so before they are
        asked. What was found out holds for later requests. Raises what was said last, if nothing helps.
        """
        self._refusals += 1
        if len(texts) == 1:
            if not isinstance(error, PromptTooLongError):
                raise error from None
            tokens = mean_tokens(texts[0])
            most = int(min(tokens, self._most_tokens or tokens) * _SHORTER)
            if most < _LEAST_TOKENS:
                raise EndpointError(
                    f"{self._settings.name} accepts fewer than {_LEAST_TOKENS} tokens per text."
                )
            self._most_tokens = most
            return await self._one_batch(client, texts)
        half, refusals = len(texts) // 2, self._refusals
        found = [*await self._one_batch(client, texts[:half]), *await self._one_batch(client, texts[half:])]
        if refusals == self._refusals:
            # No text was too long: there were too many.
            self._batch = min(self._batch, half)
        return found

    async def _request(
        self, client: AsyncOpenAI, texts: Sequence[str], deadline: float
    ) -> list[list[float]] | Fault:
        """The vectors, or what went wrong. Reserves before, settles or releases after."""
        from stc_lsp.models.faults import fault_of

        settings = self._settings
        if self._most_tokens:
            texts = [_beginning(text, self._most_tokens) for text in texts]
        most = sum(most_tokens(text) for text in texts)
        likely = min(most, math.ceil(sum(mean_tokens(text) for text in texts) * _CAUTION))
        reservation = self._accounts.reserve(most, settings.price(most, 0, 0))
        started = time.monotonic()
        tokens, outcome, was_sent = likely, "ok", True
        try:
            async with asyncio.timeout_at(deadline):
                reply = await self._post(client, texts)
            reported = _reported_tokens(reply)
            tokens = min(most, reported) if reported is not None else likely
            return self._vectors(reply, len(texts))
        except Exception as error:
            fault = fault_of(error, settings)
            if fault is None:
                outcome = type(error).__name__
                raise
            fault = replace(fault, error=_of_embeddings(fault.error))
            outcome, was_sent = type(fault.error).__name__, fault.was_sent
            tokens = 0 if fault.was_refused else tokens
            return fault
        except BaseException:
            outcome = "cancelled"
            raise
        finally:
            if was_sent:
                price = settings.price(tokens, 0, 0)
                usage = Usage(tokens, 0, 0, time.monotonic() - started, outcome, price)
                self._accounts.settle(reservation, usage, "embeddings")
            else:
                self._accounts.release(reservation)

    async def _post(self, client: AsyncOpenAI, texts: Sequence[str]) -> Mapping[str, object]:
        import httpx2

        body: dict[str, Any] = {
            "model": self._settings.name,
            "input": list(texts),
            "encoding_format": "float",
        }
        if self._dimensions:
            body["dimensions"] = self._dimensions
        response = await client.post("/embeddings", body=body, cast_to=httpx2.Response)
        parsed: object = json.loads(response.content)
        if not isinstance(parsed, dict):
            raise ModelOutputError(f"{self._settings.name} sent a reply that is not a JSON object.")
        return mapping(cast("object", parsed))

    def _vectors(self, reply: Mapping[str, object], count: int) -> list[list[float]]:
        """The vectors in the order of the texts. Raises ModelOutputError when they are not what was asked."""
        rows: dict[int, list[float]] = {}
        for position, entry in enumerate(elements(reply.get("data"))):
            index, row = mapping(entry).get("index", position), _numbers(member(entry, "embedding"))
            if isinstance(index, int) and row:
                rows[index] = row
        name = self._settings.name
        if sorted(rows) != list(range(count)):
            raise ModelOutputError(f"{name} did not send a vector for each text: is it an embedding model?")
        lengths = {len(row) for row in rows.values()}
        if self._dimensions and lengths != {self._dimensions}:
            message = (
                f"{name} made vectors of length {max(lengths)}, but embeddings.dimensions is "
                f"{self._dimensions}: set it to that length, or to 0."
            )
            raise ModelOutputError(message)
        return [rows[index] for index in range(count)]


def _beginning(text: str, most: int) -> str:
    """A text, cut off at about so many tokens."""
    tokens = mean_tokens(text)
    return text if tokens <= most else text[: len(text) * most // tokens]


def _numbers(values: object) -> list[float]:
    """A vector as it came; [] if it is none."""
    given = elements(values)
    row = [float(each) for each in given if isinstance(each, int | float)]
    return row if len(row) == len(given) and all(map(math.isfinite, row)) else []


def _reported_tokens(reply: Mapping[str, object]) -> int | None:
    tokens = integer(member(reply.get("usage"), "prompt_tokens"))
    return tokens if tokens is not None and tokens > 0 else None


def _of_embeddings(error: ModelError) -> ModelError:
    """The same error, naming the settings of embeddings."""
    return type(error)(
        str(error).replace("model.", "embeddings.").replace("chat endpoint", "embeddings endpoint")
    )
