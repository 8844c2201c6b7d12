"""Module pages: what is known of a file, as one Markdown text that an agent can read instead of the file."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from stc_lsp.code.values import CALLEES, ChunkKind
from stc_lsp.errors import UsageError
from stc_lsp.memory.values import StoredChunk, ThoughtKind, is_synthetic
from stc_lsp.wake.hover.freshness import Freshness, Present

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.memory.snapshot import Snapshot
    from stc_lsp.wake.documents import Documents

SCHEME = "stc://module/"
PAGE_OF_LIST = 100
_TOLD = (*CALLEES, ChunkKind.SECTION)
_MOST_TOLD = 200


def uri_of(path: str) -> str:
    """The address of a file's page."""
    return SCHEME + quote(path)


def path_of(uri: str) -> str:
    """The file that an address names. Raises UsageError."""
    if not uri.startswith(SCHEME):
        raise UsageError(f"{uri} is not the address of a page: those begin with {SCHEME}.")
    return unquote(uri.removeprefix(SCHEME))


def listed(snapshot: Snapshot, cursor: str) -> tuple[list[str], str]:
    """Paths that have a page, in order, from a cursor on; and the cursor of the rest, "" at the end.

    The cursor says which path came last, so that a list stays right while files come and go.
    Raises UsageError for a cursor that is none.
    """
    after = _decoded(cursor)
    paths = [path for path in snapshot.paths() if not is_synthetic(path) and path > after]
    page = paths[:PAGE_OF_LIST]
    return page, _encoded(page[-1]) if len(paths) > len(page) else ""


def page(snapshot: Snapshot, documents: Documents, path: str) -> str:
    """The page of a file. Raises UsageError when it is not in the index."""
    module = snapshot.chunk(path, "")
    if module is None or is_synthetic(path):
        raise UsageError(f"{path} is not in the index.")
    present = Present(snapshot, documents)
    return "\n".join(_lines(snapshot, present, module)).rstrip() + "\n"


def _lines(snapshot: Snapshot, present: Present, module: StoredChunk) -> Iterator[str]:
    yield f"# {module.path}\n"
    if not present.is_as_indexed(module.path):
        yield "*Edited since this was learned: what is marked below describes it as it was.*\n"
    yield f"{_summary(snapshot, module)}\n"
    told = [each for each in snapshot.chunks(module.path)[1:] if each.chunk.kind in _TOLD]
    if told:
        yield "## What is in it\n"
    for each in told[:_MOST_TOLD]:
        freshness, now = present.of(each)
        line = now.name_line if now is not None else each.chunk.name_line
        flag = "" if freshness in (Freshness.CURRENT, Freshness.MOVED) else f" *({freshness} since)*"
        yield f"### `{each.label}` (line {line}){flag}\n"
        if each.chunk.kind is not ChunkKind.SECTION and each.chunk.signature:
            yield f"    {each.chunk.signature}\n"
        yield f"{_summary(snapshot, each)}\n"
    if len(told) > _MOST_TOLD:
        yield f"{len(told) - _MOST_TOLD:,} more are not shown.\n"
    questions = [item for _, item in snapshot.stored_questions(module.id)]
    if questions:
        yield "## Likely questions\n"
    for item in questions:
        yield f"**{item.question}**\n\n{item.text}\n"


def _summary(snapshot: Snapshot, stored: StoredChunk) -> str:
    thought = snapshot.thought(stored.id, ThoughtKind.SUMMARY)
    if thought is None:
        return "*Not thought about yet.*"
    item = thought.items[0]
    return f"{item.text}\n\nWatch for: {item.watch_for}" if item.watch_for else item.text


def _encoded(path: str) -> str:
    return base64.urlsafe_b64encode(path.encode("utf-8", "surrogateescape")).decode("ascii")


def _decoded(cursor: str) -> str:
    try:
        return base64.b64decode(cursor.encode("ascii"), b"-_", validate=True).decode(
            "utf-8", "surrogateescape"
        )
    except (UnicodeEncodeError, binascii.Error, UnicodeDecodeError):
        raise UsageError(
            f"{cursor} is not a cursor of this list: use the one that came with the previous page."
        ) from None
