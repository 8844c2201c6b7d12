"""Which lines and which sentences of one definition fit a question. Texts in, line numbers and prose out."""

from __future__ import annotations

import re
from itertools import dropwhile, groupby, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.synonyms import SIGNALS, same_as
from stc_lsp.code.asking.wording import stem
from stc_lsp.code.claims import sentences_of
from stc_lsp.code.describe.documentation import fields, opening, paragraphs
from stc_lsp.code.identifiers import search_terms
from stc_lsp.code.source_lines import documented, indent_of
from stc_lsp.code.values import CALLABLE, Chunk, ChunkKind
from stc_lsp.wake.structural.statements import (
    OPENS,
    from_a_beginning,
    importing,
    opened,
    to_an_end,
    whole_header,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

WHOLE = 14
"""Lines of code of a definition that is short enough to be quoted whole."""
_MOST_LINES, _LEAST_LINES = 14, 9
"""Of a longer one."""
IDENTIFIER = re.compile(r"(?<![^\W_])[A-Za-z]\w*(?:_\w+|[a-z0-9][A-Z]\w*)")
"""A name that no ordinary word is. It begins where a word does: else each letter of a long one is tried."""
_SHORTENED = re.compile(r"(?:\b[ei]\.[eg]|\betc|\bvs|\bcf|\bresp)\.$", re.IGNORECASE)
_MOST_SEEDS = 5
"""Lines that are chosen for themselves; those around them come with them."""
_LEAST, _LEAST_PART = 0.03, 0.35
"""Of a question's words, by their rarity, that a line must tell; and of what the first chosen line tells."""
_IN_NAME = 0.4
"""What a word counts that the definition is called by: it stands in many of its lines."""
_RELATED = 0.5
"""What a word counts of which a line has only another one for the same."""
_KNOWN = 0.75
"""What a word counts less that a chosen line has already."""
_NEAR = 1.2
"""Times as much counts what stands beside a chosen line."""
_NEXT_TO = 3
_HEADERS = 3
"""Lines around a chosen one that say under which condition it runs."""
_ABOVE = 3
"""Lines of a comment above."""
_GAP = 2
"""Lines that are shown rather than left out between two that are."""
_LONGEST_COMMENT = 3
"""Lines of one that are quoted: lines of code are what is shown."""
_EMPTY_COMMENT = re.compile(r"\s*(?:#+|//+!?|--|/?\*+/?)?\s*")
_GOES_ON = 3
"""Lines at most that a statement goes on for."""
_COMMENT = re.compile(
    r"\s*(?:#(?!\[|\w+\s*(?:[=(;]|$)|(?:define|if|ifn?def|elif|include|undef|pragma)\b)|//|--|\*|/\*)"
)
"""How a line begins that is one; `#` begins attributes, private names and what a preprocessor does, too."""
_EMPTY = re.compile(r"\s*(?:pass|\.\.\.|return(?: None)?;?|raise NotImplementedError\b.*|[\"']{3})$")
"""A line of a body that does nothing."""
_HANDS_ON = re.compile(
    r"\s*(?:return\s+)?(?:await\s+|yield from\s+)?(?!(?:if|for|while|switch|match|with)\b)[\w.:>&*!?-]+\("
)
"""A statement that calls something and does no more."""
_HOLDS_CODE = re.compile(r"\b(?:func|function|fn|lambda|def)\b|[=-]>|\|[\w, ]*\|")
"""What begins a function within it, which says what happens."""
_NO_BODY = re.compile(r":\s*(?:\.\.\.|pass)$|\{\s*\}$|\)[^={}]*;$")
"""How a line ends that declares a function and does nothing."""
_CLOSES = re.compile(r"\s*[\])}]+[;,]?$")
_ENDED = re.compile(r"[.!?:;…]\W*$")
_ALL_PROSE, _MOST_PROSE = 280, 420
"""Characters of documentation that is quoted whole, and of what is quoted of a longer one."""
_LEADS_ON = re.compile(
    r"(?:this|that|these|those|it|they|otherwise|instead|however|thus|so|hence|therefore|but|if not|then)\b",
    re.IGNORECASE,
)
"""How a sentence begins that belongs to the one before it."""


class FittingLines(NamedTuple):
    """What is shown of a definition."""

    numbers: Sequence[int]
    """In order."""
    after_gaps: frozenset[int]
    """Those before which code is left out."""


class Weighed(NamedTuple):
    """The words of a question, as they count in one definition."""

    weights: Mapping[str, float]
    """The stem of each with its share of all that the question says."""
    name: frozenset[str]
    """The stems of the name of the definition."""

    def of(self, text: str) -> dict[str, float]:
        """What a text has of each word, by its weight; only those that it has."""
        words = stems(text)
        found: dict[str, float] = {}
        for word, weight in self.weights.items():
            if word in words:
                found[word] = weight * (_IN_NAME if word in self.name else 1.0)
            elif not words.isdisjoint(same_as(word)):
                found[word] = weight * _RELATED * (_IN_NAME if word in self.name else 1.0)
        return found


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text, and the names in it as they are written."""
    words = frozenset(map(stem, search_terms(text.replace("_", " "))))
    signals = (f"sig{word}" for word in words & SIGNALS)
    return words.union(signals, IDENTIFIER.findall(text))


def most_told(told: Mapping[str, float], has: Mapping[str, float]) -> dict[str, float]:
    """Of each word of a question the most that either has."""
    return {**told, **{word: max(told.get(word, 0.0), share) for word, share in has.items()}}


def fitting_prose(documentation: str, weighed: Weighed) -> str:
    """The sentences of a documentation that fit best, plain; all of a short one; "" if there is none."""
    whole = opening(documentation, _MOST_PROSE)
    if len(whole) <= _ALL_PROSE and not _is_cut(documentation, whole):
        return whole
    told = [sentence for each in paragraphs(documentation) for sentence in _sentences(each)]
    for each in fields(documentation):
        first, *others = _sentences(each.text) or [""]
        if each.name and first:
            told += [f"`{each.name}`: {first}{'' if _ENDED.search(first) else '.'}", *others]
    has = [sum(weighed.of(each).values()) for each in told]
    if not told or max(has) < _LEAST:
        return next((each for each in told if len(each) <= _MOST_PROSE), "")
    best = max(range(len(told)), key=lambda number: has[number])
    first, last = best, best + 1
    while first > 0 and _LEADS_ON.match(told[first]) and best - first < _NEXT_TO:
        first -= 1
    while last < len(told) and (_LEADS_ON.match(told[last]) or has[last] >= has[best] / 2):
        last += 1
    return _up_to(told[first:last], _MOST_PROSE)


def _sentences(text: str) -> list[str]:
    """Its sentences; what is shortened ends none."""
    kept: list[str] = []
    for each in sentences_of(text):
        if kept and _SHORTENED.search(kept[-1]):
            kept[-1] += f" {each}"
        else:
            kept.append(each)
    return kept


def fitting_lines(
    rows: Sequence[str], chunk: Chunk, without: Iterable[tuple[int, int]], weighed: Weighed
) -> FittingLines:
    """The lines of a definition that fit best; all of a short one.

    `rows`: the lines of its file. `without`: first and last lines of what stands in it for itself.
    """
    whole = _own(rows, chunk, without)
    own = _with_short_comments(rows, whole, weighed)
    if len(own) <= WHOLE:
        # What declares something is said by its name.
        return _with_gaps(rows, [] if _only_declares(rows, own, chunk) else own, whole)
    body = [number for number in own if number >= _first_of_body(rows, chunk)]
    has = {number: found for number in body if (found := weighed.of(rows[number - 1]))}
    shown: set[int] = set()
    for seed in _seeds(has):
        filled = _filled(shown | _with_context(rows, body, seed), body)
        if shown and len(filled) > _MOST_LINES:
            break
        shown = filled
    numbers = from_a_beginning(rows, sorted(_widened(rows, shown, body))[: _MOST_LINES + 1], body)
    return _with_gaps(rows, to_an_end(rows, numbers, body), whole)


def _with_gaps(rows: Sequence[str], kept: Sequence[int], whole: Sequence[int]) -> FittingLines:
    """Some lines of a definition, from the first that says something, with where others are left out."""
    numbers = list(dropwhile(lambda number: _EMPTY_COMMENT.fullmatch(rows[number - 1]), kept))
    places = {number: place for place, number in enumerate(whole)}
    gaps = [other for one, other in pairwise(numbers) if places[other] > places[one] + 1]
    return FittingLines(numbers, frozenset(gaps))


def _with_short_comments(rows: Sequence[str], own: Sequence[int], weighed: Weighed) -> list[int]:
    """Some lines, but of each long comment only the few one after another that tell most of a question."""
    kept: list[int] = []
    for is_comment, group in groupby(own, lambda number: _COMMENT.match(rows[number - 1]) is not None):
        run = list(group)
        if is_comment and len(run) > _LONGEST_COMMENT:
            windows = [run[at : at + _LONGEST_COMMENT] for at in range(len(run) - _LONGEST_COMMENT + 1)]
            texts = (" ".join(rows[number - 1] for number in window) for window in windows)
            told = [sum(weighed.of(text).values()) for text in texts]
            run = windows[told.index(max(told))]
        kept += run
    return kept


def whole_comment(rows: Sequence[str], number: int) -> str:
    """A line of a file, with the others of its comment if it is one: all of that tells what code is about."""
    if not _COMMENT.match(rows[number - 1]):
        return rows[number - 1]
    before = takewhile(_COMMENT.match, reversed(rows[: number - 1]))
    return "\n".join([*reversed(list(before)), *takewhile(_COMMENT.match, rows[number - 1 :])])


def _only_declares(rows: Sequence[str], own: Sequence[int], chunk: Chunk) -> bool:
    """Whether lines say no more of a definition than what it is: all that is in it stands for itself."""
    if chunk.kind is ChunkKind.VARIABLE:
        return False
    first = _first_of_body(rows, chunk) if chunk.kind in CALLABLE else chunk.name_line + 1
    below = [rows[number - 1] for number in own if number >= first]
    if chunk.kind in CALLABLE and below:
        return all(_EMPTY.match(row) or _CLOSES.match(row) for row in below)
    if chunk.kind in CALLABLE:
        # What is declared on one line has its body there.
        return not own or _NO_BODY.search(rows[own[-1] - 1]) is not None
    return len(own) <= 1 or (chunk.kind is ChunkKind.CLASS and all(map(_CLOSES.match, below)))


def only_hands_on(rows: Sequence[str], chunk: Chunk) -> bool:
    """Whether all that a function does is to call another: what happens is not told by its lines."""
    if chunk.kind not in CALLABLE:
        return False
    first = _first_of_body(rows, chunk)
    own = [rows[number - 1] for number in _own(rows, chunk, ()) if number >= first]
    body = [row for row in own if not _CLOSES.match(row)]
    least = min(map(indent_of, body), default=0)
    statements = [row for row in body if indent_of(row) == least]
    is_call = len(statements) == 1 and _HANDS_ON.match(statements[0]) is not None
    return is_call and not any(map(_HOLDS_CODE.search, body))


def _first_of_body(rows: Sequence[str], chunk: Chunk) -> int:
    """The line after those that declare a function."""
    if chunk.kind not in CALLABLE:
        return chunk.start_line
    balance = 0
    for number in range(chunk.name_line, min(chunk.end_line, len(rows)) + 1):
        balance += opened(rows[number - 1])
        if balance <= 0:
            return number + 1
    return chunk.start_line


def _own(rows: Sequence[str], chunk: Chunk, without: Iterable[tuple[int, int]]) -> list[int]:
    """The lines that are nobody else's and no documentation; blank ones left out."""
    left_out = {number for first, last in without for number in range(first, last + 1)}
    first = chunk.start_line
    own = rows[first - 1 : chunk.end_line]
    left_out.update(first + index for index in documented(own, chunk.documentation))
    left_out.update(importing((each, row) for each, row in enumerate(own, first) if each not in left_out))
    return [number for number, row in enumerate(own, first) if number not in left_out and row.strip()]


def _seeds(has: Mapping[int, Mapping[str, float]]) -> Iterator[int]:
    """The lines that tell most of a question together, each time the one that tells most that is new."""
    told: dict[str, float] = {}
    chosen: list[int] = []
    least = _LEAST
    while len(chosen) < _MOST_SEEDS:
        worth = {
            number: _near(number, chosen)
            * sum(max(0.0, share - _KNOWN * told.get(word, 0.0)) for word, share in found.items())
            for number, found in has.items()
            if number not in chosen
        }
        best = max(worth, key=worth.__getitem__, default=None)
        if best is None or worth[best] < least:
            return
        least = max(least, _LEAST_PART * worth[best])
        chosen.append(best)
        yield best
        told = most_told(told, has[best])


def _near(number: int, chosen: Iterable[int]) -> float:
    return _NEAR if any(abs(number - other) <= _NEXT_TO for other in chosen) else 1.0


def _with_context(rows: Sequence[str], own: Sequence[int], seed: int) -> set[int]:
    """A line with the conditions around it, the comment above it, and what it begins."""
    at = own.index(seed)
    group = {seed}
    depth, headers = indent_of(rows[seed - 1]), 0
    for number in reversed(own[:at]):
        row = rows[number - 1]
        if indent_of(row) < depth and headers < _HEADERS and not _COMMENT.match(row):
            depth = indent_of(row)
            # What only closes a bracket is no condition.
            if not _CLOSES.match(row):
                group.update(whole_header(rows, own, number))
                headers += 1
    for number in reversed(own[max(0, at - _ABOVE) : at]):
        if not _COMMENT.match(rows[number - 1]):
            break
        group.add(number)
    balance = code = 0
    for place, number in enumerate(own[at:], at):
        row = rows[number - 1]
        is_comment = _COMMENT.match(row) is not None
        code += not is_comment
        if code > 1 + _GOES_ON:
            break
        group.add(number)
        balance += opened(row)
        begins = is_comment or OPENS.search(row)
        if balance <= 0 and not begins and (place > at or not _is_only_begun(rows, own, place)):
            break
    return group


def _is_only_begun(rows: Sequence[str], own: Sequence[int], place: int) -> bool:
    """Whether the next line stands further in, and so belongs to it."""
    following = own[place + 1 : place + 2]
    return any(indent_of(rows[number - 1]) > indent_of(rows[own[place] - 1]) for number in following)


def _widened(rows: Sequence[str], shown: set[int], own: Sequence[int]) -> set[int]:
    """With lines after the last and before the first, where few are shown."""
    if not shown:
        return shown
    first, last = own.index(min(shown)), own.index(max(shown))
    lacking = max(0, _LEAST_LINES - len(shown))
    # Nothing ends where a block begins.
    while (
        lacking < _LEAST_LINES and last + lacking < len(own) and OPENS.search(rows[own[last + lacking] - 1])
    ):
        lacking += 1
    after = own[last + 1 : last + 1 + lacking]
    before = own[max(0, first - (lacking - len(after))) : first]
    return shown | {*before, *after}


def _filled(shown: set[int], own: Sequence[int]) -> set[int]:
    """With the few lines between two that are shown."""
    places = {number: place for place, number in enumerate(own)}
    order = sorted(places[number] for number in shown)
    filled = set(shown)
    for one, other in pairwise(order):
        if other - one - 1 <= _GAP:
            filled.update(own[one + 1 : other])
    return filled


def _is_cut(documentation: str, told: str) -> bool:
    """Whether a documentation says much more than what is told of it."""
    return len(documentation) > 2 * len(told) + _ALL_PROSE


def _up_to(sentences: Sequence[str], most: int) -> str:
    kept: list[str] = []
    for each in sentences:
        if kept and sum(map(len, kept)) + len(each) > most:
            break
        kept.append(each)
    return " ".join(kept)
