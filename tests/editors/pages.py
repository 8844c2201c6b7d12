"""What the editors' pages in docs/ tell a newcomer to do, so that tests do exactly that."""

from __future__ import annotations

import re

from tests.running import SOURCE

_BLOCK = re.compile(r"^(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)


def page(name: str) -> str:
    """The text of a page of docs/editors/."""
    return (SOURCE / "docs/editors" / f"{name}.md").read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    """The blocks in one language of a page, as a person would copy them."""
    return [
        re.sub(rf"^{found['indent']}", "", found["text"], flags=re.MULTILINE)
        for found in _BLOCK.finditer(page(name))
        if found["language"] == language
    ]
