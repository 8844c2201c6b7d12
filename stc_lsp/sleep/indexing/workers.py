"""Worker processes: started by the first task, kept for as long as somebody needs them."""

from __future__ import annotations

import contextlib
import gc
import inspect
import itertools
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from multiprocessing.connection import Connection

_AHEAD = 3
"""Tasks for each process that may be under way or done, but not taken yet."""

_TASKS_A_COLLECTION = 32
_YOUNG, _ALL = 0, 2
_tasks = itertools.count(1)

_T = TypeVar("_T")


@contextlib.contextmanager
def taken(results: Generator[_T]) -> Generator[Generator[_T]]:
    """Results that a thread takes one by one, closed at the end of the block.

    An interrupt ends the block while the thread still waits for one: then nothing can be closed.
    """
    try:
        yield results
    finally:
        if inspect.getgeneratorstate(results) != inspect.GEN_RUNNING:
            results.close()


class Workers:
    """Up to `count` processes. One thread at a time uses them."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: ProcessPoolExecutor | None = None
        self._hold: Connection | None = None
        """The processes leave when this end of their pipe is closed."""
        self._keepers = 0

    @contextlib.contextmanager
    def kept(self) -> Generator[None]:
        """The processes end with the outermost of these blocks: at once if it fails, whatever they are at."""
        self._keepers += 1
        try:
            yield
        except BaseException:
            self._let_go()
            self.close()
            raise
        finally:
            self._keepers -= 1
            if not self._keepers:
                self.close()

    def in_turn(
        self, function: Callable[..., _T], tasks: Iterable[tuple[Any, ...]], *, at_once: int = 0
    ) -> Generator[_T]:
        """What `function` gives for the arguments of each task, in their order.

        The tasks are taken a few ahead, not all at once: what they carry may be large.
        After `at_once` of them all are waited for before others are begun, unless it is 0: then nobody reads
        the index for a moment, and its log of changes is begun anew.
        Raises BrokenProcessPool when a process dies; the results that were given before are right.
        """
        todo = iter(tasks)
        waiting: deque[Future[_T]] = deque()
        begun = 0
        with self.kept():
            while True:
                room = self.count * _AHEAD - len(waiting)
                if at_once:
                    begun = begun if waiting else 0
                    room = min(room, at_once - begun)
                for task in itertools.islice(todo, room):
                    begun += 1
                    with _uninterrupted():
                        waiting.append(self._started().submit(_run, function, *task))
                if not waiting:
                    return
                yield waiting.popleft().result()

    def while_they_live(
        self, function: Callable[..., _T], tasks: Iterable[tuple[Any, ...]], *, at_once: int = 0
    ) -> Generator[_T]:
        """The same, but once a process has died it is the end: what is left is for the caller to do."""
        with contextlib.suppress(BrokenProcessPool):
            yield from self.in_turn(function, tasks, at_once=at_once)

    def close(self) -> None:
        """End the processes; the next task starts others."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)
        self._let_go()

    def _let_go(self) -> None:
        hold, self._hold = self._hold, None
        if hold is not None:
            hold.close()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # `fork` would copy a process that has threads and open databases.
            context = multiprocessing.get_context("spawn")
            held, self._hold = cast("tuple[Connection, Connection]", context.Pipe(duplex=False))
            self._pool = ProcessPoolExecutor(
                self.count, mp_context=context, initializer=_begin, initargs=(held,)
            )
        return self._pool


@contextlib.contextmanager
def _uninterrupted() -> Generator[None]:
    """What is started in the block leaves Ctrl-C to its parent, while it imports what it needs as well."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _run(function: Callable[..., _T], *arguments: Any) -> _T:
    _work.begin()
    try:
        return function(*arguments)
    finally:
        # What earlier tasks left behind is nearly all kept on purpose: looking through it is seldom worth it.
        gc.collect(_ALL if next(_tasks) % _TASKS_A_COLLECTION == 0 else _YOUNG)
        _work.end()


class _Work:
    """Whether this process is at a task: only then may it end itself while its parent lives.

    A process that ends while it sends a result, which it does between tasks, leaves half of it in the pipe
    that all share, and who reads there waits for the rest for ever.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._under_way = False

    def begin(self) -> None:
        with self._changed:
            self._under_way = True
            self._changed.notify()

    def end(self) -> None:
        with self._changed:
            self._under_way = False

    def leave(self) -> None:
        """End the process as soon as it is at a task. One that gets none is ended by its pool."""
        with self._changed:
            self._changed.wait_for(lambda: self._under_way)
            os._exit(1)


_work = _Work()


def _begin(held: Connection) -> None:
    """In each worker: leave interrupting to the parent, and leave when it lets go or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What was imported stays, and a task makes next to no cycles: it is enough to look for them at its end.
    gc.freeze()
    gc.disable()
    parent = multiprocessing.parent_process()
    if parent is not None:
        # A killed parent closes nothing: its workers would wait for work for ever.
        threading.Thread(target=_leave_after, args=(parent.sentinel, os._exit, 1), daemon=True).start()
    threading.Thread(target=_leave_after, args=(held, _work.leave), daemon=True).start()


def _leave_after(end: Connection | int, leave: Callable[..., object], *arguments: int) -> None:
    multiprocessing.connection.wait([end])
    leave(*arguments)
