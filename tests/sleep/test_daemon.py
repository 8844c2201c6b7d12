"""The sleeper as a process: started, asked, killed and started again, for real."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import stc_lsp
from stc_lsp.config import load
from stc_lsp.errors import SleeperError
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.snapshot import Memory
from stc_lsp.memory.values import ThoughtKind
from stc_lsp.sleep.daemon import attach
from stc_lsp.sleep.progress import ignore_progress
from stc_lsp.sleep.run import index_workspace, sleep_until_done
from stc_lsp.sleep.thinking.preview import preview_prompts
from tests.sleep.sleepers import indexed_bench, known, open_bench, wanted_keys
from tests.workspace import make_workspace, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stc_lsp.sleep.progress import Progress

LONG = 60.0
EAGER = {"STC_SLEEP__IDLE_SECONDS": "0", "STC_SLEEP__MAX_LOAD": "1", "STC_SLEEP__ON_BATTERY": "true"}
TEXT = '''
# --- shop/prices.py
"""Prices."""


def price(item: str) -> int:
    """Tell what an item costs."""
    if not item:
        raise ValueError(item)
    return len(item)
# --- shop/cart.py
from shop.prices import price


class Cart:
    """What somebody wants to buy."""

    def total(self) -> int:
        return price("tea")
# --- tests/test_cart.py
from shop.cart import Cart


def test_total():
    assert Cart().total() == 3
'''


class Sleepers:
    """Starts sleepers for one workspace, and leaves none behind."""

    def __init__(self, tmp_path: Path) -> None:
        self.root = make_workspace(tmp_path, TEXT)
        self.paths = MemoryPaths(tmp_path / "data", self.root)
        self.settings = load(self.root, environ={"STC_DATA_DIR": str(self.paths.data_dir)})
        self.memory = Memory.open(self.paths)
        self._pids: set[int] = set()

    def start(self, **environ: str) -> dict[str, Any]:
        attach.ensure_daemon(self.paths, self.root, for_editors=False, environ={**EAGER, **environ})
        status = attach.wait_until_running(self.paths)
        self._pids.add(status["pid"])
        return status

    def status(self) -> dict[str, Any]:
        status = attach.nudge(self.paths, {"do": "status"})
        assert status is not None, self.log()
        return status

    def until(self, enough: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        deadline = time.monotonic() + LONG
        while not enough(status := self.status()):
            assert time.monotonic() < deadline, f"{status}\n{self.log()}"
            time.sleep(0.02)
        return status

    def until_all_is_thought(self) -> dict[str, Any]:
        return self.until(lambda status: status["wanted"] > 0 and status["pending"] == 0)

    def summary(self, path: str, qualname: str) -> str:
        with self.memory.snapshot() as snapshot:
            chunk = snapshot.chunk(path, qualname)
            thought = snapshot.thought(chunk.id, ThoughtKind.SUMMARY) if chunk else None
        return thought.items[0].text if thought else ""

    def until_summary(self, path: str, qualname: str, text: str) -> None:
        deadline = time.monotonic() + LONG
        while self.summary(path, qualname) != text:
            assert time.monotonic() < deadline, f"{self.summary(path, qualname)}\n{self.log()}"
            time.sleep(0.01)

    def kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        self.until_gone(pid)

    def until_gone(self, pid: int) -> None:
        deadline = time.monotonic() + LONG
        while is_alive(pid):
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.01)
        self._pids.discard(pid)

    def until_logged(self, words: str) -> None:
        deadline = time.monotonic() + LONG
        while words not in self.log():
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.05)

    def log(self) -> str:
        files = (self.paths.daemon_log, self.paths.workspace_dir / "daemon.err")
        return "\n".join(file.read_text() for file in files if file.exists())

    def close(self) -> None:
        self.memory.close()
        for pid in list(self._pids):
            with contextlib.suppress(ProcessLookupError):
                self.kill(pid)


def is_alive(pid: int) -> bool:
    """Whether a process runs; a child of ours that has ended is waited for."""
    with contextlib.suppress(ChildProcessError):
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


@pytest.fixture
def sleepers(tmp_path: Path) -> Iterator[Sleepers]:
    made = Sleepers(tmp_path)
    yield made
    made.close()


def test_a_sleeper_indexes_thinks_and_follows_changes(sleepers: Sleepers) -> None:
    sleepers.start()
    sleepers.until_all_is_thought()
    assert sleepers.summary("shop/prices.py", "price") == "Tell what an item costs."
    for path in ("shop/prices.py", "shop/not_there.py"):
        attach.nudge(sleepers.paths, {"do": "focus", "path": path})
    write_files(sleepers.root, '# --- shop/prices.py\ndef price(item):\n    """Tell the price."""\n')
    sleepers.until_summary("shop/prices.py", "price", "Tell the price.")
    (sleepers.root / "shop/cart.py").rename(sleepers.root / "shop/basket.py")
    sleepers.until_summary("shop/basket.py", "Cart", "What somebody wants to buy.")
    (sleepers.root / "shop").rename(sleepers.root / "store")
    sleepers.until_summary("store/basket.py", "Cart", "What somebody wants to buy.")
    assert sleepers.summary("shop/basket.py", "Cart") == ""
    assert sleepers.until(lambda status: status["state"] == "idle")["last_success"] is not None


def test_a_file_that_comes_to_be_ignored_is_forgotten(sleepers: Sleepers) -> None:
    sleepers.start()
    sleepers.until_all_is_thought()
    write_files(sleepers.root, "# --- .stcignore\nprices.py\n")
    sleepers.until_summary("shop/prices.py", "price", "")
    (sleepers.root / ".stcignore").unlink()
    sleepers.until_summary("shop/prices.py", "price", "Tell what an item costs.")


def test_a_killed_sleeper_is_started_again_and_makes_nothing_twice(sleepers: Sleepers) -> None:
    first = sleepers.start()
    sleepers.until_all_is_thought()
    sleepers.kill(first["pid"])
    assert attach.nudge(sleepers.paths, {"do": "status"}) is None
    assert sleepers.summary("shop/prices.py", "price") == "Tell what an item costs."
    write_files(sleepers.root, '# --- shop/prices.py\ndef price(item):\n    """Tell the price."""\n')
    second = sleepers.start()
    assert second["pid"] != first["pid"]
    sleepers.until_summary("shop/prices.py", "price", "Tell the price.")
    assert 0 < sleepers.until_all_is_thought()["made"] < 20


@pytest.mark.parametrize("delay", [0.05, 0.3, 0.6])
def test_killed_at_any_instant_of_its_first_build_it_is_finished_by_the_next(
    tmp_path: Path, delay: float
) -> None:
    sleepers = Sleepers(tmp_path)
    try:
        text = "".join(
            f"# --- src/m{n}.py\nfrom src.m0 import f0\n\n\ndef f{n}(x):\n    return f0(x)\n"
            for n in range(40)
        )
        write_files(sleepers.root, text)
        status = sleepers.start()
        time.sleep(delay)
        sleepers.kill(status["pid"])
        sleepers.start()
        sleepers.until_all_is_thought()
        attach.stop(sleepers.paths)
        with open_bench(sleepers.root, sleepers.paths.data_dir) as bench:
            found = known(bench.snapshot, wanted_keys(bench.session))
        with indexed_bench(sleepers.root, tmp_path / "fresh") as bench:
            assert found == known(bench.snapshot, wanted_keys(bench.session))
    finally:
        sleepers.close()


def test_of_two_sleepers_started_at_once_one_thinks_and_one_leaves_with_a_clear_line(
    sleepers: Sleepers,
) -> None:
    environment = {
        **os.environ,
        "STC_DATA_DIR": str(sleepers.paths.data_dir),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    command = [sys.executable, "-m", "stc_lsp", "daemon", "--workspace", str(sleepers.root)]
    both = [
        subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    try:
        status = attach.wait_until_running(sleepers.paths)
        (loser,) = (each for each in both if each.pid != status["pid"])
        _, said = loser.communicate(timeout=LONG)
        assert loser.returncode == 1
        assert "Another sleeper works on" in said.decode()
        assert len(said.decode().strip().splitlines()) == 1
        assert attach.ensure_daemon(sleepers.paths, sleepers.root) == "running"
    finally:
        for each in both:
            each.kill()
            each.communicate()


@pytest.mark.parametrize("how", ["stop", "SIGTERM", "SIGINT"])
def test_a_sleeper_leaves_cleanly_when_told(sleepers: Sleepers, how: str) -> None:
    status = sleepers.start()
    if how == "stop":
        assert attach.stop(sleepers.paths)
    else:
        os.kill(status["pid"], getattr(signal, how))
    sleepers.until_gone(status["pid"])
    assert not sleepers.paths.daemon_socket.exists()
    assert not attach.is_running(sleepers.paths)
    assert not attach.stop(sleepers.paths)
    assert "Traceback" not in sleepers.log()


def test_a_sleeper_that_is_only_just_starting_leaves_when_told(sleepers: Sleepers) -> None:
    attach.ensure_daemon(sleepers.paths, sleepers.root, for_editors=False, environ=EAGER)
    deadline = time.monotonic() + LONG
    while not attach.is_running(sleepers.paths):
        assert time.monotonic() < deadline, sleepers.log()
    assert attach.stop(sleepers.paths)
    assert not attach.is_running(sleepers.paths)


def test_a_sleeper_that_has_just_been_started_is_found_before_it_holds_anything(sleepers: Sleepers) -> None:
    assert attach.ensure_daemon(sleepers.paths, sleepers.root, environ=EAGER) == "started"
    assert attach.ensure_daemon(sleepers.paths, sleepers.root, environ=EAGER) == "running"
    assert attach.stop(sleepers.paths)
    assert not attach.is_running(sleepers.paths)
    assert "leaving" in sleepers.log()


@pytest.mark.parametrize(
    ("is_of", "becomes"),
    [
        (
            "from stc_lsp.memory import schema as s; s.LEDGER = s.Schema('ledger', s.LEDGER.migrations[:-1])",
            "started",
        ),
        ("import stc_lsp; stc_lsp.__version__ = '999.0.0'", "running"),
    ],
)
def test_a_sleeper_gives_way_to_a_newer_stc_lsp_and_never_to_an_older_one(
    sleepers: Sleepers, is_of: str, becomes: str
) -> None:
    script = f"{is_of}; import sys; from stc_lsp.cli import main; sys.argv[0] = 'stc-lsp'; main()"
    arguments = [sys.executable, "-c", script, "daemon", "--workspace", str(sleepers.root)]
    environment = {
        **os.environ,
        **EAGER,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "STC_DATA_DIR": str(sleepers.paths.data_dir),
    }
    process = subprocess.Popen(arguments, env=environment)
    try:
        attach.wait_until_running(sleepers.paths)
        assert attach.ensure_daemon(sleepers.paths, sleepers.root, environ=EAGER) == becomes
        status = attach.wait_until_running(sleepers.paths)
        assert (status["pid"] == process.pid) == (becomes == "running")
        attach.stop(sleepers.paths)
        assert process.wait(LONG) == 0
    finally:
        process.kill()
        process.wait()


def test_a_sleeper_started_for_editors_stays_as_long_as_one_of_them(sleepers: Sleepers) -> None:
    script = (
        "import sys; from pathlib import Path; from stc_lsp.config import load;"
        "from stc_lsp.sleep.daemon.process import run_daemon;"
        "root = Path(sys.argv[1]); settings = load(root, environ={'STC_DATA_DIR': sys.argv[2]});"
        "run_daemon(root, settings, for_editors=True, leave_after=1.0)"
    )
    arguments = [sys.executable, "-c", script, str(sleepers.root), str(sleepers.paths.data_dir)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}

    async def stay() -> int:
        count = 0
        async for _ in attach.subscribe(sleepers.paths):
            count += 1
            if count == 1:
                await asyncio.sleep(2.5)
                assert attach.is_running(sleepers.paths)
                break
        return count

    process = subprocess.Popen(arguments, env=environment)
    try:
        attach.wait_until_running(sleepers.paths)
        assert asyncio.run(stay()) == 1
        assert process.wait(LONG) == 0
    finally:
        process.kill()
        process.wait()


def test_subscribers_are_sent_every_change_of_status(sleepers: Sleepers) -> None:
    sleepers.start()

    async def watch() -> list[str]:
        states: list[str] = []
        async with asyncio.timeout(LONG):
            async for message in attach.subscribe(sleepers.paths):
                states.append(message["state"])
                if message["wanted"] and not message["pending"] and message["state"] == "idle":
                    attach.nudge(sleepers.paths, {"do": "pause"})
                if message["state"] == "paused":
                    break
        return states

    states = asyncio.run(watch())
    assert states[-1] == "paused"
    assert "idle" in states


def test_a_paused_sleeper_indexes_but_does_not_think(sleepers: Sleepers) -> None:
    sleepers.start()
    sleepers.until_all_is_thought()
    attach.nudge(sleepers.paths, {"do": "pause"})
    write_files(sleepers.root, '# --- shop/prices.py\ndef price(item):\n    """Tell the price."""\n')
    status = sleepers.until(lambda status: status["pending"] > 0)
    assert status["state"] == "paused"
    attach.nudge(sleepers.paths, {"do": "resume"})
    sleepers.until_all_is_thought()
    assert sleepers.summary("shop/prices.py", "price") == "Tell the price."


def test_the_terminal_has_a_running_sleeper_do_the_work(sleepers: Sleepers) -> None:
    sleepers.start()
    told: list[Progress] = []
    report = index_workspace(sleepers.root, sleepers.settings, told.append)
    assert (report.files, report.languages) == (3, {"python": 3})
    write_files(sleepers.root, '# --- shop/prices.py\ndef price(item):\n    """Tell the price."""\n')
    slept = sleep_until_done(sleepers.root, sleepers.settings, told.append)
    assert slept.stopped_by == "done"
    assert sleepers.status()["pending"] == 0
    assert sleepers.summary("shop/prices.py", "price") == "Tell the price."


def test_a_running_sleeper_tells_what_it_would_send(sleepers: Sleepers) -> None:
    # Nobody answers there, so everything stays to be sent.
    sleepers.start(STC_MODEL__BASE_URL="http://127.0.0.1:9/v1", STC_MODEL__NAME="tiny")
    prompts = preview_prompts(sleepers.root, sleepers.settings, 50, ignore_progress)
    assert ("shop/prices.py", "price") in {(each.path, each.symbol) for each in prompts}
    assert any("def price(item: str)" in each.messages[1]["content"] for each in prompts)
    assert len(preview_prompts(sleepers.root, sleepers.settings, 1, ignore_progress)) == 1


def test_a_running_sleeper_without_a_model_has_nothing_to_send(sleepers: Sleepers) -> None:
    sleepers.start()
    with pytest.raises(SleeperError, match="No model is configured"):
        preview_prompts(sleepers.root, sleepers.settings, 1, ignore_progress)


def test_without_a_sleeper_the_terminal_does_the_work_itself(sleepers: Sleepers) -> None:
    told: list[Progress] = []
    report = index_workspace(sleepers.root, sleepers.settings, told.append)
    assert (report.files, report.skipped) == (3, 0)
    assert {progress.phase for progress in told} >= {"reading", "resolving", "planning"}
    slept = sleep_until_done(sleepers.root, sleepers.settings)
    assert slept.made > 0
    assert slept.stopped_by == "done"
    again = sleep_until_done(sleepers.root, sleepers.settings)
    assert (again.made, again.reused) == (0, slept.made)


def test_the_socket_is_private_and_answers_nonsense_with_a_plain_line(sleepers: Sleepers) -> None:
    sleepers.start()
    place = sleepers.paths.daemon_socket
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    reply = attach.nudge(sleepers.paths, {"do": "dance"})
    assert reply is not None
    assert "'dance'" in reply["error"]
    for nonsense in (
        b"hello\n",
        b"[]\n",
        b"\xff\xfe\n",
        b"{}\n",
        b'{"do": 3}\n',
        b'{"do": "saved", "path": 4}\n',
    ):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(place))
            connection.sendall(nonsense)
            assert json.loads(connection.makefile("rb").readline())
    assert sleepers.status()["state"]


def test_a_sleeper_leaves_when_its_workspace_is_gone(sleepers: Sleepers, tmp_path: Path) -> None:
    status = sleepers.start()
    sleepers.until_all_is_thought()
    sleepers.root.rename(tmp_path / "elsewhere")
    sleepers.until_gone(status["pid"])


def test_a_sleeper_leaves_when_its_memory_is_taken_away(sleepers: Sleepers) -> None:
    first = sleepers.start()
    sleepers.until_all_is_thought()
    shutil.rmtree(sleepers.paths.data_dir)
    sleepers.until_gone(first["pid"])
    sleepers.start()
    sleepers.until_all_is_thought()


def test_a_sleeper_begins_anew_when_its_program_is_updated(sleepers: Sleepers, tmp_path: Path) -> None:
    program = tmp_path / "installed" / "stc_lsp"
    shutil.copytree(Path(stc_lsp.__file__).parent, program, ignore=shutil.ignore_patterns("__pycache__"))
    environ = {"PYTHONPATH": str(program.parent), "STC_DATA_DIR": str(sleepers.paths.data_dir)}
    command = [sys.executable, "-m", "stc_lsp", "daemon", "--workspace", str(sleepers.root)]
    with subprocess.Popen(command, cwd=tmp_path, env=os.environ | EAGER | environ) as process:
        attach.wait_until_running(sleepers.paths, opened=True)
        with (program / "__init__.py").open("a") as file:
            file.write('\n__version__ = "9.9.9"\n')
        sleepers.until_logged("version 9.9.9")
        renewed = attach.wait_until_running(sleepers.paths, opened=True)
        assert (renewed["pid"], renewed["version"]) == (process.pid, "9.9.9")
        process.terminate()


def test_a_sleeper_that_cannot_be_started_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    paths = MemoryPaths(tmp_path / "data", tmp_path)
    with pytest.raises(
        SleeperError, match=r"cannot be started\. The data folder .* \(Not a directory\): .* set"
    ):
        attach.ensure_daemon(paths, tmp_path)


def test_what_a_repository_holds_is_not_imported_by_its_sleeper(sleepers: Sleepers, tmp_path: Path) -> None:
    trap = f"from pathlib import Path\nPath({str(tmp_path / 'sprung')!r}).touch()\n"
    for name in ("json.py", "stc_lsp.py", "sitecustomize.py", "logging.py"):
        (sleepers.root / name).write_text(trap)
    sleepers.start()
    sleepers.until_all_is_thought()
    assert not (tmp_path / "sprung").exists()
