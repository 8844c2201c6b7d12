"""How results reach a person or a script: JSON on stdout, or plain lines with a little colour."""

from __future__ import annotations

import json
import sys
import textwrap
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def as_json(value: object) -> None:
    """Print one JSON value."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def table(rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset()) -> None:
    """Print rows in columns; the columns in `right` hold numbers."""
    lines = [tuple(row) for row in rows]
    if not lines:
        return
    widths = [max(len(row[column]) for row in lines) for column in range(len(lines[0]))]
    for row in lines:
        cells = (
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        click.echo("  ".join(cells).rstrip())


def heading(text: str) -> None:
    """Print a line that what follows belongs to."""
    click.secho(text, bold=True)


def markdown(text: str, indent: int = 0) -> None:
    """Print Markdown: rendered for a person at a terminal, as it is for a pipe."""
    if not sys.stdout.isatty():
        click.echo(textwrap.indent(text, " " * indent))
        return
    # Imported here: slow to load, and only people need it.
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.padding import Padding

    Console().print(Padding(Markdown(text), (0, 0, 0, indent)))


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
