"""The plugin's own language: laid out by StyLua, and nothing that luacheck warns of."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.editors.programs import program
from tests.running import SOURCE

if TYPE_CHECKING:
    from pathlib import Path

PLUGIN = SOURCE / "editors/neovim"
LUA = sorted(map(str, [*PLUGIN.rglob("*.lua"), *(SOURCE / "tests/editors").rglob("*.lua")]))


def run(tool: str, *arguments: str) -> tuple[int, str]:
    """How a tool ended, and what it said."""
    ended = subprocess.run(
        [program(tool), *arguments], cwd=PLUGIN, capture_output=True, check=False, timeout=120
    )
    return ended.returncode, (ended.stdout + ended.stderr).decode()


def test_luacheck_warns_of_nothing() -> None:
    assert run("luacheck", "--quiet", "--no-color", "--config", ".luacheckrc", *LUA)[0] == 0, run(
        "luacheck", "--quiet", "--no-color", "--config", ".luacheckrc", *LUA
    )


def test_stylua_would_lay_nothing_out_otherwise() -> None:
    status, said = run("stylua", ".stylua.toml", *LUA)
    assert (status, said) == (0, "")


def test_stylua_does_look(tmp_path: Path) -> None:
    crooked = tmp_path / "crooked.lua"
    crooked.write_text("local  a = 'b'\n", "utf-8")
    status, said = run("stylua", ".stylua.toml", str(crooked))
    assert status == 1
    assert "crooked.lua" in said
