"""What waits until nobody asks anything: reading what was opened, and collecting garbage.

Python runs one thread at a time, so whatever else a server does holds up whoever asks meanwhile.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from typing import TYPE_CHECKING

from stc_lsp.errors import MemoryFault

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.server.session.folders import Buffer

_QUIET_SECONDS = 0.05
_COLLECT_SECONDS = 5.0
"""After so long without a message, whoever sent the last one is reading."""
_YOUNG_OBJECTS, _MIDDLE_ROUNDS, _NEVER = 20_000, 50, 1_000_000

log = logging.getLogger(__name__)


class Quiet:
    """Knows when the last message came. Belongs to the event loop."""

    def __init__(self) -> None:
        self._unread: dict[str, Buffer] = {}
        """By URI, what was opened or edited and not taken apart yet."""
        self._is_reading = False
        self._heard_at = 0.0
        self._has_garbage = False

    def heard(self) -> None:
        """A message has come."""
        self._heard_at = asyncio.get_running_loop().time()
        self._has_garbage = True

    async def wait(self, seconds: float = _QUIET_SECONDS) -> None:
        """Until no message has come for so long."""
        loop = asyncio.get_running_loop()
        while (left := self._heard_at + seconds - loop.time()) > 0:
            await asyncio.sleep(left)

    async def read(self, buffer: Buffer) -> None:
        """Take what was opened or edited apart, so that the first hover in it need not."""
        self._unread[buffer.uri] = buffer
        if self._is_reading:
            return
        self._is_reading = True
        try:
            while self._unread:
                await self.wait()
                _, latest = self._unread.popitem()
                path, documents = latest.place.path, latest.place.folder.documents
                if documents.is_open(path) and documents.text(path) is latest.text.source:
                    await asyncio.to_thread(_parse, path, latest.text.source, latest.place.folder.memory)
        finally:
            self._is_reading = False

    async def collect(self) -> None:
        """Collect garbage now and then, until cancelled: a full collection takes as long as many hovers."""
        while True:
            await asyncio.sleep(_COLLECT_SECONDS)
            await self.wait(_COLLECT_SECONDS)
            if self._has_garbage:
                self._has_garbage = False
                gc.collect()


def keep_what_is_loaded() -> None:
    """Let no collection look again at what lasts, nor go through everything by itself."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, _MIDDLE_ROUNDS, _NEVER)


def _parse(path: str, source: bytes, memory: Memory) -> None:
    # Imported here: `initialize` is answered before it is loaded.
    from stc_lsp.wake.hover.freshness import parsed

    try:
        with memory.snapshot() as snapshot:
            parsed(path, source, snapshot)
    except MemoryFault as error:
        # Whoever hovers there is told.
        log.debug("%s was not read ahead: %s", path, error)
