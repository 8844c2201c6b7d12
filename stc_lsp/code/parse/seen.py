"""The texts that were parsed last: the next one of the same file is parsed from the one before."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.parse.reparsing import parse_text

if TYPE_CHECKING:
    from stc_lsp.code.parse.splicing import ParsedText

_MOST_BYTES = 600_000
"""Of source; what is known of it takes some fifteen times as much memory."""


class SeenTexts:
    """The last text of each file, up to some bytes in all. Any thread may parse."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._texts: OrderedDict[str, ParsedText] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def parse(self, path: str, language: str, source: bytes) -> ParsedText:
        """Parse a text of a file."""
        with self._lock:
            before = self._texts.get(path)
        parsed = parse_text(language, source, before)
        with self._lock:
            self._keep(path, replace(parsed, same=None))
        return parsed

    def source(self, path: str) -> bytes | None:
        """The last text of a file, if it is still known."""
        with self._lock:
            known = self._texts.get(path)
        return known.source if known is not None else None

    def forget(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._texts.clear()
            self._bytes = 0

    def _keep(self, path: str, parsed: ParsedText) -> None:
        before = self._texts.pop(path, None)
        self._bytes += len(parsed.source) - (len(before.source) if before is not None else 0)
        self._texts[path] = parsed
        while self._bytes > self._most_bytes:
            _, dropped = self._texts.popitem(last=False)
            self._bytes -= len(dropped.source)
