"""What is test code, by the conventions of each language's test tools. Tables, no judgement."""

from __future__ import annotations

import re
from functools import lru_cache

from stc_lsp.code.languages import language_of

_FOLDERS = re.compile(
    r"(?:t|tests?|testing|test[_-]?data|__(?:tests|mocks|snapshots)__|specs?|e2e|unittests?|\w[\w-]*[_-]tests)$",
    re.IGNORECASE,
)
_FILES = re.compile(
    r"""(?x)
    ^test_.*\.pyi?$ | .*_test\.pyi?$ | ^tests?\.py$ | ^conftest\.py$
    | .*_test\.go$
    | .*[.-](?:test|spec|cy|e2e)\.[cm]?[jt]sx?$
    | .*(?:Tests?|TestCase|IT|Spec)\.(?:java|kt|kts|scala|swift|cs|php)$ | ^Test[A-Z]\w*\.(?:java|kt|php)$
    | .*_(?:test|spec)\.rb$ | ^test_.*\.rb$
    | .*_(?:test|tests|unittest)\.(?:c|cc|cpp|cxx|h|hpp)$ | ^test_.*\.(?:c|cc|cpp|cxx)$
    | .*_(?:test|spec)\.lua$ | .*\.bats$ | ^test_.*\.sh$ | .*_test\.sh$ | ^tests?\.rs$
    """
)
_SCRIPT = re.compile(r"^(?:test|it|describe)")
_NAMES = {
    "python": re.compile(r"^test"),
    "go": re.compile(r"^(?:Test|Benchmark|Fuzz|Example)(?:[A-Z_]|$)"),
    "javascript": _SCRIPT,
    "typescript": _SCRIPT,
    "tsx": _SCRIPT,
    "ruby": re.compile(r"^test_"),
    "php": re.compile(r"^test"),
    "swift": re.compile(r"^test"),
    "lua": re.compile(r"^[Tt]est"),
    "bash": re.compile(r"^test_"),
}
_MARKS = re.compile(
    r"^(?:\w+[.:]+)*(?:test|Test|Fact|Theory|ParameterizedTest|RepeatedTest|TestMethod|rstest)\b"
)
_CLASSES = re.compile(r"^Test[A-Z_]?|Tests?$|TestCase$|Spec$|Suite$")

_MODULES = frozenset({"tests", "test"})
"""Rust's modules for the tests of the file that they stand in."""


@lru_cache(maxsize=8192)
def is_test_path(path: str) -> bool:
    """Whether a file is test code, by its name or a folder it lies in."""
    *folders, name = path.split("/")
    return any(map(_FOLDERS.match, folders)) or _FILES.match(name) is not None


def stands_in_tests(path: str, qualname: str) -> bool:
    """Whether a definition is one of a test: in a file of tests, or in the module for them in one of Rust."""
    if is_test_path(path):
        return True
    *around, last = qualname.split(".")
    # A function may be called `test`, too.
    is_within = not _MODULES.isdisjoint(around) or last == "tests"
    return is_within and language_of(path) == "rust"


def is_test(path: str, language: str, kind: str, name: str, decorators: tuple[str, ...] = ()) -> bool:
    """Whether a definition is itself a test, or groups tests. `kind` is a `ChunkKind`."""
    if any(_MARKS.match(each.lstrip("#[@ ")) for each in decorators):
        return True
    if not is_test_path(path):
        return False
    pattern = _CLASSES if kind == "class" else _NAMES.get(language)
    return pattern is not None and pattern.search(name) is not None
