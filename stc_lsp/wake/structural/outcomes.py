"""What comes out of a function: what it returns, what it raises; and where an error is raised or caught."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.english import code, codes, joined, listed, plural
from stc_lsp.code.modules import SCRIPT_LANGUAGES
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, CALLEES, ChunkKind, ReferenceKind
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.returned import lines_with, returned, returned_said
from stc_lsp.wake.structural.said import said
from stc_lsp.wake.structural.users import cited, in_files, not_looked_into, places, said_of, users_of
from stc_lsp.wake.structural.uses import paragraphs
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stc_lsp.memory.values import StoredChunk, StoredReference

_ERRORS = (ReferenceKind.RAISE, ReferenceKind.CATCH)
_BY_LAST = frozenset({"ruby", "elixir"})
"""Languages in which a function needs no word to return a value."""
_MOST_CALLEES = 30
_MOST_KIN = 60
_AS_VALUES = {"go": re.compile(r"\berror\b"), "rust": re.compile(r"\bResult\b")}
"""What says, in the type of a result, that errors are returned and not raised."""
PANICS = {
    "go": frozenset({"panic"}),
    "rust": frozenset({"panic", "todo", "unimplemented", "unreachable"}),
}
"""Languages in which nothing is raised, with what gives up there instead."""
_CAUGHT = re.compile(r"\b(?:caught|catch(?:es|ing)?|handle[sd]?|rescued?)\b(?!.*\brais)", re.IGNORECASE)
_RAISING = {
    "python": (b"raise",),
    "ruby": (b"raise", b"fail"),
    **dict.fromkeys(
        ("javascript", "typescript", "tsx", "java", "kotlin", "csharp", "php", "scala", "swift", "cpp"),
        (b"throw",),
    ),
}
"""The words by which something is raised, where it is."""
_IS_RAISED = re.compile(r"\b(?:raise|throw)\b(?P<expression>.*)$")
_INSIDE_CALL = re.compile(r"[\w\]]\s*\([^()]*$")
_CAUSE = re.compile(r"\sfrom\s")
_COMMENT_BEHIND = re.compile(r"\s+(?:#|//)\s.*$")
_LONGEST_RAISED = 100


def returns(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """The declared type, what its documentation says of it, and the lines that return something."""
    if stored.chunk.kind is ChunkKind.CLASS:
        return Finding(
            f"Calling {code(label(stored))} creates an object of that class.", tuple(inquiry.cite(stored))
        )
    if stored.chunk.kind not in CALLABLE:
        return None
    lines = [each.line for each in returned(inquiry.present, stored)]
    told = said(inquiry, stored, Intent.RETURNS)
    text = told.text if told is not None else f"{code(label(stored))} declares no return type."
    if lines:
        last = "Else it returns what its last expression comes to." if stored.language in _BY_LAST else ""
        text = joined(text, returned_said(inquiry.present, stored), last)
    elif told is None and stored.language in _BY_LAST:
        text = f"{code(label(stored))} returns what its last expression comes to, for no line says `return`."
    elif told is None:
        text = f"{code(label(stored))} declares no return type, and no line of it is known to return a value."
    exact = [Citation(stored.path, line, line) for line in lines[:4]]
    return Finding(text, (*inquiry.cite(stored), *exact))


def raises(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Which errors it raises and catches itself, and which what it calls raises."""
    if stored.chunk.kind not in CALLEES:
        return None
    name = code(label(stored))
    inside = [use for use in inquiry.snapshot.references_in(stored.id, _ERRORS) if _is_error(use)]
    raised = [use for use in inside if use.reference.kind is ReferenceKind.RAISE]
    caught = [use for use in inside if use.reference.kind is ReferenceKind.CATCH]
    as_value = "" if raised else _returned_errors(inquiry, stored)
    values = values_raised_said(inquiry, stored)
    what = f"raises {_errors(inquiry, raised)}" if raised else "raises nothing itself"
    if values and not raised:
        what = "raises no error by its name"
    if not raised and stored.language in PANICS:
        what = _panics(inquiry, stored)
    told = [as_value or f"{name} {what}."]
    if as_value and (panics := _calls_of(inquiry, stored, PANICS[stored.language])):
        told.append(f"It panics at {_places(inquiry, panics)}.")
    told.append(values)
    if caught:
        told.append(f"It catches {_errors(inquiry, caught)}.")
    through = _through_callees(inquiry, stored)
    citations = [*inquiry.cite(stored), *inquiry.citer.of_uses((*raised, *caught)[:6])]
    if through:
        parts = [f"{code(label(callee))} raises {codes(errors, 3)}" for callee, errors, _ in through[:6]]
        told.append(f"Of what it calls, {listed(parts, 6)}.")
        citations += inquiry.citer.of_uses([first for _, _, first in through[:4]])
    documented = said(inquiry, stored, Intent.RAISES) if not raised else None
    if documented is not None and documented.text.startswith("Its documentation"):
        told.append(documented.text)
    # What is called further down, or comes from outside, may raise more.
    calls = inquiry.snapshot.references_in(stored.id, (ReferenceKind.CALL,))
    is_all = not as_value and not values and all(map(_is_error, calls))
    return Finding(joined(*told), tuple(citations), is_all=is_all)


