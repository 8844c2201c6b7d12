"""`stc-lsp questions`: the likely questions of a file or a line, with their answers."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stc_lsp.cli import show
from stc_lsp.cli.options import Command, common_options
from stc_lsp.cli.position import Position, complete_place, read_place, source_of
from stc_lsp.cli.workspace import relative_path
from stc_lsp.errors import UsageError

if TYPE_CHECKING:
    from stc_lsp.wake.values import LikelyQuestion

_LEAST_TOLD = 0.005


@click.command("questions")
@click.argument("place", metavar="FILE[:LINE]", shell_complete=complete_place)
@click.option("--most", type=click.IntRange(1), default=12, show_default=True, help="How many to list.")
@click.option("--answers", is_flag=True, help="Show the answers too. JSON always includes them.")
@common_options
def questions_command(command: Command, *, place: str, most: int, answers: bool) -> None:
    """List the questions people are likely to ask about a file or a line. FILE may be a folder.

    The percentage is the chance that the question is asked soon or, for a line, that it is the one asked
    there.
    """
    from stc_lsp.memory.snapshot import Memory
    from stc_lsp.wake.documents import DiskDocuments
    from stc_lsp.wake.json_values import questions_json
    from stc_lsp.wake.likely import likely_questions

    wanted = read_place(place)
    path = _path(command, wanted)
    with closing(Memory.open(command.paths)) as memory:
        started = time.perf_counter()
        with memory.snapshot() as snapshot:
            found = likely_questions(snapshot, DiskDocuments(command.workspace), path, wanted.line, most)
        elapsed_ms = (time.perf_counter() - started) * 1000
        command.tell([memory.fault] if memory.fault else [])
    if command.json:
        show.as_json(questions_json(found))
        return
    for question in found:
        _show(question, answers=answers)
    if not found:
        show.say("No likely questions are known here yet: run `stc-lsp sleep` to find some.")
        return
    show.say(f"\n{show.count(len(found), 'question')}, in {show.seconds(elapsed_ms)}", dim=True)


def _path(command: Command, wanted: Position) -> str:
    """The path to ask about, once it is sure that it has such a line."""
    from stc_lsp.wake.documents import require_line

    path = relative_path(command.workspace, wanted.path, Path.cwd())
    if (command.workspace / path).is_dir() and not (command.workspace / path).is_symlink():
        if wanted.line:
            raise UsageError(f"{wanted.path} is a folder: it has no lines.")
        return "" if path == "." else path
    path, source = source_of(command, wanted.path)
    require_line(path, source, wanted.line)
    return path


def _show(question: LikelyQuestion, *, answers: bool) -> None:
    chance = (
        "" if not question.chance else "<1%" if question.chance < _LEAST_TOLD else f"{question.chance:.0%}"
    )
    if not answers:
        show.say(f"{chance:>4}  {question.question}")
        return
    show.say("")
    show.markdown(f"**{question.question}**\n\n{question.answer}")
    for each in question.citations:
        show.say(f"  {each}", dim=True)
