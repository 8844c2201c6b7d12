"""The way to the sleeper for servers and the terminal: start one if there is none, and talk to it.

Imported at the start of every server: the standard library and filelock only.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import stc_lsp
from stc_lsp.errors import SleeperError
from stc_lsp.memory.paths import MemoryPaths, make_private, why_not_writable
from stc_lsp.sleep.daemon.channel import MOST_LINE_BYTES, MOST_REPORT_BYTES, Message, address_of, decode
from stc_lsp.sleep.daemon.edition import is_outdated
from stc_lsp.sleep.daemon.pids import START_SECONDS, holder, is_starting, lives, note_start, pid_started
from stc_lsp.sleep.daemon.status import OPENING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Mapping

RUNNING, STARTED = "running", "started"
"""What `ensure_daemon` found, or did."""
ENDED_EARLY = "ended before it answered"
"""What is said of one whose start has failed; `why_silent` says why."""

_NUDGE_SECONDS = 2.0
_ANSWER_SECONDS = 10.0
"""One that is given work may be in the middle of a step."""
_LEAVE_SECONDS = 10.0
_RETRY_SECONDS = 0.02
_REFUSAL = "stc-lsp: "
"""How a command begins to say why it ended."""
_DETACHED_ON_WINDOWS = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(
    subprocess, "DETACHED_PROCESS", 0
)
_SILENCE_SECONDS = 600.0
"""A task that says nothing for so long has been lost."""


def is_running(paths: MemoryPaths) -> bool:
    """Whether a sleeper holds this workspace, answering or not."""
    # Imported here: asked only when no socket answers.
    from filelock import FileLock, Timeout

    lock = FileLock(paths.daemon_lock, thread_local=False)
    try:
        if not paths.daemon_lock.exists():
            return False
        lock.acquire(blocking=False)
    except Timeout:
        return True
    except OSError:
        # Where this user may not write, none of theirs is.
        return False
    lock.release()
    return False


def ensure_daemon(
    paths: MemoryPaths,
    root: Path,
    *,
    for_editors: bool = True,
    environ: Mapping[str, str] | None = None,
) -> str:
    """Start the sleeper of a workspace unless one holds it. Returns RUNNING or STARTED.

    It runs detached from its starter. `for_editors`: it leaves by itself some minutes after the last
    subscriber has gone. `environ` adds to its environment, `STC_SECTION__KEY` settings above all. A sleeper
    of an older release is asked to leave first. Raises SleeperError when it cannot be started.
    """
    if _serves(paths):
        return RUNNING
    with _alone(paths):
        if _serves(paths):
            return RUNNING
        stop(paths)
        _start(paths, root, for_editors=for_editors, environ=environ or {})
    return STARTED


def replace_daemon(paths: MemoryPaths, root: Path, environ: Mapping[str, str]) -> None:
    """End the sleeper of a workspace, and start one with these settings that nobody else gets ahead of.

    Returns once it answers. Raises SleeperError.
    """
    with _alone(paths):
        stop(paths)
        _start(paths, root, for_editors=True, environ=environ)
        wait_until_running(paths)


def _serves(paths: MemoryPaths) -> bool:
    """Whether there is one to go on with: not of an older release, or not answering yet."""
    reply = nudge(paths, {"do": "status"})
    if reply is not None:
        return not is_outdated(reply)
    return is_running(paths) or is_starting(paths)


class StartedSleeper:
    """The start of a sleeper, watched by who waits for it to answer."""

    def __init__(self, paths: MemoryPaths) -> None:
        self._paths = paths
        self._pid = pid_started(paths)

    def has_failed(self) -> bool:
        """Whether the one that was started has ended, and nobody holds the workspace."""
        if self._pid is None or lives(self._pid):
            return False
        if is_running(self._paths):
            # Another was there first.
            self._pid = None
            return False
        return True


@contextlib.contextmanager
def _alone(paths: MemoryPaths) -> Generator[None]:
    """Nobody else starts a sleeper here meanwhile."""
    from filelock import FileLock, Timeout

    try:
        make_private(paths.workspace_dir)
        lock = FileLock(paths.starting_lock, timeout=_LEAVE_SECONDS + START_SECONDS, mode=0o600)
        lock.acquire()
    except Timeout as error:
        raise SleeperError(f"Another process is starting the sleeper of {paths.root}: try again.") from error
    except OSError as error:
        raise _not_started(paths, error) from error
    try:
        yield
    finally:
        lock.release()


def nudge(paths: MemoryPaths, message: Message, timeout: float = _NUDGE_SECONDS) -> Message | None:
    """Send one request and return the reply; None when no sleeper answers in time."""
    try:
        address = address_of(paths)
        if address is None:
            return None
        with address.connect(timeout) as connection:
            connection.sendall(address.sealed(message))
            with connection.makefile("rb") as stream:
                return decode(stream.readline(MOST_LINE_BYTES))
    except OSError:
        return None


def wait_until_running(
    paths: MemoryPaths, timeout: float = START_SECONDS, *, opened: bool = False
) -> Message:
    """The status of a sleeper that is starting, once it answers; with `opened`, once its memory is open.

    Raises SleeperError if it does not answer within `timeout` seconds, or when the one started has ended.
    """
    start = StartedSleeper(paths)
    deadline = time.monotonic() + timeout
    reply: Message | None = None
    while time.monotonic() < deadline:
        reply = nudge(paths, {"do": "status"})
        # It answers before it knows whether its memory can be opened.
        if reply is not None and not (opened and reply.get("phase") == OPENING):
            return reply
        if reply is None and start.has_failed():
            raise SleeperError(f"The sleeper of {paths.root} {ENDED_EARLY}; {why_silent(paths)}")
        time.sleep(_RETRY_SECONDS)
    if reply is not None:
        return reply
    raise SleeperError(
        f"The sleeper of {paths.root} did not answer within {timeout:.0f} seconds; {why_silent(paths)}"
    )


def why_silent(paths: MemoryPaths) -> str:
    """What one that was started and does not answer said last, or where its log is; ends a sentence."""
    try:
        told = _errors(paths).read_text("utf-8", "replace").splitlines()[-1:]
    except OSError:
        told = []
    # Each start says something else first.
    if told and told[0].startswith(_REFUSAL):
        return f"it said: {told[0].removeprefix(_REFUSAL)}"
    return f"see {paths.daemon_log}."


def tell(paths: MemoryPaths, word: str) -> Message:
    """What the sleeper says to a person's word. Raises SleeperError when it refuses, or nobody answers."""
    reply = nudge(paths, {"do": word})
    if reply is None:
        raise SleeperError(_why_unanswered(paths))
    if "error" in reply:
        raise SleeperError(str(reply["error"]))
    return reply


