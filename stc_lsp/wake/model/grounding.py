"""Holding a model's answer against the source: what it cites, what it names, and what it says without proof.

Each sentence that claims something about the code must rest on lines. The lines it cites must exist and
contain what it names; a sentence that cites nothing is given the lines that it was made from, if there are
any. What remains is marked, and so is each name that exists nowhere: a model that invents is seen to invent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.claims import CODE_SPAN, COMMON, IDENTIFIER, without_strings
from stc_lsp.code.inert import inert_markdown
from stc_lsp.wake.cite import distinct
from stc_lsp.wake.model.evidence import EvidenceLookup
from stc_lsp.wake.names import claimed, members, told, unknown_in_block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.wake.hover.freshness import Present
    from stc_lsp.wake.model.shown import PromptContext
    from stc_lsp.wake.values import Citation

UNSUPPORTED = "(unsupported)"
"""Stands behind a sentence that no line bears out."""
NOT_FOUND = "(not found)"
"""Stands behind a name that exists nowhere in the workspace."""
MISSING = "MISSING"
"""What a model is asked to begin with when it was not shown enough."""

_LONGEST = 12_000
"""Characters of an answer."""
_CITATION = re.compile(
    r"[\[(]`?(?P<path>[^\[\]()\s:`,;]+)`?:\s?(?:L|lines? )?(?P<first>\d+)"
    r"(?:\s?[-\N{EN DASH}:]\s?L?(?P<last>\d+))?`?"
    r"(?P<more>(?:[,;]\s*`?[^\[\]()\s:`,;]+`?:\d+(?:[-\N{EN DASH}]\d+)?`?)*)[\])]"
    r"|\[(?:L|lines? )?(?P<bare>\d+)\s?[-\N{EN DASH}]\s?(?P<to>\d+)\]"
)
_ONE_MORE = re.compile(r"`?([^\[\]()\s:`,;]+)`?:(\d+)(?:[-\N{EN DASH}](\d+))?")
_TRAILING = re.compile(rf"([.!?])((?:\s*(?:{_CITATION.pattern.replace('?P<', '?P<t_')}))+)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\s\[(])")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+|\s*#{1,6}\s+|\s*>\s?")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LACKS = re.compile(
    r"\b(?:data|notes|excerpts?|context|code|information|text) (?:\w+ ){0,3}(?:does|do|did)(?:n't| not) "
    r"(?:\w+ ){0,2}(?:show|say|hold|contain|include|provide|mention|tell|explain|specify|describe)"
    r"|\bnot (?:enough|sufficient) (?:data|information|context)|\bno (?:data|information) (?:about|on)\b"
    r"|\bis (?:missing|not shown|not in the data)\b|\b(?:cannot|can't) be (?:told|answered|determined)\b",
    re.IGNORECASE,
)
_LEAST_WORDS = 4
"""A sentence of fewer words that names nothing claims nothing: "Yes, it does."."""
_SHORT = 24
"""Characters; shorter sentences may be said twice."""
_MOST_UNSUPPORTED = 0.5


@dataclass(frozen=True, slots=True)
class Grounded:
    """An answer with its proof."""

    text: str
    """Inert, cited and marked."""
    citations: tuple[Citation, ...]
    claims: int
    """Sentences that claim something."""
    unsupported: int
    admits: bool
    """The model says that it was not shown what it needs."""

    @property
    def lacks(self) -> bool:
        """It leaves the question open: it admits that, or says nothing of the code."""
        return self.admits or self.claims == 0

    @property
    def holds(self) -> bool:
        """Enough of it is borne out."""
        return self.claims > 0 and self.unsupported <= self.claims * _MOST_UNSUPPORTED and not self.lacks


def ground(answer: str, shown: PromptContext, present: Present) -> Grounded:
    """Check an answer that was made from what was shown."""
    checking = _Checking(EvidenceLookup(shown, present))
    text = "\n".join(checking.blocks(answer.strip()))
    begins = re.match(rf"\W*{MISSING}\b", answer) is not None
    admits = _LACKS.search(answer) is not None and checking.claims <= checking.unsupported
    return Grounded(
        inert_markdown(text, _LONGEST),
        tuple(distinct(checking.citations)),
        checking.claims,
        checking.unsupported,
        begins or admits,
    )


class _Checking:
    """One answer under way."""

    def __init__(self, evidence: EvidenceLookup) -> None:
        self._evidence = evidence
        self.citations: list[Citation] = []
        self.claims = 0
        self.unsupported = 0
        self._said: set[str] = set()

    def blocks(self, answer: str) -> Iterator[str]:
        """The lines of the answer, marked; code in fences is checked as a whole."""
        lines = answer.split("\n")
        while lines:
            line = lines.pop(0)
            fence = _FENCE.match(line)
            if fence is None:
                yield self._line(line)
                continue
            body: list[str] = []
            while lines and not lines[0].strip().startswith(fence[1]):
                body.append(lines.pop(0))
            del lines[:1]
            yield from (line, *body, fence[1])
            yield from self._block("\n".join(body))

    def _block(self, code: str) -> Iterator[str]:
        unknown = [name for name in unknown_in_block(code) if not self._evidence.knows(name)]
        if unknown:
            self.claims += 1
            self.unsupported += 1
            named = ", ".join(f"`{name}` {NOT_FOUND}" for name in unknown)
            yield f"{named} {UNSUPPORTED}"

    def _line(self, line: str) -> str:
        bullet = _BULLET.match(line)
        head = bullet[0] if bullet else ""
        rest = _TRAILING.sub(lambda found: f" {found[2].strip()}{found[1]}", line[len(head) :])
        if not rest.strip() or rest.strip().strip("|:- ") == "":
            return line
        is_heading = head.lstrip().startswith("#")
        told: list[str] = []
        for each in _SENTENCE_END.split(rest.strip()):
            # Small models go round in circles.
            if each not in self._said or len(each) < _SHORT:
                told.append(self._sentence(each, is_heading=is_heading))
            self._said.add(each)
        return head + " ".join(told) if told else ""

    def _sentence(self, sentence: str, *, is_heading: bool) -> str:
        plain = _CITATION.sub("", sentence)
        names = claimed(plain)
        cited = [each for found in _CITATION.finditer(sentence) for each in self._cited(found)]
        unknown = [name for name in names if not self._evidence.knows(name)]
        unknown += [name for name in members(plain) if not self._evidence.may_have(*name.split("."))]
        if not names and not cited and (is_heading or not _claims(plain)):
            return sentence
        self.claims += 1
        sound = [each for each in cited if each is not None]
        is_borne_out = (
            not unknown
            and len(sound) == len(cited)
            and bool(cited)
            and self._evidence.bears_out(sound, told(plain), plain)
        )
        if not cited and not unknown:
            found = self._evidence.find(told(plain), plain)
            if found is not None:
                self.citations.append(found)
                return _with(sentence, f"[{found}]")
        if is_borne_out:
            self.citations += sound
            return sentence
        if is_heading and not unknown:
            self.claims -= 1
            return sentence
        self.unsupported += 1
        return _with(_marked(sentence, unknown), UNSUPPORTED)

    def _cited(self, found: re.Match[str]) -> Iterator[Citation | None]:
        """What a citation points at; None for each part of it that points nowhere."""
        if found["bare"]:
            yield self._evidence.span(int(found["bare"]), int(found["to"]))
            return
        yield self._evidence.lines(found["path"], int(found["first"]), int(found["last"] or found["first"]))
        for more in _ONE_MORE.finditer(found["more"] or ""):
            yield self._evidence.lines(more[1], int(more[2]), int(more[3] or more[2]))


def _claims(sentence: str) -> bool:
    """Whether a sentence without names says something about the code that could be wrong."""
    bare = sentence.strip()
    if bare.endswith(("?", ":")) or _LACKS.search(bare) or bare.startswith(MISSING):
        return False
    return len(_WORD.findall(bare)) >= _LEAST_WORDS


def _with(sentence: str, mark: str) -> str:
    """A sentence with something before its full stop."""
    end = re.search(r"[.!?:]*\s*$", sentence)
    at = end.start() if end else len(sentence)
    return f"{sentence[:at].rstrip()} {mark}{sentence[at:].rstrip()}"


def _marked(sentence: str, unknown: list[str]) -> str:
    """A sentence in which each name that exists nowhere is marked."""
    if not unknown:
        return sentence
    names = set(unknown)

    def in_code(found: re.Match[str]) -> str:
        inside = set(IDENTIFIER.findall(without_strings(found[2]))) - COMMON
        is_false = bool(inside & names) or any(name in found[2] for name in names if "." in name)
        return f"{found[0]} {NOT_FOUND}" if is_false else found[0]

    pieces: list[str] = []
    end = 0
    for span in CODE_SPAN.finditer(sentence):
        pieces += (_marked_words(sentence[end : span.start()], names), in_code(span))
        end = span.end()
    return "".join((*pieces, _marked_words(sentence[end:], names)))


def _marked_words(text: str, names: set[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(
            rf"(?<!\w){re.escape(name)}(?:\(\))?(?!\w|\.\w)", lambda found: f"{found[0]} {NOT_FOUND}", text
        )
    return text
