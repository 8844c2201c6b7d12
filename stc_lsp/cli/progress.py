"""Progress for people, on stderr; nothing for scripts and pipes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from stc_lsp.sleep.progress import OnProgress, Progress, ignore_progress

if TYPE_CHECKING:
    from collections.abc import Generator

    from stc_lsp.cli.options import Command


@contextmanager
def shown_progress(command: Command) -> Generator[OnProgress]:
    """A function that shows how far something is, for the length of the block."""
    if not command.for_people:
        yield ignore_progress
        return
    # Imported here: slow to load, and only people need it.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(progress: Progress) -> None:
            task = tasks.get(progress.phase)
            if task is None:
                task = tasks[progress.phase] = bars.add_task(progress.phase, total=progress.total)
            bars.update(task, completed=progress.done, total=progress.total)

        yield show
