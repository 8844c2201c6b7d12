"""What the docs tell people to type works: every `stc-lsp` line of every console block is run as it stands.

They run in a copy of the fixture that the docs speak of, without a model. A line that goes on until it is
told to end is run too: it is told once it has said that it is ready.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
ENDLESS = ("daemon", "mcp", "serve")
"""Commands that go on; of these, only those that announce themselves are in the docs."""
TYPED = {"chat": "Who calls fine_for?\n"}
"""What is put into a command that answers what it is told."""


def commands() -> Iterator[tuple[str, str]]:
    """(page, line) of each command, in the order of the docs."""
    for page in PAGES:
        for block in BLOCK.findall(page.read_text("utf-8")):
            for line in block.splitlines():
                if line.startswith("$ stc-lsp "):
                    yield page.relative_to(ROOT).as_posix(), line.removeprefix("$ ")


LINES = list(dict.fromkeys(commands()))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture that the docs speak of, as a repository."""
    root = tmp_path_factory.mktemp("docs") / "lendery"
    shutil.copytree(ROOT / "fixtures" / "lendery", root)
    (root / ".git").mkdir()
    return root


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    data = tmp_path_factory.mktemp("data")
    return {**os.environ, "STC_DATA_DIR": str(data), "PYTHONPATH": str(ROOT), "COLUMNS": "100"}


BENCHMARKS = sorted(set(re.findall(r"`python (.*?)`", (ROOT / "docs" / "benchmarks.md").read_text("utf-8"))))


def test_the_docs_name_commands_to_type() -> None:
    assert len(LINES) >= 6
    assert len(BENCHMARKS) >= 20


@pytest.mark.parametrize("line", BENCHMARKS)
def test_a_benchmark_of_the_docs_starts_and_knows_its_options(line: str) -> None:
    program, *arguments = shlex.split(line)
    ended = subprocess.run(
        [sys.executable, program, "--help"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=120,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    options = {word.strip("[]") for word in arguments if word.strip("[]").startswith("--")}
    assert options <= set(re.findall(r"--[a-z-]+", ended.stdout))


@pytest.mark.parametrize(("page", "line"), LINES, ids=[line for _, line in LINES])
def test_a_line_of_the_docs_works(
    library: Path, environment: Mapping[str, str], page: str, line: str
) -> None:
    words = shlex.split(line, comments=True)
    command = [sys.executable, "-m", "stc_lsp", *words[1:]]
    if words[1] in ENDLESS and "--background" not in words:
        _runs_until_told(command, library, environment)
        return
    ended = subprocess.run(
        command,
        cwd=library,
        env=dict(environment),
        input=TYPED.get(words[1], ""),
        capture_output=True,
        check=False,
        timeout=120,
        text=True,
    )
    assert ended.returncode == 0, f"{page}: {line}\n{ended.stdout}\n{ended.stderr}"
    assert ended.stdout.strip()
    assert "Traceback" not in ended.stderr


def _runs_until_told(command: list[str], folder: Path, environment: Mapping[str, str]) -> None:
    with subprocess.Popen(
        command, cwd=folder, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            assert process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            said = process.stderr.read().decode()
        assert process.wait(60) in (0, 130), said
        assert "Traceback" not in said
