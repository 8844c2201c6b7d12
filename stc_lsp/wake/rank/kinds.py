"""What kind of file a path names, for ranking: people ask about code, and find it in tests and documents."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from stc_lsp.code.languages import DOCUMENT_LANGUAGES, language_of
from stc_lsp.code.modules import folder_of
from stc_lsp.code.testing import is_test_path, stands_in_tests

if TYPE_CHECKING:
    from stc_lsp.memory.values import StoredChunk

_EXAMPLES = re.compile(
    r"(?:^|/)(?:examples?|demos?|samples?|tutorials?|bench(?:es|marks?)?|playground)/", re.IGNORECASE
)
_HISTORY = re.compile(
    r"(?:^|/)(?:change(?:s|log)?|history|news|release[-_]?notes|whatsnew|releases?)(?:[./_-]|$)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\.(?:txt|adoc|asciidoc|org|tex|rst|md)$", re.IGNORECASE)
_SUPPORT = re.compile(r"(?:^|/)_?(?:testing|testclient|test_?utils?|mocks?)(?:\.|/)")
_STEM = re.compile(r"^(?:test_?|spec_?)|(?:[._-]?(?:tests?|spec))$", re.IGNORECASE)


class FileKind(StrEnum):
    """Kinds of files that are ranked apart."""

    CODE = "code"
    TEST = "test"
    EXAMPLE = "example"
    DOCUMENT = "document"
    HISTORY = "history"
    """Change logs: they mention everything and explain nothing."""
    OTHER = "other"
    """Data, settings, what no grammar reads."""


@lru_cache(maxsize=1 << 14)
def kind_of(path: str) -> FileKind:
    """The kind of a file."""
    if is_test_path(path):
        return FileKind.TEST
    if _EXAMPLES.search(path):
        return FileKind.EXAMPLE
    language = language_of(path)
    if language in DOCUMENT_LANGUAGES or _DOCUMENT.search(path):
        return FileKind.HISTORY if _HISTORY.search(path) else FileKind.DOCUMENT
    return FileKind.CODE if language else FileKind.OTHER


@lru_cache(maxsize=1 << 14)
def is_for_tests(path: str) -> bool:
    """Whether a file is a test, or a help for tests."""
    return is_test_path(path) or _SUPPORT.search(path) is not None


def is_production(path: str) -> bool:
    """Whether a file is code that runs when the program does: no test, no help for tests, no example."""
    return kind_of(path) is FileKind.CODE and not is_for_tests(path)


def stands_in_production(stored: StoredChunk) -> bool:
    """Whether a definition runs when the program does, and not only when it is tested."""
    return is_production(stored.path) and not stands_in_tests(stored.path, stored.chunk.qualname)


@lru_cache(maxsize=1 << 14)
def stem_of(path: str) -> str:
    """What a file is about, by its name: `tests/test_app.py` and `src/_app.py` share "app"."""
    name = path.rpartition("/")[2].partition(".")[0].strip("_")
    return re.sub(r"[\W_]", "", _STEM.sub("", name)).lower()


def folder_name(path: str) -> str:
    """The name of the folder that a file stands in, as a stem."""
    return re.sub(r"[\W_]", "", folder_of(path).rpartition("/")[2]).lower()
