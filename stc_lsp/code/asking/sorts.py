"""Which sort of things a question wants listed: "which middleware are there?", "list all loaders"."""

from __future__ import annotations

import re
from typing import NamedTuple

from stc_lsp.code.asking.wording import stem
from stc_lsp.code.identifiers import split_identifier
from stc_lsp.code.values import ChunkKind

_BEGINS = re.compile(
    r"""(?x) ^\W* (?: (?:hi|hey|hello|please|so|ok|okay|and|well|now)[\s,]+ )*
    (?: (?:can|could|would|will) \s you \s (?:please \s)? | i \s (?:want|need) \s (?:to \s (?:see|know) \s)? |
        i(?:'d|\swould) \s like \s (?:you \s)? to \s (?:see \s)? )?
    (?P<verb> (?: list | show | enumerate | name | give | tell | find | print ) (?:\s (?:me|us))? |
        (?:which|what) (?: \s (?:are|were) )? | how \s many | (?:are|is) \s there | (?:overview|list) \s of )
    (?: \s (?: all | every | each | any | the | of | its | our | their | different | various | existing |
        available | defined | supported | registered | custom | public | possible | known | built-?in |
        (?:kinds?|types?|sorts?|names?|list) \s of ) )*
    \s (?P<what> .+ )$""",
    re.IGNORECASE,
)
_WHERE_READ = re.compile(
    r"""(?x) ^\W* where \s (?: are | do \s we | does \s it | does \s the \s code ) \s
    (?: (?: use | read | access | all | the ) \s )* ( env (?:ironment)? [ -]? (?: vars | variables ) )
    (?: \s (?: read | used | accessed | looked \s up ) )? (?= \W* $)""",
    re.IGNORECASE,
)
"""What asks for places that a list of all has with each."""
_PARTICIPLES = (
    "defined|available|supported|registered|declared|provided|implemented|used|offered|raised|exposed|read"
)
_OWNER = r"(?:(?:the|this|our|my|your|that) )?(?P<{}>[\w./-]+(?: \w+){{0,2}}?)"
_WHAT = re.compile(
    rf"""(?x) (?P<sort> [A-Za-z][\w-]* (?:\s[A-Za-z][\w-]*){{0,3}}? )
    (?P<exist> \s (?:(?:that|which)\s)? (?: (?:are|is) (?:\s(?:there|already|currently))*
            (?:\s(?:{_PARTICIPLES}))? |
        exists? | there (?:\s(?:are|is))? | {_PARTICIPLES} |
        can \s (?:(?:i|we|you|one|users) \s \w+ | be \s \w+) |
        (?:do|does) \s {_OWNER.format("who").replace(" ", "[ ]")} \s
            (?:have|define|provide|offer|support|expose|raise|read|use|ship (?:\swith)?|look \s (?:at|for)|
            take|check|consult|respect|honou?r|know|understand|recogni[sz]e|accept|listen \s to) ) )?
    (?: \s (?:in|of|from|within|across|inside|for|by) \s {_OWNER.format("whose").replace(" ", "[ ]")} )?
    (?: \s (?:here|please) )? [\s?.!]* $""",
    re.IGNORECASE,
)
"""A sort, that there is something of it, and whose: all that such a question may say."""
_TO_ADD = re.compile(
    r"""(?x) (?: (?:where|how) \s (?:do|can|could|would|should|must) \s (?:i|we|you|one) \s (?:\w+ly\s)? |
        (?:how|where|steps) \s to \s |
        what \s (?:do|must|should) \s (?:i|we|you|one) \s (?:have\s|need\s)? (?:to\s)?
            (?:do|change|edit|touch) \s to \s )
    (?: (?:add|register|write|implement|introduce|define|plug \s in) \s
            (?: (?:an?|the|another|one|our|my|your|a \s few) \s )*
            (?: new | another | more | own | custom | additional ) |
        (?:add|implement) \s support \s for \s (?:an?|another) (?:\s new | \s other | \s further)? |
        create \s (?: my | our | your ) \s own )
    \s (?P<sort> [A-Za-z][\w-]* (?: \s (?!to\b|in\b|into\b|for\b|of\b|on\b) [A-Za-z][\w-]* )? )
    (?: \s (?:to|in|into|for) \s (?:(?:the|this|our|my)\s)? [\w-]+ )? [\s?.!]*""",
    re.IGNORECASE,
)
"""Who wants one more of what there are several of, and says that it is a new one: no use of what is there."""
_WHOLE = re.compile(
    r"(?:whole |entire )?(?:it|we|this|here|(?:source )?code(?: ?base)?|repo(?:sitory)?|project|cli|api|"
    r"app(?:lication)?|library|framework|package|workspace|program|service|server|command line|tool|system|"
    r"tests?)",
    re.IGNORECASE,
)
KINDS = {
    "class": ChunkKind.CLASS,
    "type": ChunkKind.CLASS,
    "function": ChunkKind.FUNCTION,
    "method": ChunkKind.METHOD,
}
"""Sorts that are all definitions of a kind."""
_SUFFIXES = {**KINDS, "struct": ChunkKind.CLASS, "interface": ChunkKind.CLASS, "func": ChunkKind.FUNCTION}
"""What, said after a sort, only says what its members are: "exception classes"."""
_DOES = frozenset(
    """add apply assert build check clear close compile convert create delete do ensure fetch find format get
    handle has init install is list load make new on open parse prepare print process read register remove
    render replace reset resolve run save send set setup should sort to unregister update use validate with
    write""".split()
)
"""With what the name of something begins that does something with one, and is none: `add_middleware`."""
_UNCOUNTED = frozenset({"middleware", "configuration", "config", "software", "metadata", "storage"})
_NO_SORTS = frozenset({"version", "platform", "thing"})
"""What no definition is one of: which versions of Python are supported, documents tell."""
_ARTICLES = frozenset("the a an this that these those it its my our your".split())
_ALL = re.compile(r"^\W*(?:list|show|enumerate|name|give|how many)\b|\ball\b|\bevery\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?:every|each)\b", re.IGNORECASE)
_LONGEST = 300
"""Characters of a question that only wants a list."""


