"""Names with a sign: Ruby's `save!` and `valid?`, Lua's `Picker:find`. A question may end in one, too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Snapshot

_SIGNED = re.compile(
    r"(?<![\w`.:#])(?P<owner>(?:[^\W\d]\w*(?:::|\.|#))*)(?P<name>[^\W\d]\w*)(?P<sign>[!?])(?!\w)"
)
_COLON = re.compile(r"(?<![\w`.:/])(?P<owner>[^\W\d][\w.]*):(?P<name>[^\W\d]\w*)(?![\w:/.])")
_CODE = re.compile(r"`[^`]*`")


def with_signs(text: str, snapshot: Snapshot) -> str:
    """A question with each such name that is known here marked as code."""
    if ":" in text:
        text = _COLON.sub(lambda found: _with_dot(found, snapshot), text)
    if "!" not in text and "?" not in text:
        return text
    marked = [found.span() for found in _CODE.finditer(text)]

    def mark(found: re.Match[str]) -> str:
        written = f"{found['owner']}{found['name']}{found['sign']}"
        is_marked = any(start <= found.start() < end for start, end in marked)
        if is_marked or not snapshot.named(f"{found['name']}{found['sign']}", 1):
            return written
        ends_it = found["sign"] == "?" and not text[found.end() :].strip()
        if ends_it and (not _is_of_code(found) or snapshot.named(found["name"], 1)):
            return written
        return f"`{written}`" + ("?" if ends_it else "")

    return _SIGNED.sub(mark, text)


def _with_dot(found: re.Match[str], snapshot: Snapshot) -> str:
    """Lua: `Picker:find` is the `find` of `Picker`, as it is known here."""
    name = f"{found['owner']}.{found['name']}"
    return name if any(each.language == "lua" for each in snapshot.named(name, 1)) else found[0]


def _is_of_code(found: re.Match[str]) -> bool:
    """Whether it is written as no plain word is."""
    return bool(found["owner"]) or "_" in found["name"]