def values_raised_said(inquiry: Inquiry, stored: StoredChunk) -> str:
    """That it raises what variables, calls and expressions come to when it runs; "" if it does not."""
    uses = inquiry.snapshot.references_in(stored.id, (ReferenceKind.RAISE,))
    values = [use for use in uses if not _is_error(use)]
    number = len({each.reference.expression for each in values})
    told = f"It raises what {_errors(inquiry, values)} {plural('is', number)} when it runs." if values else ""
    return joined(told, _expressions_raised_said(inquiry, stored, uses))


def _panics(inquiry: Inquiry, stored: StoredChunk) -> str:
    """Where it panics, in a language without exceptions; as in "panics at `x.go:3`"."""
    calls = _calls_of(inquiry, stored, PANICS[stored.language])
    return f"panics at {_places(inquiry, calls)}" if calls else "panics nowhere itself"


def _calls_of(inquiry: Inquiry, stored: StoredChunk, names: frozenset[str]) -> list[StoredReference]:
    """Its calls of what the language itself has by these names."""
    calls = inquiry.snapshot.references_in(stored.id, (ReferenceKind.CALL,))
    return [call for call in calls if call.reference.expression in names and call.target_id is None]


def _places(inquiry: Inquiry, uses: Iterable[StoredReference]) -> str:
    return listed(list(dict.fromkeys(map(inquiry.at, uses))), 4)


def _returned_errors(inquiry: Inquiry, stored: StoredChunk) -> str:
    """That it returns its errors, with the lines that do so; "" where its type says no such thing."""
    word = _AS_VALUES.get(stored.language)
    if word is None or not word.search(stored.chunk.returns):
        return ""
    name = code(label(stored))
    told = f"{name} returns its errors: its result is declared as {code(stored.chunk.returns)}."
    return joined(told, returned_said(inquiry.present, stored))


