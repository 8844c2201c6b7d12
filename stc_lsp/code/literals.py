"""What counts of a literal: its content byte for byte, not the quotes around it, nor a docstring's indentation."""

from __future__ import annotations

import re

from stc_lsp.code.comments import docstring

_PYTHON = re.compile(rb'^([A-Za-z]{0,2})("""|\'\'\'|"|\')(.*)\2$', re.DOTALL)
_QUOTED = re.compile(rb"[\"'\\{]")


def literal_token(language: str, text: bytes) -> bytes:
    """The token of a literal. Quotes are made alike where they mean the same."""
    if language == "python":
        match = _PYTHON.match(text)
        if match:
            prefix = match[1].lower().replace(b"u", b"")
            content = match[3]
            if not _QUOTED.search(content):
                text = prefix + b'"' + content + b'"'
    return b'\t"%d:' % len(text) + text


def docstring_token(language: str, text: bytes) -> bytes:
    """The token of a docstring, whatever its indentation."""
    if language != "python":
        return literal_token(language, text)
    try:
        content = docstring(text.decode()).encode()
    except UnicodeDecodeError:
        return literal_token(language, text)
    return b'\t"%d:' % len(content) + b"'" + content


def comment_token(text: bytes) -> bytes:
    """The token of a comment: its words; indentation and line breaks in it are layout."""
    flat = b" ".join(text.split())
    return b"\t#%d:" % len(flat) + flat
