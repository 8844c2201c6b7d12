"""Who calls or uses something, and what it calls itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.english import bulleted, code, codes, count, joined, listed, plural
from stc_lsp.code.identifiers import is_dunder
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, CALLEES, CALLS, ChunkKind, ReferenceKind
from stc_lsp.wake.hover.overloads import note
from stc_lsp.wake.structural.family import CONTRACTS, is_mixin
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.modules import importers
from stc_lsp.wake.structural.users import (
    by_files,
    cited,
    in_files,
    is_in_tests,
    not_looked_into,
    places,
    said_of,
    users_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stc_lsp.memory.values import StoredChunk, StoredReference
    from stc_lsp.wake.values import Citation

_VERBS = {ChunkKind.CLASS: "created", ChunkKind.VARIABLE: "used"}
_MOST_CALLS = 16
_OVERRIDES_CITED = 2


def callers(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Who calls it, who else names it, in code and in tests apart; and what could not be told."""
    if stored.chunk.kind is ChunkKind.MODULE:
        return importers(inquiry, stored)
    if stored.chunk.kind is ChunkKind.SECTION:
        return None
    uses = inquiry.uses(stored)
    in_tests = is_test_path(stored.path) or inquiry.scope.is_in_tests
    code_uses = [use for use in uses if in_tests or not is_in_tests(use)]
    test_uses = [use for use in uses if not in_tests and is_in_tests(use)]
    told: list[str] = []
    citations: list[Citation] = []
    name = code(label(stored))
    calls, others = _parted(inquiry, stored, code_uses)
    verb = _VERBS.get(stored.chunk.kind, "called")
    if calls:
        users = users_of(calls)
        told.append(
            f"{name} is {verb} in {in_files(calls)}{inquiry.scope.said()}, by{said_of(inquiry, users)}"
        )
        citations += cited(inquiry, users)
    if others:
        told.append(_otherwise(inquiry, stored, others, after=bool(calls)))
        citations += cited(inquiry, users_of(others), 2 if calls else 6)
    if not calls and not others:
        but = " but tests" if test_uses else ""
        word = "calls" if verb == "called" else "uses"
        told.append(f"Nothing{but} in this workspace {word} {name} by name{inquiry.scope.said()}.")
        through, lines = _through_overridden(inquiry, stored)
        told.extend((note(inquiry.snapshot, stored), through))
        citations += [*inquiry.cite(stored), *lines]
    elif calls and stored.chunk.kind in CALLABLE and (through := _called_through(inquiry, stored)):
        told.append(through[0])
        citations += through[1]
    if test_uses:
        # Of many tests, their files tell enough.
        told.append(f"Tests use it in {places(test_uses)}.")
        citations += cited(inquiry, users_of(test_uses), 2)
    return Finding(paragraphs(*told), tuple(citations))


