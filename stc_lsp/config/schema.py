"""The settings themselves: name, type, default, limits and help of each, once.

`table` reads all of it from the fields below; `docs/settings.md` is generated from that table.
"""

# No `from __future__ import annotations` here: the table reads the types as types.
import dataclasses
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from stc_lsp.config.origin import DEFAULT, Origin
from stc_lsp.memory.values import Caps
from stc_lsp.models.settings import (
    ASLEEP,
    AWAKE,
    EMBEDDING,
    ENDPOINT,
    LOCAL,
    NONE,
    STATIC,
    EmbeddingsChoice,
    EndpointSettings,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """What may stand in a setting, and what it is for."""

    help: str
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    pattern: str = ""
    """A regular expression that the whole text must match."""
    pattern_help: str = ""
    """The pattern in words."""
    harmless: object = None
    """The value that even a repository nobody trusts may set, because it only makes things stricter."""


def setting(
    default: Any,
    help: str,  # noqa: A002 - it is the help, as in click and argparse
    **limits: Any,
) -> Any:
    """A field of a settings class with its rule; `limits` are those of `Rule`."""
    return attrs.field(default=default, metadata={"rule": Rule(help, **limits)})


def _key_variable() -> Any:
    return setting(
        "",
        "Name of the environment variable that holds the key. The key itself is never written to a file.",
        pattern=r"([A-Za-z_][A-Za-z0-9_]*)?",
        pattern_help="empty, or the name of an environment variable",
    )


@attrs.frozen
class ModelOverride:
    """What one phase changes of `model`. None leaves it as there. Rules and help are those of `model`."""

    base_url: str | None = None
    name: str | None = None
    api_key_env: str | None = None
    context_tokens: int | None = None
    timeout_seconds: float | None = None
    max_output_tokens: int | None = None
    input_price: float | None = None
    cached_price: float | None = None
    output_price: float | None = None
    concurrency: int | None = None


@attrs.frozen
class ModelSettings:
    """The language model, if any."""

    base_url: str = setting(
        "",
        "Address of an OpenAI-compatible endpoint, up to and without `/chat/completions`. "
        "`local:` runs a GGUF file here, without a server (needs the extra `local`). "
        "Empty: no model, structural answers only.",
        pattern=rf"(https?://\S+|{LOCAL})?",
        pattern_help="empty, local:, or an address that starts with http:// or https://",
    )
    name: str = setting(
        "", "The model's name, as the endpoint calls it. With `local:`, the path of its GGUF file."
    )
    api_key_env: str = _key_variable()
    context_tokens: int = setting(
        8192, "Tokens of prompt and output together that the model can hold.", minimum=512
    )
    timeout_seconds: float = setting(
        60.0, "Longest time one call may take, retries included.", minimum=0.1, maximum=3600
    )
    max_output_tokens: int = setting(1024, "Most tokens that one call may write.", minimum=16)
    input_price: float = setting(0.0, "Price of a million tokens sent, in your currency.", minimum=0)
    cached_price: float = setting(
        0.0,
        "Price of a million tokens sent that the endpoint had cached. 0 charges them like the others.",
        minimum=0,
    )
    output_price: float = setting(0.0, "Price of a million tokens written.", minimum=0)
    concurrency: int = setting(2, "Most calls in flight at once.", minimum=1, maximum=64)
    asleep: ModelOverride = ModelOverride()
    awake: ModelOverride = ModelOverride()


_AWAKE_SECONDS = 3.0


@attrs.frozen
class EmbeddingsSettings:
    """The vectors that search compares besides words."""

    kind: str = setting(
        STATIC,
        "Where vectors come from: `static` makes them here, with no network; `endpoint` asks the one "
        "named below; `none` searches by words and names only.",
        choices=(STATIC, ENDPOINT, NONE),
        harmless=NONE,
    )
    base_url: str = setting(
        "",
        "Address of an OpenAI-compatible endpoint, up to and without `/embeddings`.",
        pattern=r"(https?://\S+)?",
        pattern_help="empty, or an address that starts with http:// or https://",
    )
    name: str = setting("", "The embedding model's name, as the endpoint calls it.")
    api_key_env: str = _key_variable()
    dimensions: int = setting(
        0, "Length of the vectors asked for. 0: as long as the model makes them.", minimum=0, maximum=8192
    )
    batch: int = setting(64, "Most texts in one request.", minimum=1, maximum=2048)
    timeout_seconds: float = setting(
        20.0, "Longest time one batch may take, retries included.", minimum=0.1, maximum=3600
    )
    input_price: float = setting(0.0, "Price of a million tokens sent, in your currency.", minimum=0)


_DAILY_CAP = Caps(tokens_per_day=2_000_000)
_EMBEDDING_CAP = Caps(tokens_per_day=20_000_000)


@attrs.frozen
class BudgetSettings:
    """Caps that no call passes. The rules and help of each are made from the fields of `Caps`."""

    asleep: Caps = _DAILY_CAP
    awake: Caps = _DAILY_CAP
    embedding: Caps = _EMBEDDING_CAP

    @property
    def by_phase(self) -> dict[str, Caps]:
        """The caps of each phase, by its name."""
        return {ASLEEP: self.asleep, AWAKE: self.awake, EMBEDDING: self.embedding}


@attrs.frozen
class PrivacySettings:
    """What may leave this machine."""

    local_only: bool = setting(False, "Refuse any model endpoint that is not on this machine.", harmless=True)
    redact: bool = setting(True, "Replace secrets in everything sent to a model.", harmless=True)
    log_questions: bool = setting(
        True, "Keep the questions you ask, on this machine, to learn what to think about.", harmless=False
    )
    log_hovers: bool = setting(
        True,
        "Count which symbols you hover over, on this machine, to learn what to think about.",
        harmless=False,
    )


@attrs.frozen
class IndexSettings:
    """What is read."""

    max_file_kilobytes: int = setting(1024, "Larger files are listed but not read.", minimum=1, maximum=65536)
    exclude: tuple[str, ...] = setting(
        (), "Patterns, as in a .gitignore, of more files and folders to pass over."
    )
    workers: int = setting(
        0, "Processes that parse. 0: as many as there are cores, eight at most.", minimum=0, maximum=64
    )
    polling: bool = setting(
        False, "Look for changes by reading folders at intervals: for network drives without notifications."
    )


@attrs.frozen
class SleepSettings:
    """When thinking ahead may go on."""

    idle_seconds: float = setting(
        3.0, "Quiet time after a request or a save before thinking goes on.", minimum=0, maximum=86400
    )
    max_load: float = setting(
        0.75,
        "Pause while other programs keep more than this share of the processors busy.",
        minimum=0,
        maximum=1,
    )
    on_battery: bool = setting(False, "Think while the machine runs on its battery.")
    hours: str = setting(
        "",
        "Think only in these hours of the day, for example `22:00-06:00`. Empty: at any time.",
        pattern=r"(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)?",
        pattern_help="empty, or two times of day such as 22:00-06:00",
    )
    nice: int = setting(
        10,
        "How much the sleeper yields to other processes, as in Unix's `nice`. On Linux, unless this is 0, it "
        "runs only when no other process wants the processor.",
        minimum=0,
        maximum=19,
    )
    questions_per_chunk: int = setting(
        5, "Likely questions that a model is asked for, for each chunk.", minimum=0, maximum=20
    )
    passes: int = setting(
        0,
        "Most times that a model goes over a thought again: it checks it against the source, adds "
        "what matters, drops what does not. A thought gets as many as it is worth; each costs about as "
        "much again.",
        minimum=0,
        maximum=5,
    )
    drafts: int = setting(
        1,
        "Most drafts that a model makes of one thought, independently; what most of them agree on is kept. A "
        "thought gets as many as it is worth; each costs about as much again.",
        minimum=1,
        maximum=10,
    )
    logprobs: bool = setting(
        True,
        "Ask the model's endpoint for log-probabilities with likely questions, if it gives any: those that "
        "are more predictable from the code are listed first. Costs no further call.",
    )
    batch: int = setting(
        0,
        "Most calls that are sent together through the endpoint's Batch API, to be answered within a day at "
        "a lower price. 0: each call is sent by itself and answered at once.",
        minimum=0,
        maximum=50_000,
    )
    batch_price: float = setting(
        0.5, "What a call in a batch costs, as a share of the model's prices.", minimum=0, maximum=1
    )
    least_return: float = setting(
        1.0,
        "Tokens that a thought must be expected to save for each token that a model spends to make it, both "
        "counted as sleep-time tokens. 0: think about everything.",
        minimum=0,
        maximum=1000,
    )


@attrs.frozen
class ThoughtsSettings:
    """How long thoughts are kept that no branch names any more."""

    keep_days: int = setting(
        90, "Days for which a thought is kept after the last branch that named it moved on.", minimum=0
    )
    max_megabytes: int = setting(
        2048,
        "Size of the store above which thoughts that no branch names are deleted, oldest first, even before "
        "`keep_days` is over. 0: no limit.",
        minimum=0,
    )


@attrs.frozen
class EditorSettings:
    """What editors show."""

    code_lens: bool = setting(
        False, "Show what each definition is for above it, in editors that have code lenses."
    )


@attrs.frozen
class LogSettings:
    """What is written to the log."""

    level: str = setting(
        "warning", "Lowest level that is logged.", choices=("debug", "info", "warning", "error")
    )


@attrs.frozen
class Settings:
    """Everything that can be set, resolved."""

    data_dir: Path = setting(
        Path(), "Folder for the memory. Default: this system's folder for the user's application data."
    )
    model: ModelSettings = ModelSettings()
    embeddings: EmbeddingsSettings = EmbeddingsSettings()
    budget: BudgetSettings = BudgetSettings()
    privacy: PrivacySettings = PrivacySettings()
    index: IndexSettings = IndexSettings()
    sleep: SleepSettings = SleepSettings()
    thoughts: ThoughtsSettings = ThoughtsSettings()
    editor: EditorSettings = EditorSettings()
    log: LogSettings = LogSettings()
    notices: tuple[str, ...] = attrs.field(default=(), metadata={"setting": False})
    """What a person should know about how the settings came to be, one sentence each."""
    origins: Mapping[str, Origin] = attrs.field(
        default=MappingProxyType({}), repr=False, eq=False, metadata={"setting": False}
    )

    def origin(self, name: str) -> Origin:
        """Where the setting with this dotted name was set."""
        return self.origins.get(name, DEFAULT)

    def endpoint(self, phase: str) -> EndpointSettings | None:
        """The endpoint of one phase (`asleep` or `awake`), or None when no model is configured for it."""
        override = self.model.awake if phase == AWAKE else self.model.asleep
        values = {
            name: own if (own := getattr(override, name)) is not None else getattr(self.model, name)
            for name in attrs.fields_dict(ModelOverride)
        }
        if not (values["base_url"] and values["name"]):
            return None
        if values["base_url"] == LOCAL:
            file = Path(values["name"]).expanduser()
            # A thought does not depend on where its model's file lies.
            values |= {"name": file.stem, "file": str(file)}
        return EndpointSettings(
            phase, **values, local_only=self.privacy.local_only, redact=self.privacy.redact
        )

    def embeddings_choice(self, phase: str) -> EmbeddingsChoice:
        """Which vectors one phase (`asleep` or `awake`) uses."""
        chosen = self.embeddings
        if chosen.kind != ENDPOINT or not (chosen.base_url and chosen.name):
            return EmbeddingsChoice(chosen.kind)
        # A person who waits is better served by words alone than by vectors that come late.
        seconds = min(chosen.timeout_seconds, _AWAKE_SECONDS) if phase == AWAKE else chosen.timeout_seconds
        endpoint = EndpointSettings(
            phase,
            chosen.base_url,
            chosen.name,
            chosen.api_key_env,
            timeout_seconds=seconds,
            input_price=chosen.input_price,
            local_only=self.privacy.local_only,
            redact=self.privacy.redact,
        )
        return EmbeddingsChoice(chosen.kind, endpoint, chosen.dimensions, chosen.batch)
