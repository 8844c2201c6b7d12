"""What a file hands to others: `__all__` in Python, `export` and `exports` in JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import code, codes, count
from stc_lsp.code.identifiers import is_public, readable
from stc_lsp.code.modules import SCRIPT_LANGUAGES
from stc_lsp.code.values import CALLEES, ChunkKind
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.narrow.meant import files
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked, Slot
    from stc_lsp.memory.values import StoredChunk

_MOST = 60
_FRONTS = ("__init__.py", "index.ts", "index.js", "index.tsx")
"""The files that stand for their folders."""
_ALL = re.compile(r"^__all__\s*(?::[^=\n]+)?\+?=\s*[\[(]([^\])]*)[\])]\s*(?:#.*)?$", re.MULTILINE)
_ANY_ALL = re.compile(r"^\s*__all__\b", re.MULTILINE)
_NAME = re.compile(r"[\"']([^\"'\n]+)[\"']")
_DECLARED = re.compile(
    r"^export\s+(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?"
    r"(?:function\*?|class|const|let|var|interface|type|enum|namespace)\s+([\w$]+)",
    re.MULTILINE,
)
_BRACES = re.compile(r"^export\s+(?:type\s+)?\{([^}]*)\}", re.MULTILINE)
_COMMON = re.compile(r"^(?:module\.)?exports\.([\w$]+)\s*=", re.MULTILINE)
_WHOLE = re.compile(r"^module\.exports\s*=\s*(?:\{([^}]*)\}|([\w$.]+)\s*;?\s*$)", re.MULTILINE)
_OTHERS = re.compile(r"^export\s+\*\s+(?:as\s+[\w$]+\s+)?from", re.MULTILINE)
_DEFAULT = re.compile(
    r"^export\s+default\s+(?:(?:abstract\s+)?class\b\s*|(?:async\s+)?function\b\s*\*?\s*)?"
    r"(?!extends\b|async\b|new\b)([\w$.]*)",
    re.MULTILINE,
)
_OBJECT = re.compile(r"\{([^{}]*)\}")


def exports(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding | None]:
    """What a file exports."""
    found: list[Finding | None] = []
    for each in _files(inquiry, asked.slots[0])[:2]:
        source = inquiry.present.text(each.path)
        text = source.decode(errors="replace") if source is not None else ""
        if each.language == "python":
            found.append(_python(inquiry, each, text))
        elif each.language in SCRIPT_LANGUAGES:
            found.append(_javascript(each, text))
        elif each.language == "go":
            found.append(_go(inquiry, each))
    return found


def _files(inquiry: Inquiry, slot: Slot) -> list[StoredChunk]:
    """The files meant: those of that name, of a package the one that stands for it."""
    ends = tuple(f"/{slot.name.strip('/')}/{name}" for name in _FRONTS)
    paths = [path for path in inquiry.snapshot.paths() if f"/{path}".endswith(ends)]
    fronts = (inquiry.snapshot.chunk(path, "") for path in sorted(paths, key=len))
    return [each for each in fronts if each is not None] or files(inquiry, slot)


def _python(inquiry: Inquiry, stored: StoredChunk, text: str) -> Finding | None:
    """None where its `__all__` is put together in a way that is not read here."""
    it = code(stored.path)
    if not _ANY_ALL.search(text):
        names = _public(inquiry, stored)
        said = f": {codes(names, _MOST)}" if names else ""
        told = f"{it} has no `__all__`. It defines {count(len(names), 'public name')}{said}."
        handed_on = _handed_on(inquiry, stored)
        if handed_on:
            told += (
                f" It hands on {count(len(handed_on), 'name')} that it imports: {codes(handed_on, _MOST)}."
            )
        return Finding(told, (Citation(stored.path, 1, 1),))
    lists = list(_ALL.finditer(text))
    if not lists:
        return None
    names = [name for found in lists for name in _NAME.findall(found[1])]
    lines = [_line_at(text, found.start()) for found in lists]
    cited = tuple(
        Citation(stored.path, line, line + found[0].count("\n"))
        for line, found in zip(lines, lists, strict=True)
    )
    is_all = len(lists) == len(_ANY_ALL.findall(text))
    more = "" if is_all else " It is changed elsewhere in the file, too."
    where = f"by `__all__` (line {lines[0]})"
    told = f"{it} exports {count(len(names), 'name')} {where}: {codes(names, _MOST)}.{more}"
    return Finding(told, cited, is_all)


def _handed_on(inquiry: Inquiry, stored: StoredChunk) -> list[str]:
    """The public names that a file which stands for its package takes from others of it."""
    if not stored.path.endswith("__init__.py"):
        return []
    imported = inquiry.snapshot.imports_of(stored.path)
    names = (each.alias or each.name for each, target in imported if target is not None)
    return [name for name in dict.fromkeys(names) if name.strip("*") and not name.startswith("_")]


def _line_at(text: str, start: int) -> int:
    return text.count("\n", 0, start) + 1


def _public(inquiry: Inquiry, stored: StoredChunk) -> list[str]:
    kinds = (*CALLEES, ChunkKind.VARIABLE)
    children = [each.chunk for each in inquiry.snapshot.children(stored.id) if each.chunk.kind in kinds]
    names = [readable(each.qualname) for each in children if is_public(stored.language, each.qualname)]
    return list(dict.fromkeys(names))


def _javascript(stored: StoredChunk, text: str) -> Finding | None:
    spans = [(found.start(), [found[1]]) for found in (*_DECLARED.finditer(text), *_COMMON.finditer(text))]
    spans += [(found.start(), _in_braces(found[1])) for found in _BRACES.finditer(text)]
    for found in _WHOLE.finditer(text):
        spans.append((found.start(), [found[2]] if found[2] else _in_braces(found[1])))
    default = _DEFAULT.search(text)
    if default is not None:
        spans.append((default.start(), []))
    if not spans:
        return None
    spans.sort()
    names = list(dict.fromkeys(name for _, several in spans for name in several if name))
    if default is not None:
        names = [name for name in names if name != default[1]]
    lines = list(dict.fromkeys(_line_at(text, start) for start, _ in spans))
    by_default = f"{_default_said(text, default)} by default" if default is not None else ""
    told = f"{code(stored.path)} exports {' and '.join(filter(None, (codes(names, _MOST), by_default)))}."
    told += " It hands on something else as well." if _OTHERS.search(text) else ""
    return Finding(told, tuple(Citation(stored.path, line, line) for line in lines[:8]), is_all=False)


def _default_said(text: str, default: re.Match[str]) -> str:
    """What is exported by default: its name, or of an object what that has."""
    if default[1]:
        return code(default[1])
    found = _OBJECT.match(text, default.end())
    names = _in_braces(found[1]) if found is not None else []
    return f"an object with {codes(names, _MOST)}" if names else "something without a name"


def _in_braces(text: str) -> list[str]:
    parts: Sequence[str] = re.sub(r"//.*", "", text).split(",")
    names = (part.strip().partition(":")[0].rpartition(" as ")[2].strip() for part in parts)
    return [name for name in names if re.fullmatch(r"[\w$]+", name)]


def _go(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    names = _public(inquiry, stored)
    if not names:
        return Finding(f"{code(stored.path)} exports nothing.", (Citation(stored.path, 1, 1),))
    told = f"{code(stored.path)} exports {count(len(names), 'name')}: {codes(names, _MOST)}."
    return Finding(told, (Citation(stored.path, 1, 1),))
