"""Phrases that say what one word says: "make use of" is to use, "hand back" to return. Tables; folding them.

Pure: words in, words out, each phrase with the word by which `asking/words.py` knows it, in the same form.
"""

from __future__ import annotations

import re

from stc_lsp.code.asking.verb_forms import inflected, readings

_PHRASES = """
use: make use of; make any use of; take advantage of; work with; reach for; fall back on; have a use for;
    tap into; plug into; hook into; talk to; lean on
call: make a call to; make calls to; place a call to; issue a call to; call into; call out to; hand off to;
    hand work to; hand work off to; delegate to; pass control to; dispatch to;
    kick off; set off; go through; pass through; end up in; end up calling
reference: refer to; make reference to; make a reference to
return: hand back; give back; pass back; send back; spit out; put out; come back with; come up with;
    respond with; result in; evaluate to; resolve to; answer with; reply with; boil down to; hand out;
    end up with; end up as; come back as; turn into; throw back; pop out
raise: blow up; go boom; go wrong; fall over; bail out; go bad; break down; fall apart; error out; fail with;
    crash with; let escape; let through; be raised
import: pull in; bring in; drag in; bring along
inherit from: build on top of; build on; build upon; sit on top of; be modelled on; be modeled on
include: mix in
depend on: count on; hinge on; be dependent on; have a dependency on; have need of; know about
represent: stand for; deal with; take care of; look after; be in charge of; be responsible for; be all about;
    act as; serve as; be concerned with; have to do with; be after
contain: consist of; be made up of; be made of; be composed of; come with; be comprised of
offer: have to offer
pass to: go into; put into; feed into
pass: hand over; hand in; pass in; pass along; pass on; feed in; put in
read: look up; look at; look for; pay attention to; take notice of; take into account; listen to; draw on;
    react to; care about; reach into
change: work on; make a change to; make changes to; make the change to; make edits to; make an edit to;
    make a commit to; commit to; make modifications to; do to; fiddle with; be busy with;
    contribute to; push to; mess with; mess around with; tinker with; lay hands on; lay a hand on;
    put hands on; be up to in
affect: matter to; matter for; have an effect on; have effect on; have an influence on; bear on
emerge: bubble up; come up; pop up
remove: take out; strip out; cut out; throw out; throw away
override: provide own; bring own; have own version of; have own; define own; implement own; supply own
instantiate: new up; spin up; set up; bring into being; bring into existence
expect: be ready for; be prepared for; be aware of; watch out for; look out for; account for; reckon with;
    prepare for; cope with; run into
test: pin down; hold in check
accept: ask for; call for; take in
"""
_GAP = 2
"""So many words may stand between a verb and its particle: "hands X back", "gives me back"."""
_SPLIT = frozenset("back out up in over wrong".split())
_PASSED_OVER = frozenset("a an the any new its their his her some us me you".split())


def _phrases(table: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By the verb at its head: the other words of a phrase, and what it says; long ones first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in re.split(r"\n(?=\S)", table.strip()):
        meaning, _, phrases = line.partition(":")
        for phrase in phrases.split(";"):
            head, *others = phrase.split()
            found.setdefault(head, []).append((tuple(others), meaning))
    return {head: sorted(each, key=lambda phrase: -len(phrase[0])) for head, each in found.items()}


_BY_HEAD = _phrases(_PHRASES)


def folded(asked: str) -> str:
    """A question with each phrase replaced by the word that says the same."""
    words = asked.split()
    said: list[str] = []
    position = 0
    while position < len(words):
        phrase = _phrase_at(words, position)
        if phrase is None:
            said.append(words[position])
            position += 1
        else:
            instead, position = phrase
            said += instead
    return " ".join(said)


def _phrase_at(words: list[str], start: int) -> tuple[list[str], int] | None:
    """What a phrase that begins there says, with what it encloses, and where it ends."""
    for head, form in readings(words[start]):
        for others, meaning in _BY_HEAD.get(head, ()):
            found = _matched(words, start + 1, others)
            if found is not None:
                enclosed, end = found
                verb, *following = meaning.split()
                return [inflected(verb, form), *following, *enclosed], end
    return None


def _matched(words: list[str], start: int, others: tuple[str, ...]) -> tuple[list[str], int] | None:
    """What stands within a phrase, and where it ends, if its other words follow."""
    position, enclosed = start, list[str]()
    for other in others:
        may_split = other in _SPLIT and other == others[-1]
        while position < len(words) and words[position] != other:
            is_passed = words[position] in _PASSED_OVER
            if not is_passed and not (may_split and len(enclosed) < _GAP):
                return None
            if not is_passed:
                enclosed.append(words[position])
            position += 1
        if position == len(words):
            return None
        position += 1
    return enclosed, position
