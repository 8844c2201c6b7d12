"""Checks of the vectors that search compares: where they come from, and, only when asked, if they come."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

import anyio

from stc_lsp.cli.checks.finding import Finding, bad, good, note, poor
from stc_lsp.errors import StcError
from stc_lsp.models.settings import AWAKE, ENDPOINT, NONE, EndpointSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.cli.options import Command

_ABOUT = "vectors"


def vectors(command: Command, contact: bool) -> Iterator[Finding]:
    """What they are made by."""
    choice = command.settings.embeddings_choice(AWAKE)
    if choice.kind == NONE:
        yield note(_ABOUT, "none: search goes by words and names")
    elif choice.endpoint is not None:
        yield _endpoint(command, choice.endpoint, contact)
    elif choice.kind == ENDPOINT:
        yield poor(_ABOUT, "none: no endpoint is named", "Set embeddings.base_url and embeddings.name.")
    else:
        yield good(_ABOUT, "made here, without a network")


def _endpoint(command: Command, endpoint: EndpointSettings, contact: bool) -> Finding:
    from stc_lsp.models.address import resolves_to_loopback, shown

    said = f"{endpoint.name} at {shown(endpoint.base_url)}"
    local = anyio.run(resolves_to_loopback, endpoint.base_url)
    if endpoint.local_only and not local:
        mend = "privacy.local_only forbids it: name a local embeddings.base_url."
        return bad(_ABOUT, f"{said} is not this machine", mend)
    if contact:
        return _tried(command, said)
    variable = endpoint.api_key_env
    if variable and not os.environ.get(variable) and not local:
        return poor(
            _ABOUT, f"{said}: the variable {variable} is empty", f"Set {variable}, or use the keyring."
        )
    return good(_ABOUT, f"{said} (not contacted; --contact does)")


def _tried(command: Command, said: str) -> Finding:
    from stc_lsp.wake.rank.vectors import awake_embeddings

    with ExitStack() as stack:
        embeddings = awake_embeddings(command.settings, command.paths, stack)
        assert embeddings is not None  # noqa: S101 - an endpoint is named
        started = time.monotonic()
        try:
            [vector] = embeddings.embed(["How is a setting read?"])
        except StcError as error:
            return poor(_ABOUT, f"{said} made none: search goes by words alone", str(error))
    return good(_ABOUT, f"{said} made one of length {len(vector)} in {time.monotonic() - started:.1f} s")
