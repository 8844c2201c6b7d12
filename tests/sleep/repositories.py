"""Real git repositories for tests."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Repository:
    """A git repository whose commits have fixed authors and dates."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        if not (root / ".git").exists():
            self.git("init", "-q", "-b", "main")
        self._day = 0

    def git(self, *arguments: str, **environment: str) -> str:
        """Run git; return what it prints."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **environment},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def write(self, path: str, text: str) -> None:
        """Write a file of the work tree."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def commit(self, subject: str, author: str = "Ada Lovelace") -> None:
        """Commit everything, one day after the last commit."""
        self._day += 1
        date = f"2024-03-{self._day:02d}T12:00:00+00:00"
        self.git("add", "-A")
        self.git(
            *("commit", "-q", "--allow-empty", "-m", subject),
            GIT_AUTHOR_NAME=author,
            GIT_AUTHOR_EMAIL=f"{author.split()[0].lower()}@example.org",
            GIT_COMMITTER_NAME=author,
            GIT_COMMITTER_EMAIL="x@example.org",
            GIT_AUTHOR_DATE=date,
            GIT_COMMITTER_DATE=date,
        )
