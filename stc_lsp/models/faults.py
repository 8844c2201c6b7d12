"""What went wrong with a request, in one plain line that says what to do. Loads openai.

Only the endpoint's own words are quoted, shortened and without secrets; never the prompt, never the key.
"""

from __future__ import annotations

import os
import re
import socket
import ssl
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx2
import openai

from stc_lsp.errors import (
    EndpointError,
    EndpointUnavailableError,
    ModelError,
    ModelOutputError,
    StcError,
)
from stc_lsp.models.address import host_and_port, shown
from stc_lsp.models.backoff import retry_after
from stc_lsp.models.client import ReplyTooLongError
from stc_lsp.models.json_parts import mapping
from stc_lsp.models.keys import key_advice
from stc_lsp.models.redact import redact
from stc_lsp.models.values import PromptTooLongError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.models.settings import EndpointSettings

_TOO_LONG = re.compile(
    r"context[ _](?:length|window|size)|exceed_context|maximum context|context_length_exceeded"
    r"|(?:prompt|input|request)\b.{0,40}\btoo (?:long|large|many tokens)|too many (?:input )?tokens"
    r"|exceeds? .{0,40}(?:token limit|maximum number of tokens)|must have (?:less|fewer) than \d+ tokens",
    re.IGNORECASE,
)
_NO_CREDIT = re.compile(r"insufficient[_ ](?:quota|balance|funds|credit)|billing|payment", re.IGNORECASE)
_NO_MODEL = re.compile(r"model", re.IGNORECASE)

_NOT_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
    httpx2.LocalProtocolError,
)

_LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Fault:
    """A failed request, as the rest of this package needs to know it."""

    error: ModelError
    was_sent: bool = True
    """Whether the endpoint may have got the prompt."""
    was_refused: bool = False
    """Turned away with a status: nothing was generated, so nothing is charged."""
    complaint: str = ""
    """What the endpoint said about a request it found wrong in form or too big (400, 413, 422), else ""."""
    is_forbidden: bool = False
    """It does not allow that (403): of a key that is none, or of an option that it keeps for others."""
    seconds: float | None = None
    """How long it asks to be left alone."""
    is_missing: bool = False
    """There is nothing at that address (404), or it cannot be asked so (405)."""
    is_absent: bool = False
    """Nothing listens there."""

    @property
    def is_shared(self) -> bool:
        """Whether the next request will probably fail in the same way."""
        return not self.complaint and not isinstance(self.error, PromptTooLongError)


def fault_of(error: Exception, settings: EndpointSettings) -> Fault | None:
    """What an exception of the client means; None if it is none of the client's, but a mistake of ours."""
    for cause in _causes(error):
        if isinstance(cause, ModelOutputError):
            return Fault(cause)
        if isinstance(cause, StcError):
            # Raised by our own checks underneath the client (`local_only`).
            found = cause if isinstance(cause, ModelError) else EndpointError(str(cause))
            return Fault(found, was_sent=False)
        if isinstance(cause, ReplyTooLongError):
            return Fault(
                ModelOutputError(f"{_who(settings)} sent far more than was asked for and was cut off.")
            )
    if isinstance(error, openai.APIStatusError):
        return _status_fault(error, settings)
    if isinstance(error, (openai.APITimeoutError, TimeoutError)):
        return Fault(_too_slow(settings), was_sent=not _caused_by(error, _NOT_SENT))
    if isinstance(error, (openai.APIConnectionError, httpx2.TransportError)):
        return _connection_fault(error, settings)
    if isinstance(error, openai.APIError):
        return _spoken_fault(error, settings)
    if isinstance(error, ValueError):
        # Not JSON, or not UTF-8: a proxy's page, or a reply that was cut off.
        said = (
            "sent something that is not JSON, or incomplete: check model.base_url, which usually ends in /v1."
        )
        return Fault(ModelOutputError(f"{_who(settings)} {said}"))
    return None


def fault_of_status(status: int, body: object, settings: EndpointSettings) -> Fault:
    """What a reply means that did not come by itself, but in a file of results."""
    said = mapping(body).get("error", body)
    response = httpx2.Response(status, request=httpx2.Request("POST", settings.base_url))
    return _status_fault(
        openai.APIStatusError(f"Error code: {status}", response=response, body=said), settings
    )


