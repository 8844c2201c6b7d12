"""The sleeper as a process of its own: one per workspace, the only writer of its index and of thoughts."""

from __future__ import annotations

import contextlib
import logging
import signal
import sys
import time
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, NoReturn

import anyio
import anyio.to_thread

from stc_lsp.errors import StcError
from stc_lsp.memory.paths import MemoryPaths, identity_of, make_private
from stc_lsp.sleep.daemon.answers import SocketAnswers
from stc_lsp.sleep.daemon.channel import address_file
from stc_lsp.sleep.daemon.damage import look_for_damage
from stc_lsp.sleep.daemon.doze import doze
from stc_lsp.sleep.daemon.edition import code_on_disk
from stc_lsp.sleep.daemon.front import Front
from stc_lsp.sleep.daemon.leave import Leaving
from stc_lsp.sleep.daemon.life import Life
from stc_lsp.sleep.daemon.pids import note_hold
from stc_lsp.sleep.daemon.priority import step_back
from stc_lsp.sleep.daemon.serve import listening, serve
from stc_lsp.sleep.daemon.status import first_status
from stc_lsp.sleep.indexing.follow import Follower
from stc_lsp.sleep.session import hold_workspace, open_session

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from stc_lsp.config import Settings

LEAVE_AFTER_SECONDS = 300.0
"""How long a sleeper that was started for editors stays after the last one has gone."""
_LOOK_SECONDS = 10.0
"""How often it is looked whether anybody is left."""
_HELD_SECONDS = 10.0
"""How often it is looked whether its memory, socket and program are still there, and what they were."""
_SWITCH_SECONDS = 0.000_5
_LOG_BYTES = 1_000_000
_LOGS_KEPT = 2

log = logging.getLogger(__name__)


def run_daemon(
    root: Path,
    settings: Settings,
    *,
    for_editors: bool = False,
    leave_after: float = LEAVE_AFTER_SECONDS,
) -> NoReturn:
    """Be the sleeper of a workspace until told to stop: this process ends with it.

    Raises SleeperError when the workspace has one already, MemoryFault when its memory cannot be opened.
    `for_editors`: leave `leave_after` seconds after the last subscriber has gone.
    """
    paths = MemoryPaths(settings.data_dir, root)
    leaving = Leaving(paths)
    with hold_workspace(paths), _logging_to(paths.daemon_log, settings.log.level):
        note_hold(paths)
        step_back(settings.sleep.nice)
        # A save that is indexed while another thread counts asks the database hundreds of times, and waits as
        # often until that thread lets go.
        sys.setswitchinterval(_SWITCH_SECONDS)
        try:
            anyio.run(_run, paths, settings, leaving, leave_after if for_editors else None)
        except BaseException:
            # Whoever started it has gone: the log is where somebody will look.
            log.exception("left because of an error")
            raise
        finally:
            leaving.is_done = True
    # All is closed. To free a large memory piece by piece, as an interpreter does, takes another second.
    sys.stdout.flush()
    leaving.end()


async def _run(paths: MemoryPaths, settings: Settings, leaving: Leaving, leave_after: float | None) -> None:
    status = first_status(paths.root, settings, for_editors=leave_after is not None)
    front = Front(status, leaving.tell)
    fault: StcError | None = None
    # The socket first: opening a large memory may take seconds. The memory is closed when nobody uses it.
    async with listening(paths) as (listener, token), contextlib.AsyncExitStack() as opened:
        async with anyio.create_task_group() as group:
            group.start_soon(serve, listener, token, front)
            group.start_soon(_leave_on_signals, leaving)
            log.info("sleeping over %s, process %d, version %s", paths.root, status.pid, status.version)
            try:
                session = await opened.enter_async_context(
                    open_session(paths.root, settings, checks_later=True)
                )
            except StcError as error:
                fault = error
            else:
                await _live(Life(session, settings, status), leaving, front, leave_after)
            group.cancel_scope.cancel()
        log.info("leaving")
    if fault is not None:
        raise fault


async def _live(life: Life, leaving: Leaving, front: Front, leave_after: float | None) -> None:
    """Follow the disk and think, until told to leave."""
    follower = Follower(life)
    leaving.on_told = life.stop
    if leaving.is_told:
        life.stop()
    async with anyio.create_task_group() as group:
        group.start_soon(_leave_when_outlived, life, leaving)
        group.start_soon(follower.listen)
        group.start_soon(follower.read_logs)
        group.start_soon(doze, life)
        group.start_soon(look_for_damage, life)
        if leave_after is not None:
            group.start_soon(_leave_when_alone, life, leaving, leave_after)
        front.open(SocketAnswers(life, follower, leaving.tell))
        await follower.run()
        group.cancel_scope.cancel()


async def _leave_on_signals(leaving: Leaving) -> None:
    with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
        async for _ in signals:
            leaving.tell()


async def _leave_when_alone(life: Life, leaving: Leaving, leave_after: float) -> None:
    while not life.is_stopping:
        await anyio.sleep(min(_LOOK_SECONDS, leave_after / 4))
        is_alone = not life.status.subscribers and not life.is_at_task
        if is_alone and time.monotonic() - life.alone_since > leave_after:
            log.info("no editor is here any more")
            leaving.tell()


async def _leave_when_outlived(life: Life, leaving: Leaving) -> None:
    """Leave when the memory has gone, and begin anew when the program or what others know it by has changed.

    With the lock's folder the memory goes: what it learns from then on nobody reads. Where its socket or a
    database is another file, or none, nobody reaches it or reads what it writes. And what it loads of an
    updated program, as its workers do, does not fit what it has loaded.
    """
    paths = life.session.paths
    known_by = (address_file(paths), paths.index_db, paths.thoughts_db)
    held, code = identity_of(paths.daemon_lock), code_on_disk()
    were = [identity_of(each) for each in known_by]
    before = code
    while identity_of(paths.daemon_lock) == held:
        for each, was in zip(known_by, were, strict=True):
            if identity_of(each) != was:
                log.warning("%s was taken away or put in another's place: beginning anew", each.name)
                leaving.tell(begins_anew=True)
                return
        await anyio.sleep(_HELD_SECONDS)
        now = await anyio.to_thread.run_sync(code_on_disk)
        # Twice alike: whoever writes it has finished.
        if now != code and now == before:
            log.info("stc-lsp was updated: beginning anew")
            leaving.tell(begins_anew=True)
            return
        before = now
    log.warning("the memory was taken away")
    leaving.tell()


@contextlib.contextmanager
def _logging_to(file: Path, level: str) -> Generator[None]:
    """Write the log into the workspace's memory: little, and never more than a few old files."""
    make_private(file.parent)
    handler = RotatingFileHandler(
        file, maxBytes=_LOG_BYTES, backupCount=_LOGS_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("stc_lsp")
    logger.addHandler(handler)
    # What a sleeper does is worth a line even where the settings ask for warnings only.
    logger.setLevel(logging.DEBUG if level == "debug" else logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        handler.close()
