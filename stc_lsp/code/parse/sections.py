"""Sections of documents: Markdown's by its grammar's headings, reStructuredText's by underlined titles."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from stc_lsp.code.parse.captured import Heading
from stc_lsp.code.parse.chunking import ChunkDraft, UniqueNames
from stc_lsp.code.texts import decoded
from stc_lsp.code.tokens.lexing import Digests
from stc_lsp.code.values import ChunkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_OPENING = 4_000
"""Bytes of a section's own text that are kept as its documentation."""

_TITLE = re.compile(
    rb"^(?:(?P<over>([!-/:-@\[-`{-~])\2{2,})[ \t]*\r?\n)?"
    rb"(?P<title>[ \t]*\S[^\n]*)\n"
    rb"(?P<under>([!-/:-@\[-`{-~])\5{2,})[ \t]*\r?$",
    re.MULTILINE,
)


def headings(source: bytes) -> list[Heading]:
    """The titles of a reStructuredText file. Levels are numbered as their adornments appear."""
    levels: list[tuple[bytes, bool]] = []
    found: list[Heading] = []
    for match in _TITLE.finditer(source):
        title, under, over = match["title"].rstrip(), match["under"], match["over"]
        indented = title[:1] in b" \t"
        if len(under) < len(title.decode("utf-8", "replace").strip()) or (indented and not over):
            continue
        if over and (over[0] != under[0] or len(over) != len(under)):
            over = None
        start = match.start("over") if over else match.start("title")
        style = (under[:1], bool(over))
        if style not in levels:
            levels.append(style)
        name = match.start("title") + len(title) - len(title.lstrip())
        end = match.start("title") + len(title)
        found.append(Heading(start, match.end("under"), levels.index(style) + 1, (name, end)))
    return found


def section_drafts(source: bytes, found: Sequence[Heading]) -> list[ChunkDraft]:
    """The module and its sections, each up to the next title of its level or above."""
    made = [ChunkDraft(ChunkKind.MODULE, "", "", None, 0, len(source))]
    names = UniqueNames()
    around: list[tuple[int, int]] = [(0, 0)]
    for heading in sorted(found):
        name = " ".join(decoded(source, heading.name).split())
        if not name:
            # A bare `#`: nobody could name what it begins, so it stays a part of what it stands in.
            continue
        while around[-1][0] >= heading.level:
            made[around.pop()[1]].end = heading.start
        parent = around[-1][1]
        prefix = made[parent].qualname
        qualname = names.unique(f"{prefix}.{name}" if prefix else name)
        draft = ChunkDraft(
            ChunkKind.SECTION, name, qualname, parent, heading.start, len(source), heading=heading
        )
        around.append((heading.level, len(made)))
        made.append(draft)
    for draft in made[1:]:
        while draft.end > draft.start and source[draft.end - 1] in b" \t\r\n":
            draft.end -= 1
    return made


def opening(source: bytes, made: Sequence[ChunkDraft], index: int) -> str:
    """The text of a section between its title and its first part."""
    draft = made[index]
    start = draft.heading.end if draft.heading else draft.start
    return decoded(source, (start, min(_own_end(made, index), start + LONGEST_OPENING))).strip()


def section_digests(source: bytes, made: Sequence[ChunkDraft], *, hard_breaks: bool) -> list[Digests]:
    """The fingerprints of a document's chunks, in the order of `made`."""
    own = [
        _digest(b"\n".join(prose_lines(source[draft.start : _own_end(made, index)], hard_breaks=hard_breaks)))
        for index, draft in enumerate(made)
    ]
    children: list[list[str]] = [[] for _ in made]
    full = [""] * len(made)
    for index in reversed(range(len(made))):
        full[index] = _digest(":".join((own[index], *reversed(children[index]))).encode())
        parent = made[index].parent
        if parent is not None:
            children[parent].append(full[index])
    return [Digests(each, whole) for each, whole in zip(own, full, strict=True)]


def prose_lines(source: bytes, *, hard_breaks: bool) -> list[bytes]:
    """The lines of a text that count: trailing white space does not, nor how many blank lines there are.

    `hard_breaks`: two spaces at the end of a line mean something (Markdown).
    """
    kept: list[bytes] = []
    for line in source.split(b"\n"):
        text = line.rstrip()
        if text:
            kept.append(text + b"  " if hard_breaks and line.rstrip(b"\r").endswith(b"  ") else text)
        elif kept and kept[-1]:
            kept.append(b"")
    if kept and not kept[-1]:
        kept.pop()
    return kept


def _own_end(made: Sequence[ChunkDraft], index: int) -> int:
    """Where a section's first part begins, or the section ends: parts fill the rest of it."""
    following = index + 1
    has_part = following < len(made) and made[following].parent == index
    return made[following].start if has_part else made[index].end


def _digest(text: bytes) -> str:
    return hashlib.blake2b(text, digest_size=16).hexdigest()
