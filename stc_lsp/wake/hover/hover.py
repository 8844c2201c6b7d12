"""Hover: the card of what stands under a cursor. A few indexed reads; no model, no other process.

What is served as learned was made from exactly the tokens that are there now, and otherwise says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.describe.documentation import first_sentence
from stc_lsp.code.describe.member_words import class_word
from stc_lsp.code.describe.undocumented import beyond_signature, called
from stc_lsp.code.english import code, sentence
from stc_lsp.code.identifiers import readable, unnumbered
from stc_lsp.code.languages import HEAD_BYTES, language_of
from stc_lsp.code.resolve.signature_types import tells_types
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import Binding, BindingKind, Chunk, ChunkKind, FileFacts
from stc_lsp.memory.values import StoredChunk, is_synthetic, label_of
from stc_lsp.wake.documents import Documents, lines_of
from stc_lsp.wake.guesses import may_meet
from stc_lsp.wake.hover.bindings import card_of_binding
from stc_lsp.wake.hover.card import Card, Linker, markdown, place_of, plain
from stc_lsp.wake.hover.freshness import Present, parsed
from stc_lsp.wake.hover.overloads import are_overloads, note
from stc_lsp.wake.hover.places import Candidate, under_cursor
from stc_lsp.wake.hover.read_text import read_text
from stc_lsp.wake.hover.usage import NOBODY, exported_by, users_of
from stc_lsp.wake.overloads import documented_overload
from stc_lsp.wake.structural.overloads import typed_name
from stc_lsp.wake.understood import understood, understood_from_file
from stc_lsp.wake.values import HoverCard, Link

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Snapshot

_NOWHERE = ("", -1)
"""Of a cursor: in no file."""
_USED_BY_NAME = (ChunkKind.FUNCTION, ChunkKind.CLASS)
_VARIABLES = {
    "field": "field",
    "const": "constant",
    "constant": "constant",
    "property": "property",
    "define": "macro",
    "enumerator": "enumerator",
    "member": "enumerator",
    "variant": "variant",
    "event": "event",
}
"""What a person calls a variable, by the language's own word for it."""
_RECEIVERS = ("self", "cls", "this")
_DECORATED = {"rust": "#[{}]", "csharp": "[{}]", "cpp": "[[{}]]", "php": "#[{}]"}
"""How a language writes what stands above a header; all others put an `@` before it."""
_MOST_DECORATORS = 3
_MOST_DECORATOR = 60


class _Told(NamedTuple):
    """A card, and what a face needs beside it."""

    card: Card
    symbol: str
    line: int
    fresh: bool = True
    learning: str = ""


def hover(
    snapshot: Snapshot, documents: Documents, path: str, byte: int, *, link: Linker = plain
) -> HoverCard | None:
    """The card of the name at a byte of a file as it is now; None if no name is there, or no file."""
    present = Present(snapshot, documents)
    under = under_cursor(present, path, byte)
    if under is None:
        return None
    best, *others = under.candidates
    best = _defined(_meant(best, present), present)
    cursor = path, under.start_byte
    if best.binding is None:
        told = _of_chunk(best, present, cursor)
    else:
        told = _of_binding(best, best.binding, present, cursor)
    if told is None:
        return None
    language = best.stored.language if best.stored is not None else ""
    overloaded = are_overloads([(each.path, each.qualname) for each in under.candidates], language)
    card = replace(
        told.card,
        is_certain=best.certain,
        others=tuple(_other(each, is_overload=overloaded) for each in others),
        are_overloads=overloaded,
    )
    shown = _shown(told._replace(card=card), best.path, link)
    return replace(
        shown, start_byte=under.start_byte, end_byte=under.end_byte, candidates=len(under.candidates)
    )


def card_of(present: Present, stored: StoredChunk, *, link: Linker = plain) -> HoverCard | None:
    """The card of a definition in the index, for who points at it by name; None for a folder."""
    only = Candidate(stored.path, stored.chunk.qualname, certain=True, stored=stored)
    told = None if is_synthetic(stored.path) else _of_chunk(only, present)
    return _shown(told, stored.path, link) if told is not None else None


