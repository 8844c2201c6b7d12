"""The plugin's own language: laid out by StyLua; luacheck and EmmyLua, which reads types, warn of nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from tests.editors.programs import program
from tests.running import SOURCE
from tests.server.editors import BareClient

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


def is_read(client: BareClient) -> None:
    """Wait until a server has read all files, which it tells as progress."""
    while True:
        told = client.receive()
        if "id" in told:
            client.send(id=told["id"], result=[None] if told["method"] == "workspace/configuration" else None)
        elif told["method"] == "$/progress" and told["params"]["value"]["kind"] == "end":
            return


def faults(plugin: Path, home: Path) -> list[str]:
    """What EmmyLua says of a plugin's files, with the types of today's Neovim."""
    own = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home)}
    command = [program("emmylua_ls"), "--log-level", "error", "--resources-path", "none"]
    with subprocess.Popen(
        command, cwd=plugin, env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        client = BareClient(process)
        can = {"window": {"workDoneProgress": True}, "workspace": {"configuration": True}}
        client.initialize(plugin, capabilities=can)
        is_read(client)
        found: list[str] = []
        for number, file in enumerate(sorted(plugin.rglob("*.lua")), 2):
            asked = {"textDocument": {"uri": file.as_uri()}}
            told = client.request("textDocument/diagnostic", asked, number)
            found += [
                f"{file.relative_to(plugin)}:{each['range']['start']['line'] + 1}: {each['message']}"
                for each in told["result"]["items"]
            ]
        process.kill()
    return found


def test_every_type_is_what_it_is_said_to_be(tmp_path: Path) -> None:
    assert faults(PLUGIN, tmp_path) == []


def test_a_wrong_type_would_be_found(tmp_path: Path) -> None:
    copy = shutil.copytree(PLUGIN, tmp_path / "plugin")
    (copy / "lua/stc/wrong.lua").write_text('require("stc").ask(5)\n', "utf-8")
    assert [each.partition(": ")[0] for each in faults(copy, tmp_path)] == ["lua/stc/wrong.lua:1"]
