"""The real Neovim: its own client in any version, and the plugin in one of today."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.editors.programs import program
from tests.fault_endpoint import FaultEndpoint, says
from tests.server.editors import SHOP, SOURCE, command, environment, sleepers_end
from tests.sleep.sleepers import open_bench
from tests.workspace import make_workspace

HERE = Path(__file__).parent
PLUGIN = SOURCE / "editors/neovim"
TODAYS = "nvim-latest"
"""As scripts/install-editors calls it."""


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def shop(tmp_path: Path, data_dir: Path) -> Path:
    """A small repository, indexed and thought about."""
    root = make_workspace(tmp_path, SHOP)
    (root / ".git").mkdir()
    with open_bench(root, data_dir) as bench:
        bench.indexer.reconcile()
        bench.think()
    return root


def run_in_neovim(
    name: str, script: str, root: Path, data_dir: Path, arguments: tuple[str, ...], **environ: str
) -> Any:
    """Run a script of this folder in Neovim; returns what it has told."""
    job, told = data_dir / "job.json", data_dir / "told.json"
    given = {
        "root": str(root),
        "command": command(*arguments),
        "told": str(told),
        "plugin": str(PLUGIN),
    }
    job.write_text(json.dumps(given), "utf-8")
    ended = subprocess.run(
        [
            *(program(name), "--headless", "-u", "NONE", "-i", "NONE", "-n"),
            *("--cmd", f"set runtimepath^={PLUGIN}", "--cmd", "set columns=120 lines=40"),
            *("-c", f"runtime! plugin/stc.lua | luafile {HERE / script}"),
        ],
        env=environment(data_dir, STC_TEST_JOB=str(job), TERM="dumb", **environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=240,
    )
    assert told.exists(), ended.stderr.decode()
    result = json.loads(told.read_text("utf-8"))
    assert "failure" not in result, result["failure"]
    return result


def test_any_neovim_shows_a_hover_and_gets_an_answer(shop: Path, data_dir: Path) -> None:
    told = run_in_neovim("nvim-0.7", "any_neovim.lua", shop, data_dir, ("--no-sleeper",))
    assert "def price_of(item: str) -> int" in told["hover"]
    assert "The price of one item" in told["hover"]
    assert "total" in told["answer"]
    assert told["citation"]["path"] == "shop/till.py"


def test_the_plugin_asks_shows_and_jumps(shop: Path, data_dir: Path) -> None:
    with (
        FaultEndpoint([says("A shop keeper likes that `total` is exact.")]) as endpoint,
        sleepers_end(data_dir, shop),
    ):
        told = run_in_neovim(
            TODAYS,
            "plugin.lua",
            shop,
            data_dir,
            (),
            STC_MODEL__AWAKE__BASE_URL=endpoint.base_url,
            STC_MODEL__AWAKE__NAME="test-model",
        )
    assert sorted(told["commands"]) == [
        "StcAsk",
        "StcPause",
        "StcQuestions",
        "StcResume",
        "StcStatus",
        "StcStop",
    ]
    assert told["encoding"] == "utf-8"
    assert told["root"] == str(shop)
    assert "The price of one item" in told["hover"]
    assert told["answer"].startswith("# Who calls price_of?\n")
    assert "## Cited\n\n- `shop/till.py:" in told["answer"]
    assert told["quickfix"][0][0] == "till.py"
    assert told["jumped"] == [True, "till.py", told["quickfix"][0][1]]
    assert told["pieces"] > 3
    assert "A shop keeper likes that `total` is exact" in told["streamed"]
    assert any("total" in question for question in told["questions"])
    assert told["chosen"].startswith(f"# {told['questions'][0]}")
    assert told["statusline"] == "stc: asleep"
    assert "- Known: 3 files" in told["status"]
    assert "stc-lsp, version" in told["health"]
    assert told["help"] == "stc.txt"
