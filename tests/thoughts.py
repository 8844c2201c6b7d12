"""Thoughts put into a store as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.memory.write.made import thought_row

if TYPE_CHECKING:
    from stc_lsp.memory.thoughts import ThoughtStore
    from stc_lsp.memory.values import Thought


def keep(store: ThoughtStore, *made: Thought) -> None:
    """Store thoughts that nobody was shown anything for."""
    store.put(map(thought_row, made))
