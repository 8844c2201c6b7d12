"""An answer that comes in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from stc_lsp.models.values import Completion

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator


class Streaming:
    """Iterate over it for the text; afterwards, `completion` is all of it with what it took.

    Use it as a context manager too (`async with endpoint.stream(...) as pieces`) wherever iteration may be
    left early: then the endpoint is hung up on at once, and what was received is settled.
    """

    def __init__(self, pieces: AsyncGenerator[str, None]) -> None:
        self._pieces = pieces
        self.completion = Completion("")
        """Set by the endpoint when no more will come."""

    def __aiter__(self) -> AsyncIterator[str]:
        return self._pieces

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Hang up, if the answer is still coming."""
        await self._pieces.aclose()
