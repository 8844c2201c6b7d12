"""The texts that were parsed last: the next one of the same file is parsed from the one before."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.parse.reparsing import parse_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stc_lsp.code.parse.splicing import ParsedText

    Stored = Callable[[str], ParsedText | None]
    """Gives the text that the index has of a file, with all that it says."""

_MOST_BYTES = 600_000
"""Of source; what is known of it takes some fifteen times as much memory."""


class SeenTexts:
    """The last text of each file, up to some bytes in all. Any thread may parse."""

    def __init__(self) -> None:
        self._texts: OrderedDict[str, ParsedText] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def parse(self, path: str, language: str, source: bytes, stored: Stored | None = None) -> ParsedText:
        """Parse a text of a file, if need be from the one that is `stored`."""
        parsed = parse_after(self._earlier(path, stored), language, source)
        with self._lock:
            self._keep(path, replace(parsed, same=None))
        return parsed

    def _earlier(self, path: str, stored: Stored | None) -> Iterator[ParsedText]:
        with self._lock:
            seen = self._texts.get(path)
        if seen is not None:
            yield seen
        found = stored(path) if stored is not None else None
        if found is not None:
            yield found

    def _keep(self, path: str, parsed: ParsedText) -> None:
        before = self._texts.pop(path, None)
        self._bytes += len(parsed.source) - (len(before.source) if before is not None else 0)
        self._texts[path] = parsed
        while self._bytes > _MOST_BYTES:
            _, dropped = self._texts.popitem(last=False)
            self._bytes -= len(dropped.source)
