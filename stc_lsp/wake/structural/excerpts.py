"""The lines of the code that say most to a question, with what their authors say of them.

Of the definitions that search finds, the few are quoted whose names, documentation and lines have between
them most of the question's words: of each the sentences of its documentation and the lines that fit, with the
conditions around them. What is short is quoted whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.synonyms import SYNONYMS, same_as
from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.english import code, quoted
from stc_lsp.code.inert import code_block
from stc_lsp.code.source_lines import indent_of
from stc_lsp.code.values import CALLABLE, Chunk, ChunkKind, ReferenceKind
from stc_lsp.wake.rank.kinds import stands_in_production
from stc_lsp.wake.structural.fitting import (
    IDENTIFIER,
    WHOLE,
    FittingLines,
    Weighed,
    fitting_lines,
    fitting_prose,
    most_told,
    only_hands_on,
    stems,
    whole_comment,
)
from stc_lsp.wake.structural.inquiry import Inquiry, label
from stc_lsp.wake.structural.relevance import ASKED_SO
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from stc_lsp.memory.values import StoredChunk

_LEAST_SHARE, _LEAST_OF_BEST = 0.08, 0.2
"""Of a question's words, by their rarity, and of what the definition that has most has of them."""
_MANY_WORDS = 7
"""Of a question with so many one word more is needed."""
_LEAST_WORDS = 1
_KNOWN = 0.6
"""What a word counts less that has been told."""
_IN_NAME, _IN_OWNER, _IN_PROSE, _IN_LINE, _IN_OTHER_LINE = 0.8, 0.5, 0.9, 1.0, 0.5
"""What a word counts by where it stands."""
_RELATED = 0.6
"""Of that, if only a word for the same stands there."""
_LEAST_PART = 0.5
"""Of what the first that is quoted tells, that a further one must tell, too, by how likely it is."""
_OF_DECLARATION = 0.4
"""Of how likely a class, a module or a value is meant: what happens stands in functions."""
_CALLED_SO = 0.9
"""How likely is meant at least what is called by a sign of the question."""
_OF_HANDING_ON = 0.4
"""The same of a function that only calls another."""
_LOOKED_AT = 40
_MOST_LINES = 20
"""Quoted in an answer, where that is no more than one excerpt."""
_SIGN = re.compile(
    r"--?[a-z][\w-]+|\b[A-Z][A-Z\d_]{2,}\b|\b\w+_\w+\b|\b[a-z]+[A-Z]\w*"
    r"|(?<!\blike )(?<!\w)([`'\"])[^`'\"]+\1(?!\w)"
)
"""What is written as code, or as a sign for something; no example. What lacks it is about something else."""
_QUOTED = frozenset(
    {ChunkKind.FUNCTION, ChunkKind.METHOD, ChunkKind.CLASS, ChunkKind.MODULE, ChunkKind.VARIABLE}
)


class Excerpt(NamedTuple):
    """What is quoted of one definition."""

    stored: StoredChunk
    prose: str
    """Of its documentation, plain; "" if it has none."""
    block: str
    """Its lines, as a block of code; "" if only its documentation says something."""
    citation: Citation
    has: Mapping[str, float]
    """Of each word of the question, how much is told: from 0 to 1."""
    fit: float
    """How much of all that the question says: from 0 to 1."""
    part: float
    """Of how likely it is meant, by what sort of thing it is."""
    after: str = ""
    """How it comes to be run, of what is quoted after another."""

    def said(self) -> str:
        """It, with where it stands."""
        name = code(label(self.stored) if self.stored.chunk.qualname else self.stored.path)
        where = code(f"{self.citation.path}:{self.citation.start_line}")
        head = f"{name} ({where}){self.after}" + (f": {quoted(self.prose)}" if self.prose else ":")
        return "\n\n".join(filter(None, (head, self.block)))


