"""A small repository with marked names, and where each of them is defined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.languages import language_of
from stc_lsp.code.parse.declared import with_declared
from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.resolve import Tables, resolve_at, resolve_file
from tests.code.resolve.known import KnownFiles
from tests.workspace import split_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stc_lsp.code.resolve import PossibleTarget

_MARK = re.compile("[①-⑳]")

UNKNOWN = "unknown"
"""What has no certain definition in the repository."""


def definitions(text: str) -> Mapping[str, str]:
    """Where the name behind each mark (①, ②) is defined: `path Qual.name`, or `path:line` if no chunk."""
    marks: dict[str, tuple[str, int]] = {}
    sources: dict[str, bytes] = {}
    for path, marked in split_files(text).items():
        plain = b""
        position = 0
        for mark in _MARK.finditer(marked):
            plain += marked[position : mark.start()].encode()
            marks[mark.group()] = (path, len(plain))
            position = mark.end()
        sources[path] = plain + marked[position:].encode()
    files = KnownFiles(
        {
            path: with_declared(path, parse_file(language_of(path, source), source), source)
            for path, source in sources.items()
        }
    )
    _assert_one_truth(files, marks)
    return {
        mark: _told(resolve_at(path, files.complete[path], offset, files))
        for mark, (path, offset) in sorted(marks.items())
    }


def _told(found: tuple[PossibleTarget, ...]) -> str:
    if len(found) != 1 or not found[0].certain:
        return UNKNOWN
    [one] = found
    if one.binding is not None:
        return f"{one.target.path}:{one.binding.line}"
    return f"{one.target.path} {one.target.qualname}".rstrip()


def _assert_one_truth(files: KnownFiles, marks: Mapping[str, tuple[str, int]]) -> None:
    """What the index is told of a use is what a person is told who points at it."""
    tables = Tables(files)
    for path, offset in marks.values():
        facts = files.complete[path]
        targets = resolve_file(path, facts, tables).targets
        for reference, target in zip(facts.references, targets, strict=True):
            if reference.start_byte == offset and target is not None:
                # Of overloads among which nothing decides the index is told one, a person all.
                assert target in [found.target for found in resolve_at(path, facts, offset, files)]
