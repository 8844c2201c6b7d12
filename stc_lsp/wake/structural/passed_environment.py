"""Environment variables that are read from what holds the environment under another name.

As in `def options(env = ENV)` with `env["PORT"]` below it: no reference says that the environment is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.languages import language_of
from stc_lsp.wake.structural.registered import code_paths
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.wake.structural.inquiry import Inquiry

_HELD = {
    "ruby": rb"(?<![\w.@])(?P<name>@?\w+)\s*(?:=|:)\s*ENV(?![\w\[.(])",
    "python": rb"(?<![\w.])(?P<name>(?:self\.)?\w+)\s*(?::[^=\n,()]{1,60})?=\s*os\.environ(?![\w\[.(])",
    "javascript": rb"(?<![\w.$])(?P<name>[\w$]+)\s*(?::[^=\n,()]{1,60})?=\s*process\.env(?![\w\[.(?])",
}
_LIKE = {"typescript": "javascript", "tsx": "javascript"}
_NEEDS = {"ruby": b"ENV", "python": b"os.environ", "javascript": b"process.env"}
_BY_KEY = rb"(?:\[\s*|\.\s*(?:fetch|get|dig|key\?)\s*\(\s*)[\"'](?P<variable>[A-Z][A-Z0-9_]+)[\"']"
_READ = {
    "ruby": _BY_KEY,
    "python": _BY_KEY,
    "javascript": rb"(?:\.|\[[\"'])(?P<variable>[A-Z][A-Z0-9_]+)\b",
}
_COMMENT = re.compile(rb"\s*(?:#|//|\*)")


def passed_reads(inquiry: Inquiry) -> Iterator[tuple[str, Citation]]:
    """Each variable that code, no tests, reads so, with its line; a name holds it in its file alone."""
    for path in code_paths(inquiry):
        language = language_of(path)
        language = _LIKE.get(language, language)
        text = (inquiry.present.text(path) or b"") if language in _HELD else b""
        if _NEEDS.get(language, b"\n") not in text:
            continue
        names = {re.escape(found["name"]) for found in re.finditer(_HELD[language], text)}
        held = rb"(?<![\w.@$])(?:" + b"|".join(sorted(names)) + rb")" if names else rb"(?!)"
        for found in re.finditer(held + _READ[language], text):
            first = text.rfind(b"\n", 0, found.start()) + 1
            if not _COMMENT.match(text, first):
                line = text.count(b"\n", 0, found.start()) + 1
                yield found["variable"].decode(), Citation(path, line, line)
