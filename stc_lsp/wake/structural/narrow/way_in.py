"""How something comes to be run: the calls that lead to it, and what hands it on where nothing calls it.

A handler is called by a framework, which no call graph knows: what is told is where it is decorated, or named
as a value, and the same of what that was done with: a router, a blueprint.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.english import code, listed
from stc_lsp.code.identifiers import split_identifier
from stc_lsp.code.inert import code_span
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE, ChunkKind, ReferenceKind
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.structural.calls import Callee, Calls
from stc_lsp.wake.structural.course_said import called_said
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.named import named_said
from stc_lsp.wake.structural.narrow.decorators import written
from stc_lsp.wake.structural.narrow.meant import meanings
from stc_lsp.wake.structural.sites import Sites
from stc_lsp.wake.structural.summaries import in_short
from stc_lsp.wake.structural.users import is_in_tests, said_of, users_of
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stc_lsp.code.asking.narrow import NarrowAsked, Slot
    from stc_lsp.memory.values import StoredChunk, StoredReference

_MOST_WAY = 7
_MOST_HANDED, _MOST_RECEIVERS = 4, 2
_SEARCHED = 30
_LONGEST = 110
"""Characters of a line that is told whole."""
_CHANGES_NOTHING = frozenset(
    """property staticmethod classmethod abstractmethod override overload wraps lru_cache cache dataclass
    cached_property contextmanager asynccontextmanager final deprecated Override Deprecated SuppressWarnings
    inline must_use cold doc allow cfg derive JvmStatic Nullable NonNull SafeVarargs test""".split()
)
"""Decorators that hand nothing on."""
_BEHIND_VALUES = (b",", b")", b"]", b"}", b";", b"\n", b"\r", b"")
_FROM = re.compile(r"\W*how (?:does|do|can|could|is|will|would) (?P<name>[^\W\d]\w*) \w+", re.IGNORECASE)
"""What may name where the way begins."""
_ROOT = re.compile(r"[@#\[\s]*(?P<name>[\w.:]+)")


class _Told(NamedTuple):
    text: str
    citations: Sequence[Citation] = ()


def way_in(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding | None]:
    """How each function of that name is reached; [] if it is not known of any."""
    slot = asked.slots[0]
    found = [each for each in meanings(inquiry, slot) if each.chunk.kind in CALLABLE]
    if not slot.is_marked and (len(found) != 1 or _is_plain_word(inquiry, slot)):
        return []
    if _begins_at_name(inquiry):
        return []
    told = [_told(inquiry, each) for each in found[:2]]
    return [each for each in told if each is not None]


def _begins_at_name(inquiry: Inquiry) -> bool:
    """Whether it asks for the way from something that is defined here: "how does weave reach knot"."""
    begins = _FROM.match(inquiry.question.text)
    found = inquiry.snapshot.named(begins["name"], 5) if begins is not None else ()
    return any(each.chunk.kind in CALLABLE for each in found)


def _is_plain_word(inquiry: Inquiry, slot: Slot) -> bool:
    """Whether a name stands in the question as a noun does: "the handler"."""
    noun = rf"\b(?:an?|the|my|our|your|any|each|every)\s+{re.escape(slot.name)}\b"
    return re.search(noun, inquiry.question.text, re.IGNORECASE) is not None


def _told(inquiry: Inquiry, stored: StoredChunk) -> Finding | None:
    calls, sites = Calls(inquiry.snapshot, (), inquiry.present.text), Sites(inquiry.present)
    # What hands something on does not call it.
    way = [*takewhile(lambda step: _is_call(sites, step), calls.way_to(stored, _MOST_WAY))]
    first = way[-1].chunk if way else stored
    parts = [
        _Told(named_said(inquiry, stored), inquiry.cite(stored)),
        _way_said(inquiry, [*reversed(way)], stored, sites),
        _callers_said(inquiry, first),
        *_decorated(inquiry, first),
        *_handed_on(inquiry, first),
        *_told_by_text(inquiry, first),
    ]
    if not any(each.text for each in parts[1:]):
        parts += _class_handed_on(inquiry, first)
    known = [each for each in parts if each.text]
    if len(known) == 1:
        return None
    text = "\n\n".join(each.text for each in known)
    return Finding(text, tuple(cited for each in known for cited in each.citations), is_all=False)


def _is_call(sites: Sites, step: Callee) -> bool:
    site = sites.of(step.chunk, step.place)
    return site is None or site.is_call


def _way_said(inquiry: Inquiry, way: Sequence[Callee], stored: StoredChunk, sites: Sites) -> _Told:
    """The calls from the one that nothing, or several call, to what is asked about."""
    if not way:
        return _Told("")
    lines = [f"1. {inquiry.placed(way[0].chunk)}"]
    after = [*(step.chunk for step in way[1:]), stored]
    for number, (step, callee) in enumerate(zip(way, after, strict=True), 2):
        site = sites.of(step.chunk, step.place)
        likely = "" if step.is_certain else "probably "
        said = f", {called_said(site, step.chunk.path, callee.path)}" if site is not None else ""
        lines.append(f"{number}. {likely}{inquiry.placed(callee)}{said}")
    return _Told(
        "The calls that lead to it, in order:\n" + "\n".join(lines),
        inquiry.cite(*(each.chunk for each in way)),
    )


def _callers_said(inquiry: Inquiry, stored: StoredChunk) -> _Told:
    """Who calls it, where it is not one function alone."""
    calls = [use for use in inquiry.uses(stored) if use.reference.kind is ReferenceKind.CALL]
    users = users_of([use for use in calls if not is_in_tests(use)])
    if not users:
        return _Told("")
    return _Told(
        f"{code(label(stored))} is called by{said_of(inquiry, users, 6)}",
        inquiry.citer.of_uses([each.uses[0] for each in users[:4]]),
    )


def _decorated(inquiry: Inquiry, stored: StoredChunk) -> list[_Told]:
    """Its decorators, each with what is known of it; with those of a class whose methods are handlers."""
    own = [*_decorators_said(inquiry, stored, stored)]
    owner = _class_of(inquiry, stored) if own else None
    return [*own, *_decorators_said(inquiry, owner, stored)] if owner is not None else own


def _decorators_said(inquiry: Inquiry, owner: StoredChunk, stored: StoredChunk) -> Iterable[_Told]:
    inside = [
        use
        for use in inquiry.snapshot.references_in(owner.id, nested=False)
        if use.reference.line < owner.chunk.name_line
    ]
    for decorator in owner.chunk.decorators:
        root = _ROOT.match(decorator)
        if root is None or re.split(r"[.:]", root["name"])[-1] in _CHANGES_NOTHING:
            continue
        named = [use for use in inside if root["name"].startswith(use.reference.expression)]
        at = f" at {inquiry.at(named[0])}" if named else ""
        mark = written(owner.language, decorator)
        yield _with_meanings(
            inquiry, f"{code(label(owner))} is decorated with {mark}{at}", named, stored, "which is"
        )


def _handed_on(inquiry: Inquiry, stored: StoredChunk) -> Iterable[_Told]:
    """Where it is named as a value: in a table of routes, as an argument."""
    uses = [use for use in _named(inquiry, stored) if _is_value(inquiry, use)]
    for use in uses[:_MOST_HANDED]:
        beside = [
            each
            for each in inquiry.snapshot.references_in(use.chunk_id, nested=False)
            if each.reference.line == use.reference.line
            and each.target_id not in (None, stored.id)
            and each.reference.start_byte < use.reference.start_byte
        ]
        who = f" by {code(use.chunk_label)}" if use.chunk_label != use.path else ""
        text = f"{code(label(stored))} is handed on{who} at {inquiry.at(use)}{_line_said(inquiry, use)}"
        yield _with_meanings(inquiry, text, beside, stored, "a call of", inquiry.citer.of_uses([use]))


def _class_handed_on(inquiry: Inquiry, stored: StoredChunk) -> Iterable[_Told]:
    """Of a method, where its class is named: `path("cart/", CartView.as_view())`."""
    owner = _class_of(inquiry, stored)
    if owner is None:
        return
    for use in _named(inquiry, owner)[:_MOST_HANDED]:
        text = f"Its class {code(label(owner))} is named at {inquiry.at(use)}{_line_said(inquiry, use)}."
        yield _Told(text, inquiry.citer.of_uses([use]))


def _told_by_text(inquiry: Inquiry, stored: StoredChunk) -> Iterable[_Told]:
    """Where a text or a symbol names it: `to: "users#index"`, `before_action :require_login`."""
    texts = re.compile("|".join(_texts_for(stored)))
    symbol = re.compile(rf"(?<![\w:]):{re.escape(stored.chunk.name)}\b(?!\s*=>)")
    own = stored.path if stored.language == "ruby" else ""
    hits = inquiry.snapshot.search(stored.chunk.name, _SEARCHED)
    found: list[_Told] = []
    for path in dict.fromkeys((*filter(None, (own,)), *(hit.chunk.path for hit in hits))):
        if is_test_path(path) or not inquiry.scope.admits(path):
            continue
        for number, line in enumerate(lines_of(inquiry.present.text(path) or b""), 1):
            # Elsewhere `:index` is the one of another class.
            if texts.search(line) or (path == own and symbol.search(line)):
                text = f"{code(label(stored))} is named at {code(f'{path}:{number}')}: {_row_said(line)}."
                found.append(_Told(text, [Citation(path, number, number)]))
    return found[:_MOST_HANDED]


def _texts_for(stored: StoredChunk) -> list[str]:
    """How texts name it, as regular expressions."""
    name = re.escape(stored.chunk.name)
    owner = stored.chunk.qualname.rpartition(".")[0].rpartition(".")[2]
    stem = stored.path.rpartition("/")[2].partition(".")[0]
    # "flask.cli:main" of an entry point.
    texts = [rf"[\"'][\w./]*\b{re.escape(stem)}[:.]{name}[\"']"]
    if owner:
        texts += [
            rf"\b{re.escape(owner)}\b\W.*[\"']{name}[\"']",
            rf"[\"'\\]{re.escape(owner)}[@.#]{name}[\"']",
        ]
    if stored.language == "ruby":
        of_routes = "_".join(split_identifier(owner.removesuffix("Controller")))
        texts += [rf"[\"'][\w/]*\b{of_routes}#{name}[\"']"]
    return texts


def _with_meanings(
    inquiry: Inquiry,
    text: str,
    inside: Sequence[StoredReference],
    stored: StoredChunk,
    lead: str,
    cited: Sequence[Citation] = (),
) -> _Told:
    """With what is defined here of what is named beside: what is called, and what it is a member of."""
    found = [inquiry.snapshot.chunk_by_id(use.target_id) for use in inside if use.target_id is not None]
    targets = [each for each in found if each is not None and each.id != stored.id]
    called = [each for each in targets if each.chunk.kind in CALLABLE][-1:]
    receivers = [each for each in targets if each.chunk.kind is ChunkKind.VARIABLE]
    which = "".join(f", {lead} {inquiry.placed(each, in_short(inquiry, each))}" for each in called)
    told = [f"{text}{which}" if which.endswith(".") else f"{text}{which}."]
    citations = [*cited, *inquiry.cite(*called)]
    for receiver in {each.id: each for each in receivers[:_MOST_RECEIVERS]}.values():
        said = _receiver_said(inquiry, receiver)
        told.append(said.text)
        citations += said.citations
    return _Told(" ".join(filter(None, told)), citations)


def _receiver_said(inquiry: Inquiry, stored: StoredChunk) -> _Told:
    """What a router is, and where it is handed on in its turn."""
    uses = [use for use in _named(inquiry, stored) if _is_value(inquiry, use)]
    name = code(label(stored))
    header = " ".join(stored.chunk.signature.split())
    text = f"{name} is {code_span(header)} ({inquiry.place(stored)})"
    if not uses:
        return _Told(f"{text}.", inquiry.cite(stored))
    places = [f"{inquiry.at(use)}{_line_said(inquiry, use)}" for use in uses[:_MOST_HANDED]]
    told = f"{text}, and is handed on at {listed(places, total=len(uses))}."
    return _Told(told, [*inquiry.cite(stored), *inquiry.citer.of_uses(uses[:_MOST_HANDED])])


def _class_of(inquiry: Inquiry, stored: StoredChunk) -> StoredChunk | None:
    """The class that a method stands in."""
    parent = inquiry.snapshot.chunk_by_id(stored.parent_id)
    return parent if parent is not None and parent.chunk.kind is ChunkKind.CLASS else None


def _named(inquiry: Inquiry, stored: StoredChunk) -> list[StoredReference]:
    """Where code outside of tests names it without calling it."""
    uses = inquiry.uses(stored)
    return [use for use in uses if use.reference.kind is ReferenceKind.NAME and not is_in_tests(use)]


def _is_value(inquiry: Inquiry, use: StoredReference) -> bool:
    """Whether it is an argument or a part of something: not what a member is taken of, nor what is set."""
    source = inquiry.present.text_as_indexed(use.path)
    if source is None:
        return False
    return source[use.reference.end_byte : use.reference.end_byte + 2].lstrip(b" ")[:1] in _BEHIND_VALUES


def _line_said(inquiry: Inquiry, use: StoredReference) -> str:
    """As in ": `app.register(bp)`"; "" if the file is not as it was read."""
    rows = lines_of(inquiry.present.text_as_indexed(use.path) or b"")
    row = rows[use.reference.line - 1].strip() if use.reference.line <= len(rows) else ""
    return f": {_row_said(row)}" if row else ""


def _row_said(row: str) -> str:
    return code_span(row.strip()[:_LONGEST])
