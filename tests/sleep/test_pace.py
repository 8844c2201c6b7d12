"""What looks at all there is takes its share of the time, and no more."""

from __future__ import annotations

import pytest

from stc_lsp.sleep.daemon.pace import Pace


def test_what_takes_long_comes_the_more_seldom() -> None:
    now = 100.0
    pace = Pace(20.0, 60.0, now=lambda: now)
    assert pace.is_due
    with pace.kept():
        now += 2.0
    now += 37.9
    assert not pace.is_due, "of 40 seconds it took two"
    now += 0.2
    assert pace.is_due

    def fail() -> None:
        nonlocal now
        now += 1.0
        raise OSError("The disk is full.")

    with pytest.raises(OSError, match="full"), pace.kept():
        fail()
    assert not pace.is_due, "what fails takes time, too"


def test_what_takes_for_ever_is_not_put_off_for_ever() -> None:
    now = 0.0
    pace = Pace(20.0, 60.0, now=lambda: now)
    with pace.kept():
        now += 1_000.0
    now += 60.0
    assert pace.is_due
