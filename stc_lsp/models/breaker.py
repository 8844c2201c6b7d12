"""A circuit breaker: an endpoint that keeps failing is left alone for a while, and a person is told so.

Closed until `FAILURES` requests in a row have failed, then open: calls are refused without a request. After a
while one call is let through (half open); if it fails too, the while doubles. Time is passed in.
"""

from __future__ import annotations

from stc_lsp.errors import EndpointError, EndpointUnavailableError, ModelError

FAILURES = 5
FIRST_PAUSE = 15.0
LONGEST_PAUSE = 300.0


class Breaker:
    """The state of one endpoint."""

    def __init__(self) -> None:
        self.failures = 0
        """In a row."""
        self._pause = FIRST_PAUSE
        self._open_until = 0.0
        self._last: ModelError | None = None

    def check(self, now: float) -> None:
        """Raise what last went wrong if the endpoint is to be left alone; otherwise let one call through."""
        if now < self._open_until:
            raise self._refusal(self._open_until - now)
        if self.failures >= FAILURES:
            # Half open: the others wait until this one call has come back, or for as long again.
            self._open_until = now + self._pause

    def succeeded(self) -> None:
        """The endpoint answered: whatever was wrong is over."""
        self.failures = 0
        self._pause = FIRST_PAUSE
        self._open_until = 0.0

    def failed(self, error: ModelError, now: float) -> None:
        """One request failed in a way that the next one may well share."""
        self.failures += 1
        self._last = error
        if self.failures >= FAILURES:
            self._open_until = max(self._open_until, now + self._pause)
            self._pause = min(LONGEST_PAUSE, self._pause * 2)

    def rest(self, error: ModelError, until: float) -> None:
        """The endpoint asked to be left alone until then."""
        self._last = error
        self._open_until = max(self._open_until, until)

    def is_open(self, now: float) -> bool:
        """Whether a call would be refused."""
        return now < self._open_until

    def _refusal(self, seconds: float) -> ModelError:
        reason = str(self._last) if self._last else "The endpoint failed."
        # The kind of error is kept: a wrong key is still wrong, and no retry will mend it.
        kind = EndpointUnavailableError if self._last is None or self._last.retryable else EndpointError
        again = f"in {seconds:.0f} s" if seconds < 120 else f"in {seconds / 60:.0f} min"
        return kind(f"{reason} Not asked again yet; next try {again}.")
