"""`stc-lsp ask`: an answer to a question about the repository, with the lines that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import anyio
import click

from stc_lsp.cli import show
from stc_lsp.cli.answering import Answering, AskingOptions, answering, asking_options, show_answer, streamed
from stc_lsp.cli.options import Command, common_options
from stc_lsp.errors import UsageError

if TYPE_CHECKING:
    from stc_lsp.wake.values import Answer


@click.command("ask")
@click.argument("question", nargs=-1, required=True)
@asking_options
@common_options
def ask_command(command: Command, *, question: tuple[str, ...], **options: Unpack[AskingOptions]) -> None:
    """Answer a question about the repository, with the lines that the answer is based on.

    Quotes are only needed around characters that the shell interprets, such as `?`, `*` and backticks:
    `stc-lsp ask who calls total` works without.

    Stored answers and what static analysis knows come at once. For the rest the model is asked, if one is
    configured: with what was learned asleep or, failing that, with source. A repository that was never
    indexed is indexed first.
    """
    from stc_lsp.wake.json_values import answer_json

    asked = " ".join(question)
    if not asked.strip():
        raise UsageError("The question is empty.")
    with answering(command, **options) as opened:
        answer = anyio.run(_answer, opened, asked)
    if command.json:
        show.as_json(answer_json(answer))
        return
    show_answer(answer, explains=options["explains"])


async def _answer(opened: Answering, question: str) -> Answer:
    try:
        with streamed(opened.command) as on_text:
            return await opened.answer(question, on_text=on_text)
    finally:
        await opened.hang_up()
