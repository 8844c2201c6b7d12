"""The `openai` client as this project uses it: no retries of its own, no redirects, no endless replies.

Loads openai, which takes half a second: import this module only to make a call.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx2
from openai import AsyncOpenAI

from stc_lsp.models.address import is_loopback, refuse_remote

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator

    from stc_lsp.models.settings import EndpointSettings

_CONNECT_SECONDS = 10.0

_UNTOLD = ("x-stainless-", "openai-organization", "openai-project")
"""Headers that say more about the person's machine and account than an endpoint of their choice need know."""

_REPLY_BYTES = 64_000
_BYTES_PER_TOKEN = 2_000
"""A streamed token comes in an envelope of some 300 bytes, and may itself be long."""


class ReplyTooLongError(Exception):
    """The endpoint sent more bytes than any answer of the length asked for can have."""


def open_client(settings: EndpointSettings, key: str, *, local: bool, answers: int = 1) -> AsyncOpenAI:
    """A client for one endpoint. `local` says that its address is this machine: then no proxy is used.

    `answers`: how many one reply may hold.
    """
    _keep_prompts_out_of_logs()
    limit = _REPLY_BYTES + _BYTES_PER_TOKEN * settings.max_output_tokens * answers
    trusts = not (local or settings.local_only)
    http = httpx2.AsyncClient(
        verify=_certificates(trusts),
        trust_env=trusts,
        follow_redirects=False,
        timeout=httpx2.Timeout(settings.timeout_seconds, connect=_CONNECT_SECONDS),
        event_hooks={"request": [_prepare(settings)], "response": [_limited(limit)]},
    )
    return AsyncOpenAI(
        api_key=key,
        base_url=settings.base_url,
        max_retries=0,
        timeout=settings.timeout_seconds,
        http_client=http,
        # A compressed reply could be far longer than its bytes.
        default_headers={"Accept-Encoding": "identity"},
    )


@cache
def _certificates(trust_env: bool) -> ssl.SSLContext:
    """Whom to believe, read once in a process: for each client anew it took 30 ms."""
    return httpx2.create_ssl_context(trust_env=trust_env)


def _prepare(settings: EndpointSettings) -> Any:
    async def hook(request: httpx2.Request) -> None:
        for name in [name for name in request.headers if name.lower().startswith(_UNTOLD)]:
            del request.headers[name]
        if settings.local_only:
            request.extensions["trace"] = _verify_connection(settings.base_url)

    return hook


def _verify_connection(url: str) -> Any:
    """Looks at the address that was really connected to, before a byte is sent.

    The name was resolved and checked before, but it may have come to stand for another address since.
    """

    async def trace(event: str, info: dict[str, Any]) -> None:
        if event != "connection.connect_tcp.complete":
            return
        stream = info["return_value"]
        peer = stream.get_extra_info("server_addr")
        if not peer or not is_loopback(str(peer[0])):
            await stream.aclose()
            raise refuse_remote(url)

    return trace


def _limited(limit: int) -> Any:
    async def hook(response: httpx2.Response) -> None:
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = _LimitedStream(response.stream, limit)

    return hook


class _LimitedStream(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, limit: int) -> None:
        self._stream = stream
        self._left = limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            self._left -= len(part)
            if self._left < 0:
                raise ReplyTooLongError
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


def _keep_prompts_out_of_logs() -> None:
    """At DEBUG the client logs whole requests, and a person may well have asked for DEBUG of everything."""
    for name in ("openai", "httpx2", "httpcore2"):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))
