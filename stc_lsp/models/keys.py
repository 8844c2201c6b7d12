"""Where an API key comes from: the environment, or the system's keyring. Never a file of a repository."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from stc_lsp.errors import EndpointError
from stc_lsp.models.address import host_and_port, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stc_lsp.models.settings import EndpointSettings

SERVICE = "stc-lsp"
"""The service's name in the keyring; the user's name there is the endpoint's host."""

COMMAND_VARIABLE = "STC_KEY_COMMAND"
"""Set by an editor that keeps keys itself: the command with which a person gives it one."""

EDITOR_VARIABLE = "STC_MODEL_KEY"
"""In which such an editor hands the key over."""

UNUSED = "unused"
"""Sent where no key is needed: the client insists on one."""


async def find_key(settings: EndpointSettings, environ: Mapping[str, str], *, local: bool) -> str:
    """The key to send. Raises EndpointError, naming the variable, if one is needed but missing or bad."""
    name = settings.api_key_env
    host, _ = host_and_port(settings.base_url)
    key = environ.get(name, "").strip() if name else ""
    if not key and not local:
        # A keyring may ask the person to unlock it: never on the event loop.
        key = await asyncio.to_thread(_from_keyring, host)
    if key and not (key.isascii() and key.isprintable() and " " not in key):
        where = f"in {name}" if environ.get(name) else f"in the keyring for {host}"
        message = f"The key {where} has characters that a key cannot have: copy it again."
        raise EndpointError(message)
    if not key and name and not local:
        command = environ.get(COMMAND_VARIABLE) or f"keyring set {SERVICE} {host}"
        message = (
            f"No key for {shown(settings.base_url)}: set the environment variable {name}, or run `{command}`."
        )
        raise EndpointError(message)
    return key or UNUSED


def key_advice(settings: EndpointSettings, environ: Mapping[str, str]) -> str:
    """What mends a key that was refused, as the end of a sentence."""
    command, name = environ.get(COMMAND_VARIABLE), settings.api_key_env
    if command and (not name or name == EDITOR_VARIABLE):
        return f"run `{command}`"
    if name:
        return f"check the environment variable {name}"
    host, _ = host_and_port(settings.base_url)
    return f"name the variable that holds it in model.api_key_env, or run `keyring set {SERVICE} {host}`"


def _from_keyring(host: str) -> str:
    try:
        # Imported here: an optional dependency, and slow to load.
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return (keyring.get_password(SERVICE, host) or "").strip()
    except KeyringError:
        # No usable keyring on this machine is the same as no key in it.
        return ""
