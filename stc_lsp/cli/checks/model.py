"""Checks of the models and vectors: is one named, is its key there, and, only when asked, does it answer."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

import anyio

from stc_lsp.cli.checks.finding import Finding, bad, good, note, poor
from stc_lsp.config.load import user_settings_file
from stc_lsp.errors import StcError
from stc_lsp.models.settings import ASLEEP, AWAKE, ENDPOINT, NONE, EndpointSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.cli.options import Command
    from stc_lsp.models.values import Message

_ABOUT = "vectors"


class _CheckedAddress(NamedTuple):
    """Where an endpoint is."""

    said: str
    """Its name and address, fit to be shown."""
    forbidden: Finding | None
    """That it is not on this machine, if only such are allowed."""
    keyless: Finding | None
    """That its key is not there, if it is elsewhere."""
    untried: str
    """What is said of it as long as it was not contacted."""


def _address(about: str, endpoint: EndpointSettings, setting: str) -> _CheckedAddress:
    """Look at an endpoint whose address stands in `setting`."""
    from stc_lsp.models.address import resolves_to_loopback, shown

    said = f"{endpoint.name} at {shown(endpoint.base_url)}"
    variable = endpoint.api_key_env
    local = anyio.run(resolves_to_loopback, endpoint.base_url)
    forbidden = keyless = None
    if endpoint.local_only and not local:
        mend = f"privacy.local_only forbids that: set a local {setting}."
        forbidden = bad(about, f"{said} is not this machine", mend)
    if variable and not os.environ.get(variable) and not local:
        keyless = poor(
            about,
            f"{said}: the environment variable {variable} is empty",
            f"Set {variable}, or store the key in the keyring.",
        )
    return _CheckedAddress(said, forbidden, keyless, f"{said} (not contacted; use --contact to try it)")


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
    found = _address(about, endpoint, "model.base_url")
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
    from stc_lsp.wake.model.endpoint import open_endpoint

    async def greet() -> str:
        with ExitStack() as stack:
            model, notices = open_endpoint(command.settings, command.paths, stack, endpoint.phase)
            assert model is not None  # noqa: S101 - it is configured
            command.tell(notices)
            async with model:
                greeting: Message = {"role": "user", "content": "Say hello."}
                completion = await model.complete([greeting], max_tokens=16, purpose="doctor")
        return f"{completion.seconds:.1f} s"

    try:
        return good(about, f"{said} answered in {anyio.run(greet)}")
    except StcError as error:
        return bad(about, f"{said} did not answer", str(error))


def vectors(command: Command, contact: bool) -> Iterator[Finding]:
    """What they are made by."""
    choice = command.settings.embeddings_choice(AWAKE)
    if choice.kind == NONE:
        yield note(_ABOUT, "none: search uses words and names only")
    elif choice.endpoint is not None:
        yield _embedding_endpoint(command, choice.endpoint, contact)
    elif choice.kind == ENDPOINT:
        yield poor(_ABOUT, "none: no endpoint is named", "Set embeddings.base_url and embeddings.name.")
    else:
        yield good(_ABOUT, "computed on this machine")


def _embedding_endpoint(command: Command, endpoint: EndpointSettings, contact: bool) -> Finding:
    found = _address(_ABOUT, endpoint, "embeddings.base_url")
    if found.forbidden is not None:
        return found.forbidden
    if contact:
        return _tried(command, found.said)
    return found.keyless or good(_ABOUT, found.untried)


def _tried(command: Command, said: str) -> Finding:
    from stc_lsp.wake.rank.vectors import awake_embeddings

    with ExitStack() as stack:
        embeddings = awake_embeddings(command.settings, command.paths, stack)
        assert embeddings is not None  # noqa: S101 - an endpoint is named
        started = time.monotonic()
        try:
            [vector] = embeddings.embed(["How is a setting read?"])
        except StcError as error:
            return poor(_ABOUT, f"{said} gave none: search uses words only", str(error))
    return good(_ABOUT, f"{said} gave a vector of length {len(vector)} in {time.monotonic() - started:.1f} s")
