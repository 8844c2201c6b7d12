"""Checks of the models: is one named, is its key there, and, only when asked, does it answer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import anyio

from stc_lsp.cli.checks.finding import Finding, bad, good, note, poor
from stc_lsp.errors import StcError
from stc_lsp.models.settings import ASLEEP, AWAKE, EndpointSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.cli.options import Command
    from stc_lsp.models.values import Message


def models(command: Command, contact: bool) -> Iterator[Finding]:
    """The endpoint of each phase."""
    endpoints = {phase: command.settings.endpoint(phase) for phase in (ASLEEP, AWAKE)}
    if not any(endpoints.values()):
        yield note(
            "model",
            "none: answers come from static analysis",
            f"To use one, set model.base_url ({_presets()}).",
        )
        return
    for phase, endpoint in endpoints.items():
        about = f"model {phase}"
        if endpoint is None:
            yield note(about, "none", f"Set model.{phase}.base_url and model.{phase}.name to use one.")
        else:
            yield from _endpoint(command, about, endpoint, contact)


def _presets() -> str:
    from stc_lsp.models.presets import PRESETS

    servers = {name: preset.base_url for name, preset in PRESETS.items() if preset.is_local}
    file = servers.pop("local")
    return ", ".join(
        (f"{file} runs a GGUF file", *(f"{name}: {address}" for name, address in servers.items()))
    )


def _endpoint(command: Command, about: str, endpoint: EndpointSettings, contact: bool) -> Iterator[Finding]:
    from stc_lsp.models.address import resolves_to_loopback, shown

    said = f"{endpoint.name} at {shown(endpoint.base_url)}"
    variable = endpoint.api_key_env
    local = anyio.run(resolves_to_loopback, endpoint.base_url)
    if endpoint.local_only and not local:
        yield bad(
            about,
            f"{said} is not this machine",
            "privacy.local_only forbids it: name a local model.base_url.",
        )
        return
    if variable and not os.environ.get(variable) and not local:
        yield poor(about, f"{said}: the variable {variable} is empty", f"Set {variable}, or use the keyring.")
    elif not contact:
        yield good(about, f"{said} (not contacted; --contact does)")
    if contact:
        yield _greeted(command, about, said, endpoint)


def _greeted(command: Command, about: str, said: str, endpoint: EndpointSettings) -> Finding:
    from stc_lsp.cli.model import opened_endpoint

    async def greet() -> str:
        async with opened_endpoint(command, endpoint.phase) as model:
            greeting: Message = {"role": "user", "content": "Say hello."}
            completion = await model.complete([greeting], max_tokens=16, purpose="doctor")
            return f"{completion.seconds:.1f} s"

    try:
        return good(about, f"{said} answered in {anyio.run(greet)}")
    except StcError as error:
        return bad(about, f"{said} did not answer", str(error))
