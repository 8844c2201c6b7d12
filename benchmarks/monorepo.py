"""A made-up repository of many files in several languages: what grows with it, and what must not.

    python benchmarks/monorepo.py [--files 100000] [--folder FOLDER] [--workers 2]

Writes services that import each other's code, as large companies keep them in one repository, and commits
them. Then it indexes them with `stc-lsp index`, in a process of its own, and prints the time and the most
memory that it held; the same for a second run, with nothing to do; the reconciling scan against `git status`;
and the memory of a server that has answered hovers. With --folder the repository stays, for
`benchmarks/hover.py` and `benchmarks/saved.py`, and is not written again if it is there.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from checkouts import parser_of
from hover import spots_in
from scan import git_status, reconcile
from servers import OURS, SOURCE, Client, percentile

from stc_lsp.memory.index import IndexWriter
from stc_lsp.memory.paths import MemoryPaths

FILES_A_SERVICE = 50
_WORDS = """account order invoice ledger parcel route basket coupon review search stock tariff ticket vendor
    wallet""".split()
_VERBS = """load store merge check price notify cancel export settle verify""".split()

PYTHON = '''"""{noun} of the {service} service: {verb}s what {other_service} hands over."""

from __future__ import annotations

import os
from dataclasses import dataclass

from services.{other_service}.{other} import {Other}
from services.{service}.{near} import {near_verb}_{near}


@dataclass
class {Name}:
    """One {noun}, as {service} keeps it."""

    key: str
    amount: int = 0
    origin: {Other} | None = None

    def {verb}(self, limit: int) -> int:
        """{Verb} the {noun} up to `limit`; raises ValueError beyond it."""
        if self.amount > limit:
            raise ValueError(f"{{self.key}} has more than {{limit}}")
        return {near_verb}_{near}(self.key, self.amount)


def {verb}_{name}(key: str, amount: int) -> int:
    """{Verb} a {noun} by its key."""
    region = os.environ.get("{SERVICE}_REGION", "eu")
    made = {Name}(f"{{region}}/{{key}}", amount, {Other}(key))
    return made.{verb}(limit={number})


def {verb}_all(keys: list[str], amount: int = 1) -> dict[str, int]:
    """{Verb} many at once; what is refused is left out."""
    done: dict[str, int] = {{}}
    for key in keys:
        try:
            done[key] = {verb}_{name}(key, amount)
        except ValueError:
            continue
    return done
'''
TYPESCRIPT = """import {{ {Other}, {other_verb}{Other} }} from "../{other_service}/{other}";
import {{ {Near} }} from "./{near}";

/** One {noun}, as {service} keeps it. */
export interface {Name} {{
  key: string;
  amount: number;
  origin?: {Other};
  beside?: {Near};
}}

/** {Verb} a {noun} up to a limit. */
export function {verb}{Name}(item: {Name}, limit = {number}): number {{
  if (item.amount > limit) {{
    throw new RangeError(`${{item.key}} has more than ${{limit}}`);
  }}
  return item.origin ? {other_verb}{Other}(item.origin) : item.amount;
}}
"""
GO = """package {service}

import (
\t"errors"
\t"example.org/mono/services/{other_service}"
)

// {Name} is one {noun}, as {service} keeps it.
type {Name} struct {{
\tKey    string
\tAmount int
\tOrigin *{other_service}.{Other}
}}

// {Verb} handles the {noun} up to limit.
func (one *{Name}) {Verb}(limit int) (int, error) {{
\tif one.Amount > limit {{
\t\treturn 0, errors.New("more than the limit")
\t}}
\treturn one.Amount + {number}, nil
}}
"""
JAVA = """package org.example.{service};

import org.example.{other_service}.{Other};

/** One {noun}, as {service} keeps it. */
public final class {Name} {{
  private final String key;
  private final {Other} origin;

  public {Name}(String key, {Other} origin) {{
    this.key = key;
    this.origin = origin;
  }}

  /** {Verb} it up to a limit. */
  public int {verb}(int limit) {{
    if (key.length() > limit) {{
      throw new IllegalArgumentException(key);
    }}
    return origin.{other_verb}({number});
  }}
}}
"""
MARKDOWN = """# The {noun} of {service}

It {verb}s what `{other_service}` hands over, at most {number} at once.

## How it fails

`{verb}` refuses what is above its limit.
"""
LANGUAGES = (
    (".py", PYTHON, 20),
    (".ts", TYPESCRIPT, 14),
    (".go", GO, 8),
    (".java", JAVA, 5),
    (".md", MARKDOWN, 3),
)
"""Ending, text, and how many of a service's files."""


