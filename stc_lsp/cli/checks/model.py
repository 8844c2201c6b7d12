"""Checks of the models: is one named, is its key there, and, only when asked, does it answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio

from stc_lsp.cli.checks.addresses import address
from stc_lsp.cli.checks.finding import Finding, bad, good, note
from stc_lsp.config.load import user_settings_file
from stc_lsp.errors import StcError
from stc_lsp.models.settings import ASLEEP, AWAKE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.cli.options import Command
    from stc_lsp.models.settings import EndpointSettings
    from stc_lsp.models.values import Message


def models(command: Command, contact: bool) -> Iterator[Finding]:
    """The endpoint of each phase."""
    endpoints = {phase: command.settings.endpoint(phase) for phase in (ASLEEP, AWAKE)}
    if not any(endpoints.values()):
        yield note(
            "model",
            "none: answers come from static analysis",
            f"To use one, set model.base_url and model.name in {user_settings_file()}. Addresses of local "
            f"servers:\n{_presets()}",
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
    rows = (*servers.items(), ("local", f"{file} (runs a GGUF file without a server)"))
    return "\n".join(f"  {name:<8}  {address}" for name, address in rows)


def _endpoint(command: Command, about: str, endpoint: EndpointSettings, contact: bool) -> Iterator[Finding]:
    found = address(about, endpoint, "model.base_url")
    if found.forbidden is not None:
        yield found.forbidden
        return
    if found.keyless is not None:
        yield found.keyless
    elif not contact:
        yield good(about, found.untried)
    if contact:
        yield _greeted(command, about, found.said, endpoint)


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
