"""What the sleeper says of itself."""

from __future__ import annotations

import os
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import stc_lsp
from stc_lsp.config.digest import sleeper_digest
from stc_lsp.sleep.daemon.edition import formats

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.config import Settings
    from stc_lsp.sleep.daemon.channel import Message

INDEXING, THINKING, IDLE, PAUSED = "indexing", "thinking", "idle", "paused"
"""The states. Idle is having nothing to do, or waiting for a better time."""
OPENING = "opening"
"""The first phase: the memory is being opened, and if need be checked or brought up to date."""


@dataclass(slots=True)
class Status:
    """Everything a person may want to know of the sleeper, as it goes over the socket."""

    state: str = INDEXING
    reason: str = ""
    """Why it does not think although thoughts are missing, or cannot write; "" if all is well."""
    phase: str = ""
    done: int = 0
    total: int = 0
    """How far the phase of indexing is."""
    revision: int = 0
    files: int = 0
    wanted: int = 0
    pending: int = 0
    """Thoughts that are wanted and not made."""
    made: int = 0
    dropped: int = 0
    failed: int = 0
    calls: int = 0
    tokens: dict[str, int] = field(default_factory=dict[str, int])
    """Since its start: `input`, `cached`, `output`."""
    last_success: dict[str, object] | None = None
    """`at` (seconds since the epoch) and `what`."""
    last_failure: dict[str, object] | None = None
    model: str = ""
    """"" without a model."""
    settings: str = ""
    """The digest of what it was set to: see `config.digest`."""
    for_editors: bool = False
    """Started by an editor's server, which may start it again with other settings."""
    watching: str = ""
    """What a person should know of how changes are noticed; "" if all is well."""
    notices: list[str] = field(default_factory=list[str])
    root: str = ""
    pid: int = 0
    version: str = ""
    formats: list[int] = field(default_factory=list[int])
    """Of the databases: see `edition`."""
    started_at: float = 0.0
    subscribers: int = 0

    def message(self) -> Message:
        """As it goes over the socket."""
        return asdict(self)


def first_status(root: Path, settings: Settings, *, for_editors: bool) -> Status:
    """What a sleeper that begins in this process says of itself."""
    return Status(
        phase=OPENING,
        root=str(root),
        pid=os.getpid(),
        version=stc_lsp.__version__,
        formats=formats(),
        started_at=time.time(),
        settings=sleeper_digest(settings),
        for_editors=for_editors,
    )
