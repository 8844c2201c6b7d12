"""Checks of the vectors that search compares: where they come from, and, only when asked, if they come."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

from stc_lsp.cli.checks.addresses import address
from stc_lsp.cli.checks.finding import Finding, good, note, poor
from stc_lsp.errors import StcError
from stc_lsp.models.settings import AWAKE, ENDPOINT, NONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.cli.options import Command
    from stc_lsp.models.settings import EndpointSettings

_ABOUT = "vectors"


def vectors(command: Command, contact: bool) -> Iterator[Finding]:
    """What they are made by."""
    choice = command.settings.embeddings_choice(AWAKE)
    if choice.kind == NONE:
        yield note(_ABOUT, "none: search uses words and names only")
    elif choice.endpoint is not None:
        yield _endpoint(command, choice.endpoint, contact)
    elif choice.kind == ENDPOINT:
        yield poor(_ABOUT, "none: no endpoint is named", "Set embeddings.base_url and embeddings.name.")
    else:
        yield good(_ABOUT, "computed on this machine")


def _endpoint(command: Command, endpoint: EndpointSettings, contact: bool) -> Finding:
    found = address(_ABOUT, endpoint, "embeddings.base_url")
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
