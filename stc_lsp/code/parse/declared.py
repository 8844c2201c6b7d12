"""What a package's own files say of how it is imported: its name, its exports, how paths are mapped. Pure.

A file is a row in `_READERS`. What it says are bindings of its module, which other files look up like any
variable (`resolve/packages.py`): `annotation` is a text, or `PATTERN -> TARGET`. They stand behind the end of
the file, where no cursor comes. What cannot be read says nothing.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from stc_lsp.code.modules import JVM_LANGUAGES, jvm_package, module_names
from stc_lsp.code.values import NAMESPACE, Binding, BindingKind, FileFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Said = Iterator[tuple[str, str]]

NAME = "name"
"""Under which others import it: `npm:`, `crate:` or `go:` and the name."""
EXPORTS = "exports"
"""`./utils -> ./dist/utils.js`; "." is the package itself."""
IMPORTS = "imports"
"""The same for names that begin with "#", which only the package itself may import."""
PATHS = "paths"
"""`@app/* -> ./src/*`."""
BASE = "baseUrl"
"""The folder that mapped paths, and names of modules, are looked for in."""
EXTENDS = "extends"
"""Another file that says the rest."""
ARROW = " -> "
SPACED = {**dict.fromkeys(JVM_LANGUAGES, "java"), "php": "php"}
"""Languages whose files see what is in their own package or namespace, each with whose names it shares."""

_MOST_BYTES = 500_000
"""Of a file that is read: nobody writes a larger one by hand."""
_MOST_PAIRS = 400
_DEEPEST = 8
"""Conditions within conditions of an export."""
_MAIN_FIELDS = ("source", "types", "typings", "module", "main", "browser")
_CONFIGURED = re.compile(r"^(?:ts|js)config(?:\.[\w.-]+)?\.json$")
_COMMENT = re.compile(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_LAST_COMMA = re.compile(r'("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])')
_GO_MODULE = re.compile(r"^module\s+\"?([^\s\"]+)", re.MULTILINE)


def with_declared(path: str, facts: FileFacts, source: bytes) -> FileFacts:
    """The facts of a file, with what it says of how a package is imported; most files say nothing."""
    reader = _reader_of(path) if not facts.language and len(source) <= _MOST_BYTES else None
    if reader is None:
        return facts
    try:
        said = list(reader(source.decode("utf-8", "replace").removeprefix("\ufeff")))
    except (ValueError, TypeError, AttributeError, RecursionError):
        # Anybody may have written anything into these: a surprising shape is as good as none.
        return facts
    end = len(source) + 1
    made = (
        Binding(name, 0, BindingKind.LOCAL, "", text, facts.line_count, end, 0, len(source), 0)
        for name, text in said[:_MOST_PAIRS]
    )
    return replace(facts, bindings=tuple(made))


def importable_names(path: str, facts: FileFacts) -> tuple[str, ...]:
    """Under which a file can be imported; the package that it speaks for, the namespaces that it adds to."""
    if facts.language:
        return (*module_names(path, facts.language), *_spaces(path, facts))
    return tuple(one.annotation for one in facts.bindings if one.name == NAME)


def _spaces(path: str, facts: FileFacts) -> Iterator[str]:
    told = dict.fromkeys(one.name for one in facts.bindings if one.is_namespace)
    if facts.language == "cpp":
        yield from (f"{NAMESPACE}:{name}" for name in told)
    elif facts.language in SPACED:
        yield from (space_key(facts.language, name) for name in spaces_of(path, facts.language, told))


def spaces_of(path: str, language: str, told: Iterable[str]) -> Sequence[str]:
    """The packages or namespaces of a file, `told` by its header; "" is the outermost."""
    if language in JVM_LANGUAGES:
        return list(dict.fromkeys([*told, jvm_package(path)]))
    return list(told) or [""]


def space_key(language: str, space: str) -> str:
    """The name under which the files of a package or namespace are found."""
    return f"{SPACED[language]}:{space}"


def _reader_of(path: str) -> Callable[[str], Said] | None:
    name = path.rpartition("/")[2]
    return _READERS.get(name) or (_configuration if _CONFIGURED.match(name) else None)


def _package(text: str) -> Said:
    data = _table(json.loads(text))
    if isinstance(data.get("name"), str):
        yield NAME, f"npm:{data['name']}"
    exports = data.get("exports")
    listed = _table(exports)
    if not any(each.startswith(".") for each in listed):
        listed = {".": exports}
    for pattern, target in listed.items():
        yield from ((EXPORTS, f"{pattern}{ARROW}{one}") for one in _targets(target))
    for field in _MAIN_FIELDS:
        if isinstance(data.get(field), str):
            yield EXPORTS, f".{ARROW}{data[field]}"
    for pattern, target in _table(data.get("imports")).items():
        yield from ((IMPORTS, f"{pattern}{ARROW}{one}") for one in _targets(target))


def _targets(target: object, depth: int = _DEEPEST) -> Iterator[str]:
    """The files of an export, whatever they are for, each once and in their order."""
    if isinstance(target, str):
        yield target
    elif depth and isinstance(target, dict | list):
        inner = [*_table(cast("object", target)).values()] or cast("list[object]", target)
        yield from dict.fromkeys(one for each in inner for one in _targets(each, depth - 1))


def _configuration(text: str) -> Said:
    data = _table(json.loads(_LAST_COMMA.sub(r"\1", _COMMENT.sub(r"\1", text))))
    options = _table(data.get("compilerOptions"))
    if isinstance(options.get("baseUrl"), str):
        yield BASE, options["baseUrl"]
    for pattern, targets in _table(options.get("paths")).items():
        yield from ((PATHS, f"{pattern}{ARROW}{one}") for one in _targets(targets))
    yield from ((EXTENDS, one) for one in _targets(data.get("extends")))
    for each in cast("list[object]", data.get("references") or ()):
        # `tsconfig.json` often only names the files that have the options, for program and tests.
        other = _table(each).get("path")
        if isinstance(other, str) and other.endswith(".json") and "/" not in other.removeprefix("./"):
            yield EXTENDS, other if other.startswith(".") else f"./{other}"


def _crate(text: str) -> Said:
    data = tomllib.loads(text)
    package, library = _table(data.get("package")), _table(data.get("lib"))
    name = library.get("name") or package.get("name")
    if isinstance(name, str):
        yield NAME, f"crate:{name.replace('-', '_')}"
    if isinstance(library.get("path"), str):
        yield EXPORTS, f".{ARROW}{library['path']}"
    dependencies = _table(data.get("dependencies")) | _table(data.get("dev-dependencies"))
    for alias, told in dependencies.items():
        renamed = _table(told).get("package")
        if isinstance(renamed, str):
            yield PATHS, f"{alias.replace('-', '_')}{ARROW}{renamed.replace('-', '_')}"


def _go_module(text: str) -> Said:
    found = _GO_MODULE.search(text)
    if found:
        yield NAME, f"go:{found[1]}"


def _table(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


_READERS: dict[str, Callable[[str], Said]] = {
    "package.json": _package,
    "Cargo.toml": _crate,
    "go.mod": _go_module,
}
