"""What is marked as deprecated: by a decorator, by its documentation, or by a warning that it gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.describe.documentation import deprecation
from stc_lsp.code.english import agreeing, bulleted, plural, quoted
from stc_lsp.code.identifiers import last_name, split_identifier
from stc_lsp.code.values import CALLEES, CONSTRUCTORS, ChunkKind, ReferenceKind
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.decorators import written
from stc_lsp.wake.structural.narrow.headers import (
    MOST_LINES,
    cited,
    headers_in,
    kinds_asked,
    placed,
    tests_left_out,
)
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.read.catalogue import Header
    from stc_lsp.memory.values import StoredChunk, StoredReference
    from stc_lsp.wake.structural.narrow.meant import Place

_MARKS = frozenset({"deprecated", "deprecate", "obsolete"})
"""Words of decorators that say so, in lower case: `@Deprecated`, `[Obsolete]`, `@deprecated_function`."""
_AVAILABLE = re.compile(r"available\((?:[^()\"]|\"[^\"]*\")*\bdeprecated\b")
"""Swift: `@available(*, deprecated, renamed: "other")`."""
_OF_A_PART = frozenset("arg args argument arguments param params parameter parameters kwarg kwargs".split())
"""Words of those that say it of a part: `@deprecated_args`."""
_WARNINGS = ("DeprecationWarning", "PendingDeprecationWarning")
_WARNING = re.compile(r"Deprecat\w*Warning$")
_LONGEST = 100
"""Characters of a notice that are quoted."""


class _Marked(NamedTuple):
    """How definitions are marked, by their ids."""

    said: dict[int, str]
    """By a decorator or in their documentation, quoted."""
    warn: dict[int, str]
    """By a warning of deprecation that they name, or a decorator: it may be about a part of them."""


def deprecated(inquiry: Inquiry, place: Place, words: Sequence[str]) -> list[Finding]:
    """What of a place is marked so."""
    noun, kinds = kinds_asked(words)
    headers = headers_in(inquiry, place, kinds)
    if not headers:
        return []
    marked = _marked(inquiry, {each.id for each in headers})
    said = [each for each in headers if each.id in marked.said]
    warn = [each for each in headers if each.id in marked.warn and each.id not in marked.said]
    of = f"of {len(headers):,} {plural(noun, len(headers))}{place.said()}"
    told = [f"Nothing {of} is marked as deprecated by a decorator or by its documentation."]
    if said:
        told = [
            f"{len(said):,} {of} {plural('is', len(said))} marked as deprecated by a decorator or by "
            f"documentation:\n{_list(said, marked.said)}"
        ]
    if warn:
        names = agreeing("~name", len(warn))
        more = f"{len(warn):,} more {names}" if said else f"{len(warn):,} of them {names}"
        told.append(
            f"{more} a warning of deprecation, perhaps for some ways to call them only:\n"
            f"{_list(warn, marked.warn)}"
        )
    told.append(tests_left_out(place))
    return [Finding(paragraphs(*told), cited([*said, *warn]), is_all=False)]


def _list(found: Sequence[Header], how: dict[int, str]) -> str:
    return bulleted([f"{placed(each)}: {how[each.id]}" for each in found[:MOST_LINES]], len(found))


def is_deprecated(inquiry: Inquiry, stored: StoredChunk) -> Finding:
    """Whether one definition is marked so."""
    how = _said(stored)
    if how:
        text = f"Yes: {inquiry.placed(stored)} is marked as deprecated: {how}."
        return Finding(text, tuple(inquiry.cite(stored)))
    makers = [each for each in inquiry.snapshot.children(stored.id) if each.chunk.name in CONSTRUCTORS]
    maker = next((how for each in makers if (how := _said(each))), "")
    if maker:
        text = f"Yes: what makes {inquiry.placed(stored)} is marked as deprecated: {maker}."
        return Finding(text, tuple(inquiry.cite(stored)))
    lead = f"Nothing marks {inquiry.placed(stored)} as deprecated, no decorator and not its documentation."
    warns = next((use for each in (stored, *makers) for use in _warnings_in(inquiry, each)), None)
    perhaps = "perhaps for some ways to call it only."
    more = f"It names a warning of deprecation, at {inquiry.at(warns)}: {perhaps}" if warns else ""
    return Finding(paragraphs(lead, more), tuple(inquiry.cite(stored)), is_all=False)


def _said(stored: StoredChunk) -> str:
    """How a definition is marked by a decorator or in its documentation, quoted; "" if it is not."""
    by = _decorated(stored.language, stored.chunk.decorators)
    notice = "" if by else deprecation(stored.chunk.documentation)
    return by or (f"documented as {quoted(notice, _LONGEST)}" if notice else "")


def _decorated(language: str, decorators: Sequence[str]) -> str:
    mark = next((mark for mark in decorators if _is_mark(mark) and not _is_of_a_part(mark)), "")
    return f"decorated with {written(language, mark)}" if mark else ""


def _is_mark(decorator: str) -> bool:
    return (
        not _MARKS.isdisjoint(split_identifier(last_name(decorator)))
        or _AVAILABLE.match(decorator) is not None
    )


def _is_of_a_part(mark: str) -> bool:
    return not _OF_A_PART.isdisjoint(split_identifier(last_name(mark)))


def _warnings_in(inquiry: Inquiry, stored: StoredChunk) -> list[StoredReference]:
    """Where a definition itself names a warning of deprecation, and does not catch it."""
    return [
        use
        for use in inquiry.snapshot.references_in(stored.id, nested=False)
        if _WARNING.search(use.reference.expression) and use.reference.kind is not ReferenceKind.CATCH
    ]


def _marked(inquiry: Inquiry, ids: set[int]) -> _Marked:
    snapshot = inquiry.snapshot
    uses = [use for name in _WARNINGS for use in snapshot.unresolved(name)]
    documented = snapshot.chunks_by_ids(ids & snapshot.with_term("deprecated"))
    said = {id_: how for id_, stored in documented.items() if (how := _said(stored))}
    warn: dict[int, str] = {}
    for each in snapshot.entries(CALLEES, is_marked=True):
        by = _decorated(each.language, each.decorators)
        if by and each.id in ids:
            said[each.id] = by
        part = next((mark for mark in each.decorators if _is_mark(mark) and _is_of_a_part(mark)), "")
        if part and each.id in ids:
            warn[each.id] = f"decorated with {written(each.language, part)}"
    for each in snapshot.entries((ChunkKind.CLASS,), named="Deprecat"):
        if _WARNING.search(each.name):
            uses += snapshot.uses(each.id)
    named = {use.chunk_id: use for use in reversed(uses) if use.reference.kind is not ReferenceKind.CATCH}
    at = {id_: f"at {inquiry.at(named[id_])}" for id_ in named.keys() & ids}
    return _Marked(said, at | warn)
