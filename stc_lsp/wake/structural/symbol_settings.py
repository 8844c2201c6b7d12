"""Settings that Ruby gives a value by their symbols: `set :port, 80`, `enable :logging`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stc_lsp.code.english import code, count, listed
from stc_lsp.code.languages import language_of
from stc_lsp.wake.documents import lines_of
from stc_lsp.wake.rank.kinds import FileKind, kind_of
from stc_lsp.wake.structural.inquiry import Finding, Inquiry
from stc_lsp.wake.structural.users import cited, in_files, said_of, users_of
from stc_lsp.wake.structural.uses import paragraphs
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEARCHED = 60
_MOST = 8
_GIVEN = {"enable": "true", "disable": "false"}
"""What these words give each symbol that follows."""
_DEFAULT = re.compile(r"\bdefault:\s*(?P<value>[^,]+)")
_LONGEST = 80
_OF_SETTINGS = re.compile(r"(?:^|\.)settings\.\w+[?!]?$")


class SymbolSetting(NamedTuple):
    """One place that gives a setting a value."""

    path: str
    line: int
    value: str
    """As written; "" where it is not whole on that line."""

    @property
    def citation(self) -> Citation:
        """The line itself."""
        return Citation(self.path, self.line, self.line)


def given_by_symbol(inquiry: Inquiry, name: str) -> Iterator[SymbolSetting]:
    """Where code gives that setting a value."""
    if not name.isidentifier():
        return
    given = re.compile(
        rf"^\s*(?:\w+\.)?(?P<how>set|setting|option|enable|disable)\b\s*\(?\s*"
        rf"(?P<before>(?::\w+\s*,\s*)*):{name}\b(?P<after>.*)$"
    )
    for path in dict.fromkeys(hit.chunk.path for hit in inquiry.snapshot.search(name, _SEARCHED)):
        is_read = (
            language_of(path) == "ruby" and kind_of(path) is FileKind.CODE and inquiry.scope.admits(path)
        )
        source = inquiry.present.text(path) if is_read else None
        for number, line in enumerate(lines_of(source) if source else (), 1):
            found = given.match(line)
            if found is not None and (found["how"] in _GIVEN or not found["before"]):
                yield SymbolSetting(path, number, _value(found["how"], found["after"]))


def set_by_symbol(inquiry: Inquiry, name: str) -> Finding | None:
    """The places that give that setting a value; None if there is none."""
    found = list(given_by_symbol(inquiry, name))
    if not found:
        return None
    places = [
        f"{code(str(each.citation))}{f' to {code(each.value)}' if each.value else ''}" for each in found
    ]
    number = count(len(found), "place")
    told = [f"The setting {code(name)} is set in {number}, by its symbol: {listed(places, _MOST)}."]
    citations = [each.citation for each in found[:_MOST]]
    uses = [use for each in (name, f"{name}?") for use in inquiry.snapshot.unresolved(each, "ruby")]
    reads = [use for use in uses if _OF_SETTINGS.search(use.reference.expression)]
    if reads:
        users = users_of(reads)
        told.append(f"It is read in {in_files(reads)}, by{said_of(inquiry, users)}")
        citations += cited(inquiry, users)
    return Finding(paragraphs(*told), tuple(citations), is_all=False)


def _value(how: str, after: str) -> str:
    if how in _GIVEN:
        return _GIVEN[how]
    default = _DEFAULT.search(after)
    written = default["value"] if default is not None else after.lstrip().removeprefix(",")
    value = (
        re.sub(r"\s+#\s.*$", "", written).strip().removesuffix(")") if "(" not in written else written.strip()
    )
    is_whole = value.count("{") == value.count("}") and not value.endswith((" do", ","))
    return value if is_whole and len(value) <= _LONGEST else ""
