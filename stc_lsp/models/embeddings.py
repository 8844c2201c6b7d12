"""Vectors for texts. The default are static word vectors that run here, from a wheel, with no network.

Whatever has the attributes of `Embeddings` can take their place; `embedding_endpoint` does.
"""

from __future__ import annotations

import importlib
import logging
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from stc_lsp.models.settings import ENDPOINT, STATIC, EmbeddingsChoice, EndpointSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from stc_lsp.calls import Accounts

log = logging.getLogger(__name__)

_DIMENSIONS = 256
_MOST_CHARACTERS = 4000
"""Of one text: what comes later would hardly move its mean."""


class Embeddings(Protocol):
    """Turns texts into vectors whose cosine says how alike they are."""

    @property
    def name(self) -> str:
        """What the vectors were made by; those of two names cannot be compared."""
        ...

    @property
    def at_once(self) -> int:
        """So many texts are given at a time while nobody waits: who comes then waits for no more."""
        ...

    @property
    def is_model(self) -> bool:
        """Whether texts are read by a model, word by word in their order: their cosines tell more."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 for each text; zeros for a text without words."""
        ...


class StaticEmbeddings:
    """The mean of static word vectors (WordLlama's): thousands of texts a second on one core."""

    name = f"wordllama-l2-supercat-{_DIMENSIONS}"
    """Of the weights in the wheel."""
    at_once = 256
    """A tenth of a second's work."""
    is_model = False

    def __init__(self, model: Any) -> None:
        self._table: Any = model.embedding
        """The vector of each word, or piece of a word, by its number."""
        self._tokenizer: Any = model.tokenizer
        # The model itself takes the mean of texts that are filled up to the longest of a batch: of four
        # vectors that it looks up three count nothing.
        self._tokenizer.no_padding()
        # It keeps what it made of each short text that it ever saw, even after it is dropped itself: 90 MB of
        # 50,000 chunks. None comes twice, and there is no public name for keeping none.
        resize_cache = getattr(self._tokenizer.model, "_resize_cache", None)
        if resize_cache is not None:
            resize_cache(0)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 for each text; zeros for a text without words."""
        import numpy as np

        given = [text[:_MOST_CHARACTERS].strip() for text in texts]
        rows = np.zeros((len(given), _DIMENSIONS), dtype=np.float32)
        found = self._tokenizer.encode_batch_fast(given, add_special_tokens=False)
        for row, numbers in zip(rows, (each.ids for each in found), strict=True):
            if numbers:
                self._table.take(numbers, axis=0, mode="clip").sum(axis=0, out=row)
                row /= len(numbers)
        return of_length_1(rows)


def of_length_1(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same rows, each scaled to length 1; zeros stay."""
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)


def embeddings_for(
    choice: EmbeddingsChoice, accounts: Callable[[EndpointSettings], Accounts]
) -> Embeddings | None:
    """What a person chose; None if that is none, or it cannot be had. The first time it takes 0.3 s.

    `accounts` opens those that an endpoint's calls are charged to.
    """
    if choice.kind == STATIC:
        return static_embeddings()
    if choice.endpoint is None:
        if choice.kind == ENDPOINT:
            log.warning("embeddings.kind is endpoint, but embeddings.base_url or embeddings.name is missing.")
        return None
    # Imported here: few people choose one.
    from stc_lsp.models.embedding_endpoint import EndpointEmbeddings

    return EndpointEmbeddings(
        choice.endpoint, accounts(choice.endpoint), dimensions=choice.dimensions, batch=choice.batch
    )


@cache
def static_embeddings() -> Embeddings | None:
    """The default, loaded once in a process (about 0.3 s); None where its wheel is missing or broken."""
    # It looks for its tokenizer on a hub unless told that there is no network.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        package: Any = importlib.import_module("wordllama")
        folder = Path(package.__file__).parent
        model = package.WordLlama.load(dim=_DIMENSIONS, cache_dir=folder, disable_download=True)
    except (ImportError, OSError, ValueError) as error:
        log.warning("Search goes without vectors: %s", error)
        return None
    finally:
        # Importing it configures everybody's logging.
        root.handlers[:] = handlers
        root.setLevel(level)
    return StaticEmbeddings(model)
