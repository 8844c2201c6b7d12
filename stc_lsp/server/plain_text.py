"""Markdown as text, for clients that read no Markdown: what they would show of it is its punctuation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

_BREAKS = ("softbreak", "hardbreak")
_PARAGRAPHS = "\n\n"


def plain_text(markdown: str) -> str:
    """What a Markdown text says, in paragraphs between empty lines; of a link, its words."""
    text = ""
    marker, gap = "", ""
    for token in _parsed(markdown):
        match token.type:
            case "list_item_open":
                marker = f"{token.info}{token.markup} " if token.info else "- "
            case "list_item_close":
                gap = "\n"
            case "bullet_list_close" | "ordered_list_close":
                gap = _PARAGRAPHS
            case "inline" | "fence" | "code_block":
                words = token.content.rstrip("\n") if token.children is None else _words(token.children)
                text += f"{gap}{marker}{words}"
                marker, gap = "", _PARAGRAPHS
            case _:
                pass
    return text


def _parsed(markdown: str) -> list[Token]:
    parser = MarkdownIt("commonmark")
    # Nothing is followed here, so that any address will do: ours are those of files, which it would refuse.
    parser.validateLink = lambda url: bool(url)
    return parser.parse(markdown)


def _words(tokens: Iterable[Token]) -> str:
    return "".join("\n" if token.type in _BREAKS else token.content for token in tokens)