def _why_unanswered(paths: MemoryPaths) -> str:
    """What to say when a request to the sleeper was not answered: there is none, or it hangs."""
    if is_running(paths):
        return who_holds(paths)
    return f"No sleeper is running for {paths.root}. `stc-lsp daemon` starts one."


def who_holds(paths: MemoryPaths) -> str:
    """Who holds a workspace for which nobody answers, and what to do: sentences."""
    process = holder(paths)
    if process is not None:
        return (
            f"The sleeper of {paths.root} (process {process.pid}) does not respond: `stc-lsp stop` ends it. "
            f"It logs to {paths.daemon_log}."
        )
    return (
        f"`stc-lsp index` or `stc-lsp sleep` is working on {paths.root} in another terminal: try again when "
        "that is done."
    )


def _errors(paths: MemoryPaths) -> Path:
    """What sleepers that were started say to nobody."""
    return paths.workspace_dir / "daemon.err"


def stop(paths: MemoryPaths) -> bool:
    """Ask the sleeper to leave and wait until it has; one that does not hear is killed, which loses nothing.

    Returns whether there was one. Raises SleeperError when somebody else holds the workspace.
    """
    heard = nudge(paths, {"do": "stop"})
    if heard is None and not (is_running(paths) or is_starting(paths)):
        return False
    deadline, is_killed = time.monotonic() + _LEAVE_SECONDS, False
    while is_running(paths) or is_starting(paths):
        if time.monotonic() > deadline:
            process = None if is_killed else holder(paths)
            if process is None:
                raise SleeperError(who_holds(paths))
            process.kill()
            deadline, is_killed = time.monotonic() + _LEAVE_SECONDS, True
        time.sleep(_RETRY_SECONDS)
        # One that is only just starting listens in a moment.
        heard = heard or nudge(paths, {"do": "stop"})
    return True


