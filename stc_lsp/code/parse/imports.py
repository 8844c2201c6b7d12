"""Imported names, as each language says them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.parse.paths import inline_modules
from stc_lsp.code.texts import Lines, decoded
from stc_lsp.code.values import Import

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.code.parse.captured import Captured, Imported
    from stc_lsp.code.parse.chunking import Owners

_EVERYTHING = frozenset({"c", "cpp", "ruby", "bash", "swift", "php"})
"""Languages in which an import without a name brings all of the names."""
_SEPARATORS = {"rust": "::", "scala": ".", "kotlin": ".", "php": "\\"}
_BRACES = re.compile(r"[{},]|[^{},]+")
_RENAMED = re.compile(r"\s*(?:=>|\bas\b)\s*")
_KEYWORD = re.compile(r"^(?:import|export)\s+")
_AROUND = re.compile(r"^super\b")
"""What the module around is to one of Rust within the file."""
_FILE = re.compile(r"[./]")
_VERSION = re.compile(r"/v\d+$")
_DEEPEST = 20


def imports(language: str, source: bytes, found: Captured, owners: Owners, lines: Lines) -> list[Import]:
    """Every imported name of the file, by position."""
    made: list[Import] = []
    renamed = {each.module for each in found.imports if each.alias}
    inline = inline_modules(found) if language == "rust" else None
    for each in sorted(found.imports, key=lambda one: (one.start, one.name or (0, 0))):
        if not each.alias and not each.name and each.module in renamed:
            continue  # the same import, found by a pattern that does not see what it is bound to
        chunk = owners.at(each.start)
        line = lines.at((each.name or each.module or (each.start, 0))[0])
        parts = _parts(language, source, each)
        if inline is not None and inline.at(each.start) != -1:
            parts = ((_AROUND.sub("self", module), *names) for module, *names in parts)
        made.extend(_made(language, *one, chunk, line) for one in parts)
    return made


def _parts(language: str, source: bytes, each: Imported) -> Iterator[tuple[str, str, str]]:
    """(module, name, alias) as written of one match."""
    module, alias = decoded(source, each.module), decoded(source, each.alias)
    name = "default" if each.default else "*" if each.all_names else decoded(source, each.name)
    separator = _SEPARATORS.get(language, ".")
    if each.tree:
        for leaf in _leaves(module):
            yield _leaf(leaf, separator)
    elif language == "php" and not name and not _FILE.search(module):
        module, _, name = "".join(module.split()).strip(separator).rpartition(separator)
        yield module, name, alias
    elif language == "php" and separator in name:
        inner, _, name = name.rpartition(separator)
        yield f"{module}{separator}{inner}", name, alias
    else:
        yield module, name, alias


def _leaves(text: str) -> Iterator[str]:
    """The single imports of `a::{b, c::{d, e as f}}`."""
    prefixes, current = [""], ""
    for part in _BRACES.findall(text):
        if part == "{":
            if len(prefixes) > _DEEPEST:
                return
            prefixes.append(prefixes[-1] + current.strip())
            current = ""
        elif part in ",}":
            if current.strip():
                yield prefixes[-1] + current.strip()
            current = ""
            if part == "}" and len(prefixes) > 1:
                prefixes.pop()
        else:
            current += part
    if current.strip():
        yield prefixes[-1] + current.strip()


def _leaf(text: str, separator: str) -> tuple[str, str, str]:
    path, *alias = _RENAMED.split(_KEYWORD.sub("", text), maxsplit=1)
    module, _, name = path.strip().rpartition(separator)
    if name == "self":
        return module, "", alias[0] if alias else module.rpartition(separator)[2]
    if name in ("_", "*", "given"):
        return module, "*", ""
    return (module, name, alias[0] if alias else name) if module else (name, "", alias[0] if alias else name)


def _made(language: str, module: str, name: str, alias: str, chunk: int, line: int) -> Import:
    level = 0
    if language == "python":
        module = "".join(module.split())
        dotted = module.lstrip(".")
        level, module = len(module) - len(dotted), dotted
        alias = alias or ("" if name == "*" else name or module.partition(".")[0])
    else:
        module = module.strip("<>\"'")
        if language in _EVERYTHING and not name:
            name = "*"
        if language == "go" and not alias and name != "*":
            alias = _VERSION.sub("", module).rpartition("/")[2]
        if language == "rust" and not name:
            alias = alias or module
        alias = alias or ("" if name in ("*", "default") else name)
    return Import(module, name, alias, level, chunk, line)
