"""How long an endpoint is waited for, and when it is left alone."""

from __future__ import annotations

import email.utils
import math
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc_lsp.errors import EndpointError, EndpointUnavailableError
from stc_lsp.models.backoff import delay, retry_after
from stc_lsp.models.breaker import FAILURES, FIRST_PAUSE, LONGEST_PAUSE, Breaker

if TYPE_CHECKING:
    from stc_lsp.errors import ModelError

NOW = 1_700_000_000.0
DOWN = EndpointUnavailableError("It is down.")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after-ms": "250", "retry-after": "7"}, 0.25),
        ({"retry-after": email.utils.formatdate(NOW + 90, usegmt=True)}, 90.0),
        ({"retry-after": email.utils.formatdate(NOW - 90, usegmt=True)}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "Mon, 99 Foo 99999 00:00:00 GMT"}, None),
    ],
)
def test_retry_after_is_read_in_all_its_forms(headers, seconds):
    assert retry_after(headers, NOW) == seconds


@given(st.text())
def test_no_retry_after_brings_us_down(value):
    seconds = retry_after({"retry-after": value}, NOW)
    assert seconds is None or (seconds >= 0 and math.isfinite(seconds))


def test_waiting_doubles_up_to_a_bound_and_is_spread_by_chance():
    assert [delay(n, None, lambda: 1.0) for n in range(1, 8)] == [0.5, 1, 2, 4, 8, 8, 8]
    assert [delay(n, None, lambda: 0.0) for n in range(1, 4)] == [0.25, 0.5, 1]
    spread = {delay(3, None, random.Random(1).random) for _ in range(2)} | {
        delay(3, None, random.Random(2).random)
    }
    assert len(spread) == 2


def test_what_the_endpoint_asks_for_is_a_minimum():
    assert delay(1, 20.0, lambda: 0.0) >= 20.0


def fail(breaker: Breaker, times: int, now: float, error: ModelError = DOWN) -> None:
    for _ in range(times):
        breaker.failed(error, now)


def test_a_breaker_opens_after_failures_in_a_row_only():
    breaker = Breaker()
    fail(breaker, FAILURES - 1, NOW)
    breaker.succeeded()
    fail(breaker, FAILURES - 1, NOW)
    breaker.check(NOW)
    fail(breaker, 1, NOW)
    with pytest.raises(
        EndpointUnavailableError, match=r"It is down\. Not asked again yet; next try in 15 s\."
    ):
        breaker.check(NOW)


def test_an_open_breaker_lets_one_call_through_after_a_while_and_waits_longer_each_time():
    breaker = Breaker()
    fail(breaker, FAILURES, NOW)
    now, pauses = NOW, []
    for _ in range(8):
        pause = next(seconds for seconds in range(10_000) if not breaker.is_open(now + seconds))
        pauses.append(pause)
        now += pause
        breaker.check(now)
        with pytest.raises(EndpointUnavailableError):
            breaker.check(now)
        breaker.failed(DOWN, now)
    assert pauses[0] == FIRST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE


def test_one_success_closes_a_breaker():
    breaker = Breaker()
    fail(breaker, FAILURES, NOW)
    breaker.check(NOW + FIRST_PAUSE)
    breaker.succeeded()
    breaker.check(NOW + FIRST_PAUSE)
    breaker.check(NOW + FIRST_PAUSE)


def test_what_no_waiting_mends_stays_an_error_that_no_waiting_mends():
    breaker = Breaker()
    fail(breaker, FAILURES, NOW, EndpointError("The key is wrong."))
    with pytest.raises(EndpointError, match="The key is wrong"):
        breaker.check(NOW)
