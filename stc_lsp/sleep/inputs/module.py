"""What the thoughts about one file as a whole are made from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stc_lsp.code.describe.documentation import headings
from stc_lsp.code.describe.facts import MOST_MENTIONS, Mention, ModuleFacts
from stc_lsp.code.describe.mentioned import literals_read
from stc_lsp.code.languages import DOCUMENT_LANGUAGES
from stc_lsp.code.testing import is_test, is_test_path
from stc_lsp.code.values import CALLABLE, CALLS, ChunkKind, Import, ReferenceKind
from stc_lsp.sleep.disk.read import read_file
from stc_lsp.sleep.inputs.names import Named, several_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.memory.values import StoredChunk, StoredReference
    from stc_lsp.sleep.inputs.file import FileInputs

_MOST_SECTIONS = 40
_MOST_DOCUMENT = 4_000
_MOST_DOCUMENT_BYTES = 2_000_000


def module_facts(file: FileInputs) -> ModuleFacts:
    """The facts of the file as a whole."""
    stored = file.chunks[0]
    top = file.children.get(stored.id, [])
    imports = file.inputs.snapshot.imports_of(file.path)
    inside = [each for references in file.references.values() for each in references]
    named = [each.reference for each in inside]
    importers = {path for path, _ in file.inputs.snapshot.importers(file.path)} - {file.path}
    testing = {path for path in importers if not file.in_test_code and is_test_path(path)}
    text = _text(file) if file.language in DOCUMENT_LANGUAGES else ""
    title, *sections = headings(text) or [""]
    return ModuleFacts(
        path=file.path,
        name=file.path.rpartition("/")[2].partition(".")[0],
        language=file.language,
        documentation=stored.chunk.documentation or text[:_MOST_DOCUMENT],
        title=title,
        in_test_code=file.in_test_code,
        # Told of files that hold nothing else to tell: layout shall change no key.
        line_count=0 if top or text else stored.chunk.end_line,
        classes=_mentions(file, top, ChunkKind.CLASS),
        functions=_mentions(file, top, ChunkKind.FUNCTION),
        sections=tuple(Mention(each, file.path) for each in sections[:_MOST_SECTIONS]),
        variables=_variables(top),
        tests=_count_tests(file),
        imports=tuple(
            Mention(path, path) for path in sorted({path for _, path in imports if path} - {file.path})
        ),
        imports_outside=_imports_outside(file, (one for one, target in imports if target is None)),
        importers=several_files(importers - testing),
        imported_by_tests=several_files(testing),
        tested_by=() if file.in_test_code else _tested_by(file),
        exercises=_exercises(file, inside) if file.in_test_code else (),
        environment=literals_read(named, ReferenceKind.ENVIRONMENT),
        options=literals_read(named, ReferenceKind.OPTION),
        history=file.inputs.histories.of_file(file.path, stored.chunk.fingerprint),
    )


def _mentions(file: FileInputs, chunks: Iterable[StoredChunk], kind: ChunkKind) -> tuple[Mention, ...]:
    return tuple(file.names.know(each).mention(about=True) for each in chunks if each.chunk.kind is kind)


def _imports_outside(file: FileInputs, unresolved: Iterable[Import]) -> tuple[str, ...]:
    """What has to be installed for a file, or comes with its language."""
    outside = (one for one in unresolved if not one.level and one.module != "__future__")
    return tuple(sorted({_first_part(one.module or one.name, file.language) for one in outside}))


def _exercises(file: FileInputs, inside: Iterable[StoredReference]) -> tuple[Mention, ...]:
    counted: Counter[Named] = Counter()
    for each in inside:
        named = file.names.of(each.target_id) if each.target_id and each.reference.kind in CALLS else None
        if named is not None and not named.in_test_code:
            counted[named] += 1
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0].path, item[0].qualname))
    return tuple(named.mention(places) for named, places in ordered[:5])


def _count_tests(file: FileInputs) -> int:
    return sum(
        1
        for each in file.chunks[1:]
        if each.chunk.kind in CALLABLE
        and is_test(file.path, file.language, each.chunk.kind, each.chunk.name, each.chunk.decorators)
    )


def _tested_by(file: FileInputs) -> tuple[Mention, ...]:
    counted: Counter[str] = Counter()
    for chunk in file.chunks[1:]:
        for use in file.uses(chunk):
            if is_test_path(use.path) and not file.names.is_import_place(use):
                counted[use.path] += 1
    stem = file.path.rpartition("/")[2].partition(".")[0]
    ordered = sorted(counted.items(), key=lambda item: (stem not in item[0], -item[1], item[0]))
    return tuple(Mention(path, path, places=places) for path, places in ordered[:MOST_MENTIONS])


def _text(file: FileInputs) -> str:
    """A document as it is on disk: its words are not in the index."""
    return read_file(file.inputs.root, file.path, _MOST_DOCUMENT_BYTES).source.decode("utf-8", "replace")


def _variables(chunks: Iterable[StoredChunk]) -> tuple[str, ...]:
    """The names a module assigns, each once; names of Python itself, like `__all__`, tell nothing."""
    names = (each.chunk.name for each in chunks if each.chunk.kind is ChunkKind.VARIABLE)
    return tuple(dict.fromkeys(name for name in names if not name.startswith("__")))[:MOST_MENTIONS]


def _first_part(module: str, language: str) -> str:
    """What has to be installed: the first part of a dotted name; a path as it is."""
    return module.partition(".")[0] if language == "python" else module
