"""What a question can ask of a piece of code, and the wordings by which people ask it.

Stored answers and asked questions meet in these names. The table is tried from the top: the first wording
that fits decides, so that "who calls" is found before the bare "who", "what does it return" before "what
does".
"""

from __future__ import annotations

import re
from enum import StrEnum


class Intent(StrEnum):
    """One kind of question."""

    PURPOSE = "purpose"
    WHERE = "where"
    CALLERS = "callers"
    CALLS = "calls"
    PARAMETERS = "parameters"
    RETURNS = "returns"
    RAISES = "raises"
    READS = "reads"
    TESTS = "tests"
    CHANGED = "changed"
    BASES = "bases"
    SUBCLASSES = "subclasses"
    MEMBERS = "members"
    IMPORTS = "imports"
    IMPORTERS = "importers"
    ENTRY = "entry"
    RUN_TESTS = "run_tests"
    RAISED = "raised"
    """Where an error is raised or caught (RAISES: which errors something raises)."""
    IMPACT = "impact"
    PATH = "path"
    WHY = "why"
    HOW = "how"
    WHEN = "when"
    WHICH = "which"
    WHETHER = "whether"


EXACT = frozenset(set(Intent) - {Intent.WHY, Intent.HOW, Intent.WHEN, Intent.WHICH, Intent.WHETHER})
"""Those that static analysis can answer; PURPOSE as far as it is documented."""

THING = "\N{SECTION SIGN}"
"""What stands in a normalised question for each thing it names."""

_CODE = (
    r"(?:functions?|methods?|class(?:es)?|types?|structs?|interfaces?|traits?|components?|code|callers?"
    r"|places?|files?|modules?|packages?|things?|parts?|definitions?)"
)
_WHO = rf"(?:who|what(?: else)?|(?:which|what) (?:\w+ )?{_CODE}|where)"

