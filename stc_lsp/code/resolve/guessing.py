"""Guesses: what `unknown.name` may mean, when nothing decides it, and when it is better not guessed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.code.modules import SCRIPT_LANGUAGES, shared_folders
from stc_lsp.code.resolve.meaning import CLASS, INSTANCE, SUPER
from stc_lsp.code.testing import is_test_path
from stc_lsp.code.values import ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.code.resolve.evaluate import Evaluator
    from stc_lsp.code.resolve.meaning import Values
    from stc_lsp.code.resolve.project import NamedProject, Target
    from stc_lsp.code.values import Reference

LITERALS = (ReferenceKind.ENVIRONMENT, ReferenceKind.OPTION)
"""Uses of texts, not of names."""
_WITHOUT_OWNERS = SCRIPT_LANGUAGES | {"lua"}
"""Languages in which what stands in no class may be a member all the same: of the object that is exported."""
_FULLY_TYPED = frozenset({"java", "csharp", "kotlin", "scala", "swift"})
"""Languages in which all that is defined here is found by its type: what is left is from outside."""
_STANDARD = {"rust": frozenset({"std", "core", "alloc"})}
"""Roots of paths that are never the workspace's own."""
_OF_TESTS = "tests"
"""Rust's module of tests within a file."""
_MOST = 50
_TAKEN_FOR_OTHERS = ("__getattr__", "__getattribute__", "method_missing", "respond_to_missing?")
"""What gives a class members that it does not define."""
_CLASSES = (INSTANCE, CLASS, SUPER)


def members_named(path: str, language: str, one: Reference, project: NamedProject) -> Sequence[Target]:
    """Members of that name anywhere, the nearest first: only for `unknown.name`, never for a bare name.

    What stands in tests is nothing that other code uses.
    """
    if one.expression == one.name or one.kind in LITERALS or language in _FULLY_TYPED:
        return ()
    if one.expression.partition(".")[0] in _STANDARD.get(language, ()):
        return ()
    of_test = is_test_path(path)
    named = sorted(
        (
            each
            for each in project.members_named(one.name)
            if (of_test or not _is_test(each)) and ("." in each.qualname or language in _WITHOUT_OWNERS)
        ),
        key=lambda target: (
            target.path != path,
            -shared_folders(path, target.path),
            target.path,
            target.qualname,
        ),
    )
    return named[:_MOST]


def _is_test(target: Target) -> bool:
    return is_test_path(target.path) or target.qualname.partition(".")[0] == _OF_TESTS


def is_told(values: Values, evaluator: Evaluator) -> bool:
    """Whether what a member is taken from is known so well that it has none which is not found.

    A class that inherits from nothing may yet be mixed into what has it.
    """
    return bool(values) and not any(
        each.kind in _CLASSES
        and len(evaluator.lineage(each.path, each.qualname)) == 1
        and not _has_outside_bases(each.path, each.qualname, evaluator)
        and not any(evaluator.member((each,), name) for name in _TAKEN_FOR_OTHERS)
        for each in values
    )


def _has_outside_bases(path: str, qualname: str, evaluator: Evaluator) -> bool:
    chunk = evaluator.view.chunk(path, qualname)
    return chunk is None or bool(chunk.bases)
