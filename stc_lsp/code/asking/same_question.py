"""Whether two questions mean the same. Pure: what names mean in a workspace, others look up.

Similar is not the same. Two questions are one if they name the same things, ask the same of them, and agree
on polarity, on numbers and on every other word that says something. By this an answer to one is served to
the other (`wake/stored.py`), and by this, asleep, no two answers are made to one question.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from stc_lsp.code.asking.cues import without_cues
from stc_lsp.code.asking.question import Question, read_question
from stc_lsp.code.asking.wording import are_opposed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.code.asking.intents import Intent

read = lru_cache(maxsize=4096)(read_question)
"""A question that may be read again and again: a stored one."""


def difference(asked: Question, rest: frozenset[str], stored: Question, intent: Intent | None) -> str:
    """Why two questions that ask one thing of one subject are not the same all the same; "" if they are.

    `rest`: what is left of the words of `asked` once it is known what they name.
    """
    # How it is asked takes no side: "what does it throw" does not oppose "what does it raise or catch".
    opposed = are_opposed(without_cues(asked.polarity, intent), without_cues(stored.polarity, intent))
    if opposed:
        return opposed
    if asked.numbers != stored.numbers:
        return "the numbers differ"
    if rest != stored.rest:
        return f"only one of the two speaks of “{min(rest ^ stored.rest)}”"
    return ""


def word_for_word(text: str) -> str:
    """A question word for word: neither its case, its spaces nor the mark at its end count."""
    return " ".join(text.split()).rstrip(" ?.!").casefold()


def is_same_question(one: str, other: str) -> bool:
    """Whether two questions about one chunk mean the same, however their names are looked up."""
    first, second = read(one), read(other)
    if first.here or second.here:
        return False
    if word_for_word(one) == word_for_word(other):
        return True
    return (
        first.intent is not None
        and first.intent is second.intent
        and len(first.names) == 1
        and first.names == second.names
        and not difference(first, first.rest, second, first.intent)
    )


def merged(questions: Iterable[str]) -> dict[str, list[str]]:
    """Questions about one chunk, each once: the first wording, with the further ones that mean the same."""
    found: dict[str, list[str]] = {}
    for each in questions:
        first = next((known for known in found if is_same_question(known, each)), None)
        if first is None:
            found[each] = []
        elif each != first:
            found[first].append(each)
    return found
