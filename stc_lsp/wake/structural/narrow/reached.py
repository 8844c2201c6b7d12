"""Which functions nothing is known to use, and which no test is known to reach."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from stc_lsp.code.english import code
from stc_lsp.code.identifiers import is_public
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, CONSTRUCTORS, ChunkKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding
from stc_lsp.wake.structural.narrow.lists import place_of
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.read.catalogue import Header
    from stc_lsp.wake.structural.inquiry import Inquiry

_MOST_LINES = 15
_MOST_CITED = 8
_MOST_LOOKED_AT = 600
"""Functions without a known use that are looked into one by one."""
_ENTRIES = frozenset({"main", "init", "setup", "teardown", "run"})
"""What whoever runs a program calls."""


def uncalled(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """Functions that nothing names, as far as that can be known."""
    place = place_of(inquiry, asked.slots)
    if place is None:
        return []
    scope, within = place
    headers = [
        each
        for each in inquiry.snapshot.headers()
        if scope.admits(each.path) and each.qualname.startswith(within)
    ]
    unused = inquiry.snapshot.unused()
    marked = {each.id for each in inquiry.snapshot.entries() if each.decorators}
    functions = [each for each in headers if each.kind in CALLABLE and kind_of(each.path) is FileKind.CODE]
    candidates = [
        each for each in functions if each.id in unused and each.id not in marked and _may_be_dead(each)
    ]
    looked_at = candidates[:_MOST_LOOKED_AT]
    found = [each for each in looked_at if not _is_named(inquiry, each) and not _stands_in(inquiry, each)]
    by_name = len(looked_at) - len(found)
    private = [each for each in found if not is_public(each.language, each.qualname)]
    public = [each for each in found if each not in private]
    told = [
        f"Of {len(functions):,} functions and methods of code{scope.said()}, {len(found):,} "
        f"{_verb(found)} named nowhere in this workspace, tests included."
    ]
    if private:
        told.append(f"{len(private):,} of them {_verb(private)} private:{_listed(private)}")
    if public:
        told.append(
            f"{len(public):,} {_verb(public)} public, and may be there for whoever uses this:"
            f"{_listed(public)}"
        )
    more = len(candidates) - len(looked_at)
    told.append(
        "What a template, a text or another program names cannot be seen. "
        "Left out are what is decorated, what overrides something, what a language calls by itself"
        + (f", {by_name:,} whose names are used where nothing tells whose they are" if by_name else "")
        + (f", and {more:,} more that were not looked into" if more else "")
        + "."
    )
    return [Finding("\n\n".join(told), _cited([*private, *public]), is_all=False)]


def _verb(found: Sequence[Header]) -> str:
    return "is" if len(found) == 1 else "are"


def _listed(found: Sequence[Header]) -> str:
    lines = [
        f"- {code(each.qualname.replace('#', ' #'))} ({code(f'{each.path}:{each.start_line}')})"
        for each in found
    ]
    rest = [f"- and {len(found) - _MOST_LINES:,} more"] if len(found) > _MOST_LINES else []
    return "\n" + "\n".join([*lines[:_MOST_LINES], *rest])


def _cited(found: Sequence[Header]) -> tuple[Citation, ...]:
    return tuple(Citation(each.path, each.start_line, each.end_line) for each in found[:_MOST_CITED])


def _may_be_dead(each: Header) -> bool:
    """Whether nobody but a caller in the code calls it."""
    is_called_by_language = each.name.startswith("__") and each.name.endswith("__")
    is_name = each.name.isidentifier()
    return (
        is_name and not is_called_by_language and each.name not in CONSTRUCTORS and each.name not in _ENTRIES
    )


def _is_named(inquiry: Inquiry, each: Header) -> bool:
    """Whether something of its name is used that could not be resolved."""
    return any(inquiry.snapshot.unresolved(each.name))


def _stands_in(inquiry: Inquiry, each: Header) -> bool:
    """Whether it may be called by the name of what it overrides, here or outside."""
    stored = inquiry.snapshot.chunk_by_id(each.id)
    owner = inquiry.family.owner(stored) if stored is not None else None
    if stored is None or owner is None:
        # A method of no class is put into an object for somebody to call.
        return each.kind is ChunkKind.METHOD
    outside = any(chunk is None for _, chunk in inquiry.family.bases(owner))
    return outside or bool(inquiry.family.overridden(stored))


def untested(inquiry: Inquiry, _asked: NarrowAsked) -> list[Finding]:
    """Functions that no test reaches by uses that could be followed."""
    headers = inquiry.snapshot.headers()
    tests = [each.id for each in headers if is_test_path(each.path)]
    if not tests:
        return [Finding("There are no tests here that static analysis knows of.", is_all=False)]
    reached = _reached(inquiry, headers, tests)
    functions = [each for each in headers if each.kind in CALLABLE and kind_of(each.path) is FileKind.CODE]
    missing = [each for each in functions if each.id not in reached and _may_be_dead(each)]
    looked_at = missing[:_MOST_LOOKED_AT]
    found = [
        each
        for each in looked_at
        if not _is_named_in(inquiry, each, tests=True) and not _stands_in(inquiry, each)
    ]
    text = (
        f"Of {len(functions):,} functions and methods of code, {len(found):,} {_verb(found)} reached by no "
        f"test through uses that static analysis can follow{':' if found else '.'}"
        f"{_listed(found) if found else ''}"
    )
    by_name = len(looked_at) - len(found)
    notes = [
        f"{by_name:,} more are left out, for they may be called by the name of something else, "
        "or tests use their names where nothing tells whose they are"
    ]
    more = len(missing) - len(looked_at)
    notes = (notes if by_name else []) + ([f"{more:,} were not looked into"] if more else [])
    if notes:
        text += f"\n\n{'; '.join(notes)}."
    text += "\n\nWhat a test run really covers, a coverage tool measures."
    return [Finding(text, _cited(found), is_all=False)]


def _is_named_in(inquiry: Inquiry, each: Header, *, tests: bool) -> bool:
    return any(is_test_path(use.path) is tests for use in inquiry.snapshot.unresolved(each.name))


def _reached(inquiry: Inquiry, headers: Sequence[Header], starts: Iterable[int]) -> set[int]:
    """What tests use, what that uses, and so on: a class with its constructor."""
    uses: dict[int, list[int]] = defaultdict(list)
    for chunk, target, _ in inquiry.snapshot.uses_between():
        uses[chunk].append(target)
    kinds = {each.id: each for each in headers}
    for each in headers:
        parent = kinds.get(each.parent_id) if each.parent_id is not None else None
        if parent is not None and (parent.kind in CALLABLE or each.name in CONSTRUCTORS or _is_dunder(each)):
            uses[parent.id].append(each.id)
        if parent is not None and parent.kind is ChunkKind.CLASS:
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


def _is_dunder(each: Header) -> bool:
    return each.name.startswith("__") and each.name.endswith("__")
