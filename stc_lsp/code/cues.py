"""The words by which each thing is asked: they say which question it is, not what it is about. A table."""

from __future__ import annotations

from stc_lsp.code.intents import Intent

_EVERYWHERE = "work purpose thing things place places"
_CUES = """
why: motivation rationale reason reasons why
when: circumstances condition conditions when
purpose: check document documentation duty gist good handle instance instances intended job mean meaning
    meant need needs object objects overview perform performs play plays point purpose represent
    responsibility responsible role say serve serves stand summarise summarize summary supposed task
    understanding use used
where: contain contains declare declared declares define defined defines definition found get gets go
    holds implement implementation implemented implementing jump line live lives locate located location
    look navigate open point search sit sits source which written
callers: all anybody anyone anything anywhere build builds built call called caller callers calling calls
    construct constructed constructs create created creates creating get gets got instantiate instantiated
    instantiates invoke invoked invokes invoking made make makes reference referenced references site
    sites something types usage usages use used user users uses using
calls: call called callee callees calls delegate delegates depend get gets got helper helpers inside
    invoke invoked invokes made make need relies rely use uses within
parameters: accept accepts args argument arguments call called construct create expect expects feed give
    given hand input inputs instantiate make necessary need needed needs parameter parameters params pass
    passed provide receive required signature supply take takes with
returns: back caller callers calling comes coming evaluate get gets give gives object obtain outcome
    output receive result results return returned returning returns type types value values yield yielded
    yields
raises: any anything calling catch catches caught come comes error errors escape escapes exception
    exceptions expect expected get handle handles occur produce produces raise raised raises signal throw
    thrown throws
raised: anything catch catches caught error errors exception exceptions get handle handled handles raise
    raised raises raising throw thrown throws
reads: access any at checked config configuration consult consulted consults depend depends env
    environment flag flags honor honour key keys look looked need option options read reads rely respect
    setting settings up use used value variable variables vars
tests: any call case cases check cover coverage covered covering covers exercise exercised exercises
    exercising file files test tested testing tests unit use uses using
changed: added author authors blame change changed changes changing commit commited commits committed edit
    edited editing happen happened history last lately latest modification modifications modified modify
    most recent recently revision revisions time touched touching update updated updates when who why
    worked working write written wrote
bases: ancestor ancestors base bases class classes derive derived derives extend extends implement
    implements inherit inherits made mro parent parents subclass super superclass superclasses type types
subclasses: anybody anyone anything anywhere child children class classes derive derived derives deriving
    descendant descendants extend extended extending extends heirs implement implementation
    implementations implemented implementer implementers implementing implements inherit inheriting
    inherits overridden override overrides overriding subclass subclassed subclasses types
members: all attribute attributes available call calls class classes component components consist contain
    contains content contents declared declares define defined defines field fields find function
    functions hold holds inside list main member members method methods module modules names offer offers
    organisation organised organized outline part parts properties property provide provides section
    sections stand structure symbols there within
imports: bring brings depend dependencies dependency depends import imported imports in include includes
    libraries library need needs on pull pulls rely require required requires top use uses
importers: all anything anywhere depend depending depends import imported importer importers importing
    imports use uses
entry: app application begin begins begun entered entry entrypoint entrypoints everything executed
    execution launch launched main point points process start started starting starts
run_tests: all command execute executed executing launch run running runs start started suite test tests
    way
impact: affect affected affects blast break breaking breaks change changed changes changing consequence
    consequences delete deleted deleting depend depends edit edited editing effect effects happen happens
    impact modified modify modifying radius remove removed removing rename renamed renaming safe
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


def cues_of(intent: Intent | None) -> frozenset[str]:
    """The words by which that is asked."""
    return CUES.get(intent, frozenset()) if intent is not None else frozenset()
