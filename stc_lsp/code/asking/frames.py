"""What people say around a question within its clause: greetings, wishes, how long the answer may be. Pure.

Whole clauses that ask nothing are left out before (`asking/background.py`).
"""

from __future__ import annotations

import re

from stc_lsp.code.asking.background import clauses_of, what_asks
from stc_lsp.code.asking.intents import THING
from stc_lsp.code.asking.spelling import corrected
from stc_lsp.code.asking.turns import any_of, compiled

_LEADS = r"""
(hi|hey|hello|ok|okay|so|and|but|well|therefore|hence|thus|please|now|also|just|kindly|quick question)(?= )
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
(want|need|d like|would like) to (know|see|understand|learn|find out)
(?!(what|which|who|whom|where|how|when|why|does|do|is|are)\b)(\w+ ){1,4}?(wants?|wanted|needs?|asks|asked)
    ( to)? (know|see|understand|learn|hear)?(?= ?(about|if|whether|what|which|who|where|how)\b)
    ( about| if| whether)?
(check|verify|see) (if|whether)
(is there )?any (chance|way) (that )?(you|somebody|someone) (could|can|would)
ie|meaning|got (a|the|any)(?= \w+ (of|for|to)\b)
i (d |would |really |just )*(need|want|like|require|look for)( to (have|see|get|know|find|list))?
    (?= (the|a|an|all|every|what|which|who|how|where)\b)
(before|when|while|since|because|as) (i|we) (\w+ ){1,6}?(i|we) (d|would|need|want|wonder)( \w+){0,2}
    ( to know| to see| to learn)?
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
(tell|teach|enlighten) (me|us) (more )?about
explaining|introducing|summari[sz]ing|describing
(how would|how do) you (describe|explain|summari[sz]e)
((a|the|brief|short|quick) )*(intro|introduction|version|primer|explanation|description) (to|of|for|on)
(fill|brief) (me|us) in on
(explain|describe) (to )?(me|us)
"""
"""What asks for an explanation of the thing that follows."""
_TO_SHOW = """
show|find|locate|pinpoint|navigate to|open|view|see|display|visit|reveal|goto
(jump|go|navigate|scroll|switch|get|take|bring|lead|point)( (me|us))?( over)?( to| at)
show (me|us)|(look|open) up|search( for)?|look for|i (m|am) looking for
"""
"""What asks for the place of the thing that follows."""
_FILLERS = r"""
in ((a|an|one|two|three|or|your|my|other|few|simple|plain|short|brief|own|layman s|laymans|everyday) )+
    (words?|sentences?|nutshell|terms|english|lines?|paragraphs?)
in (short|brief|detail|general|essence|particular|principle|practice)
(for|to) (me|us|a newcomer|newcomers|a beginner|beginners)
((any|every|some)where )?(in|across|inside|within|throughout|around|over|from) (OURS|all( of)?( the)?)
     (whole |entire |same |rest of the )?(source code|CODE)(?! (of|for|behind)\b)
(just )?to be (on the safe side|safe|sure|certain)|just in case|down the (line|road)
(newest|latest|most recent|oldest) (ones? )?first
for (my|our|the|a|an) (\w+ )?
    (report|notes?|presentation|documentation|docs|review|talk|thesis|meeting|homework|ticket|slides|wiki)
from (a|an|the|my|our) (\w+ s |\w+ )?(point of view|perspective|standpoint)
at all|today|right now|at the moment|these days|nowadays|as of now|at present|under the hood|behind the scenes
on earth|in the world|the (heck|hell)|for heavens? sake
by any chance|if any|if at all|so far|to begin with|please|all in all|at a glance|thanks|thank you
(in order )?to (work|function|be imported|be importable)( properly| correctly)?
"""
"""What may be said in any question without asking anything."""
_THE_THING = r"(the |this |that |a |an )?(KIND |code |symbol )?§( KIND)?"
_TO_WHOM = r"( (to|for) (someone|somebody|a|an|my|our|the|her|him|them|me|us|dummies)( \w+){0,6})?"
_LEAD = compiled(rf"^{any_of(_LEADS)} *")
_ASKS_FOR_EXPLANATION = compiled(rf"^(please )?{any_of(_TO_EXPLAIN)} {_THE_THING}{_TO_WHOM}$")
_ASKS_FOR_PLACE = compiled(rf"^(please )?{any_of(_TO_SHOW)} {_THE_THING}$")
_FILLER = compiled(rf"\b{any_of(_FILLERS)}(?= |$)")


def plainly(text: str) -> str:
    """The question that is asked: lower case, no punctuation, nothing around it.

    `text` has `THING` in the place of each name.
    """
    asked = _FILLER.sub("", what_asks(clauses_of(text.replace(f"{THING}()", THING), spelled)))
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
