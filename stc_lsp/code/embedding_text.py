"""The text by which a chunk is embedded. Pure: asleep, chunks are embedded by it; awake, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.identifiers import split_identifier

if TYPE_CHECKING:
    from stc_lsp.code.values import Chunk

_PATH_WORDS = 4
_SIGNATURE, _DOCUMENTATION, _BODY = 200, 600, 500
"""Characters of each: what is written about a chunk tells more than its body does."""
MOST_BODY_BYTES = 4 * 3 * _BODY
"""More of a body is never looked at."""


def embedding_text(path: str, chunk: Chunk, body: str) -> str:
    """Path, kind, name, header, documentation and the beginning of the body, as words.

    `body` is the chunk's own text without its children; only its beginning is looked at.
    """
    parts = (
        " ".join(split_identifier(path)[-_PATH_WORDS:]),
        str(chunk.kind),
        as_words(chunk.qualname),
        as_words(chunk.signature)[:_SIGNATURE],
        as_words(chunk.documentation[: 2 * _DOCUMENTATION])[:_DOCUMENTATION],
        as_words(body[: 3 * _BODY])[:_BODY],
    )
    return " ".join(filter(None, parts))


def as_words(text: str) -> str:
    """A text with its identifiers split: how questions are embedded too."""
    return " ".join(split_identifier(text))
