"""The thinker that needs no model: what can be known from the code alone, put into sentences."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stc_lsp.code.describe.dispatch import describe
from stc_lsp.code.describe.facts import DefinitionFacts, History, RepositoryFacts
from stc_lsp.memory.values import (
    STRUCTURAL,
    Anchor,
    Recipe,
    Thought,
    ThoughtItem,
    ThoughtKind,
    Wanted,
    thought_key_of_json,
)
from stc_lsp.memory.write.made import made_thought
from stc_lsp.sleep.indexing.version import structural_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stc_lsp.code.describe.facts import Description, Evidence, Facts
    from stc_lsp.memory.write.made import MadeThought


def recipe(kind: ThoughtKind) -> Recipe:
    """How structural thoughts of a kind are made."""
    return Recipe(kind, STRUCTURAL, structural_version())


def wanted(chunk_id: int, facts: Facts, value: float = 0.0) -> list[Wanted]:
    """The keys of the structural thoughts that are current for a chunk with these facts."""
    return [Wanted(chunk_id, recipe(kind), key, value) for kind, key in keys(facts).items()]


def think(facts: Facts, wanted: Mapping[ThoughtKind, str] | None = None) -> list[Thought]:
    """The structural thoughts made from these facts; of its keys only those that are `wanted`."""
    said = describe(facts)
    return [
        Thought(key, recipe(kind), _summary(said) if kind is ThoughtKind.SUMMARY else _questions(said))
        for kind, key in (keys(facts) if wanted is None else wanted).items()
    ]


def made(about: Mapping[int, Facts]) -> list[MadeThought]:
    """The structural thoughts about some chunks, by their ids, ready to be kept and shown."""
    return [made_thought(chunk_id, thought) for chunk_id, facts in about.items() for thought in think(facts)]


def keys(facts: Facts) -> dict[ThoughtKind, str]:
    """The key of each structural thought that is made from these facts.

    JSON has facts as lists: the names of their fields say nothing more, for the version of the code, which is
    part of every key, knows their order.
    """
    *others, history = facts
    told = _AS_JSON.encode(others).removesuffix("]")
    whole = f"{told},{_AS_JSON.encode(history)}]"
    # A summary tells no history, so that a commit does not change its key; but that of the repository does.
    timeless = whole if isinstance(facts, RepositoryFacts) else f"{told},{_NO_HISTORY}]"
    return {
        kind: thought_key_of_json(recipe(kind), timeless if kind is ThoughtKind.SUMMARY else whole)
        for kind in kinds(facts)
    }


def kinds(facts: Facts) -> tuple[ThoughtKind, ...]:
    """What is thought about something: nobody asks questions about a single test."""
    if isinstance(facts, DefinitionFacts) and facts.in_test_code and facts.kind != "class":
        return (ThoughtKind.SUMMARY,)
    return (ThoughtKind.SUMMARY, ThoughtKind.QUESTIONS)


_AS_JSON = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, check_circular=False)
_NO_HISTORY = _AS_JSON.encode(History())


def _summary(said: Description) -> tuple[ThoughtItem, ...]:
    return (ThoughtItem(said.summary, anchors=_anchors(said.evidence), watch_for=said.watch_for),)


def _questions(said: Description) -> tuple[ThoughtItem, ...]:
    return tuple(
        ThoughtItem(each.answer, each.question, str(each.intent), _anchors(each.evidence))
        for each in said.questions
    )


def _anchors(evidence: Iterable[Evidence]) -> tuple[Anchor, ...]:
    return tuple(Anchor(*each) for each in evidence)
