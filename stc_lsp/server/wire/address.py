"""Where a server listens: `[HOST:]PORT`, on this machine unless another host is named."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from stc_lsp.errors import UsageError

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port; port 0 lets the system choose one."""

    host: str
    port: int

    @property
    def is_this_machine(self) -> bool:
        """Whether only programs on this machine can connect."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse_address(written: str) -> Address:
    """The address that a person writes. Raises UsageError."""
    host, _, port = written.strip().rpartition(":")
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        raise UsageError(f"{written} is not an address: write the host in brackets, as in [::1]:8080.")
    if not (port.isascii() and port.isdigit() and int(port) <= 65535):
        raise UsageError(f"{written} is not an address: write PORT or HOST:PORT, with a port up to 65535.")
    return Address(host or LOOPBACK, int(port))
