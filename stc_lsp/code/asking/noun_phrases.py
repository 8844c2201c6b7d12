"""Whether a plain word stands for a thing by itself, or is part of what several words name together. Pure.

"Where is abort used" may ask about a function `abort`. "Where is the view engine looked up" asks about no
`engine`, "where is the request id generated" about no `request`: of such words each may be one by which
something is asked, and so leave nothing over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.harmless import may_stand_anywhere
from stc_lsp.code.asking.verb_forms import Form
from stc_lsp.code.asking.wording import NEGATIONS, STOPWORDS, words_of
from stc_lsp.code.asking.words import nouns_of, verb_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_KINDS = frozenset(
    """function functions method methods class classes module modules struct structs interface interfaces
    trait traits enum enums constant constants variable variables attribute attributes property properties
    field fields decorator decorators helper helpers fixture macro parameter option setting flag""".split()
)
"""What may stand beside a name and say what that is."""
_BEFORE = _KINDS | {"named", "called"}
_AFTER = _KINDS | {"object", "objects", "instance", "instances"}
_OF_A_NAME = frozenset("bases calls callers changed heirs imports members parameters tests".split())
"""The classes of nouns for what a thing has: "session subclasses" are those of `Session`."""
_PREPOSITIONS = frozenset(
    "of in on at by for from with about into onto within inside without under over through per via".split()
)
_ARTICLES = frozenset(
    "the a an this that these those our my your its their each every any all some no".split()
)
_HELPERS = frozenset("is are was were be does do did".split())
_WITH_BASE = frozenset("does do did can could will would should may might must to".split())
"""After these a verb stands in its base form."""
_FUNCTION_WORDS = (
    STOPWORDS | NEGATIONS | _PREPOSITIONS | _ARTICLES | _HELPERS | _WITH_BASE
    | frozenset("when why get ever still always".split())
) - {"id", "ids"}  # fmt: skip
_PARTICLES = frozenset("away down off out up".split())
"""After these the word before is a verb: "does upsert *end up* in"."""
_PUT = frozenset(
    {"go", "goes", "written", "saved", "stored", "kept", "persisted", "printed", "logged", "put"}
)
_MOVES = frozenset({("come", "from"), ("comes", "from"), ("end", "up"), ("ends", "up"), ("get", "to")})
_ASK_FOR = frozenset("which what".split())


def stands_alone(text: str, word: str) -> bool:
    """Whether the words beside a word in a text make no other thing of it.

    Only a word in small letters can be part of another name: "the error Timeout" names `Timeout`.
    """
    words = words_of(text)
    if not word.islower() or word not in words:
        return True
    at = words.index(word)
    return not (
        _is_narrowed_before(words, at - 1) or _is_continued(words, at + 1) or _is_handed_on(words, at + 1)
    )


def _is_handed_on(words: Sequence[str], at: int) -> bool:
    """Whether it is asked where something comes from or is put: "where do parameters come from"."""
    moves = not _PUT.isdisjoint(words[at : at + 1]) or (*words[at : at + 2],) in _MOVES
    return "where" in words[:at] and moves


def _is_narrowed_before(words: Sequence[str], at: int) -> bool:
    """Whether the word there says of what sort the next is: "the *view* engine"; not "what *uses* engine"."""
    if at < 1 or (words[at] in _FUNCTION_WORDS and not _is_shouted(words, at)) or words[at] in _BEFORE:
        return False
    before, verb = words[at - 1], verb_of(words[at])
    if verb is None:
        # "Which errors abort raises".
        following = verb_of(words[at + 2]) if at + 2 < len(words) else None
        return not (nouns_of(words[at]) and following is not None and following[1] is Form.S)
    if before in _ARTICLES | _HELPERS:
        return True
    if before in _PREPOSITIONS:
        return verb[1] is not Form.ING
    return before in _ASK_FOR and verb[1] is Form.BASE


def _is_shouted(words: Sequence[str], at: int) -> bool:
    """Whether "get" is no helper: "a GET request"."""
    return words[at] == "get" and words[at - 1] in _ARTICLES | _PREPOSITIONS


def _is_continued(words: Sequence[str], at: int) -> bool:
    """Whether the word there is narrowed by the one before: "the request *id*"; not "request *uses*"."""
    if at >= len(words) or words[at] in _FUNCTION_WORDS or words[at] in _AFTER:
        return False
    if not _PARTICLES.isdisjoint(words[at + 1 : at + 2]):
        return False
    verb, nouns = verb_of(words[at]), nouns_of(words[at])
    if verb is not None and (verb[1] is not Form.BASE or not _WITH_BASE.isdisjoint(words[: at - 1])):
        return False
    return _OF_A_NAME.isdisjoint(nouns) and not may_stand_anywhere(words[at])
