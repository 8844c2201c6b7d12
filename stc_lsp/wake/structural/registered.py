"""Routes: paths that are written as a text where something is registered for them, whatever the framework."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.english import code, count
from stc_lsp.wake.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.memory.values import StoredReference
    from stc_lsp.wake.structural.inquiry import Inquiry

_REGISTER = """get post put patch delete head options any all handle handlefunc route add_url_rule add_route
    add_api_route api_route websocket websocketroute mount"""
_PATH = re.compile(
    rb"(?i:(?<!\w)(?P<how>" + b"|".join(_REGISTER.encode().split()) + rb"))\s*"
    rb"\(\s*(?:(?:rule|path|pattern)\s*=\s*)?[rb]?"
    rb"(?P<quote>[\"'`])(?P<path>(?:[A-Z]{3,7} )?/[^\"'`\s]{0,120})(?P=quote)"
)
_MOST_FILES = 5000
_MOST_LINES = 20
_MOST_CITED = 8


class Route(NamedTuple):
    """A path, and where it is registered."""

    path: str
    use: StoredReference


def routes(inquiry: Inquiry) -> Finding | None:
    """The paths that code registers; None if it registers none with a text that begins with a slash."""
    found = [route for path in _paths(inquiry) for route in _in_file(inquiry, path)]
    if not found:
        return None
    lines = [f"- {_line(inquiry, each)}" for each in found[:_MOST_LINES]]
    if len(found) > len(lines):
        lines.append(f"- and {len(found) - len(lines):,} more")
    files = len({each.use.path for each in found})
    rule = (
        "These are the calls and decorators like `get` or `route` that are given a path as a text. Tests and "
        "examples are left out, and paths that are put together while the program runs cannot be seen."
    )
    text = f"{count(len(found), 'route')} {'is' if len(found) == 1 else 'are'} registered in "
    text += f"{count(files, 'file')}:\n" + "\n".join(lines) + f"\n\n{rule}"
    cited = [Citation(each.use.path, each.use.reference.line, each.use.reference.line) for each in found]
    return Finding(text, tuple(cited[:_MOST_CITED]))


def _paths(inquiry: Inquiry) -> list[str]:
    paths = [path for path in inquiry.snapshot.paths() if kind_of(path) is FileKind.CODE]
    return sorted(paths)[:_MOST_FILES]


def _in_file(inquiry: Inquiry, path: str) -> Iterator[Route]:
    text = inquiry.present.text(path)
    # What is cited is read where it was when it was learned.
    if text is None or not inquiry.present.is_as_indexed(path):
        return
    found = {match.start("how"): match for match in _PATH.finditer(text)}
    module = inquiry.snapshot.chunk(path, "") if found else None
    # In a comment or a text it registers nothing, and is no reference.
    for use in inquiry.snapshot.references_in(module.id) if module is not None else ():
        match = found.pop(use.reference.start_byte, None)
        if match is not None:
            yield Route(match["path"].decode(errors="replace"), use)


def _line(inquiry: Inquiry, route: Route) -> str:
    use = route.use
    within = f", in {code(use.chunk_label)}" if use.chunk_label != use.path else ""
    return f"{code(route.path)} by {code(use.reference.expression)}{within} ({inquiry.at(use)})"
