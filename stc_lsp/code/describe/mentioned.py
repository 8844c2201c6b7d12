"""What a definition says by itself, and the references in it: the errors it names, what it reads by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.describe.facts import MOST_MENTIONS, DefinitionFacts
from stc_lsp.code.identifiers import readable
from stc_lsp.code.testing import is_test, is_test_path
from stc_lsp.code.values import CALLABLE, Chunk, ChunkKind, Reference, ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def said_by_itself(
    path: str, language: str, chunk: Chunk, container: Chunk | None, inside: Collection[Reference]
) -> DefinitionFacts:
    """What a definition and the references in it say, with nothing looked up.

    `container`: the class or function that it stands in.
    """
    is_class = chunk.kind is ChunkKind.CLASS
    keyword = container.keyword if container is not None else ""
    return DefinitionFacts(
        kind=chunk.kind,
        keyword=chunk.keyword,
        path=path,
        label=readable(chunk.qualname) or path,
        name=chunk.name,
        container=container.qualname if container is not None else "",
        container_keyword="function" if container is not None and container.kind in CALLABLE else keyword,
        signature=chunk.signature,
        documentation=chunk.documentation,
        decorators=chunk.decorators,
        parameters=chunk.parameters,
        returns=chunk.returns,
        is_test=is_test(path, language, chunk.kind, chunk.name, chunk.decorators),
        in_test_code=is_test_path(path),
        raises=() if is_class else errors_named(inside, ReferenceKind.RAISE),
        catches=() if is_class else errors_named(inside, ReferenceKind.CATCH),
        environment=literals_read(inside, ReferenceKind.ENVIRONMENT),
        options=literals_read(inside, ReferenceKind.OPTION),
    )


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
