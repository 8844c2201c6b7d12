"""What has to be defined by whatever inherits from a class or implements it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import bulleted, code, count, joined
from stc_lsp.code.identifiers import last_name
from stc_lsp.code.source_lines import documented
from stc_lsp.code.values import CALLABLE, ReferenceKind
from stc_lsp.wake.structural.family import CONTRACTS
from stc_lsp.wake.structural.inquiry import Finding, Inquiry, label
from stc_lsp.wake.structural.narrow.meant import classes, methods_of, own
from stc_lsp.wake.structural.overrides import outside_said
from stc_lsp.wake.structural.source import written
from stc_lsp.wake.structural.uses import paragraphs

if TYPE_CHECKING:
    from stc_lsp.code.asking.narrow import NarrowAsked
    from stc_lsp.memory.values import StoredChunk

_MOST_LINES = 20
_HAS_TO_DEFINE = "has to define"
_MOST_CITED = 8
_DECORATORS = frozenset({"abstractmethod", "abstractproperty", "abstractclassmethod", "abstractstaticmethod"})
_ABSTRACT = re.compile(r"\babstract\s|=\s*0$")
"""In a header; C++ writes `= 0` behind a method that is purely virtual."""
_NOT_IMPLEMENTED = frozenset({"NotImplementedError", "NotImplementedException"})
_WITH_OPTIONAL = frozenset({"typescript", "tsx"})
_WITHOUT_BODIES = frozenset({"go", "typescript", "tsx"})
"""Languages in which no method of an interface has a body."""
_OF_THE_CONTRACT = re.compile(r"\b(?:static|default|private)\s")
_OPENS = (":", "{")
_COMMENTS = ("#", "//", "/*", "*")


def obligations(inquiry: Inquiry, asked: NarrowAsked) -> list[Finding]:
    """The methods that a class or interface, or what it inherits from, leaves to others to define."""
    found = [_obligations(inquiry, each) for each in classes(inquiry, asked.slots[0])]
    # Of several of a name those are meant that leave something open.
    return [each for each in found if _HAS_TO_DEFINE in each.text] or found


def _obligations(inquiry: Inquiry, owner: StoredChunk) -> Finding:
    seen: set[str] = set()
    found: list[tuple[StoredChunk, str]] = []
    # What a nearer class defines stands in for what is left open further up.
    for each in (owner, *inquiry.family.ancestors(owner)):
        methods = [(name, own(inquiry, each, name)) for name in methods_of(inquiry, each) if name not in seen]
        seen.update(name for name, _ in methods)
        found += [
            (method, why)
            for _, method in methods
            if method is not None and (why := _left(inquiry, each, method))
        ]
    outside = outside_said(inquiry, owner, ": what of that has to be defined is not known")
    cited = tuple(inquiry.cite(owner, *(method for method, _ in found[:_MOST_CITED])))
    if not found:
        told = (
            f"{inquiry.placed(owner)} leaves no method to be defined by others: none is declared abstract, "
            f"and none does nothing but raise {code('NotImplementedError')}."
        )
        return Finding(joined(told, outside), cited, is_all=False)
    verb = "implements" if owner.chunk.keyword in CONTRACTS else "inherits from"
    lines = [f"{inquiry.placed(method)}, {why}" for method, why in found[:_MOST_LINES]]
    text = (
        f"What {verb} {code(label(owner))} ({inquiry.place(owner)}) {_HAS_TO_DEFINE} "
        f"{count(len(found), 'method')}:\n{bulleted(lines, len(found))}"
    )
    return Finding(paragraphs(text, outside), cited, is_all=not outside)


def _left(inquiry: Inquiry, owner: StoredChunk, method: StoredChunk) -> str:
    """Why a method has to be defined by others, as in "which is declared abstract"; "" if it has not."""
    chunk = method.chunk
    if chunk.kind not in CALLABLE:
        return ""
    is_declared = not _DECORATORS.isdisjoint(map(last_name, chunk.decorators))
    if is_declared or _ABSTRACT.search(chunk.signature):
        return "which is declared abstract"
    if owner.chunk.keyword in CONTRACTS and _is_open(inquiry, method):
        return f"which the {owner.chunk.keyword} only declares"
    if _only_raises(inquiry, method):
        return f"which does nothing but raise {code('NotImplementedError')}"
    return ""


def _is_open(inquiry: Inquiry, method: StoredChunk) -> bool:
    """Whether an interface gives a method of its own no body, and does not make it optional."""
    signature = method.chunk.signature
    if method.language in _WITHOUT_BODIES:
        is_optional = f"{method.chunk.name}?" in signature
        return not (is_optional and method.language in _WITH_OPTIONAL)
    if _OF_THE_CONTRACT.search(signature.partition(method.chunk.name)[0]):
        return False
    text = written(inquiry.present, method)
    return bool(text) and not text.rstrip().endswith("}")


def _only_raises(inquiry: Inquiry, method: StoredChunk) -> bool:
    """Whether the first thing that it does is to raise that it is not implemented."""
    raised = inquiry.snapshot.references_in(method.id, (ReferenceKind.RAISE,), nested=False)
    lines = [use.reference.line for use in raised if use.reference.name in _NOT_IMPLEMENTED]
    rows = written(inquiry.present, method).splitlines()
    if not lines or not rows:
        return False
    first = method.chunk.name_line - method.chunk.start_line
    header = first
    if method.language != "ruby":
        ends = (at for at in range(first, len(rows)) if rows[at].rstrip().endswith(_OPENS))
        header = next(ends, first)
    said = documented(rows, method.chunk.documentation)
    between = range(header + 1, lines[0] - method.chunk.start_line)
    return all(
        at in said or not rows[at].strip() or rows[at].lstrip().startswith(_COMMENTS) for at in between
    )
