"""Inert Markdown of a text that comes in pieces: each part is shown as soon as it is inert by itself.

Held back is only what may still turn out to be something else: an open code span, link or image, and the
beginning of a line that may become a fence.
"""

from __future__ import annotations

import re

from stc_lsp.code.inert import MOST_BLANK_LINES, code_block, inert_markdown, visible

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$")
_MAY_BECOME_FENCE = re.compile(r" {0,3}(?:`{0,3}|~{0,3})$|\s*(?:`{3}|~{3})")
_SPACE = re.compile(r"\s")
_THINK, _THOUGHT = "<think>", "</think>"
_ENDLESS = 1 << 30


class InertStream:
    """Give it pieces, take what may be shown; `finish` gives the rest."""

    def __init__(self) -> None:
        self._held = ""
        """Received, not yet shown."""
        self._within_line = False
        """Some of the line under way has been shown."""
        self._fence: str | None = None
        self._language = ""
        self._body: list[str] = []
        self._blank_lines = 0
        """In a row, just before."""
        self._is_first = True

    def feed(self, piece: str) -> str:
        """What can be shown now that this has come."""
        self._held += piece
        if self._is_first and not self._has_begun():
            return ""
        made: list[str] = []
        while "\n" in self._held:
            line, _, self._held = self._held.partition("\n")
            made.append(self._line(line))
            self._within_line = False
        made.append(self._beginning())
        return "".join(made)

    def finish(self) -> str:
        """All that was held back."""
        if self._is_first:
            # A block of reasoning that never ended: nothing of it was meant to be shown.
            self._held = "" if self._held.lstrip().startswith(_THINK) else self._held
            self._is_first = False
        made = self._line(self._held).removesuffix("\n")
        if self._fence is not None:
            made += code_block("\n".join(self._body), self._language)
            self._fence = None
        self._held = ""
        return made

    def _has_begun(self) -> bool:
        """Whether the answer itself has begun: reasoning models write a block of their own before it."""
        head = self._held.lstrip()
        if head.startswith(_THINK):
            _, ended, rest = head.partition(_THOUGHT)
            if not ended:
                return False
            self._held = head = rest.lstrip()
            # Nothing but the answer follows.
        elif _THINK.startswith(head):
            return False
        self._held = head
        self._is_first = not head
        return bool(head)

    def _line(self, line: str) -> str:
        """A line that is complete, or the rest of one, with its end."""
        if self._fence is not None:
            if re.fullmatch(rf" {{0,3}}{re.escape(self._fence[0])}{{{len(self._fence)},}}[ \t]*\r?", line):
                block = code_block("\n".join(self._body), self._language)
                self._fence, self._body = None, []
                return f"{block}\n"
            self._body.append(line)
            return ""
        fence = None if self._within_line else _FENCE.match(visible(line))
        if fence is not None:
            self._fence, self._language = fence[1], fence[2]
            self._blank_lines = 0
            return ""
        self._blank_lines = 0 if self._within_line or line.strip() else self._blank_lines + 1
        return f"{_inert(line)}\n" if self._blank_lines <= MOST_BLANK_LINES else ""

    def _beginning(self) -> str:
        """As much of the line under way as no later character can change."""
        if self._fence is not None or (not self._within_line and _MAY_BECOME_FENCE.match(self._held)):
            return ""
        end = 0
        for space in _SPACE.finditer(self._held):
            if _is_closed(self._held[: space.start()]):
                end = space.start()
        if not end:
            return ""
        shown, self._held = self._held[:end], self._held[end:]
        self._within_line = True
        return _inert(shown)


def _inert(text: str) -> str:
    """Inert, with the white space around it."""
    stripped = text.strip()
    if not stripped:
        return text
    before, after = text[: text.index(stripped)], text[text.index(stripped) + len(stripped) :]
    return f"{before}{inert_markdown(stripped, _ENDLESS)}{after}"


def _is_closed(text: str) -> bool:
    """Whether no code, link or image that began in the text may still be open."""
    return (
        text.count("`") % 2 == 0
        and text.count("[") <= text.count("]")
        and text.count("(") <= text.count(")")
        and not text.endswith(("\\", "!"))
    )
