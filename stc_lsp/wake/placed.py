"""Questions that point at a line, `shop/till.py:12`: they are asked as by somebody whose cursor is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.values import AskContext

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Snapshot

_PLACE = re.compile(
    r"(?<![\w/.:`-])`?(/?(?:[\w.@+-]++/)*+[\w@+-][\w.@+-]*?\.\w{1,8}):(\d{1,7})(?::\d+)?:?`?(?![\w/])"
)
_HERE = re.compile(r"what (?:happens|goes on|is going on|is done|is) here\W*", re.IGNORECASE)
_NOUNS = {
    ChunkKind.MODULE: "file",
    ChunkKind.CLASS: "class",
    ChunkKind.METHOD: "method",
    ChunkKind.SECTION: "section",
}
"""What a place is called that is in no function."""


def placed(text: str, context: AskContext, snapshot: Snapshot) -> tuple[str, AskContext]:
    """The question with "this function" for the one place that it names, and that as where it is asked.

    As they are if it names none, or several.
    """
    found = _PLACE.findall(text)
    path = known_path(found[0][0], snapshot) if len(found) == 1 else ""
    if path:
        context = AskContext(path, int(found[0][1]))
    elif not (context.line and _HERE.fullmatch(text)):
        return text, context
    around = snapshot.enclosing(context.path, context.line)
    if around is None:
        return text, context
    thing = f"this {_NOUNS.get(around.chunk.kind, 'function')}"
    asked = _HERE.sub(thing, _PLACE.sub(thing, text))
    return (f"What does {thing} do?" if asked.strip(" ?!.") == thing else asked), context


def known_path(written: str, snapshot: Snapshot) -> str:
    """The file of the index that is meant by a path, also by one of where the program was installed.

    Of `/usr/lib/shop/till.py` that is `shop/till.py`, and of `till.py` the only file so called. "" if there
    is none, or several.
    """
    parts = written.replace("\\", "/").removeprefix("file://").split("/")
    for begin in range(len(parts)):
        path = "/".join(parts[begin:])
        if snapshot.has_file(path):
            return path
    ends = [each for each in snapshot.paths() if each.endswith(f"/{parts[-1]}")]
    return ends[0] if len(ends) == 1 else ""
