"""Typing errors in the words by which people ask: "waht", "paramters", "calsl". Names are left alone. Pure.

Only what no other word is likely to be: two letters that changed places, one typed twice or once instead of
twice, one too many or left out of a long word; not a letter for another, which makes "caller" of "called".
"""

from __future__ import annotations

from functools import cache, lru_cache

from stc_lsp.code.asking.wording import GENERIC, STOPWORDS
from stc_lsp.code.asking.words import all_words, nouns_of, verb_of

_QUESTION_WORDS = frozenset("what which where who when does inside supposed".split())
_SHORTEST = 5
"""Letters of a word, other than a question word, in which an error is looked for."""
_SHORTEST_LACKING = 7
"""The same for a letter left out,"""
_LENGTH_OF_WICH = 4
"""and of "which" or "where" without one."""
_RIGHT = frozenset(
    """caching director exiting exits filed flies insects later potions reactor reactors stating suing
    suppose trail trails""".split()
)
"""Words that mean something else, of 12,000 of two projects' documentation and more."""


@lru_cache(maxsize=1 << 12)
def corrected(word: str) -> str:
    """The word that was meant, if that is certain; else the word as it stands."""
    if word in _RIGHT or word in STOPWORDS or word in GENERIC or verb_of(word) or nouns_of(word):
        return word
    meant = {known for form in _errors_in(word) if (known := _known().get(form))}
    return meant.pop() if len(meant) == 1 else word


def _errors_in(word: str) -> set[str]:
    """What a word would be without the error that it may have."""
    swapped = {
        word[:index] + word[index + 1] + word[index] + word[index + 2 :] for index in range(len(word) - 1)
    }
    doubled = {
        word[:index] + word[index + 1 :] for index in range(1, len(word)) if word[index] == word[index - 1]
    }
    one_of_two = {word[:index] + word[index - 1] + word[index:] for index in range(1, len(word))}
    # "handlers" is no way to write "handles".
    longest = len(word) - 2 if len(word) > _SHORTEST_LACKING else 0
    added = {word[:index] + word[index + 1 :] for index in range(1, longest)}
    may_lack = len(word) >= _SHORTEST_LACKING or len(word) == _LENGTH_OF_WICH
    lacking = {f"-{word}"} if may_lack else set[str]()
    return swapped | doubled | one_of_two | added | lacking


@cache
def _known() -> dict[str, str]:
    """Words by which things are asked; under "-" and what is left of one without a later letter, it."""
    words = {word for word in all_words() | GENERIC if len(word) >= _SHORTEST} | _QUESTION_WORDS
    found = {word: word for word in words}
    for word in words:
        is_long = len(word) > _SHORTEST_LACKING or word in ("which", "where")
        for index in range(1, len(word)) if is_long else ():
            found.setdefault(f"-{word[:index]}{word[index + 1 :]}", word)
    return found