class Sort(NamedTuple):
    """A sort of things, by its words."""

    words: tuple[str, ...]
    """In lower case, in the singular as far as that is plain: ("exception", "handler")."""
    written: str
    """As asked, without what says of which kind its members are: "exception handlers"."""
    kind: ChunkKind | None
    """Which kind of definition its members are asked to be; None: any."""
    owner: str
    """Whose: "flask" of "what commands does flask have?"; "" for what is the whole repository anyway."""

    @property
    def stems(self) -> tuple[str, ...]:
        """Its words as they can be compared with the words of names."""
        return tuple(map(stem, self.words))

    @property
    def as_type(self) -> str:
        """As in the name of a type: "ExceptionHandler"."""
        return "".join(word.capitalize() for word in self.words)

    @property
    def as_name(self) -> str:
        """As in any other name: "exception_handler"."""
        return "_".join(self.words)

    @property
    def is_kind(self) -> bool:
        """It is all definitions of a kind."""
        return len(self.words) == 1 and self.words[0] in KINDS

    def ends(self, name: str) -> bool:
        """Whether a name ends in its words: `GZipMiddleware` is one of the middleware."""
        words = tuple(map(stem, split_identifier(name)))
        return words[-len(self.stems) :] == self.stems

    def is_name(self, name: str) -> bool:
        """Whether a name says the sort and nothing else: `LifecycleHooks` of the lifecycle hooks."""
        return tuple(map(stem, split_identifier(name))) == self.stems

    def is_called(self, name: str) -> bool:
        """The same for a name that may also be that of what does something with one."""
        words = split_identifier(name)
        return self.ends(name) and (len(words) == len(self.stems) or words[0] not in _DOES)


def sort_asked(text: str) -> Sort | None:
    """The sort of things that a question wants listed; None if it is no such question."""
    text = _WHERE_READ.sub(r"which \1 are read", text.replace("`", ""))
    begins = _BEGINS.match(text) if len(text) <= _LONGEST else None
    found = _WHAT.fullmatch(begins["what"]) if begins is not None else None
    if begins is None or found is None:
        return None
    words = found["sort"].split()
    last = words[-1].lower()
    is_plural = last in _UNCOUNTED or singular(last) != last or _EACH.search(text) is not None
    is_all = _ALL.search(text) is not None or begins["verb"].lower().endswith(("are", "were", "there"))
    if (
        singular(last) in _NO_SORTS
        or not is_plural
        or not (is_all or found["exist"])
        or not _ARTICLES.isdisjoint(map(str.lower, words))
    ):
        return None
    kind = _SUFFIXES.get(singular(last)) if len(words) > 1 else None
    named = words[:-1] if kind is not None else words
    parts = [part for word in named for part in split_identifier(word.replace("-", "_"))]
    if not parts:
        return None
    whose = found["who"] or found["whose"] or ""
    owner = "" if _WHOLE.fullmatch(whose) else whose
    return Sort((*parts[:-1], singular(parts[-1])), " ".join(named), kind, owner)


def sort_to_add(text: str) -> Sort | None:
    """The sort of things of which somebody wants to add one; None if it is no such question."""
    found = _TO_ADD.fullmatch(" ".join(text.replace("`", "").split())) if len(text) <= _LONGEST else None
    if found is None:
        return None
    parts = [part for word in found["sort"].split() for part in split_identifier(word.replace("-", "_"))]
    return Sort((*parts[:-1], singular(parts[-1])), found["sort"], None, "") if parts else None


def singular(word: str) -> str:
    """A noun in lower case and in the singular, as far as that is plain: "classes" -> "class"."""
    word = word.lower()
    for ending, instead in (("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ies", "y")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
