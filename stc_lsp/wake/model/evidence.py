"""What an answer may rest on: the lines that exist, what stands in them, and the names that there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.wording import GENERIC, STOPWORDS, stem
from stc_lsp.code.claims import names_in
from stc_lsp.code.identifiers import search_terms, split_identifier
from stc_lsp.code.values import CALLABLE, Chunk, ChunkKind, ReferenceKind
from stc_lsp.wake.documents import line_count, lines_of
from stc_lsp.wake.names import is_path
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.memory.values import StoredChunk
    from stc_lsp.wake.hover.freshness import Present
    from stc_lsp.wake.model.shown import Piece, PromptContext

_NEAR = 8
"""Lines around a citation that count as cited where no function encloses it."""
_LONGEST_WHOLE = 150
"""A function of more lines is not taken as cited whole."""
_LOOKED_AT = 12
"""Chunks found by search in which a name is looked for as it is written."""
_SHARE_CITED = 0.25
"""Of the words of a sentence that names nothing, how many must stand around the lines that it cites."""
_LEAST_WORDS = 3
"""A sentence without names and with fewer telling words can rest on anything, so it rests on nothing."""
_SHARE_WITH_NAMES = 0.34
_SHARE_OF_WORDS = 0.6
"""Of the words of a sentence without citation, how many must stand in the lines it is given."""
_SAYS_NOTHING = STOPWORDS | GENERIC | {"define", "defines", "defined", "uses", "use", "used"}


class EvidenceLookup:
    """Looks things up for the check of one answer."""

    def __init__(self, shown: PromptContext, present: Present) -> None:
        self._shown = shown
        self._present = present
        self._snapshot = present.snapshot
        self._names = names_in([shown.text])
        self._known: dict[str, bool] = {}
        self._terms: dict[Piece, frozenset[str]] = {}

    def knows(self, name: str) -> bool:
        """Whether a name, or a file, exists in what was shown or anywhere in the workspace."""
        if name not in self._known:
            self._known[name] = self._is_file(name) if is_path(name) else self._is_name(name)
        return self._known[name]

    def may_have(self, owner: str, member: str) -> bool:
        """Whether a class may have a member of that name: it, or what it inherits from, speaks of it."""
        classes = [each for each in self._snapshot.named(owner, 5) if each.chunk.kind is ChunkKind.CLASS]
        return not classes or any(self._speaks_of(each, member, set()) for each in classes)

    def _speaks_of(self, stored: StoredChunk, member: str, seen: set[int]) -> bool:
        seen.add(stored.id)
        source = self._present.text(stored.path)
        if source is None or re.search(rf"\b{re.escape(member)}\b", source.decode("utf-8", "replace")):
            return True
        bases = self._snapshot.references_in(stored.id, (ReferenceKind.BASE,), nested=False)
        for base in bases:
            above = self._snapshot.chunk_by_id(base.target_id)
            # What stands outside of the workspace may have anything.
            if above is None or (above.id not in seen and self._speaks_of(above, member, seen)):
                return True
        return False

    def lines(self, path: str, first: int, last: int) -> Citation | None:
        """The lines of a citation, if they exist."""
        found = self._path(path)
        source = self._present.text(found) if found else None
        if source is None or not 1 <= first <= last <= line_count(source):
            return None
        return Citation(found, first, last)

    def span(self, first: int, last: int) -> Citation | None:
        """Lines without a path: those of the one thing shown that has exactly these."""
        paths = {piece.path for piece in self._shown.pieces if (piece.first, piece.last) == (first, last)}
        return self.lines(paths.pop(), first, last) if len(paths) == 1 else None

    def bears_out(self, cited: Sequence[Citation], names: Sequence[str], sentence: str) -> bool:
        """Whether cited lines contain what a sentence names; if it names nothing, some of its words."""
        texts = [self._around(each) for each in cited]
        if not names:
            words = _terms(sentence)
            return not words or any(len(words & _terms(text)) >= _SHARE_CITED * len(words) for text in texts)
        inside = [names_in([text]) for text in texts]
        wanted = [name for name in names if not is_path(name)]
        paths = [name for name in names if is_path(name)]
        if not wanted:
            return all(any(each.path.endswith(path) for each in cited) for path in paths)
        everything = frozenset[str]().union(*inside)
        return all(name in everything for name in wanted) and all(
            any(name in each for name in wanted) for each in inside
        )

    def find(self, names: Sequence[str], sentence: str) -> Citation | None:
        """The narrowest lines shown that a sentence without citation can rest on; None if there are none."""
        words = _terms(sentence)
        if not names and len(words) < _LEAST_WORDS:
            return None
        best: tuple[float, int, Piece] | None = None
        for piece in self._shown.pieces:
            terms = self._terms_of(piece)
            if not all(self._stands_in(name, piece) for name in names):
                continue
            share = len(words & terms) / len(words) if words else 1.0
            if share < (_SHARE_WITH_NAMES if names else _SHARE_OF_WORDS):
                continue
            rank = (share, piece.first - piece.last, piece)
            if best is None or rank[:2] > best[:2]:
                best = rank
        return self.lines(best[2].path, best[2].first, best[2].last) if best is not None else None

    def _stands_in(self, name: str, piece: Piece) -> bool:
        if is_path(name):
            return piece.path.endswith(name)
        return name in names_in([piece.text, piece.label, piece.path])

    def _terms_of(self, piece: Piece) -> frozenset[str]:
        if piece not in self._terms:
            self._terms[piece] = _terms(f"{piece.label} {piece.text}")
        return self._terms[piece]

    def _path(self, written: str) -> str:
        """The path of the index that a citation means; "" if it means none, or several."""
        path = written.removeprefix("./")
        if self._snapshot.has_file(path) and not path.endswith("/"):
            return path
        ends = [each for each in self._shown.paths if each.endswith(f"/{path}")]
        return ends[0] if len(ends) == 1 else ""

    def _around(self, citation: Citation) -> str:
        """The text of cited lines with what encloses them, and what was noted of that."""
        path = citation.path
        source = self._present.text(path)
        lines = lines_of(source) if source is not None else []
        first, last = citation.start_line - _NEAR, citation.end_line + _NEAR
        enclosing = self._enclosing(citation)
        label = ""
        if enclosing is not None:
            label = enclosing.qualname
            if enclosing.end_line - enclosing.start_line < _LONGEST_WHOLE:
                first = min(citation.start_line, enclosing.start_line)
                last = max(citation.end_line, enclosing.end_line)
        notes = [
            piece.text
            for piece in self._shown.pieces
            if piece.is_note and piece.path == path and label and piece.label == label
        ]
        return "\n".join((path, label, *lines[max(0, first - 1) : last], *notes))

    def _enclosing(self, citation: Citation) -> Chunk | None:
        """The innermost function, or section, around a citation as the file is now."""
        kinds = (*CALLABLE, ChunkKind.SECTION)
        around = [
            chunk
            for chunk in self._present.chunks(citation.path).values()
            if chunk.kind in kinds and chunk.start_line <= citation.start_line <= chunk.end_line
        ]
        return min(around, key=lambda chunk: chunk.end_line - chunk.start_line, default=None)

    def _is_file(self, path: str) -> bool:
        if self._path(path):
            return True
        return any(each.endswith(f"/{path}") or f"{path}/" in each for each in self._snapshot.paths())

    def _is_name(self, name: str) -> bool:
        if name in self._names or self._snapshot.named(name, 1):
            return True
        compound = len(split_identifier(name)) > 1
        word = re.compile(rf"\b{re.escape(name)}\b", 0 if compound else re.IGNORECASE)
        for hit in self._snapshot.search(name, _LOOKED_AT):
            source = self._present.text(hit.chunk.path)
            if source is not None and word.search(source.decode("utf-8", "replace")):
                return True
        return False


def _terms(text: str) -> frozenset[str]:
    return frozenset(stem(term) for term in search_terms(text) if term not in _SAYS_NOTHING and len(term) > 2)
