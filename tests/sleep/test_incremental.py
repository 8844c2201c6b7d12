"""Incremental equals from scratch: whatever happened to the files, the index is the one built anew."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stc_lsp.sleep.thinkers.model import ModelThinker
from tests.sleep.repositories import Repository
from tests.sleep.sleepers import known, open_bench, served, wanted_keys
from tests.steady_model import SteadyEndpoint, SteadyModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.sleep.progress import IndexUpdate

EXAMPLES = max(1, int(os.environ.get("STC_PROPERTY_EXAMPLES", "50")) // 2)
"""Each learns a repository twice."""

# Texts that lean on each other: bases, calls, re-exports, tests, documents, manifests.
BASE = '''"""The core."""
import os


class Base:
    """A base."""

    def run(self, x):
        return help_out(x)


def help_out(x):
    return os.environ.get("HELP")
'''
OTHER_BASE = '''class Base:
    """Another base."""

    def run(self, x, y=1):
        raise ValueError(x)

    def stop(self):
        return self.run(1)
'''
APP = """from .core import Base, help_out


class App(Base):
    def run(self, x):
        return help_out(x)
"""
OTHER_APP = """from pkg import core


class App(core.Base):
    pass


def main():
    App().run(1)
    App().stop()
"""
TESTS = """from pkg.app import main
from pkg.core import help_out


def test_main():
    main()


def test_help():
    help_out(1)
"""
SCRIPT = """import { help } from "./util";

export class Page extends help.Base {
  render() { return help(process.env.PAGE); }
}
"""
GO = """package pkg

type Shelf struct{ Count int }

func (s *Shelf) Add(n int) int { return help(s.Count + n) }
"""
RUST = """/// Adds.
pub fn add(a: i32) -> i32 { help(a) }

