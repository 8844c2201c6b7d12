"""The clauses of a question that ask nothing: how somebody came to ask, and what for; courtesies.

"I came across X: what does it do?" asks what X does. A clause is left out if it consists of words that say
nothing of what is asked, or if it states something beside another one that asks. What begins as a condition
does ("when the cache is full, what does X return?") stays, for it makes the question another one. Pure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.intents import THING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MARK = re.compile(
    r"([,;:?!()]+|\.+(?=\s|$)|\s[-\N{EN DASH}\N{EM DASH}]+\s"
    r"|\s(?:and|so|but)\s(?=(?:(?:i|we)\s)?(?:now\s)?(?:want|need|would like|wonder)\s))",
    re.IGNORECASE,
)
_SHORT_FORMS = re.compile(r"\b(?:i\.e\.|e\.g\.)", re.IGNORECASE)
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
a again am appreciated asking be briefly compact concise cheers curiosity curious excuse few great hello here
hey hi i if im in just keep kindly me new nice now of ok okay one out pardon please possible question quick
quickly sentence short simple so sorry tell thank thanks there thx to two word words you""".split()
)
"""Of these alone a clause consists that only asks nicely, or says how long the answer may be."""
_DOING = frozenset(
    """
adding adjust before change changing debug debugging document documenting edit editing fix fixing going
improve improving maintain maintaining modify modifying move port porting refactor refactoring replace rewrite
rewriting review reviewing touch touching work write""".split()
)
"""What people who speak of themselves are about to do to the thing: it asks nothing either."""
_OF_ONESELF = re.compile(r"^(?:(?:before|when|while|as|since|because|if|so|now|today) )?(?:i|we)\b")
_WITHIN = re.compile(r"^(?:in|inside|within|by|from|into)\b")
_PRONOUNS = (
    re.compile(r"\b(?:it|its|them|(?:this|that|the) (?:class|file|function|method|module|thing|code))\b"),
    re.compile(r"\b(?:that|this|their|they|there)\b"),
)
"""Those that stand for a thing, then those that may."""
_POSSESSIVE = ("its", "their")
_ASKS_BY_A_WORD = re.compile(
    r"^(?:(?:in|by|from|for|to|with|on|at|of|upon|through|under) )?"
    r"(?:what|which|who|whom|whose|where|whereabouts|why|how)\b"
)
_ASKS_OUTRIGHT = re.compile(
    rf"{_ASKS_BY_A_WORD.pattern}"
    r"|^(?:is|are|does|do|did|can|could|has|have|will|would|was|were)\b"
)
_ASKS = re.compile(rf"{_ASKS_OUTRIGHT.pattern}|^(?:(?:in|by|from|for|to|with|on|at) )?when\b")
"""With "when", which may ask, or only say when something else is so."""
_REQUESTS = re.compile(
    r"^(?:tell|show|give|list|name|enumerate|explain|describe|find|point|take|help|summari[sz]e|sum up"
    r"|remind)\b"
)
_EMBEDDED = re.compile(
    r"\b(?:(?<!i )know|tell|wonder|wondering|understand|learn|hear|show|find out|figure out|sure|(?<!nt )see)"
    r"(?: (?:me|us|you|exactly|about|of|in|at|from|by|on))*"
    r" (?=(?:(?:in|by|from|on|of|to|with|for) )?(?:what|which|who|whom|whose|where|how|whether|if)\b)"
)
"""What leads to a question within a sentence: "I must know *which classes extend it*"."""
_WHETHER = re.compile(r"^(?:whether|if) ")
_WISHES = re.compile(
    r"^(?:(?:i|we) )?(?:(?:d|really|just|now|would|also) )*(?:want|need|like|wonder|wondering)\b"
    r".*\b(?:what|which|who|where|how|whether|when|why|if|the|all|every)\b"
)
_PUT_PRECISELY = re.compile(
    r"^(?:ie|that is|meaning|in other words|or rather) (?:to say )?(?=(?:what|which|who|where|how)\b)"
)
"""How a clause begins that puts what was asked before in other words."""
_LEADING = re.compile(
    r"^(?:so|and|but|well|ok|okay|now|also|then|therefore|hence|thus"
    r"|please|kindly|hey|hi|just|(?:can|could|would|will) (?:you|we"
    r"|somebody|someone|anybody|anyone)) "
)
_ADDS_NOTHING = re.compile(
    r"^(?:such as|for example|for instance|eg)\b"
    r"|^(?:and )?(?:if so(?: (?:what|which|where|by whom|who|how))?|by whom|do they exist|if any|which ones)$"
    r"|^(?:and )?(?:(?:can|could|would|will) (?:you|somebody|someone) )?(?:please |kindly )*"
    r"(?:list|show|name|tell|give|enumerate|explain|print)(?: (?:me|us))?"
    r"(?: (?:them|those|these|all of them|it|that|where|which|how|why|who))?$"
)
"""Examples of what was asked for, and a request that says no more than that it is to be told."""
_SUBORDINATE = re.compile(r"^(?:when|whenever|if|once|while|after|before|as soon as)\b")
_CONDITION = re.compile(
    r"^(?:if|when|whenever|while|once|unless|until|till|as|since|because|given|provided|assuming|except"
    r"|without|with|in|inside|within|on|at|under|during|after|before|for|from|by|to|into|of|only|not)\b"
)
"""How a clause begins that may say when, where or for whom something else is so."""
_STATES = re.compile(
    r"^(?:(?:because|since|as|now|today|yesterday|currently|sorry|suppose|say|but|so|and) )*"
    r"(?:i|we|you|my|our|your|somebody|someone|everybody|everyone|people|they|he|she|the|an?|it|this|that"
    r"|there|these|those|suppose)\b"
)
"""How a sentence begins that states something."""
_BUSY = re.compile(
    r"^(?:while |when )?(?:reading|reviewing|drawing|writing|planning|preparing|studying|browsing|wondering"
    r"|debugging|profiling|refactoring|working|thinking|trying|looking)\b"
)
"""How a clause begins that says what somebody is at."""
_WORKING = re.compile(
    r"^(?:before|when|while|if|after|once|as soon as|since|because) (?:i|we|you|one|somebody|someone) "
    r"(?:(?:am|m|are|re|have|had|want|wanted|need|plan|going|about|ever|now|just|would|d|like|start) |to )*"
    r"(?:adapt|break|change|debug|delete|dig|dive|document|edit|extend|fix|inspect|maintain|mock|modify|move"
    r"|open|port|read|refactor|remove|rename|replace|review|rewrite|step|study|touch)(?:ed|d|ing|ting)?\b"
)
"""How a clause begins that says what somebody does to the code, which makes nothing another question."""
_CONSEQUENCES = re.compile(r"\b(?:break|breaks|happens?|affect(?:s|ed)?|impact(?:s|ed)?|fails?|red)\b")
"""What is asked of what somebody does to the code: then that is no background."""
_FULL_STOPS = frozenset(".!")
_ENDS = _FULL_STOPS | frozenset(":;")
_ENOUGH = 3
"""Words of the shortest sentence."""


