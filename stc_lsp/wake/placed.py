"""Questions that point at a line, `shop/till.py:12`: they are asked as by somebody whose cursor is there."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from stc_lsp.code.modules import folder_of
from stc_lsp.code.values import ChunkKind
from stc_lsp.wake.values import AskContext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stc_lsp.memory.snapshot import Snapshot

_FILE = r"`?(/?(?:[\w.@+-]++/)*+[\w@+-][\w.@+-]*?\.\w{1,8})`?"
_LINES = r"(\d{1,7})(?:-L?\d{1,7})?"
_PLACE = re.compile(rf"(?<![\w/.:`-]){_FILE}(?::|#L){_LINES}(?::\d+)?:?`?(?![\w/])")
_LINE_OF = re.compile(rf"(?:(?:on|at|in) )?\blines? {_LINES} (?:of|in) {_FILE}(?!\w)", re.IGNORECASE)
_OF_LINE = re.compile(rf"(?<![\w/.:`-]){_FILE},? (?:(?:on|at) )?lines? {_LINES}(?!\w)", re.IGNORECASE)
"""Places as people say them, "line 12 of shop/till.py", and as editors, forges and answers write them."""
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
    written = _OF_LINE.sub(r"\1:\2", _LINE_OF.sub(r"\2:\1", text))
    found = _PLACE.findall(written)
    path = known_path(found[0][0], snapshot) if len(found) == 1 else ""
    if path:
        context = AskContext(path, int(found[0][1]))
    elif not (context.line and _HERE.fullmatch(text)):
        return text, context
    around = snapshot.enclosing(context.path, context.line)
    if around is None:
        return text, context
    thing = f"this {_NOUNS.get(around.chunk.kind, 'function')}"
    asked = _HERE.sub(thing, _PLACE.sub(thing, written))
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


def files_meant(written: str, paths: Iterable[str], like: float) -> list[str]:
    """The files that may be meant by a path that none has: those of its name, or else one beside it.

    `like`: how like its name must be to that one's, as `difflib` counts.
    """
    folder, _, name = written.strip("/").rpartition("/")
    named = [(path, path.rpartition("/")[2]) for path in paths]
    so_called = [path for path, last in named if last == name]
    if so_called:
        return so_called
    beside = {last: path for path, last in named if folder_of(path) == folder}
    return [beside[each] for each in difflib.get_close_matches(name, beside, 1, like)]
