"""The values that calls to a model take and give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, TypedDict

from stc_lsp.errors import EndpointError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from stc_lsp.models.logprobs import TokenScores


class PromptTooLongError(EndpointError):
    """The prompt does not fit the model's context: ask with less."""


class Message(TypedDict):
    """One chat message."""

    role: str
    """`system`, `user` or `assistant`."""
    content: str


@dataclass(frozen=True, slots=True)
class Completion:
    """A model's whole answer to one request, and what it took (repair and retries included)."""

    text: str
    data: object = None
    """The JSON value that fits the schema asked for; None if none was asked for."""
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    scores: TokenScores | None = None
    """How likely each token of `text` was; None if that was not asked for, or not told."""


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
