"""Who is at the other end, and what they can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from lsprotocol.types import ClientCapabilities, InitializeParams, MarkupKind, PositionEncodingKind

from stc_lsp.server.session.text import ENCODINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

SECTIONS = ("stc", "stc-lsp")
"""The names under which an editor may keep our settings among those of others."""
_SHOW_LINES_AS_WRITTEN = frozenset({"Neovim"})
"""Clients, by the names they give themselves, as no capability tells it."""


@dataclass(frozen=True, slots=True)
class Client:
    """What a client said when it introduced itself."""

    encoding: PositionEncodingKind = PositionEncodingKind.Utf16
    """In which positions are counted."""
    reads_markdown: bool = True
    lays_markdown_out: bool = True
    """False if it shows the lines as they are written, and counts what it hides of them."""
    shows_progress: bool = False
    asks_for_lenses_again: bool = False
    """When it is told that they have changed."""
    offers_to_open: bool = False
    """It shows an action beside a message, where others would ask a person who types, and opens files."""
    process_id: int = 0
    """0 if it told none."""


def client_of(params: InitializeParams) -> Client:
    """What a client can do."""
    capabilities = params.capabilities
    hover = capabilities.text_document.hover if capabilities.text_document else None
    formats = hover.content_format if hover else None
    window = capabilities.window
    lenses = capabilities.workspace.code_lens if capabilities.workspace else None
    return Client(
        encoding=_encoding(capabilities),
        # The one that a client prefers comes first.
        reads_markdown=not formats or formats[0] is MarkupKind.Markdown,
        lays_markdown_out=not params.client_info or params.client_info.name not in _SHOW_LINES_AS_WRITTEN,
        shows_progress=bool(window and window.work_done_progress),
        asks_for_lenses_again=bool(lenses and lenses.refresh_support),
        offers_to_open=_says_of_us(capabilities.experimental, "offersToOpen"),
        process_id=params.process_id or 0,
    )


def _says_of_us(experimental: object, name: str) -> bool:
    """Whether a client says of itself what no capability of the protocol tells."""
    ours: object = cast("dict[str, Any]", experimental).get("stc") if isinstance(experimental, dict) else None
    return isinstance(ours, dict) and cast("dict[str, Any]", ours).get(name) is True


def _encoding(capabilities: ClientCapabilities) -> PositionEncodingKind:
    offered = (capabilities.general and capabilities.general.position_encodings) or ()
    return next((each for each in ENCODINGS if each in offered), PositionEncodingKind.Utf16)


def settings_in(sent: object) -> Mapping[str, object]:
    """Our settings in what an editor sends: alone, or in a section among others."""
    if not isinstance(sent, dict):
        return {}
    values = cast("dict[str, Any]", sent)
    section = next((values[name] for name in SECTIONS if name in values), values)
    return cast("Mapping[str, object]", section) if isinstance(section, dict) else {}
