"""The small language in which turns of phrase are written down, for tables that a person can read.

"(a|b)" is a or b and keeps nothing, "<a|b>" is kept, "§" is the thing that a question names, a word in
capitals what is listed here; all else is as in regular expressions. A line further in goes on with the one
above.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.asking.intents import THING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMED = {
    "ANY": "(i|you|we|one|people|anyone|anybody|someone|somebody|they)",
    "SOMETHING": "(something|anything|another|any)",
    "USERS": "(callers?|users?|clients?|consumers?|developers?|programmers?)",
    "MODAL": "(do|does|did|can|could|will|would|might|may|should|must)",
    "IS": "(is|are|was|were)",
    "TOUCHING": "(changing|removing|renaming|editing|deleting|touching|modifying|dropping|altering)",
    "TOUCHED": "(changed|removed|renamed|edited|deleted|touched|modified|dropped|altered)",
    "TOUCH": "(change|remove|rename|edit|delete|touch|modify|drop|alter|get rid of)",
    "KIND": "(class|function|method|module|file|package|type|struct|interface|trait|component|folder"
    "|abstraction|concept|helper|routine|utility)",
    "CALLING": "(calling|invoking|running|using|executing|(an? |the |any )?(call|invocation) (of|to))",
    "WITHIN": "(in|inside|within)",
    "THE": "((the|a|an|any|all|every|each|some|me|us|out|short|brief|quick|complete|full|whole|entire) )*",
    "OURS": "(the|this|our|my|your)",
    "CODE": "(code ?base|code|repo(sitory)?|project|program|workspace|application|app|system"
    "|software|source tree|sources?)",
}

A_WHOLE = r"(?:repository|repo|project|code ?base|program|application|app|workspace|library)"
"""What people call all that is in a workspace, as a pattern."""


def compiled(turn: str) -> re.Pattern[str]:
    """A turn of phrase as a pattern."""
    for name, meaning in _NAMED.items():
        turn = turn.replace(name, meaning)
    grouped = re.sub(r"\((?!\?)", "(?:", turn)
    kept = re.sub(r"(?<!\(\?)<", "(", grouped).replace(">", ")")
    return re.compile(kept.replace("§", THING).strip())


def blocks(table: str) -> Iterator[tuple[str, list[str]]]:
    """The blocks of a table: the line that begins each, with the rows that stand further in below it."""
    for block in re.split(r"\n(?=\S)", table.strip()):
        head, _, turns = block.partition("\n")
        yield head, rows(turns, 4)


def rows(table: str, indent: int) -> list[str]:
    """The lines of a table, each with those that go on with it; `indent`: how far in a row stands."""
    return re.sub(rf"\n {{{indent + 4}}}", "", table.strip("\n")).split("\n")


def any_of(table: str) -> str:
    """One turn for a table of them."""
    return "(" + "|".join(row.strip() for row in rows(table, 0)) + ")"
