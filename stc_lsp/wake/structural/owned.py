"""What something has of a sort: the options of a parser, the hooks of a plugin, the events of a compiler.

Told by names: of a type that is called after both, of a table that is called after the sort, of members.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.asking.sorts import KINDS, Sort
from stc_lsp.code.asking.wording import GENERIC, stem
from stc_lsp.code.describe.member_words import attribute_word
from stc_lsp.code.english import bulleted, code, codes, count, plural, sentence
from stc_lsp.code.identifiers import split_identifier
from stc_lsp.code.values import CALLABLE, ChunkKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.call_arguments import entries_behind, given, read_call
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.summaries import in_short
from stc_lsp.wake.subjects import in_another_case, is_package

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.values import StoredChunk

SETTINGS = ("options", "settings", "config", "configuration", "opts", "props", "params", "args")
"""With which the name of a type ends that holds what somebody may set."""
_OF_SETTINGS = frozenset("option setting flag configuration config prop property".split())
_OTHERWISE = (
    frozenset(
        """error exception parameter argument arg param value input test caller import dependency subclass
        child base parent constructor attribute field member variable constant property callee user import
        interface trait struct enum overload implementation decorator annotation line file module package
        commit author change default""".split()
    )
    | KINDS.keys()
)
"""What else is known of a definition by these words than by the names of its members."""
_RAISES = re.compile(r"\b(?:raises?|reads?|uses?)\b", re.IGNORECASE)
_MADE = re.compile(rb"(?P<header>\w+[^=\n()]{0,200}?)\s*=\s*(?:[\w.]*\.)?\w*[fF]ield\s*\(")
"""A field that a call describes: of pydantic, attrs, dataclasses, marshmallow, Django."""
_NO_FIELDS = frozenset({"model_config", "Config", "Meta"})
"""What says how a class is read, and is nothing of it."""
_MOST, _MOST_ENUMERATED = 25, 40
_MOST_OWNERS, _MOST_PARTS = 2, 4
_LEAST = 2
"""Members that make a list."""


def owned(inquiry: Inquiry, sort: Sort) -> Finding | None:
    """What that has whose things a question asks for; None if nothing is called so."""
    words = owner_words(inquiry, sort.owner)
    is_of_settings = sort.words[-1] in _OF_SETTINGS
    if not words or _RAISES.search(inquiry.question.text) or (sort.is_kind and not is_of_settings):
        return None
    if sort.words[-1] in _OTHERWISE and not is_of_settings:
        return None
    return _of_type(inquiry, sort, words) or _of_owner(inquiry, sort, words)


def enumerated(inquiry: Inquiry, stored: StoredChunk, *, is_placed: bool = False) -> str:
    """What an enumeration has, in a sentence; "" if that could not be told apart."""
    names = [each.chunk.name for each in inquiry.snapshot.children(stored.id) if _is_member(each)]
    word = attribute_word(stored.path, "enum")
    it = inquiry.placed(stored) if is_placed else code(label(stored))
    return f"{it} has {count(len(names), word)}: {codes(names, _MOST_ENUMERATED)}." if names else ""


def _is_member(stored: StoredChunk) -> bool:
    return stored.chunk.kind is ChunkKind.VARIABLE and not stored.chunk.name.startswith("_")


def owner_words(inquiry: Inquiry, owner: str) -> list[str]:
    """The words of what something is asked of, without those for its kind and for the repository."""
    return [
        word.lower()
        for each in owner.replace("-", "_").split()
        if each.lower() not in GENERIC and not is_package(each, inquiry.snapshot)
        for word in split_identifier(each)
    ]


def _of_type(inquiry: Inquiry, sort: Sort, words: Sequence[str]) -> Finding | None:
    """The fields of a type that is called after both: `ParserOptions`, `EcsWorkerSettings`."""
    endings = (f"{sort.words[-1]}s", sort.words[-1])
    endings += SETTINGS if sort.words[-1] in _OF_SETTINGS else ()
    for ending in dict.fromkeys(endings):
        name = "".join((*words, *sort.words[:-1], ending))
        for stored in in_another_case(name, inquiry.snapshot):
            is_type = stored.chunk.kind is ChunkKind.CLASS and kind_of(stored.path) is FileKind.CODE
            if is_type and (fields := fields_said(inquiry, stored)) is not None:
                return fields
    return None


def fields_said(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    """All that a type has; None if it has nothing."""
    fields = _fields(inquiry, stored)
    return _listed(inquiry, stored, fields, " in all") if fields else None


def _of_owner(inquiry: Inquiry, sort: Sort, words: Sequence[str]) -> Finding | None:
    """What a class has in a table of that name, or the members whose names have the word."""
    found = in_another_case("".join(words), inquiry.snapshot)
    owners = [
        each for each in found if each.chunk.kind is ChunkKind.CLASS and kind_of(each.path) is FileKind.CODE
    ]
    for stored in owners[:_MOST_OWNERS]:
        wanted = set(sort.stems)
        members = [
            each
            for each in _children(inquiry, stored)
            if wanted <= set(map(stem, split_identifier(each.chunk.name)))
        ]
        table = _table(inquiry, sort, stored, members)
        if table is not None:
            return table
        if len(members) >= _LEAST:
            return _listed(inquiry, stored, members, f" with “{' '.join(sort.words)}” in the name")
    return None


def _fields(inquiry: Inquiry, stored: StoredChunk) -> list[StoredChunk]:
    """What a type has itself; of one that is only made of others what those have."""
    own = _children(inquiry, stored)
    if own:
        return own
    parts = dict.fromkeys(use.target_id for use in inquiry.snapshot.references_in(stored.id))
    found = (inquiry.snapshot.chunk_by_id(each) for each in parts if each not in (None, stored.id))
    kinds = [each for each in found if each is not None and each.chunk.kind is ChunkKind.CLASS]
    return [field for each in kinds[:_MOST_PARTS] for field in _children(inquiry, each)]


def _children(inquiry: Inquiry, stored: StoredChunk) -> list[StoredChunk]:
    """What a class has itself, each name once."""
    kinds = (ChunkKind.VARIABLE, *CALLABLE)
    found = [each for each in inquiry.snapshot.children(stored.id) if each.chunk.kind in kinds]
    return list({each.chunk.name: each for each in found if each.chunk.name not in _NO_FIELDS}.values())


def _table(
    inquiry: Inquiry, sort: Sort, owner: StoredChunk, members: Sequence[StoredChunk]
) -> Finding | None:
    """The keys of a table that a class has under the name of the sort: `this.hooks = {run: new Hook()}`."""
    source = inquiry.present.text(owner.path)
    _, chunk = inquiry.present.of(owner)
    if source is None or chunk is None:
        return None
    name = re.escape(f"{sort.as_name}s".encode())
    begins = re.compile(rb"(?<![\w$])" + name + rb"\b[^\n=;{(]{0,80}[=:][^\n;{]{0,80}\{")
    found = begins.search(source, chunk.start_byte, chunk.end_byte)
    keys = [each.keyword for each in entries_behind(source, found.end()) if each.keyword] if found else []
    if found is None or len(keys) < _LEAST:
        return None
    line = source.count(b"\n", 0, found.start()) + 1
    at = code(f"{owner.path}:{line}")
    is_own = any(each.chunk.name == f"{sort.as_name}s" for each in members)
    what = code(f"{label(owner)}.{sort.as_name}s") if is_own else code(label(owner))
    noun = " ".join(sort.words)
    told = f"{what} has {count(len(keys), noun)}, at {at}: {codes(keys, len(keys))}."
    return Finding(told, tuple(inquiry.cite(owner)), is_all=False)


def _listed(inquiry: Inquiry, owner: StoredChunk, members: Sequence[StoredChunk], how: str) -> Finding:
    """Some members, each with its header or what its author says of it."""
    ordered = sorted(members, key=lambda each: each.chunk.name.startswith("_"))
    lines = [_line(inquiry, each) for each in ordered[:_MOST]]
    lead = f"{inquiry.placed(owner)} has {len(members):,} {plural('member', len(members))}{how}:"
    told = f"{lead}\n{bulleted(lines, len(members))}"
    return Finding(told, tuple(inquiry.cite(owner, *ordered[:_LEAST])), is_all=False)


def _line(inquiry: Inquiry, stored: StoredChunk) -> str:
    about, shown = in_short(inquiry, stored), stored.chunk.name
    if stored.chunk.kind not in CALLABLE:
        declared = _read_field(inquiry, stored)
        about = about or declared.help
        shown = f"{declared.header}{f' = {declared.default}' if declared.default else ''}"
    return f"{code(shown)} ({inquiry.place(stored)}){f': {about}' if about else ''}"


class _Field(NamedTuple):
    """What the declaration of a field says."""

    header: str
    default: str
    help: str


def _read_field(inquiry: Inquiry, stored: StoredChunk) -> _Field:
    """Its name and type, what it is by default, what is said of it: `port: int = Field(80, help="...")`."""
    chunk = stored.chunk
    source = inquiry.present.text_as_indexed(stored.path) or b""
    made = _MADE.match(source, chunk.start_byte, chunk.end_byte)
    if made is not None:
        arguments = read_call(source, made.end()).arguments
        plain = next((each.written for each in arguments if not each.keyword), "")
        default = given(arguments, ("default", "default_factory")).written or plain
        said = sentence(" ".join("".join(given(arguments, ("description", "help")).texts).split()))
        return _Field(
            _flat(made["header"].decode(errors="replace")), "" if default == "..." else default, said
        )
    header = _flat(chunk.signature)
    return _Field(chunk.name if header.endswith("…") or not header else header, "", "")


def _flat(text: str) -> str:
    return " ".join(text.split()).rstrip(",; ")
