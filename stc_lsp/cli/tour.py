"""`stc-lsp tour`: index a repository, think about it, and show what that gives."""

from __future__ import annotations

import shlex
import shutil
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
import attrs
import click

import stc_lsp
from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.progress import shown_progress
from stc_lsp.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from stc_lsp.cli.sights import Sight
    from stc_lsp.memory.snapshot import Memory, Snapshot
    from stc_lsp.sleep.run import IndexReport, SleepReport
    from stc_lsp.wake.documents import DiskDocuments
    from stc_lsp.wake.values import Answer, HoverCard, LikelyQuestion

Result = TypeVar("Result")
_TIMES = 5
"""That something is done again, to take the median: other programs run, too."""
_MOST_QUESTIONS = 6
_MOST_LINES = 10
"""Of an answer."""


@click.command("tour")
@click.argument("repository", required=False, type=click.Path(path_type=Path))
@common_options
def tour_command(command: Command, *, repository: Path | None) -> None:
    """Index REPOSITORY, think about it, and show the results: hovers, likely questions, answers.

    Without REPOSITORY, a small library service that comes with stc-lsp is shown. No model is used, nothing
    leaves this machine, and nothing keeps running.
    """
    from stc_lsp.config.schema import ModelSettings
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.sleep.run import index_workspace, sleep_until_done

    command = attrs.evolve(command, folder=repository or command.folder or _bundled())
    # Thinking with a model takes long and may cost money: nobody who looks around asks for that.
    settings = attrs.evolve(command.settings, model=ModelSettings())
    with shown_progress(command) as progress:
        indexed = index_workspace(command.workspace, settings, progress)
        thought = sleep_until_done(command.workspace, settings, progress)
    command.tell((*indexed.notices, *thought.notices))
    with closing(Memory.open(command.paths)) as memory:
        seen = _look_around(command, memory)
    if command.json:
        show.as_json(_as_json(command, indexed, thought, seen))
        return
    _show(command, indexed, thought, seen)


def _bundled() -> Path:
    """The small repository that comes along: in the package, or in the checkout around it."""
    package = Path(stc_lsp.__file__).parent
    for folder in (package, package.parent):
        found = folder / "fixtures" / "lendery"
        if found.is_dir():
            return found
    raise WorkspaceError("The repository for the tour is not installed. Name one: stc-lsp tour DIR.")


@attrs.frozen
class _Hovered:
    """One hover, and how long it took."""

    place: str
    card: HoverCard
    elapsed_ms: float


@attrs.frozen
class _Seen:
    """What the tour shows."""

    hovers: list[_Hovered]
    path: str
    """The file whose questions are listed; "" is the repository."""
    questions: list[LikelyQuestion]
    questions_ms: float
    answers: list[tuple[str, Answer]]


def _look_around(command: Command, memory: Memory) -> _Seen:
    from stc_lsp.cli.sights import sights
    from stc_lsp.wake.documents import DiskDocuments
    from stc_lsp.wake.likely import likely_questions

    documents = DiskDocuments(command.workspace)
    with memory.snapshot() as snapshot:
        found = sights(snapshot)
        hovers = [each for sight in found if (each := _hovered(snapshot, documents, sight)) is not None]
        path = found[0].chunk.path if found else ""

        def list_questions() -> list[LikelyQuestion]:
            return likely_questions(snapshot, documents, path, most=_MOST_QUESTIONS)

        questions, questions_ms = _timed(list_questions)
    answers = anyio.run(_answers, command, memory, documents, _asked(found))
    return _Seen(hovers, path, questions, questions_ms, answers)


def _hovered(snapshot: Snapshot, documents: DiskDocuments, sight: Sight) -> _Hovered | None:
    from stc_lsp.wake.hover.hover import hover

    card, elapsed_ms = _timed(lambda: hover(snapshot, documents, sight.path, sight.byte))
    source = documents.text(sight.path)
    if card is None or source is None:
        return None
    before = source[: sight.byte]
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return _Hovered(f"{sight.path}:{before.count(10) + 1}:{column}", card, elapsed_ms)


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """A result, and the milliseconds it takes a server that has long loaded what the first time loads."""
    result = work()
    times: list[float] = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return result, median(times)


