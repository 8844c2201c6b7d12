"""The values that memory stores and hands out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.modules import NAMELESS, SCRIPT_SUFFIXES, script_name

if TYPE_CHECKING:
    from stc_lsp.code.values import Chunk, ChunkKind, Reference

REPOSITORY = ""
"""The path of the record that stands for the repository. That of a folder ends with a slash."""


def is_synthetic(path: str) -> bool:
    """Whether a path of the index stands for a folder or for the repository, not for a file."""
    return not path or path.endswith("/")


def label_of(path: str, qualname: str) -> str:
    """What a person calls a chunk: by its qualified name, or the path for a module.

    `export default () => ...` is called as its file, as nearly all who import it do.
    """
    first, dot, rest = qualname.partition(".")
    if first == NAMELESS and path.endswith(SCRIPT_SUFFIXES):
        return f"{script_name(path)}{dot}{rest}"
    return qualname or path


class FileRecord(NamedTuple):
    """One file of the workspace as it was when it was indexed. There may be a hundred thousand."""

    path: str
    """Relative to the workspace, with forward slashes."""
    language: str
    size: int
    mtime_ns: int
    digest: bytes
    """blake2b-16 of the bytes on disk: the file is unchanged exactly when this is."""
    line_count: int = 0
    has_errors: bool = False
    skipped: str = ""
    """Why the contents were not indexed ("" if they were): "binary", "too large", "not UTF-8", ..."""


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk in the index, with its identity there and the file it stands in."""

    id: int
    path: str
    language: str
    parent_id: int | None
    chunk: Chunk

    @property
    def label(self) -> str:
        """What a person calls it."""
        return label_of(self.path, self.chunk.qualname)


@dataclass(frozen=True, slots=True)
class StoredReference:
    """A use of a name in the index."""

    path: str
    chunk_id: int
    """The innermost chunk it stands in."""
    chunk_label: str
    reference: Reference
    target_id: int | None
    """The chunk it resolves to; None when that is unknown or outside the workspace."""


class UsePlace(NamedTuple):
    """Where a chunk is used, as far as counting its uses needs it."""

    target_id: int
    path: str
    chunk_id: int
    kind: str
    """A `ReferenceKind`."""
    name: str
    start_byte: int
    line: int


class NamedChunk(NamedTuple):
    """A chunk, as far as whoever mentions it needs it."""

    id: int
    path: str
    parent_id: int | None
    kind: ChunkKind
    keyword: str
    name: str
    qualname: str
    documentation: str


@dataclass(frozen=True, slots=True)
class UsingChunk:
    """A chunk that uses another."""

    path: str
    chunk_id: int
    label: str
    places: int
    """How often."""
    line: int
    """Of the first use."""


@dataclass(frozen=True, slots=True)
class UsedAt:
    """A resolved use, where it stands in its file."""

    start_byte: int
    end_byte: int
    name: str
    target: StoredChunk


STRUCTURAL = "structural"
"""The thinker that is always there: static analysis, no model."""
ASKED = " ?"
"""Stands in a recipe's `thinker` between a model's name and the digest of the question that it answers."""


