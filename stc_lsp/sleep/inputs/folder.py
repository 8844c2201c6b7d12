"""What the thoughts about a folder are made from."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from stc_lsp.code.describe.common import language_name
from stc_lsp.code.describe.facts import MOST_MENTIONS, FolderFacts, Mention, Several
from stc_lsp.code.english import count, listed
from stc_lsp.code.modules import folder_of
from stc_lsp.code.testing import is_test_path
from stc_lsp.sleep.inputs.names import several_files

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from stc_lsp.sleep.inputs.facts import Inputs

_MOST_MODULES = 60
_FEW_FILES = 100
"""Of so many the records are looked up one by one."""


def folder_facts(inputs: Inputs, folder: str) -> FolderFacts:
    """The facts of one folder; said of its `__init__` module where it has one."""
    speaker = inputs.tree.speaker(folder)
    files = [path for path in inputs.tree.files_in(folder) if path != speaker]
    in_test_code = is_test_path(f"{folder}/x")
    importers = {
        importer
        for path in inputs.heeding(inputs.tree.files_in(folder))
        for importer, _ in inputs.snapshot.importers(path)
        if folder_of(importer) != folder
    }
    testing = {path for path in importers if is_test_path(path)} if not in_test_code else set[str]()
    chunk = inputs.snapshot.chunk(speaker, "")
    return FolderFacts(
        path=folder,
        name=_package_name(inputs, folder),
        is_package=not speaker.endswith("/"),
        documentation=chunk.chunk.documentation if chunk else "",
        in_test_code=in_test_code,
        modules=tuple(
            Mention(path, path, about=inputs.names.about_file(path))
            for path in islice((each for each in files if _is_told(inputs, each)), _MOST_MODULES)
        ),
        folders=tuple(
            Mention(f"{each}/", inputs.tree.speaker(each), about=about_folder(inputs, each))
            for each in inputs.tree.folders_in(folder)[:_MOST_MODULES]
        ),
        files=len(inputs.tree.files_below(folder)),
        languages=languages(inputs, inputs.tree.files_in(folder)),
        exports=_exports(inputs, speaker),
        imports=_folders(_imported(inputs, folder), folder),
        importers=_folders((folder_of(path) for path in importers - testing), folder),
        tests=several_files(testing),
        history=inputs.histories.of_folder(folder),
    )


def about_folder(inputs: Inputs, folder: str) -> str:
    """What a folder is for, in a sentence: its documentation, else what it holds most of."""
    speaker = inputs.tree.speaker(folder)
    if not speaker.endswith("/") and (about := inputs.names.about_file(speaker)):
        return about
    counted = languages(inputs, inputs.tree.files_below(folder))
    kind = "test code" if is_test_path(f"{folder}/x") else ""
    told = listed([count(number, f"{language_name(language)} file") for language, number in counted[:2]])
    return " in ".join(filter(None, (kind, told)))


def languages(inputs: Inputs, paths: Collection[str]) -> tuple[tuple[str, int], ...]:
    """Files per language, the most first; unknown languages left out."""
    if len(paths) > _FEW_FILES:
        counted = Counter(inputs.languages.get(path, "") for path in inputs.heeding(paths))
    else:
        counted = Counter(record.language for path in paths if (record := inputs.snapshot.file(path)))
    counted.pop("", None)
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _is_told(inputs: Inputs, path: str) -> bool:
    record = inputs.snapshot.file(path)
    return record is not None and bool(record.language) and not record.skipped


def _package_name(inputs: Inputs, folder: str) -> str:
    parts = folder.split("/")
    start = len(parts) - 1
    while start > 0 and not inputs.tree.speaker("/".join(parts[:start])).endswith("/"):
        start -= 1
    return ".".join(parts[start:])


def _exports(inputs: Inputs, speaker: str) -> tuple[Mention, ...]:
    """What the package's own module takes from its other modules, for others to import."""
    if speaker.endswith("/"):
        return ()
    folder = folder_of(speaker)
    return tuple(
        Mention(one.alias or one.name, target)
        for one, target in inputs.snapshot.imports_of(speaker)
        if target is not None and target.startswith(f"{folder}/") and one.name not in ("", "*")
    )


def _imported(inputs: Inputs, folder: str) -> Iterable[str]:
    for path in inputs.tree.files_in(folder):
        for _, target in inputs.snapshot.imports_of(path):
            if target is not None:
                yield folder_of(target)


def _folders(folders: Iterable[str], own: str) -> Several:
    found = sorted({folder for folder in folders if folder and folder != own})
    mentions = tuple(Mention(f"{folder}/", f"{folder}/") for folder in found[:MOST_MENTIONS])
    return Several(mentions, len(found), len(found), len(found))
