"""The editors' pages: at most three steps each, and each step does what it says.

What only the real programs can show is in the tests of Neovim, Helix, Emacs and Visual Studio Code. Of Zed,
Sublime Text and Kate, the configuration is read here, and the server that it names is asked for a hover.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import site
import subprocess
import tomllib
import venv
from typing import TYPE_CHECKING, Any

import pytest

from tests.editors.pages import blocks, page
from tests.editors.programs import INSTALLED
from tests.running import SOURCE
from tests.server.editors import BareClient

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted(path.stem for path in (SOURCE / "docs/editors").glob("*.md"))
INSTALL = "pip install ."
CARD = "What a basket costs, in cents"


def commands_in(name: str) -> list[list[str]]:
    """The commands that a page's configuration starts."""
    found: list[list[str]] = []

    def look(value: dict[str, Any]) -> dict[str, Any]:
        program = value.get("command") or value.get("path")
        if program is not None:
            arguments: list[str] = value.get("args", value.get("arguments", []))
            found.append([*program] if isinstance(program, list) else [program, *arguments])
        return value

    for block in blocks(name, "json"):
        json.loads(block, object_hook=look)
    return found


def hover_of(command: list[str], root: Path) -> str:
    """What a server that is started so shows of a function in a file that is open."""
    file = root / "shop/till.py"
    document = {"uri": file.as_uri(), "languageId": "python", "version": 1, "text": file.read_text("utf-8")}
    place = {"textDocument": {"uri": file.as_uri()}, "position": {"line": 8, "character": 5}}
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        client = BareClient(process)
        client.initialize(root)
        client.send(method="textDocument/didOpen", params={"textDocument": document})
        hover = client.request("textDocument/hover", place, id_=2)
        client.request("shutdown", id_=3)
        client.send(method="exit")
        assert process.wait(60) == 0
    return hover["result"]["contents"]["value"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_at_most_three_steps(name: str) -> None:
    steps = re.findall(r"^(\d+)\. ", page(name).split("\n## ")[0], re.MULTILINE)
    assert steps in (["1", "2"], ["1", "2", "3"])


@pytest.mark.parametrize("name", [name for name in PAGES if name != "vscode"])
def test_the_first_step_is_the_same_for_all(name: str) -> None:
    assert f"`{INSTALL}` in a checkout of this repository" in page(name)


def test_the_first_step_puts_the_server_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "venv"
    venv.create(folder, with_pip=True)
    python = folder / "bin/python"
    # What it depends on is there already, and what it is built with was fetched before.
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "known.pth").write_text("\n".join(site.getsitepackages()), "utf-8")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(INSTALLED / "wheels"))
    subprocess.run([python, "-m", *shlex.split(INSTALL)], cwd=SOURCE, check=True, capture_output=True)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
    ran = subprocess.run(["stc-lsp", "--version"], cwd=tmp_path, check=True, capture_output=True)
    assert ran.stdout.startswith(b"stc-lsp, version ")


@pytest.mark.parametrize("name", ["sublime", "kate"])
def test_the_configured_server_shows_a_card(name: str, home: Path, shop: Path) -> None:
    (command,) = commands_in(name)
    assert CARD in hover_of(command, shop)


def test_helix_s_and_kate_s_configuration_name_what_they_should() -> None:
    helix = tomllib.loads("".join(blocks("helix", "toml")))
    assert helix["language-server"]["stc"] == {"command": "stc-lsp", "args": ["serve"]}
    kate = json.loads(blocks("kate", "json")[0])["servers"]["python"]
    assert re.fullmatch(kate["highlightingModeRegex"], "Python")
    sublime = json.loads(blocks("sublime", "json")[0])["clients"]["stc"]
    assert "source.python" in sublime["selector"]


def test_zed_s_configuration_starts_servers_that_answer(home: Path, shop: Path) -> None:
    speaks = {command[1]: command for command in commands_in("zed")}
    assert set(speaks) == {"serve", "mcp"}
    assert CARD in hover_of(speaks["serve"], shop)
    hello = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "zed", "version": "1"},
    }
    request = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}
    with subprocess.Popen(speaks["mcp"], cwd=shop, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        told = json.loads(process.stdout.readline())
        process.stdin.close()
        assert process.wait(60) == 0
    assert told["result"]["serverInfo"]["name"] == "stc-lsp"
