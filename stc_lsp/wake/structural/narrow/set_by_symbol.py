"""Where a setting is set and read that nothing defines but its symbol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.wake.structural.narrow.meant import definitions
from stc_lsp.wake.structural.symbol_settings import set_by_symbol

if TYPE_CHECKING:
    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.wake.structural.inquiry import Finding, Inquiry


def of_symbol(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding | None]:
    """Its places; none where something of that name is defined."""
    slot = asked.slots[0]
    return [] if definitions(inquiry, slot) else [set_by_symbol(inquiry, slot.name)]
