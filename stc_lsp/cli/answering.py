"""What `stc-lsp ask` and `stc-lsp chat` share: what answers, what is shown of an answer and how."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

import attrs
import click

from stc_lsp.cli import show
from stc_lsp.cli.position import read_place, source_of
from stc_lsp.cli.progress import shown_progress
from stc_lsp.errors import MemoryFault, UsageError, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from stc_lsp.cli.options import Command
    from stc_lsp.memory.questions import QuestionLog
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.models.endpoint import Endpoint
    from stc_lsp.wake.ask import Asker
    from stc_lsp.wake.values import Answer, AskContext, Budget, Turn

_SHOWN_CITATIONS = 8


def asking_options(run: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--budget` and `--at`."""
    run = click.option(
        "--at", "place", metavar="FILE[:LINE]", help="Where you are: what `this` and `it` mean."
    )(run)
    return click.option(
        "--budget",
        type=click.Choice(("brief", "normal", "deep")),
        default="normal",
        show_default=True,
        help="How much the answer may cost, if a model is asked.",
    )(run)


@attrs.frozen
class Answering:
    """What answers the questions of one command."""

    command: Command
    memory: Memory
    context: AskContext
    budget: Budget
    asker: Asker
    endpoint: Endpoint | None

    async def answer(
        self, question: str, history: Sequence[Turn] = (), on_text: Callable[[str], object] | None = None
    ) -> Answer:
        """The answer to a question; what there is to be told of the memory is told. Raises as `Asker.ask`."""
        answer = await self.asker.ask(question, self.context, self.budget, history=history, on_text=on_text)
        self.command.tell([self.memory.fault] if self.memory.fault else [])
        return answer

    async def hang_up(self) -> None:
        """Close the connections to the model, in the event loop that used them."""
        if self.endpoint is not None:
            await self.endpoint.aclose()


@contextlib.contextmanager
def answering(command: Command, budget: str, place: str | None) -> Generator[Answering]:
    """Open what answers, with a model if one is configured; index the workspace first if nobody has yet.

    To be entered around the event loop, not in it: on Ctrl-C a thread may still read what is closed here, and
    a loop that ends waits for its threads. Raises UsageError, WorkspaceError, MemoryFault.
    """
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.wake.ask import Asker
    from stc_lsp.wake.documents import DiskDocuments
    from stc_lsp.wake.model.endpoint import open_endpoint
    from stc_lsp.wake.rank.vectors import awake_embeddings
    from stc_lsp.wake.values import Budget

    context = _context(command, place)
    with contextlib.ExitStack() as stack:
        memory = stack.enter_context(contextlib.closing(Memory.open(command.paths)))
        _read_first(command, memory)
        endpoint, notices = open_endpoint(command.settings, command.paths, stack)
        command.tell(notices)
        log = _opened_log(command)
        if log is not None:
            stack.callback(log.close)
        asker = Asker(
            memory,
            DiskDocuments(command.workspace),
            endpoint=endpoint,
            log=log,
            embeddings=lambda: awake_embeddings(command.settings, command.paths, stack),
        )
        yield Answering(command, memory, context, Budget(budget), asker, endpoint)


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
def streamed(command: Command) -> Generator[Callable[[str], object] | None]:
    """Shows the words of a model as they come, until the checked answer takes their place.

    Those of an answer that breaks off stay.
    """
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

        try:
            yield on_text
        except BaseException:
            live.transient = False
            raise


def show_answer(answer: Answer) -> None:
    """Print an answer, what it rests on, whether that is fresh, and how the answer came to be."""
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
    show.sentences(answer.reason, dim=True)
