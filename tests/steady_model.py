"""A model that says the same to the same, for tests and benchmarks of what is asked, and how often.

    steady = SteadyModel()
    steady.reply(messages)          # the text of its answer
    FaultEndpoint([steady.behave])  # the same over HTTP

What it says depends on what it is shown and on nothing else, as a patient model's answer would at
temperature zero.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from stc_lsp.models.tokens import mean_prompt_tokens, mean_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stc_lsp.models.values import Message
    from tests.fault_endpoint import Exchange

_DATA = re.compile(r"<<<data (\w+)\n(.*?)\n\1>>>", re.DOTALL)
_NUMBER = re.compile(r"^\d+(?:-\d+)?\| ?", re.MULTILINE)
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


class SteadyModel:
    """Answers every kind of request in the form asked for. `sees` says what of the data an answer tells."""

    def __init__(self, sees: Callable[[str], str] = names_shown) -> None:
        self._sees = sees
        self.asked: list[str] = []
        """The digest of each prompt's data and wish, in order."""

    def reply(self, messages: Sequence[Message]) -> str:
        """The answer to a prompt, as JSON."""
        about = digest(self._sees(data_of(messages)))
        wish = messages[1]["content"].rpartition("\n")[2]
        self.asked.append(digest(messages[1]["content"]))
        wanted = _WISH.search(wish)
        if wanted:
            claims = [
                {
                    "question": f"What is said of {about} under number {n}?",
                    "answer": "So it is.",
                    "lines": [1],
                }
                for n in range(int(wanted[1]))
            ]
            return json.dumps({"questions": claims})
        return json.dumps({"summary": f"It is about {about}.", "watch_for": ""})

    def behave(self, exchange: Exchange) -> None:
        """Answer a request over HTTP, with honest figures of what it took."""
        messages: list[Message] = exchange.body["messages"]
        text = self.reply(messages)
        read, written = mean_prompt_tokens(messages), mean_tokens(text)
        usage = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        exchange.send_json({"id": "x", "object": "chat.completion", "choices": [choice], "usage": usage})
