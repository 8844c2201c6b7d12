"""Places that use something, put into words: who, in which file, at which lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stc_lsp.code.english import code, count, listed
from stc_lsp.code.languages import language_of
from stc_lsp.code.resolve.conventions import sees_class_names
from stc_lsp.code.testing import stands_in_tests
from stc_lsp.memory.read.references import MOST_FILES
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Inquiry, label, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.values import StoredReference
    from stc_lsp.wake.values import Citation

MOST_LINES = 10
"""Of one list."""
MOST_CITED = 8
_IN_ONE_SENTENCE = 2
SELVES = frozenset({"self", "this", "cls", "super()"})
"""By which an object's own members are reached."""
_SHORT = 2
"""Letters of a name that tell nothing, whatever they are the beginning of."""
ORDER = (FileKind.CODE, FileKind.OTHER, FileKind.EXAMPLE, FileKind.TEST, FileKind.DOCUMENT, FileKind.HISTORY)
"""Kinds of files, those first about which people ask."""


@dataclass(frozen=True, slots=True)
class User:
    """A definition, and where in it something is used."""

    path: str
    label: str
    uses: tuple[StoredReference, ...]


def is_in_tests(use: StoredReference) -> bool:
    """Whether a use stands in a test."""
    return stands_in_tests(use.path, use.chunk_label)


def users_of(uses: Sequence[StoredReference]) -> list[User]:
    """Uses by the definition they stand in: code before tests, those with most uses first."""
    found: dict[tuple[str, str], list[StoredReference]] = {}
    for use in uses:
        found.setdefault((use.path, use.chunk_label), []).append(use)
    users = [User(path, label, tuple(inside)) for (path, label), inside in found.items()]
    return sorted(
        users, key=lambda each: (ORDER.index(kind_of(each.path)), -len(each.uses), each.path, each.label)
    )


def said_of(inquiry: Inquiry, users: Sequence[User], most: int = MOST_LINES) -> str:
    """The rest of a sentence that ends in "by": two of them in it, more as a list in Markdown."""
    if len(users) <= _IN_ONE_SENTENCE:
        return f" {listed([_said(inquiry, each) for each in users])}."
    lines = [f"- {_said(inquiry, each)}" for each in users[:most]]
    rest = users[most:]
    if rest:
        files = len({each.path for each in rest})
        lines.append(f"- and {count(len(rest), 'more definition')} in {count(files, 'file')}")
    return ":\n" + "\n".join(lines)


def by_files(uses: Sequence[StoredReference], most: int = 4) -> str:
    """As in "`a.py` (4 places), `b.py` and 3 more files"; the file with most uses first."""
    counted: dict[str, int] = {}
    for use in uses:
        counted[use.path] = counted.get(use.path, 0) + 1
    ordered = sorted(counted, key=lambda path: (-counted[path], path))
    shown = [
        code(path) + (f" ({count(counted[path], 'place')})" if counted[path] > 1 else "")
        for path in ordered[:most]
    ]
    rest = len(ordered) - len(shown)
    return f"{', '.join(shown)} and {count(rest, 'more file')}" if rest > 0 else listed(shown)


def in_files(uses: Sequence[StoredReference]) -> str:
    """As in "5 places in 2 files"."""
    files = len({use.path for use in uses})
    where = f" in {files:,} files" if files > 1 else ""
    return f"{count(len(uses), 'place')}{where}"


def places(uses: Sequence[StoredReference]) -> str:
    """As in "2 places in `a.py`" or "5 places in 2 files: `a.py` (4 places) and `b.py`"."""
    paths = {use.path for use in uses}
    if len(paths) == 1:
        return f"{count(len(uses), 'place')} in {code(min(paths))}"
    return f"{in_files(uses)}: {by_files(uses)}"


def may_be_of(owner: str, use: StoredReference) -> bool:
    """Whether a use may name a member of that owner: it is reached by the owner's name, or stands in it."""
    last = owner.rpartition(".")[2]
    through = use.reference.expression.rpartition(".")[0].rpartition(".")[2]
    if through in SELVES or (not through and may_be_member(use)):
        return last in (through, *use.chunk_label.split("."))
    words = through.strip("_").lower()
    return words == last.lower() or (len(words) > _SHORT and words in last.lower())


def may_be_member(use: StoredReference) -> bool:
    """Whether a bare name that is known may be that of a member: not in Python, where it is a variable."""
    return use.target_id is not None and sees_class_names(language_of(use.path), in_body=False)


def not_looked_into(inquiry: Inquiry, name: str, language: str = "") -> str:
    """That a name is mentioned in more files than were looked into for its uses; "" if it is not."""
    files = inquiry.snapshot.mentioning(name, language)
    if files <= MOST_FILES:
        return ""
    return (
        f"There may be more: {code(name)} is mentioned in {files:,} files, of which the first {MOST_FILES:,} "
        "were looked into."
    )


def cited(inquiry: Inquiry, users: Sequence[User], most: int = MOST_CITED) -> list[Citation]:
    """The lines that prove it, each file before any file a second time."""
    return inquiry.citer.of_uses(spread([use for user in users for use in user.uses])[:most])


def _said(inquiry: Inquiry, user: User) -> str:
    first, *others = user.uses
    where = inquiry.at(first)
    lines = sorted({use.reference.line for use in others} - {first.reference.line})
    if lines and inquiry.present.is_as_indexed(user.path):
        more = listed([str(line) for line in lines], 3)
        where += f" (and {'line' if len(lines) == 1 else 'lines'} {more})"
    return (
        f"the top level of {where}"
        if user.label == user.path
        else f"{code(_shown(inquiry, user))} in {where}"
    )


def _shown(inquiry: Inquiry, user: User) -> str:
    stored = inquiry.snapshot.chunk_by_id(user.uses[0].chunk_id) if "#" in user.label else None
    return label(stored) if stored is not None else user.label
