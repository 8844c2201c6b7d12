"""Words that leave a question the same though they ask nothing: tables, and where each may stand.

"Which classes bring *their own version* of X" asks what "which classes override X" does; "which *abstract*
classes", "*on Windows*", "*with cookies*" do not. What may be left over is what people say of anything: of
themselves, of looking and finding, of ways and places. What restricts, counts, begins a condition or has to
do with programs is not among it; nor is any word that is not in these tables. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import THING
from stc_lsp.code.asking.verb_forms import readings
from stc_lsp.code.asking.words import verb_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ANYWHERE = frozenset(
    """
    about across actually along am anyway around author authors aware basically behind beneath beyond
    bound clue colleague colleagues concerning correctly deal dear developer developers directly eh
    engineer engineers er etc excuse fairly favour folks frankly further fuss gonna guess guy guys hey
    hmm honest honestly idea into kindly lot luck maintainer maintainers maybe mine moment myself
    newcomer newcomers obviously off ok okay ones ops ought our ours people perhaps person pls plz
    prepared probably programmer programmers properly qa ready really regarding responsible reviewer
    reviewers roughly simply so somebody somehow sorry student supposed sure team teammate teammates
    thanks themselves though together truly ugh uh um underneath upon various wanna well whom wise worth
    yours yourself
    """.split()
)
"""What may stand wherever it will."""
_DONE_BY_ANYBODY = frozenset(
    """
    ask attempt be become behave belong bother bring care carry come concern consider deal decide do
    ensure exist expect feel find follow get give go guarantee happen have help hit involve keep know lay
    lead lean learn let like list look make mean mention mind need notice occur pop prefer prepare
    present put relate rely remember reside see seem serve show sit stand stay suppose take talk tell
    think trust try turn understand want watch wish wonder work
    """.split()
)
"""Verbs that tell nothing of programs."""
_OF_THE_QUESTION = frozenset(
    """
    answer area areas behavior behaviour bit bits body bunch chain codebase concept contract corner
    corners course declaration definition description design detail details down end enumeration
    explanation family fashion glance head hierarchy home implementation info information inventory job
    kind life line lines list listing look manner matter mission overall overview own paces part parts
    picture piece pieces place places point points present purpose reference respect road rundown side
    sketch sort spot spots state status stuff summary task term terms thing things top track version
    versions view way ways whereabouts whole work world
    """.split()
)
"""Nouns of what people look at and ask for, with what stands beside them."""
_QUALITIES = frozenset(
    """
    actual appropriate available certain complete concrete correct corresponding current dedicated direct
    entire exact existing full handy immediate important interesting involved known necessary needed
    nice overall own particular possible proper quick real relevant respective right specific suitable
    useful various
    """.split()
)
"""What is said of what is asked for without restricting it."""
_LIGHT = _ANYWHERE | _OF_THE_QUESTION | _QUALITIES
_RESTRICTING = _QUALITIES - frozenset("available involved".split())
"""Those that ask for some only, behind "is" or "are": "which imports of X are *needed*"."""
_BE = frozenset("is are was were".split())
_DOING = frozenset(
    """
    adapt adjust alter assign break call change check clean debug delete deploy dig document edit extend
    fix handle import improve inspect instantiate introduce invoke maintain mess migrate mock modify move
    navigate open optimise optimize patch plan port profile prove read refactor release remove rename
    replace reuse review rework rewrite run save split step store study swap test touch trace update
    upgrade use walk wrap write
    """.split()
)
"""What people do to code, in a clause that tells what they do."""
_DONE_BY_A_PERSON = _DOING | _DONE_BY_ANYBODY
_SUBORDINATE = frozenset("if when whenever while once because since as before after".split())
_PERSONS = frozenset("i we you somebody someone anybody people one my our".split())
_DETERMINERS = frozenset("the a an my our your its their this that".split())
_PARTICLES = frozenset("up out off on over around after since".split())
"""What may end a question: "which tests go along"; "with" and "by" there say who does what to whom."""
_SMALL = frozenset(
    "with on to for at through in from by over around of up out into onto off after before".split()
)


def may_stand_anywhere(word: str) -> bool:
    """Whether a word leaves every question the same, wherever it stands: "actually", "please"."""
    return word in _ANYWHERE


def are_harmless(words: Sequence[str], left: Iterable[int]) -> bool:
    """Whether the words at these places leave a normalised question, about one thing, the same."""
    return all(_is_harmless(words, index) for index in left)


def _is_harmless(words: Sequence[str], index: int) -> bool:
    word = words[index]
    if index == len(words) - 1 and word not in _ANYWHERE and verb_of(words[index - 1]) is not None:
        # "does X call run": it may be a name.
        return False
    if index and words[index - 1] in _BE and word in _RESTRICTING:
        return False
    if _tells_of_a_person(words, index):
        return word in _SUBORDINATE or word in _PERSONS or _is_of(word, _DONE_BY_A_PERSON) or _is_light(word)
    if word in _SUBORDINATE - _SMALL:
        return index == 0 and _tells_of_a_person(words, index + 1)
    if word in _SMALL:
        return _leads_to_light(words, index)
    return _is_light(word)


def _is_light(word: str) -> bool:
    """Whether a word says nothing of programs."""
    return word in _LIGHT or _is_of(word, _DONE_BY_ANYBODY)


def _is_of(word: str, verbs: frozenset[str]) -> bool:
    return any(verb in verbs for verb, _ in readings(word))


def _tells_of_a_person(words: Sequence[str], index: int) -> bool:
    """Whether a word stands in a clause that tells what somebody does: "when I open X"."""
    begins = [at for at in range(min(index, len(words) - 1) + 1) if words[at] in _SUBORDINATE]
    if not begins:
        return False
    following = words[begins[-1] + 1 : begins[-1] + 2]
    return bool(following) and (following[0] in _PERSONS or following[0].endswith("ing"))


def _leads_to_light(words: Sequence[str], index: int) -> bool:
    """Whether a preposition is followed by the thing, by nothing, or by what tells nothing."""
    following = [word for word in words[index + 1 : index + 3] if word not in _DETERMINERS][:1]
    if not following:
        return words[index] in _PARTICLES
    if words[index] in _SUBORDINATE:
        # "after X returns" is a time.
        return False
    return following[0] == THING or _is_light(following[0])