class ThoughtKind(StrEnum):
    """What sleep-time compute stores."""

    SUMMARY = "summary"
    """What a chunk is for, what to watch for. `Thought.items` holds exactly one item, its question ""."""
    QUESTIONS = "questions"
    """Likely questions about a chunk, each with its answer."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a thought is made. Part of every key."""

    kind: ThoughtKind
    thinker: str
    """STRUCTURAL, or the model's name; of the answer to one question with ASKED and the digest of that."""
    prompt_version: str
    """Version of the prompt, or of the structural thinker's code."""
    parameters: str = ""
    """Canonical JSON of whatever else shapes the outcome (temperature, effort, ...)."""

    @property
    def is_structural(self) -> bool:
        """No model makes it."""
        return self.thinker == STRUCTURAL

    @property
    def is_answer(self) -> bool:
        """It makes the answer to one question, which stands among its parameters."""
        return ASKED in self.thinker

    @property
    def made_by(self) -> str:
        """STRUCTURAL, or the model's name, whatever is asked of it."""
        return self.thinker.partition(ASKED)[0]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a thought's evidence stands, in terms that survive layout edits and moves of the file.

    `path` is "" for the file of the thought's own chunk. `qualname` names a chunk in that file. `first` and
    `last` are ordinals of tokens in its text (see `code.tokens.fingerprint`), or -1 for the whole chunk.
    """

    path: str
    qualname: str
    first: int = -1
    last: int = -1


@dataclass(frozen=True, slots=True)
class ThoughtItem:
    """One stored text: a summary (question "") or a question with its answer. Inert Markdown."""

    text: str
    question: str = ""
    intent: str = ""
    """What the question asks (`code.intents`): where, what, why, how, callers, ...; "" if not known."""
    anchors: tuple[Anchor, ...] = ()
    watch_for: str = ""
    """For summaries: what to be careful about; "" if nothing."""
    wordings: tuple[str, ...] = ()
    """Further wordings of the question."""
    predictability: float | None = None
    """The paper's measure: the mean log-probability for a token of the question, given what the model was
    shown and what it had written before. At most 0; None if the endpoint did not tell."""


@dataclass(frozen=True, slots=True)
class Thought:
    """One stored product of sleep-time compute. Immutable: the same key always holds the same thought."""

    key: str
    recipe: Recipe
    items: tuple[ThoughtItem, ...]
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0

    @property
    def is_structural(self) -> bool:
        """No model made it."""
        return self.recipe.is_structural


@dataclass(frozen=True, slots=True)
class Shown:
    """What a model was shown when it made a thought."""

    text: str
    revisions: int = 0
    """How often in a row the thought was only revised since it was last thought anew."""


def thought_key(recipe: Recipe, inputs: object) -> str:
    """The digest of a recipe and of everything the thought is made from.

    `inputs` is any JSON value; it is serialised canonically. Returns 32 hex digits of blake2b-16.
    """
    return thought_key_of_json(recipe, _CANONICAL.encode(inputs))


def thought_key_of_json(recipe: Recipe, inputs: str) -> str:
    """The same, of inputs that are serialised canonically already: keys sorted, no white space."""
    return hashlib.blake2b(
        f"[{_recipe_as_json(recipe)},{inputs}]".encode("utf-8", "surrogatepass"), digest_size=16
    ).hexdigest()


@lru_cache(maxsize=256)
def _recipe_as_json(recipe: Recipe) -> str:
    return _CANONICAL.encode(asdict(recipe))


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The key that would be current for one chunk and recipe, whether or not the thought exists yet."""

    chunk_id: int
    recipe: Recipe
    key: str
    value: float = 0.0
    """Expected worth of making it, for the planner's order (higher first)."""


FOUND_NOTHING = "nothing"
"""What stands for the rung of a question that nothing was found for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question a person asked in this workspace."""

    question: str
    rung: str
    """How it was answered; `FOUND_NOTHING` if it was not."""
    elapsed_ms: float
    input_tokens: int = 0
    output_tokens: int = 0
    chunk_label: str = ""
    """What it was resolved to be about, if known."""
    asked_at: float = 0.0
    """Seconds since the epoch; 0.0 until stored."""
    thumb: int = 0


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One call to a model, for the ledger."""

    phase: str
    """`asleep`, `awake` or `embedding`."""
    model: str
    purpose: str
    """What for: a thought's key, or the question."""
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    price: float
    """In the currency of the settings' prices; 0.0 when no price is known."""
    seconds: float
    outcome: str = "ok"
    """`ok`, or the error's class name."""
    workspace: str = ""
    called_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Caps:
    """Upper limits for one phase. None means no limit."""

    tokens_per_hour: int | None = None
    tokens_per_day: int | None = None
    tokens_per_month: int | None = None
    requests_per_hour: int | None = None
    requests_per_day: int | None = None
    requests_per_month: int | None = None
    money_per_hour: float | None = None
    money_per_day: float | None = None
    money_per_month: float | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One chunk that full-text search found, best first."""

    chunk: StoredChunk
    score: float
    """Higher is better; comparable only within one search."""


class QuestionHit(NamedTuple):
    """One stored question that full-text search found."""

    chunk: StoredChunk
    """What it is about."""
    thought: Thought
    """What holds it, with others about the same."""
    item: ThoughtItem
    score: float
    """As of `SearchHit`."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is known. What stands for a folder is no file, and counts as no chunk."""

    files: int = 0
    chunks: int = 0
    skipped: int = 0
    """Files whose contents were refused."""
    passed_over: dict[str, int] = field(default_factory=dict[str, int])
    """The same by why they were, the most first."""
    languages: dict[str, int] = field(default_factory=dict[str, int])
    """Files of each language, the most first."""
    thoughts_wanted: int = 0
    thoughts_made: int = 0
    """Of the wanted ones, how many exist."""
    revision: int = 0
    """0 before anything was indexed."""
    is_partial: bool = False
    """The index is still being built, or its building broke off."""


class Coverage(NamedTuple):
    """How far a file, or the files of a folder, are thought through. In thoughts."""

    wanted: int = 0
    made: int = 0
    wanted_of_model: int = 0
    """Of those, a model's: 0 without one."""
    made_by_model: int = 0
    outdated: int = 0
    """Missing, because what they were made from has changed since."""

    def plus(self, other: Coverage) -> Coverage:
        """Of both together."""
        return Coverage(*map(sum, zip(self, other, strict=True)))