def main() -> None:
    """Print what was measured."""
    parser = parser_of(__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = (arguments.folder or Path(folder) / "mono").resolve()
        if not root.exists():
            generate(root, arguments.files)
        data = Path(folder) / "data"
        environ = {"STC_DATA_DIR": str(data), "STC_INDEX__WORKERS": str(arguments.workers)}
        print(f"{sum(1 for _ in root.rglob('*.*')):,} files")
        for title in ("first index", "index again"):
            took, most = run_index(root, environ)
            print(f"{title}: {took:.1f} s, at most {most} MB in its process, the workers' apart")
        paths = MemoryPaths(data, root)
        database = paths.index_db.stat().st_size >> 20
        print(f"database: {database} MB")
        compare_scans(root, paths)
        measure_server(root, environ)


def generate(root: Path, files: int) -> None:
    """Write and commit the repository: the same one for the same number of files."""
    chance = random.Random(7)
    services = [f"{_WORDS[n % len(_WORDS)]}{n}" for n in range(max(2, files // FILES_A_SERVICE))]
    for number, service in enumerate(services):
        folder = root / "services" / service
        folder.mkdir(parents=True)
        for ending, text, count in LANGUAGES:
            names = [f"{_WORDS[n % len(_WORDS)]}_{n}" for n in range(count)]
            for place, name in enumerate(names):
                # Most of what a service imports is not far from it.
                other = max(0, number - 1 - int(chance.expovariate(0.05)))
                values = _values(service, name, names[place - 1], services[other], chance.choice(names))
                (folder / f"{name}{ending}").write_text(
                    text.format(**values, number=chance.randrange(10, 9_000)), "utf-8"
                )
    commands = (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "All of it"),
    )
    for command in commands:
        subprocess.run(["git", *command], cwd=root, check=True)


def _values(service: str, name: str, near: str, other_service: str, other: str) -> dict[str, str]:
    verb, near_verb, other_verb = (_VERBS[int(each.rpartition("_")[2]) % 10] for each in (name, near, other))
    return {
        "service": service,
        "SERVICE": service.upper(),
        "name": name,
        "Name": _class(name),
        "noun": name.partition("_")[0],
        "verb": verb,
        "Verb": verb.capitalize(),
        "near": near,
        "Near": _class(near),
        "near_verb": near_verb,
        "other_service": other_service,
        "other": other,
        "Other": _class(other),
        "other_verb": other_verb,
    }


def _class(name: str) -> str:
    return name.title().replace("_", "")


def run_index(root: Path, environ: dict[str, str]) -> tuple[float, int]:
    """Seconds, and the most megabytes that the indexing process itself held."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "stc_lsp", "index", "--json", "--workspace", str(root)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(SOURCE)} | environ
    )
    watched = psutil.Process(process.pid)
    most = 0
    while process.poll() is None:
        try:
            most = max(most, watched.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.1)
    if process.wait():
        raise SystemExit("`stc-lsp index` has failed.")
    return time.perf_counter() - started, most >> 20


def compare_scans(root: Path, paths: MemoryPaths) -> None:
    """Print the reconciling scan of the unchanged tree against `git status`."""
    writer = IndexWriter.open(paths)
    rounds = [(git_status(root), reconcile(root, writer)) for _ in range(6)][1:]
    writer.close()
    theirs, ours = (statistics.median(times) for times in zip(*rounds, strict=True))
    ratio = statistics.median(ours / theirs for theirs, ours in rounds)
    print(f"scan {ours * 1000:.0f} ms, git status {theirs * 1000:.0f} ms: {ratio:.2f} x")


def measure_server(root: Path, environ: dict[str, str]) -> None:
    """Print how soon a server answers hovers, and the memory that it holds then."""
    with Client(OURS, environ) as client:
        initialized = client.initialize(root)
        times = [
            client.hover(spot.file, spot.line, spot.character)[0]
            for spot in spots_in(root, 40, 400, random.Random(3))
        ]
        resident = psutil.Process(client.process.pid).memory_info().rss >> 20
    print(
        f"server: initialize {initialized * 1000:.0f} ms, hover p50 {percentile(times, 0.5) * 1000:.2f} ms, "
        f"p95 {percentile(times, 0.95) * 1000:.2f} ms, {resident} MB"
    )
    subprocess.run(
        [sys.executable, "-m", "stc_lsp", "stop", "--workspace", str(root)],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(SOURCE)} | environ,
    )


if __name__ == "__main__":
    main()
