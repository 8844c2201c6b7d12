"""What the parser says of a file, as text that a person can check beside the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.values import ReferenceKind

if TYPE_CHECKING:
    from stc_lsp.code.values import Chunk, FileFacts

_SHOWN = [kind for kind in ReferenceKind if kind is not ReferenceKind.NAME]


def told(facts: FileFacts) -> str:
    """One line a chunk, then the uses by kind, then the imports."""
    lines = [_chunk(chunk) for chunk in facts.chunks[1:]]
    for kind in _SHOWN:
        uses = dict.fromkeys(each.expression for each in facts.references if each.kind is kind)
        if uses:
            lines.append(f"{kind}: {', '.join(uses)}")
    lines += [
        f"import: {'.' * each.level}{each.module} | {each.name} | {each.alias}" for each in facts.imports
    ]
    if facts.has_errors:
        lines.append("errors")
    return "\n".join(lines) + "\n"


def _chunk(chunk: Chunk) -> str:
    parts = [
        f"{chunk.start_line}-{chunk.end_line} {chunk.kind}/{chunk.keyword} {chunk.qualname}",
        chunk.signature,
        f"({', '.join(chunk.parameters)})" if chunk.parameters else "",
        f"-> {chunk.returns}" if chunk.returns else "",
        f": {', '.join(chunk.bases)}" if chunk.bases else "",
        " ".join(f"@{each}" for each in chunk.decorators),
        repr(chunk.documentation) if chunk.documentation else "",
    ]
    return " | ".join(part for part in parts if part)
