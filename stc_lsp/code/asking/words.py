"""The verbs and nouns by which people ask, in classes of those that ask the same: tables, and look-ups.

The classes are synsets of WordNet 3.0 as far as they fit code, with the jargon of programmers. A word may
stand in several; which is meant is told by the part that the thing plays (`asking/roles.py`). Pure.
"""

from __future__ import annotations

from functools import lru_cache

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.verb_forms import Form, inflected, readings

_VERBS = """
call: call invoke run execute trigger fire launch activate use utilise utilize employ reference consume
    apply leverage mention summon actuate operate drive enter hit reach
create: create instantiate construct build make allocate spawn generate initialise initialize form
    fabricate mint
depend: depend rely need require
import: import include require load link
inherit: inherit derive extend subclass subtype descend specialise specialize implement base satisfy conform
    stem embed
override: override redefine reimplement redeclare overload customise customize
supersede: replace shadow supersede substitute overwrite
return: return yield produce deliver evaluate output emit give
obtain: get receive obtain expect
raise: raise throw signal catch trap panic explode choke complain abort bomb
read: read consult respect honour honor obey observe check access load look inspect query fetch retrieve
    examine depend rely recognise recognize take pull draw
handle: handle
affect: affect influence control govern determine configure regulate shape impact tune
test: test cover exercise check verify validate assert prove examine demonstrate guard probe target
change: change modify edit alter update revise amend rework touch refactor write rewrite author commit
    maintain tweak patch adjust evolve develop adapt improve retool own reshape
contain: contain define declare hold include comprise offer provide expose export have house bundle supply
    support possess feature incorporate carry enclose encompass ship
locate: define declare implement locate find place keep put store situate live reside sit stand code write
    position site house introduce originate set assign bind
look: open jump navigate go look see search read visit appear belong start begin view spot
accept: take accept expect receive need require want demand
give: pass give supply hand feed provide furnish send
serve: do mean represent stand model denote accomplish achieve fulfil fulfill solve handle perform serve
    describe explain encapsulate manage document contribute play cover signify symbolise symbolize
    oversee supervise help aim exist
happen: happen occur come escape emerge propagate arise bubble leak leave expect face get produce signal
    materialise materialize
"""
_NOUNS = """
tests: test spec unittest testcase suite coverage trial examination
changed: commit history author blame revision contributor committer changelog activity change edit
    modification update alteration maintainer writer adjustment rewrite evolution timeline diff owner
settings: setting option environment env config configuration knob flag switch preference toggle
parameters: parameter argument arg param input operand kwarg signature
errors: error exception failure fault panic
output: output result outcome
bases: base parent superclass ancestor supertype mro superinterface antecedent basis foundation
heirs: subclass child children descendant heir implementations subtype offspring descendent kid inheritor
    specialisation specialization
ancestry: inheritance hierarchy
callers: ref caller user consumer client usage invoker customer invocation instantiation construction
calls: callee
imports: import dependency library dependence requirement
importers: importer dependent
members: method attribute member property field functions classes symbol content definitions interface api
    operation outline constant capability feature functionality element ingredient export item
    variant enumerator
place: where file path line location definition source whereabouts implementation spot origin position site
purpose: purpose job role idea summary overview responsibility topic task gist intent intention goal aim
    duty concept meaning essence description explanation objective point mission benefit problem tldr
    rundown usefulness contribution
"""


def _classes(table: str) -> dict[str, tuple[str, ...]]:
    """Each word with the classes that it stands in, in the order of the table."""
    found: dict[str, list[str]] = {}
    name = ""
    for word in table.split():
        if word.endswith(":"):
            name = word[:-1]
        else:
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


_VERB, _NOUN = _classes(_VERBS), _classes(_NOUNS)


@lru_cache(maxsize=1 << 12)
def verb_of(word: str) -> tuple[tuple[str, ...], Form] | None:
    """The classes of verbs that a word is a form of, and which form; None if it is no such verb."""
    return next(((_VERB[verb], form) for verb, form in readings(word) if verb in _VERB), None)


@lru_cache(maxsize=1 << 12)
def nouns_of(word: str) -> tuple[str, ...]:
    """The classes of nouns that a word stands in, in the singular or plural."""
    is_noun = (noun for noun, form in readings(word) if form in (Form.BASE, Form.S) and noun in _NOUN)
    return next((_NOUN[noun] for noun in is_noun), ())


def all_words() -> frozenset[str]:
    """Every form of the words of the classes."""
    verbs = {inflected(verb, form) for verb in _VERB for form in Form}
    return frozenset(verbs | {inflected(noun, form) for noun in _NOUN for form in (Form.BASE, Form.S)})


_ASKED_BY: dict[Intent, str] = {
    Intent.CALLERS: "call create depend callers",
    Intent.CALLS: "call depend calls",
    Intent.IMPORTS: "import depend imports",
    Intent.IMPORTERS: "import depend call importers callers",
    Intent.BASES: "inherit bases ancestry",
    Intent.SUBCLASSES: "inherit override supersede heirs ancestry",
    Intent.RETURNS: "return obtain output",
    Intent.RAISES: "raise handle errors happen obtain",
    Intent.TESTS: "tests test call",
    Intent.CHANGED: "changed change",
    Intent.READS: "settings read affect",
    Intent.PARAMETERS: "parameters accept give",
    Intent.MEMBERS: "members contain locate",
    Intent.WHERE: "place locate look",
    Intent.PURPOSE: "purpose serve handle",
}


@lru_cache(maxsize=1 << 13)
def is_word_of(word: str, intent: Intent) -> bool:
    """Whether a verb or noun is one by which that is asked."""
    asked_by = _ASKED_BY.get(intent, "").split()
    verb = verb_of(word)
    return any(each in asked_by for each in (*(verb[0] if verb else ()), *nouns_of(word)))
