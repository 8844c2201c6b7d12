"""Cuts a stream of bytes into messages, and puts the header before those that are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 256 * 1024 * 1024
"""Of one message. An editor that opens a file of this size has troubles of its own."""
_MOST_HEADER_BYTES = 4096
_END = b"\r\n\r\n"


class FramingError(Exception):
    """What comes is not the base protocol: where the next message begins cannot be told."""


class Framing:
    """What has come of a stream and was not yet a whole message."""

    def __init__(self) -> None:
        self._pending = bytearray()
        self._length = -1
        """Of the message whose header has been read; -1 before that."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The messages that `data` completes. Raises FramingError."""
        pending = self._pending
        pending += data
        while True:
            if self._length < 0:
                end = pending.find(_END)
                if end < 0:
                    if len(pending) > _MOST_HEADER_BYTES:
                        raise FramingError("A header without end.")
                    return
                self._length = _length(bytes(pending[:end]))
                del pending[: end + len(_END)]
            if len(pending) < self._length:
                return
            body = bytes(pending[: self._length])
            del pending[: self._length]
            self._length = -1
            yield body


def framed(body: bytes) -> bytes:
    """A message as it is sent."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def _length(header: bytes) -> int:
    length = -1
    for line in header.split(b"\r\n"):
        name, colon, value = line.partition(b":")
        match name.strip().lower():
            case b"content-length" if value.strip().isdigit():
                length = int(value)
            case b"content-type" if colon:
                pass
            case _:
                # A web page can make a browser send a message to a port, but not without other headers.
                raise FramingError("A header that the base protocol does not have.")
    if not 0 <= length <= MOST_BYTES:
        raise FramingError("A message without a length, or too long.")
    return length
