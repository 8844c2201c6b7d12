"""From one file saved to its new hover, with a real sleeper, a real watch and a real memory.

    python benchmarks/saved.py REPOSITORY [--saves 50] [--data-dir DIR] [--unopened] [--index-only]

Copies the repository, starts a sleeper on the copy and waits until it is idle; with --index-only no longer
than until all is indexed, so that the sleeper thinks about the rest all the while. With --data-dir REPOSITORY
is a copy already, that may be changed, and its memory is kept: a second run has nothing to index. Then, again
and again, it opens a file as an editor's server does (which takes it apart, and tells the sleeper), changes
the docstring of a function in it, saves it, and looks until

    shown    the hover tells the new words (it reads the file itself, so the index need not know it yet)
    indexed  the index has them
    learned  what is thought of the function was made from them, and the hover says nothing of learning

With --unopened the files are saved without anybody having opened them: both must read all of each. Last the
same in an editor, over stdio: the file is open, is edited, and saved half a second later;

    hovered  the first hover after the save has come, and tells the new words

The resident memory of the idle sleeper is printed, too.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil
from checkouts import parser_of
from servers import OURS, Client
from sleepers import sleeper_of

from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.values import ChunkKind
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.values import ThoughtKind
from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.hover.freshness import parsed
from stc_lsp.wake.hover.hover import hover

if TYPE_CHECKING:
    from collections.abc import Callable

    from sleepers import Sleeper

PATIENCE = 60.0
"""Seconds after which a save counts as never noticed."""
OPEN_SECONDS = 1.0
"""Nobody saves sooner what they have just opened."""
MEGABYTE = 1024 * 1024


class Place(NamedTuple):
    """A documented function."""

    path: str
    qualname: str
    said: str
    """The first line of its docstring, which stands once in the file."""


_A_WHILE = 10.0
"""Seconds in which it gets on with thinking."""


def main() -> None:
    """Print the percentiles."""
    parser = parser_of(__doc__)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--saves", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--unopened", action="store_true")
    parser.add_argument("--index-only", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "repository"
        if arguments.data_dir is None:
            shutil.copytree(arguments.repository, root, symlinks=True)
        else:
            root = arguments.repository.resolve()
        with sleeper_of(root, arguments.data_dir) as sleeper:
            wait_for(sleeper, index_only=arguments.index_only)
            chance = random.Random(arguments.seed)
            measure(root, sleeper, arguments.saves, chance, opens=not arguments.unopened)


def wait_for(sleeper: Sleeper, *, index_only: bool) -> None:
    """Wait until the sleeper has indexed all there is, and thought about it; say what it has to do yet."""
    sleeper.start()
    sleeper.status()
    started = time.perf_counter()
    sleeper.do("index" if index_only else "sleep")
    done = "indexed (not waited for: thoughts)" if index_only else "indexed and thought about"
    print(f"{done} in {time.perf_counter() - started:.1f} s", flush=True)
    if index_only:
        time.sleep(_A_WHILE)
    else:
        sleeper.come_to_rest()
    said = sleeper.status()
    print(
        f"{said['files']:,} files, {said['pending']:,} thoughts of {said['wanted']:,} are missing", flush=True
    )


def measure(root: Path, sleeper: Sleeper, saves: int, chance: random.Random, *, opens: bool) -> None:
    """Save again and again, and print how long each took to be seen."""
    pid = int(sleeper.status()["pid"])
    resident = psutil.Process(pid).memory_info().rss / MEGABYTE
    memory, documents = Memory.open(sleeper.paths), DiskDocuments(root)
    places = chance.sample(found := documented(memory, root), min(saves, len(found)))
    times: dict[str, list[float]] = {"shown": [], "indexed": [], "learned": [], "hovered": []}
    for number, place in enumerate(places):
        if opens:
            sleeper.tell("focus", path=place.path)
            with memory.snapshot() as snapshot:
                parsed(place.path, (root / place.path).read_bytes(), snapshot)
            time.sleep(OPEN_SECONDS)
        for name, took in saved(memory, documents, root, place, f"Save {number} of {os.getpid()} ").items():
            times[name].append(took * 1000)
    with Client([*OURS, "--no-sleeper"], sleeper.environ) as client:
        client.initialize(root)
        for number, place in enumerate(places):
            words = f"Edit {number} of {os.getpid()} "
            times["hovered"].append(hovered(client, root, place, words) * 1000)
    for name, each in times.items():
        each.sort()
        high = each[min(len(each) - 1, round(len(each) * 0.95))]
        print(f"{name:8} p50 {statistics.median(each):7.1f} ms   p95 {high:7.1f} ms   of {len(each)} saves")
    print(f"resident memory of the sleeper: {resident:.0f} MB when idle, ", end="")
    print(f"{psutil.Process(pid).memory_info().rss / MEGABYTE:.0f} MB after the saves")


def documented(memory: Memory, root: Path) -> list[Place]:
    """Functions with a docstring that can be edited by replacing one line."""
    found: list[Place] = []
    with memory.snapshot() as snapshot:
        for path in snapshot.paths():
            text = (root / path).read_text("utf-8", "replace") if path.endswith(".py") else ""
            for stored in snapshot.chunks(path) if text else ():
                said = stored.chunk.documentation.partition("\n")[0]
                is_function = stored.chunk.kind in (ChunkKind.FUNCTION, ChunkKind.METHOD)
                if is_function and len(said) > 20 and text.count(said) == 1:
                    found.append(Place(path, stored.chunk.qualname, said))
    return found


def saved(memory: Memory, documents: DiskDocuments, root: Path, place: Place, words: str) -> dict[str, float]:
    """Seconds until a save is seen in each way."""
    full = root / place.path
    edited = full.read_text("utf-8").replace(place.said, words + place.said)
    full.write_text(edited, "utf-8")
    started = time.perf_counter()

    def is_shown() -> bool:
        with memory.snapshot() as snapshot:
            stored = snapshot.chunk(place.path, place.qualname)
            card = hover(snapshot, documents, place.path, stored.chunk.name_start_byte) if stored else None
            return card is not None and words.strip() in card.markdown

    def is_indexed() -> bool:
        with memory.snapshot() as snapshot:
            stored = snapshot.chunk(place.path, place.qualname)
            return stored is not None and stored.chunk.documentation.startswith(words)

    def is_learned() -> bool:
        with memory.snapshot() as snapshot:
            stored = snapshot.chunk(place.path, place.qualname)
            thought = snapshot.thought(stored.id, ThoughtKind.SUMMARY) if stored else None
            return thought is not None and words.strip() in thought.items[0].text

    return {
        name: until(seen, started)
        for name, seen in (("shown", is_shown), ("indexed", is_indexed), ("learned", is_learned))
    }


def hovered(client: Client, root: Path, place: Place, words: str) -> float:
    """Seconds that the first hover after a save takes, of a buffer that was edited half a second before."""
    full = root / place.path
    client.open(full)
    edited = full.read_text("utf-8").replace(place.said, words + place.said)
    document = {"uri": full.as_uri(), "version": 2}
    client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": edited}]})
    time.sleep(0.5)
    chunks = parse_file("python", edited.encode()).chunks
    before = edited.encode()[
        : next(each.name_start_byte for each in chunks if each.qualname == place.qualname)
    ]
    line, character = before.count(b"\n"), len(before) - before.rfind(b"\n") - 1
    full.write_text(edited, "utf-8")
    client.notify("textDocument/didSave", {"textDocument": {"uri": full.as_uri()}})
    took, card = client.hover(full, line, character)
    if card is None or words.strip() not in card["contents"]["value"]:
        raise SystemExit(f"The hover after a save of {place.path} does not tell the new words.")
    client.notify("textDocument/didClose", {"textDocument": {"uri": full.as_uri()}})
    return took


def until(seen: Callable[[], bool], started: float) -> float:
    """Seconds from `started` until it is seen."""
    while not seen():
        if time.perf_counter() - started > PATIENCE:
            raise SystemExit("A save was never noticed.")
        time.sleep(0.002)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