class Clause(NamedTuple):
    """Words between two marks."""

    text: str
    ends: str
    """The first character of the mark that ends it; "" at the end."""


def clauses_of(text: str, spelled: Callable[[str], str]) -> list[Clause]:
    """The clauses of a text that are not empty, each `spelled`."""
    pieces = [*_MARK.split(_SHORT_FORMS.sub(lambda found: found[0].replace(".", ""), text)), ""]
    pairs = zip(pieces[::2], pieces[1::2], strict=True)
    clauses = [Clause(words, mark.strip()[:1]) for piece, mark in pairs if (words := spelled(piece))]
    return [part for clause in clauses for part in _parted(clause)]


def _parted(clause: Clause) -> list[Clause]:
    """A statement and the question that it leads to, or the clause alone."""
    leads = _EMBEDDED.search(clause.text)
    if leads is None or _ASKS_BY_A_WORD.search(clause.text):
        return [clause]
    question = Clause(_WHETHER.sub("", clause.text[leads.end() :]), clause.ends)
    before = clause.text[: leads.end()].strip()
    return [Clause(before, "."), question] if THING in before else [question]


def what_asks(clauses: Sequence[Clause]) -> str:
    """The clauses that ask, with the thing in the place of the pronoun that stands for it."""
    kept: list[str] = []
    named = ""
    asking = {index for index, clause in enumerate(clauses) if _asks_itself(clause.text)}
    is_of_consequences = any(_CONSEQUENCES.search(clauses[index].text) for index in asking)
    for index, clause in enumerate(clauses):
        is_alone = len(clauses) == 1 or _ASKS_OUTRIGHT.search(clause.text) is not None
        is_about = THING in clause.text and not named
        if is_about and not is_alone and _says_how_one_came_to_ask(clause.text):
            named = THING
        elif is_of_consequences and _WORKING.search(clause.text):
            kept.append(clause.text)
        elif index not in asking and asking and _only_states(clause, later=any(at > index for at in asking)):
            named = named or (THING if is_about else "")
        elif kept and THING not in clause.text and _ADDS_NOTHING.search(clause.text):
            continue
        elif is_alone or not _POLITE.issuperset(clause.text.split()):
            kept.append(clause.text)
    precise = [clause for clause in kept if _PUT_PRECISELY.search(clause)]
    if precise:
        named = named or (THING if any(THING in clause for clause in kept) else "")
        kept = [_PUT_PRECISELY.sub("", precise[-1])]
    if named:
        kept = _about(named, kept)
    if len(kept) > 1 and _SUBORDINATE.search(kept[0]) and _ASKS.search(kept[1]):
        kept = [kept[1], kept[0], *kept[2:]]
    return " ".join(kept)


def _asks_itself(clause: str) -> bool:
    """Whether a clause has the form of a question or of a request."""
    while (shorter := _LEADING.sub("", clause)) != clause:
        if clause.startswith(("can", "could", "would", "will")):
            return True
        clause = shorter
    return any(form.search(clause) for form in (_ASKS_OUTRIGHT, _REQUESTS, _WISHES))


def _only_states(clause: Clause, *, later: bool) -> bool:
    """Whether a clause beside one that asks is a statement; `later`: that one comes after it."""
    if len(clause.text.split()) < _ENOUGH:
        return (
            later
            and clause.ends in _ENDS
            and THING not in clause.text
            and _STATES.search(clause.text) is None
        )
    if _STATES.search(clause.text) or _WORKING.search(clause.text):
        return True
    if _BUSY.search(clause.text) or clause.ends in _FULL_STOPS:
        return later
    return later and clause.ends in _ENDS and _CONDITION.search(clause.text) is None


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

    for pronoun in _PRONOUNS:
        said = [pronoun.sub(named, clause, count=1) for clause in clauses]
        if said != clauses:
            return said
    return [*clauses, thing]