def _shown(told: _Told, path: str, link: Linker) -> HoverCard:
    return HoverCard(
        markdown=markdown(told.card, link),
        symbol=told.symbol,
        path=path,
        line=told.line,
        fresh=told.fresh,
        links=told.card.links(),
        learning=told.learning,
    )


def _of_chunk(candidate: Candidate, present: Present, cursor: tuple[str, int] = _NOWHERE) -> _Told | None:
    stored = candidate.stored
    if stored is None:
        chunk = present.chunks(candidate.path).get(candidate.qualname)
        if chunk is None:
            return None
        language = language_of(candidate.path, b"")
        known, used, tested = understood_from_file(candidate.path, chunk, present), NOBODY, NOBODY
    else:
        language = stored.language
        freshness, now = present.of(stored)
        chunk = stored.chunk if now is None else now
        known = understood(stored, chunk, freshness, present)
        used, tested = users_of(present.snapshot, stored)
    here = (candidate.path, chunk.name_start_byte) == cursor
    speaker = documented_overload(present.snapshot, stored) if stored is not None else None
    shared = sentence(first_sentence(speaker.chunk.documentation), chunk.name) if speaker is not None else ""
    is_unused = stored is not None and not used.total and _is_used_by_name(chunk, candidate.path)
    card = Card(
        language=language,
        signature="" if chunk.kind is ChunkKind.MODULE else chunk.signature or chunk.name,
        decorators=_decorators(chunk, language),
        kind=_kind(chunk),
        place=None if here else place_of(candidate.path, chunk.name_line),
        summary=shared or beyond_signature(known.summary, chunk.returns),
        watch_for=known.watch_for,
        used=used,
        tested=tested,
        exported=exported_by(present.snapshot, stored) if stored is not None and is_unused else None,
        tells_if_unused=stored is not None
        and is_unused
        and not _has_twin(stored, present.snapshot)
        and not any(present.snapshot.unresolved(chunk.name)),
        changed=known.changed,
        notes=tuple(
            filter(
                None,
                (
                    known.note,
                    note(present.snapshot, stored) if stored and used.total else "",
                    _documented_by(speaker, chunk),
                ),
            )
        ),
    )
    symbol = label_of(candidate.path, chunk.qualname)
    return _Told(card, symbol, chunk.name_line, known.fresh, known.learning)


def _of_binding(
    candidate: Candidate, binding: Binding, present: Present, cursor: tuple[str, int]
) -> _Told | None:
    """Of a local name, a parameter, or an attribute that is set in a method."""
    owner = present.chunks(candidate.path).get(candidate.qualname)
    source = present.text(candidate.path)
    if owner is None or source is None:
        return None
    now = _as_now(binding, owner, parsed(candidate.path, source, present.snapshot))
    here = (candidate.path, now.start_byte) == cursor
    language = language_of(candidate.path, source[:HEAD_BYTES])
    if now.kind is BindingKind.PARAMETER and not now.annotation and tells_types(language):
        text = read_text(present.snapshot, present.documents, candidate.path, source)
        now = now._replace(annotation=text.resolver.expected_type(now))
    card = card_of_binding(
        now,
        owner,
        language=language,
        lines=lines_of(source),
        place=None if here else place_of(candidate.path, now.line),
    )
    symbol = ".".join(filter(None, (owner.qualname, binding.name)))
    return _Told(card, symbol, now.line)


def _meant(candidate: Candidate, present: Present) -> Candidate:
    """What a name stands for: the class, if it is the `self` of one of its methods."""
    binding = candidate.binding
    if binding is None or binding.kind is not BindingKind.PARAMETER or binding.name not in _RECEIVERS:
        return candidate
    qualname = candidate.qualname.rpartition(".")[0]
    container = present.chunks(candidate.path).get(qualname)
    if container is None or container.kind is not ChunkKind.CLASS:
        return candidate
    stored = present.snapshot.chunk(candidate.path, qualname)
    return Candidate(candidate.path, qualname, certain=True, stored=stored)


