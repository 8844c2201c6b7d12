"""When a name is better not guessed at: `get` of something unknown is hardly the `get` that is known here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stc_lsp.code.values import FileFacts

_ROOT = re.compile(r"\w+")
MEMBERS_EVERYWHERE = frozenset(
    name for kind in (str, bytes, list, dict, set, int, float) for name in dir(kind)
) | frozenset(
    """
    push shift unshift slice splice concat map filter reduce forEach some every find findIndex includes flat
    flatMap keys values entries has set get add delete clear size length then catch finally toString trim
    padStart padEnd startsWith endsWith replaceAll match test exec call apply bind toFixed getTime now parse
    toISOString stringify
    Error String Len Less Swap Close Read Write
    unwrap expect clone iter into collect len is_empty as_str to_string
    """.split()  # noqa: SIM905 - a table is read more easily than a list of strings
)
"""Members of the types that languages bring along."""


def may_be_anything(facts: FileFacts, byte: int, name: str) -> bool:
    """Whether what bears a name in the workspace says nothing of what it means at a place.

    So it is for members of built-in types, and for members of what is imported: those of the workspace are
    found by resolution.
    """
    if name in MEMBERS_EVERYWHERE:
        return True
    imported = {one.alias or one.name for one in facts.imports}
    roots = (
        _ROOT.match(one.expression) for one in facts.references if one.start_byte <= byte <= one.end_byte
    )
    return any(root is not None and root[0] in imported for root in roots)
