"""Reading a question: which things it names, what it asks of them, what else it says. Looks nothing up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.asking.cues import is_cue
from stc_lsp.code.asking.frames import plainly
from stc_lsp.code.asking.intents import THING, Intent
from stc_lsp.code.asking.recognise import heard, intent_of
from stc_lsp.code.asking.repository import intent_of_whole
from stc_lsp.code.asking.rest import content_words
from stc_lsp.code.asking.turns import A_WHOLE
from stc_lsp.code.asking.wording import (
    GENERIC,
    STOPWORDS,
    Polarity,
    numbers_of,
    polarity_of,
)
from stc_lsp.code.values import ChunkKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_QUOTED = re.compile(r"[“\"]([^“”\"]{1,80})[”\"]|(?<!\w)'([^'\s]{1,80})'(?!\w)")
_PATH = re.compile(
    r"(?<![\w/.@:-])(?:\.?[\w@+-][\w.@+-]*/)+[\w@+.-]*[\w@+-]|(?<![\w/.@-])[\w@+-]+\.[a-z]{1,4}(?![\w./(])"
)
_DOTTED = re.compile(r"(?<![\w.])[^\W\d]\w*(?:(?:\.|::|->|#)[^\W\d]\w*)+(?:\(\))?")
_CALLED = re.compile(r"(?<![\w.])[^\W\d]\w*(?=\(\))")
_OPTION = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*(?:\.\w[\w-]*)*")
_KEY = re.compile(r"(?<![\w.`/@-])(?=[\w.]*-)[A-Za-z]\w*(?:-\w+)*(?:\.\w+(?:-\w+)*)+(?![\w/@(-])")
"""Of a setting, with dots and dashes: `web.listen-address`, `installer.max-workers`."""
_PRIVATE = re.compile(r"(?<![\w#/&.])#[A-Za-z_$][\w$]*(?!\w)")
_SYMBOL = re.compile(r"(?<![\w:`/]):[a-z]\w*(?![\w:])")
"""Of Ruby."""
_SNAKE = re.compile(r"(?<![\w.])(?:_+[^\W\d_]\w*|[^\W\d_][^\W_]*_\w+)(?!\w)")
_ACRONYMS = re.compile(r"[A-Z]{2,}s")
"""The plural of one, as in "real URLs": a word, not a name."""
_CAMEL = re.compile(
    r"(?<![\w.])(?:(?:[A-Z]+[a-z0-9]+|[a-z][a-z0-9]*)[A-Z][A-Za-z0-9]*|[A-Z]{2,}[a-z]\w*)(?!\w)"
)
"""Each part is told from the next by its first letter: no word, however long, can be divided in many ways."""
_IDENTIFIER = re.compile(r"[^\W\d]\w*(?:(?:\.|::|->|#)[^\W\d]\w*)*[!?]?")
"""Ruby's may end in a sign."""
_CAPITALISED = re.compile(r"(?<=[\w,;:] )[A-Z][a-z0-9]{2,}(?!\w)")
_ABBREVIATIONS = frozenset(
    {"e.g", "i.e", "etc", "a.k.a", "vs", "and/or", "try/except", "try/catch", "input/output"}
)
_SUFFIX = re.compile(r"\.(?:[a-z]{1,4})$")
_LONGEST_OVERALL = 200
"""Characters of a question about a repository as a whole."""
_DEMONSTRATIVE = re.compile(
    r"\b(?:this|that|the current|the selected|the open) (?P<noun>function|method|class|module|file|code|test|"
    r"selection|struct|interface|package|component|section|document|handler|endpoint|view|controller|"
    r"callback|hook|listener|trait|enum)\b|\b(?:it|this)\b",
    re.IGNORECASE,
)
_OF_FILES = frozenset({"module", "file", "document"})
_OF_CLASSES = frozenset({"class", "struct", "interface", "trait", "enum", "controller"})
_WHOLE = re.compile(rf"\b(?:this|the) {A_WHOLE}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, taken apart."""

    text: str
    names: tuple[str, ...]
    """Names of code, settings and paths, as written, in order, each once."""
    perhaps: tuple[str, ...]
    """Plain words that may be names as well."""
    intent: Intent | None
    rest: frozenset[str]
    """Stems of the words that are neither a name nor the way in which that is asked."""
    polarity: Polarity
    numbers: frozenset[str]
    here: bool
    """It speaks of "this function", "it": of what the person looks at."""
    whole: bool
    """It speaks of the repository as a whole."""
    overall: bool
    """It asks what people ask of a whole repository, unless they look at or talk of something in it."""


def read_question(text: str, intent: Intent | None = None) -> Question:
    """Take a question apart; `intent` where that is known, as of a stored question."""
    flat = " ".join(text.split())
    found, without = names_in(flat)
    names = tuple(dict.fromkeys(found))
    overall = (
        None if names or intent or len(without) > _LONGEST_OVERALL else intent_of_whole(plainly(without))
    )
    asked = heard(without)
    intent = intent or overall or intent_of(asked if names else heard(_pointed_at(without)))
    plain = without.replace(THING, " ")
    here = not names and _DEMONSTRATIVE.search(plain) is not None
    # What points at the repository or at what the person looks at is accounted for by that.
    told = asked if names else _DEMONSTRATIVE.sub(" ", _WHOLE.sub(" ", asked))
    said = asked.replace(THING, " ")
    return Question(
        text=flat,
        names=names,
        perhaps=_perhaps(plain, intent),
        intent=intent,
        rest=frozenset() if overall else content_words(told, intent),
        polarity=polarity_of(said),
        numbers=numbers_of(said),
        here=here,
        whole=not names and _WHOLE.search(plain) is not None,
        overall=overall is not None,
    )


def looked_at_kind(text: str) -> ChunkKind | None:
    """What a text calls what it points at, a file or a class; None where it may be anything."""
    found = _DEMONSTRATIVE.search(text)
    noun = (found["noun"] or "").lower() if found is not None else ""
    return ChunkKind.MODULE if noun in _OF_FILES else ChunkKind.CLASS if noun in _OF_CLASSES else None


def with_name(text: str, name: str) -> str:
    """A text that names nothing, with a name in the place of what it points at.

    "It" is that only where nothing else is: in "is it safe to remove this" it is nothing.
    """
    found = [*_DEMONSTRATIVE.finditer(text)]
    pointing = next((each for each in found if each[0].lower() != "it"), found[0] if found else None)
    return f"{text[: pointing.start()]}`{name}`{text[pointing.end() :]}" if pointing is not None else text


def _pointed_at(text: str) -> str:
    """A text that names nothing, with `THING` in the place of what it points at: "this function", "it"."""
    return _DEMONSTRATIVE.sub(THING, _WHOLE.sub(THING, text))


def names_in(text: str, but: frozenset[str] = frozenset()) -> tuple[tuple[str, ...], str]:
    """The names in a text in order, as often as they come, and the text with `THING` in the place of each.

    `but`: words, in lower case, that are no names, however they are written.
    """
    spans = sorted(each for each in _spans(text) if each[2].lower() not in but)
    names: list[str] = []
    pieces: list[str] = []
    position = 0
    for start, end, name in spans:
        if start < position:
            continue
        pieces += (text[position:start], THING)
        names.append(name)
        position = end
    pieces.append(text[position:])
    return tuple(names), "".join(pieces)


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Where names stand. What is marked as code hides what it contains."""
    marked: list[tuple[int, int]] = []
    for pattern in (_CODE, _QUOTED):
        for found in pattern.finditer(text):
            written = found[found.lastindex or 0].strip()
            name = _clean(written)
            if name and not any(start <= found.start() < end for start, end in marked):
                marked.append(found.span())
                yield (*found.span(), name)
    taken = list(marked)
    for pattern in (_OPTION, _PATH, _KEY, _DOTTED, _CALLED, _PRIVATE, _SYMBOL, _SNAKE, _CAMEL):
        for found in pattern.finditer(text):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            name = _clean(found[0])
            if pattern is _CAMEL and _ACRONYMS.fullmatch(name):
                continue
            if not name or (pattern is _PATH and "/" not in name and not is_file_name(name)):
                continue
            taken.append(found.span())
            yield (*found.span(), name)


def is_file_name(name: str) -> bool:
    """`app.py` and `go.mod` are; `self.x` may be a name of code: those are looked up as such."""
    from stc_lsp.code.languages import language_of

    return language_of(name) != "" or name.rpartition(".")[2] in _OTHER_SUFFIXES


_OTHER_SUFFIXES = frozenset(
    {"toml", "json", "yaml", "yml", "cfg", "ini", "txt", "xml", "html", "css", "mod", "sum", "lock", "sql"}
)


def _clean(written: str) -> str:
    """A name without call, receiver's arrow and decorator's mark; "" if that is no name."""
    name = written.strip().lstrip("@&*:").removesuffix("()").rstrip(".,;:")
    if "(" in name and name.endswith(")"):
        name = name.partition("(")[0]
    if _PRIVATE.fullmatch(name):
        # JavaScript's; elsewhere the sign stands between a class and its member.
        return name
    name = name.replace("::", ".").replace("->", ".").replace("#", ".")
    if name.lower() in _ABBREVIATIONS:
        return ""
    is_path = "/" in name or _SUFFIX.search(name) is not None
    if is_path and re.fullmatch(r"[\w@+./ -]+", name):
        return name.removeprefix("./")
    return name if _IDENTIFIER.fullmatch(name) or re.fullmatch(r"[\w-]+(?:\.[\w-]+)*", name) else ""


def _perhaps(text: str, intent: Intent | None) -> tuple[str, ...]:
    """Words that may be a name too, capitalised ones first."""
    passed_over = STOPWORDS | GENERIC
    capitalised = set(_CAPITALISED.findall(text))
    words = [
        word
        for word in re.findall(r"[^\W\d_]\w*", text)
        if word in capitalised or not (word.lower() in passed_over or is_cue(word.lower(), intent))
    ]
    return tuple(dict.fromkeys(sorted(words, key=lambda word: word not in capitalised)))
