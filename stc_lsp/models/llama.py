"""The process that runs a model from a GGUF file: `python -m stc_lsp.models.llama`, started by `runner.py`.

Reads what to run as one line of JSON, says where it answers as another, and ends when its input does: with
whoever started it, however that ended.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any


def main() -> None:
    """Run until the input ends."""
    # What llama.cpp prints is not for whoever reads our one line.
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    told = json.loads(sys.stdin.readline())
    try:
        server = _serve(told)
        said = {"url": server.listening_address}
    except Exception as error:  # noqa: BLE001 - whatever it is, it is said to a person
        server, said = None, {"error": str(error) or type(error).__name__}
    answer.write(f"{json.dumps(said)}\n")
    answer.close()
    if server is not None:
        sys.stdin.read()
    # At once: llama.cpp would first finish what it is writing, for nobody.
    os._exit(0)


def _serve(told: dict[str, Any]) -> Any:
    # By its name: it has no types, and is there only with the extra `local`.
    xllamacpp: Any = importlib.import_module("xllamacpp")
    params = xllamacpp.CommonParams()
    params.model.path = told["file"]
    params.n_ctx = told["context"]
    params.n_parallel = told["parallel"]
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = told["threads"]
    params.sleep_idle_seconds = told["idle"]
    params.api_keys = [told["key"]]
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.verbosity = 0
    return xllamacpp.Server(params)


if __name__ == "__main__":
    main()
