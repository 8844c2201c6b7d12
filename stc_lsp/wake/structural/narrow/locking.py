"""What is known of using something from several threads at once: what its author says, and its locks.

Whether it is safe is said by nobody but its author.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.claims import sentences_of
from stc_lsp.code.describe.documentation import paragraphs
from stc_lsp.code.english import agreeing, bulleted, code, codes, count, quoted
from stc_lsp.code.inert import code_span
from stc_lsp.code.values import CALLEES, ChunkKind
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural import uses
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.meant import functions_of, meanings
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.values import StoredChunk

_SPOKEN_OF = re.compile(
    r"\bthread[- ]?(?:safe|safety|local)|\bgo ?routine|\bconcurren(?:t|cy|tly)\b"
    r"|\b(?:mutex|locks?) (?:is |are )?held\b|\bsynchroni[sz]ed\b|\brace conditions?\b"
    r"|\b(?:several|multiple|other|different) threads\b|\bre-?entrant\b",
    re.IGNORECASE,
)
_LOCK = re.compile(
    r"\b(?:Mutex|RwLock|RWMutex|RLock|Lock|Monitor|Semaphore|Condition|ReentrantLock|ReentrantReadWriteLock"
    r"|ReadWriteLock|StampedLock|shared_mutex|recursive_mutex|mutex|NSLock|SemaphoreSlim|OnceLock)\b(?!\s*guard)"
)
_NAMED = re.compile(
    r"^\s*(?:(?:pub(?:\([^)]*\))?|private|protected|public|internal|final|static|readonly|const|let|var"
    r"|mutable|val|lateinit|std::\w+|self\.|this\.|@@?|\$this->)\s*)*(?P<name>[A-Za-z_]\w*)"
)
_DECLARES = re.compile(r"\s*(?::=|[:=])?\s*[&*]?(?:[\w.:]+(?:::|\.))?")
_NO_FIELDS = frozenset(
    "return raise class struct def func fn impl use import type new yield await if".split()
)
_COMMENT = re.compile(r"\s*(?:#(?!\[)|//|/?\*|--)")
_MOST_SAID, _MOST_LOCKS, _MOST_NAMES = 4, 5, 8
_MOST = 2


class _Held(NamedTuple):
    """A lock that something has."""

    name: str
    line: int
    text: str


def thread_safety(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding | None]:
    """What is known of each class or function of that name."""
    found = [
        each
        for each in meanings(inquiry, asked.slots[0])
        if each.chunk.kind in CALLEES and kind_of(each.path) is FileKind.CODE
    ]
    of_classes = [each for each in found if each.chunk.kind is ChunkKind.CLASS]
    return [_said(inquiry, each) for each in (of_classes or found)[:_MOST]]


def _said(inquiry: Inquiry, stored: StoredChunk) -> Finding:
    inside = functions_of(inquiry, stored)
    name, rows = inquiry.placed(stored), lines_of(inquiry.present.text(stored.path) or b"")
    remarks = [remark for each in (stored, *inside) for remark in _remarks(inquiry, each)]
    locks = list(_locks(rows, stored, inside))
    lead = (
        "Its documentation says of that:" if remarks else "Nothing in its documentation says whether it is."
    )
    told = [f"{name}: {lead}" + (f"\n{bulleted(remarks[:_MOST_SAID], len(remarks))}" if remarks else "")]
    citations = [*inquiry.cite(stored)[:1]]
    if locks:
        lines = [
            f"{code_span(each.text)} at {code(f'{stored.path}:{each.line}')}" for each in locks[:_MOST_LOCKS]
        ]
        told.append(f"It has {count(len(locks), 'lock')}:\n{bulleted(lines, len(locks))}")
        citations += [Citation(stored.path, each.line, each.line) for each in locks[:_MOST_LOCKS]]
        told += _taking(rows, inside, locks)
    elif stored.chunk.kind is ChunkKind.CLASS:
        told.append("No lock was found in it.")
    return Finding(uses.paragraphs(*told), tuple(citations), is_all=False)


def _remarks(inquiry: Inquiry, stored: StoredChunk) -> Iterator[str]:
    sentences = (each for text in paragraphs(stored.chunk.documentation) for each in sentences_of(text))
    for each in sentences:
        if _SPOKEN_OF.search(each):
            yield f"{inquiry.placed(stored)}: {quoted(each)}"
            return


def _locks(rows: Sequence[str], stored: StoredChunk, inside: Sequence[StoredChunk]) -> Iterator[_Held]:
    """The fields and attributes that are locks."""
    lines = range(stored.chunk.start_line, stored.chunk.end_line + 1)
    further = (range(each.chunk.start_line, each.chunk.end_line + 1) for each in inside)
    numbers = dict.fromkeys([*lines, *(number for each in further for number in each)])
    seen: set[str] = set()
    for number in numbers:
        row = rows[number - 1] if number <= len(rows) else ""
        named = _NAMED.match(row)
        if named is None or _COMMENT.match(row) or (lock := _LOCK.search(row, named.end("name"))) is None:
            continue
        before = row[named.end("name") : lock.start()]
        is_field = named["name"] not in _NO_FIELDS and number != stored.chunk.name_line
        if is_field and _DECLARES.fullmatch(before) and named["name"] not in seen:
            seen.add(named["name"])
            yield _Held(named["name"], number, row.strip().rstrip(",;"))


def _taking(rows: Sequence[str], inside: Sequence[StoredChunk], locks: Sequence[_Held]) -> list[str]:
    """Which methods take a lock, themselves or by another that does."""
    names = "|".join(re.escape(each.name) for each in locks)
    taken = re.compile(
        rf"(?:\bwith\s+(?:await\s+)?\S*\b(?:{names})\b|\b(?:{names})\b\.?\s*\??\.?"
        rf"(?:synchronize|r?lock|R?Lock|acquire|read|write|try_lock|TryLock|lock_interruptibly|WaitAsync|wait)\b"
        rf"|synchronized\s*\(|\b(?:lock_guard|unique_lock|scoped_lock|shared_lock)\b[^;]*\b(?:{names})\b"
        rf"|\block\s*\(\s*(?:this\.)?(?:{names})\b)"
    )
    texts: dict[str, str] = {}
    for each in inside:
        lines = rows[each.chunk.start_line - 1 : each.chunk.end_line]
        texts[each.chunk.name] = "\n".join(line for line in lines if not _COMMENT.match(line))
    themselves = {name for name, text in texts.items() if taken.search(text)}
    if not themselves:
        return []
    through = re.compile(
        rf"(?<![\w.])(?:(?:self|this)\.)?(?:{'|'.join(map(re.escape, themselves))})(?![\w?!])"
    )
    others = {
        name
        for name, text in texts.items()
        if name not in themselves and through.search(text.partition("\n")[2])
    }
    without = [name for name in texts if name not in themselves | others]
    number, named = len(themselves), codes(sorted(themselves), _MOST_NAMES)
    told = f"{count(number, 'method')} {agreeing('~take', number)} one: {named}."
    if others:
        do = "does" if len(others) == 1 else "do"
        told += f" By calling these, so {do} {codes(sorted(others), _MOST_NAMES)}."
    if without:
        told += f" None is seen to be taken by {codes(without, _MOST_NAMES)}."
    return [told]
