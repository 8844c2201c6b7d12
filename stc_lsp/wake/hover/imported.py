"""The module that an import names under a cursor: `flask.json` in `from flask.json import dumps`."""

from __future__ import annotations

import re
from typing import NamedTuple

from stc_lsp.code.values import FileFacts, Import

_FROM = re.compile(rb"^\s*from\s+(?P<dots>\.*)\s*(?P<module>[\w.]*)")
_IMPORT = re.compile(rb"^\s*import\s+(?P<modules>.*)")
_DOTTED = re.compile(rb"(?<!\w)(?P<module>\w[\w.]*)(?:\s+as\s+\w+)?")
_COMPONENT = re.compile(rb"\w+")
_QUOTED = re.compile(rb"""(["'`<])(?P<module>[^"'`<>]+)["'`>]""")


class NamedModule(NamedTuple):
    """A module as an import names it."""

    start_byte: int
    end_byte: int
    imported: Import
    """An import of the module itself."""


def module_named_at(facts: FileFacts, source: bytes, byte: int) -> NamedModule | None:
    """The module that an import names at a byte, or right before it; None if none is named there."""
    if not facts.imports:
        return None
    start = source.rfind(b"\n", 0, byte) + 1
    end = source.find(b"\n", byte)
    line = source[start : end if end >= 0 else len(source)]
    number = source.count(b"\n", 0, start) + 1
    found = (
        _dotted(line, byte - start, number)
        if facts.language == "python"
        else _quoted(facts, line, byte - start, number)
    )
    return (
        found._replace(start_byte=found.start_byte + start, end_byte=found.end_byte + start)
        if found
        else None
    )


def _dotted(line: bytes, column: int, number: int) -> NamedModule | None:
    statement = _FROM.match(line)
    if statement is not None:
        return _component(statement, statement.start("module"), column, number, len(statement["dots"]))
    statement = _IMPORT.match(line)
    if statement is None:
        return None
    for each in _DOTTED.finditer(line, statement.start("modules")):
        if each.start("module") <= column <= each.end("module"):
            return _component(each, each.start("module"), column, number, 0)
    return None


def _component(
    dotted: re.Match[bytes], first: int, column: int, number: int, level: int
) -> NamedModule | None:
    """The part of a dotted name that a column is in stands for the module that ends with it."""
    text = dotted.string
    for part in _COMPONENT.finditer(text, first, dotted.end("module")):
        if part.start() <= column <= part.end():
            module = text[first : part.end()].decode("utf-8", "replace")
            return NamedModule(part.start(), part.end(), _of(module, level, number))
    return None


def _quoted(facts: FileFacts, line: bytes, column: int, number: int) -> NamedModule | None:
    for each in _QUOTED.finditer(line):
        module = each["module"].decode("utf-8", "replace")
        named = each.start("module") <= column <= each.end("module")
        if named and any(one.module == module for one in facts.imports):
            return NamedModule(*each.span("module"), _of(module, 0, number))
    return None


def _of(module: str, level: int, line: int) -> Import:
    return Import(module=module, name="*", alias="", level=level, chunk=0, line=line)
