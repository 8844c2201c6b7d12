"""From a thought to the rows that the store and the index hold of it. Pure and picklable.

As with `prepare`, whoever makes thoughts makes the rows too: in another process than the writer's, if need
be.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from stc_lsp.memory.rows import pack_items
from stc_lsp.memory.search import index_text
from stc_lsp.memory.values import Thought, ThoughtKind


class MadeThought(NamedTuple):
    """A thought about one chunk, ready to be stored and to be found."""

    chunk_id: int
    row: tuple[Any, ...]
    """The columns of `thoughts`, less the time."""
    words: str
    """What it is found by."""
    questions: tuple[str, ...]
    """What each of its questions is found by; () for a summary."""

    @property
    def key(self) -> str:
        """The key of the thought."""
        return self.row[0]

    @property
    def identity(self) -> tuple[int, str, str]:
        """What it can be current for: chunk, kind and thinker."""
        return self.chunk_id, self.row[1], self.row[2]


def made_thought(chunk_id: int, made: Thought) -> MadeThought:
    """What is stored and found of a thought."""
    is_asked = made.recipe.kind is ThoughtKind.QUESTIONS
    return MadeThought(
        chunk_id,
        thought_row(made),
        " ".join(index_text(f"{item.question} {item.text} {item.watch_for}") for item in made.items),
        tuple(index_text(" ".join((item.question, *item.wordings))) for item in made.items)
        if is_asked
        else (),
    )


def thought_row(made: Thought) -> tuple[Any, ...]:
    """The columns of `thoughts`, less the time."""
    recipe = made.recipe
    return (
        made.key,
        str(recipe.kind),
        recipe.thinker,
        recipe.prompt_version,
        recipe.parameters,
        pack_items(made.items),
        made.input_tokens,
        made.cached_tokens,
        made.output_tokens,
    )
