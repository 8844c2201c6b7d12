"""The wordings by which people ask each thing: nothing but the table that `asking.py` tries from the top.

The first wording that fits decides, so that "who calls" stands before the bare "who", "what does it return"
before "what does".
"""

from __future__ import annotations

from stc_lsp.code.intents import THING, Intent

_CODE = (
    r"(?:functions?|methods?|class(?:es)?|types?|structs?|interfaces?|traits?|components?|code|callers?"
    r"|places?|files?|modules?|packages?|things?|parts?|definitions?)"
)
_X = rf"(?:the |this |that |an? |our )?(?:\w+ )?{THING}"
"""A thing, perhaps with the word for its kind."""
_WHO = rf"(?:who|what(?: else)?|(?:which|what) (?:\w+ )?{_CODE}|where)"

WORDINGS: tuple[tuple[Intent, tuple[str, ...]], ...] = (
    (
        Intent.COMPARE,
        (
            rf"\b(?:differences?|distinction) between {_X} and {_X}$",
            rf"^(?:compare|contrast) {_X} (?:and|with|to|against) {_X}$",
            rf"^{_X} (?:vs|versus|or|compared (?:to|with)) {_X}$",
            rf"^how (?:does|do|is|are) {_X} (?:differ|different|compare|compared) (?:from|to|with) {_X}$",
            rf"^how (?:does|do|is|are) {_X} and {_X} (?:differ|different|compare)$",
            rf"^(?:when|why) (?:do|does|should|would) (?:i|you|we|one) use {_X}"
            rf" (?:instead of|rather than|over|or|vs|and when) {_X}$",
        ),
    ),
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
            r"\bcommits?\b",
            rf"^(?:has|have|was|were) {_X} (?:been )?(?:changed|modified|edited|touched|updated)\b",
            r"\bwho (?:has |have |is |was |were )(?:been |last |lately |recently )?(?:working|worked"
            r"|editing|changing)\b",
            rf"\bwhat (?:has |have )?happened (?:to|with|in) {_X}(?: \w+)? (?:lately|recently|last)\b",
            rf"\b(?:recent|latest|last) (?:updates?|edits?|modifications?|revisions?) (?:to|of|in) {_X}",
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
            rf"^(?:how|where) (?:do|does|can|should) (?:i|you|we|one|people) test {_X}$",
            rf"\btests? (?:for|of|covering|exercising|using|that (?:cover|exercise|use|check|call)) {_X}",
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
            rf"^does (?:anything|anybody|anyone|any \w+) (?:override|extend|implement|subclass|inherit"
            rf" from) {_X}$",
            rf"\b(?:which|what) methods? (?:does|do) {_X} override\b",
            rf"\boverrides of {_X}",
            rf"^(?:is|are) {_X} (?:overridden|subclassed|extended|implemented)\b",
            rf"\b{_CODE} (?:that (?:are )?|which (?:are )?)?(?:derived|derive|deriving|descended|inherit"
            rf"|inheriting|extend"
            rf"|extending|subclassing|implement|implementing|override|overriding) (?:from )?{_X}",
            rf"\bwhere (?:is|does) {_X} (?:get )?(?:overridden|implemented|extended|subclassed)$",
            rf"\bwhat (?:does|do) {_X} override\b",
            rf"\b(?:subclasses|children|descendants|implementations|heirs) (?:does|do) {_X}",
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
            rf"\bwhat (?:is|are) {_X} (?:derived|inherited|inheriting|descended|made) from$",
            rf"\b(?:which|what) (?:base|parent|super) ?(?:class(?:es)?|types?) (?:does|do) {_X}",
            rf"\bfrom (?:which|what)(?: \w+)? (?:does|is) {_X} (?:inherit|derive|derived|inherited|descend)",
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
            r"\b(?:which|what) (?:errors?|exceptions?)\b.*\b(?:expect|expected|produce|produces|come"
            r"|comes|escape"
            r"|escapes|occur|get|handle|signal)\b",
            rf"^(?:does|can|could|might|will|may) (?:calling )?{_X} (?:raise|throw|produce) (?:any |an? )?"
            r"(?:errors?|exceptions?)$",
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
            rf"\b(?:which|what) (?:config(?:uration)?|env(?:ironment)?|settings?|options?|flags?)(?:"
            rf" \w+)? (?:does|do) {_X}"
            r" (?:read|use|look up|consult|check|depend on|rely on|respect|honou?r|access|look at|need)\b",
            rf"^does {THING} (?:\w+ )?(?:read|use|look at|consult) (?:any |the )?(?:settings?|options?"
            r"|(?:environment|env) (?:variables?|vars?)|environment|configuration)$",
        ),
    ),
    (Intent.MEMBERS, (rf"\bwhat can (?:be imported|(?:i|we|you|one) import) from {_X}",)),
    (
        Intent.IMPORTS,
        (
            rf"\b(?:which|what)(?: \w+)? (?:is|are|gets?) (?:imported|needed|required|pulled in) (?:by|in"
            rf"|into) {_X}",
        ),
    ),
    (
        Intent.IMPORTERS,
        (
            r"\b(?:who|what|which (?:files?|modules?|packages?|code)) imports?\b"
            r"(?! (?:does|do|are|has|have)\b)",
            rf"\bwhere (?:is|are) {THING} imported\b",
            rf"^(?:is|are) {_X} imported\b",
            rf"^does (?:anything|anybody|anyone|any \w+) import {_X}$",
            rf"\b{_WHO} (?:is|are) importing {_X}",
            r"\bimport(?:ed|ers) (?:by|of|from where)\b",
            rf"\b(?:who|which (?:other )?(?:files?|modules?|packages?)|what (?:files?|modules?"
            rf"|packages?)) depends? (?:up)?on"
            rf" {_X}",
            rf"\b(?:files?|modules?|packages?) (?:that |which )?(?:import|importing|depend on|depending"
            rf" on) {_X}",
        ),
    ),
    (
        Intent.IMPORTS,
        (
            r"\bwhat (?:does|do|modules? does|files? does) .*\b(?:import|depend on)\b",
            r"\b(?:dependencies|imports) of\b",
            rf"\bwhat (?:does|do) {_X} (?:pull in|bring in|require|include)\b",
            r"\bwhich (?:files?|modules?|packages?|librar(?:y|ies)) (?:does|do) .*\b(?:import|depend on"
            r"|need|use)\b",
            r"\bwhat (?:librar(?:y|ies)|packages) (?:does|do)\b",
            rf"\b(?:which|what) (?:other )?(?:files?|modules?|packages?|librar(?:y|ies)) (?:does|do|are) {_X}"
            r" (?:import|use|need|require|depend on|rely on)",
            rf"\bimports (?:of|in|at the top of) {_X}",
            rf"\b(?:which|what) (?:files?|modules?|packages?|librar(?:y|ies)) (?:is|are) (?:imported"
            rf"|needed|used) (?:by|in) {_X}",
        ),
    ),
    (
        Intent.PARAMETERS,
        (r"\bwith (?:which|what) (?:arguments?|parameters?|args|params) (?:is|are|does|do|must|can) ",),
    ),
    (
        Intent.CALLS,
        (
            rf"\b(?:which|what|{_CODE})(?: \w+)? (?:is|are|gets?|that are) (?:\w+ )?(?:called|invoked"
            rf"|used) (?:by|from"
            rf"|in|inside|within) {_X}",
            rf"\bcalls (?:made|done) (?:by|in|inside|within) {_X}",
        ),
    ),
    (
        Intent.CALLERS,
        (
            rf"\b{_WHO} (?:calls?|uses?|invokes?|creates?|instantiates?|references?)\b",
            r"\bwhere (?:is|are|does|do) .*\b(?:called|used|invoked|created|instantiated|referenced)\b"
            r"(?! (?:for|with|as)\b)",
            rf"\bwhere (?:does|do|can|would) (?:\w+ ){{1,3}}(?:call|use|invoke|create|instantiate)"
            rf" (?:\w+ )?{THING}",
            r"\b(?:callers?|users?|uses|usages?|call ?sites?|references?) of\b",
            rf"\b(?:is|are) {THING}(?: \w+)? (?:called|used|invoked|referenced)\b(?! (?:for|with|as)\b)",
            r"\b(?:find|list|show)(?: me)? (?:all )?(?:the )?(?:callers|usages|uses|references)\b",
            rf"^does (?:anything|anybody|anyone|any \w+|something) (?:call|use|invoke|create|instantiate)"
            rf" {_X}$",
            rf"\b{_WHO} (?:is|are) (?:calling|using|invoking|creating|instantiating) {_X}",
            rf"\b{_WHO} (?:constructs?|builds?|makes?|calls?|uses?|invokes?|creates?|instantiates?) {_X}",
            rf"\bwhere (?:does|do|is|are) {_X} (?:get )?(?:called|used|invoked|created|constructed|built"
            rf"|made)\b",
            rf"\b{_CODE} (?:that |which )?(?:call|calling|use|using|invoke|invoking|create|creating) {_X}",
            rf"\b(?:references|calls|call sites) to {_X}",
        ),
    ),
    (
        Intent.CALLS,
        (
            rf"^what {_X} (?:calls|uses|invokes)$",
            r"\bwhat (?:does|do|functions? does|methods? does) .*\b(?:call|invoke|use|delegate to)\b",
            r"\bwhich (?:functions?|methods?) (?:does|do) .*\b(?:call|invoke|use|delegate to)\b",
            rf"\b(?:which|what) (?:other )?(?:functions?|methods?|helpers?|code|things?) (?:does|do) {_X}"
            rf" (?:\w+ )?(?:call"
            r"|invoke|use|delegate to|rely on|depend on|need)\b",
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
            rf"\bwhat (?:\w+ )?(?:do|must|should|can|would|does) (?:i|you|we|one) (?:have to |need to "
            rf"|must )?(?:pass|give|hand"
            rf"|supply|provide|feed)(?: in)?(?: to| into)? {_X}",
            rf"\bwhat (?:must|should|has to) be (?:passed|given) to {_X}",
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
            rf"\bwhat (?:do|does|would|will|can) (?:i|you|we|one|the caller|callers?) (?:get|receive"
            rf"|obtain)(?: back)? (?:from|by"
            rf" calling|when calling|out of) {_X}",
            r"\b(?:which|what) (?:value|type|result|object)s? (?:does|do|will|comes|is) .*\b(?:give back"
            r"|back|returned)\b",
            rf"\bwhat (?:comes|is coming) (?:out of|back from) {_X}",
            rf"\b(?:result|results|output|outcome)(?: of| from) (?:calling |a call (?:to|of) )?{_X}",
        ),
    ),
    (
        Intent.MEMBERS,
        (
            r"\b(?:methods|attributes|members|fields|properties|functions|classes|sections|modules"
            r"|definitions)\b.*"
            r"\b(?:does|do|are|is|have|has|of|in|define|defines)\b",
            r"\bwhat (?:is|are|s|does) (?:in|inside|within|it contain)\b",
            rf"\bwhat (?:does|do) {_X} (?:contain|define|offer|provide|have|hold|consist of)\b",
            rf"\b(?:everything|all|what)(?: that)? {_X} (?:defines|contains|offers|provides|declares"
            rf"|holds|has)\b",
            rf"\bwhat (?:\w+ )?can (?:i|you|we|one) (?:call|do|use|find|access|see)(?: \w+)? (?:on|in"
            rf"|with|inside|within) {_X}",
            rf"\bwhat (?:is|are|s) (?:defined|declared|contained) (?:in|inside|within) {_X}",
            rf"^(?:outline|list|contents) (?:of )?{_X}$",
            rf"\bwhat (?:is|are) there (?:in|inside|within|on) {_X}",
            rf"\b(?:which|what) (?:definitions|names|symbols|things) (?:are|stand|live) (?:there )?(?:in"
            rf"|inside) {_X}",
            rf"\b(?:members|contents|outline|structure) of {_X}",
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
            rf"\b(?:which|what) (?:file|module|package) (?:holds|has|is) {_X}(?: in)?$",
            rf"\bwhere (?:would|do|can|should|must) (?:i|you|we|one) (?:look|search|go) (?:for|to find|to"
            rf" see) {_X}$",
            rf"\bwhere {_X} (?:is|are|was|gets) (?:\w+ )?(?:defined|declared|implemented|located|written"
            rf"|found)$",
            rf"\b(?:source|source code|code|implementation) of {_X}$",
        ),
    ),
    (
        Intent.PURPOSE,
        (
            r"\bwhat (?:is|are|s) .*\b(?:for|about|good for|used for|represent|the purpose|the point)\b",
            rf"\bwhat (?:does|do) (?:the |this |that )?(?:\w+ )?{THING}(?: \w+)? (?:do|mean|represent"
            r"|stand for|handle)\b",
            r"\b(?:purpose|meaning|role|responsibility|point|job) of\b",
            rf"^what (?:is|are|s) (?:the |a |an |this )?(?:(?!in |inside |within |on |behind |\w+ing )\w+ )?"
            rf"{THING}(?: (?!\w+ing$|in$|from$|on$)\w+)?$",
            r"^(?:explain|describe|summari[sz]e|tell me about|document|outline) (?:the |this |to me )?"
            rf"(?:\w+ )?{THING}(?: \w+)?(?: (?:for|to) (?:me|us))?$",
            r"\bwhat do the documents say about\b",
            r"\bwhat does (?:it|this|that) (?:do|mean|represent)\b",
            r"^(?:explain|describe|summari[sz]e) (?:this|it)\b",
            r"\bwhat does the test .* check\b",
            rf"\bwhat (?:{_X} )?(?:is|are|was) (?:{_X} )?(?:supposed|meant|made|there|intended"
            rf"|responsible|needed|good)\b.*"
            r"\b(?:do|for)$",
            rf"\bwhat (?:role|purpose|job|part|function|task|duty) (?:does|do|has|is) {_X}",
            rf"\bwhat (?:do|does) (?:an? )?(?:instances?|objects?) of {_X} (?:represent|mean|stand for|do)",
            rf"\bwhat (?:can|do|will) (?:i|you|we|one) learn (?:from|in) {_X}$",
            rf"\bwhat (?:do|would|does|can|should) (?:i|you|we|people|one|anybody) (?:need|use|have|want)"
            rf" {_X} for$",
            rf"\b(?:overview|summary|description|explanation|gist) of {_X}$",
            rf"\bwhat {_X} (?:does|is|is for|is about|means|represents)$",
            rf"^(?:understand|understanding|about) {_X}$",
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
    (Intent.WHICH, (r"\bwhich\b",)),
)