fn help(a: i32) -> i32 { a + 1 }
"""
TEXTS = {
    "core.py": [
        BASE,
        OTHER_BASE,
        "def help_out(x) -> int:\n    return 1\n\n\nBase = help_out\n",
        "",
        "\n\n\n",
        "class Base(",
    ],
    "app.py": [
        APP,
        OTHER_APP,
        "from pkg.core import *\n\n\ndef main():\n    return help_out(2)\n",
        "def main():\n    return None\n",
    ],
    "__init__.py": ['"""A package."""\nfrom .app import App\n', "from .core import Base as App\n", ""],
    "test_app.py": [
        "from pkg import App\n\n\ndef test_app():\n    App().run(3)\n",
        TESTS,
        "def test_nothing():\n    pass\n",
    ],
    "page.ts": [SCRIPT, "export function render(): string { return 'x'; }\n"],
    "util.ts": ["export function help(x: string) { return x; }\n", "export const help = 1;\n"],
    "shelf.go": [GO, GO.replace("s.Count + n", "n"), "package pkg\n"],
    "help.go": ["package pkg\n\n// help helps.\nfunc help(n int) int { return n }\n", "package pkg\n"],
    "add.rs": [RUST, RUST.replace("a: i32", "a: i32, b: i32")],
    "README.md": [
        "# Title\n\nWhat it is.\n\n## Use\n\nLike this.\n",
        "# Title\n\n\nWhat it is.\n\n## Use\n\nLike this.\n",
        "# Other\n\nSomething else.\n",
    ],
    "pyproject.toml": [
        '[project]\nname = "x"\ndescription = "A thing."\n',
        "[tool.pytest.ini_options]\nx = 1\n",
    ],
    "notes.txt": ["a note\n", "caf\xe9"],
    ".stcignore": ["app.py\n", "pkg/\n", "*.md\n"],
}
FOLDERS = ["", "pkg", "pkg", "pkg/deep"]

files = st.builds(
    lambda folder, name: f"{folder}/{name}".lstrip("/"),
    st.sampled_from(FOLDERS),
    st.sampled_from(sorted(TEXTS)),
)
there = st.integers(0, 20)
"""One of the files that there are when it is its turn: of all names most are of none."""
steps = st.one_of(
    st.tuples(st.just("write"), files, st.integers(0, 5)),
    st.tuples(st.just("write"), files, st.integers(0, 5)),
    st.tuples(st.just("remove"), there, st.just(0)),
    st.tuples(st.just("rename"), there, st.integers(0, 40)),
    st.tuples(st.just("move"), st.sampled_from(["pkg", "pkg/deep"]), st.integers(0, 1)),
    st.tuples(st.just("edit"), there, st.integers(0, 60)),
    st.tuples(st.just("edit"), there, st.integers(0, 60)),
    st.tuples(st.just("open"), there, st.just(0)),
    st.tuples(st.just("touch"), there, st.just(0)),
    st.tuples(st.just("commit"), st.just(""), st.just(0)),
    st.tuples(st.just("checkout"), st.just(""), st.integers(0, 3)),
    st.tuples(st.just("revert"), st.just(""), st.just(0)),
    st.tuples(st.just("think"), st.just(""), st.integers(0, 6)),
    st.tuples(st.just("restart"), st.just(""), st.just(0)),
    st.tuples(st.just("reconcile"), st.just(""), st.just(0)),
)


def _edited(text: bytes, number: int) -> bytes:
    """The text without one line, with one written twice, or with one that says something else."""
    lines = text.split(b"\n")
    place = number // 4 % len(lines)
    line = lines[place]
    new = [[], [line, line], [line.replace(b"x", b"y")], [line.replace(b"(x", b"(self.run, x")]][number % 4]
    return b"\n".join([*lines[:place], *new, *lines[place + 1 :]])


class World:
    """A repository that changes, and a sleeper that follows, thinks, and is started again."""

    def __init__(self, root: Path, data_dir: Path) -> None:
        self.repository = Repository(root)
        self.root = root
        self._data_dir = data_dir
        self._opened = contextlib.ExitStack()

    def __enter__(self) -> World:
        self._open()
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def _open(self) -> None:
        self.bench = self._opened.enter_context(open_bench(self.root, self._data_dir))
        # Nothing it says depends on what it said before: only so can it be compared with itself.
        endpoint = SteadyEndpoint(SteadyModel(cites=False))
        self.bench.session.sleeper.use(ModelThinker(endpoint, questions=1))
        self.bench.indexer.reconcile()
        self.bench.indexer.update_history()

    def do(self, step: tuple[str, str | int, int]) -> None:
        """Change something on disk and tell the indexer what a watcher would tell it."""
        what, path, number = step
        if isinstance(path, int):
            paths = self._paths()
            if not paths:
                return
            path = paths[path % len(paths)]
        full = self.root / path
        told: set[str] = set()
        rules = path.endswith(".stcignore")
        if what == "write" and not full.is_dir():
            full.parent.mkdir(parents=True, exist_ok=True)
            texts = TEXTS[full.name]
            full.write_bytes(texts[number % len(texts)].encode("latin-1"))
            told.add(path)
        elif what == "edit":
            full.write_bytes(_edited(full.read_bytes(), number))
            told.add(path)
        elif what == "open":
            self.bench.session.workspace.see(path)
        elif what == "remove":
            full.unlink()
            told.add(path)
        elif what == "rename":
            target = full.parent / sorted(TEXTS)[number % len(TEXTS)]
            full.rename(target)
            told.update({path, target.relative_to(self.root).as_posix()})
            rules = rules or target.name == ".stcignore"
        elif what == "move" and full.is_dir():
            target = self.root / ["other", "pkg"][number]
            if target.exists() or target.is_relative_to(full):
                return
            full.rename(target)
            told.update({path, target.relative_to(self.root).as_posix()})
            rules = True
        elif what == "touch":
            full.touch()
            told.add(path)
        elif what in _OF_GIT:
            told, rules = self._do_with_git(what, number), True
        elif what == "think":
            self.think(most_calls=number)
        elif what == "restart":
            self._opened.close()
            self._open()
        elif what == "reconcile":
            self._follow(self.bench.indexer.reconcile)
        if rules:
            self.bench.indexer.reread_rules()
            self._follow(self.bench.indexer.reconcile)
        elif told:
            self._follow(lambda: self.bench.indexer.update(told))
        if what in _OF_GIT:
            self._follow(self.bench.indexer.update_history)

    def _paths(self) -> list[str]:
        files = (each.relative_to(self.root) for each in self.root.rglob("*") if each.is_file())
        return sorted(each.as_posix() for each in files if each.parts[0] != ".git")

    def _do_with_git(self, what: str, number: int) -> set[str]:
        git = self.repository.git
        if what == "commit":
            self.repository.commit(f"Commit {number}")
        elif what == "revert":
            git("checkout", "-q", "-f", "HEAD", "--", ".")
        else:
            commits = git("rev-list", "--all").split()
            git("checkout", "-q", "-f", "--detach", commits[number % len(commits)])
        return set()

    def _follow(self, work: Callable[[], IndexUpdate]) -> None:
        anyio.run(self.bench.session.sleeper.indexed, work())

    def think(self, most_calls: int | None = None) -> None:
        """Think to the end, or until so many calls were made."""
        self.bench.think()
        calls = iter(range(most_calls or 0))

        def go_on() -> str:
            return "" if most_calls is None or next(calls, None) is not None else "enough"

        async def think() -> str:
            self.bench.session.sleeper.pen = anyio.Lock()
            return await self.bench.session.sleeper.think_with_model(go_on)

        assert anyio.run(think) in ("done", "enough")

    def says(self) -> dict[str, dict[str, object]]:
        """Everything that is known when all is thought."""
        self.think()
        assert self.bench.snapshot.missing() == []
        return known(self.bench.snapshot, wanted_keys(self.bench.session)) | served(self.bench.snapshot)


_OF_GIT = ("commit", "revert", "checkout")
STEPS = int(os.environ.get("STC_PROPERTY_STEPS", "14"))


@given(st.lists(steps, min_size=1, max_size=STEPS))
@example([("think", "", 1), ("think", "", 6), ("write", ".stcignore", 0)])
@settings(max_examples=EXAMPLES)
def test_after_any_sequence_of_changes_all_that_is_known_equals_what_is_learned_from_scratch(
    sequence: list[tuple[str, str | int, int]],
) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        repository = Repository(folder / "repo")
        for path in ("pkg/core.py", "pkg/app.py", "pkg/__init__.py", "pkg/test_app.py", "pkg/shelf.go"):
            repository.write(path, TEXTS[path.rpartition("/")[2]][0])
        repository.commit("Begin")
        with World(repository.root, folder / "data") as followed:
            for step in sequence:
                followed.do(step)
            incremental = followed.says()
        with World(repository.root, folder / "fresh") as fresh:
            scratch = fresh.says()
        assert incremental.keys() == scratch.keys()
        for path, said in scratch.items():
            for what, value in said.items():
                assert incremental[path][what] == value, f"{what} of {path!r} differs"
    finally:
        shutil.rmtree(folder)
