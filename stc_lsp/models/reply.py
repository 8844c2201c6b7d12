"""What came back from one request, and what to charge for it when its own figures cannot be used."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stc_lsp.calls import Usage
from stc_lsp.models.json_parts import integer, mapping
from stc_lsp.models.tokens import mean_prompt_tokens, mean_tokens, most_prompt_tokens, most_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.models.settings import EndpointSettings
    from stc_lsp.models.values import Message

_CAUTION = 1.25
"""An estimate is charged this much higher: above 19 of 20 true counts."""

_LEAST_SHARE = 1 / 3
"""A reported count below this share of the estimate is no count: no estimate is that much too high."""

_IN_FLIGHT = 64
"""Tokens that an endpoint may have written, but not sent, when a stream breaks off."""


@dataclass(slots=True)
class Reply:
    """Filled in while it is read, so that what has come before a failure is known."""

    parts: list[str] = field(default_factory=list[str])
    finish: str = ""
    """The endpoint's reason to stop: `stop`, `length`, ...; "" if it never said."""
    prompt_tokens: object = None
    """As reported, as all of these: any JSON value."""
    cached_tokens: object = None
    completion_tokens: object = None
    logprobs: object = None
    """Of its tokens."""

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.parts)

    def read_usage(self, usage: object) -> None:
        """Take the figures out of a `usage` object, if it is one."""
        figures = mapping(usage)
        if not figures:
            return
        self.prompt_tokens = figures.get("prompt_tokens")
        self.completion_tokens = figures.get("completion_tokens")
        details = mapping(figures.get("prompt_tokens_details"))
        if details:
            self.cached_tokens = details.get("cached_tokens")


@dataclass(frozen=True, slots=True)
class Worst:
    """The most that one request can take: what is reserved, and what no charge exceeds."""

    input_tokens: int
    likely_input_tokens: int
    output_tokens: int

    @classmethod
    def of(cls, messages: Sequence[Message], extra: str, max_tokens: int) -> Worst:
        """`extra` is what the endpoint may put into the prompt besides the messages: the schema."""
        most = most_prompt_tokens(messages) + most_tokens(extra)
        return cls(most, mean_prompt_tokens(messages), max_tokens)

    @property
    def tokens(self) -> int:
        """Input and output together."""
        return self.input_tokens + self.output_tokens

    def money(self, settings: EndpointSettings) -> float:
        """What it would cost."""
        return settings.price(self.input_tokens, 0, self.output_tokens)


def charge(reply: Reply, worst: Worst, settings: EndpointSettings, seconds: float, outcome: str) -> Usage:
    """What a request took that was sent: reported figures if they are possible, never more than `worst`."""
    whole = outcome == "ok"
    likely_output = mean_tokens(reply.text)
    output = _plausible(reply.completion_tokens, likely_output, worst.output_tokens)
    if output is None:
        if whole:
            output = math.ceil(likely_output * _CAUTION)
        else:
            # Broken off: what was received and what was under way; all of it if nothing was received.
            output = math.ceil(likely_output * _CAUTION) + _IN_FLIGHT if reply.parts else worst.output_tokens
    prompt = _plausible(reply.prompt_tokens, worst.likely_input_tokens, worst.input_tokens)
    if prompt is None:
        prompt = math.ceil(worst.likely_input_tokens * _CAUTION)
    prompt, output = min(prompt, worst.input_tokens), min(output, worst.output_tokens)
    cached = min(max(0, integer(reply.cached_tokens) or 0), prompt)
    return Usage(prompt, cached, output, seconds, outcome, settings.price(prompt, cached, output))


def _plausible(reported: object, likely: int, most: int) -> int | None:
    """A reported count, if it can be one. More than was possible counts as all that was possible."""
    tokens = integer(reported)
    if tokens is None or tokens < max(0, likely * _LEAST_SHARE):
        return None
    return min(tokens, most)
