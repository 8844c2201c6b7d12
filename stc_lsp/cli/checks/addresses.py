"""What is checked of any endpoint, of a model or of embeddings, before it is asked anything."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import anyio

from stc_lsp.cli.checks.finding import Finding, bad, poor

if TYPE_CHECKING:
    from stc_lsp.models.settings import EndpointSettings


class CheckedAddress(NamedTuple):
    """Where an endpoint is."""

    said: str
    """Its name and address, fit to be shown."""
    forbidden: Finding | None
    """That it is not on this machine, if only such are allowed."""
    keyless: Finding | None
    """That its key is not there, if it is elsewhere."""
    untried: str
    """What is said of it as long as it was not contacted."""


def address(about: str, endpoint: EndpointSettings, setting: str) -> CheckedAddress:
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
    return CheckedAddress(said, forbidden, keyless, f"{said} (not contacted; use --contact to try it)")
