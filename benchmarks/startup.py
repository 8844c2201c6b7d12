"""How soon `initialize` is answered, from the start of the process, beside a pygls server that does nothing.

    python benchmarks/startup.py [REPOSITORY] [--runs 15]

Both are started in turn, in one run. Our server starts no sleeper here: it would not before its answer.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from checkouts import parser_of
from servers import EMPTY, OURS, Client


def main() -> None:
    """Print the figures."""
    parser = parser_of(__doc__)
    parser.add_argument("repository", type=Path, nargs="?", default=Path(__file__).parents[1])
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    root = arguments.repository.resolve()
    ours: list[float] = []
    empty: list[float] = []
    with tempfile.TemporaryDirectory() as data_dir:
        for run in range(arguments.runs + 1):
            with Client([*OURS, "--no-sleeper"], {"STC_DATA_DIR": data_dir}) as client:
                our_seconds = client.initialize(root)
            with Client(EMPTY) as client:
                empty_seconds = client.initialize(root)
            # The first run of each compiles modules and warms the disk.
            if run:
                ours.append(our_seconds)
                empty.append(empty_seconds)
    print(f"initialize, median of {arguments.runs}: {median(ours) * 1000:.0f} ms")
    print(f"a pygls server that does nothing: {median(empty) * 1000:.0f} ms")
    print(f"ratio of medians: {median(ours) / median(empty):.2f}")
    print(f"ratio of the fastest: {min(ours) / min(empty):.2f}")


if __name__ == "__main__":
    main()
