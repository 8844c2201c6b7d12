"""What a program prints of its options, where that is one text: `--tabstop=N    Spaces for a tab`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.english import code, joined
from stc_lsp.code.inert import inert_markdown
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.structural.inquiry import Finding
from stc_lsp.wake.structural.registered import code_paths
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc_lsp.wake.structural.inquiry import Inquiry

_MOST_LINES = 4
_LONGEST = 400
_NEXT = re.compile(r"\s*(?:-|[\"'`]|[A-Z ]+:?$|$)")
"""What a line begins with that does not go on with what is said of an option."""


def usage_said(inquiry: Inquiry, name: str) -> Finding | None:
    """What the text says that code prints of an option; None if no text says anything of it."""
    bare = re.escape(name.lstrip("-"))
    # A name of one letter is as it is typed, with one dash.
    typed = f"--?{bare}" if len(bare) > 1 or not name.startswith("-") else f"-{bare}"
    line = re.compile(
        rf"^[\s\"'`]*(?:-\w,?\s+)?(?P<typed>{typed})(?:,\s+--?[\w-]+)*"
        r"(?:[=\[<\s][^\s-]\S*)?\s{2,}(?P<said>[^\s\"'`].*)$"
    )
    for path in code_paths(inquiry):
        source = inquiry.present.text(path)
        lines = lines_of(source) if source is not None and name.lstrip("-").encode() in source else ()
        for number, text in enumerate(lines, 1):
            found = line.match(text)
            if found is not None:
                rows = [found["said"], *_going_on(lines, number, found.start("said"))]
                said = inert_markdown(joined(*(row.strip() for row in rows)), _LONGEST)
                at = code(f"{path}:{number}")
                told = (
                    f"{code(found['typed'])} is an option of the command line; {at} says of its use: “{said}”"
                )
                return Finding(told, (Citation(path, number, number + len(rows) - 1),))
    return None


def _going_on(lines: Sequence[str], number: int, column: int) -> list[str]:
    """The lines below that say more of it: they begin as far in."""
    found: list[str] = []
    for text in lines[number : number + _MOST_LINES]:
        if len(text) - len(text.lstrip()) < column or _NEXT.match(text):
            break
        found.append(text)
    return found
