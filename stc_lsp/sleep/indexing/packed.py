"""What files say, kept between parsing and resolving them: on the disk, because all of it may be too much."""

from __future__ import annotations

import contextlib
import logging
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import IO, Self

_LENGTH_BYTES = 8

log = logging.getLogger(__name__)


class PackedFacts:
    """Packed facts by path, in a file without a name: it is gone with the process, however that ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: dict[str, int] = {}
        """Where in the file each begins, after its length."""
        self._file: IO[bytes] | None = None
        self._end = 0

    def __enter__(self) -> Self:
        try:
            self._file = tempfile.TemporaryFile(dir=self._folder)
        except OSError as error:
            self._do_without(error)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._close()

    def put(self, path: str, packed: bytes) -> None:
        """Keep what a file says. On a disk that is full it is not kept, and the file is parsed again."""
        if self._file is None or not packed:
            return
        try:
            self._file.seek(self._end)
            self._file.write(len(packed).to_bytes(_LENGTH_BYTES, "little") + packed)
        except OSError as error:
            self._do_without(error)
            return
        self._places[path] = self._end
        self._end += _LENGTH_BYTES + len(packed)

    def take(self, path: str) -> bytes:
        """What was kept of a file, once; b"" if nothing was."""
        place = self._places.pop(path, None)
        if place is None or self._file is None:
            return b""
        try:
            self._file.seek(place)
            length = int.from_bytes(self._file.read(_LENGTH_BYTES), "little")
            return self._file.read(length)
        except OSError as error:
            self._do_without(error)
            return b""

    def _do_without(self, error: OSError) -> None:
        log.info("files are parsed twice: %s", error)
        self._places.clear()
        self._close()

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            # On a full disk what was not written yet cannot be: nobody will read it any more.
            with contextlib.suppress(OSError):
                file.close()
