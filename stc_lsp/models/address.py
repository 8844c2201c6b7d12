"""The address of an endpoint: whether it is this machine, and how to show it without credentials."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from urllib.parse import urlsplit

from stc_lsp.errors import EndpointError, PrivacyError
from stc_lsp.models.settings import LOCAL


def shown(url: str) -> str:
    """An address fit for a message: no user, no password, no query."""
    if url == LOCAL:
        return "this machine"
    try:
        parts = urlsplit(url)
        host = _bracketed(parts.hostname or "")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(malformed address)"
    return f"{parts.scheme}://{host}{port}{parts.path.rstrip('/')}"


def host_and_port(url: str) -> tuple[str, int]:
    """Where an address points. Raises EndpointError if it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in ("http", "https") or not parts.hostname:
        message = (
            f"model.base_url = {shown(url)} is not an address: it must look like http://127.0.0.1:8080/v1."
        )
        raise EndpointError(message)
    return parts.hostname, port


def is_loopback(address: str) -> bool:
    """Whether a numeric address is this machine."""
    try:
        # A scope ("fe80::1%eth0") is no part of the address; an IPv4 address may come dressed as IPv6.
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_loopback


async def resolves_to_loopback(url: str) -> bool:
    """Whether every address that the host name stands for is this machine. An unknown name does not."""
    if url == LOCAL:
        return True
    host, port = host_and_port(url)
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return bool(found) and all(is_loopback(str(entry[4][0])) for entry in found)


def refuse_remote(url: str) -> PrivacyError:
    """The error that says that an address is not this machine."""
    return PrivacyError(
        f"privacy.local_only is on and {shown(url)} is not this machine: nothing was sent. "
        "Name a local model.base_url, or switch privacy.local_only off."
    )


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
