"""How values become rows and rows become values again. Pure; shared by the writer and the readers.

Text from a repository may hold lone surrogates (file names that are not UTF-8), which SQLite's TEXT cannot.
`to_text` gives such a string as bytes, stored as BLOB, and every other unchanged; equal strings stay equal.
"""

from __future__ import annotations

import json
import re
import zlib
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Any

from stc_lsp.code.values import Binding, BindingKind, Chunk, ChunkKind, Import, Reference, ReferenceKind
from stc_lsp.memory.values import (
    Anchor,
    FileRecord,
    Recipe,
    StoredChunk,
    StoredReference,
    Thought,
    ThoughtItem,
    ThoughtKind,
    label_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CHUNK_KINDS = {str(kind): kind for kind in ChunkKind}
REFERENCE_KINDS = {str(kind): kind for kind in ReferenceKind}
BINDING_KINDS = {str(kind): kind for kind in BindingKind}
THOUGHT_KINDS = {str(kind): kind for kind in ThoughtKind}

CHUNK_COLUMNS = """c.id, f.path, f.language, c.parent_id, c.kind, c.keyword, c.name, c.qualname, c.parent,
    c.start_byte, c.end_byte, c.start_line, c.end_line, c.name_start_byte, c.name_end_byte, c.name_line,
    c.signature, c.documentation, c.decorators, c.bases, c.returns, c.parameters, c.own_fingerprint,
    c.fingerprint"""
"""Of `chunks AS c JOIN files AS f`, as `stored_chunk` reads them."""

FILE_COLUMNS = "path, language, size, mtime_ns, digest, line_count, has_errors, skipped"
THOUGHT_COLUMNS = """t.key, t.kind, t.thinker, t.prompt_version, t.parameters, t.items,
    t.input_tokens, t.cached_tokens, t.output_tokens"""
"""Of `thoughts AS t`, as `thought` reads them."""

_TEXTS_HASHED = 16_384
_IDENTIFIER = re.compile(r"[^\W\d]\w*")


def to_text(text: str) -> str | bytes:
    """`text` as SQLite can hold it."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def from_text(value: str | bytes) -> str:
    """The string that `to_text` was given."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


def pack_strings(strings: Sequence[str]) -> str:
    """A list of strings as one TEXT column; "" for none."""
    return json.dumps(strings) if strings else ""


@lru_cache(maxsize=4096)
def unpack_strings(value: str) -> tuple[str, ...]:
    """The inverse of `pack_strings`."""
    return tuple(json.loads(value)) if value else ()


def chunk_row(chunk: Chunk, stem: str) -> tuple[Any, ...]:
    """The columns of `chunks` from `kind` on. A module is named by its file's stem."""
    return (
        str(chunk.kind),
        to_text(chunk.keyword),
        to_text(stem if chunk.kind is ChunkKind.MODULE else chunk.name),
        to_text(chunk.qualname),
        chunk.start_byte,
        chunk.end_byte,
        chunk.start_line,
        chunk.end_line,
        chunk.name_start_byte,
        chunk.name_end_byte,
        chunk.name_line,
        to_text(chunk.signature),
        to_text(chunk.documentation),
        pack_strings(chunk.decorators),
        pack_strings(chunk.bases),
        to_text(chunk.returns),
        pack_strings(chunk.parameters),
        chunk.own_fingerprint,
        chunk.fingerprint,
    )


def stored_chunk(row: Sequence[Any]) -> StoredChunk:
    """From a row of `CHUNK_COLUMNS`."""
    return StoredChunk(row[0], from_text(row[1]), row[2], row[3], _chunk(row))


def _chunk(row: Sequence[Any]) -> Chunk:
    return Chunk(
        kind=CHUNK_KINDS[row[4]],
        keyword=from_text(row[5]),
        name=from_text(row[6]),
        qualname=from_text(row[7]),
        parent=row[8],
        start_byte=row[9],
        end_byte=row[10],
        start_line=row[11],
        end_line=row[12],
        name_start_byte=row[13],
        name_end_byte=row[14],
        name_line=row[15],
        signature=from_text(row[16]),
        documentation=from_text(row[17]),
        decorators=unpack_strings(row[18]),
        bases=unpack_strings(row[19]),
        returns=from_text(row[20]),
        parameters=unpack_strings(row[21]),
        own_fingerprint=row[22],
        fingerprint=row[23],
    )


def file_record(row: Sequence[Any]) -> FileRecord:
    """From a row of `FILE_COLUMNS`."""
    path, language, size, mtime_ns, digest, line_count, has_errors, skipped = row
    # The same few words in all of them.
    language, skipped = intern(language), intern(skipped)
    return FileRecord(from_text(path), language, size, mtime_ns, digest, line_count, has_errors == 1, skipped)


def import_value(row: Sequence[Any]) -> Import:
    """From the columns module, name, alias, level, chunk, line of `imports`."""
    module, name, alias, level, chunk, line = row
    return Import(from_text(module), from_text(name), from_text(alias), level, chunk, line)


def pack_bindings(bindings: Sequence[Binding]) -> bytes:
    """All bindings of a file as one BLOB; b"" for none."""
    if not bindings:
        return b""
    columns = json.dumps(list(zip(*bindings, strict=True)), separators=(",", ":"))
    # Level 1: the columns are so repetitive that more effort gains little, and this runs for every file.
    return zlib.compress(columns.encode("ascii"), 1)


def unpack_bindings(packed: bytes) -> tuple[Binding, ...]:
    """The inverse of `pack_bindings`."""
    if not packed:
        return ()
    names, chunks, kinds, *others = json.loads(zlib.decompress(packed))
    columns = (names, chunks, map(BINDING_KINDS.__getitem__, kinds), *others)
    return tuple(map(Binding._make, zip(*columns, strict=True)))


def pack_source(source: bytes) -> bytes:
    """A text as one BLOB."""
    return zlib.compress(source, 1)


def unpack_source(packed: bytes) -> bytes:
    """The inverse of `pack_source`."""
    return zlib.decompress(packed)


def mentions(names: Iterable[str], expressions: Iterable[str | None], imports: Iterable[Import]) -> set[int]:
    """`name_hash` of every identifier that a file's references and imports name."""
    texts = set(names)
    # An expression is None where it is the name itself, which need not be one identifier: `git-log`, "A-B".
    dotted = texts.union(expressions)
    for each in imports:
        texts.update((each.module, each.name, each.alias))
        dotted.add(each.module)
    texts.discard("")
    dotted.discard(None)
    return {name_hash(text) for text in texts}.union(*map(_identifier_hashes, filter(None, dotted)))


@lru_cache(maxsize=_TEXTS_HASHED)
def _identifier_hashes(text: str) -> tuple[int, ...]:
    """`name_hash` of every identifier in it. The same few thousand occur in file after file."""
    return tuple(map(name_hash, _IDENTIFIER.findall(text)))


def name_hash(name: str) -> int:
    """32 bits of a name. Two names that collide cost a needless look at a file, never a wrong answer."""
    return zlib.crc32(name.encode("utf-8", "surrogatepass"))


def stored_reference(row: Sequence[Any]) -> StoredReference:
    """From path, chunk_id, qualname, chunk's ordinal, kind, name, expression, start, end, line, target_id."""
    path, chunk_id, qualname, chunk, kind, name, expression, start, end, line, target_id = row
    path, name = from_text(path), from_text(name)
    written = name if expression is None else from_text(expression)
    reference = Reference(REFERENCE_KINDS[kind], name, written, chunk, start, end, line)
    return StoredReference(path, chunk_id, label_of(path, from_text(qualname)), reference, target_id)


def pack_items(items: Sequence[ThoughtItem]) -> str:
    """The items of a thought as one TEXT column."""
    columns = [
        [
            i.text,
            i.question,
            i.intent,
            i.watch_for,
            [[a.path, a.qualname, a.first, a.last] for a in i.anchors],
            *([i.wordings] if i.wordings or i.predictability is not None else []),
            *([i.predictability] if i.predictability is not None else []),
        ]
        for i in items
    ]
    return json.dumps(columns, separators=(",", ":"))


def _said_at_times(
    wordings: Sequence[str] = (), predictability: float | None = None, *_later: object
) -> tuple[tuple[str, ...], float | None]:
    """What not every item has, the last columns of its row."""
    return tuple(wordings), predictability


def thought(row: Sequence[Any]) -> Thought:
    """From a row of `THOUGHT_COLUMNS`."""
    key, kind, thinker, prompt_version, parameters, items, input_tokens, cached_tokens, output_tokens = row
    return Thought(
        key,
        Recipe(THOUGHT_KINDS[kind], thinker, prompt_version, parameters),
        tuple(
            ThoughtItem(
                text,
                question,
                intent,
                tuple(Anchor(*anchor) for anchor in anchors),
                watch_for,
                *_said_at_times(*others),
            )
            for text, question, intent, watch_for, anchors, *others in json.loads(items)
        ),
        input_tokens,
        cached_tokens,
        output_tokens,
    )