def _defined(candidate: Candidate, present: Present) -> Candidate:
    """What a declaration declares (a prototype in a header), if that is defined in the workspace."""
    declared = candidate.stored
    if declared is None or candidate.binding is not None or not declared.chunk.is_declaration:
        return candidate
    qualname = unnumbered(declared.chunk.qualname)
    found = [
        each
        for each in present.snapshot.named(declared.chunk.name)
        if unnumbered(each.chunk.qualname) == qualname
        and each.chunk.kind is declared.chunk.kind
        and may_meet(each.language, declared.language)
        and not each.chunk.is_declaration
    ]
    found = [each for each in found if each.path == declared.path] or found
    if len(found) != 1:
        return candidate
    return Candidate(found[0].path, found[0].chunk.qualname, candidate.certain, found[0])


def _as_now(binding: Binding, owner: Chunk, facts: FileFacts) -> Binding:
    """A binding as it stands in the text now: what the index has of another file may have moved."""
    same = [
        each
        for each in facts.bindings
        if each.name == binding.name
        and each.kind is binding.kind
        and facts.chunks[each.chunk].qualname == owner.qualname
    ]
    exact = next((each for each in same if each.start_byte == binding.start_byte), None)
    return exact or (same[0] if same else binding)


def _other(candidate: Candidate, *, is_overload: bool) -> Link:
    chunk = candidate.stored.chunk if candidate.stored is not None else None
    typed = typed_name(candidate.stored) if candidate.stored is not None and is_overload else ""
    label = typed or readable(candidate.qualname) or candidate.path
    return Link(label, candidate.path, chunk.name_line if chunk is not None else 1)


def _decorators(chunk: Chunk, language: str) -> tuple[str, ...]:
    """What stands above a header, as the language writes it, long arguments left out."""
    written = _DECORATED.get(language, "@{}")
    short = (
        each if len(each) <= _MOST_DECORATOR else f"{each.partition('(')[0]}(…)" for each in chunk.decorators
    )
    distinct = tuple(dict.fromkeys(map(written.format, short)))
    return distinct if len(distinct) <= _MOST_DECORATORS else (*distinct[:_MOST_DECORATORS], "…")


def _kind(chunk: Chunk) -> str:
    """What a person calls it, with what it belongs to."""
    container = readable(chunk.qualname.rpartition(".")[0])
    of = f" of {code(container)}" if container else ""
    match chunk.kind:
        case ChunkKind.MODULE:
            word = "file"
        case ChunkKind.CLASS:
            word = class_word(chunk.keyword)
        case ChunkKind.VARIABLE:
            plain = "attribute" if container else "constant" if chunk.name.isupper() else "variable"
            word = _VARIABLES.get(chunk.keyword, plain)
        case ChunkKind.SECTION:
            word, of = "section", ""
        case ChunkKind.FUNCTION | ChunkKind.METHOD:
            word = called(chunk.kind, chunk.keyword, chunk.decorators, is_inner=bool(container))
    return f"{word[:1].upper()}{word[1:]}{of}"


def _documented_by(speaker: StoredChunk | None, chunk: Chunk) -> str:
    """Who says it, where what a method overrides does."""
    said_by = unnumbered(speaker.chunk.qualname) if speaker is not None else ""
    is_other = said_by not in ("", unnumbered(chunk.qualname))
    return f"Documented by {code(readable(said_by))}, which it overrides." if is_other else ""


def _is_used_by_name(chunk: Chunk, path: str) -> bool:
    """Whether it tells something that nothing uses it: the rest is called by languages and frameworks."""
    return (
        chunk.kind in _USED_BY_NAME
        and not chunk.decorators
        and not is_test_path(path)
        and chunk.name != "main"
    )


def _has_twin(stored: StoredChunk, snapshot: Snapshot) -> bool:
    """Whether something else bears its name, which its uses may mean: a version for another system."""
    named = snapshot.named(stored.chunk.name)
    return any(each.id != stored.id and each.chunk.kind is stored.chunk.kind for each in named)
