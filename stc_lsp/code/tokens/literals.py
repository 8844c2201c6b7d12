"""What counts of a literal or comment: its content, not its quotes, nor how a docstring is indented."""

from __future__ import annotations

import re

from stc_lsp.code.parse.comments import docstring

_PYTHON = re.compile(rb'^([A-Za-z]{0,2})("""|\'\'\'|"|\')(.*)\2$', re.DOTALL)
_QUOTE = re.compile(rb"[\"']")
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_OPEN_OCTAL = re.compile(rb"\\[0-7]{1,2}$")
_TOKEN = re.compile(rb'^\t"\d+:([a-zA-Z]*)"(.*)$', re.DOTALL)


def literal_token(language: str, text: bytes) -> bytes:
    """The token of a literal. In Python, quotes and the escapes they make necessary do not count."""
    if language == "python":
        match = _PYTHON.match(text)
        if match:
            prefix, content = bytes(sorted(match[1].lower().replace(b"u", b""))), match[3]
            if b"\\" not in content or b"r" in prefix or not _QUOTE.search(content):
                text = prefix + b'"' + content
            elif b"f" not in prefix and b"t" not in prefix:
                text = prefix + b'"' + _ESCAPE.sub(_without_need, content)
    elif text[:1] == b"#" and language in _PREPROCESSED:
        text = text.strip()  # a directive ends with its line
    elif language in _EITHER_QUOTE and text[:1] == b"'" and not _SPECIAL.search(text, 1, len(text) - 1):
        text = b'"' + text[1:-1] + b'"'
    return _token(text)


_PREPROCESSED = frozenset({"c", "cpp"})
_EITHER_QUOTE = frozenset({"javascript", "typescript", "tsx", "lua"})
_SPECIAL = re.compile(rb"[\"'\\\n]")


def joined_token(left: bytes, right: bytes) -> bytes | None:
    """The token of two Python literals that stand side by side; None if they are not two parts of one."""
    first, second = _TOKEN.match(left), _TOKEN.match(right)
    if first is None or second is None:
        return None
    (prefix, content), (other, more) = first.groups(), second.groups()
    if prefix != other:
        if {prefix, other} != {b"", b"f"}:
            return None
        content, more = (
            each if kind else _doubled(each) for kind, each in ((prefix, content), (other, more))
        )
        prefix = b"f"
    if _OPEN_OCTAL.search(content) and more[:1].isdigit():
        return None
    return _token(prefix + b'"' + content + more)


def docstring_token(language: str, text: bytes) -> bytes:
    """The token of a docstring, whatever its indentation."""
    if language != "python":
        return literal_token(language, text)
    try:
        content = docstring(text.decode()).encode()
    except UnicodeDecodeError:
        return literal_token(language, text)
    return _token(b"'" + content)


def comment_token(text: bytes) -> bytes:
    """The token of a comment: its words; indentation and line breaks in it are layout."""
    flat = b" ".join(_COMMENT_MARK.sub(rb"\1 ", text).split())
    return b"\t#%d:" % len(flat) + flat


_COMMENT_MARK = re.compile(rb"^(#+[:!]?|//+!?|--+|;+)")
"""A space behind it is layout."""


def words_token(text: bytes) -> bytes:
    """The token of JSX text: as it is rendered, lines are trimmed and joined by a space."""
    lines = text.split(b"\n")
    if len(lines) > 1:
        inner = [line.strip() for line in lines[1:-1]]
        kept = [lines[0].rstrip(), *inner, lines[-1].lstrip()]
        text = b" ".join(line for line in kept if line)
    return _token(text) if text else b""


def _token(text: bytes) -> bytes:
    return b'\t"%d:' % len(text) + text


def _without_need(match: re.Match[bytes]) -> bytes:
    return match[1] if match[1] in (b"'", b'"') else match[0]


def _doubled(content: bytes) -> bytes:
    return content.replace(b"{", b"{{").replace(b"}", b"}}")
