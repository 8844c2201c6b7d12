"""What people say around a question: greetings, wishes, how they came to ask, how long the answer may be.

"I came across X: what does it do, in one sentence?" asks what X does. A clause is left out only if each of
its words is one of those that say nothing of what is asked; what says anything else stays. Pure.
"""

from __future__ import annotations

import re

from stc_lsp.code.asking.intents import THING
from stc_lsp.code.asking.language import any_of, compiled
from stc_lsp.code.asking.spelling import corrected

_CLAUSES = re.compile(r"[,;:?!()]+|\.+(?=\s|$)|\s[-\N{EN DASH}\N{EM DASH}]+\s")
_FRAME = frozenset(
    """
a about across again am an any around at called came can cannot cant class code codebase come concerning
could curious currently d do encounter encountered file find finding for found function get got have help
here i idea if im in inspecting into is it ive just keep know learn let like ll locate look looked looking
m may me met method module my name named need new noticed now of on open opening over possible project
quick quickly ran re read reading regarding regards repo repository s saw see seeing seen short so source
spotted stumble stumbled sure that the there this to together try trying understand understanding up upon
us ve want wanted was we well when where while with wonder wondering working would you""".split()
) | {THING}
"""Of these alone a clause about a thing consists that only says how somebody came to ask."""
_POLITE = frozenset(
    """
a am appreciated asking be briefly compact concise curiosity curious few great hello here hey hi i if im
in just keep kindly me new nice now of ok okay one out please possible question quick quickly sentence
short simple so tell thank thanks there thx to two word words you""".split()
)
"""Of these alone a clause consists that only asks nicely, or says how long the answer may be."""
_DOING = frozenset(
    """
adding adjust before change changing debug debugging document documenting edit editing fix fixing going
improve improving maintain maintaining modify modifying move port porting refactor refactoring replace rewrite
rewriting review reviewing touch touching work write""".split()
)
"""What somebody who speaks of himself is about to do to the thing: it asks nothing either."""
_OF_ONESELF = re.compile(r"^(?:(?:before|when|while|as|since|because|if|so|now|today) )?(?:i|we)\b")
_WITHIN = re.compile(r"^(?:in|inside|within|by|from|into)\b")
_PRONOUN = re.compile(r"\b(?:it|that|this|its|their|they|them)\b")
_POSSESSIVE = ("its", "their")
_ASKS_OUTRIGHT = re.compile(
    r"^(?:(?:in|by|from|for|to|with|on|at) )?(?:what|which|who|whom|whose|where|whereabouts|why|how)\b"
    r"|^(?:is|are|does|do|did|can|could|has|have|will|would|was|were)\b"
)
_ASKS = re.compile(rf"{_ASKS_OUTRIGHT.pattern}|^(?:(?:in|by|from|for|to|with|on|at) )?when\b")
"""With "when", which may ask, or only say when something else is so."""
_SUBORDINATE = re.compile(r"^(?:when|whenever|if|once|while|after|before|as soon as)\b")

