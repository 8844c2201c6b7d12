"""What is marked as deprecated: by a decorator, by its documentation, or by a warning that it gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.describe.documentation import deprecation
from stc_lsp.code.english import bulleted, plural, quoted
from stc_lsp.code.identifiers import last_name
from stc_lsp.code.values import CONSTRUCTORS, ReferenceKind
from stc_lsp.wake.structural.inquiry import Finding
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
    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.structural.inquiry import Inquiry
    from stc_lsp.wake.structural.narrow.meant import Place

_MARKS = frozenset({"deprecated", "obsolete"})
"""The decorators that say so, in lower case: `@Deprecated`, `[Obsolete]`."""
_WARNINGS = ("DeprecationWarning", "PendingDeprecationWarning")
_WARNING = re.compile(r"Deprecat\w*Warning$")
_LONGEST = 100
"""Characters of a notice that are quoted."""


class _Marked(NamedTuple):
    """How definitions are marked, by their ids."""

    said: dict[int, str]
    """By a decorator or in their documentation, quoted."""
    warn: dict[int, str]
    """By the line on which they name a warning of deprecation, which may be about a part of them."""


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
        more = f"{len(warn):,} more {plural('names', len(warn))}" if said else f"{len(warn):,} of them name"
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
    makers = {each.id for each in inquiry.snapshot.children(stored.id) if each.chunk.name in CONSTRUCTORS}
    marked = _marked(inquiry, {stored.id, *makers})
    how = marked.said.get(stored.id)
    if how is not None:
        text = f"Yes: {inquiry.placed(stored)} is marked as deprecated: {how}."
        return Finding(text, tuple(inquiry.cite(stored)))
    maker = next(iter(marked.said.values()), "")
    if maker:
        text = f"Yes: what makes {inquiry.placed(stored)} is marked as deprecated: {maker}."
        return Finding(text, tuple(inquiry.cite(stored)))
    lead = f"Nothing marks {inquiry.placed(stored)} as deprecated, no decorator and not its documentation."
    warns = next(iter(marked.warn.values()), "")
    more = (
        f"It names a warning of deprecation, {warns}: perhaps for some ways to call it only." if warns else ""
    )
    return Finding(paragraphs(lead, more), tuple(inquiry.cite(stored)), is_all=False)


def _marked(inquiry: Inquiry, ids: set[int]) -> _Marked:
    snapshot = inquiry.snapshot
    said: dict[int, str] = {}
    uses = [use for name in _WARNINGS for use in snapshot.unresolved(name)]
    for id_, stored in snapshot.chunks_by_ids(ids & snapshot.with_term("deprecated")).items():
        notice = deprecation(stored.chunk.documentation)
        if notice:
            said[id_] = f"documented as {quoted(notice, _LONGEST)}"
    for each in snapshot.entries():
        mark = next((mark for mark in each.decorators if last_name(mark).lower() in _MARKS), "")
        if mark and each.id in ids:
            said[each.id] = f"decorated with {written(each.language, mark)}"
        if _WARNING.search(each.name):
            uses += snapshot.uses(each.id)
    named = {use.chunk_id: use for use in reversed(uses) if use.reference.kind is not ReferenceKind.CATCH}
    return _Marked(said, {id_: f"at {inquiry.at(named[id_])}" for id_ in named.keys() & ids})
