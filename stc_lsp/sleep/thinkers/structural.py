"""The thinker that needs no model: what can be known from the code alone, put into sentences."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, cast

from stc_lsp.code.describe import describe
from stc_lsp.code.described import DefinitionFacts, FolderFacts, History, ModuleFacts
from stc_lsp.memory.values import Anchor, Recipe, Thought, ThoughtItem, ThoughtKind, Wanted, thought_key
from stc_lsp.sleep.version import structural_version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.code.described import Description, Evidence, Facts

THINKER = "structural"


def recipe(kind: ThoughtKind) -> Recipe:
    """How structural thoughts of a kind are made."""
    return Recipe(kind, THINKER, structural_version())


def wanted(chunk_id: int, facts: Facts, value: float = 0.0) -> list[Wanted]:
    """The keys of the structural thoughts that are current for a chunk with these facts."""
    return [Wanted(chunk_id, recipe(kind), key, value) for kind, key in keys(facts).items()]


def think(facts: Facts) -> list[Thought]:
    """The structural thoughts made from these facts."""
    said = describe(facts)
    return [
        Thought(key, recipe(kind), _summary(said) if kind is ThoughtKind.SUMMARY else _questions(said))
        for kind, key in keys(facts).items()
    ]


def keys(facts: Facts) -> dict[ThoughtKind, str]:
    """The key of each structural thought that is made from these facts."""
    whole = canonical(facts)
    return {
        kind: thought_key(
            recipe(kind), _without_history(facts, whole) if kind is ThoughtKind.SUMMARY else whole
        )
        for kind in kinds(facts)
    }


def kinds(facts: Facts) -> tuple[ThoughtKind, ...]:
    """What is thought about something: nobody asks questions about a single test."""
    if isinstance(facts, DefinitionFacts) and facts.in_test_code and facts.kind != "class":
        return (ThoughtKind.SUMMARY,)
    return (ThoughtKind.SUMMARY, ThoughtKind.QUESTIONS)


def canonical(value: object) -> object:
    """Facts as JSON: names of fields are left out, for the version of the code is part of every key."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple):
        return [canonical(each) for each in cast("tuple[object, ...]", value)]
    if dataclasses.is_dataclass(value):
        return [canonical(getattr(value, field)) for field in _fields(type(value))]
    return value


def _fields(kind: type) -> tuple[str, ...]:
    known = _FIELDS.get(kind)
    if known is None:
        known = _FIELDS[kind] = tuple(field.name for field in dataclasses.fields(kind))
    return known


_PLAIN = (str, int, float, type(None))
_FIELDS: dict[type, tuple[str, ...]] = {}
_NO_HISTORY = canonical(History())


def _without_history(facts: Facts, whole: object) -> object:
    """A summary tells no history, so that a commit does not change its key."""
    if not isinstance(facts, DefinitionFacts | ModuleFacts | FolderFacts):
        return whole
    kept = list(cast("list[object]", whole))
    kept[_fields(type(facts)).index("history")] = _NO_HISTORY
    return kept


def _summary(said: Description) -> tuple[ThoughtItem, ...]:
    return (ThoughtItem(said.summary, anchors=_anchors(said.evidence), watch_for=said.watch_for),)


def _questions(said: Description) -> tuple[ThoughtItem, ...]:
    return tuple(
        ThoughtItem(each.answer, each.question, str(each.intent), _anchors(each.evidence))
        for each in said.questions
    )


def _anchors(evidence: Iterable[Evidence]) -> tuple[Anchor, ...]:
    return tuple(Anchor(each.path, each.qualname) for each in evidence)