_LEADS = r"""
(hi|hey|hello|ok|okay|so|and|but|well|please|now|also|just|kindly|quick question)(?= )
(can|could|would|will|may|might) (you|somebody|someone|anybody|anyone|we|i)( please| kindly| just)*
i (\w+ ){0,4}?(know|see|understand|learn|find out|figure out|wonder|wondering|curious|hear|have a list)
    ( about| in| if| whether| of)?
(do|does) (you|we|anybody|anyone|somebody) (happen to )?know
(do you have )?(any|an) (idea|clue)
((do|would) you )?mind (telling|showing|explaining to|giving) (me|us)
i (m|am) (not (quite |really )?sure|unsure|confused|lost)( about| of)?
i (have|ve|got) no (idea|clue)|no (idea|clue)|i (always |keep |just )?(forgot|forget|forgetting)
(help|let|allow) (me|us)( to)?( know| understand| find| see)?
i (m|am) (looking|searching) for
(take|bring|lead|guide|direct|point) (me|us) (to|towards|at)
(tell|show|give|list|name|enumerate|print|display|report|get|fetch|find|present|say|point out|remind|identify
    |collect|need|want|see|view) THE((list|listing|enumeration) (of|with|for) )?THE
    ((about|of) (?=(what|which|who|how|where)\b|the (?!CODE)))?
(explain|describe|clarify|document|outline|summari[sz]e|sum up|walk|talk|go|run|lead)
    ( (to )?(me|us))?( (through|over))?
    (?= (\w+ )*?(what|which|who|how|where|purpose|role|idea|job))
"""
"""How people lead up to what they ask."""
_TO_EXPLAIN = """
explain|describe|summari[sz]e|sum up|clarify|introduce|understand|understanding|document|about|go over
(walk|talk|lead|run) (me|us) through
(tell|teach) (me|us) (more )?about
(explain|describe) (to )?(me|us)
"""
"""What asks for an explanation of the thing that follows."""
_TO_SHOW = """
show|find|locate|open|view|see|display|visit|reveal|goto
(jump|go|navigate|scroll|switch|get|take|bring|lead|point)( (me|us))?( over)?( to| at)
show (me|us)|(look|open) up|search( for)?|look for|i (m|am) looking for
"""
"""What asks for the place of the thing that follows."""
_FILLERS = r"""
in ((a|an|one|two|three|your|my|other|few|simple|plain|short|brief|own) )+
    (words?|sentences?|nutshell|terms|english|lines?|paragraphs?)
in (short|brief|detail|general|essence|particular|principle|practice)
(for|to) (me|us|a newcomer|newcomers|a beginner|beginners)
((any|every|some)where )?(in|across|inside|within|throughout|around|over|from) (OURS|all( of)?( the)?)
     (whole |entire |same |rest of the )?(source code|CODE)(?! (of|for|behind)\b)
at all|right now|at the moment|these days|nowadays|as of now|at present|under the hood|behind the scenes
on earth|in the world|the (heck|hell)|for heavens? sake
by any chance|if any|if at all|so far|to begin with|please|all in all|at a glance|thanks|thank you
(in order )?to (work|function|be imported|be importable)( properly| correctly)?
"""
"""What may be said in any question without asking anything."""
_ALONE = r"(the |this |that |a |an )?(KIND |code |symbol )?§( KIND)?$"
_LEAD = compiled(rf"^{any_of(_LEADS)} *")
_ASKS_FOR_EXPLANATION = compiled(rf"^(please )?{any_of(_TO_EXPLAIN)} {_ALONE}")
_ASKS_FOR_PLACE = compiled(rf"^(please )?{any_of(_TO_SHOW)} {_ALONE}")
_FILLER = compiled(rf"\b{any_of(_FILLERS)}(?= |$)")


def plainly(text: str) -> str:
    """The question that is asked: lower case, no punctuation, nothing around it.

    `text` has `THING` in the place of each name.
    """
    clauses = _CLAUSES.split(text.replace(f"{THING}()", THING))
    asked = _FILLER.sub("", _joined([spelled(clause) for clause in clauses]))
    asked = " ".join(asked.split())
    while True:
        if _ASKS_FOR_EXPLANATION.search(asked):
            return f"what is {THING}"
        if _ASKS_FOR_PLACE.search(asked):
            return f"where is {THING}"
        shorter = _LEAD.sub("", asked)
        if shorter == asked or not shorter:
            return asked
        asked = shorter


def spelled(text: str) -> str:
    """Words in lower case, typing errors mended: "Waht's", "doesn't", "I'd" as "what s", "doesnt", "i d"."""
    lowered = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    apart = re.sub(r"'(s|d|m|ve|ll|re)\b", r" \1", lowered.replace("n't", "nt"))
    words = re.sub(rf"(?:[^\w{THING}.]|\.(?!\d)|(?<!\d)\.)+", " ", apart).split()
    return " ".join(map(corrected, words))


def _joined(clauses: list[str]) -> str:
    """The clauses that ask, with the thing in the place of the pronoun that stands for it."""
    kept: list[str] = []
    named = ""
    asks = [clause for clause in clauses if clause]
    for clause in asks:
        is_alone = len(asks) == 1 or _ASKS_OUTRIGHT.search(clause) is not None
        if THING in clause and not named and not is_alone and _says_how_one_came_to_ask(clause):
            named = THING
        elif is_alone or not _POLITE.issuperset(clause.split()):
            kept.append(clause)
    if named:
        kept = _about(named, kept)
    if len(kept) > 1 and _SUBORDINATE.search(kept[0]) and _ASKS.search(kept[1]):
        kept = [kept[1], kept[0], *kept[2:]]
    return " ".join(kept)


def _says_how_one_came_to_ask(clause: str) -> bool:
    if _WITHIN.search(clause):
        # "in X, which functions are called" asks what is called there.
        return False
    words = _FRAME | _DOING if _OF_ONESELF.search(clause) else _FRAME
    return words.issuperset(clause.split())


def _about(thing: str, clauses: list[str]) -> list[str]:
    """Clauses that speak of a thing named before."""
    if not clauses:
        return [thing]
    if any(THING in clause for clause in clauses):
        return clauses

    def named(found: re.Match[str]) -> str:
        return f"{thing} s" if found[0] in _POSSESSIVE else thing

    said = [_PRONOUN.sub(named, clause, count=1) for clause in clauses]
    return said if said != clauses else [*clauses, thing]
