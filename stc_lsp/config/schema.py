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
        "Name of the environment variable that holds the API key. The key itself is never written to a file.",
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
        "Address of an OpenAI-compatible endpoint, without `/chat/completions`; for example "
        "`http://127.0.0.1:11434/v1`. `local:` runs a GGUF file without a server (needs the extra `local`). "
        "Empty: no model; answers come from static analysis.",
        pattern=rf"(https?://\S+|{LOCAL})?",
        pattern_help="empty, local:, or an address that starts with http:// or https://",
    )
    name: str = setting(
        "", "Name of the model, as the endpoint lists it. With `local:`, the path of its GGUF file."
    )
    api_key_env: str = _key_variable()
    context_tokens: int = setting(
        8192, "Size of the model's context window, which holds prompt and output together.", minimum=512
    )
    timeout_seconds: float = setting(
        60.0, "Longest time that one call may take, retries included.", minimum=0.1, maximum=3600
    )
    max_output_tokens: int = setting(1024, "Most tokens that one call may write.", minimum=16)
    input_price: float = setting(0.0, "Price of a million input tokens, in your currency.", minimum=0)
    cached_price: float = setting(
        0.0,
        "Price of a million input tokens that the endpoint had cached. 0: the same as `input_price`.",
        minimum=0,
    )
    output_price: float = setting(0.0, "Price of a million output tokens.", minimum=0)
    concurrency: int = setting(2, "Most calls at the same time.", minimum=1, maximum=64)
    asleep: ModelOverride = ModelOverride()
    awake: ModelOverride = ModelOverride()


_AWAKE_SECONDS = 3.0


@attrs.frozen
class EmbeddingsSettings:
    """The vectors that search compares besides words."""

    kind: str = setting(
        STATIC,
        "Where the vectors that search compares come from: `static` computes them on this machine; "
        "`endpoint` asks the one named below; `none` searches by words and names only.",
        choices=(STATIC, ENDPOINT, NONE),
        harmless=NONE,
    )
    base_url: str = setting(
        "",
        "Address of an OpenAI-compatible endpoint, without `/embeddings`.",
        pattern=r"(https?://\S+)?",
        pattern_help="empty, or an address that starts with http:// or https://",
    )
    name: str = setting("", "Name of the embedding model, as the endpoint lists it.")
    api_key_env: str = _key_variable()
    dimensions: int = setting(
        0, "Length of the vectors to ask for. 0: the model's own.", minimum=0, maximum=8192
    )
    batch: int = setting(64, "Most texts in one request.", minimum=1, maximum=2048)
    timeout_seconds: float = setting(
        20.0, "Longest time that one request may take, retries included.", minimum=0.1, maximum=3600
    )
    input_price: float = setting(0.0, "Price of a million input tokens, in your currency.", minimum=0)


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
    redact: bool = setting(True, "Replace secrets in everything that is sent to a model.", harmless=True)
    log_questions: bool = setting(
        True, "Keep your questions, on this machine, to learn what to think about first.", harmless=False
    )
    log_hovers: bool = setting(
        True,
        "Count which symbols you hover over, on this machine, to learn what to think about first.",
        harmless=False,
    )


@attrs.frozen
class IndexSettings:
    """What is read."""

    max_file_kilobytes: int = setting(
        1024, "Files that are larger are listed but not read.", minimum=1, maximum=65536
    )
    exclude: tuple[str, ...] = setting(
        (), "More files and folders to leave out, as patterns of a .gitignore."
    )
    workers: int = setting(
        0, "Processes that parse files. 0: one for each core, eight at most.", minimum=0, maximum=64
    )
    polling: bool = setting(
        False, "Look for changes at intervals: for network drives, which send no notifications of them."
    )


@attrs.frozen
class SleepSettings:
    """When thinking ahead may go on."""

    idle_seconds: float = setting(
        3.0,
        "Seconds that must pass after a request or a save before thinking goes on.",
        minimum=0,
        maximum=86400,
    )
    max_load: float = setting(
        0.75,
        "Think only while other programs keep no more than this share of the processors busy.",
        minimum=0,
        maximum=1,
    )
    on_battery: bool = setting(False, "Think while the machine runs on battery, too.")
    hours: str = setting(
        "",
        "Think only in these hours of the day, for example `22:00-06:00`. Empty: at any time.",
        pattern=r"(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)?",
        pattern_help="empty, or two times of day such as 22:00-06:00",
    )
    nice: int = setting(
        10,
        "How much the sleeper gives way to other processes, as in Unix's `nice`. On Linux, unless this is 0, "
        "the kernel schedules it as idle, too.",
        minimum=0,
        maximum=19,
    )
    questions_per_chunk: int = setting(
        5, "Likely questions that a model answers ahead, for each chunk.", minimum=0, maximum=20
    )
    passes: int = setting(
        0,
        "Most times that a model revises a thought: it checks it against the source, adds what matters "
        "and drops what does not. A thought gets as many as it is worth. Each costs about as much as the "
        "thought itself.",
        minimum=0,
        maximum=5,
    )
    drafts: int = setting(
        1,
        "Most drafts that a model makes of one thought, independently; what most of them agree on is kept. A "
        "thought gets as many as it is worth. Each costs about as much as the first.",
        minimum=1,
        maximum=10,
    )
    logprobs: bool = setting(
        True,
        "Order likely questions by how predictable they are from the code, where the endpoint gives "
        "log-probabilities. This takes no further call.",
    )
    batch: int = setting(
        0,
        "Most calls that are sent together through the endpoint's Batch API, which answers within a day at "
        "a lower price. 0: each call is sent by itself and answered at once.",
        minimum=0,
        maximum=50_000,
    )
    batch_price: float = setting(
        0.5, "Price of a call in a batch, as a share of the model's prices.", minimum=0, maximum=1
    )
    least_return: float = setting(
        1.0,
        "A model makes a thought only if that is expected to save at least this many tokens for each one it "
        "takes. A token that is used while somebody waits counts as ten. 0: think about everything.",
        minimum=0,
        maximum=1000,
    )


@attrs.frozen
class ThoughtsSettings:
    """How long thoughts are kept that no branch names any more."""

    keep_days: int = setting(90, "Days to keep a thought that no branch uses any more.", minimum=0)
    max_megabytes: int = setting(
        2048,
        "When the store is larger, thoughts that no branch uses any more are deleted, oldest first, even "
        "before `keep_days` are over. 0: no limit.",
        minimum=0,
    )


@attrs.frozen
class EditorSettings:
    """What editors show."""

    code_lens: bool = setting(
        False, "Show a line above each definition that says what it is for, in editors with code lenses."
    )


@attrs.frozen
class LogSettings:
    """What is written to the log."""

    level: str = setting(
        "warning",
        "Messages of this level and above are logged.",
        choices=("debug", "info", "warning", "error"),
    )


@attrs.frozen
class Settings:
    """Everything that can be set, resolved."""

    data_dir: Path = setting(
        Path(), "Folder for everything that is learned. Default: this system's folder for application data."
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
