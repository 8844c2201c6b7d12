"""What is registered under a text: routes under their paths, commands and the like under their names.

Whatever the framework: told by the name of what is called, and by the text that it is given.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.english import bulleted, code, count, plural
from stc_lsp.code.values import ReferenceKind
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stc_lsp.memory.values import StoredReference

_REGISTER = """get post put patch delete head options any all handle handlefunc route add_url_rule add_route
    add_api_route api_route websocket websocketroute mount"""
_PATH = re.compile(
    rb"(?i:(?<!\w)(?P<how>" + b"|".join(_REGISTER.encode().split()) + rb"))\s*"
    rb"\(\s*(?:(?:rule|path|pattern)\s*=\s*)?[rb]?"
    rb"(?P<quote>[\"'`])(?P<path>(?:[A-Z]{3,7} )?/[^\"'`\s]{0,120})(?P=quote)"
)
_NAMED = rb"\s*\(\s*(?:name\s*=\s*)?[rb]?(?P<quote>[\"'`])(?P<path>\w[\w .:<>\[\]-]{0,60})(?P=quote)"
_NOTHING: Mapping[re.Pattern[bytes], Sequence[bytes]] = {}
_MOST_FILES = 5000
_MOST_LINES = 20
_MOST_CITED = 8


class Registered(NamedTuple):
    """A text, and where something is registered under it."""

    text: str
    use: StoredReference


def routes(inquiry: Inquiry) -> Finding | None:
    """The paths that code registers; None if it registers none with a text that begins with a slash."""
    found = _found(inquiry, _PATH)
    if not found:
        return None
    rule = (
        "These are the calls and decorators like `get` or `route` that are given a path as a text. Tests and "
        "examples are left out, and paths that are put together while the program runs cannot be seen."
    )
    told = _told(inquiry, "route", found)
    return replace(told, text=f"{told.text}\n\n{rule}")


def registered(inquiry: Inquiry, words: Sequence[str]) -> tuple[int, Finding | None]:
    """What is registered under a name by a call that says so: `add_command("sell")`; and how much that is."""
    noun = "_?".join(map(re.escape, words))
    also = "|add_parser" if words[-1].endswith("command") else ""
    how = rf"(?i:(?<!\w)(?P<how>(?:add|register|define|declare)_?(?:sub_?)?{noun}{also}))"
    having = () if also else (words[-1].lower().encode(),)
    found = _found(inquiry, re.compile(how.encode() + _NAMED), having)
    # What decorates something is told with what it decorates.
    found = [each for each in found if each.use.reference.kind is not ReferenceKind.DECORATOR]
    return len(found), _told(inquiry, " ".join(words), found) if found else None


def _told(inquiry: Inquiry, noun: str, found: Sequence[Registered]) -> Finding:
    lines = [_line(inquiry, each) for each in found[:_MOST_LINES]]
    files = len({each.use.path for each in found})
    lead = f"{count(len(found), noun)} {plural('is', len(found))} registered in {count(files, 'file')}"
    cited = [Citation(each.use.path, each.use.reference.line, each.use.reference.line) for each in found]
    told = f"{lead}:\n{bulleted(lines, len(found))}"
    return Finding(told, tuple(cited[:_MOST_CITED]))


def calls_in_code(
    inquiry: Inquiry,
    *patterns: re.Pattern[bytes],
    having: Sequence[bytes],
    needs: Mapping[re.Pattern[bytes], Sequence[bytes]] = _NOTHING,
) -> Iterator[tuple[re.Match[bytes], StoredReference]]:
    """The calls in code, no tests nor examples, whose names stand where the group `how` of a pattern does.

    `having`: what is in each of them, in small letters, so that other files need no closer look.
    `needs`: of what one at least stands in whatever a pattern finds, which is looked for much faster.
    """
    return (
        found for path in code_paths(inquiry) for found in _in_file(inquiry, path, patterns, having, needs)
    )


def _found(inquiry: Inquiry, pattern: re.Pattern[bytes], having: Sequence[bytes] = ()) -> list[Registered]:
    calls = calls_in_code(inquiry, pattern, having=having)
    return [Registered(match["path"].decode(errors="replace"), use) for match, use in calls]


def code_paths(inquiry: Inquiry) -> list[str]:
    """The files of code, no tests nor examples, that are read for one question."""
    paths = [path for path in inquiry.snapshot.paths() if kind_of(path) is FileKind.CODE]
    return sorted(paths)[:_MOST_FILES]


def _in_file(
    inquiry: Inquiry,
    path: str,
    patterns: Sequence[re.Pattern[bytes]],
    having: Sequence[bytes],
    needs: Mapping[re.Pattern[bytes], Sequence[bytes]],
) -> Iterator[tuple[re.Match[bytes], StoredReference]]:
    text = inquiry.present.text(path)
    if text is None or (having and not all(map(text.lower().__contains__, having))):
        return
    may_find = (each for each in patterns if each not in needs or any(map(text.__contains__, needs[each])))
    found = {match.start("how"): match for pattern in may_find for match in pattern.finditer(text)}
    # What is cited is read where it was when it was learned.
    is_read = bool(found) and inquiry.present.is_as_indexed(path)
    module = inquiry.snapshot.chunk(path, "") if is_read else None
    # In a comment or a text it registers nothing, and is no reference.
    for use in inquiry.snapshot.references_in(module.id) if module is not None else ():
        match = found.pop(use.reference.start_byte, None)
        if match is not None:
            yield match, use


def _line(inquiry: Inquiry, each: Registered) -> str:
    use = each.use
    within = f", in {code(use.chunk_label)}" if use.chunk_label != use.path else ""
    return f"{code(each.text)} by {code(use.reference.expression)}{within} ({inquiry.at(use)})"
