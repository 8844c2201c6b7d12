"""The answers that a client shows, and whether the lines they cite still stand where they were read."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from stc_lsp.errors import FileRefusedError, UsageError
from stc_lsp.server.wire.messages import ANSWER_CHANGED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stc_lsp.server.session.folder import Folder
    from stc_lsp.server.session.quiet import Quiet
    from stc_lsp.server.wire.protocol import Protocol

_MOST_SHOWN = 50
"""Answers watched: who scrolls further back is reading history."""
_TYPING_SECONDS = 0.3


@dataclass(slots=True)
class _Shown:
    """An answer that was fresh when it was given."""

    id: int
    folder: Folder
    cited: tuple[tuple[str, bytes], ...]
    """Each path with the lines cited, which may have moved since."""
    outdated: tuple[str, ...] = ()
    """The paths whose lines were last told to be other ones."""


class ShownAnswers:
    """What one client was answered. Belongs to the event loop."""

    def __init__(self, protocol: Protocol, quiet: Quiet) -> None:
        self._protocol = protocol
        self._quiet = quiet
        self._ids = count(1)
        self._shown: list[_Shown] = []
        self._is_looking = False

    async def keep(self, folder: Folder, answer: Mapping[str, Any]) -> int:
        """Watch over an answer as it goes over the wire. Returns the id under which its changes are told."""
        answer_id = next(self._ids)
        if answer["fresh"]:
            # It reads files: no hover is to wait for that.
            cited = await asyncio.to_thread(_cited, folder, answer["citations"])
            self._shown.append(_Shown(answer_id, folder, cited))
            del self._shown[:-_MOST_SHOWN]
        return answer_id

    def forget(self, folder: Folder) -> None:
        """The folder is closed."""
        self._shown = [each for each in self._shown if each.folder is not folder]

    async def look_again(self) -> None:
        """Tell of answers that are not as they were, once nobody types."""
        if self._is_looking or not self._shown:
            return
        self._is_looking = True
        try:
            await self._quiet.wait(_TYPING_SECONDS)
        finally:
            self._is_looking = False
        for each in list(self._shown):
            outdated = await asyncio.to_thread(_outdated, each)
            if outdated != each.outdated:
                each.outdated = outdated
                told = {"answer_id": each.id, "fresh": not outdated, "paths": list(outdated)}
                self._protocol.notify(ANSWER_CHANGED, told)


def _cited(folder: Folder, citations: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, bytes], ...]:
    return tuple((each["path"], _lines(folder, each)) for each in citations)


def _outdated(shown: _Shown) -> tuple[str, ...]:
    changed = (path for path, lines in shown.cited if not _stands(_text(shown.folder, path), lines))
    return tuple(dict.fromkeys(changed))


def _stands(source: bytes, lines: bytes) -> bool:
    return b"\n%b\n" % lines in b"\n%b\n" % source


def _lines(folder: Folder, citation: Mapping[str, Any]) -> bytes:
    lines = _text(folder, citation["path"]).split(b"\n")
    return b"\n".join(lines[max(0, citation["start_line"] - 1) : citation["end_line"]])


def _text(folder: Folder, path: str) -> bytes:
    try:
        return folder.documents.text(path) or b""
    except (FileRefusedError, UsageError):
        return b""
