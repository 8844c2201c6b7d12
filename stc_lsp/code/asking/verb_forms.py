"""The forms of English verbs: which verb a word may be a form of, and the same form of another verb. Pure."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache


class Form(StrEnum):
    """A form of a verb, by its ending; nouns in the plural look like `S`."""

    BASE = ""
    S = "s"
    ED = "ed"
    """Past tense or past participle."""
    ING = "ing"


_IRREGULAR = """
be was been were; become became become; begin began begun; blow blew blown; break broke broken;
bring brought brought; build built built; catch caught caught; choose chose chosen; come came come;
do did done; draw drew drawn; fall fell fallen; feed fed fed; find found found; get got gotten;
give gave given; go went gone; have had had;
hear heard heard; hit hit hit; hold held held; keep kept kept; know knew known;
lead led led; leave left left; lie lay lain; make made made; mean meant meant; meet met met; put put put;
read read read; rewrite rewrote rewritten; run ran run; say said said; see saw seen; send sent sent;
set set set; sit sat sat; spit spat spat; stand stood stood; take took taken; tell told told;
throw threw thrown; think thought thought; understand understood understood; override overrode overridden;
overwrite overwrote overwritten; wind wound wound; write wrote written; speak spoke spoken
"""
_PAST = {
    past: lemma
    for lemma, *pasts in (entry.split() for entry in _IRREGULAR.replace("\n", " ").split(";"))
    for past in pasts
    if past != lemma
}
_PARTICIPLES = {"read": "read"}
"""The past participles of irregular verbs that tables of wordings write out."""
_BE = {"is": Form.S, "are": Form.S, "am": Form.BASE, "being": Form.ING}
_VOWELS = "aeiou"


@lru_cache(maxsize=1 << 12)
def readings(word: str) -> tuple[tuple[str, Form], ...]:
    """Each verb that a word may be a form of, with that form; not all of them are verbs.

    The shortest come last: `uses` may be of `use`, then of `us`.
    """
    found = [(word, Form.BASE)]
    if word in _BE:
        found.insert(0, ("be", _BE[word]))
    if word in _PAST:
        found.insert(0, (_PAST[word], Form.ED))
    if word.endswith("s") and not word.endswith("ss"):
        found.append((word[:-1], Form.S))
        if word.endswith("es"):
            found.append((f"{word[:-3]}y" if word.endswith("ies") else word[:-2], Form.S))
    if word.endswith("ed"):
        found += [(stem, Form.ED) for stem in _stems(word[:-2])]
    if word.endswith("ing"):
        found += [(stem, Form.ING) for stem in _stems(word[:-3])]
    return tuple(found)


def _stems(stem: str) -> list[str]:
    """The verbs whose form has this before -ed or -ing: of `us` `use`, of `stopp` `stop`, of `tri` `try`."""
    found = [f"{stem}e", stem]
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        found.append(stem[:-1])
    if stem.endswith("i"):
        found.append(f"{stem[:-1]}y")
    return found


def inflected(verb: str, form: Form) -> str:
    """A form of a verb, regular but for `_PARTICIPLES`."""
    if form is Form.BASE:
        return verb
    if form is Form.ED and verb in _PARTICIPLES:
        return _PARTICIPLES[verb]
    ends_in_y = verb.endswith("y") and verb[-2] not in _VOWELS
    if form is Form.S:
        if ends_in_y:
            return f"{verb[:-1]}ies"
        return f"{verb}es" if verb.endswith(("s", "x", "ch", "sh", "z")) else f"{verb}s"
    if form is Form.ED:
        return f"{verb[:-1]}ied" if ends_in_y else f"{verb.removesuffix('e')}ed"
    return f"{verb.removesuffix('e')}ing"
