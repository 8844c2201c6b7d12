"""Parsing a file: bytes in, facts out. Never raises, whatever the bytes are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stc_lsp.code.parse.bindings import bindings
from stc_lsp.code.parse.blank import drop_blanks, has_blank, without_blanks
from stc_lsp.code.parse.captured import Captured, Heading, capture
from stc_lsp.code.parse.chunking import ChunkDraft, Owners, drafts
from stc_lsp.code.parse.comments import comment, docstring, without_own_name
from stc_lsp.code.parse.imports import imports
from stc_lsp.code.parse.legible import parse_legibly, without_conditions
from stc_lsp.code.parse.nesting import Nesting
from stc_lsp.code.parse.phpdoc import documented_type
from stc_lsp.code.parse.references import references
from stc_lsp.code.parse.sections import headings, opening, section_digests, section_drafts
from stc_lsp.code.parse.signatures import (
    one_line,
    parameters,
    parameters_in,
    returns_in,
    returns_of,
    signature,
)
from stc_lsp.code.parse.twins import name_twins
from stc_lsp.code.queries import is_hopeless, reader_of
from stc_lsp.code.texts import Lines, decoded
from stc_lsp.code.tokens.fingerprint import chunk_digests
from stc_lsp.code.values import CALLABLE, Chunk, ChunkKind, FileFacts, Reference, ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Tree

    from stc_lsp.code.tokens.lexing import Digests

CLASS = ChunkKind.CLASS
LARGEST = 16 * 1024 * 1024
"""Bytes of the largest file that is given to a grammar; larger ones are one chunk."""


def parse_tree(language: str, source: bytes) -> Tree | None:
    """The syntax tree; None for a language without a grammar."""
    reader = reader_of(language)
    return reader.parser().parse(source) if reader is not None else None


def parse_file(language: str, source: bytes) -> FileFacts:
    """All that a file says. An unknown language gives one chunk."""
    reader = reader_of(language)
    lines = Lines(source)
    if reader is None or len(source) > LARGEST:
        found = headings(source) if language == "restructuredtext" else []
        return _document(language, source, found, lines)
    root = parse_legibly(reader.parser(), language, source).root_node
    if is_hopeless(root):
        return replace(_document(language, source, [], lines), has_errors=True)
    found = capture(reader, root)
    if language == "markdown":
        return _document(language, source, found.headings, lines)
    if has_blank(language):
        drop_blanks(source, found)
    made = drafts(source, found, lines)
    _describe(language, found, made)
    name_twins(source, made)
    uses = references(language, source, found, Owners(made), lines)
    imported = imports(language, source, found, Owners(made), lines)
    digests = chunk_digests(language, source, found, made)
    bases = _bases(source, found, made, uses)
    chunks = _chunks(language, source, made, bases, digests, lines)
    bound = bindings(language, reader.grammar, root, chunks)
    if has_blank(language):
        bound = without_blanks(bound)
    return FileFacts(language, chunks, tuple(uses), tuple(imported), lines.count, root.has_error, bound)


def _document(language: str, source: bytes, found: list[Heading], lines: Lines) -> FileFacts:
    """Text for people, or in no known language: sections at most."""
    made = section_drafts(source, found)
    digests = section_digests(source, made, hard_breaks=language == "markdown")
    chunks = tuple(
        replace(chunk, documentation=opening(source, made, index) if found else "")
        for index, chunk in enumerate(_chunks(language, source, made, {}, digests, lines))
    )
    return FileFacts(language, chunks, (), (), lines.count, has_errors=False)


def _describe(language: str, found: Captured, made: list[ChunkDraft]) -> None:
    """Give docstrings, leading comments and decorators to the chunks they belong to."""
    if language not in _DOCSTRINGS:
        taken = (
            {span for draft in made for span in draft.comments} if len(made) > 1 else set[tuple[int, int]]()
        )
        made[0].comments = [span for span in found.comments[:_MOST_LEADING] if span not in taken]
    owners = Owners(made)
    for span in sorted(found.documentation):
        owner = made[owners.at(span[0])]
        owner.documentation = owner.documentation or span
    owners = Owners(made, variables=True)
    for span in sorted(found.decorators):
        owner = made[owners.at(span[0])]
        if owner.definition and span[1] <= owner.definition.name[0]:
            owner.decorators.append(span)
    for before, after in zip(made[-2::-1], made[:0:-1], strict=True):
        if (before.start, before.end, before.kind) == (after.start, after.end, ChunkKind.VARIABLE):
            before.decorators = after.decorators  # two variables of one declaration


def _chunks(
    language: str,
    source: bytes,
    made: Sequence[ChunkDraft],
    bases: dict[int, list[str]],
    digests: Sequence[Digests],
    lines: Lines,
) -> tuple[Chunk, ...]:
    return tuple(
        _chunk(language, source, draft, bases.get(index, ()), digests[index], lines)
        for index, draft in enumerate(made)
    )


def _bases(
    source: bytes, found: Captured, made: Sequence[ChunkDraft], uses: Sequence[Reference]
) -> dict[int, list[str]]:
    """The bases of each class: those in its header, and those in the headers of its `impl` or `extension`."""
    classes = {
        draft.qualname: index for index, draft in reversed(list(enumerate(made))) if draft.kind is CLASS
    }
    scopes = [each for each in found.definitions if each.kind == "scope.class"]
    inside = Nesting((each.start, each.end) for each in scopes)
    bases: dict[int, list[str]] = {}
    for use in uses:
        if use.kind is ReferenceKind.BASE:
            scope = inside.at(use.start_byte)
            named = classes.get(decoded(source, scopes[scope].name)) if scope >= 0 else None
            bases.setdefault(use.chunk if named is None else named, []).append(use.expression)
    return bases


def _chunk(
    language: str, source: bytes, draft: ChunkDraft, bases: Sequence[str], digests: Digests, lines: Lines
) -> Chunk:
    definition = draft.definition
    name = (draft.start, draft.start)
    if definition or draft.heading:
        name = definition.name if definition else draft.heading.name if draft.heading else name
    start_line = lines.at(draft.start)
    header = _signature(language, source, draft)
    returns, named = "", ()
    if definition:
        declared = decoded(source, definition.returns).lstrip(": ->")
        stars = decoded(source, (definition.returns[1], definition.name[0])) if definition.returns else ""
        returns = one_line(returns_of(language, declared, stars))
        listed = source[slice(*definition.parameters)] if definition.parameters else b""
        named = parameters(language, without_conditions(language, listed))
        if draft.kind in CALLABLE and definition.keyword != "property":
            returns = returns or returns_in(language, header)
            named = named or parameters(language, parameters_in(language, header))
    documentation = _documentation(source, draft)
    if language == "php" and not returns and draft.kind in (*CALLABLE, ChunkKind.VARIABLE):
        returns = documented_type(draft.kind, documentation)
    return Chunk(
        kind=draft.kind,
        keyword=_keyword(draft),
        name=draft.name,
        qualname=draft.qualname,
        parent=draft.parent,
        start_byte=draft.start,
        end_byte=draft.end,
        start_line=start_line,
        end_line=lines.last(draft.start, draft.end) if draft.parent is not None else max(1, lines.count),
        name_start_byte=name[0],
        name_end_byte=name[1],
        name_line=lines.at(name[0]),
        signature=header,
        documentation=documentation,
        decorators=tuple(_decorator(decoded(source, span)) for span in draft.decorators),
        bases=tuple(bases) if draft.kind is CLASS else (),
        returns=returns,
        parameters=named,
        own_fingerprint=digests.own,
        fingerprint=digests.full,
    )


_DOCSTRINGS = frozenset({"python"})
"""Languages in which a comment at the head of a file is not its documentation."""
_MOST_LEADING = 200
_LEGAL = re.compile(
    r"copyright|licen[cs]e|spdx|permission is hereby granted|redistributions? (?:and use|in)\b"
    r"|neither the name|without (?:any )?warranty",
    re.IGNORECASE,
)
"""What makes a paragraph of a header one of a licence."""
_NOT_ABOUT = re.compile(
    r"^#!|eslint|@ts-|<reference|go:build|\+build|coding[:=]|frozen_string_literal"
    r"|code generated .*do not edit",
    re.IGNORECASE,
)


def _leading(source: bytes, module: ChunkDraft) -> str:
    """The first comment, or lines of comments, at the head of a file that speaks of what the file is."""
    group: list[str] = []
    position = 0
    is_legal = False
    for start, end in module.comments:
        gap = source[position:start]
        if gap.strip() and not (position == 0 and gap.strip() in _BOM_OR_TAG):
            break
        text = decoded(source, (start, end))
        if group and gap.count(b"\n") + source.endswith(b"\n", 0, position) > 1:
            break
        if gap.count(b"\n") > 1 or not text.strip(_MARKS) or text.startswith("//!"):
            is_legal = False
        is_legal = is_legal or _LEGAL.search(text) is not None
        if is_legal or _NOT_ABOUT.search(text):
            group.clear()
        else:
            group.append(text.rstrip("\n"))
        position = end
    return comment("\n".join(group))[:LONGEST_DOCUMENTATION] if group else ""


_MARKS = "/*#;-! \t\r\n"
"""What a comment without words is made of."""
_BOM_OR_TAG = frozenset((b"\xef\xbb\xbf", b"<?php"))


def _decorator(text: str) -> str:
    """A decorator without its marks: `@x`, `#[x]`, `[x]`."""
    flat = one_line(text)
    bracketed = flat.removeprefix("#").removeprefix("!")
    return bracketed[1:-1].strip() if bracketed[:1] == "[" and flat[-1:] == "]" else flat.lstrip("@").strip()


def _keyword(draft: ChunkDraft) -> str:
    if draft.definition is None:
        return str(draft.kind)
    return draft.definition.keyword or str(draft.kind)


def _signature(language: str, source: bytes, draft: ChunkDraft) -> str:
    definition = draft.definition
    if definition is None:
        return one_line(decoded(source, draft.heading.name)) if draft.heading else ""
    header = bytearray(source[draft.header : min(definition.body, draft.header + _LONGEST_HEADER)])
    for start, end in draft.decorators:
        header[max(0, start - draft.header) : max(0, end - draft.header)] = b" " * (
            end - max(start, draft.header)
        )
    told = signature(language, without_conditions(language, bytes(header)))
    # C's `typedef struct { ... } Name;`
    return told if definition.name[0] <= definition.body else f"{told} {{ … }} {draft.name}"


_LONGEST_HEADER = 4_000
"""Bytes of a header that are read for its signature."""
LONGEST_DOCUMENTATION = 20_000
"""Characters of documentation that are kept."""


def _documentation(source: bytes, draft: ChunkDraft) -> str:
    if draft.documentation:
        text = docstring(decoded(source, draft.documentation))
        return without_own_name(text, draft.name)[:LONGEST_DOCUMENTATION]
    if draft.parent is None:
        return _leading(source, draft)
    if not draft.comments:
        return ""
    # In Rust a line of documentation has its line break.
    lines = (decoded(source, span).rstrip("\n") for span in draft.comments)
    said = "\n".join(line for line in lines if not _TO_TOOLS.match(line))
    return without_own_name(comment(said), draft.name)[:LONGEST_DOCUMENTATION]


_TO_TOOLS = re.compile(
    r"\W*(?:ReSharper (?:disable|restore)|noinspection |NOLINT|clang-format (?:on|off)|cppcheck-|rubocop:"
    r"|nolint|eslint-(?:disable|enable)|@ts-(?:ignore|expect-error|nocheck)|prettier-ignore|swiftlint:|phpcs:)"
)
"""A comment that tells a tool what to do."""
