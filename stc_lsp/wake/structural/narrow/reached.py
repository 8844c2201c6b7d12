"""Which functions nothing is known to use, and which no test is known to reach."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from stc_lsp.code.english import plural
from stc_lsp.code.identifiers import is_dunder, is_public
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, CONSTRUCTORS, ChunkKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.headers import cited, placed_list
from stc_lsp.wake.structural.narrow.meant import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.read.catalogue import Header

_MOST_LOOKED_AT = 600
"""Functions without a known use that are looked into one by one."""
_OF_TYPES = re.compile(r"\b(?:class(?:es)?|structs?|types?)\b(?! (?:of|in)\b)", re.IGNORECASE)
"""What is not told of: only functions are called."""
_ENTRIES = frozenset({"main", "init", "setup", "teardown", "run"})
"""What whoever runs a program calls."""


def uncalled(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Functions that nothing names, as far as that can be known."""
    place = place_of(inquiry, asked.slots)
    if place is None or _OF_TYPES.search(inquiry.question.text):
        return []
    functions = [each for each in _functions(inquiry.snapshot.headers(kinds=CALLABLE)) if place.admits(each)]
    unused = inquiry.snapshot.unused()
    # Of two definitions of one name, as in the branches of an `if`, a use is taken for one of the last.
    used = {_called_as(each) for each in functions if each.id not in unused}
    decorated = {each.id for each in inquiry.snapshot.entries(CALLABLE, is_marked=True) if each.decorators}
    left = unused - decorated
    candidates = [
        each
        for each in functions
        if each.id in left and _called_as(each) not in used and not _is_called_from_outside(each)
    ]
    found = _without_open_uses(inquiry, candidates[:_MOST_LOOKED_AT], in_tests_only=False)
    private = [each for each in found if not is_public(each.language, each.qualname)]
    public = [each for each in found if is_public(each.language, each.qualname)]
    told = [
        f"Of {len(functions):,} functions and methods of code{place.said()}, {len(found):,} "
        f"{_are(found)} named nowhere in this workspace, tests included."
    ]
    if private:
        told.append(f"{len(private):,} of them {_are(private)} private:\n{placed_list(private)}")
    if public:
        reason = "public, and may be there for whoever uses this"
        told.append(f"{len(public):,} {_are(public)} {reason}:\n{placed_list(public)}")
    told.append(_left_out(candidates, found))
    return [Finding("\n\n".join(told), cited([*private, *public]), is_all=False)]


def _left_out(candidates: Sequence[Header], found: Sequence[Header]) -> str:
    by_name, more = _not_told(candidates, found)
    parts = [
        "Left out are what is decorated, what overrides something, what a language calls by itself",
        f"{by_name:,} whose names are used where nothing tells whose they are" if by_name else "",
        f"and {more:,} more that were not looked into" if more else "",
    ]
    seen = "What a template, a text or another program names cannot be seen."
    return f"{seen} {', '.join(filter(None, parts))}."


def untested(inquiry: Inquiry, _asked: NarrowAsked) -> list[Finding]:
    """Functions that no test reaches by uses that could be followed."""
    if _OF_TYPES.search(inquiry.question.text):
        return []
    headers = inquiry.snapshot.headers()
    tests = [each.id for each in headers if is_test_path(each.path)]
    if not tests:
        return [Finding("There are no tests here that static analysis knows of.", is_all=False)]
    reached = _reached(inquiry, headers, tests)
    functions = _functions(headers)
    candidates = [each for each in functions if each.id not in reached and not _is_called_from_outside(each)]
    found = _without_open_uses(inquiry, candidates[:_MOST_LOOKED_AT], in_tests_only=True)
    text = (
        f"Of {len(functions):,} functions and methods of code, {len(found):,} {_are(found)} reached by no "
        "test through uses that static analysis can follow"
    )
    by_name, more = _not_told(candidates, found)
    notes = [
        f"{by_name:,} more are left out, for they may be called by the name of something else, "
        "or tests use their names where nothing tells whose they are"
        if by_name
        else "",
        f"{more:,} were not looked into" if more else "",
    ]
    told = [
        f"{text}:\n{placed_list(found)}" if found else f"{text}.",
        f"{'; '.join(filter(None, notes))}." if any(notes) else "",
        "What a test run really covers, a coverage tool measures.",
    ]
    return [Finding("\n\n".join(filter(None, told)), cited(found), is_all=False)]


def _called_as(each: Header) -> tuple[str, str]:
    """What it is called by, which twins have in common."""
    return each.path, f"{each.qualname.rpartition('.')[0]}.{each.name}"


def _are(found: Sequence[Header]) -> str:
    return plural("is", len(found))


def _functions(headers: Iterable[Header]) -> list[Header]:
    return [each for each in headers if each.kind in CALLABLE and kind_of(each.path) is FileKind.CODE]


def _is_called_from_outside(each: Header) -> bool:
    """Whether something else than the code here calls what has such a name: a language, whoever runs it."""
    is_special = is_dunder(each.name) or each.name in CONSTRUCTORS or each.name in _ENTRIES
    return is_special or not each.name.isidentifier()


def _without_open_uses(inquiry: Inquiry, functions: Sequence[Header], *, in_tests_only: bool) -> list[Header]:
    """Those of whose names there is no unresolved use (in tests), and which stand in for nothing."""
    return [
        each
        for each in functions
        if not any(
            is_test_path(use.path) or not in_tests_only for use in inquiry.snapshot.unresolved(each.name)
        )
        and not _stands_in(inquiry, each)
    ]


def _not_told(candidates: Sequence[Header], found: Sequence[Header]) -> tuple[int, int]:
    """Of candidates that are not told of, how many were looked into, and how many were not."""
    looked_at = min(len(candidates), _MOST_LOOKED_AT)
    return looked_at - len(found), len(candidates) - looked_at


def _stands_in(inquiry: Inquiry, each: Header) -> bool:
    """Whether it may be called by the name of what it overrides, here or outside."""
    stored = inquiry.snapshot.chunk_by_id(each.id)
    owner = inquiry.family.owner(stored) if stored is not None else None
    if stored is None or owner is None:
        # A method of no class is put into an object for somebody to call.
        return each.kind is ChunkKind.METHOD
    outside = any(chunk is None for _, chunk in inquiry.family.bases(owner))
    return outside or bool(inquiry.family.overridden(stored))


def _reached(inquiry: Inquiry, headers: Sequence[Header], starts: Iterable[int]) -> set[int]:
    """What tests use, what that uses, and so on: a class with its constructor."""
    uses: dict[int, list[int]] = defaultdict(list)
    for chunk, target, _ in inquiry.snapshot.uses_between():
        uses[chunk].append(target)
    by_id = {each.id: each for each in headers}
    for each in headers:
        parent = by_id.get(each.parent_id) if each.parent_id is not None else None
        if parent is None:
            continue
        if parent.kind in CALLABLE or each.name in CONSTRUCTORS or is_dunder(each.name):
            uses[parent.id].append(each.id)
        if parent.kind is ChunkKind.CLASS:
            # What uses a method has its class.
            uses[each.id].append(parent.id)
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for target in uses[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen
