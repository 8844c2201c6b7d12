"""Whether now is a good time to think: nobody is waiting, and nobody else needs the machine."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.config import SleepSettings

_LOAD_SECONDS = 1.0
"""The load is measured over at least this long."""


class Machine(Protocol):
    """What is asked of the computer."""

    def load(self) -> float:
        """Share of all processors that others keep busy, 0.0 to 1.0."""
        ...

    def on_battery(self) -> bool:
        """Whether it runs on its battery."""
        ...


class ThisMachine:
    """The computer this runs on. The sleeper's own work does not count as load: else it would stop itself."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._cores = psutil.cpu_count() or 1
        self._process = psutil.Process()
        self._measured_at = now()
        self._busy, self._own = self._times()
        self._load = 0.0

    def load(self) -> float:
        """Over the time since the last measurement, at least a second."""
        elapsed = self._now() - self._measured_at
        if elapsed >= _LOAD_SECONDS:
            busy, own = self._times()
            others = max(0.0, (busy - self._busy) - max(0.0, own - self._own))
            self._load = min(1.0, others / (elapsed * self._cores))
            self._busy, self._own, self._measured_at = busy, own, self._now()
        return self._load

    def on_battery(self) -> bool:
        """False where there is no battery, or where none can be seen."""
        sensors: Any = psutil  # its stubs know no batteries on this platform
        battery = sensors.sensors_battery()
        return battery is not None and battery.power_plugged is False

    def _times(self) -> tuple[float, float]:
        total = psutil.cpu_times()
        busy = total.user + total.system + getattr(total, "nice", 0.0)
        own = self._process.cpu_times()
        children = getattr(own, "children_user", 0.0) + getattr(own, "children_system", 0.0)
        return busy, own.user + own.system + children


@dataclass(frozen=True, slots=True)
class Hours:
    """Times of day at which thinking is allowed."""

    start: int = 0
    end: int = 0
    """Minutes since midnight; equal to `start`: always."""

    @classmethod
    def parse(cls, text: str) -> Hours:
        """From `22:00-06:00`; "" is always. Raises ValueError for anything else."""
        if not text:
            return cls()
        start, end = text.split("-")
        return cls(_minutes(start), _minutes(end))

    def allow(self, at: datetime) -> bool:
        """Whether `at` is within; hours may pass midnight."""
        minute = at.hour * 60 + at.minute
        if self.start <= self.end:
            return self.start == self.end or self.start <= minute < self.end
        return minute >= self.start or minute < self.end


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


class Idle:
    """Keeps the last sign of life from a person, and says why not to think now."""

    def __init__(
        self,
        settings: SleepSettings,
        machine: Machine,
        now: Callable[[], float] = time.monotonic,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._settings = settings
        self._machine = machine
        self._now = now
        self._clock = clock
        self._hours = Hours.parse(settings.hours)
        self._active_at = float("-inf")
        self.is_paused = False

    def active(self) -> None:
        """A person did something: typed, saved, asked, hovered."""
        self._active_at = self._now()

    def quiet_in(self) -> float:
        """Seconds until the person has been quiet for long enough; 0.0 if they have."""
        return max(0.0, self._active_at + self._settings.idle_seconds - self._now())

    def reason_not_to_think(self) -> str:
        """Why not now, in plain words; "" if now is a good time."""
        if self.is_paused:
            return "paused"
        if self.quiet_in() > 0:
            return "somebody is working"
        if not self._hours.allow(self._clock()):
            return f"outside of the hours {self._settings.hours}"
        if not self._settings.on_battery and self._machine.on_battery():
            return "the machine runs on its battery"
        load = self._machine.load()
        if load > self._settings.max_load:
            return f"the machine is busy ({load:.0%} of its processors)"
        return ""
