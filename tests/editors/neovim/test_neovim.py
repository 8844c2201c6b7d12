"""Neovim's own client without the plugin, in a version that is older than the plugin supports."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.editors.programs import program
from tests.running import environment
from tests.server.editors import command

SCRIPT = Path(__file__).with_name("any_neovim.lua")


def test_any_neovim_shows_a_hover_and_gets_an_answer(shop: Path, data_dir: Path) -> None:
    job, told = data_dir / "job.json", data_dir / "told.json"
    given = {"root": str(shop), "command": command("--no-sleeper"), "told": str(told)}
    job.write_text(json.dumps(given), "utf-8")
    ended = subprocess.run(
        [program("nvim-0.7"), "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", f"luafile {SCRIPT}"],
        env=environment(data_dir, STC_TEST_JOB=str(job), TERM="dumb"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=240,
    )
    assert told.exists(), ended.stderr.decode()
    result = json.loads(told.read_text("utf-8"))
    assert "failure" not in result, result["failure"]
    assert "def price_of(item: str) -> int" in result["hover"]
    assert "The price of one item" in result["hover"]
    assert "total" in result["answer"]
    assert result["citation"]["path"] == "shop/till.py"
