"""Agreement of use-to-definition resolution with jedi, on a Python repository.

    python benchmarks/resolution.py REPOSITORY [--sample 1000] [--seed 0] [--show 15]

Takes a random sample of all the names that jedi's parser sees used (not defined) in the repository, asks jedi
and stc-lsp where each is defined, and compares file and line. Figures:

    precision   of the uses that stc-lsp answers and jedi resolves (anywhere), how many agree
    coverage    of the uses that jedi resolves to a definition inside the repository, how many stc-lsp answers

both for all uses and, apart from local names, for definitions that are chunks (what hover cards are about).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import jedi

from stc_lsp.code.languages import language_of
from stc_lsp.code.parsing import parse_file
from stc_lsp.code.resolve import Tables, resolve_at, resolve_file
from stc_lsp.code.resolve.known import KnownFiles

Place = tuple[str, int]


class Outcome(NamedTuple):
    """One sampled use and both answers."""

    path: str
    line: int
    column: int
    name: str
    theirs: frozenset[Place]
    """Where jedi finds it; a path outside the repository is absolute."""
    local: bool
    """jedi says it is a local name, a parameter or an attribute, not a chunk."""
    ours: Place | None

    @property
    def inside(self) -> bool:
        """Jedi resolves it to a definition within the repository."""
        return any(not path.startswith("/") for path, _ in self.theirs)

    @property
    def agrees(self) -> bool:
        """We found one of the places that jedi found."""
        return self.ours in self.theirs


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("repository", type=Path)
    parser.add_argument("--sample", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=15, help="disagreements and misses to print")
    arguments = parser.parse_args()
    root: Path = arguments.repository.resolve()

    sources = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*.py"))
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
    }
    started = time.perf_counter()
    files = KnownFiles({path: parse_file(language_of(path), source) for path, source in sources.items()})
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
    outcomes = list(compare(root, sources, files, random.Random(arguments.seed), arguments.sample))
    report(outcomes)
    show(outcomes, arguments.show)


def compare(root: Path, sources: dict[str, bytes], files: KnownFiles, chance: random.Random, sample: int):
    """Both answers for a sample of all uses."""
    standard = [path for path in sys.path if path and "site-packages" not in path]
    search = [str(root / "src"), str(root), *standard]  # an installed copy of the repository must not answer
    project = jedi.Project(str(root), sys_path=search, smart_sys_path=False)
    scripts = {path: jedi.Script(path=str(root / path), project=project) for path in sources}
    uses = [
        (path, name.line, name.column, name.name)
        for path, script in scripts.items()
        for name in script.get_names(all_scopes=True, definitions=False, references=True)
    ]
    lines = {path: source.decode("utf-8", "replace").splitlines() for path, source in sources.items()}
    for path, line, column, name in sorted(chance.sample(uses, min(sample, len(uses)))):
        try:
            found = scripts[path].goto(line, column, follow_imports=True)
        except Exception as error:  # noqa: BLE001 - jedi fails on some code; such a use counts as unresolved
            print(f"jedi failed at {path}:{line}: {type(error).__name__}", file=sys.stderr)
            continue
        theirs = frozenset(
            (_relative(root, one.module_path), one.line or 1) for one in found if one.module_path is not None
        )
        local = bool(found) and all(is_local(one) for one in found)
        yield Outcome(
            path, line, column, name, theirs, local, ours(files, path, sources, lines, line, column)
        )


def is_local(found: jedi.api.classes.Name) -> bool:
    """Whether jedi's definition is one without a chunk: a local name, a parameter, an attribute of `self`."""
    if found.type == "param":
        return True
    if found.type not in ("statement", "instance"):
        return False
    name = found._name.tree_name  # there is no public way to ask for the syntax around it
    around = found.parent()
    return (around is not None and around.type == "function") or (
        name is not None and name.parent is not None and name.parent.type == "trailer"
    )


def ours(
    files: KnownFiles,
    path: str,
    sources: dict[str, bytes],
    lines: dict[str, list[str]],
    line: int,
    column: int,
) -> Place | None:
    """Where stc-lsp finds the use at a position, if it is certain."""
    before = b"".join(sources[path].splitlines(keepends=True)[: line - 1])
    offset = len(before) + len(lines[path][line - 1][:column].encode())
    found = resolve_at(path, files.complete[path], offset, files)
    if len(found) != 1 or not found[0].certain:
        return None
    one = found[0]
    if one.binding is not None:
        return one.target.path, one.binding.line
    chunk = next(
        chunk for chunk in files.complete[one.target.path].chunks if chunk.qualname == one.target.qualname
    )
    return one.target.path, chunk.name_line


def _relative(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def report(outcomes: list[Outcome]) -> None:
    """The figures, for all uses and for those of chunks."""
    for title, chosen in (
        ("all uses", outcomes),
        ("uses of chunks", [one for one in outcomes if not one.local]),
        ("uses of local names", [one for one in outcomes if one.local]),
    ):
        answered = [one for one in chosen if one.ours is not None and one.theirs]
        agreed = sum(one.agrees for one in answered)
        inside = [one for one in chosen if one.inside]
        covered = sum(one.ours is not None for one in inside)
        alone = sum(one.ours is not None and not one.theirs for one in chosen)
        print(
            f"{title:20} {len(chosen):5}"
            f"   precision {agreed}/{len(answered)} = {agreed / max(1, len(answered)):.3f}"
            f"   coverage {covered}/{len(inside)} = {covered / max(1, len(inside)):.3f}"
            f"   answered where jedi is silent: {alone}"
        )


def show(outcomes: list[Outcome], count: int) -> None:
    """Some disagreements and misses."""
    wrong = [one for one in outcomes if one.ours is not None and one.theirs and not one.agrees]
    missed = [one for one in outcomes if one.ours is None and one.inside]
    for title, chosen in (("disagree", wrong), ("missed", missed)):
        for one in chosen[:count]:
            places = ", ".join(f"{path}:{line}" for path, line in sorted(one.theirs))
            print(f"{title}: {one.path}:{one.line}:{one.column} {one.name}: ours {one.ours}, jedi {places}")


if __name__ == "__main__":
    main()
