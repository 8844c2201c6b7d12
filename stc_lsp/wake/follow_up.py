"""Follow-ups: what "it" means in a conversation, and as much of the conversation as a prompt can hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.question import Question, read_question
from stc_lsp.code.claims import sentences_of
from stc_lsp.models.tokens import fit_tokens, mean_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stc_lsp.wake.values import Turn

_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|also|ok|okay|then|now|right|thanks?|what about|how about)\b[\s,;:.!]*)+",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"^\W*(?:and|but|or|what about|how about|and what about|and how about)\b", re.IGNORECASE
)
_KIND = r"(?:function|method|class|module|file|struct|interface|package|one|thing|code|decorator|error)"
_POSSESSIVE = re.compile(rf"\b(?:its|their|(?:this|that) {_KIND}'s)\b(?!\s*$)", re.IGNORECASE)
_PRONOUN = re.compile(
    rf"\b(?:this|that|the same|these|those) {_KIND}s?\b|\b(?:it|them|they)\b|\bthis\b(?! \w+ing\b)"
    r"|\bthat\b(?=\W*$)",
    re.IGNORECASE,
)
_DOER = re.compile(
    rf"^\W*(?:(?:why|how|when|where|what|which \w+) )?(?:(?:does|do|did|can|could|will|would|has) |"
    rf"(?:is|was|are) (?=\S+ (?:an? )?(?:called|decorated|defined|imported|inherited|overridden|required|"
    rf"subclass|tested|used)\b))(?P<who>it|they|(?:this|that|the) {_KIND})\b",
    re.IGNORECASE,
)
"""A pronoun that does what is asked, or has it done, before anything is named: "does it override `run`?"."""
_LEFT_OUT = re.compile(r"^\W*(?:who|what|which|where|when|why|how)\b", re.IGNORECASE)
_SAYS_OF_WHAT = re.compile(r"^\W*(?:which|what) \w+ (?:is|are|was|were|has|have) \w", re.IGNORECASE)
"""Leaves nothing out: "which functions are recursive?"."""
_MOST_WORDS_LEFT_OUT = 4
_OLD_ANSWER_TOKENS = 60
_MOST_TURNS = 40
_READ_CHARACTERS = 2000
"""Of an answer, read for what it speaks of."""


def resolved(question: str, history: Sequence[Turn], read: Callable[[str], Question] = read_question) -> str:
    """A question as it would be asked without the conversation: "and who calls it?" names what "it" is.

    Unchanged when it names its own subject, or when the conversation has none. `read` knows what plain words
    are names here: "who calls total?" leaves nothing out where there is a `total`.
    """
    topic = Topic(read)
    for turn in history[-_MOST_TURNS:]:
        topic.hear(turn)
    return topic.resolve(question)


class Topic:
    """What a conversation is about, turn by turn."""

    def __init__(self, read: Callable[[str], Question]) -> None:
        self._read = read
        self._question = ""
        """The last question that named something, or was taken to."""
        self._name = ""

    def hear(self, turn: Turn) -> None:
        """A question was asked and answered."""
        question = self.resolve(turn.question)
        names = read_question(question).names or self._read(question).names
        if names:
            self._question, self._name = question, names[0]
            return
        spoken = read_question(turn.answer[:_READ_CHARACTERS]).names
        self._name = self._name or (spoken[0] if spoken else "")

    def resolve(self, question: str) -> str:
        """The question with its subject."""
        if not self._name:
            return question
        asked = read_question(question)
        if asked.names:
            return self._of_another(question, asked.names) or self._doing(question)
        code = f"`{self._name}`"
        plain = _OPENING.sub("", question)
        told = _POSSESSIVE.sub(f"{code}'s", plain, count=1)
        if told == plain:
            told = _PRONOUN.sub(code, plain, count=1)
        if told != plain:
            return told
        short = _LEFT_OUT.match(plain) and len(plain.split()) <= _MOST_WORDS_LEFT_OUT
        if short and not asked.whole and not _SAYS_OF_WHAT.match(plain) and not self._read(plain).names:
            return f"{plain.rstrip(' ?.!')} {code}?"
        return question

    def _doing(self, question: str) -> str:
        """A question that names what something is asked to do with: with that in the place of "it"."""
        plain = _OPENING.sub("", question)
        found = _DOER.match(plain)
        if found is None:
            return question
        return f"{plain[: found.start('who')]}`{self._name}`{plain[found.end('who') :]}"

    def _of_another(self, question: str, names: tuple[str, ...]) -> str:
        """`And close?`: the question before, asked of another thing; "" if it is not that."""
        rest = _OPENING.sub("", question).strip(" `?.!()")
        if len(names) != 1 or not _INSTEAD.match(question) or rest != names[0] or not self._question:
            return ""
        old = re.escape(self._name)
        return re.sub(rf"`*{old}(?:\(\))?`*", lambda _: f"`{names[0]}`", self._question, count=1)


def conversation(history: Sequence[Turn], budget: int) -> str:
    """What was said so far, the oldest first, in about `budget` tokens at most; "" if nothing fits.

    The last answer is kept as far as it fits, of earlier ones the beginning; the oldest turns go first.
    """
    kept: list[str] = []
    for number, turn in enumerate(reversed(history)):
        answer = turn.answer if number == 0 else _beginning(turn.answer)
        question = f"Q: {' '.join(turn.question.split())}"
        room = budget - mean_tokens(question) - 4
        if room < 0:
            break
        text = f"{question}\nA: {fit_tokens(_wrapped(answer), room).rstrip()}"
        budget -= mean_tokens(text) + 1
        kept.append(text)
    return "\n".join(reversed(kept))


def _beginning(answer: str) -> str:
    sentences = sentences_of(" ".join(answer.split()))
    return fit_tokens(_wrapped(sentences[0] if sentences else ""), _OLD_ANSWER_TOKENS)


def _wrapped(text: str) -> str:
    """Sentence by sentence on lines of their own, so that a part can be kept."""
    return "\n".join(sentence for line in text.split("\n") if line.strip() for sentence in sentences_of(line))