def calls(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """What it calls, in the order of its lines, with what comes from outside apart."""
    if stored.chunk.kind in (ChunkKind.MODULE, ChunkKind.SECTION, ChunkKind.VARIABLE):
        return None
    inside = inquiry.snapshot.references_in(stored.id, CALLS)
    name = code(label(stored))
    known: dict[int, list[StoredReference]] = {}
    unknown: dict[str, None] = {}
    for use in inside:
        target = inquiry.graph.chunk(use.target_id)
        if target is None:
            unknown[use.reference.expression] = None
        elif target.id != stored.id and not target.chunk.qualname.startswith(f"{stored.chunk.qualname}."):
            known.setdefault(target.id, []).append(use)
    told: list[str] = []
    called = [(inquiry.graph.chunk(id_), found) for id_, found in known.items()]
    lines = [
        f"{inquiry.placed(target)}, at {_lines(inquiry, found)}"
        for target, found in called[:_MOST_CALLS]
        if target is not None
    ]
    if lines:
        shown = bulleted(lines, len(called))
        told.append(f"{name} calls, of this workspace:\n{shown}")
    outside = [each for each in unknown if each.rpartition(".")[2] != "super"]
    if outside:
        subject = (
            "It also calls" if lines else f"{name} calls nothing that is defined in this workspace, only"
        )
        told.append(
            f"{subject} {codes(outside, 12)}, which {plural('is', len(outside))} from outside "
            "or could not be resolved."
        )
    if not told:
        told.append(f"{name} calls nothing.")
    targets = [target for target, _ in called if target is not None][:4]
    return Finding(paragraphs(*told), (*inquiry.cite(stored), *inquiry.cite(*targets)))


def unresolved_said(inquiry: Inquiry, stored: StoredChunk, meanings: int = 1, asked: str = "") -> str:
    """How many more places call something of that name so that static analysis cannot tell what they mean.

    `asked`: the name as it was asked about; those that write it so are told with their places. Who asks for
    tests is told of those in tests.
    """
    chunk = stored.chunk
    kinds = (*CALLS, ReferenceKind.NAME) if _is_attribute(inquiry, stored) else CALLS
    if (chunk.kind not in CALLEES and kinds == CALLS) or (is_dunder(chunk.name)):
        return ""
    found = [
        use
        for use in inquiry.snapshot.unresolved(chunk.name, stored.language, kinds)
        if inquiry.scope.admits(use.path) and (kinds == CALLS or use.reference.expression != chunk.name)
    ]
    if inquiry.question.intent is Intent.TESTS:
        found = [use for use in found if is_test_path(use.path)]
    if not found:
        return ""
    verb, they = ("calls", "it") if len(found) == 1 else ("call", "they")
    verb = verb if kinds == CALLS else verb.replace("call", "name")
    which = "this one" if meanings == 1 else "one of these"
    told = (
        f"{count(len(found), 'more place')} {verb} something named {code(chunk.name)} that could not be "
        f"resolved, so {they} may or may not mean {which}: {by_files(found, 3)}."
    )
    so_written = _written_so(inquiry, found, asked)
    return paragraphs(told, so_written, not_looked_into(inquiry, chunk.name, stored.language))


def _written_so(inquiry: Inquiry, found: Sequence[StoredReference], asked: str) -> str:
    """Which of some places write a name with the receiver with which it was asked about; "" if none does."""
    if "." not in asked:
        return ""
    fitting = [use for use in found if f".{use.reference.expression}".endswith(f".{asked}")]
    if not fitting or len(fitting) == len(found) == 1:
        return ""
    written = "writes" if len(fitting) == 1 else "write"
    return f"{len(fitting):,} of these {written} {code(asked)}, by{said_of(inquiry, users_of(fitting))}"


def _is_attribute(inquiry: Inquiry, stored: StoredChunk) -> bool:
    """Whether it is reached through objects without a call: a variable of a class, or a property."""
    if stored.chunk.kind is ChunkKind.VARIABLE:
        parent = inquiry.snapshot.chunk_by_id(stored.parent_id)
        return parent is not None and parent.chunk.kind is ChunkKind.CLASS
    return any(each.lstrip("@").endswith("property") for each in stored.chunk.decorators)


def paragraphs(*told: str) -> str:
    """Sentences; what follows a list stands apart from it."""
    text = ""
    for each in filter(None, told):
        after_list = text.rpartition("\n")[2].startswith("- ")
        text = f"{text}\n\n{each}" if after_list else joined(text, each)
    return text


def _parted(
    inquiry: Inquiry, stored: StoredChunk, uses: Iterable[StoredReference]
) -> tuple[list[StoredReference], list[StoredReference]]:
    """Calls, and all other uses; of a variable, every use is one."""
    calls: list[StoredReference] = []
    others: list[StoredReference] = []
    for use in uses:
        is_call = stored.chunk.kind is ChunkKind.VARIABLE or use.reference.kind in CALLS
        is_call = is_call or (stored.language == "go" and _makes_one(inquiry, use))
        (calls if is_call else others).append(use)
    return calls, others


def _makes_one(inquiry: Inquiry, use: StoredReference) -> bool:
    """Whether a type of Go is named to make one of it: `Route{Path: "/"}`; before a body stands a space."""
    is_type = use.reference.kind is ReferenceKind.TYPE
    source = inquiry.present.text_as_indexed(use.path) if is_type else None
    end = use.reference.end_byte
    return source is not None and source[end : end + 1] == b"{"


_OTHERWISE = {
    ReferenceKind.BASE: "inherited from",
    ReferenceKind.TYPE: "named as a type",
    ReferenceKind.RAISE: "raised",
    ReferenceKind.CATCH: "caught",
}


def _otherwise(inquiry: Inquiry, stored: StoredChunk, uses: Sequence[StoredReference], *, after: bool) -> str:
    """How it is used without being called, each way with its places."""
    ways: dict[str, list[StoredReference]] = {}
    for use in uses:
        is_included = use.reference.kind is ReferenceKind.BASE and is_mixin(stored)
        way = "included" if is_included else _OTHERWISE.get(use.reference.kind, "named without a call")
        ways.setdefault(way, []).append(use)
    parts = [f"{way} in {in_files(found)} ({_first(inquiry, found)})" for way, found in ways.items()]
    if after:
        return f"It is also {listed(parts)}."
    is_raised = any(use.reference.kind is ReferenceKind.RAISE for use in uses)
    if is_raised or is_mixin(stored) or stored.chunk.keyword in CONTRACTS:
        # What is raised is made there, and nobody makes one of a contract.
        return f"{code(label(stored))} is {listed(parts)}{inquiry.scope.said()}."
    verb = _VERBS.get(stored.chunk.kind, "called")
    return f"{code(label(stored))} is nowhere {verb} by name{inquiry.scope.said()}, but {listed(parts)}."


def _first(inquiry: Inquiry, uses: Sequence[StoredReference]) -> str:
    users = users_of(uses)
    places = [inquiry.at(each.uses[0]) for each in users[:3]]
    return listed(places, total=len(users))


def _called_through(inquiry: Inquiry, stored: StoredChunk) -> tuple[str, list[Citation]] | None:
    """Who calls what it overrides; None if nobody does."""
    for base in inquiry.family.overridden(stored):
        uses = [use for use in inquiry.uses(base) if not is_test_path(use.path)]
        if uses:
            users = users_of(uses)
            text = (
                f"It overrides {inquiry.placed(base)}, through which it may be called: "
                f"that is used by{said_of(inquiry, users, 4)}"
            )
            return text, cited(inquiry, users, _OVERRIDES_CITED)
    return None


def _through_overridden(inquiry: Inquiry, stored: StoredChunk) -> tuple[str, list[Citation]]:
    """Why something that nobody calls may be called all the same."""
    through = _called_through(inquiry, stored)
    if through is not None:
        return through
    overridden = inquiry.family.overridden(stored)
    if overridden:
        base = overridden[0]
        return (
            f"It overrides {inquiry.placed(base)}, through which it may be called.",
            [],
        )
    name = stored.chunk.name
    if is_dunder(name):
        return "Its name is special: the language itself calls it.", []
    if stored.chunk.decorators and stored.language != "rust":
        marks = [f"@{each.lstrip('@')}" for each in stored.chunk.decorators]
        return f"It may be called through its decorator {codes(marks, 3)}.", []
    return "", []


def _lines(inquiry: Inquiry, uses: Sequence[StoredReference]) -> str:
    places = list(dict.fromkeys(use.reference.line for use in uses))
    if not inquiry.present.is_as_indexed(uses[0].path):
        return "lines that have moved since"
    return f"{'line' if len(places) == 1 else 'lines'} {listed([str(line) for line in places], 4)}"
