"""What a hover takes over a real connection, while the sleeper works as hard as it can and when it is done.

    python benchmarks/hover.py REPOSITORY [--hovers 2000] [--files 25] [--rounds 5] [--seed 0]
        [--data-dir DIR] [--busy-only]

Places are names in random Python files of the repository, at definitions and uses. At each of them our server
and a pygls server with a constant hover are asked in turn, in one run, so that both meet the same machine.
First with an empty memory while the sleeper indexes and thinks, then when it has nothing left to do. A file's
first hover is counted too. Last, the memory that our server and the idle sleeper hold. With --data-dir the
memory is kept, and a second run has nothing to index; --busy-only does not wait until the sleeper is done.
"""

from __future__ import annotations

import os
import random
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil
from checkouts import parser_of
from servers import EMPTY, OURS, Client, percentile
from sleepers import sleeper_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sleepers import Sleeper

NAME = re.compile(rb"(?<=def )\w+|(?<=class )\w+|\b[A-Za-z_]\w+(?=\()")
NEVER_RESTS = {"STC_SLEEP__IDLE_SECONDS": "0", "STC_SLEEP__MAX_LOAD": "1"}
"""The sleeper goes on although somebody hovers, and whatever else the machine does."""


class Spot(NamedTuple):
    """Where is hovered."""

    file: Path
    line: int
    character: int


class Timing(NamedTuple):
    """Seconds of both servers at one spot."""

    ours: float
    empty: float
    has_card: bool
    is_first: bool
    """In its file."""


def main() -> None:
    """Print the figures."""
    parser = parser_of(__doc__)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--hovers", type=int, default=2000)
    parser.add_argument("--files", type=int, default=25)
    parser.add_argument("--rounds", type=int, default=5, help="most rounds while the sleeper works")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--busy-only", action="store_true")
    arguments = parser.parse_args()
    root = arguments.repository.resolve()
    spots = list(spots_in(root, arguments.files, arguments.hovers, random.Random(arguments.seed)))
    with sleeper_of(root, arguments.data_dir) as sleeper:
        _measure(root, sleeper, spots, arguments.rounds, busy_only=arguments.busy_only)


def _measure(
    root: Path, sleeper: Sleeper, spots: Sequence[Spot], most_rounds: int, *, busy_only: bool
) -> None:
    with Client(OURS, NEVER_RESTS | sleeper.environ) as ours, Client(EMPTY) as empty:
        ours.initialize(root)
        empty.initialize(root)
        status = sleeper.status()
        if status["state"] != "idle" or status["pending"]:
            busy: list[Timing] = []
            rounds = 0
            while rounds == 0 or (rounds < most_rounds and sleeper.is_busy()):
                busy += _compare(ours, empty, spots)
                rounds += 1
            _show(f"while the sleeper indexes and thinks ({rounds} rounds)", busy)
            print(f"  resident memory: {_resident(ours.process.pid)} MB")
        if busy_only:
            return
        while sleeper.is_busy():
            time.sleep(0.5)
        status = ours.request("stc/status", {})
        print(f"known: {status['files']:,} files, {status['chunks']:,} chunks")
        _show("when the sleeper has nothing to do", _compare(ours, empty, spots))
        sleeper.come_to_rest()
        print(f"  resident memory: {_resident(ours.process.pid)} MB, the idle sleeper's ", end="")
        print(f"{_resident(sleeper.status()['pid'])} MB")


def _compare(ours: Client, empty: Client, spots: Sequence[Spot]) -> list[Timing]:
    timings: list[Timing] = []
    seen: set[Path] = set()
    for spot in spots:
        is_first = spot.file not in seen
        if is_first:
            seen.add(spot.file)
            for client in (ours, empty):
                client.open(spot.file)
        # Who is asked first changes: neither shall profit from what the other has warmed.
        if len(timings) % 2:
            our_seconds, card = ours.hover(*spot)
            empty_seconds, _ = empty.hover(*spot)
        else:
            empty_seconds, _ = empty.hover(*spot)
            our_seconds, card = ours.hover(*spot)
        timings.append(Timing(our_seconds, empty_seconds, card is not None, is_first))
    for file in seen:
        for client in (ours, empty):
            client.notify("textDocument/didClose", {"textDocument": {"uri": file.as_uri()}})
    return timings


def _show(when: str, timings: Sequence[Timing]) -> None:
    print(f"{when}: {len(timings):,} hovers, {sum(each.has_card for each in timings):,} with a card")
    first = [each for each in timings if each.is_first]
    for what, some in (("all", timings), ("a file's first", first)):
        for name, share in (("p50", 0.5), ("p99", 0.99)):
            ours = percentile([each.ours for each in some], share) * 1000
            empty = percentile([each.empty for each in some], share) * 1000
            print(f"  {what}, {name}: {ours:.2f} ms, a constant {empty:.2f} ms, ratio {ours / empty:.2f}")


def spots_in(root: Path, files: int, hovers: int, chance: random.Random) -> Iterator[Spot]:
    """Names in random files, in any order, the same for one seed."""
    found = sorted(path for path in root.rglob("*.py") if ".git" not in path.parts)
    chosen = [path for path in chance.sample(found, len(found)) if path.stat().st_size > 1000][:files]
    names = [spot for path in chosen for spot in _names(path)]
    for _ in range(hovers):
        yield chance.choice(names)


def _names(path: Path) -> Iterator[Spot]:
    for number, line in enumerate(path.read_bytes().split(b"\n")):
        for match in NAME.finditer(line):
            yield Spot(path, number, match.start() + 1)


def _resident(pid: int) -> int:
    return psutil.Process(pid).memory_info().rss // (1 << 20)


if __name__ == "__main__":
    os.environ.pop("STC_DATA_DIR", None)
    main()
