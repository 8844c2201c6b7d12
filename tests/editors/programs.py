"""The real programs that these tests drive, as `scripts/install-editors` has put them beside this Python."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.running import SOURCE

BIN = Path(sys.executable).parent
INSTALLED = BIN.parent / "editors"
FLASK = INSTALLED / f"flask-{(SOURCE / 'editors/vscode/test/flask-version').read_text('utf-8').strip()}"


def program(name: str) -> str:
    """The path of a program."""
    found = BIN / name
    assert found.exists(), f"{name} is not installed: `scripts/install-editors {BIN.parent}` installs it"
    return str(found)
