"""The wordings by which people ask of a repository as a whole: a table, and the one function that tries it.

Each fits a whole question, normalised, that names nothing: what says anything more asks something else.
"""

from __future__ import annotations

import re

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.turns import A_WHOLE

_WHOLE = (
    r"(?:(?:this|our|your) (?:entire |whole )?(?:package|crate|gem|service|framework|tool|system|code)"
    rf"|(?:this|the|our|your) (?:entire |whole |current )?{A_WHOLE})"
)
_IT = rf"(?:{_WHOLE}|it|this|everything|all (?:of )?this)"
_OF_IT = rf"(?: (?:of|in|for|to|does|do|is|are) {_IT}(?: (?:have|has|use|need|there))?)?"
_WHICH = r"(?:what|which)"
_IS = r"(?:is|s|are)"
_ONE = r"(?:i|we|you|one|a newcomer)"
_SHOULD = r"(?:do|should|can|could|would|must)"
_SHORT = r"(?:short |brief |quick |high level |overall )?"
_MAIN = r"(?:main |most important |important |major |core |key |central |biggest |top level |different )"
_PARTS = (
    r"(?:parts?|modules?|components?|packages?|folders?|directories|pieces|building blocks|areas|subsystems)"
)
_SHAPE = r"(?:structure|architecture|layout|organi[sz]ation)"
_LIBRARIES = r"(?:external |third party |other |runtime )?(?:librar(?:y|ies)|packages|dependencies)"
_LATEST = r"(?:latest|last|recent|newest) (?:changes?|commits?)"

_WORDINGS: tuple[tuple[Intent, tuple[str, ...]], ...] = (
    (
        Intent.PURPOSE,
        (
            rf"what (?:{_IS}|does) {_IT}(?: actually| really)?(?: all)?"
            r"(?: do| about| for| good for| used for)?",
            rf"what {_IS} (?:the )?(?:purpose|point|idea|goal|aim|gist|summary)(?: of| behind) {_IT}",
            rf"what problem (?:does|is) {_IT} (?:solve|solving|for)",
            rf"(?:an? |the )?{_SHORT}(?:overview|summary|introduction|intro){_OF_IT}",
            rf"(?:explain|describe|summari[sz]e|introduce) {_IT}(?: to me)?",
            rf"(?:tell me )?about {_WHOLE}",
            r"what (?:am i|are we) looking at",
        ),
    ),
    (
        Intent.MEMBERS,
        (
            rf"how {_IS} {_IT} (?:\w+ly )?(?:structured|organi[sz]ed|laid out|arranged|put together|composed"
            r"|divided|split up|built up|architected)",
            rf"(?:what {_IS} )?the {_SHORT}{_SHAPE}{_OF_IT}(?: like| look like)?",
            rf"what does the {_SHAPE}{_OF_IT} look like",
            rf"{_WHICH} {_IS} (?:the |its ){_MAIN}{_PARTS}{_OF_IT}",
            rf"{_WHICH} {_MAIN}?{_PARTS} (?:are there|does {_IT} have|make up {_IT})",
            rf"what {_IS} in {_WHOLE}",
        ),
    ),
    (
        Intent.IMPORTERS,
        (
            rf"where {_SHOULD} {_ONE} (?:start|begin)(?: to)?"
            r"(?: read| reading| look| looking| with)?(?: the code| it)?",
            rf"{_WHICH} (?:files?|modules?|parts?|code) {_SHOULD} {_ONE} (?:read|look at|know|see)"
            r"(?: first)?",
            rf"{_WHICH} (?:files?|modules?) (?:matter|count|are (?:the )?(?:most )?(?:important|central|used"
            rf"|imported|depended on))(?: the)?(?: most)?{_OF_IT}",
            rf"{_WHICH} {_IS} the {_MAIN}(?:files?){_OF_IT}",
        ),
    ),
    (
        Intent.IMPORTS,
        (
            rf"{_WHICH} {_IS} (?:the |its |our |{_WHOLE} s )?{_LIBRARIES}{_OF_IT}",
            rf"{_WHICH} {_LIBRARIES} (?:does|do|is|are) {_IT}"
            r" (?:use|need|depend on|require|built on|based on|have)",
            rf"what (?:does|is) {_IT} (?:depend on|need|require|built (?:on|with)|made with|based on)",
        ),
    ),
    (
        Intent.CHANGED,
        (
            rf"what (?:has |have )?changed(?: here| in {_WHOLE})?(?: lately| recently| last)?",
            rf"what {_IS} (?:the )?(?:new|news|{_LATEST}){_OF_IT}",
            rf"(?:show )?(?:the )?{_LATEST}{_OF_IT}",
            rf"what (?:has )?happened (?:here |in {_WHOLE} )?(?:lately|recently|last)",
            rf"what {_IS} people working on(?: here)?",
        ),
    ),
    (
        Intent.ENTRY,
        (
            rf"how {_SHOULD} {_ONE} (?:run|start|launch|execute) {_IT}",
            rf"how (?:is|does) {_IT} (?:run|start|started|launched)",
            rf"how to (?:run|start|launch) {_IT}",
            rf"where (?:does|is) {_IT} (?:actually )?(?:start|begin|started|launched|entered)",
        ),
    ),
)
_PATTERNS = tuple((intent, re.compile("|".join(wordings))) for intent, wordings in _WORDINGS)


def intent_of_whole(normalised: str) -> Intent | None:
    """What a normalised question, naming nothing, asks of a repository as a whole; None if it does not."""
    for intent, pattern in _PATTERNS:
        if pattern.fullmatch(normalised):
            return intent
    return None
