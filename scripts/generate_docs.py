"""Write the generated parts of docs/: the table of settings and the reference of commands.

What stands between the two marks in a page belongs to this script. A test compares it with what would be
written, so that `--help` and the docs cannot part.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from stc_lsp.config.table import UNLIMITED, Setting, settings_table

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parent.parent / "docs"
START, END = "<!-- generated -->\n", "<!-- end of generated -->\n"


def settings_reference() -> str:
    """One table for each section of the settings, in Markdown."""
    sections: dict[str, list[Setting]] = {}
    for row in settings_table().values():
        sections.setdefault(row.name.rpartition(".")[0], []).append(row)
    return "\n".join(line for section, rows in sections.items() for line in _section(section, rows))


def _section(section: str, rows: list[Setting]) -> Iterator[str]:
    if section:
        yield f"### `{section}`\n"
    yield "| name | default | may be | meaning |"
    yield "| --- | --- | --- | --- |"
    for row in rows:
        name = row.name.rpartition(".")[2]
        yield f"| `{name}` | {_default(row)} | {row.allowed} | {row.rule.help} |"
    yield ""


def _default(row: Setting) -> str:
    if row.name == "data_dir":
        return "depends on the system"
    default = row.default
    if default is None:
        return f"`{UNLIMITED}`" if row.may_be_unlimited else "unset"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if default in ("", ()):
        return "empty"
    return f"`{default}`"


def command_reference() -> str:
    """The help of every command, as `--help` prints it."""
    import click

    from stc_lsp.cli.commands import COMMANDS, stc_lsp

    # Click fits its help to the terminal; a page has one width.
    os.environ["COLUMNS"] = "100"
    context = click.Context(
        stc_lsp, info_name="stc-lsp", terminal_width=100, max_content_width=100, **stc_lsp.context_settings
    )
    parts = [_help("stc-lsp", stc_lsp.get_help(context))]
    for name in COMMANDS:
        command = stc_lsp.get_command(context, name)
        if command is not None:
            inner = click.Context(
                command, info_name=name, parent=context, terminal_width=100, max_content_width=100
            )
            parts.append(_help(f"stc-lsp {name}", command.get_help(inner)))
    return "\n".join(parts)


def _help(title: str, text: str) -> str:
    return f"### {title}\n\n```text\n{text}\n```\n"


PAGES = {"settings.md": settings_reference, "cli.md": command_reference}


def page(name: str) -> tuple[str, str]:
    """A page as it is, and as it should be."""
    current = (DOCS / name).read_text("utf-8")
    before, _, rest = current.partition(START)
    _, _, after = rest.partition(END)
    return current, f"{before}{START}\n{PAGES[name]()}\n{END}{after}"


def main() -> None:
    """Bring every page up to date."""
    for name in PAGES:
        _, wanted = page(name)
        (DOCS / name).write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    main()