def excerpts(
    inquiry: Inquiry, likely: Sequence[tuple[StoredChunk, float]], most: int, named: Collection[int]
) -> list[Excerpt]:
    """At most so many of some definitions, with how likely each is meant; each tells something new.

    `named`: ids of those that the question names; they are quoted if only anything of them fits.
    """
    weights = _weights(inquiry)
    if not weights:
        return []
    reader = _Reader(inquiry, weights)
    signs = [sign & weights.keys() for sign in signs_of(inquiry) if not sign.isdisjoint(weights)]
    found: dict[int, Excerpt] = {}
    worth: dict[int, float] = {}
    for each, likelihood in likely[:_LOOKED_AT]:
        if (excerpt := reader.excerpt(each)) is not None:
            found[each.id] = excerpt
            worth[each.id] = _worth(excerpt, likelihood, signs, is_named=each.id in named)
    having = _having(found, frozenset[str]().union(*signs), named)
    # What alone has a sign for something may have nothing else.
    least = _LEAST_WORDS + (len(weights) >= _MANY_WORDS) if len(having) == len(found) else 1
    kept = _saying_enough(having, min(least, len(weights)), named)
    told: dict[str, float] = {}
    shown: list[Excerpt] = []
    first, lines = 0.0, 0
    while kept and len(shown) < most:
        news: dict[int, float] = {id_: _news(each, told, weights) * worth[id_] for id_, each in kept.items()}
        best = max(news, key=lambda id_: (id_ in named, news[id_]))
        if best not in named and news[best] < _LEAST_PART * first:
            break
        first = first or news[best]
        excerpt = kept.pop(best)
        lines += excerpt.block.count("\n")
        if shown and best not in named and lines > _MOST_LINES:
            break
        following = reader.following(excerpt, signs) if not shown else None
        shown += [excerpt] if following is None else [excerpt, following]
        told = most_told(told, excerpt.has)
        for each in shown:
            kept.pop(each.stored.id, None)
    return shown[:most]


def _worth(excerpt: Excerpt, likelihood: float, signs: Sequence[frozenset[str]], *, is_named: bool) -> float:
    """What one is worth by itself: what the question names, or what is called like a sign in it, is meant."""
    is_called_so = any(sign <= stems(excerpt.stored.chunk.name) for sign in signs)
    part = 1.0 if is_named or is_called_so else excerpt.part
    return max(likelihood, _CALLED_SO * is_called_so) * part


def signs_of(inquiry: Inquiry) -> list[frozenset[str]]:
    """The stems of each thing that the question writes as code, or in capital letters: `--exec`, SIGTERM."""
    return [stems(found[0]) for found in _SIGN.finditer(inquiry.question.text)]


def _having(
    found: Mapping[int, Excerpt], words: Collection[str], named: Collection[int]
) -> Mapping[int, Excerpt]:
    """Those that have some of these words, and what is `named`; all, if nothing has any."""
    having = {id_ for id_, each in found.items() if any(each.has[word] > 0 for word in words)}
    return {id_: found[id_] for id_ in found if not having or id_ in having or id_ in named}


def _weights(inquiry: Inquiry) -> dict[str, float]:
    """The stems of a question's words, and the names it names, with their shares of all that it says."""
    weights = {word: weight for word, weight in inquiry.weights.items() if word not in ASKED_SO}
    # Who asks how something is reached seldom says it as the code does, however rare that word is.
    plain = [weight for word, weight in weights.items() if word not in SYNONYMS] or [1.0]
    most = sum(plain) / len(plain)
    weights = {word: min(weight, most) if word in SYNONYMS else weight for word, weight in weights.items()}
    names = {name.rpartition(".")[2] for name in inquiry.question.names}
    weights |= {name: most for name in names if IDENTIFIER.fullmatch(name)}
    whole = sum(weights.values()) or 1.0
    return {word: weight / whole for word, weight in weights.items()}


