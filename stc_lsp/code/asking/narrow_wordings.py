"""The wordings of narrow questions, as tables: each of the whole question. Read by `narrow.py`."""

from __future__ import annotations

TABLE = r"""
overrides
    (does|do|did|has) @ (\w+ly |also |itself |ever )?OVERRIDE( it s own| its own)? @
overridden_in
    is @ (\w+ly |also |ever )?OVERRIDDEN (in|by) @
overriders
    (which|what) HEIRS (of|from|that inherit from|derived from) @ (\w+ly )?OVERRIDE( their own)? @
    (which|what) (HEIRS|classes|types|things) (do )?(\w+ly )?OVERRIDE @
    HEIRS of @ (that |which )OVERRIDE @
    (who|what|(which|what) \w+s) (do )?(\w+ly )?OVERRIDE @
not_overriders
    (which|what) HEIRS (of|from|that inherit from|derived from) @ NOT OVERRIDE( their own)? @
    (which|what) (HEIRS|classes|types) NOT OVERRIDE @
    HEIRS of @ (that |which )NOT OVERRIDE @
    HEIRS of @ (without|not overriding) (an? |their )?(own |override of )?@
all_methods
    ((which|what|all|list) )?(of the )?methods (does|do|has|have|of) @( have| has| offer| provide)?
         (including|with|and|counting) (all )?(the |its |also )?inherited( ones| methods)?
    (which|what) methods (does|do) @ inherit
        ( from (its|the) (parents?|bases?|(base|parent|super) ?class(es)?))?
    (all )?inherited methods of @
is_modified
    is @ an? <generator|coroutine|property>( function| method)?
inherits
    (does|do|did) @ (\w+ly |also )?
        (implements?|extends?|inherits?( from)?|subclass(es)?|derives? from|satisf(y|ies)) @
    is @ (an? )?(subclass|subtype|child|heir|implementation|implementor|descendant) of @
    (is|are) @ (\w+ly )?(derived from|inherited from|a kind of) @
    is @ (also |itself )?an? @
inherits_member
    (does|do|did) @ (\w+ly |also )?(inherits?|gets?|takes?) (the )?(MEMBER )?@ from
         (@|(its|a|the) (base|parent|super) ?class)
origin
    where (does|do|did) @ (come|inherited|originate) from
    where (is|are) @ inherited from
    where (does|do) @ (get|inherit|take|have) @ from
    (from )?(which|what) (base |parent |super)?class (does|is|do) @ (come|inherited|defined)
        ( from| in)?
    (from )?(which|what) (base |parent |super)?class does @ (get|inherit|take) @( from)?
parameter_count
    (how many|number of|count of) <required |optional |mandatory >?PARAMS
         (does|do|has|have|is|are|takes?|needs?|expects?|accepts?|of|for|in|are there in|are passed to) @
        ( take| have| accept| expect| need| require| get| takes| has)?
defaults
    (what (is|are|s) )?(the )?defaults?( values?| arguments?)* (of|for) (the |all |its )?PARAMS
         (of|for|in|to) @
    (what (is|are|s) )?(the )?(defaults|default (values|arguments|parameters|args|params))
        ( of the PARAMS)? (of|for|in|to) @( PARAMS)?
    what (are |is )?(the )?(PARAMS )?defaults?( values?)? (does|do|has) @( have| use| s PARAMS have)?
    (which|what) (of the )?PARAMS (of|in|does|do|for|has) @ (have|has|with|having)
         (a |an )?defaults?( values?)?
    (what (is|are|s) )?(the )?PARAMS( (of|for|in|to) @)? (and|with|including) (their |the )?
        (DEFAULT)s?( values?)?( (of|for|in|to) @)?
required
    (which|what) (of the )?PARAMS (of|in|does|do|for|to) @ (is|are|take|need)? ?(REQUIRED)
    (which|what) (are |is )?(the )?(REQUIRED) PARAMS (does|do|has|of|for|in|to) @( take| have| need| expect
        | require)?
    (the )?(REQUIRED) PARAMS (of|for|in|to) @
    (what|which) PARAMS (does|do) @ require
optional
    (which|what) (of the )?PARAMS (of|in|does|do|for|to) @ (is|are|take)? ?optional
    (which|what) (are |is )?(the )?optional PARAMS (does|do|has|of|for|in|to) @( take| have| accept| expect)?
    (the )?optional PARAMS (of|for|in|to) @
default_of
    (what (is|are|s)|whats|which is)? ?(the )?(\w+)?DEFAULT( values?| setting| number| size)? (of|for) (the )?
        (PARAMS? |option |setting |flag |field |attribute |key |env(ironment)? var(iable)? )?@
        ( PARAMS?| option| setting| flag| field| attribute| key)?( (in|of|for|on|to) @)?
    what (does|do|is) @( PARAMS?| option| setting| flag)? (default to|by default|set to by default|default)
    @ DEFAULT( value)?
    (what|which)( is| are| s)? (the )?DEFAULT @( value| variant| setting)?
    (what|which) @ is (the |used by )?DEFAULT( one)?
    (what (is|are|s)|which is)? ?(the )?DEFAULT (variant|member|case|one) (of|for|in) @
    (what (is|are|s)|whats|which is)? ?(the )?(by )?DEFAULT @( value| option| setting)? (of|for|in|to|on) @
recursive
    (is|are) @ (\w+ly )?(a )?(recursive|selfrecursive|self recursive|reentrant)( or not| function)?
    (does|do|can|could|will|would|is) @ (\w+ly |ever )?(call|calls|invoke|calling|invokes)
         (itself|recursively|it self)
    (does|do|can|could|will) @ recurse( into itself)?
file_imports
    (does|do|did) @ (\w+ly )?(imports?|requires?|includes?|uses?|depends? (up)?on|loads?|need) @
    is @ (\w+ly )?(importing|requiring|including|depending on) @
file_imported_by
    is @ (\w+ly )?(imported|required|included|loaded) (in|by|from) @
cycles
    ((are|is) there|do we have|find|any|has it|does it have)? ?(any |some |a )?(CYCLIC) (DEPS)
        ( between (the )?(modules|files|packages)| exist| here)?
    (which|what)( are the)? (CYCLIC) (DEPS)( are there| exist| is there)?
    (which|what) (modules|files|packages) (import|depend on) (each other|one another)( in a circle)?
    (which|what) (modules|files|packages) (have|are in|form) (CYCLIC) (DEPS)
    (do|does) (any |some )?(modules|files|packages) import each other
exports
    what (does|do) @ export
    what (is|are) exported (by|from|in) @
    (what|which) (names|functions|classes|symbols|things) (does|do|are) @ export
    (what|which) (names|functions|classes|symbols|things|types|interfaces|constants) are exported
         (by|from|in) @
    what exports @
    what (is|s|does) (in )?(the )?__all__ (in|of|from|for)? ?@( contain)?
    (the )?__all__ (of|in) @
    (exports|public api|exported names|public names) of @
uncalled
    NEVER (USED) FUNCS( (in|of) @)?
    ((which|what|are there|is there) )?(any |the )?FUNCS ((is|are|that are|which are) )?(never|not) (USED)
        ( anywhere)?( by (anything|anyone|anybody|any code))?( (in|of) @)?
    (which|what) FUNCS are (unused|uncalled|unreferenced|dead)( (in|of) @)?
    (are there |is there |which |what |find |any |do we have )*(any )?(unused|dead|uncalled|unreferenced)
         (FUNCS|CODE|things)( is there| are there| here)?( (in|of) @)?
    (which|what) FUNCS (does|do) (nobody|nothing|no one|noone) (call|use|reference)
untested
    ((which|what|are there|is there) )?(any |the )?FUNCS ((is|are|that are|which are|have|has|with|do|does) )?
        (without|no|not|never|lack|lacking|dont have|do not have|with no|havent) (any )?(TESTED)
    (which|what) FUNCS (is|are) (untested|uncovered)( by (any )?tests?)?
    (which|what|are there|is there)? ?(any )?(untested|uncovered) (FUNCS|CODE)( are there| is there)?
    (what|what else|(what|which) (code|parts?)) (is|are) (still |yet )?(not|never) (yet )?(TESTED)( yet)?
undocumented
    ((which|what|how many|are there|is there|any|all|list) )*(the )?<public|exported>?( )?<FUNCS>
        ( (in|of) @)? ((is|are|that is|that are|which are|have|has|that have|with|do|does) )?
        (without|no|not|never|lack|lacks|lacking|missing|miss|dont have|do not have|with no|havent)
         (yet )?(any |an? |a proper )?(DOCUMENTED)( (in|of) @)?
    ((which|what|how many|are there|is there|any|all|list) )*(the )?undocumented <public|exported>?( )?<FUNCS>
        ( are there| is there| exist)?( (in|of) @)?
    (which|what|how many) <public|exported>?( )?<FUNCS>( (in|of) @)? (is|are) undocumented( (in|of) @)?
    what(s| is) (not documented|undocumented)( (in|of) @)?
panicking
    (which|what) FUNCS( (in|of) @)? (can |may |could |might |do |does |will )?panics?( (in|of) @)?
    (where|what|who) ((does|do|can|could|may|might) )?((the |this )?(code|it|we|anything|everything) )?panics?
        ( (in|of) @)?
modified
    (which|what|how many) <FUNCS> (is|are|that are) <(not)?>( )?(declared |marked |defined )?(as )?<MODIFIER>
        ( (in|of) @)?
    (which|what|how many) <FUNCS> (in|of) @ (is|are|that are) <(not)?>( )?(declared |marked |defined )?
        (as )?<MODIFIER>
    ((which|what|how many|all|what are|which are|are there) )?(any |the )?(of the )?<MODIFIER> <FUNCS>
        ( (in|of) @)?( are there| exist| does @ have| is there)?
    (which|what|how many) <properties> (does|do|has|have) @( have)?
    ((which|what) are )?(the )?<properties> of @
    (which|what) (is|are) <deprecated>( (in|of) @)?
    ((is|are) there )?(anything|something) <deprecated>( (in|of) @)?
    ((which|what|all|what are the|which are the|the) )?<generators>( (in|of) @)?
is_modified
    (is|are) @ (an? )?(declared |marked )?<MODIFIER>( or not| class| function| method)?
decorators
    (what|which) (DECORATORS) (does|do|has|have|is on|are on|on|of|is used on|are used on
        |are applied to|is applied to) @( have| has| use| carry)?
    (how|with what|by what) is @ decorated( with)?
    (what is|what s|whats) @ decorated (with|by)
decorated
    ((what|who|everything|which|all) )?((FUNCS|things|definitions|is|are) )?((is|are|that is|that are) )?
        (decorated|annotated) (with|by) (the )?(DECORATOR )?@( DECORATOR)?
    (what|which) (FUNCS|things|definitions) (use|uses|have|has) (the )?(DECORATOR @|@ DECORATOR)
    (what|who) (uses|has) the (DECORATOR @|@ DECORATOR)
    where is (the )?(DECORATOR @|@ DECORATOR) (used|applied)
largest
    ((what|which) (is|are|s) )?(the )?(\d+ |few |top \d+ )?<LARGEST> <FUNCS|files?|modules?|source files?>
        ( (in|of) @)?( by (lines|length|size|lines of code|loc))?( here)?
    (which|what) <FUNCS|files?|modules?|source files?> (is|are) (the )?<LARGEST>( (in|of) @)?
    (which|what) <FUNCS|files?|modules?|source files?> (has|have) the most (lines|code|lines of code)
        ( (in|of) @)?
todos
    ((are there|is there|which|what|where are|any|all|list|show|open|remaining|left|how many|the|find|grep)
         (me )?)*TODO( or TODO| and TODO)?( comments?| notes?| items?)?( there| left| remain| remaining| exist
        | open| still)*( (are there|is there))?( (in|of|from) @)?( left| there)?
overloads
    ((are there|is there|which|what|list|show|how many) )*(are )?(the |any |an )?overloads? (of|for) @
        ( are there| exist)?
    (which|what|how many) overloads (does|do|has|have) @( have)?
    (does|do|has) @ (have )?(any |an |several |multiple )?overloads?
    is @ (\w+ly )?overloaded
examples
    ((is|are) there |do (you|we) have |where (is|are) )?(an? |any |some |the |good |simple |working )*
        (usage |use |code )?(examples?|samples?|demos?) (of|for|on|with|that uses?|using)
         (how )?(to )?(use |using |call |calling |the use of |usage of )?@( usage| use)?
    how (is|are) @ (typically |usually |normally |actually |generally |supposed to be )?used( in practice)?
    @ (usage )?(examples?|samples?)
values
    ((what|which) (is|are|s) )?(the |all )*(possible|allowed|valid|legal|permitted|accepted|supported)
         (values|choices|options|settings) (of|for) SETTING_OF@( PARAMS?| option| setting| flag)?
    (what|which) (possible |different )?(values|choices) (can|may|could|does|do|are|is)
         SETTING_OF@( PARAMS?| option| setting| flag)?
         (have|take|be|be set to|accept|hold|allow|allowed|support|assume)
    what (can|may|could) SETTING_OF@( option| setting| flag)? be set to
    (what|which) (values|choices) are (allowed|valid|possible|legal|accepted) (for|in|as) SETTING_OF@
thread_safety
    (is|are) @ (really |actually )?
        (thread ?safe|go ?routine ?safe|concurrency safe|safe for concurrent (use|access))( or not)?
    ((is it|is) safe to |can ANY |may ANY )?(use|share|call) @ AMONG_THREADS
    (is|are) @ (really |actually )?safe to (be )?(used?|shared?|called?) AMONG_THREADS
    (can|may) @ be (used|shared|called) AMONG_THREADS
    can (several|multiple|many|other|different) THREADS (safely )?(use|share|call) @( at once| concurrently)?
    (what|which) (locks|mutexes|locking) (does|do) @ (have|use|take|hold)
    (does|do) @ (have|use|take|hold|need) (an? |any )?(locks?|mutex|mutexes|locking)
constructors
    ((which|what|all|how many) )?((is|are|s) )?(the )?MAKERS (does|do|has|have|of|for|are there (for|of)) @
        ( have| has| offer| provide)?
    (is|are) there (any |several |other )?MAKERS (of|for) @
    (in )?(which|what|how many) ways (are there |is there |(do|can) (i|we|you|one) have )?to
         (create|make|construct|instantiate|build) (an? )?@
has_member
    (does|do|has) @ (\w+ly |already |also )?(HAVE )?(an? |any |the )?MEMBER (called |named )?@
    (does|do) @ (have|define|contain) (an? |the )?@ MEMBER
    (does|do) @ define (an? |the |its own )?@
    is there (an? |any )?MEMBER (called |named )?@ (in|on|of) @
    is there (an? |any )?@ MEMBER (in|on|of) @
exists
    (is|are) there (an? |any |already an? )?(DEFINED|file|module|anything|something) <called |named >?@
    (is|are) there (an? |any |already an? )?@ (DEFINED|file|module)
    (does|do) @ (actually |even |already )?exist
obligations
    (what|which)( METHODS)? (does |do )?(ANY_ONE )?HEIRS (of|for) @ OBLIGED IMPLEMENT
    (what|which)( METHODS)? OBLIGED (ANY_ONE )?HEIRS (of|for) @ (to )?IMPLEMENT
    (what|which)( METHODS)? (does |do )?(ANY_ONE )?@ (HEIRS )?OBLIGED IMPLEMENT
    (what|which)( METHODS)? OBLIGED (ANY_ONE )?@ (HEIRS )?(to )?IMPLEMENT
    (what|which)( METHODS)? OBLIGED (i|we|you|one) (to )?IMPLEMENT (in order )?(to|when|if|for|in)
         ((i|we|you|one) )?(SUBCLASSING )?(ANY_ONE )?(HEIRS (of|for) )?@( HEIRS)?
    (what|which)( METHODS)? (do|does) (i|we|you|one) OBLIGED IMPLEMENT (in order )?(to|when|if|for|in)
         ((i|we|you|one) )?(SUBCLASSING )?(ANY_ONE )?(HEIRS (of|for) )?@( HEIRS)?
    (what|which)( METHODS)? does @ (require|expect|force|oblige|leave to) (ANY_ONE )?HEIRS( to IMPLEMENT)?
inherited_members
    (what|(which|what) METHODS) (does|do) @ (\w+ly )?(get|inherit|take|have|receive) from @
    METHODS (that )?@ (gets?|inherits?|takes?|has|receives?) from @
    (which|what) METHODS (of|from) @ (does|do) @ (inherit|get|take|receive)
definers
    (who|(which|what) (class(es)?|types?|structs?|traits?|interfaces?|modules?|things)) (also |all )?
        (define|declare|have|has|implement|provide|contain)s? (an? |the |their own |its own )?
        (MEMBER (called |named )?)?@( MEMBER)?
    (which|what) (?!(files|functions|methods|tests|packages|folders|lines|places|headers|macros)\b)\w+s
         (also |all )?(define|implement) (an? |the |their own )?(MEMBER (called |named )?)?@( MEMBER)?
    (which|what) (class(es)?|types?|structs?|traits?|interfaces?|modules?) with (an? |the )?
        (MEMBER (called |named )?)?@( MEMBER)?
set_by_symbol
    where (is|are|does|do) (the )?(setting |option )?@ (setting |option )?
        (set|configured|enabled|disabled|given a value|read|defined|declared)( to| up)?
way_in
    how (does|do|can|could|is|will|would) (an? |the |my |any |each |every )?(\w+ ){1,3}REACH (to )?@
    how (is|are|does|do) (an? |the )?@ (ever |finally |actually |get |gets )*REACHED( by (an? )?\w+( \w+)?)?
    (what|which) (\w+ )?(leads?|maps|routes|dispatch(es)?) to @
    where (is|are|does) (the )?@ (actually |get |gets )*(registered|hooked (up|in)|wired|wired up|mounted)
returned_by
    where (is|are|does|do) (the |an? )?@( error| value)? (ever |actually )?
        (returned|yielded|return)( from| by)?
    (which|what) (FUNCS|code|places?) (can |may |might |could |will )?
        (returns?|yields?|gives? back) (an? |the )?@( error| errors| object| objects)?
    (who|what) (can |may |might |could )?returns? (an? |the )?@( error| object)?
    (what|(which|what) (FUNCS|code|places?)) (is|are|does|do) @ returned (by|from|in)
    (who|what|which (FUNCS|code)) (does|do) (return|give back) (an? |the )?@
"""
"""Of each narrow question its wordings, in the language of `asking/turns.py`; `@` is a name."""

