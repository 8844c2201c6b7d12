"""What `stc-lsp ask` and `stc-lsp chat` share: what answers, what is shown of an answer and how."""

from __future__ import annotations

import contextlib
import itertools
import re
import sys
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import attrs
import click

from stc_lsp.cli import show
from stc_lsp.cli.position import complete_place, read_place, source_of
from stc_lsp.cli.progress import shown_progress
from stc_lsp.cli.workspace import count_unread, require_repository
from stc_lsp.errors import MemoryFault, SleeperError, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from stc_lsp.cli.options import Command
    from stc_lsp.memory.questions import QuestionLog
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.models.endpoint import Endpoint
    from stc_lsp.wake.ask import Asker
    from stc_lsp.wake.values import Answer, AskContext, Budget, Citation, Turn

_SHOWN_FILES = 8


def asking_options(run: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--budget`, `--at` and `--explain`."""
    run = click.option(
        "--explain",
        "explains",
        is_flag=True,
        help="Also list every line the answer is based on, and say how it was found.",
    )(run)
    run = click.option(
        "--at",
        "place",
        metavar="FILE[:LINE]",
        shell_complete=complete_place,
        help="Where you are, so that `this` and `it` have a meaning.",
    )(run)
    return click.option(
        "--budget",
        type=click.Choice(("brief", "normal", "deep")),
        default="normal",
        show_default=True,
        help="How much the answer may cost if a model is asked.",
    )(run)


class AskingOptions(TypedDict):
    """What `asking_options` gives."""

    budget: str
    place: str | None
    explains: bool


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
def answering(command: Command, **options: Unpack[AskingOptions]) -> Generator[Answering]:
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

    context = _context(command, options["place"])
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
        yield Answering(command, memory, context, Budget(options["budget"]), asker, endpoint)


def _context(command: Command, place: str | None) -> AskContext:
    from stc_lsp.wake.documents import require_line
    from stc_lsp.wake.values import AskContext

    if place is None:
        return AskContext()
    wanted = read_place(place)
    path, source = source_of(command, wanted.path)
    require_line(path, source, wanted.line)
    return AskContext(path, wanted.line)


def _read_first(command: Command, memory: Memory) -> None:
    """Index the workspace if nobody has yet, and what has changed if nobody does."""
    with memory.snapshot() as snapshot:
        was_read = snapshot.counts().files > 0
    if was_read:
        _catch_up(command, memory)
        return
    advice = "If you want all of it to be read, run `stc-lsp index` first."
    require_repository(command.workspace, command.folder, advice)
    # Imported here: slow to load, and most have indexed it before.
    from stc_lsp.sleep.run import index_workspace

    with shown_progress(command) as progress:
        report = index_workspace(command.workspace, command.settings, progress)
    command.tell(report.notices)
    if not report.files:
        raise WorkspaceError(
            f"{command.workspace} has no file that stc-lsp reads: there is nothing to ask about."
        )


def _catch_up(command: Command, memory: Memory) -> None:
    """Read what has changed since the workspace was indexed, where no sleeper does."""
    from stc_lsp.sleep.daemon.attach import is_running

    settings = command.settings
    if is_running(command.paths):
        return
    with memory.snapshot() as snapshot:
        if not count_unread(command.workspace, settings.index.exclude, snapshot):
            return
    # Imported here, as below.
    from stc_lsp.sleep.run import index_workspace

    try:
        with shown_progress(command) as progress:
            index_workspace(command.workspace, settings, progress)
    except (MemoryFault, SleeperError) as error:
        command.tell([f"What has changed since it was indexed is not read: {error}"])


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


def show_answer(answer: Answer, *, explains: bool) -> None:
    """Print an answer, what it rests on, whether that is fresh, and how the answer came to be.

    Places that the answer names itself are not said again, nor why no stored one was served, but to explain.
    That no model answered is said by the reason below.
    """
    # Imported here: slow to load for a command that only shows its help.
    from stc_lsp.wake.values import NO_MODEL, WITHOUT_IT

    show.markdown(answer.answer.removesuffix(NO_MODEL).rstrip())
    # Why the model did not answer is said first, and not once more below.
    first = answer.answer.partition("\n\n")[0]
    reason = answer.reason
    if first.endswith(WITHOUT_IT):
        reason = reason.replace(first.removesuffix(WITHOUT_IT).rstrip(), "").strip()
    cited = answer.citations if explains else _unnamed(answer)
    if cited:
        show.say()
        _show_places(cited, most=len(cited) if explains else _SHOWN_FILES)
    if not answer.fresh:
        show.say("\nSome of the code that this is based on has been edited since.", fg="yellow")
    read, written = answer.tokens.input, answer.tokens.output
    spent = f", {read:,} tokens read and {written:,} written" if read or written else ""
    show.say(f"\n{answer.rung}, in {show.seconds(answer.elapsed_ms)}{spent}", dim=True)
    show.sentences(f"{answer.not_stored} {reason}".strip() if explains else reason, dim=True)


def _unnamed(answer: Answer) -> list[Citation]:
    """What an answer rests on without saying so in its text: `shop.py:16 (and line 17)` says two lines."""
    further = re.findall(r"\bline (\d+)", answer.answer)

    def is_named(cited: Citation) -> bool:
        lines = re.findall(rf"(?<![\w/.-]){re.escape(cited.path)}:(\d+)", answer.answer)
        named = [*lines, *further] if lines else lines
        return any(cited.start_line <= int(line) <= cited.end_line for line in named)

    return [each for each in answer.citations if not is_named(each)]


def _show_places(cited: Sequence[Citation], most: int) -> None:
    """Print places, those of a file in a line."""
    by_file: dict[str, list[str]] = {}
    for each in cited:
        path, _, lines = str(each).rpartition(":")
        by_file.setdefault(path, []).append(lines)
    for path, lines in itertools.islice(by_file.items(), most):
        show.say(f"  {path}:{', '.join(lines)}")
    more = len(by_file) - most
    if more > 0:
        show.say(f"  and {show.count(more, 'file')} more")