_TABLE: tuple[tuple[Intent, tuple[str, ...]], ...] = (
    (
        Intent.RUN_TESTS,
        (
            r"\bhow (?:are|is|do (?:i|you|we|people)|can (?:i|you|we)|should (?:i|you|we)|to)\b.*\b(?:run"
            r"|execute|start|launch)\b"
            r".*\btests?\b",
            r"\bhow (?:are|is) the (?:tests?|test suite) (?:run|executed|started)\b",
            r"\b(?:command|way) to run .*\btests?\b",
        ),
    ),
    (
        Intent.ENTRY,
        (
            r"\bwhere (?:does|is) (?:the |this )?(?:program|application|app|process|execution|it"
            r"|everything|main)\b"
            r"(?: \w+)? ?(?:start|begin|launch|entered)",
            r"\bentry ?points?\b",
            r"\bhow (?:does|is) (?:the |this )?(?:program|application|app) (?:start|started|launched"
            r"|begin)\b",
        ),
    ),
    (
        Intent.PATH,
        (
            rf"\b(?:paths?|routes?|chain|way|trace|follow|flow|flows|gets?|goes|go|come|comes|travels?|passes"
            rf"|happens|leads?|calls|steps)\b.*\b(?:from|between) {THING}.*\b(?:to|into|until|and) {THING}",
            rf"\bfrom {THING}(?: \w+)? to {THING}",
            rf"\bhow (?:does|do|can|is) {THING} (?:\w+ )?(?:reach|lead to|get to|end up (?:in|calling)"
            r"|arrive at|come to call|reached from|called from|invoked from)"
            rf" {THING}",
            rf"^(?:does|do|can|could|will|would|is|are|did) {THING} (?:\w+ ){{0,3}}(?:calls?|called|reach"
            rf"|reached|invokes?|invoked|lead|leads|trigger|triggers) (?:\w+ ){{0,2}}{THING}",
        ),
    ),
    (
        Intent.IMPACT,
        (
            r"\bwhat (?:\w+ )?(?:breaks|break|is affected|would be affected|would break|will break"
            r"|might break|could break)\b",
            r"\b(?:impact|effects?|consequences?|blast radius) of (?:changing|removing|renaming|editing"
            r"|a change|deleting)\b",
            r"\bwhat (?:happens|would happen) (?:if|when) (?:i|you|we|one) (?:change|remove|rename|edit"
            r"|delete)\b",
            r"\bwhat depends (?:up)?on\b",
            r"\b(?:changing|removing|renaming|editing|deleting|(?:change|removal|renaming) (?:of|to|in))"
            rf" {THING}.*\b(?:breaks?|affects?|touch(?:es)?|reach(?:es)?|impacts?)\b",
            r"\b(?:is it|how) safe to (?:change|remove|rename|delete)\b",
        ),
    ),
    (
        Intent.CHANGED,
        (
            r"\bwhat (?:\w+ )?changed\b",
            r"\bwho (?:\w+ )?(?:changed|wrote|edited|modified|touched|last)\b",
            r"\bwhen (?:was|were|did) .*\b(?:changed|edited|modified|touched|added|change)\b",
            r"\b(?:last|latest|recent|recently) (?:\w+ )?(?:change|changes|changed|commit|commits|edit)\b",
            r"\b(?:history|authors?|blame) of\b",
        ),
    ),
    (
        Intent.TESTS,
        (
            r"\bhow (?:is|are) .*\btested\b",
            r"\b(?:what|which|where are the|are there(?: any)?|show (?:me )?(?:the )?|list (?:the )?) ?"
            r"(?:unit )?tests?\b",
            r"\b(?:is|are) .*\btested\b",
            r"\b(?:who|what|which \w+) (?:tests|exercises|covers)\b",
            r"\bwhere (?:is|are) .*\btested\b",
            r"\btest coverage\b",
        ),
    ),
    (
        Intent.SUBCLASSES,
        (
            rf"\b{_WHO} (?:inherits?|subclass(?:es)?|extends?|implements?|derives?|overrides?)\b",
            r"\b(?:subclasses|implementations|implementers|descendants|children|heirs|derived classes"
            r"|child classes) of\b",
            r"\b(?:what|which)(?: \w+)? (?:are|is)? ?(?:derived from|subclasses of|based on"
            r"|implemented by)\b",
            r"\b(?:overridden|implemented|subclassed|extended) (?:by|where|anywhere|in)\b",
            r"\bwhat overrides\b",
        ),
    ),
    (
        Intent.BASES,
        (
            rf"^(?:does|do|is|are) {THING} (?:\w+ ){{0,3}}(?:inherits?|extends?|subclass(?:es)?|derived?"
            rf"|child|implements?|kind) (?:\w+ ){{0,2}}{THING}",
            r"\bwhat (?:does|do|classes does|class does) .*\b(?:inherit|extend|derive|subclass|implement)\b",
            r"\b(?:bases?|base class(?:es)?|parents?|parent class(?:es)?|superclass(?:es)?|ancestors"
            r"|mro) of\b",
            r"\bwhat (?:is|are) .*\b(?:base class(?:es)?|bases|parent class(?:es)?|superclass(?:es)?)\b",
            r"\bwhich (?:class(?:es)?|interfaces?) (?:does|do) .*\b(?:inherit|extend|derive|implement)\b",
        ),
    ),
    (
        Intent.RAISED,
        (
            rf"\bwhere (?:is|are|does) {THING}(?: \w+)? (?:raised|thrown|caught|handled|get raised"
            r"|get thrown|get caught)\b",
            rf"\b(?:who|what|which {_CODE}) (?:raises?|throws?|catch(?:es)?) {THING}",
            rf"\bwhere (?:do|does) (?:we|it|the code|anything|one) (?:raise|throw|catch|handle) {THING}",
        ),
    ),
    (
        Intent.RAISES,
        (
            r"\b(?:which|what) (?:errors?|exceptions?)\b.*\b(?:raise|throw|catch|raised|thrown|caught)\b",
            r"\bwhat (?:does|do|can|could|might|will) .*\b(?:raise|throw|catch)\b",
            rf"^(?:does|can|could|might|will|may) {THING} (?:\w+ )?(?:raise|throw)(?: anything| errors?"
            r"| exceptions?| an? (?:error|exception))?$",
            r"\b(?:errors?|exceptions?) (?:raised|thrown|caught) by\b",
            r"\bwhat (?:errors?|exceptions?) (?:can|could|does|might)\b",
        ),
    ),
    (
        Intent.READS,
        (
            r"\bwhere (?:is|are|do we|does (?:it|the code)) .*\b(?:settings?|options?|"
            r"(?:environment )?variables?|env(?:ironment)? vars?"
            r"|config(?:uration)?(?: keys?| values?)?|flags?)\b.*\b(?:read|used|looked up|consulted"
            r"|checked)\b",
            r"\b(?:which|what) (?:\w+ )?(?:settings|options|environment variables|env vars"
            r"|configuration)\b.*\bread\b",
            r"\b(?:who|what|which \w+) reads\b",
            rf"\bwhere (?:is|are|does) {THING}(?: \w+)? (?:read|looked up|consulted)\b",
            r"\bwhich (?:settings|options|environment variables|env vars)\b",
            r"\bwhat (?:settings|options|environment variables|env vars)\b",
            r"\benvironment variables? (?:does|do|is|are)\b",
            rf"^does {THING} (?:\w+ )?(?:read|use|look at|consult) (?:any |the )?(?:settings?|options?"
            r"|(?:environment|env) (?:variables?|vars?)|environment|configuration)$",
        ),
    ),
    (
        Intent.IMPORTERS,
        (
            r"\b(?:who|what|which (?:files?|modules?|packages?|code)) imports?\b",
            rf"\bwhere (?:is|are) {THING} imported\b",
            r"\bimport(?:ed|ers) (?:by|of|from where)\b",
        ),
    ),
    (
        Intent.IMPORTS,
        (
            r"\bwhat (?:does|do|modules? does|files? does) .*\b(?:import|depend on)\b",
            r"\b(?:dependencies|imports) of\b",
            r"\bwhich (?:files?|modules?|packages?|librar(?:y|ies)) (?:does|do) .*\b(?:import|depend on"
            r"|need|use)\b",
            r"\bwhat (?:librar(?:y|ies)|packages) (?:does|do)\b",
        ),
    ),
    (
        Intent.CALLERS,
        (
            rf"\b{_WHO} (?:calls?|uses?|invokes?|creates?|instantiates?|references?)\b",
            r"\bwhere (?:is|are|does|do) .*\b(?:called|used|invoked|created|instantiated|referenced)\b",
            rf"\bwhere (?:does|do|can|would) (?:\w+ ){{1,3}}(?:call|use|invoke|create|instantiate)"
            rf" (?:\w+ )?{THING}",
            r"\b(?:callers?|users?|uses|usages?|call ?sites?|references?) of\b",
            rf"\b(?:is|are) {THING}(?: \w+)? (?:called|used|invoked|referenced)\b",
            r"\b(?:find|list|show)(?: me)? (?:all )?(?:the )?(?:callers|usages|uses|references)\b",
        ),
    ),
    (
        Intent.CALLS,
        (
            r"\bwhat (?:does|do|functions? does|methods? does) .*\b(?:call|invoke|use|delegate to)\b",
            r"\bwhich (?:functions?|methods?) (?:does|do) .*\b(?:call|invoke|use|delegate to)\b",
            r"\b(?:callees?|calls) (?:of|made by)\b",
        ),
    ),
    (
        Intent.PARAMETERS,
        (
            r"\b(?:parameters?|arguments?|args|params|inputs?)\b.*\b(?:does|do|of|for|take|takes|accept"
            r"|accepts|expect|need)\b",
            r"\bwhat (?:does|do) .*\b(?:take|accept|expect)\b",
            r"\bwhat is (?:needed|required|necessary) to (?:create|call|construct|make|instantiate)\b",
            r"\bwhat (?:are|is) (?:the )?(?:parameters?|arguments?|signature)\b",
            r"\bsignature of\b",
            r"\bhow (?:do|to|can|should) (?:i |you |we )?(?:call|create|construct|instantiate)\b",
        ),
    ),
    (
        Intent.RETURNS,
        (
            r"\bwhat (?:does|do|will|would|can) .*\b(?:return|yield|give back|evaluate to)\b",
            r"\breturn (?:type|value)s?\b",
            r"\bwhat is (?:returned|yielded) (?:by|from)\b",
            r"\bwhat type (?:does|is)\b.*\b(?:return|returned)\b",
        ),
    ),
    (
        Intent.MEMBERS,
        (
            r"\b(?:methods|attributes|members|fields|properties|functions|classes|sections|modules"
            r"|definitions)\b.*"
            r"\b(?:does|do|are|is|have|has|of|in|define|defines)\b",
            r"\bwhat (?:is|are|does) (?:in|inside|within|it contain)\b",
            rf"\bwhat (?:does|do) {THING} (?:contain|define|offer|provide|have|consist of)\b",
            r"\bhow is .*\borgani[sz]ed\b",
            r"\bmain (?:modules|parts|components)\b",
        ),
    ),
    (
        Intent.WHERE,
        (
            r"\bwhere (?:is|are|does|do|can|in|s) .*\b(?:defined|declared|implemented|located|live|lives"
            r"|found|written|definition"
            r"|implementation|code|source|find)\b",
            rf"\bwhere (?:is|are|s) (?:the )?(?:\w+ )?{THING}(?: \w+)?$",
            r"\b(?:which|what) (?:file|module|line|place) (?:defines|declares|implements|contains|is)\b",
            r"\b(?:in which|in what|which) (?:file|module|class|package)\b",
            rf"^(?:find|locate|show me|show|go to|open) (?:the )?(?:\w+ )?{THING}$",
            r"\b(?:definition|location|declaration) of\b",
        ),
    ),
    (
        Intent.PURPOSE,
        (
            r"\bwhat (?:is|are|s) .*\b(?:for|about|good for|used for|represent|the purpose|the point)\b",
            rf"\bwhat (?:does|do) (?:the |this |that )?(?:\w+ )?{THING}(?: \w+)? (?:do|mean|represent"
            r"|stand for|handle)\b",
            r"\b(?:purpose|meaning|role|responsibility|point|job) of\b",
            rf"^what (?:is|are|s) (?:the |a |an |this )?(?:\w+ )?{THING}(?: \w+)?$",
            r"^(?:explain|describe|summari[sz]e|tell me about|document) (?:the |this |to me )?"
            rf"(?:\w+ )?{THING}(?: \w+)?$",
            r"\bwhat do the documents say about\b",
            r"\bwhat does (?:it|this|that) (?:do|mean|represent)\b",
            r"^(?:explain|describe|summari[sz]e) (?:this|it)\b",
            r"\bwhat does the test .* check\b",
        ),
    ),
    (Intent.WHY, (r"\bwhy\b", r"\bwhat is the (?:reason|rationale|motivation)\b", r"\bfor what reason\b")),
    (Intent.WHEN, (r"\bwhen\b", r"\bunder (?:which|what) (?:conditions?|circumstances)\b")),
    (Intent.WHERE, (r"^where\b", r"\bin (?:which|what) (?:file|module|place|function|class)\b")),
    (Intent.HOW, (r"\bhow\b", r"\bin (?:which|what) way\b")),
    (
        Intent.WHETHER,
        (r"^(?:is|are|does|do|can|could|will|would|should|has|have|did|was|were|may|must)\b",),
    ),
    (Intent.PURPOSE, (r"^(?:what|who)\b",)),
    (Intent.WHICH, (r"\bwhich\b",)),
)

PATTERNS = tuple((intent, tuple(map(re.compile, wordings))) for intent, wordings in _TABLE)
"""Intents with the wordings that show them, to be tried in this order on a normalised question."""


def intent_of(normalised: str) -> Intent | None:
    """What a question asks; None if its wording does not tell.

    `normalised` is lower case, without punctuation, each thing that it names replaced by `THING`.
    """
    for intent, wordings in PATTERNS:
        if any(wording.search(normalised) for wording in wordings):
            return intent
    return None
