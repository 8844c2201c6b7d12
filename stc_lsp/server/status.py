"""The one status that every protocol tells: what is known of a workspace, and what its sleeper does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stc_lsp.errors import MemoryFault
from stc_lsp.models.settings import ASLEEP, AWAKE

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.config import Settings
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.sleep.channel import Message


def status_of(root: Path, settings: Settings, memory: Memory) -> dict[str, Any]:
    """The status now; asks the sleeper. Takes milliseconds, up to two seconds when the sleeper is stuck."""
    from stc_lsp.sleep.attach import nudge

    return status_with(root, settings, memory, nudge(memory.paths, {"do": "status"}))


def status_with(root: Path, settings: Settings, memory: Memory, sleeper: Message | None) -> dict[str, Any]:
    """The status, given what the sleeper last said of itself."""
    notices = [*settings.notices, *(sleeper["notices"] if sleeper is not None else ())]
    try:
        with memory.snapshot() as snapshot:
            counts = snapshot.counts()
        notices += [memory.fault] if memory.fault else []
    except MemoryFault as fault:
        counts = None
        notices.append(str(fault))
    return {
        "workspace": str(root),
        "revision": counts.revision if counts else 0,
        "files": counts.files if counts else 0,
        "chunks": counts.chunks if counts else 0,
        "skipped": counts.skipped if counts else 0,
        "languages": counts.languages if counts else {},
        "thoughts": {
            "wanted": counts.thoughts_wanted if counts else 0,
            "made": counts.thoughts_made if counts else 0,
        },
        "sleeper": sleeper,
        "model": {"asleep": _model(settings, ASLEEP), "awake": _model(settings, AWAKE)},
        "notices": list(dict.fromkeys(notices)),
    }


def _model(settings: Settings, phase: str) -> str:
    """The name of the model; "" without one."""
    endpoint = settings.endpoint(phase)
    return endpoint.name if endpoint is not None else ""
