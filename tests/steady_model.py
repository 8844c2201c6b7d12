"""A model that says the same to the same, for tests and benchmarks of what is asked, and how often.

    steady = SteadyModel()
    steady.reply(messages)          # the text of its answer
    SteadyEndpoint(steady)          # the same as an endpoint of a thinker, without HTTP
    FaultEndpoint([steady.behave])  # the same over HTTP

What it says depends on what it is shown and on nothing else, as a patient model's answer would at
temperature zero.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from stc_lsp.models.schema import read
from stc_lsp.models.settings import EndpointSettings
from stc_lsp.models.tokens import mean_prompt_tokens, mean_tokens
from stc_lsp.models.values import Completion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stc_lsp.models.values import Message
    from tests.fault_endpoint import Exchange

_DATA = re.compile(r"<<<data (\w+)\n(.*?)\n\1>>>", re.DOTALL)
_NUMBER = re.compile(r"^\d+(?:-\d+)?\| ?", re.MULTILINE)
_LINE = re.compile(r"^(\d+)\| ", re.MULTILINE)
_WHOLE = "All of it, as it is now:\n"
_CHANGE = re.compile(r"^What has changed \((\d+) of (\d+) lines", re.MULTILINE)
_WISH = re.compile(r"Write (\d+) questions?")


def digest(text: str) -> str:
    """A short one."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def data_of(messages: Sequence[Message]) -> str:
    """What a prompt shows, without the marks around it."""
    found = _DATA.search(messages[1]["content"])
    return found[2] if found else messages[1]["content"]


def names_shown(data: str) -> str:
    """What a summary is usually about: which names occur, not in which order or how often."""
    return " ".join(sorted(set(re.findall(r"[A-Za-z_]\w*|\d+", _NUMBER.sub("", data)))))


def _first_line(shown: str) -> list[int]:
    """The first line of source that stands in what is shown; none where there is no source."""
    found = _LINE.search(shown)
    return [int(found[1])] if found else []


class SteadyModel:
    """Answers every kind of request in the form asked for.

    `sees` says what of the data an answer tells; `filler` makes answers as long as a real model's. What it
    said before it keeps if it would say the same now, or if at most `keeps` percent of the lines are new.
    With 0 it keeps nothing for that, not even where lines are only gone: what it says hangs on no history.
    `cites`: its answers name the first line that they rest on.
    """

    def __init__(
        self,
        sees: Callable[[str], str] = names_shown,
        *,
        filler: str = "",
        keeps: float = 0.0,
        cites: bool = True,
    ) -> None:
        self._sees = sees
        self._filler = filler
        self._keeps = keeps
        self._cites = cites
        self.asked: list[str] = []
        """The digest of each prompt's data and wish, in order."""

    def reply(self, messages: Sequence[Message]) -> str:
        """The answer to a prompt, as JSON."""
        data = data_of(messages)
        said, _, whole = data.partition(_WHOLE)
        about = digest(self._sees(whole or data))
        wish = messages[1]["content"].rpartition("\n")[2]
        self.asked.append(digest(messages[1]["content"]))
        change = _CHANGE.search(data) if data.startswith("What you said:") else None
        if change is not None:
            few = self._keeps > 0 and int(change[1]) * 100 <= int(change[2]) * self._keeps
            told = re.findall(r"^(\d+)\. What is", said, re.MULTILINE)
            keep = few or (bool(whole) and f"about {about}" in said) or f"of {about}" in said
            if told:
                return json.dumps(
                    {
                        "keep": [int(each) for each in told] if keep else [],
                        "questions": [] if keep else self._claims(about, len(told), _first_line(whole)),
                    }
                )
            summary = "" if keep else f"It is about {about}{self._filler}."
            return json.dumps({"keep": keep, "summary": summary, "watch_for": ""})
        wanted = _WISH.search(wish)
        if wanted:
            return json.dumps({"questions": self._claims(about, int(wanted[1]), _first_line(data))})
        return json.dumps({"summary": f"It is about {about}{self._filler}.", "watch_for": ""})

    def _claims(self, about: str, count: int, lines: list[int]) -> list[dict[str, object]]:
        return [
            {
                "question": f"What is said of {about} under number {number}?",
                "answer": f"So it is{self._filler}.",
                "lines": lines if self._cites else [],
            }
            for number in range(count)
        ]

    def behave(self, exchange: Exchange) -> None:
        """Answer a request over HTTP, with honest figures of what it took."""
        messages: list[Message] = exchange.body["messages"]
        text = self.reply(messages)
        read, written = mean_prompt_tokens(messages), mean_tokens(text)
        usage = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        exchange.send_json({"id": "x", "object": "chat.completion", "choices": [choice], "usage": usage})


class SteadyEndpoint:
    """The model as an endpoint that takes no time, and counts the tokens it would charge."""

    def __init__(self, model: SteadyModel, context_tokens: int = 8192) -> None:
        self.settings = EndpointSettings(
            "asleep", "http://127.0.0.1:1/v1", "steady", context_tokens=context_tokens
        )
        self.model = model
        self.calls = 0
        self.input_tokens = 0
        self.output_tokens = 0

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: type | None = None,
        max_tokens: int,
        purpose: str,
        draft: int = 0,
        logprobs: bool = False,
    ) -> Completion:
        """The whole answer, at once."""
        text = self.model.reply(messages)
        taken, written = mean_prompt_tokens(messages), mean_tokens(text)
        self.calls += 1
        self.input_tokens += taken
        self.output_tokens += written
        return Completion(text, read(schema, text) if schema else None, taken, 0, written)
