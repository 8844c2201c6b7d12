"""What models are asked: versioned files in `prompts/`, and the messages made from them.

What never changes stands first: the rule about data, the task, and only then the repository's own text.
So the caches of providers and of local servers find the same beginning again.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stc_lsp.models.values import Message

DATA = "data"
SUMMARY_OF_CODE = "summary-code"
SUMMARY_OF_PARTS = "summary-parts"
QUESTIONS = "questions"
ASKED = "answer-asked"
REVISED_SUMMARY = "revise-summary"
REVISED_QUESTIONS = "revise-questions"
RETHOUGHT_SUMMARY = "rethink-summary"
RETHOUGHT_QUESTIONS = "rethink-questions"
ANSWER_FROM_LEARNED = "answer-learned"
ANSWER_FROM_RAW = "answer-raw"
SAME_QUESTION = "same-question"

_FORM = re.compile(r"version: (\d+)\n(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt: the rule about data and the task."""

    name: str
    version: str
    """Changes whenever the text does, and so does every key of a thought made with it."""
    text: str


@cache
def prompt(name: str) -> Prompt:
    """The prompt of that name."""
    version, task = _read(name)
    rule_version, rule = _read(DATA)
    return Prompt(name, f"{name}/{version}.{rule_version}", f"{rule}\n\n{task}")


def messages(name: str, data: str, request: str) -> list[Message]:
    """A whole prompt. `data` is the repository's own text, `request` what is wanted of it."""
    return [
        {"role": "system", "content": prompt(name).text},
        {"role": "user", "content": f"{as_data(data)}\n\n{request}"},
    ]


def as_data(text: str) -> str:
    """The text between marks that it cannot contain, a digest of itself: the same text reads the same."""
    text = text.strip("\n")
    tag = ""
    while not tag or tag in text:
        tag = hashlib.blake2b(f"{tag}{text}".encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"<<<data {tag}\n{text}\n{tag}>>>"


@cache
def _read(name: str) -> tuple[int, str]:
    text = files("stc_lsp.models").joinpath("prompts", f"{name}.md").read_text("utf-8")
    found = _FORM.fullmatch(text)
    if found is None:
        message = f"The prompt file {name}.md has no version in its first line."
        raise ValueError(message)
    return int(found[1]), found[2].strip()
