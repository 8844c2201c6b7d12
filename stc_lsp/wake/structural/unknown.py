"""A name that nothing here has: said so, with the names that come nearest."""

from __future__ import annotations

import difflib
import re
from itertools import islice
from typing import TYPE_CHECKING

from stc_lsp.code.asking.question import is_file_name
from stc_lsp.code.english import code, count, listed
from stc_lsp.code.identifiers import unnumbered
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.placed import files_meant
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.settings import texts_of
from stc_lsp.wake.structural.users import (
    by_files,
    cited,
    in_files,
    may_be_of,
    not_looked_into,
    said_of,
    users_of,
)
from stc_lsp.wake.structural.uses import paragraphs
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.memory.values import StoredChunk, StoredReference
    from stc_lsp.wake.subjects import Subject

_SEARCHED = 12
_SAME_NAME = 3
_NO_CODE = (ChunkKind.SECTION, ChunkKind.MODULE)
_MOST = 4
_MOST_USERS = 6
_LIKE = 0.7
"""How like two names must be, as `difflib` counts: a typing error or a word left out."""
_VERY_LIKE = 0.84
_ABOUT_AS_LIKE = 0.12


def unknown(inquiry: Inquiry, name: str) -> Finding:
    """That nothing of that name is defined, where the name is used all the same, and what may be meant."""
    told = f"Nothing called {code(name)} is known in this workspace."
    texts = texts_of(inquiry, name.lstrip("-")) if name.startswith("--") else []
    if texts:
        # An option is declared in more ways than are read here.
        shown = listed([code(str(each)) for each in texts], _MOST)
        told = f"Nothing is known to declare the option {code(name)}. Its name stands as a text at {shown}."
        return Finding(told, tuple(texts), is_all=False)
    owner, _, last = name.rpartition(".")
    is_path = "/" in name and is_file_name(name)
    found = () if is_path else inquiry.snapshot.unresolved(last)
    uses = [use for use in found if not inquiry.is_import(use)]
    others: list[StoredReference] = []
    if owner:
        # `Recipe.build` is not what `tools.build` names; of what no class here has, all may be meant.
        fitting = [use for use in uses if may_be_of(owner, use)]
        is_told_apart = bool(fitting) or bool(inquiry.snapshot.named(owner, 1))
        if is_told_apart:
            others = [use for use in uses if use not in fitting and use.reference.expression != last]
        uses = fitting if is_told_apart else uses
    if uses:
        users = users_of(uses)
        so_called = f"named {code(last)}" if owner else "of that name"
        used = f"Something {so_called} is used in {in_files(uses)}, by{said_of(inquiry, users, _MOST_USERS)}"
        reason = "It may be an attribute, a local name, or come from outside."
        text = paragraphs(
            f"{told.replace('known', 'defined')} {reason} {used}",
            _others_said(last, others),
            not_looked_into(inquiry, last),
        )
        return Finding(text, tuple(cited(inquiry, users, _MOST_USERS)), is_all=False)
    files = files_meant(name, inquiry.snapshot.paths(), _LIKE) if "/" in name or is_file_name(name) else []
    if files:
        meant = listed([code(path) for path in files], _MOST)
        return Finding(f"{told} Did you mean {meant}?", is_all=False, is_unknown=True)
    lines = {} if is_path else _lines_with(inquiry, name)
    if lines:
        # A key of a configuration, a word of a document: no name of code, and yet what is asked about.
        listing = "\n".join(f"- {code(str(each))}: {code(line)}" for each, line in lines.items())
        text = f"{told.replace('known', 'defined')} These lines have it:\n\n{listing}"
        return Finding(text, tuple(lines), is_all=False)
    near = near_names(inquiry.snapshot, name)
    if not near:
        return Finding(told, is_all=False, is_unknown=True)
    shown = [f"{code(each.label)} in {code(each.path)}" for each in near]
    meant = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
    cited_ = tuple(inquiry.cite(*near))
    return Finding(f"{told} Did you mean {meant}?", cited_, is_all=False, is_unknown=True)