def run_task(paths: MemoryPaths, message: Message, on_progress: Callable[[Message], None]) -> Message | None:
    """Ask the sleeper for something that takes a while (`index`, `sleep`) and return its report.

    `on_progress` gets each message on the way. None when no sleeper answers; raises SleeperError when it
    fails or leaves before the end.
    """
    address = address_of(paths)
    # One that hangs takes connections, too, and would be waited for until it is given up for lost.
    if address is None or nudge(paths, {"do": "status"}, _ANSWER_SECONDS) is None:
        return None
    try:
        connection = address.connect(_NUDGE_SECONDS)
    except OSError:
        return None
    try:
        with connection, connection.makefile("rb") as stream:
            connection.settimeout(_SILENCE_SECONDS)
            connection.sendall(address.sealed(message))
            while (reply := decode(stream.readline(MOST_REPORT_BYTES))) is not None:
                if "error" in reply:
                    raise SleeperError(str(reply["error"]))
                if "report" in reply:
                    return reply["report"]
                on_progress(reply)
    except OSError as error:
        raise SleeperError(f"The sleeper of {paths.root} can no longer be reached: {error}.") from error
    raise SleeperError(f"The sleeper of {paths.root} stopped before it was done; see {paths.daemon_log}.")


async def subscribe(paths: MemoryPaths) -> AsyncIterator[Message]:
    """Each status of the sleeper from now on, the present one first. Ends when it leaves or there is none.

    As long as the iteration goes on, a sleeper started for editors stays.
    """
    address = address_of(paths)
    if address is None:
        return
    try:
        connection = await asyncio.to_thread(address.connect, _NUDGE_SECONDS)
        connection.setblocking(False)
        reader, writer = await asyncio.open_connection(sock=connection, limit=MOST_LINE_BYTES)
    except OSError:
        return
    try:
        writer.write(address.sealed({"do": "subscribe"}))
        while (message := decode(await reader.readline())) is not None:
            yield message
    except (OSError, ValueError):
        return
    finally:
        writer.close()


def _start(paths: MemoryPaths, root: Path, *, for_editors: bool, environ: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "stc_lsp", "daemon", "--workspace", os.fspath(root)]
    if for_editors:
        command.append("--for-editors")
    environment = {**os.environ, **environ, "STC_DATA_DIR": os.fspath(paths.data_dir)}
    source = Path(stc_lsp.__file__).parents[1]
    if "site-packages" not in source.parts:
        # A checkout that is not installed: its own folder is what `-m` must find.
        environment["PYTHONPATH"] = os.pathsep.join(
            filter(None, (os.fspath(source), environment.get("PYTHONPATH")))
        )
    try:
        # Its own folder is where it runs: `-m` looks for modules there first, and a repository may hold any.
        folder = make_private(paths.workspace_dir)
        with _errors(paths).open("ab") as errors:
            started = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=errors,
                stderr=errors,
                # It must outlive its starter, and not be told when that is interrupted.
                start_new_session=True,
                creationflags=_DETACHED_ON_WINDOWS,
            )
        note_start(paths, started.pid)
    except OSError as error:
        raise _not_started(paths, error) from error


def _not_started(paths: MemoryPaths, error: OSError) -> SleeperError:
    if error.filename == sys.executable:
        return SleeperError(f"The sleeper cannot be started: {error.filename}: {error.strerror}.")
    return SleeperError(f"The sleeper cannot be started. {why_not_writable(paths.data_dir, error)}")
