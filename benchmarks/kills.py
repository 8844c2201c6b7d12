"""What is left when sleepers are killed: SIGKILL at random instants while they index and think.

    python benchmarks/kills.py [--kills 300] [--seed 0]

Each time a few functions change, a sleeper starts (its model is a local endpoint that counts), and is killed
at an instant drawn from the length of an undisturbed run. After each kill the databases are checked, and the
thoughts that were stored and the calls that were answered are compared with those before. At the end one
sleeper finishes the work, and everything is compared with what another one makes from scratch.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from checkouts import parser_of

from tests.sleep.killing import Victims


def main() -> None:
    """Print the figures; exit status 1 if anything was lost, paid for twice, or differs."""
    parser = parser_of(__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    started = time.perf_counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        Victims(Path(folder), random.Random(arguments.seed)) as victims,
    ):
        victims.run_once()
        victims.run_once()
        print(f"an undisturbed run takes {victims.seconds:.1f} s")
        for count in range(1, arguments.kills + 1):
            victims.kill_once()
            if count % 25 == 0:
                print(f"{count} kills, {victims.calls} calls answered, {time.perf_counter() - started:.0f} s")
        resumed, scratch = victims.end()
        differing = [
            path for path in resumed.keys() | scratch.keys() if resumed.get(path) != scratch.get(path)
        ]
        print(
            f"{victims.kills} kills, {victims.kills_with_work_left} of them before the sleeper was done\n"
            "every database opened and passed its integrity check after each\n"
            f"thoughts lost {victims.lost}, calls for what was stored already {victims.paid_again}, "
            f"files that differ from scratch {len(differing)}"
        )
    sys.exit(bool(victims.lost or victims.paid_again or differing))


if __name__ == "__main__":
    main()