def raised(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """Where an error of this workspace is raised and caught."""
    if stored.chunk.kind is not ChunkKind.CLASS and not _makes_objects(stored):
        return None
    uses = [use for use in inquiry.snapshot.uses(stored.id) if inquiry.scope.admits(use.path)]
    found = [use for use in uses if use.reference.kind in _ERRORS]
    found += _raised_in_expressions(inquiry, uses)
    created = [
        use
        for use in uses
        if use.reference.kind is ReferenceKind.CALL
        and not any(each.path == use.path and each.reference.line == use.reference.line for each in found)
    ]
    told = _raised(inquiry, label(stored), found, created, inquiry.cite(stored))
    return Finding(paragraphs(told.text, *_of_kin(inquiry, stored)), told.citations)


def _makes_objects(stored: StoredChunk) -> bool:
    """Whether it may be a function of JavaScript that is called with `new`, by its capital letter."""
    is_script = stored.chunk.kind in CALLABLE and stored.language in SCRIPT_LANGUAGES
    return is_script and stored.chunk.name[:1].isupper()


def _of_kin(inquiry: Inquiry, stored: StoredChunk) -> list[str]:
    """Which of its heirs are raised, and so is it; which of its bases are caught, and so is it."""
    raised_, caught = ReferenceKind.RAISE, ReferenceKind.CATCH
    heirs = _so_used(inquiry, inquiry.family.heirs(stored), raised_)
    bases = _so_used(inquiry, inquiry.family.ancestors(stored), caught)
    told: list[str] = []
    if heirs:
        told.append(f"Of what inherits from it, {codes(heirs, 6)} {plural('is', len(heirs))} raised.")
    if bases:
        are = plural("is", len(bases))
        told.append(f"Of what it inherits from, {codes(bases, 6)} {are} caught, and it with that.")
    return told


def _so_used(inquiry: Inquiry, classes: Sequence[StoredChunk], kind: ReferenceKind) -> list[str]:
    """The names of those that are raised, or caught, where it is asked about."""
    shown = classes[:_MOST_KIN]
    uses = ((each, inquiry.snapshot.uses(each.id, (kind,))) for each in shown)
    return [label(each) for each, found in uses if any(inquiry.scope.admits(use.path) for use in found)]


def raised_outside(inquiry: Inquiry, name: str) -> Finding | None:
    """Where an error that comes from outside of the workspace is raised and caught."""
    last = name.rpartition(".")[2]
    uses = inquiry.snapshot.unresolved(last, kinds=_ERRORS)
    found = [use for use in uses if inquiry.scope.admits(use.path)]
    if not found:
        return None
    told = _raised(inquiry, name, found, [], [])
    more = not_looked_into(inquiry, last)
    return Finding(paragraphs(told.text, more), told.citations, is_all=not more)


def _raised(
    inquiry: Inquiry,
    name: str,
    found: Sequence[StoredReference],
    created: Sequence[StoredReference],
    own: Sequence[Citation],
) -> Finding:
    told: list[str] = []
    citations: list[Citation] = []
    verbs = list(zip(_ERRORS, ("raised", "caught"), strict=True))
    if _CAUGHT.search(inquiry.question.text):
        # What is asked comes first.
        verbs.reverse()
    for kind, verb in verbs:
        uses = [use for use in found if use.reference.kind is kind]
        in_code = [use for use in uses if not is_test_path(use.path)]
        in_tests = [use for use in uses if is_test_path(use.path)]
        if in_code:
            users = users_of(in_code)
            told.append(f"{code(name)} is {verb} in {in_files(in_code)}, by{said_of(inquiry, users)}")
            citations += cited(inquiry, users)
        else:
            does = "raise" if kind is ReferenceKind.RAISE else "catch"
            told.append(f"Nothing outside of tests is known to {does} {code(name)}.")
        if in_tests:
            told.append(f"In tests it is {verb} in {places(in_tests)}.")
            citations += cited(inquiry, users_of(in_tests), 2)
    if created:
        told.append(f"It is created without being raised on the same line in {places(created)}.")
        citations += cited(inquiry, users_of(created), 3)
    return Finding(paragraphs(*told), (*citations, *own))


def _through_callees(
    inquiry: Inquiry, stored: StoredChunk
) -> list[tuple[StoredChunk, list[str], StoredReference]]:
    """What the functions of the workspace that it calls raise themselves."""
    callees = dict.fromkeys(call.target_id for call in inquiry.graph.calls_in(stored) if call.target_id)
    found: list[tuple[StoredChunk, list[str], StoredReference]] = []
    for id_ in list(callees)[:_MOST_CALLEES]:
        callee = inquiry.graph.chunk(id_)
        if callee is None or callee.chunk.kind not in CALLABLE or callee.id == stored.id:
            continue
        uses = [
            use for use in inquiry.snapshot.references_in(callee.id, (ReferenceKind.RAISE,)) if _is_error(use)
        ]
        if uses:
            found.append((callee, list(dict.fromkeys(use.reference.expression for use in uses)), uses[0]))
    return found


def _is_error(use: StoredReference) -> bool:
    """A variable that is raised again tells nothing."""
    return use.reference.expression.rpartition(".")[2][:1].isupper()


def _errors(inquiry: Inquiry, uses: Iterable[StoredReference]) -> str:
    places: dict[str, list[str]] = {}
    for use in uses:
        places.setdefault(use.reference.expression, []).append(inquiry.at(use))
    return listed([f"{code(name)} ({listed(list(dict.fromkeys(at)), 3)})" for name, at in places.items()], 8)


def _expressions_raised_said(inquiry: Inquiry, stored: StoredChunk, named: Iterable[StoredReference]) -> str:
    """The lines on which a function raises what no name tells, but those of `named`; "" if there is none."""
    words = _RAISING.get(stored.language, ())
    is_read = words and stored.chunk.kind in CALLABLE
    source = inquiry.present.text_as_indexed(stored.path) if is_read else None
    if source is None:
        return ""
    known = {use.reference.line for use in named}
    lines = [line for line in lines_with(inquiry.present, stored, words) if line not in known]
    text = source.decode(errors="replace").split("\n")
    told = [_quoted(text[line - 1], f"{stored.path}:{line}") for line in lines]
    return f"It raises what {listed(told, 4)} {plural('is', len(told))} when it runs." if told else ""


def _raised_in_expressions(inquiry: Inquiry, uses: Sequence[StoredReference]) -> list[StoredReference]:
    """Those uses of an error that stand in an expression which is raised, as what they are: raised."""
    return [
        replace(use, reference=use.reference._replace(kind=ReferenceKind.RAISE))
        for use in uses
        if use.reference.kind in (ReferenceKind.CALL, ReferenceKind.NAME) and _is_raised(inquiry, use)
    ]


def _is_raised(inquiry: Inquiry, use: StoredReference) -> bool:
    source = inquiry.present.text_as_indexed(use.path)
    if source is None:
        return False
    start = source.rfind(b"\n", 0, use.reference.start_byte) + 1
    found = _IS_RAISED.search(source[start : use.reference.start_byte].decode(errors="replace"))
    if found is None:
        return False
    before = found["expression"]
    # What is given to an error, or is its cause, is not raised itself.
    return _INSIDE_CALL.search(before) is None and _CAUSE.search(before) is None


def _quoted(line: str, at: str) -> str:
    found = _IS_RAISED.search(line)
    expression = _COMMENT_BEHIND.sub("", found["expression"]).strip().rstrip(";") if found is not None else ""
    is_short = 0 < len(expression) <= _LONGEST_RAISED
    return f"{code(expression)} ({code(at)})" if is_short else f"stands at {code(at)}"
