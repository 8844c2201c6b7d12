"""PHP: a property and a method may bear one name; which is meant shows in whether it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.values import CALLABLE

if TYPE_CHECKING:
    from stc_lsp.code.resolve.evaluate import Evaluator
    from stc_lsp.code.resolve.meaning import Definition


def read_member(evaluator: Evaluator, found: Definition, name: str) -> Definition | None:
    """What a member means that is not called: of a method the property of its name, None if there is none."""
    if found.chunk is None or found.chunk.kind not in CALLABLE or not found.scope:
        return found
    places = evaluator.lineage(found.path, found.scope)
    told = (evaluator.names.defined(path, qualname, f"${name}") for path, qualname in places)
    return next(filter(None, told), None)
