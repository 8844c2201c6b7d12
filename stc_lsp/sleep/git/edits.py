"""What the last commits did to a file, as git tells it. One process a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.hunks import COMMIT_MARK, Done, done, parse_patches
from stc_lsp.sleep.git.run import run_git

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SECONDS = 20.0


def last_edits(root: Path, path: str, source: bytes, commits: Sequence[str]) -> list[tuple[str, list[Done]]]:
    """What each of `commits`, the newest first, did to a file whose committed contents are `source`.

    Ends early where they do not follow one another. No filter and no other program is run.
    """
    if not commits:
        return []
    printed = run_git(
        root,
        [
            *("log", "--no-walk=unsorted", "-p", "-U0", "--inter-hunk-context=0", "--full-index"),
            *("--no-renames", "--no-color", "--no-ext-diff", "--no-textconv"),
            f"--format={COMMIT_MARK.decode('ascii')}%H",
            *(*commits, "--", path),
        ],
        timeout=_SECONDS,
    )
    full_names = done(parse_patches(printed or b""), source)
    return [(short, each) for full, each in full_names for short in commits if full.startswith(short)]
