"""Which of the extensions of one name is meant by a member of a value: that of its nearest type."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.identifiers import split_identifier
from stc_lsp.code.resolve.extensions import ANYTHING, extended_type
from stc_lsp.code.resolve.meaning import BOUND, EXTERNAL, INSTANCE, Definition, Value, Values
from stc_lsp.code.values import ChunkKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stc_lsp.code.resolve.evaluate import Evaluator


class Extension(NamedTuple):
    """What is called as if it were a member of a type."""

    of: str
    """The type as written, or `extensions.ANYTHING`."""
    definition: Definition


def extending(evaluator: Evaluator, value: Value, known: Sequence[Extension]) -> Definition | None:
    """The extension that a value has: of its nearest type, else of whatever there is."""
    if value.kind not in (INSTANCE, EXTERNAL, BOUND):
        return None
    lineage = evaluator.lineage(value.path, value.qualname) if value.kind == INSTANCE else ()
    extended = [(_extended(one, evaluator.definition), one.definition) for one in known if one.of != ANYTHING]
    for place in lineage or [("", value.qualname)] * (value.kind == EXTERNAL):
        found = [definition for of, definition in extended if of == place]
        if found:
            return _only(found)
    return _only([one.definition for one in known if one.of == ANYTHING])


def brought(evaluator: Evaluator, base: Values, path: str, scope: str, name: str) -> Definition | None:
    """Kotlin: the extension that a file imports, or sees: of what it is called on nothing need be known.

    What has a name of one word may as well be a member of that, unless an import says otherwise.
    """
    names = evaluator.names
    found = names.seen_from(path, scope, name) if names.view.language == "kotlin" else None
    of = extended_type(found.chunk, "kotlin") if found is not None and found.chunk is not None else ""
    if found is None or not of or (base and _extended(Extension(of, found), evaluator.definition)[0]):
        return None
    entry = names.view.entry(path, name)
    is_imported = entry is not None and bool(entry.imports)
    return found if is_imported or len(split_identifier(name)) > 1 else None


def of_receiver(evaluator: Evaluator, path: str, scope: str, name: str) -> Definition | None:
    """Kotlin: what a bare name means within an extension, if it is a member of what that extends."""
    view = evaluator.names.view
    chunk = view.chunk(path, scope) if view.language == "kotlin" and scope else None
    of = extended_type(chunk, "kotlin") if chunk is not None else ""
    if of in ("", ANYTHING, name):
        return None
    found = evaluator.definition(path, "", of)
    is_class = found is not None and found.chunk is not None and found.chunk.kind is ChunkKind.CLASS
    return (
        evaluator.member((Value(INSTANCE, found.path, found.qualname),), name) if is_class and found else None
    )


def _extended(one: Extension, defined: Callable[[str, str, str], Definition | None]) -> tuple[str, str]:
    """The class that an extension adds to; of one from elsewhere only the name."""
    found = defined(one.definition.path, one.definition.qualname, one.of)
    return (
        (found.path, found.qualname) if found is not None and found.path else ("", one.of.rpartition(".")[2])
    )


def _only(found: Sequence[Definition]) -> Definition | None:
    """The last of several that bear one name in one place; None of several in several places."""
    places = {(one.path, one.scope) for one in found}
    return found[-1] if len(places) == 1 else None
