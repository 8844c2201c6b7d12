"""Which repositories' settings files the person trusts: kept in the data folder, never in a repository.

Trust is given to one content of one root's settings file. A `git pull` that changes it takes trust away.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import cast

from stc_lsp.errors import SettingsError

_FILE = "trusted.json"


def is_trusted(data_dir: Path, root: Path, digest: str) -> bool:
    """Whether the person trusts the settings file with this digest in this root."""
    return _load(data_dir).get(str(root.resolve())) == digest


def trust(data_dir: Path, root: Path, digest: str) -> None:
    """Record that the person trusts this content of the settings file of `root`."""
    _save(data_dir, _load(data_dir) | {str(root.resolve()): digest})


def distrust(data_dir: Path, root: Path) -> bool:
    """Take trust back; returns whether it had been given."""
    trusted = _load(data_dir)
    if trusted.pop(str(root.resolve()), None) is None:
        return False
    _save(data_dir, trusted)
    return True


def _load(data_dir: Path) -> dict[str, str]:
    try:
        loaded: object = json.loads((data_dir / _FILE).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The list of trusted repositories {data_dir / _FILE} cannot be read ({error}). "
            "Delete it and trust them again."
        ) from None
    if not isinstance(loaded, dict):
        return {}
    pairs = cast("dict[object, object]", loaded).items()
    return {root: digest for root, digest in pairs if isinstance(root, str) and isinstance(digest, str)}


def _save(data_dir: Path, trusted: dict[str, str]) -> None:
    # A new file in the old one's place: killed half way, the old list still stands. mkstemp makes it 0600.
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=data_dir, prefix=_FILE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(trusted, file, indent=2, sort_keys=True)
    Path(temporary).replace(data_dir / _FILE)
