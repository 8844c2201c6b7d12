"""What the references in a piece of code say of it: the errors that it names, and what it reads by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.describe.facts import MOST_MENTIONS
from stc_lsp.code.values import ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.code.values import Reference

CALLS = (ReferenceKind.CALL, ReferenceKind.DECORATOR)
"""References that call what they name."""


def errors_named(references: Iterable[Reference], kind: ReferenceKind) -> tuple[str, ...]:
    """The error classes raised or caught, in their order; a variable that is raised again tells nothing."""
    names = dict.fromkeys(each.expression for each in references if each.kind is kind)
    return tuple(name for name in names if name.rpartition(".")[2][:1].isupper())[:MOST_MENTIONS]


def literals_read(references: Iterable[Reference], kind: ReferenceKind) -> tuple[str, ...]:
    """The environment variables or settings read, each once, sorted."""
    names = {each.name for each in references if each.kind is kind}
    if kind is ReferenceKind.ENVIRONMENT:
        # A web server's request environment is read the same way, by names that no shell allows.
        names = {name for name in names if name.isidentifier()}
    return tuple(sorted(names))[:MOST_MENTIONS]
