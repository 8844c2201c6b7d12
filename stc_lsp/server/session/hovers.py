"""What is hovered over, counted, and written down now and then: for the sleeper to think about first."""

from __future__ import annotations

import asyncio
import logging
from contextlib import closing
from typing import TYPE_CHECKING, Any

from stc_lsp.errors import MemoryFault

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from stc_lsp.memory.paths import MemoryPaths
    from stc_lsp.server.session.folder import Folder

_SECONDS = 30.0
"""In so much time a symbol counts once, however often the mouse comes to rest on it."""

log = logging.getLogger(__name__)


class Hovers:
    """The symbols that one client hovered over. Noting one is adding to a set: no hover waits for a disk."""

    def __init__(self, start: Callable[[Coroutine[Any, Any, object]], object]) -> None:
        """`start` lets something go on beside the requests."""
        self._start = start
        self._seen: dict[MemoryPaths, set[tuple[str, str]]] = {}
        self._is_waiting = False

    def saw(self, folder: Folder, path: str, symbol: str) -> None:
        """A card was shown of the symbol that is defined in that file."""
        if not folder.is_workspace or not folder.settings.privacy.log_hovers:
            return
        self._seen.setdefault(folder.paths, set()).add((path, symbol))
        if not self._is_waiting:
            self._is_waiting = True
            self._start(self._write_later())

    async def write_down(self) -> None:
        """Keep what was seen so far."""
        seen, self._seen = self._seen, {}
        if seen:
            await asyncio.to_thread(_write, seen)

    async def _write_later(self) -> None:
        try:
            await asyncio.sleep(_SECONDS)
        finally:
            self._is_waiting = False
        await self.write_down()


def _write(seen: Mapping[MemoryPaths, set[tuple[str, str]]]) -> None:
    # Imported here: who only hovers waits for none of it.
    from stc_lsp.memory.hovers import HoverLog

    for paths, symbols in seen.items():
        try:
            with closing(HoverLog.open(paths)) as hovers:
                hovers.add(dict.fromkeys(symbols, 1))
        except MemoryFault as error:
            # A count is not worth a word to a person.
            log.warning("Hovers could not be counted: %s", error)
