"""What the tools return, as types: the protocol's schemas are made from them. The fields are those of
`wake.json_values`, which is the one shape that all faces share.
"""

from __future__ import annotations

from typing import Any

# Not `typing`'s own: before Python 3.12 schemas cannot be made from that.
from typing_extensions import TypedDict


class CitationShape(TypedDict):
    """Lines of a file: 1-based, inclusive."""

    path: str
    start_line: int
    end_line: int


class TokensShape(TypedDict):
    """What the answer took from a model; all 0 without one."""

    input: int
    cached: int
    output: int


class AnswerShape(TypedDict):
    """An answer in Markdown, with the lines it rests on."""

    answer: str
    rung: str
    citations: list[CitationShape]
    fresh: bool
    tokens: TokensShape
    elapsed_ms: float
    questions: list[str]
    reason: str
    asked_id: int


class SymbolShape(TypedDict):
    """One definition."""

    symbol: str
    kind: str
    path: str
    line: int
    signature: str
    markdown: str
    fresh: bool


class SymbolsShape(TypedDict):
    """Everything that a name may mean, the likeliest first."""

    symbols: list[SymbolShape]
    total: int


class QuestionShape(TypedDict):
    """A likely question with its answer."""

    question: str
    answer: str
    intent: str
    about: str
    citations: list[CitationShape]
    fresh: bool
    thinker: str
    chance: float
    key: str
    predictability: float | None


class QuestionsShape(TypedDict):
    """Likely questions of a file."""

    questions: list[QuestionShape]


class PlaceShape(TypedDict):
    """A place that search found."""

    symbol: str
    kind: str
    path: str
    start_line: int
    end_line: int
    signature: str
    summary: str


class PlacesShape(TypedDict):
    """Places, best first; `next_cursor` asks for more, "" when there is none. `note` says how far to trust
    them, "" when all is well.
    """

    places: list[PlaceShape]
    next_cursor: str
    note: str


class UserShape(TypedDict):
    """Something that uses the symbol, directly or through others."""

    symbol: str
    path: str
    line: int
    distance: int
    is_test: bool


class ImpactShape(TypedDict):
    """What may break when a symbol changes; `next_cursor` asks for more of its `total` users."""

    symbol: str
    path: str
    line: int
    answer: str
    users: list[UserShape]
    total: int
    next_cursor: str
    citations: list[CitationShape]
    fresh: bool


StatusShape = dict[str, Any]
