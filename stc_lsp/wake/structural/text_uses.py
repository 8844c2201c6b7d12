"""What becomes of a text that stands in code: a call is given it, or a constant holds it and is used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import code
from stc_lsp.code.values import ChunkKind, ReferenceKind
from stc_lsp.wake.structural.users import cited, in_files, said_of, users_of
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from stc_lsp.memory.values import StoredReference
    from stc_lsp.wake.structural.inquiry import Inquiry

_QUOTE = rb"[\"'`]"
_GIVEN_TO = rb"(?P<called>[A-Za-z_$][\w$]*)\s*\(\s*"
_HELD_BY = rb"(?P<declared>[\w$][\w$ \t*.&:'<>\[\]]*?)\s*:?=\s*"
"""`const name type =`, `static final String name =`, `name: &str =`."""
_WORD = re.compile(rb"[\w$]+")


def given_or_held(
    inquiry: Inquiry, text: str, lines: Sequence[Citation]
) -> tuple[list[str], list[Citation], set[Citation]]:
    """What calls are given a text that stands on some lines, and what uses the constants that hold it.

    Sentences, the lines that prove them, and those of the first lines that are accounted for.
    """
    told: list[str] = []
    proof: list[Citation] = []
    accounted: set[Citation] = set()
    calls: dict[str, list[StoredReference]] = {}
    quoted = _QUOTE + re.escape(text.encode()) + _QUOTE
    for path in dict.fromkeys(each.path for each in lines):
        source = inquiry.present.text_as_indexed(path) or b""
        given = _on_lines(re.finditer(_GIVEN_TO + quoted, source), path, lines)
        starts = {found.start("called"): line for found, line in given}
        for use in _calls_at(inquiry, path, starts):
            calls.setdefault(use.reference.expression, []).append(use)
            accounted.add(starts[use.reference.start_byte])
        for found, line in _on_lines(re.finditer(_HELD_BY + quoted, source), path, lines):
            said = _held(inquiry, text, line, _WORD.findall(found["declared"]))
            if said is not None:
                told.append(said[0])
                proof += said[1]
                accounted.add(line)
    for expression, uses in calls.items():
        users = users_of(uses)
        whom = said_of(inquiry, users)
        told.append(f"{code(text)} is given to {code(expression)} in {in_files(uses)}, by{whom}")
        proof += cited(inquiry, users)
    return told, proof, accounted


def _on_lines(
    matches: Iterable[re.Match[bytes]], path: str, lines: Sequence[Citation]
) -> Iterator[tuple[re.Match[bytes], Citation]]:
    """Those that end on one of some lines, each with that."""
    for found in matches:
        number = found.string.count(b"\n", 0, found.end()) + 1
        line = Citation(path, number, number)
        if line in lines:
            yield found, line


def _calls_at(inquiry: Inquiry, path: str, starts: Collection[int]) -> list[StoredReference]:
    """The calls of a file whose names begin at these bytes."""
    module = inquiry.snapshot.chunk(path, "") if starts else None
    uses = inquiry.snapshot.references_in(module.id, (ReferenceKind.CALL,)) if module is not None else ()
    return [use for use in uses if use.reference.start_byte in starts]


def _held(
    inquiry: Inquiry, text: str, line: Citation, words: Sequence[bytes]
) -> tuple[str, list[Citation]] | None:
    """Who uses the variable that is declared on a line with one of these words; None if there is none."""
    variables = [
        each
        for word in words
        for each in inquiry.snapshot.named(word.decode(errors="replace"))
        if each.path == line.path
        and each.chunk.kind is ChunkKind.VARIABLE
        and each.chunk.start_line <= line.start_line <= each.chunk.end_line
    ]
    if len(variables) != 1:
        return None
    lead = f"{code(text)} is the value of {inquiry.placed(variables[0])}"
    uses = inquiry.uses(variables[0])
    users = users_of(uses)
    cites = [*inquiry.cite(variables[0]), *cited(inquiry, users)]
    return (
        f"{lead}, which is used in {in_files(uses)}, by{said_of(inquiry, users)}" if uses else f"{lead}.",
        cites,
    )
