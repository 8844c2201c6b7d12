"""How results reach a person or a script: JSON on stdout, or plain lines with a little colour."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import click

from stc_lsp.code.inert import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stc_lsp.sleep.indexing.verify import VerifyReport
    from stc_lsp.sleep.run import IndexReport, SleepReport

_NOT_FOR_TERMINALS = re.compile(r"[\x7f-\x9f\ud800-\udfff]")
"""Those below a space are escaped in any JSON."""
_LEAST_ROOM = 20
"""Columns that a text needs beside others; one that has fewer goes below them."""
_INDENT = 4


def say(text: str = "", *, err: bool = False, nl: bool = True, **style: Any) -> None:
    """Print text, styled as by click. What names and settings of a repository hold moves no terminal."""
    text = visible(text)
    # https://no-color.org; click knows of no such wish.
    is_styled = style and not os.environ.get("NO_COLOR")
    click.echo(click.style(text, **style) if is_styled else text, err=err, nl=nl)


def sentences(text: str, **style: Any) -> None:
    """Print a line of prose: at a terminal without a word that is cut at its edge, for a pipe as it is."""
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns
        text = "\n".join(_wrapped(text, width))
    say(text, **style)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def as_json(value: object, indent: int | None = 2) -> None:
    """Print one JSON value, in which no character is one that a terminal obeys or UTF-8 does not have."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    click.echo(_NOT_FOR_TERMINALS.sub(lambda each: f"\\u{ord(each[0]):04x}", written))


def fields(report: IndexReport | SleepReport | VerifyReport) -> dict[str, Any]:
    """A report as JSON has it. What is to be known besides is said on stderr."""
    told = dataclasses.asdict(report)
    del told["notices"]
    return told


def table(rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset()) -> None:
    """Print rows in columns; the columns in `right` hold numbers. At a terminal the last one is wrapped."""
    lines = [tuple(row) for row in rows]
    if not lines:
        return
    widths = [max(len(row[column]) for row in lines) for column in range(len(lines[0]))]
    margin = sum(widths[:-1]) + 2 * (len(widths) - 1)
    screen = shutil.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize
    for row in lines:
        cells = (
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        line = "  ".join(cells).rstrip()
        if len(line) > screen and len(row) - 1 not in right:
            below = margin if screen - margin >= _LEAST_ROOM else _INDENT
            text = f"\n{' ' * below}".join(_wrapped(row[-1], screen - below))
            line = (
                line[:margin] + text if below == margin else f"{line[:margin].rstrip()}\n{' ' * below}{text}"
            )
        say(line)


def warn_who_types(protocol: str) -> None:
    """Say what a server waits for, to somebody who started it at a terminal."""
    if sys.stdin.isatty():
        say(f"This speaks {protocol} on standard input and output. Ctrl-C ends it.", err=True)


def heading(text: str) -> None:
    """Print a line that what follows belongs to."""
    say(text, bold=True)


def markdown(text: str, indent: int = 0) -> None:
    """Print Markdown: rendered for a person at a terminal, as it is for a pipe."""
    if not sys.stdout.isatty():
        say(textwrap.indent(text, " " * indent))
        return
    # Imported here: slow to load, and only people need it.
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.padding import Padding

    Console().print(Padding(Markdown(visible(text)), (0, 0, 0, indent)))


def seconds(milliseconds: float) -> str:
    """A duration as a person says it: `3 ms`, `1.2 s`, `4 min 10 s`."""
    if milliseconds < 1:
        return f"{milliseconds:.1f} ms"
    if milliseconds < 1000:
        return f"{milliseconds:.0f} ms"
    if milliseconds < 60_000:
        return f"{milliseconds / 1000:.1f} s"
    minutes, rest = divmod(round(milliseconds / 1000), 60)
    return f"{minutes} min {rest} s"


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 file`, `2,301 files`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
