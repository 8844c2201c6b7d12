"""Names: the words inside of them (`getHTTPResponse` is found as `http response`), and whom they are for."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = re.compile(
    r"[A-Z]+(?=[A-Z][a-z])"  # HTTP in HTTPResponse
    r"|[A-Z]?[a-z]+"  # get, Response
    r"|[A-Z]+"
    r"|[0-9]+"
)
_NUMBER = re.compile(r"#\d+$")
_TWIN = re.compile(r"(?<=\w)#(?=\d)")
_NAMES = re.compile(r"[^\W\d]\w*|\d+(?:\.\d+)*")
_ASCII_NAMES = re.compile(r"[A-Za-z_][A-Za-z_0-9]*|[0-9]+(?:\.[0-9]+)*")
"""The same in text that is ASCII."""
_MOST_KNOWN = 1 << 16


def split_identifier(name: str) -> list[str]:
    """The lower-case words of a name: `getHTTPResponse_code` -> get, http, response, code."""
    if not name.isascii():
        # The pattern knows the cases of ASCII only; its words are found in a copy of the name in ASCII.
        likeness = name.translate(_LIKENESS)
        return [name[match.start() : match.end()].lower() for match in _WORDS.finditer(likeness)]
    words: list[str] = _WORDS.findall(name)
    return " ".join(words).lower().split()


class _Likeness(dict[int, str]):
    """For each character the one of ASCII that stands for its like."""

    def __missing__(self, code: int, /) -> str:
        like = self[code] = _like(chr(code))
        return like


def _like(character: str) -> str:
    if character.isascii():
        return character
    if character.isupper():
        return "A"
    if character.isalpha():
        return "a"
    return "0" if character.isdigit() else "_"


_LIKENESS = _Likeness()


def is_public(language: str, qualname: str) -> bool:
    """Whether a definition, and all that it stands in, is meant for others, as far as its name says that."""
    parts = qualname.split(".")
    if language == "go":
        return all(part[:1].isupper() for part in parts)
    return not any(part[:1] in ("_", "#") for part in parts)


def readable(qualname: str) -> str:
    """A qualified name in which the number of a second definition stands apart: `f#2` -> `f #2`."""
    return _TWIN.sub(" #", qualname) if "#" in qualname else qualname


def unnumbered(qualname: str) -> str:
    """A qualified name without the number that tells its definition from others of the name: `f#2` -> `f`."""
    return _NUMBER.sub("", qualname) if "#" in qualname else qualname


def is_dunder(name: str) -> bool:
    """Whether Python calls what has such a name by itself: `__enter__`."""
    return name.startswith("__") and name.endswith("__")


def last_name(written: str) -> str:
    """The last name of a base, type or decorator: `Iterator` of `std::iter::Iterator<Item = X>`."""
    return re.split(r"[\[(<]", written, maxsplit=1)[0].replace("::", ".").rpartition(".")[2]


def search_terms(text: str) -> list[str]:
    """What a search looks for, or finds a text by: its names, lower-cased, and the words of compound names.

    In order of appearance, repeats kept, for they are what a search ranks by:
    `Does getUser_id work?` -> does, getuser_id, get, user, id, work.
    """
    return search_text(text).split()


def search_text(text: str) -> str:
    """The same terms, joined by spaces. Every word of a repository goes through here."""
    if text.isascii():
        return _search_text_of_ascii(text)
    parts: list[str] = []
    for is_ascii, lines in groupby(text.split("\n"), str.isascii):
        part = "\n".join(lines)
        parts.append(_search_text_of_ascii(part) if is_ascii else _search_text_of_any(part))
    return " ".join(filter(None, parts))


def _search_text_of_ascii(text: str) -> str:
    # Far fewer pieces than names, and found without a pattern: most of them have come before, as a whole.
    return " ".join(filter(None, map(_OF_PIECES.__getitem__, text.translate(_BETWEEN_NAMES).split())))


def _search_text_of_any(text: str) -> str:
    return " ".join(map(_OF_NAMES.__getitem__, _NAMES.findall(text)))


def _terms_of(name: str) -> str:
    if name[0].isdecimal():
        # A version is one thing: its single digits would find every number.
        return name
    words = split_identifier(name)
    return " ".join([name.lower(), *words]) if len(words) > 1 else name.lower()


def _terms_of_piece(piece: str) -> str:
    return " ".join(map(_OF_NAMES.__getitem__, _ASCII_NAMES.findall(piece)))


class _Known(dict[str, str]):
    """The terms of all that was met so far: most of what a repository says comes again and again."""

    def __init__(self, terms_of: Callable[[str], str]) -> None:
        super().__init__()
        self._terms_of = terms_of

    def __missing__(self, said: str) -> str:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        terms = self[said] = self._terms_of(said)
        return terms


_OF_NAMES = _Known(_terms_of)
_OF_PIECES = _Known(_terms_of_piece)
"""Of each piece of ASCII between what can stand in no name: `self.app.route`, `2.0`, `...`."""
_BETWEEN_NAMES = {code: " " for code in range(128) if chr(code) != "." and not re.match(r"\w", chr(code))}
