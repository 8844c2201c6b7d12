"""Whole turns of phrase that ask in other words what a plain question asks: a table, and applying it.

Under each plain wording stand the turns that mean it, in the language of `asking/turns.py`, to be tried
from the top; what one keeps stands where the plain wording has `<>`. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import THING
from stc_lsp.code.asking.turns import blocks, compiled

if TYPE_CHECKING:
    import re

_IDIOMS = r"""
§
    ((the|this|our|an?) KIND )§
    § KIND\b
    ((an?|the|any|all|every|new) )*(instances?|objects?) of §
    § (instances?|objects?)\b
<> one from §
    <MODAL> (the )?USERS of §
<> one
    <MODAL> (the |its )?USERS\b
<>
    <ANY> (need|have|want|ought|like|am able|are able|is able|got) to\b
upon
    \b(on|at) (the )?top of\b(?! §)
which<> upon
    ^(on|upon) (which|what)<( .*)>$
in §
    \b(at|on|in|near|inside) the (very )?(top|head|beginning|start|bottom|header) of §
history of §
    ^(the )?(git |commit )?log (of|for|on) §$
output of §
    ^(the )?returns? of §$
definition of §
    ^(the )?(def|decl|impl) of §$
§
    \b(the |all |any )?code (in|inside|within|behind) §(?= \w)
in which path
    ^under (which|what) (path|folder|directory)
formerly<>
    \b(used|use) to<( (?!do\b)\w+( \w+)? §| be)>
recently
    \b(in |over |during |within )?(the |these )(last|past|recent) (few |couple of )?(days|weeks|months)
are there tests
    ^(has|have|did) ANY (written|write|got|made|added|add) (any |some )?tests
callees of §
    ^what (happens|comes|runs|is (called|done|run)) (next|then|afterwards|from here( on)?)$
    \b(outgoing|outbound) calls (of|from|in) §
callers of §
    \b(incoming|inbound) calls (of|to) §
called by §
    \binvolved (in|with) §$
    \b(runs?|executed?|called|invoked|triggered|involved)( as well| too| also)?
         (when|if|once|whenever|as soon as)
         ANY (calls?|runs?|invokes?|executes?) §$
    \b(runs?|executed?|called|invoked|triggered|involved)( as well| too| also)?
         (when|if|once|whenever|as soon as)
         §( runs?| executes| (is|gets) (called|run|executed|invoked))$
called in §
    \b(stands?|IS|appears?|occurs?|happens?) (called )?WITHIN the body of §
<> §
    \b<(checks?|covers?|tests?|exercises?|verif(y|ies|ied)|uses?|calls?|changed|imports?
        |tested)> (the |all )?(code|contents?|behaviou?r) (of|in|inside|within|behind) §
    \b<of|from|by> CALLING §
    \b<MODAL> CALLING §(?= )
from §
    \b(when|whenever|if|on|by|upon|while|after) (ANY )?(call|invok|execut|us|run)(n?ing|es?|s)? §$
what is the<> of §
    ^what (does|do) the<( interface| api| signature| contents?| definition| structure)> of § look like$
what is § for
    ^what (does|do) § (contribute|add|bring) (to|for) .*$
    ^(the )?(tl dr|tldr|rundown|lowdown|eli5) (of|on|for) §$
    ^(tl dr|tldr|eli5) §$
    ^what for (is|exists?|do ANY (need|have))( the)? §$|^§ (is )?(for )?what for$|^what for §$
    ^§ (is|exists) for what$
    ^what (do|would|should) ANY (need|have|keep|use) (§|that KIND|the KIND|it) for$
    ^(what|which) function (does|do|has|is) §( have| serve| fulfill?| perform)?$
    ^(what is |what s )?the function of §$
    ^(of )?what use (is|has|does) §( have)?$
    ^what (is|s) the use of §$
    ^what IS § (used|needed|made|meant|there|good|intended|useful) (for|to do)$
    ^what MODAL ANY (use|need|have|want|employ) § for$
    ^why (would|should|might) ANY (ever )?\w+ (to )?§$
    ^why (do|does) ANY (have|need|want|keep) §$
    ^what (sort|kind|type)s? of (code|stuff|things?)
         (belongs?|goes|go|lives?|is|sits?) (into|to|WITHIN) §$
    ^what (sort|kind|type)s? of (functionality|features?|logic) IS
         (bundled|collected|gathered|grouped|kept|put) (together )?(into|WITHIN) §$
what is §
    ^what (kind|sort|type) of (thing|object|entity|beast|animal|construct|KIND) is §$
    ^what s? ?(is )?the (deal|story|matter|thing) with §
when was § changed
    ^how old is ((the )?code (of|in) )?§$
when was last changed
    ^when (is|s|was) the last time (that )?(ANY )?(\w+ )?
        (changed|edited|touched|modified|updated|worked on)\b
when was
    ^how (recently|long ago) (IS|has|did)\b
what can § raise
    ^(do|does|should|must) ANY .*\b(try|except|catch)( block| clause)? (around|for) §( and .*)?$
    ^how (can|could|might|may|does|will) § (fail|break|crash)$
    ^what makes § (fail|crash)$
<>raise
    \b<(can|could|might|may|will|does|do|would|ever) (§ )?(ever )?>(fail|crash|break)(?= (with|WITHIN) |$)
tests cover §
    \btests? (would|will|might|could|should|can) (\w+ )?(fail|break|notice|complain|catch it) (if|when|once)
         (ANY )?(\w+ )?§( (IS|broken?|breaks|fails|failed|changed|changes))*$
