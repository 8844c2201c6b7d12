"""Running git on a repository that is not trusted: nothing that the repository configures is ever started."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_NEUTRAL = (
    # Each of these can name a program in the repository's own configuration.
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.pager=cat"),
    *("-c", "core.sshCommand=false"),
    *("-c", "credential.helper="),
    *("-c", "diff.external="),
    *("-c", "gpg.program=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "protocol.allow=never"),
    *("-c", "core.quotePath=false"),
    "--no-pager",
    "--literal-pathspecs",
)
_INHERITED = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_EXTERNAL_DIFF",
    "GIT_PREFIX",
)
"""Set by a hook or an editor that started us, these would point git at another repository."""


class Leash:
    """Ends what git is at for somebody who needs it no more. For any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: list[subprocess.Popen[bytes]] = []
        self._is_pulled = False

    def hold(self, process: subprocess.Popen[bytes]) -> None:
        """Have a process end when the leash is pulled; at once if it was."""
        with self._lock:
            self._held.append(process)
            if self._is_pulled:
                process.kill()

    def pull(self) -> None:
        """End what is held, and whatever will be."""
        with self._lock:
            self._is_pulled = True
            for process in self._held:
                process.kill()


def run_git(
    root: Path, arguments: Sequence[str], *, timeout: float = 30.0, leash: Leash | None = None
) -> bytes | None:
    """What `git <arguments>` prints in `root`, or None: no git, no repository, refused, slow, ended."""
    program = shutil.which("git")
    if program is None:
        return None
    environment = {name: value for name, value in os.environ.items() if name not in _INHERITED}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat", "LC_ALL": "C"}
    # A partial clone must not fetch what it lacks: nothing leaves this machine unasked.
    # Older gits know only the list of transports, which stands above what a repository allows.
    environment |= {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_ASKPASS": "true"}
    try:
        process = subprocess.Popen(
            [program, *_NEUTRAL, *arguments],
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None
    with process:
        if leash is not None:
            leash.hold(process)
        try:
            printed, _ = process.communicate(timeout=timeout)
        except (OSError, subprocess.TimeoutExpired):
            return None
        finally:
            # Nothing, once it has ended by itself.
            process.kill()
    return printed if process.returncode == 0 else None


@dataclass(frozen=True, slots=True)
class GitPlace:
    """Where git keeps what belongs to a folder. Found by reading files: no process is started."""

    top: Path
    """The work tree's root: the workspace's root or a folder above it."""
    git_dir: Path
    """`HEAD` and `index` of this work tree."""
    common_dir: Path
    """What all work trees share: `refs`, `packed-refs`, `info/exclude`."""


def find_git(root: Path) -> GitPlace | None:
    """The repository that holds `root`, or None."""
    for folder in (root, *root.parents):
        dot_git = folder / ".git"
        try:
            if dot_git.is_dir():
                git_dir = dot_git
            elif dot_git.is_file():
                git_dir = _linked_git_dir(dot_git)
            else:
                continue
            if git_dir is None or not (git_dir / "HEAD").exists():
                continue
            return GitPlace(folder, git_dir, _common_dir(git_dir))
        except (OSError, UnicodeDecodeError):
            continue
    return None


def _linked_git_dir(dot_git: Path) -> Path | None:
    """Work trees and submodules have a `.git` file that says where their folder is."""
    first = dot_git.read_text("utf-8").split("\n", 1)[0]
    if not first.startswith("gitdir:"):
        return None
    return (dot_git.parent / first.removeprefix("gitdir:").strip()).resolve()


def _common_dir(git_dir: Path) -> Path:
    pointer = git_dir / "commondir"
    if not pointer.is_file():
        return git_dir
    return (git_dir / pointer.read_text("utf-8").strip()).resolve()
