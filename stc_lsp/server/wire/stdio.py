"""A client at the other end of this process's standard input and output.

The two are taken away from everybody else first: whatever prints by mistake, here or in a process started
from here, prints to the log.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from typing import TYPE_CHECKING

from stc_lsp.server.wire.framing import Framing, FramingError, framed

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_CHUNK = 1 << 16


class StdioWriter:
    """Sends messages, each whole."""

    def __init__(self, descriptor: int, on_gone: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._on_gone = on_gone

    def write(self, body: bytes) -> None:
        """Send one message; if nobody reads any more, say so to whoever asked."""
        data = memoryview(framed(body))
        try:
            while data:
                data = data[os.write(self._descriptor, data) :]
        except OSError:
            self._on_gone()

    def close(self) -> None:
        """Nothing more is sent."""


@contextlib.contextmanager
def private_stdio() -> Generator[tuple[int, int]]:
    """Descriptors to read from and write to the client, which nobody else has."""
    sys.stdout.flush()
    reading, writing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    try:
        yield reading, writing
    finally:
        os.close(reading)
        os.close(writing)


def read_stdio(descriptor: int, receive: Callable[[bytes], None], on_end: Callable[[], None]) -> None:
    """Hand each message to `receive`, in the running event loop, until the stream ends: then `on_end`."""
    loop = asyncio.get_running_loop()
    framing = Framing()

    def take(data: bytes) -> bool:
        """Whether more may come."""
        try:
            for message in framing.feed(data):
                receive(message)
        except FramingError:
            data = b""
        if not data:
            on_end()
        return bool(data)

    def on_readable() -> None:
        # The descriptor stays a blocking one, for the editor may share it; being readable, it does not block.
        if not take(_read(descriptor)):
            loop.remove_reader(descriptor)

    def read_in_thread() -> None:
        while data := _read(descriptor):
            loop.call_soon_threadsafe(take, data)
        loop.call_soon_threadsafe(take, b"")

    try:
        loop.add_reader(descriptor, on_readable)
    except (NotImplementedError, PermissionError):
        # Windows' loop watches no pipes, and Linux's no plain files.
        threading.Thread(target=read_in_thread, name="stdin", daemon=True).start()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _CHUNK)
    except OSError:
        return b""
