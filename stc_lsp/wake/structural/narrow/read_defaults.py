"""Defaults as code says them: what is taken where a variable is not set, and Rust's `Default`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stc_lsp.code.default_values import PLAIN_VALUE
from stc_lsp.code.describe.documentation import opening
from stc_lsp.code.english import code, sentence
from stc_lsp.code.languages import language_of
from stc_lsp.code.testing import is_test_path
from stc_lsp.wake.structural.call_arguments import given, read_call
from stc_lsp.wake.structural.narrow.meant import own
from stc_lsp.wake.structural.settings import texts_of
from stc_lsp.wake.structural.source import written
from stc_lsp.wake.values import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stc_lsp.memory.values import StoredChunk, StoredReference
    from stc_lsp.wake.structural.inquiry import Inquiry

_GIVEN = re.compile(r"[\"'`]?\s*,\s*|[\"'`]?\s*[\])]*\s*(?:\|\||\?\?|\bor\b)\s*")
"""Between the name and what is taken instead: `get("X", 2)`, `ENV["X"] || 2`, `process.env.X ?? 2`."""
_BLOCK = re.compile(r"[\"']?\s*\)\s*\{\s*")
"""The same in Ruby: `fetch("X") { 2 }`."""
_OPENS, _CLOSES, _ENDS = "([{", ")]}", ",;"
_LONGEST = 60
_SEVERAL_WORDS = re.compile(r"\w[.-]\w")
"""Of a setting's name; a plain word stands behind `get` for anything."""
_GETTER = rb"(?<!\w)(?i:get|read|fetch|look_?up|load)\w*\s*\(\s*[\"'`]"
_AND_VALUE = rb"[\"'`]\s*,\s*(?P<value>-?[\w.]+(?:\s*[*+]\s*[\w.]+)?|\"[^\"\n]{0,60}\")\s*\)"
_MARKED = re.compile(r"#\[default\]\s*(\w+)")
_BODY = re.compile(r"\{\s*([^{};]+?)\s*\}\s*$")
_LONGEST_BODY = 80

_MADE = re.compile(rb"\w+[^=\n()]{0,200}?=\s*[\w.]+\s*\(")
_HELP = ("help", "doc", "description", "help_text")
_DEFAULT = ("default", "default_value")


def of_described(inquiry: Inquiry, stored: StoredChunk) -> str:
    """The default of an attribute that a call makes and describes: `port = Integer(0, help="...")`.

    "" if it is none, or its default is more than a plain value.
    """
    source = inquiry.present.text_as_indexed(stored.path) or b""
    made = _MADE.match(source, stored.chunk.start_byte, stored.chunk.end_byte)
    arguments = read_call(source, made.end()).arguments if made is not None else []
    described = given(arguments, _HELP)
    value = given(arguments, _DEFAULT).written or next(
        (each.written for each in arguments if not each.keyword), ""
    )
    if not described.written or not re.fullmatch(PLAIN_VALUE, value):
        return ""
    said = sentence(opening(" ".join("".join(described.texts).split())))
    return f"{inquiry.placed(stored)} is {code(value)} by default{f': “{said}”' if said else '.'}"


def of_environment(inquiry: Inquiry, name: str) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """What each place of code reads instead of a variable that is not set."""
    for use in inquiry.snapshot.environment_reads(name):
        value = "" if is_test_path(use.path) else _instead(inquiry, use)
        if value:
            said = f"Where {code(name)} is not set, {code(value)} is taken, at {inquiry.at(use)}."
            yield said, tuple(inquiry.citer.of_uses([use]))


def of_getters(inquiry: Inquiry, name: str) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """What stands behind a name in a call that gets a value by it: `getInt("pool.size", 9)`."""
    if not _SEVERAL_WORDS.search(name):
        return
    call = re.compile(_GETTER + re.escape(name.encode()) + _AND_VALUE)
    for path in dict.fromkeys(each.path for each in texts_of(inquiry, name)):
        source = inquiry.present.text(path) or b""
        for found in call.finditer(source):
            line = source.count(b"\n", 0, found.start("value")) + 1
            value = code(found["value"].decode(errors="replace"))
            said = f"Where {code(name)} is not set, {value} is taken, at {code(f'{path}:{line}')}."
            yield said, (Citation(path, line, line),)


def _instead(inquiry: Inquiry, use: StoredReference) -> str:
    """The expression behind the name; "" if there is none, or it does not end on that line."""
    source = inquiry.present.text_as_indexed(use.path)
    if source is None:
        return ""
    end = source.find(b"\n", use.reference.end_byte)
    rest = source[use.reference.end_byte : end if end >= 0 else len(source)].decode(errors="replace")
    given = _GIVEN.match(rest) or (_BLOCK.match(rest) if language_of(use.path) == "ruby" else None)
    if given is None:
        return ""
    depth = 0
    for at, letter in enumerate(rest[given.end() :], given.end()):
        if depth == 0 and letter in _CLOSES + _ENDS:
            return _whole(rest[given.end() : at])
        depth += (letter in _OPENS) - (letter in _CLOSES)
    return _whole(rest[given.end() :]) if depth == 0 and "," not in given[0] else ""


def _whole(expression: str) -> str:
    return expression.strip() if len(expression.strip()) <= _LONGEST else ""


def of_type(inquiry: Inquiry, stored: StoredChunk) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """What it is by default, with the lines that say so."""
    if stored.language != "rust":
        return
    text = written(inquiry.present, stored)
    found = _MARKED.search(text)
    if found is not None:
        line = stored.chunk.start_line + text.count("\n", 0, found.start(1))
        cited = (Citation(stored.path, line, line),)
        yield f"{inquiry.placed(stored)} is {code(found[1])} by default, as line {line} says.", cited
    maker = own(inquiry, stored, "default")
    if maker is None:
        return
    body = _BODY.search(written(inquiry.present, maker))
    is_short = body is not None and len(body[1]) <= _LONGEST_BODY and "\n" not in body[1]
    gives = f"gives {code(body[1])}" if body is not None and is_short else "makes it"
    yield f"{inquiry.placed(maker)} {gives}.", tuple(inquiry.cite(maker))
