"""Vectors for the chunks of a workspace: each is made once, and again when the chunk's own text changed."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import anyio.to_thread

from stc_lsp.code.embedding_text import MOST_BODY_BYTES, embedding_text
from stc_lsp.errors import StcError
from stc_lsp.memory.vectors import VectorRow
from stc_lsp.sleep.disk.read import read_file
from stc_lsp.sleep.progress import OnProgress, Progress, ignore_progress, no_reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from stc_lsp.models.embeddings import Embeddings
    from stc_lsp.sleep.indexing.workspace import Workspace
    from stc_lsp.sleep.thinking.think import Sleeper

log = logging.getLogger(__name__)


async def embed_chunks(
    sleeper: Sleeper,
    choose: Callable[[], Embeddings | None],
    why_stop: Callable[[], str] = no_reason,
    progress: OnProgress = ignore_progress,
) -> bool:
    """Make all vectors that are missing. Returns whether all are made; without embeddings none is missing.

    `why_stop` says why to stop, "" while there is no reason.
    """
    embeddings = await anyio.to_thread.run_sync(choose)
    if embeddings is None:
        return True
    workspace = sleeper.workspace
    after = done = total = 0
    while not why_stop():
        most = embeddings.at_once
        missing = await sleeper.write(
            lambda after=after, most=most: workspace.writer.chunks_without_vector(
                embeddings.name, most, after
            )
        )
        if not missing:
            await sleeper.write(lambda: workspace.writer.drop_unused_vectors(embeddings.name))
            return True
        if not total:
            total = sum(map(len, missing.values()))
            if total == most:
                # To count them means to look at all chunks.
                total = await sleeper.write(lambda: workspace.writer.count_without_vector(embeddings.name))
        # What has none after this is of a file that is not as the index has it: it comes again.
        after = max(id_ for each in missing.values() for id_ in each)
        rows = await sleeper.write(lambda missing=missing: _texts(workspace, missing))
        try:
            # The pen is free meanwhile: a saved file is indexed while an endpoint takes its time.
            vectors = await anyio.to_thread.run_sync(embeddings.embed, [text for text, _ in rows.values()])
        except StcError as error:
            sleeper.has_failed(error)
            log.warning("Embedding stopped: %s", error)
            return False
        made = [
            VectorRow(id_, digest, vector)
            for (id_, (_, digest)), vector in zip(rows.items(), vectors, strict=True)
        ]
        await sleeper.write(lambda made=made: workspace.writer.put_vectors(embeddings.name, made))
        done += len(made)
        progress(Progress("embedding", done, max(done, total)))
    return False


def _texts(workspace: Workspace, wanted: Mapping[str, Mapping[int, str]]) -> dict[int, tuple[str, str]]:
    """Id -> (text to embed, digest). A file that is not as the index has it is left out: it comes again."""
    snapshot = workspace.writer.snapshot()
    found: dict[int, tuple[str, str]] = {}
    for path, digests in wanted.items():
        record = workspace.records.get(path)
        read = read_file(workspace.root, path, workspace.most_bytes)
        if record is None or read.digest != record.digest:
            continue
        source = b"" if read.reason else read.source
        chunks = snapshot.chunks(path)
        inner: dict[int, list[tuple[int, int]]] = {}
        for each in chunks:
            if each.parent_id is not None:
                inner.setdefault(each.parent_id, []).append((each.chunk.start_byte, each.chunk.end_byte))
        for each in chunks:
            if each.id in digests:
                span = (each.chunk.start_byte, each.chunk.end_byte)
                body = _beginning(source, span, sorted(inner.get(each.id, [])))
                found[each.id] = (embedding_text(path, each.chunk, body), digests[each.id])
    return found


def _beginning(source: bytes, span: tuple[int, int], inner: Sequence[tuple[int, int]]) -> str:
    """The first of a chunk's own text: what stands in its children is embedded with them."""
    position, end = span
    pieces: list[bytes] = []
    size = 0
    for start, stop in (*inner, (end, end)):
        if size >= MOST_BODY_BYTES:
            break
        piece = source[position:start]
        pieces.append(piece)
        size += len(piece)
        position = max(position, stop)
    return b" ".join(pieces)[:MOST_BODY_BYTES].decode("utf-8", "replace")
