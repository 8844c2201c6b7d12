"""One answer of a model as it is spoken: inert from the first piece, silent if it lacks what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.inert_stream import InertStream
from stc_lsp.wake.model.grounding import MISSING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stc_lsp.models.endpoint import Endpoint
    from stc_lsp.models.values import Completion, Message

MORE = "\n\n*The source does not bear that out; reading more of it.*\n\n"
"""Between an answer that was shown and the one that takes its place."""


class Voice:
    """Passes text on to whoever listens; of several answers to one question, one after the other."""

    def __init__(self, listener: Callable[[str], object] | None) -> None:
        self._listener = listener
        self._has_spoken = False
        self._held = ""
        self._is_sure = True

    def begin(self, *, silent_if_missing: bool) -> None:
        """An answer begins; is it to be passed over if it only says what is missing?"""
        self._held = ""
        self._is_sure = not silent_if_missing
        if self._has_spoken:
            self._say(MORE)

    def say(self, text: str) -> None:
        """Pass on some text, once it is sure that it is an answer."""
        if self._is_sure:
            self._say(text)
            return
        self._held += text
        head = self._held.lstrip(" *_#>`\n")
        if not MISSING.startswith(head[: len(MISSING)]):
            self._is_sure = True
            self._say(self._held)

    def end(self) -> None:
        """The answer is over: pass on what was held back, unless it says what is missing."""
        head = self._held.lstrip(" *_#>`\n")
        if not self._is_sure and not head.startswith(MISSING):
            self._say(self._held)
            self._is_sure = True

    def _say(self, text: str) -> None:
        if text and self._listener is not None:
            self._has_spoken = True
            self._listener(text)


async def speak(
    endpoint: Endpoint,
    messages: Sequence[Message],
    voice: Voice,
    *,
    max_tokens: int,
    purpose: str,
) -> Completion:
    """Ask a model, and pass its answer on as it comes. Raises ModelError and BudgetExhaustedError.

    Cancelled, it hangs up on the model at once.
    """
    inert = InertStream()
    async with endpoint.stream(messages, max_tokens=max_tokens, purpose=purpose) as pieces:
        async for piece in pieces:
            voice.say(inert.feed(piece))
    voice.say(inert.finish())
    voice.end()
    return pieces.completion
