"""What a sleeper was set to, in a few letters: who would set it otherwise must start it again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import attrs

from stc_lsp.models.settings import ASLEEP

if TYPE_CHECKING:
    from stc_lsp.config.schema import Settings


def sleeper_digest(settings: Settings) -> str:
    """The same for settings under which a sleeper does the same."""
    rules = (
        settings.endpoint(ASLEEP),
        settings.embeddings_choice(ASLEEP),
        settings.budget.asleep,
        settings.budget.embedding,
        settings.privacy,
        settings.index,
        settings.sleep,
        settings.thoughts,
    )
    told = repr([attrs.asdict(each) if attrs.has(type(each)) else each for each in rules])
    return hashlib.blake2b(told.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()
