"""What a hover shows, as Markdown: short enough to stand beside what another server shows of the same name.

Everything that comes from a repository or a model is made inert here; the only links are those of the face.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from stc_lsp.code.english import count, listed
from stc_lsp.code.inert import code_block, code_span, inert_markdown
from stc_lsp.wake.hover.usage import IMPORTED, NOBODY, Users
from stc_lsp.wake.values import Link

Linker = Callable[[str, int], str]
"""From a path and a line to an address that the face can open; "" if it has none."""

_MOST_SUMMARY = 500
_MOST_WATCH_FOR = 400
_MOST_CHANGE = 160
_MOST_SIGNATURE_LINES = 5
_MOST_PATH = 60
_WIDTH = 96
_MOST_USERS = 3
_LIKELIEST = "The likeliest of {} things that this name may mean here; others"
_OVERLOADS = "One of {} overloads that fit here; the others"
_WITHIN_PARAMETER = re.compile(r"(?<!,) (?!->)")
_SHORTENED = "…/"
_UNBROKEN = "\N{NO-BREAK SPACE}"
_FENCES = {"csharp": "cs", "restructuredtext": "rst"}
"""Names of languages by which renderers do not know them."""


def plain(path: str, line: int) -> str:  # noqa: ARG001 - the shape of a linker
    """The linker of a face that cannot link."""
    return ""


@dataclass(frozen=True, slots=True)
class Card:
    """What there is to be shown of one thing."""

    language: str
    signature: str
    """Its header in one line; "" for a file, which has none."""
    kind: str
    """What a person calls it, with what it belongs to: "method of `Flask`"."""
    place: Link | None
    """Where it is defined; None if that is where the cursor is."""
    summary: str
    decorators: tuple[str, ...] = ()
    """What stands above the header, a line each."""
    watch_for: str = ""
    used: Users = NOBODY
    tested: Users = NOBODY
    tells_if_unused: bool = False
    """Whether it says something that nothing uses it."""
    exported: Link | None = None
    """What offers it to other packages, if nothing here uses it."""
    changed: str = ""
    """When it was last changed, by whom and why."""
    is_certain: bool = True
    """False if it is only the likeliest of what bears the name."""
    others: tuple[Link, ...] = ()
    """What else the name may mean."""
    are_overloads: bool = False
    """Whether all of these are functions of one name, among which nothing decides."""
    notes: tuple[str, ...] = ()
    """What to know about what is told: that it was edited, or is not learned yet."""

    def links(self) -> tuple[Link, ...]:
        """Everything it leads to."""
        place = (self.place,) if self.place is not None else ()
        exported = (self.exported,) if self.exported is not None else ()
        return (*place, *self.used.shown, *exported, *self.tested.shown, *self.others)


@lru_cache(maxsize=256)
def markdown(card: Card, link: Linker) -> str:
    """A card as inert Markdown. The last ones are remembered: a pointer rests where it rested before."""
    language = _FENCES.get(card.language, card.language)
    parts = [
        code_block("\n".join((*card.decorators, _wrapped(card.signature))), language)
        if card.signature
        else "",
        _where(card, link),
        inert_markdown(card.summary, _MOST_SUMMARY),
        f"**Watch for:** {inert_markdown(card.watch_for, _MOST_WATCH_FOR)}" if card.watch_for else "",
        _usage(card, link),
        f"Last changed {inert_markdown(card.changed, _MOST_CHANGE)}" if card.changed else "",
        *(f"*{note}*" for note in card.notes),
    ]
    return "\n\n".join(filter(None, parts))


def _where(card: Card, link: Linker) -> str:
    told: list[str] = []
    if card.place is not None:
        joint = "," if card.signature else ""
        told.append(f"{card.kind}{joint} {'in ' if joint else ''}{_linked(card.place, link)}")
    if card.others:
        total = len(card.others) + 1
        others = listed([_linked(each, link) for each in card.others], _MOST_USERS)
        what = _OVERLOADS if card.are_overloads else _LIKELIEST
        told.append(f"{what.format(f'{total:,}')}: {others}")
    elif not card.is_certain:
        told.append("Probably this: it is the only one of that name that is known here.")
    return "\n\n".join(told)


def _usage(card: Card, link: Linker) -> str:
    told: list[str] = []
    if card.used.total:
        # Of one user only its first use is shown.
        shows = ", first at " if card.used.total == 1 and card.used.places > 1 else ": "
        told.append(f"**{card.used.word}** {_counted(card.used)}{shows}{_named(card.used, link)}.")
    elif card.exported is not None:
        told.append(f"**Exported** by {_linked(card.exported, link)}.")
    elif card.tells_if_unused:
        but = " but tests" if card.tested.total else ""
        told.append(f"Nothing{but} in this workspace uses it by name.")
    if card.tested.total:
        told.append(f"**Tests:** {_named(card.tested, link)}.")
    return " ".join(told)


def _counted(users: Users) -> str:
    """As in "in 12 places in 4 files"."""
    if users.word == IMPORTED:
        return f"by {count(users.files, 'file')}"
    places = f"over {users.places:,} places" if users.at_least else count(users.places, "place")
    return f"in {places} in {users.files:,} files" if users.files > 1 else f"in {places}"


def _named(users: Users, link: Linker) -> str:
    shown = [_linked(each, link) for each in users.shown]
    return listed(shown, _MOST_USERS, total=users.total)


def _linked(target: Link, link: Linker) -> str:
    label = code_span(target.label)
    # What would end the address early; a face's own addresses are otherwise its own affair.
    address = link(target.path, target.line).replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    if address:
        return f"[{label}]({address})"
    place = f"{target.path}:{target.line}"
    is_place = target.label in (target.path, place) or target.label.startswith(_SHORTENED)
    return code_span(place) if is_place else f"{label} ({code_span(place)})"


def place_of(path: str, line: int) -> Link:
    """A place named by itself: the path, shortened from the left if it is long, and the line."""
    shown = path
    while len(shown) > _MOST_PATH and "/" in shown:
        shown = shown.partition("/")[2]
    return Link(f"{shown if shown == path else f'{_SHORTENED}{shown}'}:{line}", path, line)


def _wrapped(signature: str) -> str:
    """A header over several lines if it is long, broken between parameters and before the result."""
    unbroken = _WITHIN_PARAMETER.sub(_UNBROKEN, signature)
    lines = textwrap.wrap(
        unbroken, _WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
    if lines and lines[-1].endswith("=>"):
        lines[-1] = f"{lines[-1]} …"
    if len(lines) > _MOST_SIGNATURE_LINES:
        lines = [*lines[: _MOST_SIGNATURE_LINES - 1], "    …"]
    return "\n".join(lines).replace(_UNBROKEN, " ") or signature
