"""Where one more of a sort goes, as those show that there are: "how do I add a new command?"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stc_lsp.code.asking.sorts import sort_to_add
from stc_lsp.code.english import bulleted, code, count
from stc_lsp.wake.rank.kinds import FileKind, is_production, kind_of
from stc_lsp.wake.structural.catalogue import of_sort
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.sort_rules import grouped
from stc_lsp.wake.structural.tabled import files_of, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.memory.read.catalogue import CatalogueEntry
    from stc_lsp.memory.values import StoredChunk

_LEAST = 3
"""Of a sort, so that they show how it is done."""
_SHARE = 0.5
_WAYS = frozenset({"method", "way", "function"})
"""Who wants a login method of their own wants to log in otherwise: no method that is called so."""
_MOST_COUNTED = 60


def adding_said(inquiry: Inquiry) -> Finding | None:
    """Where those stand that there are, and what gathers them; None if nobody asks, or there are none."""
    sort = sort_to_add(inquiry.question.text)
    if sort is None or (len(sort.words) > 1 and sort.words[-1] in _WAYS):
        return None
    paths = [path for path in inquiry.snapshot.paths() if kind_of(path) is FileKind.CODE]
    entries = of_sort(inquiry, sort, paths)
    listed = tables(inquiry, sort, entries)
    lines = [
        f"{inquiry.placed(each.stored)} {'registers' if each.how else 'lists'} {len(each.members):,}, "
        f"{code(each.members[-1])} last"
        for each in listed
    ]
    cited = [each.stored for each in listed]
    folder, members = files_of(inquiry, sort)
    if members:
        lines.append(f"the folder {code(folder)} has {count(len(members), 'file')}, as {code(min(members))}")
    group = max(
        (each for each in grouped(inquiry, sort, entries) if not each.is_by_place),
        key=lambda each: len(each.entries),
        default=None,
    )
    found = _in_production(inquiry, group.entries) if group is not None else []
    if len(found) >= _LEAST:
        for about, stored in _shown_by(inquiry, found):
            lines.append(f"{_placed(inquiry, stored)} {about} of {len(found):,}")
            cited.append(stored)
    if not lines:
        return None
    noun = " ".join(sort.words)
    text = f"Where a new {noun} goes, those show that there are:\n{bulleted(lines, len(lines))}"
    return Finding(text, tuple(inquiry.cite(*cited)), is_all=False)


def _in_production(inquiry: Inquiry, entries: Sequence[CatalogueEntry]) -> list[StoredChunk]:
    ids = [each.id for each in entries if is_production(each.path)][:_MOST_COUNTED]
    chunks = inquiry.snapshot.chunks_by_ids(ids)
    return [chunks[each] for each in ids if each in chunks]


def _shown_by(inquiry: Inquiry, found: Sequence[StoredChunk]) -> Iterator[tuple[str, StoredChunk]]:
    """What most inherit from, what uses most, which is where they are registered, and the shortest."""
    ids = {each.id for each in found}
    least = max(_LEAST, _SHARE * len(found)) - 1
    heirs = {each.id: inquiry.snapshot.heirs({each.id}) & ids - {each.id} for each in found}
    base = max(found, key=lambda each: len(heirs[each.id]))
    is_base = len(heirs[base.id]) >= least
    if is_base:
        yield f"is the base of {len(heirs[base.id]):,}", base
    gathers = _gathering(inquiry, found)
    if gathers is not None and gathers[1] > least:
        yield f"uses {gathers[1]:,}", gathers[0]
    others = [each for each in found if not is_base or each.id in heirs[base.id]]
    yield "is the shortest", min(others, key=lambda each: each.chunk.end_line - each.chunk.start_line)


def _gathering(inquiry: Inquiry, found: Sequence[StoredChunk]) -> tuple[StoredChunk, int] | None:
    """The definition that uses most of them, and how many; what only imports them, if nothing else does."""
    uses = [
        (each.id, use) for each in found for use in inquiry.snapshot.uses(each.id) if is_production(use.path)
    ]
    named = [(id_, use) for id_, use in uses if not inquiry.is_import(use)]
    for several in (named, uses):
        by = Counter(user for user, _ in {(use.chunk_id, id_) for id_, use in several})
        id_, number = next(iter(by.most_common(1)), (0, 0))
        stored = inquiry.snapshot.chunk_by_id(id_) if number >= _LEAST else None
        if stored is not None:
            return stored, number
    return None


def _placed(inquiry: Inquiry, stored: StoredChunk) -> str:
    return inquiry.placed(stored) if stored.chunk.qualname else code(stored.path)
