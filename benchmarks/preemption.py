"""Whether thinking with a model gives way to a person: hovers while calls to a model are in flight.

    python benchmarks/preemption.py REPOSITORY [--calls 4] [--hovers 2000] [--seconds 10] [--data-dir DIR]

A sleeper thinks about the repository with a model that does not answer until it is let go. Printed are a
hover's times over stdio with nothing in flight (the sleeper is paused) and with so many calls in flight, in
turn, five times: measured once, one after the other, they differ by more than by what is to be measured. Then
the calls are let go while somebody goes on hovering for some seconds: how many calls were started meanwhile,
and how soon one is when the hovers have ended.
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

from checkouts import parser_of
from hover import spots_in
from servers import OURS, Client, percentile
from sleepers import sleeper_of, wait_until
from slow_model import SlowModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hover import Spot
    from sleepers import Sleeper

_ROUNDS = 5
_SETTLING_SECONDS = 1.0
"""Before either is measured: what the calls before came to is stored by then."""


def main() -> None:
    """Print the figures."""
    parser = parser_of(__doc__)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--calls", type=int, default=4)
    parser.add_argument("--hovers", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--data-dir", type=Path)
    arguments = parser.parse_args()
    root = arguments.repository.resolve()
    spots = list(spots_in(root, 25, arguments.hovers, random.Random(0)))
    with SlowModel() as model, sleeper_of(root, arguments.data_dir) as sleeper:
        environ = model.environ(
            **sleeper.environ,
            STC_MODEL__CONCURRENCY=str(arguments.calls),
            STC_MODEL__TIMEOUT_SECONDS="3600",
            STC_SLEEP__MAX_LOAD="1",
        )
        try:
            with Client(OURS, environ) as client:
                client.initialize(root)
                _measure(client, sleeper, model, spots, arguments.calls, arguments.seconds)
        finally:
            model.let_go.set()


def _measure(
    client: Client, sleeper: Sleeper, model: SlowModel, spots: Sequence[Spot], calls: int, seconds: float
) -> None:
    sleeper.do("index")
    for file in {spot.file for spot in spots}:
        client.open(file)
    # Everything once, so that both measurements find the same in memory.
    _hover(client, spots)
    # In turn, so that both meet the same machine, and a server that runs for as long.
    idle: list[list[float]] = []
    in_flight: list[list[float]] = []
    for _ in range(_ROUNDS):
        _pause(sleeper)
        idle.append(_hover(client, spots))
        model.let_go.clear()
        asked = len(model.asked_at)
        sleeper.tell("resume")
        wait_until(lambda asked=asked: len(model.asked_at) - asked == calls)
        time.sleep(_SETTLING_SECONDS)
        in_flight.append(_hover(client, spots))
        model.let_go.set()
    _tell(idle, in_flight, calls)
    started = len(model.asked_at)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        _hover(client, spots[:200])
    print(f"calls started in {seconds:.0f} s of hovers: {len(model.asked_at) - started}")
    ended = time.perf_counter()
    wait_until(lambda: len(model.asked_at) > started)
    print(f"one was started {model.asked_at[started] - ended:.1f} s after the last hover")


def _tell(idle: Sequence[list[float]], in_flight: Sequence[list[float]], calls: int) -> None:
    for share in (0.5, 0.99):
        quiet, busy = ([percentile(each, share) * 1000 for each in rounds] for rounds in (idle, in_flight))
        together = [
            percentile([one for each in rounds for one in each], share) * 1000 for rounds in (idle, in_flight)
        ]
        print(f"hover p{share * 100:.0f}: {together[1]:.2f} ms with {calls} calls in flight,", end=" ")
        print(f"{together[0]:.2f} ms with none, ratio {together[1] / together[0]:.2f}; by round", end=" ")
        print(", ".join(f"{b:.2f}/{q:.2f}" for b, q in zip(busy, quiet, strict=True)))


def _pause(sleeper: Sleeper) -> None:
    sleeper.tell("pause")
    wait_until(lambda: sleeper.status()["state"] == "paused")
    time.sleep(_SETTLING_SECONDS)


def _hover(client: Client, spots: Sequence[Spot]) -> list[float]:
    return [client.hover(*spot)[0] for spot in spots]


if __name__ == "__main__":
    main()
