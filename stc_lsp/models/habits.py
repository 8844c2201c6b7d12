"""What an endpoint is known to accept. Dialects differ, so a refused option is left out the next time.

Starts with the most that the protocol offers and retreats, one option at a time, when the endpoint refuses
(status 400 or 422). A retreat is kept only once a request without the option has gone through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from stc_lsp.models.schema import instructions, json_schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.models.values import Message

FORMATS = ("bounded schema", "schema", "object", "plain")
"""How a form is asked for, from the most binding to the least."""

_DRAFT_TEMPERATURE = 0.8
_TOKEN_LIMIT = "max_tokens"  # noqa: S105 - a parameter's name

_NAMES_TOKEN_LIMIT = re.compile(r"max_(?:completion_)?tokens")
_NAMES_TEMPERATURE = re.compile(r"temperature")
_NAMES_LOGPROBS = re.compile(r"log[ _-]?prob", re.IGNORECASE)
_NAMES_USAGE = re.compile(r"stream_options|include_usage")
_NAMES_FORMAT = re.compile(
    r"response_format|json_schema|json_object|schema|grammar|structured", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Habits:
    """What to ask for, and under which names."""

    format: int = 0
    """Index into FORMATS."""
    token_limit: str = _TOKEN_LIMIT
    temperature: bool = True
    usage: bool = True
    """Whether to ask for usage figures at the end of a stream."""
    logprobs: bool = True
    """Whether to ask for log-probabilities where they are of use."""

    def arguments(
        self,
        model: str,
        messages: Sequence[Message],
        form: type | None,
        max_tokens: int,
        *,
        streaming: bool,
        draft: int = 0,
        logprobs: bool = False,
    ) -> dict[str, Any]:
        """The body of a request. A `draft` other than 0 is to differ from the model's most likely answer."""
        body: dict[str, Any] = {"model": model, self.token_limit: max_tokens}
        if self.temperature:
            # Asked twice, a person wants the same answer.
            body["temperature"] = _DRAFT_TEMPERATURE if draft else 0
        if streaming:
            body["stream"] = True
            if self.usage:
                body["stream_options"] = {"include_usage": True}
        if logprobs and self.logprobs:
            body["logprobs"] = True
        style = FORMATS[self.format]
        if form is not None and style.endswith("schema"):
            schema = json_schema(form, bounded=style == "bounded schema")
            named = {"name": form.__name__.lower().strip("_"), "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        elif form is not None:
            messages = _with_instructions(messages, instructions(form))
            if style == "object":
                body["response_format"] = {"type": "json_object"}
        body["messages"] = list(messages)
        return body

    def retreat(
        self, complaint: str, *, streaming: bool, structured: bool, logprobs: bool = False
    ) -> Habits | None:
        """The next thing to try after a refusal in those words; None when nothing is left to give up.

        Without words, of who is forbidden to ask so: that may be meant of the log-probabilities alone.
        """
        options: dict[str, tuple[re.Pattern[str], bool, object]] = {
            # What names it in a complaint, whether it is asked for, and what takes its place.
            "logprobs": (_NAMES_LOGPROBS, logprobs and self.logprobs, False),
            "token_limit": (_NAMES_TOKEN_LIMIT, self.token_limit == _TOKEN_LIMIT, "max_completion_tokens"),
            "temperature": (_NAMES_TEMPERATURE, self.temperature, False),
            "usage": (_NAMES_USAGE, streaming and self.usage, False),
            "format": (_NAMES_FORMAT, structured and self.format < len(FORMATS) - 1, self.format + 1),
        }
        asked = {name: instead for name, (_, is_asked, instead) in options.items() if is_asked}
        if not complaint:
            given_up = ["logprobs"]
        else:
            named = [name for name in asked if options[name][0].search(complaint)]
            # Where it does not say what it minds, what is asked for least commonly.
            given_up = named or ["logprobs", "format", "usage"]
        return next((replace(self, **{name: asked[name]}) for name in given_up if name in asked), None)

    def joined(self, other: Habits) -> Habits:
        """What either has learned: of calls at once, the last to end must not forget what another found."""
        return Habits(
            max(self.format, other.format),
            # The longer name is the one to retreat to.
            max(self.token_limit, other.token_limit, key=len),
            self.temperature and other.temperature,
            self.usage and other.usage,
            self.logprobs and other.logprobs,
        )


def names_logprobs(said: str) -> bool:
    """Whether a refusal in those words is one of log-probabilities."""
    return _NAMES_LOGPROBS.search(said) is not None


def _with_instructions(messages: Sequence[Message], text: str) -> list[Message]:
    """At the end, so that the stable beginning of the prompt stays cached."""
    *rest, last = messages
    return [*rest, {"role": last["role"], "content": f"{last['content']}\n\n{text}"}]
