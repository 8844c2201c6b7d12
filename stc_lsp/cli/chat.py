"""`stc-lsp chat`: a conversation about the repository."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from typing import TYPE_CHECKING, Unpack

import click

from stc_lsp.cli import show
from stc_lsp.cli.answering import Answering, AskingOptions, answering, asking_options, show_answer, streamed
from stc_lsp.cli.failures import report
from stc_lsp.cli.lines import InputHistory, piped_lines, typed_lines, unechoed
from stc_lsp.cli.options import Command, common_options
from stc_lsp.errors import StcError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.wake.values import Answer, Turn

_ENDS = ("exit", "quit")
_ASKS_FOR_HELP = ("help", "?", "/help")
_HELP = (
    "Ask about the code in plain English: `what is this repository for`, `who calls NAME`, `what does FILE "
    "do`, `how does ... work`, `what breaks if I change NAME`. A question may refer to the one before: `and "
    "what does it raise?`. Ctrl-C stops an answer, Ctrl-D or `exit` ends the conversation."
)


@click.command("chat")
@asking_options
@common_options
def chat_command(command: Command, **options: Unpack[AskingOptions]) -> int:
    """Answer questions in a conversation, with the lines that each answer is based on.

    A question may refer to earlier ones: `who calls total`, then `and what does it raise?`. Ctrl-C stops an
    answer; Ctrl-D or `exit` ends the conversation. The arrow keys bring back earlier questions.

    Each line of piped input is a question; with --json each answer is one JSON object on a line of its own.
    Otherwise it answers as `stc-lsp ask` does.
    """
    is_typed = sys.stdin.isatty()
    # The loop ends before what its threads read is closed.
    with answering(command, **options) as opened, asyncio.Runner() as runner:
        conversation = _Conversation(opened, runner, is_typed=is_typed, explains=options["explains"])
        if is_typed and command.for_people:
            _greet(opened)
        try:
            for question in _typed(command) if is_typed else piped_lines():
                if question.lower() in _ENDS:
                    break
                if is_typed and question.lower() in _ASKS_FOR_HELP:
                    show.sentences(_HELP)
                    show.say()
                elif question:
                    conversation.put(question)
        finally:
            runner.run(opened.hang_up())
    # One who typed has seen what failed.
    return 0 if is_typed else conversation.status


def _typed(command: Command) -> Iterator[str]:
    file = command.paths.workspace_dir / "chat.history"
    return typed_lines(InputHistory(file if command.settings.privacy.log_questions else None, command.tell))


def _greet(opened: Answering) -> None:
    model = opened.endpoint.settings.name if opened.endpoint is not None else ""
    answers = f"{model} is asked what memory cannot tell" if model else "no model is configured"
    show.heading(f"About {opened.command.workspace.name}; {answers}.")
    show.say("`help` says what to ask. Ctrl-C stops an answer, Ctrl-D or `exit` ends.\n", dim=True)


class _Conversation:
    """Questions and their answers, in turn."""

    def __init__(self, opened: Answering, runner: asyncio.Runner, *, is_typed: bool, explains: bool) -> None:
        self._opened = opened
        self._runner = runner
        self._is_typed = is_typed
        self._explains = explains
        self._turns: list[Turn] = []
        self.status = 0
        """The exit status of the last question that could not be answered."""

    def put(self, question: str) -> None:
        """Answer a question, and show that. Raises KeyboardInterrupt if nobody types."""
        from stc_lsp.wake.values import Turn

        if not self._is_typed and not self._opened.command.json:
            show.heading(f"> {question}")
        spoken: list[str] = []
        try:
            with unechoed() if self._is_typed else contextlib.nullcontext():
                answer = self._runner.run(self._answer(question, spoken))
            self._turns.append(Turn(question, answer.answer))
            self._show(question, answer)
        except StcError as error:
            self.status = report(error, as_json=self._opened.command.json)
        except KeyboardInterrupt:
            if not self._is_typed:
                raise
            self._turns.append(Turn(question, "".join(spoken)))
            self._say_stopped(was_shown=bool(spoken) and sys.stdout.isatty())

    async def _answer(self, question: str, spoken: list[str]) -> Answer:
        with streamed(self._opened.command) as on_text:

            def heard(piece: str) -> None:
                spoken.append(piece)
                if on_text is not None:
                    on_text(piece)

            return await self._opened.answer(question, self._turns, heard)

    def _show(self, question: str, answer: Answer) -> None:
        from stc_lsp.wake.json_values import answer_json

        if self._opened.command.json:
            show.as_json(
                {"question": question, "taken_for": answer.taken_for, **answer_json(answer)}, indent=None
            )
            return
        if answer.taken_for != question:
            show.say(f"Taken for: {answer.taken_for}\n", dim=True)
        show_answer(answer, explains=self._explains)
        show.say()

    def _say_stopped(self, *, was_shown: bool) -> None:
        if self._opened.command.json:
            show.as_json({"error": {"kind": "stopped", "message": "The answer was stopped."}}, indent=None)
            return
        checked = " What was said so far is not checked." if was_shown else ""
        show.say(f"\nStopped.{checked}\n", fg="yellow")
