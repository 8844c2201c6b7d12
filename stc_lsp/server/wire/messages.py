"""The parameters of our own methods, typed. On the wire they are camelCase, except what an answer carried.

What they mean is told in docs/protocol.md.
"""

# No `from __future__ import annotations` here: the converter reads the types as types.
from typing import TYPE_CHECKING, Any

import attrs
from cattrs.gen import make_dict_structure_fn, override
from lsprotocol import types

if TYPE_CHECKING:
    from cattrs import Converter

ASK = "stc/ask"
LIKELY_QUESTIONS = "stc/likelyQuestions"
STATUS = "stc/status"
PAUSE = "stc/pause"
RESUME = "stc/resume"
RATE = "stc/rate"
UNDERSTANDING = "stc/understanding"
STATUS_CHANGED = "stc/statusChanged"
ANSWER_CHANGED = "stc/answerChanged"

BUDGETS = ("brief", "normal", "deep")
"""The values of `wake.values.Budget`, which is loaded with the first question."""


def _not_blank(_owner: object, attribute: "attrs.Attribute[Any]", value: str) -> None:
    if not value.strip():
        raise ValueError(f"{attribute.name} is empty")


@attrs.frozen
class TurnParams:
    """One question of the conversation so far, and what was answered."""

    question: str
    answer: str


@attrs.frozen
class AskParams:
    """`stc/ask`."""

    question: str = attrs.field(validator=_not_blank)
    text_document: types.TextDocumentIdentifier | None = None
    position: types.Position | None = None
    range: types.Range | None = None
    budget: str = attrs.field(default="normal", validator=attrs.validators.in_(BUDGETS))
    history: tuple[TurnParams, ...] = ()
    workspace: str | None = None
    work_done_token: int | str | None = None
    partial_result_token: int | str | None = None


@attrs.frozen
class LikelyQuestionsParams:
    """`stc/likelyQuestions`."""

    text_document: types.TextDocumentIdentifier
    position: types.Position | None = None


@attrs.frozen
class StatusParams:
    """`stc/status`, `stc/pause` and `stc/resume`."""

    workspace: str | None = None


@attrs.frozen
class UnderstandingParams:
    """`stc/understanding`."""

    path: str = ""
    workspace: str | None = None


@attrs.frozen
class RateParams:
    """`stc/rate`."""

    asked_id: int
    thumb: int = attrs.field(validator=attrs.validators.in_((-1, 0, 1)))


PARAMS: dict[str, type] = {
    ASK: AskParams,
    LIKELY_QUESTIONS: LikelyQuestionsParams,
    STATUS: StatusParams,
    PAUSE: StatusParams,
    RESUME: StatusParams,
    RATE: RateParams,
    UNDERSTANDING: UnderstandingParams,
}
"""Method: the type of its parameters."""


def teach(converter: "Converter") -> None:
    """Let a converter of the protocol's types read ours."""
    # An answer says `asked_id`, as in every face; whoever rates it hands back what it got.
    converter.register_structure_hook(
        RateParams,
        make_dict_structure_fn(RateParams, converter, asked_id=override(rename="asked_id")),
    )