def fit_of_names(inquiry: Inquiry, told: Iterable[StoredChunk]) -> float:
    """How much of a question the names of some definitions say, and the first sentences about them."""
    weights = _weights(inquiry)
    names = (f"{each.chunk.qualname} {first_sentence(each.chunk.documentation)}" for each in told)
    return _share(weights, _told(weights, [(1.0, frozenset[str]().union(*map(stems, names)))]))


def _saying_enough(found: Mapping[int, Excerpt], words: int, named: Collection[int]) -> dict[int, Excerpt]:
    """Those with so many words of a question, and nearly as much as what has most; and what it names."""
    least = max(_LEAST_SHARE, _LEAST_OF_BEST * max((each.fit for each in found.values()), default=0.0))
    kept: dict[int, Excerpt] = {}
    for id_, each in found.items():
        count = sum(told > 0 for told in each.has.values())
        if id_ in named or (each.fit >= least and count >= words):
            kept[id_] = each
    return kept


def _share(weights: Mapping[str, float], has: Mapping[str, float]) -> float:
    """How much of a question something has of which each word counts so much."""
    return sum(weights[word] * told for word, told in has.items())


def _news(excerpt: Excerpt, told: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(
        weights[word] * max(0.0, share - _KNOWN * told.get(word, 0.0)) for word, share in excerpt.has.items()
    )


class _Reader:
    """Reads definitions for one question; no file is read twice."""

    def __init__(self, inquiry: Inquiry, weights: Mapping[str, float]) -> None:
        self._inquiry = inquiry
        self._weights = weights
        self._rows: dict[str, list[str]] = {}

    def excerpt(self, stored: StoredChunk) -> Excerpt | None:
        """What of a definition fits a question; None if nothing does, or if it is not there any more."""
        _, chunk = self._inquiry.present.of(stored)
        rows = self._rows_of(stored.path)
        if chunk is None or not rows or chunk.kind not in _QUOTED:
            return None
        weighed = Weighed(self._weights, stems(chunk.name) | {chunk.name})
        prose = fitting_prose(chunk.documentation, weighed)
        lines = fitting_lines(rows, chunk, self._inside(stored, chunk), weighed)
        groups = _groups(rows, lines)
        text = "\n".join(groups)
        if not text and not prose:
            return None
        outer, _, _ = chunk.qualname.rpartition(".")
        # In a module or an impl block what a name stands in tells little of it.
        has = _told(
            self._weights,
            (
                (_IN_NAME, stems(chunk.name)),
                (_IN_OWNER, stems(outer)),
                (_IN_PROSE, stems(prose)),
                *_in_lines(groups, self._weights),
            ),
        )
        # What is quoted was read now: that it was indexed otherwise is for the rest of the answer to say.
        first, last = (lines.numbers[0], lines.numbers[-1]) if text else (chunk.name_line, chunk.name_line)
        block = code_block(_shown(rows, lines), stored.language) if text else ""
        citation = Citation(stored.path, first, last)
        return Excerpt(stored, prose, block, citation, has, _share(self._weights, has), _part(rows, chunk))

    def following(self, excerpt: Excerpt, signs: Collection[frozenset[str]]) -> Excerpt | None:
        """What is run by what is quoted: all that it calls; what it hands on where a sign stands."""
        _, chunk = self._inquiry.present.of(excerpt.stored)
        rows = self._rows_of(excerpt.stored.path)
        if chunk is None or not excerpt.block:
            return None
        is_handing_on = only_hands_on(rows, chunk)
        lines = range(excerpt.citation.start_line, excerpt.citation.end_line + 1)
        if chunk.kind in CALLABLE and not is_handing_on:
            lines = [each for each in lines if any(sign <= stems(rows[each - 1]) for sign in signs)]
        kind = ReferenceKind.CALL if is_handing_on else ReferenceKind.NAME
        for stored in handed_on(self._inquiry, excerpt.stored, lines, kind):
            found = self.excerpt(stored)
            if found is not None and found.block:
                how = "calls" if is_handing_on else "hands on"
                return found._replace(after=f", which {code(label(excerpt.stored))} {how}")
        return None

    def _rows_of(self, path: str) -> list[str]:
        if path not in self._rows:
            source = self._inquiry.present.text(path) or b""
            self._rows[path] = [row.decode("utf-8", "replace").rstrip() for row in source.split(b"\n")]
        return self._rows[path]

    def _inside(self, stored: StoredChunk, chunk: Chunk) -> list[tuple[int, int]]:
        """First and last lines of what stands in a class or a module for itself; none of a short class."""
        is_short = chunk.kind is ChunkKind.CLASS and chunk.end_line - chunk.start_line < WHOLE
        if is_short or chunk.kind not in (ChunkKind.CLASS, ChunkKind.MODULE):
            return []
        inside = [self._inquiry.present.of(each)[1] for each in self._inquiry.snapshot.children(stored.id)]
        return [(each.start_line, each.end_line) for each in inside if each is not None]


def handed_on(
    inquiry: Inquiry, stored: StoredChunk, lines: Collection[int], kind: ReferenceKind
) -> Iterator[StoredChunk]:
    """The functions outside of tests that some lines of a definition name, in order."""
    # What stands outside of functions is the module's.
    owner = stored if stored.chunk.kind in CALLABLE else inquiry.snapshot.chunk(stored.path, "")
    if owner is None or not inquiry.present.is_as_indexed(stored.path):
        return
    for use in inquiry.snapshot.references_in(owner.id, (kind,)):
        is_there = use.reference.line in lines and use.target_id not in (None, stored.id)
        target = inquiry.snapshot.chunk_by_id(use.target_id) if is_there and use.target_id else None
        if target is not None and target.chunk.kind in CALLABLE and stands_in_production(target):
            yield target


def _part(rows: Sequence[str], chunk: Chunk) -> float:
    """Of how likely a definition is meant, by what sort of thing it is."""
    if chunk.kind not in CALLABLE:
        return _OF_DECLARATION
    return _OF_HANDING_ON if only_hands_on(rows, chunk) else 1.0


def _groups(rows: Sequence[str], lines: FittingLines) -> list[str]:
    """The lines that follow one another, as one text each; of a comment all, whatever is quoted of it."""
    groups: list[str] = []
    for number in lines.numbers:
        text = whole_comment(rows, number)
        if groups and number not in lines.after_gaps:
            groups[-1] += f"\n{text}"
        else:
            groups.append(text)
    return groups


def _in_lines(groups: Sequence[str], weights: Mapping[str, float]) -> list[tuple[float, frozenset[str]]]:
    """The words of each group of lines, with what they count: those that stand together tell most."""
    words = sorted(map(stems, groups), key=lambda each: -sum(weights.get(word, 0.0) for word in each))
    return [(_IN_LINE if number == 0 else _IN_OTHER_LINE, each) for number, each in enumerate(words)]


def _told(weights: Mapping[str, float], places: Sequence[tuple[float, frozenset[str]]]) -> dict[str, float]:
    """Of each word of a question, what it counts by the best place where it stands."""
    has = dict.fromkeys(weights, 0.0)
    for word in weights:
        same = same_as(word)
        for worth, words in places:
            share = worth if word in words else 0.0 if words.isdisjoint(same) else worth * _RELATED
            has[word] = max(has[word], share)
    return has


def _shown(rows: Sequence[str], lines: FittingLines) -> str:
    """Lines of a file without what they are indented by in common; three dots where some are left out."""
    least = min(indent_of(rows[number - 1]) for number in lines.numbers)
    shown: list[str] = []
    for number in lines.numbers:
        row = rows[number - 1]
        if number in lines.after_gaps:
            shown.append(" " * (indent_of(row) - least) + "...")
        elif shown and not rows[number - 2].strip():
            shown.append("")
        shown.append(row[least:])
    return "\n".join(shown)
