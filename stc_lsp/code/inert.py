"""Text that others wrote, made safe to render: source, documentation and model output are data.

What comes out is Markdown without raw HTML, without images, without links other than addresses that are
plainly visible, without control characters, and of bounded length. Emphasis, lists, headings and code stay.

The text is taken apart only as far as all renderers agree: fenced blocks that begin a line, and code spans
within one line. Both are written anew, and everything structural outside of them is written as an entity, so
that a renderer cannot see code where this module saw text, nor the reverse.
"""

from __future__ import annotations

import re

LONGEST = 4000
"""Characters, unless the caller says otherwise."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
"""Control characters, and those that hide or reorder what is shown (Trojan Source, CVE-2021-42574)."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_IMAGE = re.compile(r"!\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])")
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s[^()]*)?\)")
_PLAIN_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_STRUCTURAL = re.compile(r"\](?=[(\[:])")
_LANGUAGE = re.compile(r"[\w+#.-]{0,20}")
MOST_BLANK_LINES = 2
"""Kept of more that follow each other outside of code: small models write pages of them."""


def inert_markdown(text: str, limit: int = LONGEST) -> str:
    """The text as inert Markdown of at most about `limit` characters; cut at a word, with an ellipsis."""
    lines = _cut(visible(text).strip(), limit).split("\n")
    made: list[str] = []
    while lines:
        line = lines.pop(0)
        fence = _FENCE.match(line)
        if fence is None:
            if line.strip() or any(each.strip() for each in made[-MOST_BLANK_LINES:]):
                made.append(_inert_line(line))
            continue
        body: list[str] = []
        closing = re.compile(rf" {{0,3}}{re.escape(fence[1][0])}{{{len(fence[1])},}}[ \t]*$")
        while lines and not closing.match(lines[0]):
            body.append(lines.pop(0))
        del lines[:1]
        made.append(code_block("\n".join(body), fence[2]))
    return "\n".join(made)


def visible(text: str) -> str:
    """The text without characters that are not seen; line ends as newlines, bytes that are no text as �."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(_shown_unseen, text.replace("\r\n", "\n").replace("\r", "\n"))


def _shown_unseen(character: re.Match[str]) -> str:
    """A surrogate stands for a byte of a name that is not UTF-8: left out, it would be another name."""
    return "\ufffd" if "\ud800" <= character[0] <= "\udfff" else ""


def code_span(text: str) -> str:
    """Any text as code within a line, on one line."""
    text = " ".join(visible(text).split())
    if not text:
        return ""
    ticks = ticks_around(text)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def code_block(text: str, language: str = "") -> str:
    """Any text as a fenced block, in which nothing is Markdown."""
    text = visible(text).strip("\n")
    ticks = ticks_around(text, 3)
    known = _LANGUAGE.match(language)
    return f"{ticks}{known[0] if known else ''}\n{text}\n{ticks}"


def _inert_line(line: str) -> str:
    made: list[str] = []
    end = 0
    for span in _SPAN.finditer(line):
        before = line[end : span.start()]
        if (len(before) - len(before.rstrip("\\"))) % 2:
            # An escaped backtick opens no code: the rest is text for some renderers.
            continue
        made += (_inert_text(before), code_span(span[2]))
        end = span.end()
    return "".join((*made, _inert_text(line[end:])))


def _inert_text(text: str) -> str:
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(_shown_link, text)
    text = _STRUCTURAL.sub("&#93;", text)
    return _TAG.sub("&lt;", text.replace("`", "&#96;"))


def _shown_link(link: re.Match[str]) -> str:
    """A link's text with its address beside it, if it is one to follow; otherwise its text alone."""
    text, address = link[1].strip(), link[2]
    if re.fullmatch(r"\w*", address):
        # An index and a call, `handlers[0](event)`: to be shown as it is.
        return link[0]
    if not _PLAIN_ADDRESS.fullmatch(address):
        return text
    return address if text in ("", address) else f"{text} ({address})"


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return re.sub(r"\S*$", "", text[:limit]).rstrip() + " …"


def ticks_around(text: str, least: int = 1) -> str:
    """So many backticks that none in the text end what they enclose."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)
