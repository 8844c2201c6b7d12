"""A model that runs here, from a GGUF file: llama.cpp's own server in a process of its own, on loopback.

A process of its own, so that a model that crashes takes nobody with it, and no hover waits for its threads.
It is started by the first call, lets go of the model when nobody has asked for a while, and ends with whoever
started it. Nobody else on this machine can ask it: the key is told to its process alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from stc_lsp.errors import EndpointError
from stc_lsp.models.presets import LOCAL_INSTALL

if TYPE_CHECKING:
    from stc_lsp.models.settings import EndpointSettings

IDLE_SECONDS = 300
"""Without a call; then the model's memory is given back, and the next call reads the file again."""

_LONGEST_LOAD = 300.0
_END_SECONDS = 5.0
_MAGIC = b"GGUF"
_QUOTED = 160


class Runner:
    """One model file and the process that runs it. Safe to use from several threads."""

    def __init__(self, settings: EndpointSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._where = ("", "")

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> tuple[str, str]:
        """Its address and key; starts it if it does not run. Blocks while the file is read.

        Raises EndpointError when it cannot be run.
        """
        with self._lock:
            if self.is_running:
                return self._where
            self._refuse_what_cannot_run()
            key = secrets.token_hex(16)
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "stc_lsp.models.llama"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # An interrupt in the terminal is for whoever started it, who then ends it.
                start_new_session=True,
            )
            self._process = process
            said = _greeted(process, self._told(key))
            if "url" not in said:
                self._end()
                problem = " ".join(str(said.get("error", "its process ended")).split())[:_QUOTED]
                message = f"{self._settings.file} cannot be run: {problem}."
                raise EndpointError(message)
            self._where = (f"{said['url']}/v1", key)
            return self._where

    def stop(self) -> None:
        """End the process, if it runs."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with process:
            if process.stdin is not None:
                # It may have gone by itself.
                with contextlib.suppress(OSError):
                    process.stdin.close()
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()

    def _refuse_what_cannot_run(self) -> None:
        if find_spec("xllamacpp") is None:
            message = f"model.base_url = local: needs the extra `local`: run {LOCAL_INSTALL}."
            raise EndpointError(message)
        file = Path(self._settings.file)
        try:
            with file.open("rb") as opened:
                is_model = opened.read(len(_MAGIC)) == _MAGIC
        except OSError as error:
            message = f"model.name = {file} cannot be read: {error.strerror or error}. Name a GGUF file."
            raise EndpointError(message) from None
        if not is_model:
            message = f"model.name = {file} is not a GGUF file."
            raise EndpointError(message)

    def _told(self, key: str) -> dict[str, object]:
        settings = self._settings
        return {
            "file": settings.file,
            "context": settings.context_tokens * settings.concurrency,
            "parallel": settings.concurrency,
            # More than the real cores wait for each other by spinning.
            "threads": max(1, (os.cpu_count() or 1) // 2),
            "idle": IDLE_SECONDS,
            "key": key,
        }


def _greeted(process: subprocess.Popen[bytes], told: dict[str, object]) -> dict[str, Any]:
    """Tell a new process what to run; what it says when it does, or cannot."""
    assert process.stdin is not None  # noqa: S101 - it was asked for
    assert process.stdout is not None  # noqa: S101 - it too
    timer = threading.Timer(_LONGEST_LOAD, process.kill)
    timer.start()
    try:
        process.stdin.write(json.dumps(told).encode() + b"\n")
        process.stdin.flush()
        said: object = json.loads(process.stdout.readline() or b"{}")
    except (OSError, ValueError):
        said = {}
    finally:
        timer.cancel()
    return cast("dict[str, Any]", said) if isinstance(said, dict) else {}