def _asked(found: list[Sight]) -> list[str]:
    """Questions that this repository can answer, each of another kind."""
    used = [sight.chunk.label for sight in found]
    asked = ["What is this repository for?"]
    if used:
        asked += [f"Who uses {used[0]}?", f"What breaks if I change {used[-1]}?"]
    return [*asked, "How are the tests run?"]


async def _answers(
    command: Command, memory: Memory, documents: DiskDocuments, questions: list[str]
) -> list[tuple[str, Answer]]:
    from stc_lsp.wake.ask import Asker
    from stc_lsp.wake.rank.vectors import awake_embeddings

    with ExitStack() as stack:
        embeddings = awake_embeddings(command.settings, command.paths, stack)
        asker = Asker(memory, documents, embeddings=lambda: embeddings)
        for question in questions:
            await asker.ask(question)
        return [(question, await asker.ask(question)) for question in questions]


def _show(command: Command, indexed: IndexReport, thought: SleepReport, seen: _Seen) -> None:
    known = f"{show.count(indexed.files, 'file')}, {show.count(indexed.chunks, 'chunk')}"
    show.heading(f"A tour of {command.workspace}")
    show.say("No model is used, and nothing leaves this machine.\n")
    show.say(f"Read     {known}, in {show.seconds(indexed.elapsed_ms)}")
    made, reused = thought.made, f"{thought.reused:,} already known, " if thought.reused else ""
    show.say(f"Thought  {show.count(made, 'thought')} made, {reused}in {show.seconds(thought.elapsed_ms)}")
    if seen.hovers:
        _title("Hover", "What an editor shows of the name under the cursor.")
    for each in seen.hovers:
        show.say(f"{each.place}  {show.seconds(each.elapsed_ms)}", fg="cyan")
        show.markdown(each.card.markdown.rstrip(), indent=4)
        show.say()
    _title("Likely questions", f"Of {seen.path or 'this repository'}, with their answers at hand.")
    for question in seen.questions:
        show.say(f"    {question.question}")
    show.say(f"    {show.seconds(seen.questions_ms)}", fg="cyan")
    _title("Answers", "What `stc-lsp ask` and the editor say.")
    for asked, answer in seen.answers:
        show.say(f"{asked}  {answer.rung}, {show.seconds(answer.elapsed_ms)}", fg="cyan")
        show.markdown(_shortened(answer.answer).rstrip(), indent=4)
        show.say()
    _say_what_next(command)


def _title(title: str, told: str) -> None:
    show.say()
    show.heading(title)
    show.say(f"{told}\n")


def _shortened(text: str) -> str:
    lines = text.splitlines()
    return "\n".join(lines if len(lines) <= _MOST_LINES else [*lines[:_MOST_LINES], "…"])


def _say_what_next(command: Command) -> None:
    from stc_lsp.config import user_settings_file

    show.say()
    show.heading("What next")
    folder = shlex.quote(str(command.workspace))
    for step in (
        f"Ask something yourself:  {_program()} ask -w {folder} 'Where does the program start?'",
        f"Use it in an editor:     see docs/editors/; the server is `{_program()} serve`",
        f"Think with a model:      set model.base_url and model.name in {user_settings_file()}",
        f"Check the installation:  {_program()} doctor -w {folder}",
    ):
        show.say(f"  {step}")


def _program() -> str:
    """How this person calls us: by name, if it is found by that, else by path."""
    called = Path(sys.argv[0])
    is_known = shutil.which("stc-lsp") is not None or called.name != "stc-lsp"
    return "stc-lsp" if is_known else shlex.quote(str(called))


def _as_json(command: Command, indexed: IndexReport, thought: SleepReport, seen: _Seen) -> dict[str, Any]:
    from stc_lsp.wake.json_values import answer_json, hover_json, questions_json

    return {
        "workspace": str(command.workspace),
        "files": indexed.files,
        "chunks": indexed.chunks,
        "thoughts": {"made": thought.made, "reused": thought.reused},
        "hovers": [{"place": each.place, **hover_json(each.card, each.elapsed_ms)} for each in seen.hovers],
        **questions_json(seen.questions),
        "answers": [{"question": asked, **answer_json(answer)} for asked, answer in seen.answers],
    }
