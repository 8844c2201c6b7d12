"""`workspace/executeCommand`: our own methods, for clients that know no others than the protocol's."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import attrs
from pygls.exceptions import JsonRpcInvalidParams

from stc_lsp.server.lsp.stc_ask import ask
from stc_lsp.server.lsp.stc_likely_questions import likely_questions
from stc_lsp.server.lsp.stc_rate import rate
from stc_lsp.server.lsp.stc_status import pause, resume, status
from stc_lsp.server.lsp.stc_understanding import understanding
from stc_lsp.server.wire import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lsprotocol import types

    from stc_lsp.server.session.session import Session

METHODS: Mapping[str, Callable[[Session, Any], Any]] = {
    messages.ASK: ask,
    messages.LIKELY_QUESTIONS: likely_questions,
    messages.STATUS: status,
    messages.PAUSE: pause,
    messages.RESUME: resume,
    messages.RATE: rate,
    messages.UNDERSTANDING: understanding,
}
"""Our own methods and what handles them."""

COMMANDS = {method.replace("/", "."): method for method in METHODS}
"""The command that stands for each."""


async def execute_command(session: Session, params: types.ExecuteCommandParams) -> Any:
    """Do what the method of that name does, with the one argument as its parameters. A text is a question."""
    method = COMMANDS.get(params.command)
    if method is None:
        raise JsonRpcInvalidParams(f"There is no command {params.command}. Known: {', '.join(COMMANDS)}.")
    arguments = params.arguments or [{}]
    if len(arguments) != 1:
        raise JsonRpcInvalidParams(f"{params.command} takes one argument, not {len(arguments)}.")
    argument = arguments[0]
    if method == messages.ASK and isinstance(argument, str):
        argument = {"question": argument}
    typed = session.protocol.read(argument, messages.PARAMS[method], "arguments[0]")
    if isinstance(typed, messages.AskParams) and typed.work_done_token is None:
        typed = attrs.evolve(typed, work_done_token=params.work_done_token)
    result = METHODS[method](session, typed)
    return await result if inspect.isawaitable(result) else result
