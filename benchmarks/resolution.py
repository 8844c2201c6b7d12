"""Agreement of use-to-definition resolution with a full language server.

    python benchmarks/resolution.py REPOSITORY [--sample 1000] [--seed 0] [--show 15]
    python benchmarks/resolution.py REPOSITORY --against typescript --node-modules DIR

Takes a random sample of all the names that the language server sees used (not defined) in the repository,
asks it and stc-lsp where each is defined, and compares file and line. Against jedi for Python; against
TypeScript's own language service for TypeScript and JavaScript, with `node` and npm's typescript 5. Figures:

    precision   of the uses that stc-lsp answers and the server resolves (anywhere), how many agree
    coverage    of the uses that the server resolves inside the repository, how many stc-lsp answers

both for all uses and, apart from local names, for definitions that are chunks (what hover cards are about).
"""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checkouts import parser_of
from oracles import Asked, Place, ask_jedi, ask_typescript

from stc_lsp.code.languages import language_of
from stc_lsp.code.parse.declared import with_declared
from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.resolve import Tables, resolve_at, resolve_file
from tests.code.resolve.known import KnownFiles

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIXES = {"jedi": (".py",), "typescript": (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")}


class Outcome(NamedTuple):
    """One sampled use and both answers."""

    asked: Asked
    ours: Place | None

    @property
    def is_inside(self) -> bool:
        """The server resolves it to a definition within the repository."""
        return any(not path.startswith("/") for path, _ in self.asked.theirs)

    @property
    def is_agreed(self) -> bool:
        """We found one of the places that the server found."""
        return self.ours in self.asked.theirs


def main() -> None:
    """Print the figures."""
    parser = parser_of(__doc__)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--against", choices=SUFFIXES, default="jedi")
    parser.add_argument("--node-modules", type=Path, default=Path("node_modules"))
    parser.add_argument("--sample", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=15, help="disagreements and misses to print")
    arguments = parser.parse_args()
    root: Path = arguments.repository.resolve()
    sources = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.name.endswith(SUFFIXES[arguments.against])
        and not any(part.startswith(".") or part == "node_modules" for part in path.relative_to(root).parts)
    }
    manifests = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*.json"))
        if "node_modules" not in path.parts and path.is_file()
    }
    files = resolve_all(sources, manifests)
    asked = (
        ask_jedi(root, sources, arguments.sample, arguments.seed)
        if arguments.against == "jedi"
        else ask_typescript(root, sources, arguments.sample, arguments.seed, arguments.node_modules.resolve())
    )
    outcomes = [Outcome(one, ours(files, one)) for one in asked]
    report(outcomes)
    show(outcomes, arguments.show)


def resolve_all(sources: dict[str, bytes], manifests: dict[str, bytes]) -> KnownFiles:
    """Parse and resolve every file, as the indexer does, and print how long that takes."""
    started = time.perf_counter()
    files = KnownFiles(
        {
            path: with_declared(path, parse_file(language_of(path, source), source), source)
            for path, source in {**manifests, **sources}.items()
        }
    )
    parsed = time.perf_counter()
    tables = Tables(files)
    keys = 0
    counts: Counter[bool] = Counter()
    for path, facts in files.complete.items():
        resolution = resolve_file(path, facts, tables)
        keys += len(resolution.dependencies)
        counts.update(target is not None for target in resolution.targets)
    resolved = time.perf_counter()
    print(
        f"{len(sources)} files: parsed in {parsed - started:.2f} s; {counts.total()} references resolved in "
        f"{resolved - parsed:.2f} s, {counts[True]} to chunks; "
        f"{keys / max(1, len(sources)):.0f} dependencies a file"
    )
    return files


def ours(files: KnownFiles, asked: Asked) -> Place | None:
    """Where stc-lsp finds the use, if it is certain."""
    found = resolve_at(asked.path, files.complete[asked.path], asked.offset, files)
    if len(found) != 1 or not found[0].certain:
        return None
    one = found[0]
    if one.binding is not None:
        return one.target.path, one.binding.line
    chunk = next(
        chunk for chunk in files.complete[one.target.path].chunks if chunk.qualname == one.target.qualname
    )
    return one.target.path, chunk.name_line


def report(outcomes: Sequence[Outcome]) -> None:
    """The figures, for all uses, for those of chunks and for those of local names."""
    for title, chosen in (
        ("all uses", outcomes),
        ("uses of chunks", [one for one in outcomes if not one.asked.local]),
        ("uses of local names", [one for one in outcomes if one.asked.local]),
    ):
        answered = [one for one in chosen if one.ours is not None and one.asked.theirs]
        agreed = sum(one.is_agreed for one in answered)
        inside = [one for one in chosen if one.is_inside]
        covered = sum(one.ours is not None for one in inside)
        alone = sum(one.ours is not None and not one.asked.theirs for one in chosen)
        print(
            f"{title:20} {len(chosen):5}"
            f"   precision {agreed}/{len(answered)} = {agreed / max(1, len(answered)):.3f}"
            f"   coverage {covered}/{len(inside)} = {covered / max(1, len(inside)):.3f}"
            f"   answered where the server is silent: {alone}"
        )


def show(outcomes: Sequence[Outcome], count: int) -> None:
    """Some disagreements and misses."""
    wrong = [one for one in outcomes if one.ours is not None and one.asked.theirs and not one.is_agreed]
    missed = [one for one in outcomes if one.ours is None and one.is_inside]
    for title, chosen in (("disagree", wrong), ("missed", missed)):
        for outcome in chosen[:count]:
            one = outcome.asked
            places = ", ".join(f"{path}:{line}" for path, line in sorted(one.theirs))
            print(f"{title}: {one.path}:{one.line} {one.name}: ours {outcome.ours}, theirs {places}")


if __name__ == "__main__":
    main()
