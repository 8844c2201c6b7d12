"""What is understood of a chunk, and how far it holds: its current thought, else what index or text tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.describe.changes import last_change
from stc_lsp.code.describe.dispatch import describe
from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.english import sentence
from stc_lsp.code.values import Chunk, ChunkKind
from stc_lsp.memory.values import STRUCTURAL, StoredChunk, ThoughtKind
from stc_lsp.wake.facts import from_index, from_text
from stc_lsp.wake.hover.freshness import Freshness, Present, parsed

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Snapshot

NOT_INDEXED = "Read from this file alone: who uses it, and what changed lately, is not known yet."
_NEW = "Not indexed yet: this is what the text says now."
_UNKNOWN_FILE = "Read from this file alone, which is not in the index."
_NOT_THOUGHT = "Read from the index: nothing has been thought about it yet."
_EDITED = "Edited since it was learned: this is what the text says now."
_EDITED_WITHIN = "Something in it was edited since it was learned."
_EDITED_SINCE = "Edited since this was learned."
_GONE = "It is not there any more: this is what was last known of it."


class Understood(NamedTuple):
    """What is said of a chunk."""

    summary: str
    watch_for: str = ""
    changed: str = ""
    """When it was last changed, by whom and why."""
    fresh: bool = True
    note: str = ""
    """What to know about it: that it was edited, or is not learned yet; "" if nothing."""
    learning: str = ""
    """What is not learned yet."""


def understood(stored: StoredChunk, now: Chunk, freshness: Freshness, present: Present) -> Understood:
    """What is known of a chunk of the index, which stands in its file as `now`."""
    told = _known(stored, now, freshness, present)
    match freshness:
        case Freshness.CURRENT | Freshness.MOVED:
            return told
        case Freshness.GONE:
            return told._replace(fresh=False, note=_GONE)
        case Freshness.EDITED:
            return told._replace(fresh=False, note=told.note or _EDITED_SINCE)


def understood_from_file(path: str, chunk: Chunk, present: Present) -> Understood:
    """What a file says of a chunk in it that is not in the index."""
    read, record = _read(path, chunk, present), present.snapshot.file(path)
    if record is not None and record.skipped:
        return read._replace(note=f"Read from this file alone, which is not in the index: {record.skipped}.")
    unknown = _UNKNOWN_FILE if present.snapshot.revision else NOT_INDEXED
    note = _NEW if record is not None else unknown
    return read._replace(note=note, learning=note)


def _known(stored: StoredChunk, now: Chunk, freshness: Freshness, present: Present) -> Understood:
    if now.kind is ChunkKind.VARIABLE:
        return _variable(now)
    snapshot = present.snapshot
    changed = _changed(snapshot, stored)
    thought = snapshot.thought(stored.id, ThoughtKind.SUMMARY)
    if freshness is Freshness.EDITED and (thought is None or thought.is_structural):
        # What static analysis said before is no better than what it says now.
        within = now.own_fingerprint == stored.chunk.own_fingerprint
        read = _read(stored.path, now, present)
        return read._replace(changed=changed, note=_EDITED_WITHIN if within else _EDITED)
    if thought is None:
        said = describe(from_index(snapshot, stored))
        return Understood(said.summary, said.watch_for, changed, note=_NOT_THOUGHT, learning=_NOT_THOUGHT)
    item = thought.items[0]
    return Understood(item.text, item.watch_for, changed)


def _read(path: str, chunk: Chunk, present: Present) -> Understood:
    """What a file as it is now says of a chunk that stands in it."""
    if chunk.kind is ChunkKind.VARIABLE:
        return _variable(chunk)
    facts = parsed(path, present.text(path) or b"", present.snapshot)
    said = describe(from_text(path, facts, facts.chunks.index(chunk)))
    return Understood(said.summary, said.watch_for)


def _variable(chunk: Chunk) -> Understood:
    """Nothing is thought about a variable: what it says itself is all."""
    documented = first_sentence(chunk.documentation)
    return Understood(sentence(documented, chunk.name) if documented else "")


def _changed(snapshot: Snapshot, stored: StoredChunk) -> str:
    """When it was last changed, if that was learned."""
    return last_change(snapshot.answer_to(stored.id, STRUCTURAL, Intent.CHANGED))
