"""When thinking is allowed."""

from __future__ import annotations

from datetime import datetime, time

import attrs
import pytest

from stc_lsp.config import SleepSettings
from stc_lsp.sleep.daemon.idle import Hours, Idle, ThisMachine


@attrs.define
class Computer:
    """A computer whose load and battery a test decides."""

    busy: float = 0.0
    battery: bool = False

    def load(self) -> float:
        return self.busy

    def on_battery(self) -> bool:
        return self.battery


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def at(text: str) -> datetime:
    return datetime.combine(datetime(2026, 1, 5).date(), time.fromisoformat(text))


def test_thinking_waits_until_the_person_has_been_quiet() -> None:
    clock = Clock()
    idle = Idle(SleepSettings(idle_seconds=3), Computer(), now=clock)
    assert idle.reason_not_to_think() == ""
    idle.active()
    assert idle.reason_not_to_think() == "somebody is working"
    assert idle.quiet_in() == 3
    clock.seconds += 2.9
    assert idle.reason_not_to_think()
    clock.seconds += 0.1
    assert idle.reason_not_to_think() == ""


def test_a_pause_holds_until_it_is_lifted() -> None:
    idle = Idle(SleepSettings(idle_seconds=0), Computer())
    idle.is_paused = True
    assert idle.reason_not_to_think() == "paused"
    idle.is_paused = False
    assert idle.reason_not_to_think() == ""


def test_load_and_battery_stop_thinking_unless_the_settings_allow_it() -> None:
    computer = Computer(busy=0.9)
    assert "90%" in Idle(SleepSettings(max_load=0.5), computer).reason_not_to_think()
    assert Idle(SleepSettings(max_load=0.95), computer).reason_not_to_think() == ""
    computer = Computer(battery=True)
    assert "battery" in Idle(SleepSettings(), computer).reason_not_to_think()
    assert Idle(SleepSettings(on_battery=True), computer).reason_not_to_think() == ""


@pytest.mark.parametrize(
    ("hours", "inside", "outside"),
    [
        ("22:00-06:00", ["22:00", "23:59", "00:00", "05:59"], ["06:00", "12:00", "21:59"]),
        ("09:00-17:30", ["09:00", "17:29"], ["08:59", "17:30", "00:00"]),
        ("", ["00:00", "12:00"], []),
    ],
)
def test_hours_of_the_day(hours: str, inside: list[str], outside: list[str]) -> None:
    assert all(Hours.parse(hours).allow(at(text)) for text in inside)
    assert not any(Hours.parse(hours).allow(at(text)) for text in outside)


def test_hours_are_named_in_the_reason() -> None:
    idle = Idle(SleepSettings(hours="22:00-06:00"), Computer(), clock=lambda: at("12:00"))
    assert idle.reason_not_to_think() == "outside of the hours 22:00-06:00"


def test_the_load_of_this_machine_leaves_out_our_own_work() -> None:
    clock = Clock()
    machine = ThisMachine(now=clock)
    assert machine.load() == 0.0
    sum(number * number for number in range(2_000_000))
    # As if an hour had passed: whatever others did meanwhile is little of that.
    clock.seconds += 3_600
    assert 0.0 <= machine.load() < 0.1
    assert machine.on_battery() in {True, False}
