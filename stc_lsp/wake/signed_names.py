"""Names that end in a sign, as Ruby has them: `save!`, `valid?`. A question may end in one, too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stc_lsp.memory.snapshot import Snapshot

_SIGNED = re.compile(
    r"(?<![\w`.:#])(?P<owner>(?:[^\W\d]\w*(?:::|\.|#))*)(?P<name>[^\W\d]\w*)(?P<sign>[!?])(?!\w)"
)
_CODE = re.compile(r"`[^`]*`")


def with_signs(text: str, snapshot: Snapshot) -> str:
    """A question with each such name that is known here marked as code."""
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


def _is_of_code(found: re.Match[str]) -> bool:
    """Whether it is written as no plain word is."""
    return bool(found["owner"]) or "_" in found["name"]