WORDS = {
    "OVERRIDE": "(overrides?|redefines?|reimplements?|overwrites?|redeclares?|implements? its own"
    "|define its own|have its own|implements? their own|define their own|have their own)",
    "OVERRIDDEN": "(overridden|redefined|reimplemented|overwritten|overriden)",
    "HEIRS": "(sub ?class(es)?|heirs|child(ren)?( classes)?|derived classes|descendants|subtypes"
    "|implementations?|implementors?|implementers?)",
    "NOT": "(do not|dont|does not|doesnt|don t|never|did not|don t ever|do nt|that do not)",
    "PARAMS": "(parameters?|params?|arguments?|args?|kwargs?|inputs?|options)",
    "REQUIRED": "required|mandatory|compulsory|obligatory|needed|non optional|not optional"
    "|without (a )?defaults?",
    "DEFAULT": "(default|defualt|defaut|deafult|standard)",
    "CYCLIC": "circular|cyclic|import|dependency|cyclical",
    "DEPS": "imports?|dependenc(y|ies)|cycles?|circles?|loops?|references",
    "FUNCS": "(functions?|methods?|class(es)?|fns?|funcs?|routines?|structs?|types?|definitions)",
    "NEVER": "(never|not)",
    "USED": "called|used|invoked|referenced|run|executed",
    "TESTED": "tests?|tested|covered|coverage|test coverage|covered by tests?|tested at all",
    "DOCUMENTED": "documentation|documented|docs?|doc ?strings?|comments?|doc comments?|java ?docs?|js ?docs?"
    "|godoc|rust ?docs?",
    "MODIFIER": "async|asynchronous|coroutines?|unsafe|static|abstract|private|public|exported|deprecated"
    "|const|virtual|final|generators?|protected|internal",
    "DECORATORS": "decorators?|annotations?",
    "SETTING_OF": "(the )?((parameter|argument|option|setting|flag|field|attribute|key) )?",
    "THREADS": "(threads|go ?routines|tasks|workers|coroutines)",
    "AMONG_THREADS": "(from|by|across|between|in) ((several|multiple|many|other|different) )?"
    "(threads|go ?routines|tasks|workers|coroutines)( at once| concurrently)?",
    "REACH": "(reach(es|ed)?|gets?|arrives?( at)?|ends? up( in| at)?|leads?|comes?|(finds?|makes?) its way)"
    "( into| in)?",
    "REACHED": "(reached|hit|entered|dispatched( to)?|registered|hooked (up|in)|wired( up| in)?|mounted)",
    "MAKERS": "(constructors|initiali[sz]ers|factor(y|ies)( functions| methods)?)",
    "MEMBER": "(method|function|attribute|member|field|property|class|constant|variable)",
    "HAVE": "(have|has|define|provide|offer|support|got|contain)",
    "DEFINED": "class|function|method|struct|type|interface|variable|constant|trait|definition|fn",
    "DECORATOR": "(decorator|annotation)",
    "METHODS": "(methods?|members?|functions?|attributes?|fields?|propert(y|ies)|hooks?|abstract methods?)",
    "ANY_ONE": "(an?|any|every|each|all|the|new|own|my|our|concrete|custom)"
    "( (an?|any|every|each|all|the|new|own|my|our|concrete|custom))*",
    "OBLIGED": "(must|shall|should|(have|has|need|needs) to|need|(are|is) (required|supposed|expected) to)",
    "IMPLEMENT": "(implement|define|override|provide|supply|have|write)",
    "SUBCLASSING": "(subclass(ing)?|inherit(ing)? from|extend(ing)?|implement(ing)?|writ(e|ing)|add(ing)?"
    "|creat(e|ing)|mak(e|ing)|deriv(e|ing) from)",
    "LARGEST": "largest|biggest|longest|hugest|fattest",
    "TODO": r"(todos?|fixmes?|xxx|hacks?|todo s|tbd)",
}
"""What stands for the words in capital letters."""
