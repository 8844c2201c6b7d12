"""Incremental equals from scratch: whatever happened to the files, the index is the one built anew."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sleep.repositories import Repository
from tests.sleep.sleepers import Bench, known, open_bench, wanted_keys

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
TEXTS = {
    "core.py": [
        BASE,
        OTHER_BASE,
        "def help_out(x) -> int:\n    return 1\n\n\nBase = help_out\n",
        "",
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
    "README.md": ["# Title\n\nWhat it is.\n\n## Use\n\nLike this.\n", "# Other\n\nSomething else.\n"],
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
steps = st.one_of(
    st.tuples(st.just("write"), files, st.integers(0, 4)),
    st.tuples(st.just("write"), files, st.integers(0, 4)),
    st.tuples(st.just("remove"), files, st.just(0)),
    st.tuples(st.just("rename"), files, st.integers(0, 40)),
    st.tuples(st.just("move"), st.sampled_from(["pkg", "pkg/deep"]), st.integers(0, 1)),
    st.tuples(st.just("touch"), files, st.just(0)),
    st.tuples(st.just("commit"), st.just(""), st.just(0)),
    st.tuples(st.just("reconcile"), st.just(""), st.just(0)),
)


class World:
    """A repository that changes, and an index that follows."""

    def __init__(self, root: Path) -> None:
        self.repository = Repository(root)
        self.root = root

    def do(self, bench: Bench, step: tuple[str, str, int]) -> None:
        """Change something on disk and tell the indexer what a watcher would tell it."""
        what, path, number = step
        full = self.root / path
        told: set[str] = set()
        rules = path.endswith(".stcignore")
        if what == "write" and not full.is_dir():
            full.parent.mkdir(parents=True, exist_ok=True)
            texts = TEXTS[full.name]
            full.write_bytes(texts[number % len(texts)].encode("latin-1"))
            told.add(path)
        elif what == "remove" and full.is_file():
            full.unlink()
            told.add(path)
        elif what == "rename" and full.is_file():
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
        elif what == "touch" and full.is_file():
            full.touch()
            told.add(path)
        elif what == "commit":
            self.repository.commit(f"Commit {number}")
            bench.indexer.update_history()
            bench.think()
        elif what == "reconcile":
            bench.indexer.reconcile()
        if rules:
            bench.indexer.reread_rules()
            bench.indexer.reconcile()
        elif told:
            bench.indexer.update(told)


@given(st.lists(steps, min_size=1, max_size=14))
@settings(suppress_health_check=list(HealthCheck))
def test_after_any_sequence_of_changes_the_index_equals_one_built_from_scratch(
    sequence: list[tuple[str, str, int]],
) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        world = World(folder / "repo")
        for path in ("pkg/core.py", "pkg/app.py", "pkg/__init__.py", "pkg/test_app.py"):
            world.repository.write(path, TEXTS[path.rpartition("/")[2]][0])
        world.repository.commit("Begin")
        with open_bench(world.root, folder / "data") as bench:
            bench.indexer.reconcile()
            for step in sequence:
                world.do(bench, step)
            bench.think()
            incremental = known(bench.snapshot, wanted_keys(bench.session))
            assert bench.writer.missing(1) == []
        with open_bench(world.root, folder / "fresh") as bench:
            bench.indexer.reconcile()
            bench.think()
            scratch = known(bench.snapshot, wanted_keys(bench.session))
        assert incremental.keys() == scratch.keys()
        for path, said in scratch.items():
            for what, value in said.items():
                assert incremental[path][what] == value, f"{what} of {path!r} differs"
    finally:
        shutil.rmtree(folder)
