"""The wordings by which people ask what no verb with its parts tells: of two things, of changes to come.

A table in the language of `asking/turns.py`, tried from the top: the first wording that fits decides.
Those of `FIRST` are tried before the parts that words play (`asking/roles.py`), those of `THEN` after.
"""

from __future__ import annotations

import re

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.asking.turns import blocks, compiled

_FIRST = r"""
whether
    ^(is|are|was) § (also |itself )?(an? )?(\w+ )?(errors?|exceptions?)$
subclasses
    ^(which |what )?(are )?(all )?(the )?(errors?|exceptions?) (that |which |are |do )*
        (inherits?|inherited|inheriting|derives?|derived|deriving|extends?|extending|descends?|descended
        |subclass|based) (from |on )?§$
compare
    \b(diffs?|differences?|distinction) between § and §$
    ^(compare|contrast) § (and|with|to|against) §$
    ^§ (vs|versus|or|compared (to|with)) §$
    ^how (does|do|is|are) § (differ|different|compare|compared) (from|to|with) §$
    ^how (does|do|is|are) § and § (differ|different|compare)$
    ^(when|why) (do|does|should|would) ANY use § (instead of|rather than|over|or|vs|and when) §$
raises
    ^what (can|could|may|might|will|does) raise (from|WITHIN) §$
changed
    ^who (is the author of|wrote|authored|has written|originally wrote) §$
    ^(the )?authors? of §$
    ^by whom was § written$
run_tests
    \bhow (IS|do ANY|can ANY|should ANY|to)\b.*\b(run|execute|start|launch)\b.*\btests?\b
    \bhow IS ((the|our) )?(tests?|test suite) (run|executed|started)\b
    \b(command|way) to run .*\btests?\b
entry
    \bwhere (does|is) ((the |this )?(CODE|process|execution|main)|it|everything)\b
        ( \w+)? ?(start|begin|launch|entered)
    \bentry ?points?\b
    \bhow (does|is) (the |this )?(program|application|app) (start|started|launched|begin)\b
path
    \b(paths?|routes?|chain|way|trace|follow|flows?|gets?|goes|go|comes?|travels?|passes|happens
        |leads?|calls|steps)\b
        .*\b(from|between) §.*\b(to|into|until|and) §
    \bfrom §( \w+)? to §
    \bhow (does|do|can|is) § (\w+ )?(reach|call|lead to|get to|end up (in|calling)|arrive at|come to call) §
    \bhow (does|do|can|is) § (\w+ )?(reached|called|invoked) from §
    ^(does|do|can|could|will|would|is|are|did) §
         (?!(\w+ ){0,2}(have|take|accept|define|contain|return|raise)\b)
        (\w+ ){0,3}(calls?|called|reach|reached|invokes?|invoked
        |leads?|triggers?) (?!(before|after|without|unless|until|when|if|instead)\b)(\w+ ){0,2}§
bases
    ^(does|do|is|are) § (\w+ ){0,3}(inherits?|extends?|subclass(es)?|derived?|child|implements?|kind)
         (\w+ ){0,2}§
impact
    \bwhat (\w+ )?(breaks?|(is|would be) affected|(would|will|might|could) break)\b
    \b(impact|effects?|consequences?|blast radius) of (TOUCHING|a change)\b
    \bwhat depends (up)?on\b
    \bwhat ((happens|would happen) )?(if|when) ANY TOUCH(e?d)?\b
    \b(TOUCHING|(change|removal|renaming) (of|to|in)) §
        .*\b(breaks?|affects?|touch(es)?|reach(es)?|impacts?)\b
    \b(is it|how) (safe|risky|dangerous) to TOUCH\b
    ^(is|are) § (safe|risky|dangerous) to TOUCH$
    ^(is|are) TOUCHING § (safe|risky|dangerous)$
    ^(safely )?TOUCH §( safely)?$
    ^(can|could|may) § (safely )?be (safely )?TOUCHED( safely)?$
    \b(anything|something|everything|it|things|stuff|CODE) breaks? (if|when|once) (ANY )?(TOUCH|TOUCHED) §$
    \b(anything|something|everything|it|things|stuff|CODE) breaks? (if|when|once) § (is|gets|was) TOUCHED$
"""
_THEN = r"""
changed
    \bwhat (\w+ )?changed\b
    \b(last|latest|recent|recently) (\w+ )?(changes?|changed|commits?|edit)\b
    \bwhat (has |have )?happened (to|with|in) §( \w+)? (lately|recently|last)\b
tests
    \bIS .*\btested\b
subclasses
    \bWHO (inherits?|subclass(es)?|extends?|implements?|derives?|overrides?)\b
bases
    \bwhat (does|do|classes does|class does) .*\b(inherit|extend|derive|subclass|implement)\b
raises
    \b(which|what) (errors?|exceptions?)\b.*\b(raise|throw|catch|raised|thrown|caught)\b
    \bwhat (does|do|can|could|might|will) .*\b(raise|throw|catch)\b
reads
    \bwhere (is|are|do we|does (it|the code)) .*
        \b(settings?|options?|variables?|environment|config|configuration|flags?)\b
        .*\b(read|used|looked up|consulted|checked)\b
    \bwhere (is|are|does) (the )?§( \w+)? (read|looked up|consulted)\b
    \b(who|what|which \w+) reads\b
importers
    \b(who|what|which (files?|modules?|packages?|code)) imports?\b(?! (does|do|are|has|have)\b)
imports
    \bwhat (does|do|modules? does|files? does) .*\b(import|depend on)\b
    \b(dependencies|imports) of\b
callers
    \bWHO (calls?|uses?|invokes?|creates?|instantiates?|references?)\b
    \bwhere (is|are|does|do) .*\b(called|used|invoked|created|instantiated|referenced)\b(?! (for|with|as)\b)
    \b(callers?|users?|usages?|references?) of\b
calls
    \bwhat (does|do|functions? does|methods? does) .*\b(call|invoke|use|delegate to)\b
parameters
    \bhow (do|to|can|should) (ANY )?(call|create|construct|instantiate)\b
returns
    \bwhat (does|do|will|would|can) .*\b(return|yield|evaluate to)\b
members
    \b(methods|attributes|members|fields|properties|functions|classes|sections|modules|definitions)\b.*
        \b(does|do|are|is|have|has|of|in|define|defines)\b
    \bwhat (is|are|s|does) (WITHIN|it contain)\b
    \b(everything|all|what)( that)? § (defines|contains|offers|provides|declares|holds|has)\b
    \bwhat (is|are) there (WITHIN|on) §
    ^(outline|list|contents) (of )?§$
    \bmain (modules|parts|components)\b
where
    \b(in which|in what|which) (file|module|class|package)\b
    \b(source|source code|code|implementation) of §$
    \bwhere (is|are|do|does) .*\b(defined|declared|implemented|located|live|lives|found|written)\b
purpose
    \bwhat (is|are|s) .*\b(for|about|good for|used for|represent|the purpose|the point)\b
    ^(the |a |an )?§$
    ^what (is|are|s) (the |a |an |this )?((?!in |inside |within |on |behind |\w+ing )\w+ )?§
        ( (?!\w+ing$|in$|from$|on$)\w+)?$
    ^(explain|describe|summari[sz]e|tell me about|document|outline) (the |this |to me )?(\w+ )?§( \w+)?
        ( (for|to) (me|us))?$
    \bwhat does (it|this|that) (do|mean|represent)\b
    ^(explain|describe|summari[sz]e) (this|it)\b
    \bwhat (can|do|will) ANY learn (from|in) §$
    \bwhat § (does|is|is for|is about|means|represents)$
    \bwhat do the documents say about\b
    \bwhat does the test .* check\b
why
    \bwhy\b
    \bwhat is the (reason|rationale|motivation)\b
    \bfor what reason\b
when
    \bwhen\b
    \bunder (which|what) (conditions?|circumstances)\b
where
    ^where\b
    \bin (which|what) (file|module|place|function|class)\b
how
    \bhow\b
    \bin (which|what) way\b
whether
    ^(is|are|does|do|can|could|will|would|should|has|have|did|was|were|may|must)\b
which
    \bwhich\b
"""
_WHO = (
    r"(who|what( else)?|(which|what) (\w+ )?(functions?|methods?|class(es)?|types?|structs?|interfaces?"
    r"|traits?|components?|code|places?|files?|modules?|packages?|things?|parts?|definitions?)|where)"
)

Wordings = tuple[tuple[Intent, re.Pattern[str]], ...]


def _wordings(table: str) -> Wordings:
    found: list[tuple[Intent, re.Pattern[str]]] = []
    for intent, turns in blocks(table):
        found += [(Intent(intent), compiled(turn.replace("WHO", _WHO))) for turn in turns]
    return tuple(found)


FIRST, THEN = _wordings(_FIRST), _wordings(_THEN)
"""Intents with the wordings that show them, to be tried in this order on what is `asking.heard`: before the
parts that words play are looked at, and where those tell nothing."""
