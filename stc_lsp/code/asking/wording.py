"""How a text is worded: whether it denies, which side of a pair of opposites it names, its numbers, the stems
of its words. What two questions must agree on before the answer to one may answer the other. Pure; tables.

Embeddings cannot tell these apart: with the static vectors here "How do I enable logging?" lies as near to
"How do I disable logging?" (cosine 0.80) as to its own paraphrase (0.82).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

NEGATIONS = frozenset(
    """not no never none nothing nobody nowhere neither nor cannot without except unless instead isnt arent
    wasnt werent dont doesnt didnt cant couldnt wont wouldnt shouldnt hasnt havent hadnt mustnt fails fail
    failing failed missing lacks lack lacking absent""".split()
)
"""Words that turn a question into its opposite, or nearly."""

_OPPOSITES = """
enable disable; enabled disabled; before after; first last; add remove; with without; start stop; open close;
push pop; read write; get set; load save; load dump; encode decode; encrypt decrypt; lock unlock; show hide;
create delete; create destroy; insert delete; append prepend; connect disconnect; register unregister;
register deregister; attach detach; mount unmount; subscribe unsubscribe; acquire release; begin end;
enter exit; enter leave; import export; input output; upload download; send receive; request response;
client server; min max; minimum maximum; least most; smallest largest; lower upper; less more; fewer more;
up down; left right; top bottom; front back; head tail; parent child; base derived; source target;
source destination; public private; local remote; sync async; synchronous asynchronous; true false; on off;
allow deny; allow forbid; allow block; accept reject; include exclude; increase decrease; grow shrink;
expand collapse; compress decompress; pack unpack; serialize deserialize; marshal unmarshal; pickle unpickle;
raise catch; throw catch; success failure; succeed fail; valid invalid; pass fail; online offline; old new;
oldest newest; earliest latest; earlier later; previous next; ascending descending; mutable immutable;
strict lenient; always never; any all; optional required; default explicit; internal external; inner outer;
inside outside; login logout; signed unsigned; caller callee; calls called; empty full; same different;
equal unequal; positive negative; static dynamic; shallow deep; eager lazy; blocking nonblocking
"""


def _pairs(text: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in text.replace("\n", " ").split(";"):
        one, other = pair.split()
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


OPPOSITES = _pairs(_OPPOSITES)
"""Each word with those that mean its opposite."""

STOPWORDS = frozenset(
    """
a about also an and any are as at be been being but by can could did do does doing done for from had has
have having he her his how i if in into is it its itself just like many may me might more most much must
my of on one or other our out over own please s shall she should show so some such t tell than that the
their them then there these they this those through to too us very was we were what where which
while who whom whose will with would you your exactly actually really currently here now explain
describe find list give know whats wheres whos hows thats theres lets im id
ive wonder idea see understand learn want help hi hey hello ok okay remind take bring somebody someone
everything""".split()
) - {"with", "more", "most"}
"""Words that say nothing of what a question is about. What `OPPOSITES` knows is never here."""

_GENERIC = """
function functions method methods class classes module modules file files package packages code symbol
symbols definition definitions object objects type types variable variables constant constants attribute
attributes property properties struct structs interface interfaces trait traits enum enums workspace
repository repo project codebase program directory folder document documents helper decorator exception
exceptions error errors name named"""
GENERIC = frozenset(_GENERIC.split())
"""Words for kinds of things, which people add to a name: `the function f` is `f`."""

_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)?")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)*(?![\w])")
_APOSTROPHES = str.maketrans("", "", "'\N{RIGHT SINGLE QUOTATION MARK}")
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
    if word != "one"  # which mostly stands for somebody or something
}
_COUNTING = frozenset("exactly only than least most just".split())
"""Before "one" these count."""
_MEASURES = frozenset("many much often long large big small old fast slow far deep well".split())
"""What follows "how" where a number or a degree is asked for."""


class Polarity(NamedTuple):
    """Which of two opposite questions is asked."""

    negations: int
    sides: frozenset[str]
    """The words that have an opposite, as they stand."""

    def but(self, words: frozenset[str]) -> Polarity:
        """The same without these words taking sides."""
        return Polarity(self.negations, self.sides - words)


def words_of(text: str) -> list[str]:
    """The words of a text, lower case, apostrophes dropped (`isn't` is "isnt")."""
    return [word.translate(_APOSTROPHES).lower() for word in _WORD.findall(text)]


def numbers_of(text: str) -> frozenset[str]:
    """The numbers in a text, written in digits or as words; "how many" asks for one, and so is one."""
    words = words_of(text)
    spelled = {_NUMBER_WORDS[word] for word in words if word in _NUMBER_WORDS}
    asked = {f"how {word}" for how, word in pairwise(words) if how == "how" and word in _MEASURES}
    spelled |= {"1" for before, word in pairwise(words) if word == "one" and before in _COUNTING}
    return frozenset(_NUMBER.findall(text)) | spelled | asked


def polarity_of(text: str) -> Polarity:
    """What a text denies, and which sides it takes."""
    words = words_of(text)
    return Polarity(
        sum(word in NEGATIONS for word in words), frozenset(word for word in words if word in OPPOSITES)
    )


def are_opposed(one: Polarity, other: Polarity) -> str:
    """Why two polarities cannot belong to the same question; "" if they can."""
    for word in sorted(one.sides):
        against = OPPOSITES[word] & other.sides
        if against - one.sides and word not in other.sides:
            return f"“{word}” is the opposite of “{min(against)}”"
    if one.negations != other.negations:
        return "one of the two is negated"
    return ""


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """A word without its grammatical ending, roughly: enough to compare words with each other."""
    for ending, kept, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= kept:
            word = word[: -len(ending)] + replacement
            if ending in ("ing", "ed") and len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if word.endswith("e") and len(word) > 4:
        return word[:-1]
    # "query" and "queries", "cookie" and "cookies" alike.
    return f"{word[:-1]}i" if word.endswith("y") and len(word) > 3 and word[-2] not in "aeiou" else word


_ENDINGS = (
    ("sses", 1, "ss"),
    ("ies", 2, "i"),
    ("ied", 2, "i"),
    ("ization", 3, "iz"),
    ("isation", 3, "iz"),
    ("ation", 4, "at"),
    ("ing", 3, ""),
    ("ed", 3, ""),
    ("ss", 0, "ss"),
    ("us", 0, "us"),
    ("is", 0, "is"),
    ("s", 2, ""),
    ("ly", 4, ""),
)
"""Ending, how many letters must precede it, what takes its place; the first that fits."""
