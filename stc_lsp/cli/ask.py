"""`stc-lsp ask`: an answer to a question about the repository, with the lines that it rests on."""

from __future__ import annotations

import contextlib
import functools
import sys
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread
import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.position import read_place, source_of
from stc_lsp.cli.progress import shown_progress
from stc_lsp.errors import MemoryFault, UsageError, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator

    from stc_lsp.memory.questions import QuestionLog
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.wake.ask import Asker
    from stc_lsp.wake.values import Answer, AskContext

_SHOWN_CITATIONS = 8


@click.command("ask")
@click.argument("question", nargs=-1, required=True)
@click.option(
    "--budget",
    type=click.Choice(("brief", "normal", "deep")),
    default="normal",
    show_default=True,
    help="How much the answer may cost, if a model is asked.",
)
@click.option("--at", "place", metavar="FILE[:LINE]", help="Where you are: what `this` and `it` mean.")
@common_options
def ask_command(command: Command, *, question: tuple[str, ...], budget: str, place: str | None) -> None:
    """Answer a question about the repository, with the lines that the answer rests on.

    The question may stand without quotes: `stc-lsp ask who calls total`. The shell has a use of its own for
    `?`, `*` and backticks; with these it needs them.

    What is stored or known exactly is answered at once. If a model is configured it is asked about the rest,
    with what was learned asleep or, failing that, with source. If the repository was never read, that
    happens first.
    """
    from stc_lsp.wake.json_values import answer_json

    answer = anyio.run(_answer, command, " ".join(question), budget, place)
    if command.json:
        show.as_json(answer_json(answer))
        return
    _show(answer)


async def _answer(command: Command, question: str, budget: str, place: str | None) -> Answer:
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.wake.values import Budget

    context = _context(command, place)
    if not question.strip():
        raise UsageError("There is no question: ask something.")
    memory = Memory.open(command.paths)
    try:
        await anyio.to_thread.run_sync(_read_first, command, memory)
        async with _opened(command, memory) as asker:
            with _streamed(command) as on_text:
                answer = await asker.ask(question, context, Budget(budget), on_text=on_text)
        command.tell([memory.fault] if memory.fault else [])
    finally:
        memory.close()
    return answer


def _context(command: Command, place: str | None) -> AskContext:
    from stc_lsp.wake.documents import line_count
    from stc_lsp.wake.values import AskContext

    if place is None:
        return AskContext()
    wanted = read_place(place)
    path, source = source_of(command, wanted.path)
    if wanted.line > line_count(source):
        raise UsageError(f"{path} has no line {wanted.line}: it has {line_count(source)}.")
    return AskContext(path, wanted.line)


def _read_first(command: Command, memory: Memory) -> None:
    """Index the workspace, if nobody has yet."""
    from stc_lsp.sleep.run import index_workspace
    from stc_lsp.wake.status import known

    with memory.snapshot() as snapshot:
        if not known(snapshot).is_empty:
            return
    with shown_progress(command) as progress:
        report = index_workspace(command.workspace, command.settings, progress)
    command.tell(report.notices)
    if not report.files:
        raise WorkspaceError(
            f"{command.workspace} holds no file that stc-lsp reads: there is nothing to ask about."
        )


@contextlib.asynccontextmanager
async def _opened(command: Command, memory: Memory) -> AsyncGenerator[Asker]:
    """What answers, with a model if one is configured."""
    from stc_lsp.cli.model import opened_endpoint
    from stc_lsp.models.settings import AWAKE
    from stc_lsp.wake.ask import Asker
    from stc_lsp.wake.documents import DiskDocuments
    from stc_lsp.wake.rank.vectors import awake_embeddings

    async with contextlib.AsyncExitStack() as stack:
        opened = stack.enter_context(contextlib.ExitStack())
        endpoint = None
        if command.settings.endpoint(AWAKE) is not None:
            endpoint = await stack.enter_async_context(opened_endpoint(command, AWAKE))
        log = _opened_log(command)
        if log is not None:
            stack.push(functools.partial(_closed_unless_interrupted, log))
        yield Asker(
            memory,
            DiskDocuments(command.workspace),
            endpoint=endpoint,
            log=log,
            embeddings=lambda: awake_embeddings(command.settings, command.paths, opened),
        )


def _closed_unless_interrupted(log: QuestionLog, kind: type[BaseException] | None, *_: object) -> None:
    """On Ctrl-C a thread may still be reading it; it is closed with the process, which ends."""
    if kind is None or issubclass(kind, Exception):
        log.close()


def _opened_log(command: Command) -> QuestionLog | None:
    """The log of questions; None if the person keeps none, or it cannot be opened."""
    from stc_lsp.memory.questions import QuestionLog

    if not command.settings.privacy.log_questions:
        return None
    try:
        log = QuestionLog.open(command.paths)
    except MemoryFault as error:
        command.tell([f"The question is not kept: {error}"])
        return None
    command.tell(log.notices)
    return log


@contextlib.contextmanager
def _streamed(command: Command) -> Generator[Callable[[str], object] | None]:
    """Shows the words of a model as they come, until the checked answer takes their place."""
    if command.json or not sys.stdout.isatty():
        yield None
        return
    # Imported here: slow to load, and only people need it.
    from rich.console import Console
    from rich.live import Live
    from rich.markdown import Markdown

    spoken: list[str] = []
    with Live(console=Console(), transient=True, refresh_per_second=8) as live:

        def on_text(piece: str) -> None:
            spoken.append(piece)
            live.update(Markdown("".join(spoken)))

        yield on_text


def _show(answer: Answer) -> None:
    show.markdown(answer.answer)
    if answer.citations:
        show.say()
        for citation in answer.citations[:_SHOWN_CITATIONS]:
            show.say(f"  {citation}")
        more = len(answer.citations) - _SHOWN_CITATIONS
        if more > 0:
            show.say(f"  and {show.count(more, 'place')} more")
    if not answer.fresh:
        show.say("\nSomething that this rests on has been edited since.", fg="yellow")
    read, written = answer.tokens.input, answer.tokens.output
    spent = f", {read:,} tokens read and {written:,} written" if read or written else ""
    show.say(f"\n{answer.rung}, in {show.seconds(answer.elapsed_ms)}{spent}", dim=True)
    show.say(answer.reason, dim=True)
