"""The shape of the house: what ARCHITECTURE.md says must not be there is not there."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from stc_lsp.server.lsp.features import FEATURES

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "stc_lsp"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 400

SLOW_TO_LOAD = (
    "detect_secrets",
    "httpx2",
    "numpy",
    "openai",
    "psutil",
    "rich",
    "sqlite_utils",
    "watchdog",
    "wordllama",
)
"""What the first hover of an editor must not wait for."""


def test_imports_point_the_way_they_should() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_file_is_too_long_to_read() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


@pytest.mark.parametrize(
    "module",
    ["stc_lsp.cli.serve", "stc_lsp.server.lsp.serve", "stc_lsp.wake.hover.hover", "stc_lsp.memory.snapshot"],
)
def test_a_start_loads_nothing_slow(module: str) -> None:
    script = f"import {module}, sys; print('\\n'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(SLOW_TO_LOAD) & set(run.stdout.split()) == set()


def test_every_module_says_what_it_is() -> None:
    silent = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []


def test_no_failure_is_swallowed_whole() -> None:
    swallowing = re.compile(r"except(?: Exception| BaseException)?(?: as \w+)?:\s*(?:#[^\n]*)?\n?\s*pass\b")
    assert [path for path in MODULES if swallowing.search(path.read_text("utf-8"))] == []


def test_a_terminal_is_only_written_to_where_what_it_would_obey_is_taken_out() -> None:
    written_past = re.compile(r"\bclick\.s?echo\(|\bprint\(")
    terminal = [path for path in (PACKAGE / "cli").rglob("*.py") if path.name != "show.py"]
    assert [path for path in terminal if written_past.search(path.read_text("utf-8"))] == []


def test_every_invariant_names_a_test_that_exists() -> None:
    architecture = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    invariants = re.findall(r"^- \*\*Invariant:?\*\*.*?(?=^- |^#|\Z)", architecture, re.MULTILINE | re.DOTALL)
    assert len(invariants) >= 10
    for invariant in invariants:
        named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", invariant)
        assert named, f"no test is named by: {invariant}"
        for path, function in named:
            source = (ROOT / path).read_text("utf-8")
            assert f"def {function}" in source, f"{path} has no {function}"


def test_the_code_map_names_every_room() -> None:
    architecture = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = [
        path.name
        for path in PACKAGE.iterdir()
        if path.is_dir() and path.name not in ("__pycache__", "fixtures")
    ]
    assert [room for room in rooms if f"`stc_lsp/{room}/`" not in architecture] == []


def test_each_feature_of_the_protocol_is_a_file_of_that_name() -> None:
    files = {path.stem for path in (PACKAGE / "server" / "lsp").glob("*.py")}
    standard = [each.rpartition("/") for each in FEATURES if not each.startswith("stc/")]
    # Of `window/workDoneProgress/cancel` the owner is the feature.
    names = [name for owner, _, name in standard if not owner.endswith("Progress")]
    assert {re.sub(r"(?=[A-Z])", "_", each).lower() for each in names} - files == set()
