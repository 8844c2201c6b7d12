"""Imported names, as each language says them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.texts import decoded
from stc_lsp.code.values import Import

if TYPE_CHECKING:
    from stc_lsp.code.captured import Captured
    from stc_lsp.code.chunking import Owners
    from stc_lsp.code.texts import Lines


def imports(language: str, source: bytes, found: Captured, owners: Owners, lines: Lines) -> list[Import]:
    """Every imported name of the file, by position."""
    made: list[Import] = []
    for each in sorted(found.imports, key=lambda one: (one.start, one.name or (0, 0))):
        start = (each.name or each.module or (each.start, 0))[0]
        module = decoded(source, each.module)
        name = "default" if each.default else "*" if each.all_names else decoded(source, each.name)
        made.append(
            _imported(
                language, module, name, decoded(source, each.alias), owners.at(each.start), lines.at(start)
            )
        )
    return made


def _imported(language: str, module: str, name: str, alias: str, chunk: int, line: int) -> Import:
    level = 0
    if language == "python":
        module = "".join(module.split())
        dotted = module.lstrip(".")
        level, module = len(module) - len(dotted), dotted or ""
        alias = alias or (name or module.partition(".")[0]).replace("*", "")
    return Import(module, name, alias, level, chunk, line)