def _status_fault(error: openai.APIStatusError, settings: EndpointSettings) -> Fault:
    status, said = error.status_code, _said(error)
    where, quote = shown(settings.base_url), f': "{said}"' if said else ""
    seconds = retry_after(error.response.headers, time.time())
    if status in (401, 403, 407):
        advice = EndpointError(_key_advice(status, settings))
        return Fault(advice, was_refused=True, is_forbidden=status == 403)
    if status == 402 or (status == 429 and _NO_CREDIT.search(f"{error.code} {error.type} {said}")):
        return _refused(EndpointError(f"{where} reports that no credit is left{quote}: top up the account."))
    if status in (400, 413, 422, 500) and _TOO_LONG.search(f"{error.code} {error.type} {said}"):
        return _refused(_too_long(settings))
    if status == 404:
        return Fault(EndpointError(_not_found(said, settings)), was_refused=True, is_missing=True)
    if status in (400, 413, 422):
        refusal = EndpointError(f"{where} refused the request ({status}){quote}.")
        return Fault(refusal, was_refused=True, complaint=said or "refused")
    if 300 <= status < 400:
        target = shown(error.response.headers.get("location", ""))
        advice = "set model.base_url to that address if you trust it"
        return _refused(EndpointError(f"{where} redirects to {target}: {advice}."))
    if status == 429:
        busy = EndpointUnavailableError(f"{where} has limited the rate of requests (429){quote}.")
        return Fault(busy, was_refused=True, seconds=seconds)
    if status in (408, 409, 425) or status >= 500:
        down = EndpointUnavailableError(f"{where} is failing ({status}){quote}. It may be back soon.")
        return Fault(down, was_refused=True, seconds=seconds)
    refusal = EndpointError(f"{where} refused the request ({status}){quote}.")
    return Fault(refusal, was_refused=True, is_missing=status == 405)


def _connection_fault(error: Exception, settings: EndpointSettings) -> Fault:
    where = shown(settings.base_url)
    if _caused_by(error, (ssl.SSLCertVerificationError,)):
        return Fault(EndpointError(f"The certificate of {where} cannot be verified."), was_sent=False)
    if _caused_by(error, (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError)):
        return Fault(EndpointError(f"{where} is not a valid address: check model.base_url."), False)
    if _caused_by(error, (socket.gaierror,)) or "name resolution" in str(error).lower():
        host, _ = host_and_port(settings.base_url)
        unknown = EndpointUnavailableError(f"The name {host} cannot be resolved: check model.base_url.")
        return Fault(unknown, was_sent=False)
    if _caused_by(error, _NOT_SENT):
        return Fault(
            EndpointUnavailableError(f"Nothing answers at {where}: is the model server running?"),
            was_sent=False,
            is_absent=_caused_by(error, (httpx2.ConnectError,)),
        )
    return Fault(EndpointUnavailableError(f"{where} closed the connection too early."))


def _spoken_fault(error: openai.APIError, settings: EndpointSettings) -> Fault:
    """An error that came as an event within a stream."""
    said = _said(error)
    if _TOO_LONG.search(f"{error.code} {error.type} {said}"):
        return Fault(_too_long(settings))
    return Fault(EndpointUnavailableError(f'{_who(settings)} failed while answering: "{said}".'))


def _refused(error: ModelError) -> Fault:
    return Fault(error, was_refused=True)


def _too_long(settings: EndpointSettings) -> PromptTooLongError:
    return PromptTooLongError(
        f"The prompt is too long for {_who(settings)}: set model.context_tokens to what it holds."
    )


def _too_slow(settings: EndpointSettings) -> EndpointUnavailableError:
    return EndpointUnavailableError(
        f"{_who(settings)} did not finish within {settings.timeout_seconds:g} s: try a smaller model, "
        "or raise model.timeout_seconds."
    )


def _key_advice(status: int, settings: EndpointSettings) -> str:
    advice = key_advice(settings, os.environ)
    return f"{shown(settings.base_url)} does not accept the key ({status}): {advice}."


def _not_found(said: str, settings: EndpointSettings) -> str:
    where = shown(settings.base_url)
    if _NO_MODEL.search(said):
        return f"{where} has no model {settings.name!r}: check model.name."
    return f"There is no chat endpoint at {where}: check model.base_url, which usually ends in /v1."


def _who(settings: EndpointSettings) -> str:
    return f"{settings.name} at {shown(settings.base_url)}"


def _said(error: openai.APIError) -> str:
    """The endpoint's own words: one line, short, without secrets."""
    body = error.body
    found = mapping(body)
    words = found.get("message") if found else body
    if not isinstance(words, str):
        words = error.message if body is None else ""
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split()).replace('"', "'")
    return redact(line)[:_LONGEST_QUOTE].rstrip(". ")


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    for _ in range(10):
        if seen is None:
            return
        yield seen
        seen = seen.__cause__ or seen.__context__


def _caused_by(error: BaseException, kinds: tuple[type[BaseException], ...]) -> bool:
    return any(isinstance(cause, kinds) for cause in _causes(error))
