"""In which order missing thoughts are made: what people are likely to look at, the parts before the whole."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from stc_lsp.code.described import DefinitionFacts, FolderFacts, ModuleFacts
from stc_lsp.code.values import ChunkKind

if TYPE_CHECKING:
    from stc_lsp.code.described import Facts, History

_OF_KIND = {
    ChunkKind.CLASS: 3.0,
    ChunkKind.FUNCTION: 2.5,
    ChunkKind.METHOD: 2.0,
    ChunkKind.SECTION: 0.5,
}
_OF_MODULE, _OF_FOLDER, _OF_REPOSITORY = 2.0, 2.0, 4.0
_IN_TEST_CODE = 0.2
_RECENT = 3.0
"""What an open or just saved file adds."""


_CHANGED = 6.0
"""What a change adds that is in the newest commit: what was changed lately is what people ask about next."""
_HALF_LIFE_DAYS = 60.0


def changed_lately(history: History, today: str) -> float:
    """What the last change of something adds to its worth. `today` is the date of the newest commit."""
    if not history.changes or not today:
        return 0.0
    age = (date.fromisoformat(today) - date.fromisoformat(history.changes[0].date)).days
    return _CHANGED * 0.5 ** (max(0, age) / _HALF_LIFE_DAYS)


def value(facts: Facts, recent: frozenset[str] = frozenset(), today: str = "") -> float:
    """How much a thought about this is worth to somebody, compared with others.

    More callers: more readers. `recent` are the files that somebody has open or has just saved.
    """
    if isinstance(facts, DefinitionFacts):
        used = facts.callers.places + facts.tests.places
        worth = _OF_KIND.get(ChunkKind(facts.kind), 1.0) + math.log1p(used)
        worth = worth - 0.5 if facts.name.startswith("_") else worth
    elif isinstance(facts, ModuleFacts):
        worth = _OF_MODULE + math.log1p(facts.importers.total)
    elif isinstance(facts, FolderFacts):
        worth = _OF_FOLDER + math.log1p(facts.importers.total)
    else:
        return _OF_REPOSITORY + _CHANGED
    worth += changed_lately(facts.history, today)
    if facts.in_test_code:
        worth *= _IN_TEST_CODE
    return worth + (_RECENT if facts.path in recent else 0.0)
