"""Putting facts into English: lists, counts, names as words. Nothing here knows what a chunk is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.identifiers import split_identifier
from stc_lsp.code.inert import LONGEST, inert_markdown, ticks_around, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

_IRREGULAR = {"class": "classes", "has": "have", "is": "are", "does": "do", "property": "properties"}
_OF_ONE = {"are": "is", "have": "has"}
"""Verbs as they are said of one thing, where that takes more than an "s"."""
_MARKED_VERB = re.compile(r"~(\w+)")
_MOST_CODE = 160
_WORD = re.compile(r"[\w.]*\w")
_IDENTIFIER = re.compile(r"[a-z][A-Z]|\w_\w|\w{2}\.\w{2}")
"""What no ordinary word holds."""


def code(text: str) -> str:
    """`text` marked as code, whatever it contains; shortened when very long."""
    text = " ".join(visible(text).split())
    if len(text) > _MOST_CODE:
        text = f"{text[:_MOST_CODE]}..."
    if "`" not in text:
        return f"`{text}`"
    ticks = ticks_around(text)
    return f"{ticks} {text} {ticks}"


def quoted(text: str, limit: int = LONGEST) -> str:
    """What somebody wrote, such as a heading, in quotation marks and as inert Markdown; cut at the limit."""
    return f"“{inert_markdown(text, limit)}”"


def listed(items: Sequence[str], most: int = 5, *, total: int | None = None) -> str:
    """As in "a", "a and b", "a, b and c", "a, b and 12 more". `total` when `items` is only a part of them."""
    total = len(items) if total is None else total
    shown = list(items[:most])
    # Naming the last one takes no more room than counting it.
    if total == most + 1 and len(items) == total:
        shown = list(items)
    if total > len(shown):
        return f"{', '.join(shown)} and {total - len(shown):,} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def codes(items: Sequence[str], most: int = 5, *, total: int | None = None) -> str:
    """The same with each item marked as code."""
    return listed([code(item) for item in items], most, total=total)


def bulleted(shown: Sequence[str], total: int) -> str:
    """A list in Markdown, which ends in how many more there are if those shown are not all."""
    rest = total - len(shown)
    return "\n".join([*(f"- {each}" for each in shown), *([f"- and {rest:,} more"] if rest > 0 else [])])


def plural(word: str, number: int) -> str:
    """`word`, in the plural unless there is exactly one."""
    if number == 1:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def agreeing(text: str, number: int) -> str:
    """What is said of `number` things, its verbs marked: "~are called so or ~inherit from one that is"."""

    def verb(found: re.Match[str]) -> str:
        return found[1] if number != 1 else _OF_ONE.get(found[1], f"{found[1]}s")

    return _MARKED_VERB.sub(verb, text)


def count(number: int, word: str) -> str:
    """As in "1 place", "2 places", "no places"."""
    return f"{number:,} {plural(word, number)}" if number else f"no {plural(word, 0)}"


def cut(text: str, most: int) -> str:
    """`text`, ended between two words where it has more than `most` characters."""
    return text if len(text) <= most else re.sub(r"\S*$", "…", text[:most], count=1)


def times(number: int) -> str:
    """As in "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def sentence(text: str, name: str = "") -> str:
    """`text` with a capital letter and a full stop; an identifier, or `name`, keeps its case."""
    text = text.strip()
    if not text:
        return ""
    first = _WORD.match(text)
    if text[0].islower() and not (first and (first[0] == name or _IDENTIFIER.search(first[0]))):
        text = text[0].upper() + text[1:]
    return text if text.endswith((".", "!", "?", ":")) or text[-2:] in (".`", ".)", ".”") else f"{text}."


def joined(*sentences: str) -> str:
    """Sentences one after another; empty ones left out."""
    return " ".join(filter(None, sentences))


def words(name: str) -> str:
    """A name read aloud: `get_send_file_max_age` -> "get send file max age"."""
    return " ".join(split_identifier(name))


def article(word: str) -> str:
    """Either "a" or "an", by the first letter."""
    return "an" if word[:1].lower() in tuple("aeiou") else "a"
