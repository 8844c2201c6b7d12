"""The sleeper's local socket, as both ends see it: where it is, and one JSON object a line. Standard library
only.

A Unix socket that only its owner may use. Where there is none (Windows), a port of the loopback address, and
a private file beside the index that names it and the token every request must carry.
"""

from __future__ import annotations

import json
import os
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.memory.paths import MemoryPaths

Message = dict[str, Any]

HAS_UNIX_SOCKETS = hasattr(socket, "AF_UNIX")
MOST_LINE_BYTES = 1_000_000
"""Of a request."""
MOST_REPORT_BYTES = 64_000_000
"""Of the report of something that took a while: a thousand prompts, say."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the sleeper listens."""

    socket_path: Path | None
    port: int = 0
    token: str = ""

    def connect(self, timeout: float) -> socket.socket:
        """A connection; raises OSError when nobody listens."""
        if self.socket_path is not None:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            target: object = os.fspath(self.socket_path)
        else:
            connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            target = ("127.0.0.1", self.port)
        connection.settimeout(timeout)
        try:
            connection.connect(target)  # pyright: ignore[reportArgumentType]
        except BaseException:
            connection.close()
            raise
        return connection

    def sealed(self, message: Message) -> bytes:
        """A request as it goes over the line."""
        return encode({**message, "token": self.token} if self.token else message)


def address_file(paths: MemoryPaths) -> Path:
    """What is there for as long as somebody listens: the socket, or the file that names the port."""
    return paths.daemon_socket if HAS_UNIX_SOCKETS else paths.daemon_socket.with_suffix(".json")


def address_of(paths: MemoryPaths) -> Address | None:
    """Where the sleeper of a workspace listens, if it does. None when there is no trace of one."""
    place = address_file(paths)
    if HAS_UNIX_SOCKETS:
        return Address(place) if place.exists() else None
    try:
        written = json.loads(place.read_text("utf-8"))
        return Address(None, int(written["port"]), str(written["token"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def encode(message: Message) -> bytes:
    """One line."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def decode(line: bytes) -> Message | None:
    """The message of a line; None if it is none."""
    try:
        message = json.loads(line)
    except ValueError:
        return None
    return cast("Message", message) if isinstance(message, dict) else None
