"""The words by which each thing is asked: they say which question it is, not what it is about. A table."""

from __future__ import annotations

from stc_lsp.code.asking_words import is_word_of
from stc_lsp.code.intents import Intent

_EVERYWHERE = """all anything anywhere basically briefly codebase else exactly internally kind kinds place
    places purpose quickly sentence short something somewhere sort thing things work works"""
_CUES = """
why: motivation rationale reason reasons why
when: circumstances condition conditions when
purpose: accomplish accomplishes achieve achieves behind calling check cover covers describe document
    documentation doing duty gist good handle idea instance instances intended job mean meaning meant
    model models need needs object objects overview perform performs play plays point purpose represent
    responsibility responsible role say serve serves stand summarise summarize summary supposed task topic
    understanding use used
where: come comes contain contains declare declared declares define defined defines definition found get
    gets go holds implement implementation implemented implementing jump line live lives locate located
    location look navigate open path point repository search see sit sits source start starts which with
    written
callers: all anybody anyone anything anywhere build builds built call called caller callers calling calls
    construct constructed constructs create created creates creating depend depending depends employ
    employs get gets got instantiate instantiated instantiates instantiating invoke invoked invokes
    invoking made make makes reference referenced references relies rely relying run runs site sites
    something trigger triggers types usage usages use used user users uses using
calls: call called callee callees calling calls delegate delegates depend execute executes get gets got
    helper helpers inside into invoke invoked invokes list made make need on relies rely run runs trigger
    triggers use uses within
parameters: accept accepts args argument arguments be call called construct create expect expects feed
    give given hand input inputs instantiate make necessary need needed needs parameter parameters params
    pass passed provide receive required should signature supply take takes with
returns: back caller callers calling comes coming evaluate evaluates get gets give gives object obtain
    outcome output produce produced produces receive result results return returned returning returns type
    types value values yield yielded yields
raises: any anything around call calling catch catches caught come comes error errors escape escapes
    exception exceptions expect expected get handle handles kinds occur produce produces raise raised
    raises signal throw thrown throws
raised: anything catch catches caught error errors exception exceptions get handle handled handles raise
    raised raises raising throw thrown throws
reads: access affect affects any at checked config configuration configure configured consult consulted
    consults depend depends env environment flag flags honor honour key keys look looked looks need option
    options read reads rely respect setting settings up use used uses value variable variables vars
tests: any appear appears belong belongs call case cases check cover coverage covered covering covers
    exercise exercised exercises exercising exist exists file files goes got know suite test tested
    testing tests touch touches unit use uses using well
changed: added author authors blame change changed changes changing commit commited commits committed edit
    edited editing edits git going happen happened history last lately latest log made make modification
    modifications modified modify most new reason recent recently revision revisions so time touch touched
    touching update updated updates when who why worked working write written wrote
bases: ancestor ancestors anything base based bases build builds child class classes derive derived
    derives extend extends implement implements inherit inherits made mro on parent parents something
    subclass super superclass superclasses type types
subclasses: anybody anyone anything anywhere based child children class classes derive derived derives
    deriving descendant descendants everything extend extended extending extends heirs implement
    implementation implementations implemented implementer implementers implementing implements inherit
    inheriting inherits list on overridden override overrides overriding redefine redefined redefines
    something subclass subclassed subclasses types
members: all attribute attributes available call calls class classes component components consist contain
    contains content contents declared declares define defined defines everything field fields find
    function functions get hold holds inside interface like list look looks made main make member members
    method methods module modules names offer offers organisation organised organized outline part parts
    properties property provide provides section sections see stand structure symbol symbols there up
    within
imports: bring brings depend dependencies dependency depends everything import imported imports in include
    includes libraries library list need needs on pull pulls rely require required requires show top use
    uses
importers: all anything anywhere caller callers code depend depending depends import imported importer
    importers importing imports other usage usages use used user users uses using
entry: app application begin begins begun entered entry entrypoint entrypoints everything executed
    execution launch launched main point points process start started starting starts
run_tests: all command execute executed executing launch run running runs start started suite test tests
    way
impact: affect affected affects blast break breaking breaks change changed changes changing consequence
    consequences delete deleted deleting depend depends edit edited editing effect effects happen happens
    impact modified modify modifying radius remove removed removing rename renamed renaming safe
compare: against between compare compared contrast differ difference differences different distinction from
    instead or over rather should than use versus vs when why with
path: arrive call calling calls chain come comes end ends get graph lead leads path paths reach reaches
    route routes way
"""


def _cues(text: str) -> dict[Intent, frozenset[str]]:
    found: dict[Intent, set[str]] = {}
    intent = Intent.PURPOSE
    for word in text.split():
        if word.endswith(":"):
            intent = Intent(word[:-1])
        else:
            found.setdefault(intent, set(_EVERYWHERE.split())).add(word)
    return {each: frozenset(words) for each, words in found.items()}


CUES = _cues(_CUES)
"""For each intent the words by which it is asked: they say which question it is, not what it is about."""


def is_cue(word: str, intent: Intent | None) -> bool:
    """Whether a word is one by which that is asked."""
    return intent is not None and (word in CUES.get(intent, ()) or is_word_of(word, intent))


def cues_of(intent: Intent | None) -> frozenset[str]:
    """The words by which that is asked."""
    return CUES.get(intent, frozenset()) if intent is not None else frozenset()
