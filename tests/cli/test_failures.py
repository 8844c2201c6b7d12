"""How a command fails: one line for a person, one value for a script, and a status."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.running import environment

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["index", "--nonsense"],
        ["ask"],
        ["hover"],
        ["hover", "shop/till.py"],
        ["hover", "shop/till.py:x:y"],
        ["questions", "shop/till.py:0"],
        ["config", "--set", "log.level"],
        ["ledger", "--days", "0"],
        ["daemon", "--for-nobody"],
        ["serve", "--tcp", "nowhere"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("shop")
def test_wrong_usage_is_status_2(run: Run, arguments: list[str]) -> None:
    ended = run(*arguments)
    assert ended.status == 2
    assert ended.out == ""
    assert "Traceback" not in ended.err
    assert ended.err.strip() != ""


@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&- 2>&-"])
def test_a_closed_standard_stream_is_an_empty_one(shop: Path, data_dir: Path, closed: str) -> None:
    command = f"exec {shlex.quote(sys.executable)} -m stc_lsp chat {closed}"
    ended = subprocess.run(
        command,
        shell=True,
        cwd=shop,
        env=environment(data_dir),
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.usefixtures("shop")
def test_wrong_usage_is_told_to_scripts_too(run: Run) -> None:
    ended = run("nonsense", "--json")
    assert ended.status == 2
    assert ended.json["error"]["kind"] == "usage"
    assert "nonsense" in ended.json["error"]["message"]


@pytest.mark.usefixtures("shop")
def test_a_command_that_is_mistyped_is_told(run: Run) -> None:
    ended = run("aks", "why?")
    assert (ended.status, "No such command 'aks'. Did you mean ask?" in ended.err) == (2, True)


def test_help_is_a_word_too(run: Run, tmp_path: Path) -> None:
    assert run("help", "ask", cwd=tmp_path).out == run("ask", "--help", cwd=tmp_path).out
    assert run("help", cwd=tmp_path).out == run("--help", cwd=tmp_path).out
    assert "No such command 'nonsense'" in run("help", "nonsense", cwd=tmp_path).err


@pytest.mark.usefixtures("shop")
def test_an_option_before_the_command_is_told_where_it_goes(run: Run) -> None:
    ended = run("--workspace", ".", "status")
    assert (ended.status, "stc-lsp COMMAND --workspace" in ended.err) == (2, True)


def test_no_repository_is_refused(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ended = run("status", "--json", cwd=empty)
    assert ended.status == 1
    assert ended.json["error"]["kind"] == "workspace"
    assert ended.err.startswith("stc-lsp: There is no repository here")
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("command", ["index", "sleep", "status", "config", "trust", "doctor"])
@pytest.mark.parametrize("folder", ["/", "~", "nowhere", "shop/till.py"])
@pytest.mark.usefixtures("shop")
def test_a_folder_that_is_no_repository_is_refused(run: Run, command: str, folder: str) -> None:
    named = str(Path(folder).expanduser())
    ended = run(command, "--workspace", named)
    assert ended.status == 1
    assert "Traceback" not in ended.err
    assert named in ended.err + ended.out


@pytest.mark.usefixtures("shop")
def test_a_wrong_setting_is_status_2_and_says_all(run: Run) -> None:
    ended = run("status", STC_LOG__LEVEL="loud")
    assert ended.status == 2
    assert ended.err == (
        "stc-lsp: log.level = 'loud' is not allowed: it must be one of debug, info, warning, error. "
        "It was set by environment variable STC_LOG__LEVEL.\n"
    )


def test_a_wrong_setting_in_the_repository_names_its_file(run: Run, shop: Path) -> None:
    (shop / "stc-lsp.toml").write_text("[index]\nworkerz = 2\n", "utf-8")
    ended = run("index", "--json")
    assert ended.status == 2
    message = ended.json["error"]["message"]
    assert ended.json["error"]["kind"] == "settings"
    assert str(shop / "stc-lsp.toml") in message
    assert "Did you mean index.workers?" in message


def test_a_data_folder_that_cannot_be_made_is_refused(run: Run, shop: Path) -> None:
    ended = run("index", "--json", STC_DATA_DIR=str(shop / "README.md" / "data"))
    assert ended.status == 1
    assert "README.md" in ended.json["error"]["message"]
    assert "Traceback" not in ended.err


@pytest.mark.usefixtures("shop")
def test_nobody_sees_a_traceback_unless_they_ask(run: Run) -> None:
    assert "Traceback" not in run("status", "--set", "log.level=loud").err
    assert "Traceback" in run("status", "--set", "log.level=loud", "--debug").err


@pytest.mark.usefixtures("shop")
def test_a_reader_that_goes_away_is_no_news(data_dir: Path, tmp_path: Path) -> None:
    command = f"{sys.executable} -m stc_lsp config --json | head -c 1"
    ended = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path / "workspace",
        env=environment(data_dir),
        capture_output=True,
        check=False,
    )
    assert ended.stdout == b"{"
    assert ended.stderr == b""


@pytest.mark.usefixtures("shop")
def test_an_interrupt_ends_quietly(data_dir: Path, tmp_path: Path) -> None:
    """Ctrl-C while a command is under way: here, the sleeper, which goes on for ever."""
    with subprocess.Popen(
        [sys.executable, "-m", "stc_lsp", "daemon"],
        cwd=tmp_path / "workspace",
        env=environment(data_dir),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as daemon:
        assert daemon.stdout is not None
        assert daemon.stderr is not None
        assert daemon.stdout.readline() != b""
        daemon.send_signal(signal.SIGINT)
        rest = daemon.stderr.read()
        # An interrupt that comes while Python makes a data class (in `exec`) ends the process by the signal,
        # though it was caught: CPython remembers it as unhandled. A shell reports both as 130.
        assert daemon.wait(60) in (0, 130, -signal.SIGINT)
        assert b"Traceback" not in rest


@pytest.mark.usefixtures("shop")
def test_a_second_sleeper_is_refused_before_it_says_that_it_watches(run: Run) -> None:
    assert run("daemon", "--background").status == 0
    try:
        ended = run("daemon")
        assert (ended.status, ended.out) == (1, "")
        assert "Another sleeper works on" in ended.err
    finally:
        assert run("stop").status == 0
