"""What the thoughts about the repository as a whole are made from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stc_lsp.code.describe.documentation import introduction
from stc_lsp.code.describe.facts import CommandLine, Mention, RepositoryFacts
from stc_lsp.code.manifests import MANIFESTS, Manifest, Start, manifests_among, read_manifest
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import CALLABLE
from stc_lsp.memory.values import REPOSITORY
from stc_lsp.sleep.disk.read import read_file
from stc_lsp.sleep.inputs.folder import about_folder, languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.sleep.inputs.facts import Inputs

_MOST_MANIFEST_BYTES = 500_000
_MOST_FOLDERS = 24
_MOST_CENTRAL = 8
_READMES = ("README.md", "README.rst", "README.txt", "README", "readme.md", "Readme.md")
READ_WHOLE = frozenset({*MANIFESTS, *_READMES})
"""The files whose very text tells of the repository."""
_PROGRAM_FILES = {"__main__.py": "python -m {}", "manage.py": "python {path}", "wsgi.py": "", "asgi.py": ""}
_MAIN_LANGUAGES = frozenset({"go", "rust", "c", "cpp", "java", "kotlin", "csharp", "swift", "scala"})


def repository_facts(inputs: Inputs) -> RepositoryFacts:
    """The facts of the workspace as a whole."""
    at_root = inputs.tree.files_in("")
    manifests = {path: read_manifest(path, _text(inputs, path)) for path in manifests_among(at_root)}
    readme = _readme(inputs)
    paths = inputs.tree.files_below("")
    tests = [path for path in inputs.heeding(paths) if is_test_path(path) and inputs.languages.get(path)]
    return RepositoryFacts(
        name=next((each.name for each in manifests.values() if each.name), "") or inputs.root.name,
        description=next((each.description for each in manifests.values() if each.description), ""),
        readme=readme,
        documentation=introduction(readme_text(inputs)),
        files=len(paths),
        languages=languages(inputs, paths),
        folders=_main_folders(inputs),
        central=_central(inputs),
        starts=tuple(_starts(inputs, manifests, paths)),
        runs_tests=tuple(_test_commands(manifests, tests)),
        tests=len(tests),
        test_folders=tuple(sorted({path.partition("/")[0] for path in tests if "/" in path}))[:6],
        environment=_environment(inputs),
        depends_on=tuple(dict.fromkeys(name for each in manifests.values() for name in each.depends_on)),
        manifests=tuple(path for path, each in manifests.items() if each.depends_on or each.description),
        history=inputs.histories.of_file(REPOSITORY),
    )


def readme_text(inputs: Inputs) -> str:
    """What the repository says of itself; "" if it has no readme."""
    readme = _readme(inputs)
    return _text(inputs, readme) if readme else ""


def _readme(inputs: Inputs) -> str:
    at_root = inputs.tree.files_in("")
    return next((path for path in _READMES if path in at_root), "")


def _text(inputs: Inputs, path: str) -> str:
    return read_file(inputs.root, path, _MOST_MANIFEST_BYTES).source.decode("utf-8", "replace")


def _main_folders(inputs: Inputs) -> tuple[Mention, ...]:
    """The folders at the top, and what is in those that only lead on to one other."""
    found: list[Mention] = []
    for folder in inputs.tree.folders_in(""):
        if len(found) == _MOST_FOLDERS:
            break
        if folder.startswith("."):
            # Of tools, not of the program.
            continue
        inner = folder
        while not inputs.tree.files_in(inner) and len(inputs.tree.folders_in(inner)) == 1:
            inner = inputs.tree.folders_in(inner)[0]
        found.append(Mention(f"{inner}/", inputs.tree.speaker(inner), about=about_folder(inputs, inner)))
    return tuple(found)


def _central(inputs: Inputs) -> tuple[Mention, ...]:
    imports = inputs.heeding(inputs.snapshot.imports_between())
    counted = Counter(target for path, target in imports if not is_test_path(path))
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Mention(path, path, places=number, about=inputs.names.about_file(path))
        for path, number in ordered[:_MOST_CENTRAL]
        if number > 1
    )


def _starts(inputs: Inputs, manifests: dict[str, Manifest], paths: Iterable[str]) -> Iterable[Mention]:
    for manifest, each in manifests.items():
        for start in each.starts:
            yield _declared(inputs, manifest, start)
    for path in inputs.heeding(paths):
        folder, _, name = path.rpartition("/")
        if name in _PROGRAM_FILES and not is_test_path(path):
            command = _PROGRAM_FILES[name].format(folder.rpartition("/")[2], path=path)
            yield Mention(path, path, about=f"run with `{command}`" if command else "given to a web server")
    for named in inputs.snapshot.named("main", limit=200):
        is_program = named.language in _MAIN_LANGUAGES and named.chunk.kind in CALLABLE
        if is_program and not is_test_path(named.path):
            about = f"a program's `main`, in `{named.path}`"
            yield Mention(named.label, named.path, named.chunk.qualname, about=about)


def _declared(inputs: Inputs, manifest: str, start: Start) -> Mention:
    """A start that a manifest names, as the definition it means."""
    module, _, qualname = start.target.partition(":")
    qualname = qualname.partition("[")[0].strip()
    about = f"{start.how}, declared in `{manifest}`"
    if inputs.snapshot.has_file(start.target):
        return Mention(start.target, start.target, about=about)
    for path in inputs.snapshot.paths_of_module(module.strip()):
        chunk = inputs.snapshot.chunk(path, qualname)
        if chunk is not None:
            return Mention(chunk.label, path, qualname, about=f"{about}; in `{path}`" if qualname else about)
    return Mention(start.target, manifest, about=about)


def _test_commands(manifests: dict[str, Manifest], tests: list[str]) -> Iterable[CommandLine]:
    seen: set[str] = set()
    for path, manifest in manifests.items():
        for each in manifest.runs_tests:
            if each.line not in seen:
                seen.add(each.line)
                yield CommandLine(each.line, path, each.note)
    if not seen and any(path.endswith(".py") for path in tests):
        yield CommandLine("python -m pytest", "", "nothing is declared, but there are Python tests")


def _environment(inputs: Inputs) -> tuple[Mention, ...]:
    found = inputs.heeding(inputs.snapshot.environment_reads())
    reads = [each for each in found if each.reference.name.isidentifier() and not is_test_path(each.path)]
    counted = Counter(each.reference.name for each in reads)
    first = {each.reference.name: each.path for each in reversed(reads)}
    return tuple(Mention(name, first[name], places=number) for name, number in sorted(counted.items()))
