"""From one parsed file to the rows that the index will hold of it. Pure and picklable.

This is where the time goes when a repository is indexed, so it is apart from the writer: parsing processes
can call `prepare_file` and send its result instead of the facts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from stc_lsp.code.parse.declared import importable_names
from stc_lsp.code.parse.reparsing import is_divisible
from stc_lsp.code.values import Binding, Chunk, ChunkKind, FileFacts, Import, Reference, ReferenceKind
from stc_lsp.memory.packed_references import pack_references
from stc_lsp.memory.rows import (
    chunk_row,
    mentions,
    pack_bindings,
    pack_source,
    to_text,
)
from stc_lsp.memory.search import index_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.parse.splicing import Same
    from stc_lsp.memory.values import FileRecord

_LONG_BYTES = 8 * 1024
"""A shorter text is parsed whole in some ten milliseconds."""
_MOST_BODY_BYTES = 200_000
"""Of one chunk's own text; what lies beyond is not searched. Only data files and generated code come here."""

_READ_KINDS = frozenset((ReferenceKind.ENVIRONMENT, ReferenceKind.OPTION))


class Moved(NamedTuple):
    """What the edit of one definition does to the places of what stands behind it."""

    start: int
    """The first byte of the definition."""
    old_end: int
    """Where it ended before."""
    chunk: int
    """The first chunk behind it, before."""
    chunks: int
    """How many chunks it has more than before."""
    references: int
    """How many references."""
    bytes: int
    """How much further behind it everything stands."""
    lines: int


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """Rows without ids: chunks are named by their index in `FileFacts.chunks`."""

    record: FileRecord
    parsed: bool
    """False when there are no facts: the file's contents were not indexed."""
    modules: tuple[str, ...] = ()
    parents: list[int | None] = field(default_factory=list[int | None])
    chunks: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    search: list[tuple[str, ...] | None] = field(default_factory=list["tuple[str, ...] | None"])
    """Parallel to `chunks`: the columns of the `search` table; None if they are as before."""
    references: bytes = b""
    bindings: bytes = b""
    reads: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    """kind, name, ordinal, chunk index, expression, start_byte, end_byte, line."""
    imports: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    mentions: frozenset[int] = frozenset()
    text: tuple[bytes, bytes] | None = None
    """If the next text of the file may be taken apart from this one: it, and all its bindings, packed."""
    moved: Moved | None = None
    """If all but one definition is as before: where the rest has gone."""


def prepare_file(
    record: FileRecord,
    facts: FileFacts | None,
    source: str | bytes,
    same: Same | None = None,
    bindings: Sequence[Binding] | None = None,
) -> PreparedFile:
    """What the index will hold of a file: its record, its facts (None if refused) and its text for search.

    `same`: what it has in common with what the index holds of it, if that is all but one definition.
    `bindings`: all there are, not only those that other files may need.
    """
    if facts is None:
        return PreparedFile(record, parsed=False)
    raw = source if isinstance(source, bytes) else _encoded(source)
    stem = PurePosixPath(record.path).stem
    columns = tuple(zip(*facts.references, strict=True))
    kinds, names, expressions = columns[:3] if columns else ((), (), ())
    return PreparedFile(
        # What the parser counted is right, whatever the record was made with.
        record=record._replace(
            language=facts.language, line_count=facts.line_count, has_errors=facts.has_errors
        ),
        parsed=True,
        modules=tuple(dict.fromkeys(importable_names(record.path, facts))),
        parents=[chunk.parent for chunk in facts.chunks],
        chunks=[chunk_row(chunk, stem) for chunk in facts.chunks],
        search=_search_rows(record.path, facts.chunks, raw, same),
        references=pack_references(columns),
        bindings=pack_bindings(facts.bindings),
        reads=[
            _read_row(ordinal, facts.references[ordinal])
            for ordinal, kind in enumerate(kinds)
            if kind in _READ_KINDS
        ],
        imports=[_import_row(ordinal, each) for ordinal, each in enumerate(facts.imports)],
        mentions=frozenset(mentions(names, expressions, facts.imports)),
        text=_text(facts, raw, bindings) if bindings is not None else None,
        moved=_moved(facts, same) if same is not None else None,
    )


def _search_rows(
    path: str, chunks: Sequence[Chunk], source: bytes, same: Same | None
) -> list[tuple[str, ...] | None]:
    """The columns of the `search` table for each chunk; None for one that is as before."""
    stem, path_text = PurePosixPath(path).stem, index_text(path)
    first, last = 0, len(chunks)
    if same is not None:
        first, last = same.chunks_before, last - same.chunks_behind
    return [
        None
        if body is None
        else (
            path_text,
            index_text(chunk.qualname or stem),
            index_text(chunk.signature),
            index_text(chunk.documentation),
            index_text(body),
        )
        for chunk, body in zip(chunks, _own_texts(chunks, source, range(first, last)), strict=True)
    ]


def _read_row(ordinal: int, one: Reference) -> tuple[Any, ...]:
    expression = None if one.expression == one.name else to_text(one.expression)
    place = (one.start_byte, one.end_byte, one.line)
    return (str(one.kind), to_text(one.name), ordinal, one.chunk, expression, *place)


def _import_row(ordinal: int, one: Import) -> tuple[Any, ...]:
    names = map(to_text, (one.module, one.name, one.alias))
    return (ordinal, *names, one.level, one.chunk, one.line)


def _text(facts: FileFacts, source: bytes, bindings: Sequence[Binding]) -> tuple[bytes, bytes] | None:
    """What `PreparedFile.text` holds."""
    if len(source) < _LONG_BYTES or not is_divisible(facts):
        return None
    return pack_source(source), pack_bindings(bindings)


def _moved(facts: FileFacts, same: Same) -> Moved:
    before = same.before
    old, new = before.chunks[same.chunks_before], facts.chunks[same.chunks_before]
    return Moved(
        start=old.start_byte,
        old_end=old.end_byte,
        chunk=len(before.chunks) - same.chunks_behind,
        chunks=len(facts.chunks) - len(before.chunks),
        references=len(facts.references) - len(before.references),
        bytes=new.end_byte - old.end_byte,
        lines=new.end_line - old.end_line,
    )


def _own_texts(chunks: Sequence[Chunk], source: bytes, wanted: range) -> list[str | None]:
    """Each chunk's text without its child chunks; variables stay in their parent's text too.

    None for those that are not wanted, whose texts are known.
    """
    children: list[list[tuple[int, int]]] = [[] for _ in chunks]
    for chunk in chunks[wanted.start :]:
        if chunk.parent is not None and chunk.kind is not ChunkKind.VARIABLE:
            children[chunk.parent].append((chunk.start_byte, chunk.end_byte))
    return [
        _own_text(chunk, sorted(children[index]), source) if index in wanted else None
        for index, chunk in enumerate(chunks)
    ]


def _own_text(chunk: Chunk, inner: list[tuple[int, int]], source: bytes) -> str:
    pieces: list[bytes] = []
    position = chunk.start_byte
    for start, end in inner:
        pieces.append(source[position:start])
        position = max(position, end)
    pieces.append(source[position : chunk.end_byte])
    return b" ".join(pieces)[:_MOST_BODY_BYTES].decode("utf-8", "replace")


def _encoded(source: str) -> bytes:
    try:
        return source.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return source.encode("utf-8", "surrogatepass")
