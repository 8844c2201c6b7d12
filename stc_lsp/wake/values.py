"""The values that answering hands to a face. Lines are 1-based and inclusive, paths as in the index."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NO_MODEL = "No model answered this: it is what was learned ahead and what search finds."
WITHOUT_IT = "This is what can be said without it."
"""How the sentence ends that says, before such an answer, why the model that was asked did not answer."""
"""The last line of what is told without a model of a question that static analysis cannot answer exactly."""


class Rung(StrEnum):
    """How an answer came to be, the cheapest first."""

    STORED = "stored"
    """A stored answer to the same question, word for word."""
    STRUCTURAL = "structural"
    """Static analysis and search, no model."""
    LEARNED = "learned"
    """One short call with what was learned asleep."""
    RAW = "raw"
    """One longer call with source found by search."""


class Budget(StrEnum):
    """How much a person lets an answer cost: the paper's levels of test-time compute."""

    BRIEF = "brief"
    NORMAL = "normal"
    DEEP = "deep"


@dataclass(frozen=True, slots=True)
class Citation:
    """Lines that an answer rests on."""

    path: str
    start_line: int
    end_line: int

    def __str__(self) -> str:
        """On one line, whatever the file is called."""
        path = self.path.replace("\n", "\\n").replace("\r", "\\r")
        if self.end_line > self.start_line:
            return f"{path}:{self.start_line}-{self.end_line}"
        return f"{path}:{self.start_line}"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens that answering took."""

    input: int = 0
    cached: int = 0
    """Of the input tokens, those the endpoint had cached."""
    output: int = 0

    def plus(self, other: Tokens) -> Tokens:
        """Of both together."""
        return Tokens(self.input + other.input, self.cached + other.cached, self.output + other.output)


@dataclass(frozen=True, slots=True)
class AskContext:
    """Where the person is who asks."""

    path: str = ""
    """The file they look at; "" if not known."""
    line: int = 0
    """Of the cursor; 0 if not known."""
    selection: tuple[int, int] | None = None
    """First and last line selected."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation, and what was answered."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one rung has to say."""

    text: str
    """Inert Markdown."""
    citations: tuple[Citation, ...]
    """What it rests on, the most important first."""
    fresh: bool
    """Everything cited is as it was when it was learned."""
    reason: str
    """Why this could be told, in a sentence."""
    is_all: bool = True
    """There is no more to say, as far as that can be known."""


@dataclass(frozen=True, slots=True)
class LikelyQuestion:
    """A question with its answer at hand."""

    question: str
    answer: str
    intent: str
    """A value of `Intent`; "" if not known."""
    label: str
    """What it is about: a qualified name, or a path."""
    citations: tuple[Citation, ...] = ()
    fresh: bool = True
    """Made from exactly the source as it is now."""
    thinker: str = "structural"
    chance: float = 0.0
    """That it is asked: before long, or of a line, next by who asks there. 0.0 where nothing is predicted."""
    key: str = ""
    """Of the thought that holds it; "" if it was only said just now."""
    predictability: float | None = None
    """Mean log-probability of its tokens given the code, by the model that wrote it; None if nobody told."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person is told, and how it came to be."""

    answer: str
    """Inert Markdown."""
    rung: Rung
    citations: tuple[Citation, ...] = ()
    """What it rests on, the most important first."""
    fresh: bool = True
    """Everything cited is as it was when it was learned."""
    tokens: Tokens = Tokens()
    elapsed_ms: float = 0.0
    questions: tuple[str, ...] = ()
    """Likely next ones, answered at once."""
    reason: str = ""
    """Why this rung, in a sentence or two."""
    not_stored: str = ""
    """Why no stored answer was served; "" where none was looked for or one was."""
    asked_id: int = 0
    """Under which the question was logged, for a thumb; 0 if it was not."""
    taken_for: str = ""
    """The question as it would be asked without the conversation."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place that a card leads to."""

    label: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class HoverCard:
    """What is shown of the symbol under the cursor."""

    markdown: str
    """Inert, but for the links that the face made."""
    symbol: str
    path: str
    """Of the definition."""
    line: int
    """Of the definition's name."""
    fresh: bool
    """What is told was made from exactly the source as it is now."""
    start_byte: int = 0
    end_byte: int = 0
    """The name under the cursor, in the document that the cursor is in."""
    candidates: int = 1
    """How many things the name may mean; the card shows the likeliest."""
    links: tuple[Link, ...] = ()
    learning: str = ""
    """What is not learned yet; "" if nothing."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that search found."""

    label: str
    """What a person calls it: a qualified name, or a path."""
    kind: str
    """A value of `ChunkKind`."""
    lines: Citation
    signature: str
    summary: str
    """What it is for; "" while nobody has thought about it."""
    fresh: bool
    """It is as it was when it was learned."""


@dataclass(frozen=True, slots=True)
class Affected:
    """Something that uses a definition, directly or through others."""

    label: str
    path: str
    line: int
    """Of its first use."""
    distance: int
    """1 for a direct use, 2 for a use of such a user, and so on."""
    is_test: bool
