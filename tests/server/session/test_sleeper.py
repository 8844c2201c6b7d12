"""How long a server waits before it starts a sleeper again."""

from __future__ import annotations

from stc_lsp.server.session.sleeper import Patience


def test_who_dies_again_and_again_is_started_less_and_less_often() -> None:
    patience = Patience()
    pauses = [patience.pause(1.0, was_told=False) for _ in range(12)]
    assert pauses[:4] == [0.25, 0.5, 1.0, 2.0]
    assert pauses[-1] == 60.0


def test_who_lived_long_is_started_again_soon() -> None:
    patience = Patience()
    for _ in range(12):
        patience.pause(1.0, was_told=False)
    assert patience.pause(31.0, was_told=False) == 0.25
    assert patience.pause(1.0, was_told=False) == 0.25


def test_who_was_told_to_leave_is_started_again_at_once_however_often() -> None:
    patience = Patience()
    assert [patience.pause(1.0, was_told=True) for _ in range(12)] == [0.0] * 12
    assert patience.pause(1.0, was_told=False) == 0.25
