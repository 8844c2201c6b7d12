"""What the sleeper would send next, put together as it would be, and not sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import anyio

from stc_lsp.errors import NoModelError
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.models.tokens import mean_prompt_tokens
from stc_lsp.sleep.run import by_sleeper
from stc_lsp.sleep.session import SleeperSession, hold_workspace, open_session

if TYPE_CHECKING:
    from pathlib import Path

    from stc_lsp.config import Settings
    from stc_lsp.models.values import Message
    from stc_lsp.sleep.progress import OnProgress


@dataclass(frozen=True, slots=True)
class Preview:
    """One prompt that would be sent."""

    path: str
    symbol: str
    kind: str
    """`summary` or `questions`."""
    key: str
    tokens: int
    """About."""
    messages: list[Message]


def preview_prompts(root: Path, settings: Settings, most: int, progress: OnProgress) -> list[Preview]:
    """The next prompts, in the order in which they would be sent.

    If a sleeper holds the workspace it tells them. Raises NoModelError when no model is configured,
    SleeperError, WorkspaceError.
    """
    reply = by_sleeper(root, settings, {"do": "prompts", "most": most}, progress)
    if reply is not None:
        return [Preview(**each) for each in reply["prompts"]]

    async def run() -> list[Preview]:
        async with open_session(root, settings) as session:
            return await next_prompts(session, most, progress)

    with hold_workspace(MemoryPaths(settings.data_dir, root)):
        return anyio.run(run)


async def next_prompts(session: SleeperSession, most: int, progress: OnProgress) -> list[Preview]:
    """The same, told by who holds the workspace. Raises NoModelError."""
    if not session.model:
        raise NoModelError(
            "No model is configured, so nothing is sent: set model.base_url and model.name first."
        )
    sleeper = session.sleeper
    await sleeper.write(lambda: session.indexer.reconcile(progress))
    await sleeper.think_structurally()
    await sleeper.write(sleeper.plan_again)
    return await sleeper.write(lambda: _previews(session, most))


def _previews(session: SleeperSession, most: int) -> list[Preview]:
    found: list[Preview] = []
    for wanted in session.writer.missing(most, session.model):
        chunk = session.writer.snapshot().chunk_by_id(wanted.chunk_id)
        messages = session.sleeper.messages(wanted)
        if chunk is not None and messages:
            tokens = mean_prompt_tokens(messages)
            kind = str(wanted.recipe.kind)
            found.append(Preview(chunk.path, chunk.chunk.qualname, kind, wanted.key, tokens, messages))
    return found
