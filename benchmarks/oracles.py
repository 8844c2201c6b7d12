"""Full language servers, asked where the names used in a repository are defined: jedi, TypeScript's own."""

from __future__ import annotations

import importlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Place = tuple[str, int]

_SCRIPT = Path(__file__).with_name("typescript_uses.cjs")


class Asked(NamedTuple):
    """One sampled use, and where a language server finds its definition."""

    path: str
    offset: int
    """In bytes."""
    line: int
    name: str
    theirs: frozenset[Place]
    """Line numbers from 1; a path outside the repository is absolute."""
    local: bool
    """It is a local name, a parameter or an attribute, not a chunk."""


def ask_jedi(root: Path, sources: Mapping[str, bytes], sample: int, seed: int) -> Iterator[Asked]:
    """Jedi's answers for Python."""
    jedi: Any = importlib.import_module("jedi")  # which says little of its types
    standard = [path for path in sys.path if path and "site-packages" not in path]
    search = [str(root / "src"), str(root), *standard]  # an installed copy of the repository must not answer
    project = jedi.Project(str(root), sys_path=search, smart_sys_path=False)
    scripts = {path: jedi.Script(path=str(root / path), project=project) for path in sources}
    uses: list[tuple[str, int, int, str]] = [
        (path, name.line, name.column, name.name)
        for path, script in scripts.items()
        for name in script.get_names(all_scopes=True, definitions=False, references=True)
    ]
    chance = random.Random(seed)
    for path, line, column, name in sorted(chance.sample(uses, min(sample, len(uses)))):
        try:
            found: list[Any] = scripts[path].goto(line, column, follow_imports=True)
        except Exception as error:  # noqa: BLE001 - jedi fails on some code; such a use counts as unresolved
            print(f"jedi failed at {path}:{line}: {type(error).__name__}", file=sys.stderr)
            continue
        theirs = frozenset(
            (_relative(root, one.module_path), one.line or 1) for one in found if one.module_path is not None
        )
        local = bool(found) and all(_is_local(one) for one in found)
        lines = sources[path].splitlines(keepends=True)
        before = lines[line - 1].decode("utf-8", "replace")[:column]
        offset = sum(map(len, lines[: line - 1])) + len(before.encode())
        yield Asked(path, offset, line, name, theirs, local)


def _is_local(found: Any) -> bool:
    """Whether a `Name` of jedi's has no chunk: a local name, a parameter, an attribute of `self`."""
    if found.type == "param":
        return True
    if found.type not in ("statement", "instance"):
        return False
    name = found._name.tree_name  # there is no public way to ask for the syntax around it
    around = found.parent()
    return (around is not None and around.type == "function") or (
        name is not None and name.parent is not None and name.parent.type == "trailer"
    )


def _relative(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def ask_typescript(
    root: Path, sources: Mapping[str, bytes], sample: int, seed: int, node_modules: Path
) -> Iterator[Asked]:
    """The answers of TypeScript's language service, for JavaScript too."""
    made = subprocess.run(
        ["node", _SCRIPT, root, str(sample), str(seed), *sources],
        env={**os.environ, "NODE_PATH": str(node_modules)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    for line in made.stdout.splitlines():
        one = json.loads(line)
        places = one["places"]
        yield Asked(
            one["path"],
            one["offset"],
            one["line"],
            one["name"],
            frozenset((path, line) for path, line, _ in places),
            bool(places) and all(local for _, _, local in places),
        )