def _lines_with(inquiry: Inquiry, name: str) -> dict[Citation, str]:
    """The first line of each file, the likeliest first, that has a name as a word; tests last."""
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    hits = inquiry.snapshot.search(name, _SEARCHED)
    found: dict[Citation, str] = {}
    for path in dict.fromkeys(sorted((hit.chunk.path for hit in hits), key=is_test_path)):
        if not inquiry.scope.admits(path):
            continue
        for number, line in enumerate(lines_of(inquiry.present.text(path) or b""), 1):
            if word.search(line):
                found[Citation(path, number, number)] = line
                break
    return dict(islice(found.items(), _MOST))


def _others_said(name: str, uses: Sequence[StoredReference]) -> str:
    """That more places name something so called, of which nothing tells whose it is; "" if none do."""
    if not uses:
        return ""
    verb = "names" if len(uses) == 1 else "name"
    places_said = f"{count(len(uses), 'more place')} {verb} something named {code(name)}"
    return f"{places_said} of which nothing tells whose it is: {by_files(uses, 3)}."


def is_only_a_file(subject: Subject) -> bool:
    """Whether a name that looks like that of a type is only that of a file: its definition is not known."""
    name = subject.name
    if name == name.lower() or "/" in name or "." in name or not subject.chunks:
        return False
    return all(each.chunk.kind is ChunkKind.MODULE for each in subject.chunks)


def only_a_file(inquiry: Inquiry, subject: Subject) -> Finding:
    """The same as for a name that is not known, with the file that is called so."""
    found = unknown(inquiry, subject.name)
    files = listed([code(each.path) for each in subject.chunks], 3)
    told = f"{found.text}\n\nOnly a file is called so, in which no such definition was found: {files}."
    return Finding(told, (*found.citations, *inquiry.cite(*subject.chunks[:1])), is_all=False)


def near_names(snapshot: Snapshot, name: str, like: float = _LIKE) -> list[StoredChunk]:
    """Definitions whose names come nearest to one that is not known, code before tests."""
    owner, _, last = name.replace("/", ".").rpartition(".")
    # `Flask.rout`: what its class does have is what was meant.
    owners = snapshot.named(owner, 2) if owner else []
    members = [child for each in owners for child in snapshot.children(each.id)]
    spread = max(2, len(last) // 3)
    names = snapshot.names(len(last) - spread, len(last) + spread)
    likest = difflib.get_close_matches(last.lower(), {each.lower() for each in names}, _SEARCHED, like)
    as_written = [each for each in names if each.lower() in set(likest)]
    others = [chunk for each in as_written for chunk in snapshot.named(each, _SAME_NAME)]
    told = [
        each
        for each in (*members, *others)
        if each.chunk.kind not in _NO_CODE and _likeness(last, each.chunk.name) >= like
    ]
    # Beside one that is nearly the same, one that is merely alike was not meant.
    least = max((_likeness(last, each.chunk.name) for each in told), default=0.0) - _ABOUT_AS_LIKE
    best: dict[str, StoredChunk] = {}
    for chunk in sorted(told, key=lambda each: _rank(last, each, members)):
        if _likeness(last, chunk.chunk.name) >= least:
            # Of several of a name the last has the name alone.
            plain = unnumbered(chunk.label)
            if plain == chunk.label:
                best[plain] = chunk
            else:
                best.setdefault(plain, chunk)
    return list(best.values())[:_MOST]


def misspelt(snapshot: Snapshot, word: str) -> list[StoredChunk]:
    """What a plain word very likely was meant to name."""
    return near_names(snapshot, word, _VERY_LIKE) if len(word) > 3 else []


def _rank(asked: str, chunk: StoredChunk, members: list[StoredChunk]) -> tuple[bool, bool, float, str]:
    is_code = kind_of(chunk.path) is FileKind.CODE
    return (chunk not in members, not is_code, -_likeness(asked, chunk.chunk.name), chunk.path)


def _likeness(asked: str, name: str) -> float:
    one, other = asked.lower().strip("_"), name.lower().strip("_")
    if one == other:
        return 1.0
    return difflib.SequenceMatcher(None, one, other).ratio()