is § tested
    ^how (well|thoroughly|extensively|completely) IS § (tested|covered)( by (the |our )?tests)?$
    ^how much of § (is|do|does|are) (the |our )?(tests? )?(covered|cover|tested|exercise)
        ( by (the )?tests)?$
tests<> for §
    \btests?<( \w+)?> (goes|go|belongs?|relates?|related|associated|exists?|written|made|there IS)
         (with|to|for|around) §$
obtained from §
    \bcomes? out at the (other )?end (of|from) §
    \b(comes?|coming|came) (back )?(out )?(of|from) §$
is § imported
    \b(do|can|could|would) ANY (find|see|have|get) (an? |the |any )?imports? of §
<> does § import
    \b<(librar(y|ies)|packages?|modules?|files?)> IS § (built|based) (up)?(on|upon)( top of)?$
does § import
    \b(must|should|has to|have to|needs? to) be (importable|imported|installed|available|present) (for|by) §
does § contain
    \bIS § (made|made up|composed|built up|comprised) of$
what does § offer
    ^what (belongs to|is part of|makes up) §$
    ^what (can|could|may) (be done|be imported|ANY (do|import)) (with|to|on|from) §$
what does § inherit from
    ^(what|which|of (what|which)) (\w+ )?(is|does) § (is )?(an? )?(direct )?
        (subclass|child|subtype|heir|descendant|specialisation)( of)?$
    ^§ IS (an? |the )?(direct )?(subclass|child|subtype|heir|descendant) of (what|which)( \w+)?$
    ^(which|what) (\w+ )?IS § an? (subclass|child|subtype|heir|descendant|kind) of$
    ^IS § an? (subclass|child|subtype|heir|descendant) of SOMETHING( (class|type|else))?$
safely
    \bwithout (breaking|harming|risk|danger)( (of|to))?( (anything|something|stuff|things|OURS CODE))?$
inherit from §
    \bIS an? (kind|sort|type|variant|special case) of §
heirs of §
    \b(class(es)?|types?) (below|under|beneath|underneath) §$
    \b(concrete|different|special|specific|various|known|existing|available)
         (kind|type|sort|variant|form)s? of §$
    ^what (kind|type|sort|variant)s of § (are there|exist|do we have)$
parent of §
    \b(class(es)?|types?) (above|over) §$
    \b(stands?|IS|sits?|comes?|lies?) (directly )?(above|over) §( in the .*hierarchy)?
child of §
    \b(stands?|IS|sits?|comes?|lies?) (directly )?(below|under|beneath|underneath) §( in the .*hierarchy)?$
inherit from §
    \b(have|has|having|with) § as (an? |the |its |their )?
        (base|parent|superclass|ancestor|super)( class| type)?
changed in §
    \b(has|have|had|IS) (recently |lately )?(been )?(going on|happened|happening|happen|done)
         (to|in|with|on) §
who calls §
    ^where (do|does) (the |all )?(calls|uses|invocations) (to|of) § come from$
where is § used
    ^where( else| all)? (does|do) § (appear|occur|show up|turn up|crop up|pop up|come up)$
where is § created
    ^where (does|do) (an? |the )?§ come (into (being|existence)|to life)$
§ tested
    § under test
    \b(have|got|has) § (covered|tested)
tests<> §
    \btests<( \w+){0,4}> (go|goes|turn|turns|become|becomes) red (if|when|once) (ANY \w+ )?§( \w+)?$
who changed
    \bwho (is|s|was) (to blame|responsible|the (last )?(author|person) ?(of|to blame)?) for\b
what changed in §
    \b(what (s|IS)|whats|anything|something) (new|the news) (in|with|about) §
affect<> §
    \b(change|alter|affect|influence|control|determine|govern|steer)<s?>
         (what|how) § (does|works|behaves|runs|acts)$
tests
    \btest (cases?|functions?|methods?|suites?|files?|modules?|code|coverage)\b
parent
    \b(base|parent|super) (class|type|interface)(?=(es|s)?\b)
heir
    \b(child|derived|sub|inheriting) (class|type)(?=(es|s)?\b)
output
    \b(return|result|returned|resulting) (type|value|object)s?\b
usage
    \bcall sites?\b
environment
    \b(env|environment) (vars?|variables?)\b
configuration
    \b(config|configuration) (keys?|values?|options?|settings?|variables?|flags?)\b
parameters
    \b(argument|parameter) lists?\b
    \binput (arg(ument)?|param(eter)?)s?\b
imports
    \bimport (statements?|lines?|lists?|section)\b
history
    \b(commit|git|change) (log|history|blame)\b
file
    \b(source|code) (file|module)\b
location
    \bpath and line\b
code
    \bcode paths?\b
places
    \b(parts|places|spots|areas|bits|pieces|regions|corners|sections) of OURS (whole |entire )?CODE\b
"""


def _table(text: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    found: list[tuple[re.Pattern[str], str]] = []
    for plain, turns in blocks(text):
        instead = plain.replace("§", THING).replace("<>", r"\1")
        found += [(compiled(turn), instead) for turn in turns]
    return tuple(found)


_TURNS = _table(_IDIOMS)


def plainer(asked: str) -> str:
    """A question with its turns of phrase in the plain wordings that mean the same."""
    for pattern, instead in _TURNS:
        asked = pattern.sub(instead, asked)
    return " ".join(asked.split())
