"""When a name is better not guessed at: `get` of something unknown is hardly the `get` that is known here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.code.values import FileFacts, Reference

_ROOT = re.compile(r"\w+")
_SCRIPT = frozenset(
    """
    push pop shift unshift slice splice concat map filter reduce forEach some every find findIndex includes
    flat flatMap indexOf join sort reverse keys values entries has set get add delete clear size length then
    catch finally toString trim split replace padStart padEnd startsWith endsWith replaceAll match test exec
    call apply bind toFixed getTime now parse toISOString stringify
    """.split()
)
_RUST = frozenset(
    """
    unwrap expect clone iter into from collect map filter push pop len is_empty get insert remove contains
    as_str to_string to_owned as_ref ok err and_then unwrap_or extend next
    """.split()
)
MEMBERS_EVERYWHERE = {
    "python": frozenset(name for kind in (str, bytes, list, dict, set, int, float) for name in dir(kind)),
    "javascript": _SCRIPT,
    "typescript": _SCRIPT,
    "tsx": _SCRIPT,
    "rust": _RUST,
}
"""Members of the types that a language brings along."""


_FAMILIES = (
    frozenset({"javascript", "typescript", "tsx"}),
    frozenset({"c", "cpp"}),
    frozenset({"java", "kotlin", "scala"}),
)
"""Languages whose code uses each other's."""

TYPED = frozenset({"java", "csharp", "go", "rust", "c", "cpp", "kotlin", "swift", "scala"})
"""Languages in which the type of what a member is taken from is written down: not known here, it is none of
the workspace's, and one of several members of that name says nothing."""


def may_meet(one: str, other: str) -> bool:
    """Whether code of one language can use names of another."""
    return one == other or any({one, other} <= family for family in _FAMILIES)


def may_be_anything(facts: FileFacts, uses: Iterable[Reference], name: str) -> bool:
    """Whether what bears a name in the workspace says nothing of what it means where it is so used.

    So it is for members of built-in types, and for members of what is imported: those of the workspace are
    found by resolution.
    """
    if name in MEMBERS_EVERYWHERE.get(facts.language, ()):
        return True
    imported = {one.alias or one.name for one in facts.imports}
    roots = (_ROOT.match(one.expression) for one in uses)
    return any(root is not None and root[0] in imported for root in roots)
