"""What code lists itself of a sort of things: in a table that is called so, by registering each, in a folder.

`languages = {"go": go, ...}`, a function `Backends` that calls `Register` for each, a folder `languages/`.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.sorts import Sort, singular
from stc_lsp.code.asking.wording import stem
from stc_lsp.code.english import code, codes, count
from stc_lsp.code.identifiers import split_identifier
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.wake.rank.kinds import is_production, stem_of
from stc_lsp.wake.structural.call_arguments import Argument, entries_behind, read_call
from stc_lsp.wake.structural.inquiry import Finding, Inquiry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stc_lsp.memory.read.catalogue import CatalogueEntry
    from stc_lsp.memory.values import StoredChunk

_BEFORE = frozenset(
    "all allowed available builtin built core default in known registered standard supported valid".split()
)
_BEHIND = frozenset(
    "by choices class classes dict factories list map mapping name names registry table type types".split()
)
"""What the name of a table may have beside the sort: `BUILTIN_LANGUAGES`, `commands_dict`."""
_MAKING = frozenset("add build create get init initialize install load make new register setup".split())
_TABLE = re.compile(
    rb"(?<![=!<>])=(?![=>])\s*(?:"
    rb"(?:new\s+)?(?:frozenset|set|tuple|list|dict|(?:\w+\.)?(?:OrderedDict|MappingProxyType)|Map|Set"
    rb"|Object\.freeze|(?:Map|List|Set)\.of|Arrays\.asList|(?:list|map|set|array)Of|vec!)"
    rb"\s*(?:<[^>\n]{0,80}>)?\s*(?:\(\s*(?=[\[{]))?"
    rb"|map\[[^\]\n]{0,80}\][^{\n]{0,80}|\[[^\]\n]{0,20}\][\w.*\[\]]{1,80}|&\s*)?(?P<open>[\[{(])"
)
"""A literal, or what only makes one of another sort of it; not what some function returns."""
_REGISTERS = re.compile(
    rb"(?P<how>(?:[\w.$]{1,60}\.)?(?:[Rr]egister\w*|[Aa]dd[A-Z_]?\w*|add|append|push|use))\s*\(", re.ASCII
)
_TEXT_FIRST = re.compile(r"[\"'`\[({#/]")
_NAMED = re.compile(r"\b(?:name|id|key|label|value)\s*[:=]\s*[\"'`]([^\"'`]+)")
_SPREAD = re.compile(r"(?:\*{1,2}|\.{3})([\w.]+)")
_NO_MEMBERS = frozenset(
    "all abstract base common constants core doc errors helpers index init interface lib main mod".split()
    + "registry types utils util".split()
)
"""Files of a folder that are none of what it has one each of."""
_TOOLS = re.compile(r"(?:docs?|scripts?|tools?|hack|ci|\.\w+)/", re.IGNORECASE)
"""Folders of what the program is made with: the extensions in `docs/conf.py` are those of Sphinx."""
_LEAST, _LEAST_FILES = 2, 3
_LEAST_REGISTERED = 3
_MOST_TABLES, _MOST = 3, 60
_LONGEST = 60


class Table(NamedTuple):
    """Where a sort of things is listed."""

    stored: StoredChunk
    members: list[str]
    how: str
    """What registers each; "" where they stand in a literal."""


def tables(inquiry: Inquiry, sort: Sort, entries: Sequence[CatalogueEntry]) -> list[Table]:
    """Tables that are called after a sort, and functions that register each of it, the longest first."""
    if sort.is_kind or sort.kind is not None:
        return []
    own = (each for each in entries if is_production(each.path) and not _TOOLS.match(each.path))
    found = (_read(inquiry, sort, each) for each in own)
    tables = sorted((each for each in found if each is not None), key=lambda each: -len(each.members))
    literal = [each for each in tables if not each.how] or tables
    public = [each for each in literal if not each.stored.chunk.name.startswith("_")]
    return (public or literal)[:_MOST_TABLES]


def tables_said(inquiry: Inquiry, found: Sequence[Table]) -> Finding | None:
    """What they list; None if there are none."""
    if not found:
        return None
    text = "\n\n".join(_said(inquiry, each) for each in found)
    return Finding(text, tuple(inquiry.cite(*(each.stored for each in found))), is_all=False)


def files_said(inquiry: Inquiry, sort: Sort) -> Finding | None:
    """The files of the folder that is called after a sort, and has one for each of it; None if none has."""
    folder, members = files_of(inquiry, sort)
    if not members:
        return None
    noun = "folder" if all(each.endswith("/") for each in members) else "file"
    told = f"The folder {code(folder)} has {count(len(members), noun)}: {codes(sorted(members), _MOST)}."
    modules = (inquiry.snapshot.chunk(path, "") for path in [*members.values()][:_LEAST])
    return Finding(told, tuple(inquiry.cite(*(each for each in modules if each is not None))), is_all=False)


def files_of(inquiry: Inquiry, sort: Sort) -> tuple[str, dict[str, str]]:
    """The folder that is called after a sort, and what lies in it, each with a file; "" and {} if none is."""
    inside: dict[str, dict[str, str]] = {}
    for path in filter(is_production, inquiry.snapshot.paths()):
        *folders, name = path.split("/")
        for depth, folder in enumerate(folders):
            if _is_plural(sort, split_identifier(folder.replace("-", "_"))):
                inner = folders[depth + 1] + "/" if depth + 1 < len(folders) else name
                if stem_of(inner.rstrip("/")) not in _NO_MEMBERS:
                    inside.setdefault("/".join(folders[: depth + 1]), {})[inner] = path
    folder, members = max(inside.items(), key=lambda each: len(each[1]), default=("", dict[str, str]()))
    return (folder, members) if len(members) >= _LEAST_FILES else ("", {})


def _said(inquiry: Inquiry, table: Table) -> str:
    number = f"{len(table.members):,}{f' by {code(table.how)}' if table.how else ''}"
    verb = "registers" if table.how else "lists"
    return f"{inquiry.placed(table.stored)} {verb} {number}: {codes(table.members, _MOST)}."


def _read(inquiry: Inquiry, sort: Sort, entry: CatalogueEntry) -> Table | None:
    """The table that a definition is; None if it is none."""
    words = split_identifier(entry.name)
    if entry.kind is ChunkKind.VARIABLE:
        if "." in entry.qualname or not _is_plural(sort, words):
            return None
    elif entry.kind not in CALLABLE or not _is_plural(sort, [*_without_verb(words)]):
        return None
    stored = inquiry.snapshot.chunk_by_id(entry.id)
    source = inquiry.present.text_as_indexed(entry.path) if stored is not None else None
    if stored is None or source is None:
        return None
    if entry.kind is not ChunkKind.VARIABLE:
        return _registering(stored, source)
    members = _members(inquiry, stored, source)
    return Table(stored, members, "") if len(members) >= _LEAST else None


def _members(inquiry: Inquiry, stored: StoredChunk, source: bytes, *, is_spread: bool = False) -> list[str]:
    """The names of what stands in the literal that a variable is, with what it takes from another."""
    begins = _TABLE.search(source, stored.chunk.name_end_byte, stored.chunk.end_byte)
    found: dict[str, None] = {}
    for each in entries_behind(source, begins.end()) if begins is not None else ():
        name, spread = _name(each), _SPREAD.fullmatch(each.written)
        others = inquiry.snapshot.named(spread[1]) if spread is not None and not is_spread else []
        others = [each for each in others if each.chunk.kind is ChunkKind.VARIABLE]
        text = inquiry.present.text_as_indexed(others[0].path) if len(others) == 1 else None
        inside = _members(inquiry, others[0], text, is_spread=True) if text is not None else []
        found |= dict.fromkeys(inside or filter(None, [name]))
    return list(found)


def _registering(stored: StoredChunk, source: bytes) -> Table | None:
    """What a function registers one after the other, always by the same call."""
    calls = [*_REGISTERS.finditer(source, stored.chunk.name_end_byte, stored.chunk.end_byte)]
    often = Counter(each["how"] for each in calls).most_common(1)
    if not often or often[0][1] < _LEAST_REGISTERED:
        return None
    how = often[0][0]
    arguments = (read_call(source, each.end()).arguments for each in calls if each["how"] == how)
    members = [name for each in arguments if each and (name := _name(each[0]))]
    return Table(stored, list(dict.fromkeys(members)), how.decode(errors="replace"))


def _name(entry: Argument) -> str:
    """What an entry is called: by its key, its text or name, else as it is written."""
    if entry.keyword:
        return entry.keyword
    named = _NAMED.search(entry.written)
    if named is not None:
        return named[1]
    if entry.texts and _TEXT_FIRST.match(entry.written):
        return entry.texts[0]
    return entry.written if len(entry.written) <= _LONGEST else ""


def _is_plural(sort: Sort, words: Sequence[str]) -> bool:
    """Whether a name says several of a sort, and nothing else of them: no `deprecated_languages`."""
    stems, wanted = [stem(each) for each in words], list(sort.stems)
    for start in range(len(stems) - len(wanted) + 1):
        end = start + len(wanted)
        if stems[start:end] != wanted:
            continue
        behind = words[end:]
        is_several = bool(behind) or singular(words[end - 1]) != words[end - 1].lower()
        if is_several and _BEFORE.issuperset(words[:start]) and _BEHIND.issuperset(behind):
            return True
    return False


def _without_verb(words: Iterable[str]) -> Iterator[str]:
    for number, word in enumerate(words):
        if number or word not in _MAKING:
            yield word
