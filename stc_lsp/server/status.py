"""The one status that every protocol tells: what is known of a workspace, and what its sleeper does."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from stc_lsp.errors import MemoryFault
from stc_lsp.memory.ledger.reads import left
from stc_lsp.memory.values import Counts
from stc_lsp.models.settings import ASLEEP, AWAKE, EMBEDDING
from stc_lsp.wake.json_values import status_json

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.config import Settings
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.sleep.daemon.channel import Message


def status_of(root: Path, settings: Settings, memory: Memory) -> dict[str, Any]:
    """The status now; asks the sleeper. Takes milliseconds, up to two seconds when the sleeper is stuck."""
    from stc_lsp.sleep.daemon.attach import nudge

    return status_with(root, settings, memory, nudge(memory.paths, {"do": "status"}))


def status_with(
    root: Path, settings: Settings, memory: Memory, sleeper: Message | None, trouble: str = ""
) -> dict[str, Any]:
    """The status, given what the sleeper last said of itself, or why there is none."""
    what, fault = _known(memory)
    budget, unread = _budget(settings, memory)
    said = sleeper["notices"] if sleeper is not None else ()
    return status_json(
        what,
        workspace=str(root),
        sleeper=sleeper,
        model={phase: _model(settings, phase) for phase in (ASLEEP, AWAKE)},
        budget=budget,
        notices=dict.fromkeys(filter(None, (*settings.notices, *said, fault, unread, trouble))),
    )


def _known(memory: Memory) -> tuple[Counts, str]:
    """What is known, and why it is not more."""
    try:
        with memory.snapshot() as snapshot:
            return snapshot.counts(), memory.fault
    except MemoryFault as fault:
        return Counts(), str(fault)


def _budget(settings: Settings, memory: Memory) -> tuple[list[dict[str, Any]], str]:
    """The caps of each phase that has a model, and why they are not known."""
    asked = {phase: settings.endpoint(phase) for phase in (ASLEEP, AWAKE)}
    asked[EMBEDDING] = settings.embeddings_choice(ASLEEP).endpoint
    phases = {phase: caps for phase, caps in settings.budget.by_phase.items() if asked[phase] is not None}
    try:
        return [asdict(cap) for cap in left(memory.paths.ledger_db, phases)] if phases else [], ""
    except MemoryFault as fault:
        return [], str(fault)


def _model(settings: Settings, phase: str) -> str:
    """The name of the model; "" without one."""
    endpoint = settings.endpoint(phase)
    return endpoint.name if endpoint is not None else ""
