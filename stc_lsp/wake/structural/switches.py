"""What somebody sets who wants to turn something on or off: options and variables, by their names.

"How do I disable telemetry?" asks for `DISABLE_TELEMETRY`, "how do I skip a hook?" for `SKIP`.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.synonyms import same_as
from stc_lsp.code.asking.wording import stem
from stc_lsp.code.english import bulleted, code, sentence
from stc_lsp.code.identifiers import split_identifier
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.options import declared
from stc_lsp.wake.structural.settings import places_of_variables
from stc_lsp.wake.subjects import is_package
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_TABLE = """
disable deactivate stop prevent avoid suppress hide silence: disable no skip without quiet silent off ignore
skip ignore bypass: skip ignore no disable bypass exclude
enable activate force: enable force use with allow
change set override configure customize customise specify increase raise reduce lower:
limit restrict cap: limit max maximum cap
"""
_NAMES_FOR: Mapping[str, frozenset[str]] = {
    verb: frozenset(map(stem, names.split()))
    for verbs, _, names in (line.partition(":") for line in _TABLE.strip().splitlines())
    for verb in verbs.split()
}
"""What somebody wants to do -> what the name of that has by which it is done."""
_TURNED = {"turn off": "disable", "switch off": "disable", "turn on": "enable", "switch on": "enable"}
_ASKED = re.compile(
    r"\W*(?:how (?:do|can|could|should|would) (?:i|we|you|one)|how to"
    r"|is there an? (?:way|option|setting|flag) to|is it possible to|can (?:i|we|you)) (?:\w+ly )?(?P<verb>"
    + "|".join((*_TURNED, *_NAMES_FOR))
    + r") (?P<what>.+)",
    re.IGNORECASE,
)
_LEAST, _LEAST_HELP, _LEAST_ALONE = 0.35, 0.6, 0.65
"""Of what it is done to, by the rarity of the words: what a name must tell beside the verb; what its help
must, and what a name must tell that does not have the verb."""
_OTHER = 0.15
"""What a word of a name takes away that nobody said."""
_LEAST_COMMON, _SHARE_COMMON = 3, 0.4
_MOST = 4


class _Switch(NamedTuple):
    worth: float
    said: str
    place: Citation


def switches_said(inquiry: Inquiry) -> Finding | None:
    """The environment variables and options whose names say what somebody wants to do; None if none does."""
    asked = _ASKED.match(" ".join(inquiry.question.text.replace("`", "").split()))
    if asked is None:
        return None
    verb = asked["verb"].lower()
    verbs = _NAMES_FOR[_TURNED.get(verb, verb)]
    variables = places_of_variables(inquiry)
    common = _common(variables) | {
        stem(word)
        for name in variables
        for word in split_identifier(name)
        if is_package(word, inquiry.snapshot)
    }
    what = {stem(word) for word in split_identifier(asked["what"])} - common
    weights = {word: share for word, share in inquiry.weights.items() if word in what}
    if not weights:
        return None
    wanted = _Wanted(stem(verb), verbs, weights, common)
    found = sorted(_fitting(inquiry, variables, wanted), key=lambda each: -each.worth)[:_MOST]
    if not found:
        return None
    lines = [each.said for each in found]
    text = f"By their names, this is set for it:\n{bulleted(lines, len(lines))}"
    return Finding(text, tuple(each.place for each in found), is_all=False)


def _common(names: Iterable[str]) -> frozenset[str]:
    """The words of most names, by which they say whose they are: `PRE_COMMIT_HOME`."""
    split = [{stem(word) for word in split_identifier(name)} for name in names]
    often = Counter(word for words in split for word in words)
    return frozenset(
        word for word, number in often.items() if number >= max(_LEAST_COMMON, _SHARE_COMMON * len(split))
    )


class _Wanted(NamedTuple):
    verb: str
    verbs: frozenset[str]
    """Empty where nothing is turned on or off."""
    weights: Mapping[str, float]
    common: frozenset[str]

    def worth(self, name: str, help_: str) -> float:
        """How well something fits, by its name and what is said of it; 0 if it does not."""
        words = {stem(word) for word in split_identifier(name.strip("-").replace("-", "_"))} - self.common
        named = self._share(words)
        has_verb = not self.verbs.isdisjoint(words)
        helped = self._share({stem(word) for word in split_identifier(help_)}) if has_verb else 0.0
        is_verb = bool(self.verbs) and words == {self.verb}
        others = len(words - self.verbs - self.weights.keys())
        is_enough = named >= _LEAST_ALONE and not (self.verbs and others)
        if not is_enough and not (has_verb and (named >= _LEAST or helped >= _LEAST_HELP)) and not is_verb:
            return 0.0
        return has_verb + named + helped / 2 + is_verb - _OTHER * others

    def _share(self, words: set[str]) -> float:
        told = (share for word, share in self.weights.items() if not words.isdisjoint({word, *same_as(word)}))
        return sum(told) / (sum(self.weights.values()) or 1.0)


def _fitting(inquiry: Inquiry, variables: Mapping[str, Citation], wanted: _Wanted) -> Iterator[_Switch]:
    for name, at in variables.items():
        if (worth := wanted.worth(name, "")) > 0:
            yield _Switch(worth, f"the environment variable {code(name)}, read at {code(str(at))}", at)
    for option in declared(inquiry):
        worth = max(wanted.worth(name, option.help) for name in option.names)
        if worth > 0:
            line = option.use.reference.line
            said = f"{code(option.long_name)} ({inquiry.at(option.use)})"
            told = f"{said}: {sentence(option.help)}" if option.help else said
            yield _Switch(worth, told, Citation(option.use.path, line, line))
