"""What an endpoint is. Imported by `config`, so nothing here may be slow to load."""

from __future__ import annotations

from dataclasses import dataclass, replace

ASLEEP = "asleep"
AWAKE = "awake"
EMBEDDING = "embedding"
"""Vectors for a repository have accounts of their own: their tokens are many, and cheap."""

LOCAL = "local:"
"""The address of a model that runs here, from a file, without a server."""


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """One OpenAI-compatible endpoint as one phase uses it."""

    phase: str
    """`asleep` or `awake`."""
    base_url: str
    """Up to and without `/chat/completions`, e.g. `http://127.0.0.1:8080/v1`."""
    name: str
    """The model, as the endpoint calls it."""
    api_key_env: str = ""
    """Environment variable that holds the key; "" looks in the keyring only."""
    context_tokens: int = 8192
    """Tokens of prompt and output together that the model can hold."""
    timeout_seconds: float = 60.0
    """Longest time one call may take, retries included."""
    max_output_tokens: int = 1024
    """Most tokens that one call may write."""
    input_price: float = 0.0
    """Per million tokens, in the person's currency."""
    cached_price: float = 0.0
    """Per million tokens of the prompt that the endpoint had cached; 0.0 charges them like the others."""
    output_price: float = 0.0
    """Per million tokens."""
    concurrency: int = 2
    """Most calls in flight at once."""
    local_only: bool = False
    """Refuse any address that is not this machine."""
    redact: bool = True
    """Replace secrets in everything that is sent."""
    file: str = ""
    """The GGUF file of a model that runs here (`base_url` is LOCAL); "" for others."""

    def at_share(self, share: float) -> EndpointSettings:
        """The same at that share of its prices."""
        return replace(
            self,
            input_price=self.input_price * share,
            cached_price=self.cached_price * share,
            output_price=self.output_price * share,
        )

    def price(self, input_tokens: int, cached_tokens: int, output_tokens: int) -> float:
        """What a call costs. Cached tokens are part of the input tokens."""
        fresh = max(0, input_tokens - cached_tokens)
        cached_price = self.cached_price or self.input_price
        total = fresh * self.input_price + cached_tokens * cached_price + output_tokens * self.output_price
        return total / 1_000_000


STATIC, ENDPOINT, NONE = "static", "endpoint", "none"
"""Where vectors come from."""


@dataclass(frozen=True, slots=True)
class EmbeddingsChoice:
    """Which vectors a person wants, in one phase."""

    kind: str = STATIC
    """`static`, `endpoint` or `none`."""
    endpoint: EndpointSettings | None = None
    """For `endpoint`; None when its address or name is missing."""
    dimensions: int = 0
    """Length asked for; 0: as long as the model makes them."""
    batch: int = 64
    """Most texts in one request."""
