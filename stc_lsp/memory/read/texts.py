"""Reading what the next text of a long file is taken apart from: its last one, and what that meant."""

from __future__ import annotations

import json
from dataclasses import replace

from stc_lsp.code.parse.splicing import ParsedText
from stc_lsp.code.resolve import Resolution, Target
from stc_lsp.memory.read.files import FileReads
from stc_lsp.memory.read.references import ReferenceReads
from stc_lsp.memory.rows import from_text, to_text, unpack_bindings, unpack_source

_TEXT = """
    SELECT t.source, t.packed_bindings FROM files AS f JOIN texts AS t ON t.file_id = f.id WHERE f.path = ?"""
_CIRCLES = "SELECT t.circles FROM files AS f JOIN texts AS t ON t.file_id = f.id WHERE f.path = ?"
_USES = "SELECT u.ordinal, u.target_id FROM files AS f JOIN uses AS u ON u.file_id = f.id WHERE f.path = ?"
_TARGETS = """
    SELECT c.id, g.path, c.qualname FROM chunks AS c JOIN files AS g ON g.id = c.file_id WHERE c.id IN (
        SELECT u.target_id FROM files AS f JOIN uses AS u ON u.file_id = f.id WHERE f.path = ?)"""


class TextReads(FileReads, ReferenceReads):
    """The part of `Snapshot` about whole texts."""

    def parsed_text(self, path: str) -> ParsedText | None:
        """The text that the index has of a file, and all that it says; None if it does not keep that."""
        row = self._execute(_TEXT, (to_text(path),)).fetchone()
        facts = self.facts(path, references=True) if row is not None else None
        if row is None or facts is None:
            return None
        source, bindings = row
        facts = replace(facts, bindings=unpack_bindings(bindings))
        return ParsedText(facts.language, unpack_source(source), facts)

    def resolution(self, path: str, references: int) -> Resolution | None:
        """What the names of a file with so many references mean; None if that is not all there is to know.

        That is so where all may hang on the order of looking them up. On what it rests is not told.
        """
        row = self._execute(_CIRCLES, (to_text(path),)).fetchone()
        if row is None or row[0] is None:
            return None
        circular, circular_imports = map(frozenset, json.loads(row[0]))
        named = {
            id_: Target(from_text(where), from_text(qualname))
            for id_, where, qualname in self._execute(_TARGETS, (to_text(path),))
        }
        targets: list[Target | None] = [None] * references
        for number, target_id in self._execute(_USES, (to_text(path),)):
            targets[number] = named[target_id]
        imports = (None if target is None else Target(target, "") for _, target in self.imports_of(path))
        return Resolution(tuple(targets), tuple(imports), frozenset(), circular, circular_imports)
