"""`stc-lsp doctor`: is the set-up all right, and if not, what mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stc_lsp.cli import show
from stc_lsp.cli.checks import CHECKS, Check, Finding, Verdict, bad
from stc_lsp.cli.failures import of_system
from stc_lsp.cli.options import Command, common_options
from stc_lsp.errors import StcError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = {
    Verdict.GOOD: ("✓", "green"),
    Verdict.NOTE: ("·", "cyan"),
    Verdict.POOR: ("!", "yellow"),
    Verdict.BAD: ("✗", "red"),
}


@click.command("doctor")
@click.option("--contact", is_flag=True, help="Also send one short request to each model configured.")
@common_options
def doctor_command(command: Command, *, contact: bool) -> None:
    """Check the installation and say how to fix problems.

    Exits with status 1 if something keeps stc-lsp from working. Contacts nobody without --contact.
    """
    findings: list[Finding] = []
    for check in CHECKS:
        for finding in _carried_out(check, command, contact):
            # One cause can stop several checks: a wrong setting, a folder that is no repository.
            if finding in findings:
                continue
            findings.append(finding)
            if not command.json:
                _show(finding)
    bad = [finding for finding in findings if finding.verdict is Verdict.BAD]
    poor = sum(finding.verdict is Verdict.POOR for finding in findings)
    if command.json:
        show.as_json({"ok": not bad, "checks": [finding.as_json() for finding in findings]})
    else:
        show.say(f"\n{_summed_up(len(bad), poor)}")
    if bad:
        raise SystemExit(1)


def _summed_up(bad: int, poor: int) -> str:
    if bad:
        return f"{show.count(bad, 'problem')} to fix."
    return f"stc-lsp works; {show.count(poor, 'thing')} could be better." if poor else "No problems found."


def _carried_out(check: Check, command: Command, contact: bool) -> Iterator[Finding]:
    try:
        yield from check(command, contact)
    except StcError as error:
        yield bad("set-up", str(error), "")
    except OSError as error:
        # Whatever else is broken, the other checks are what tells.
        yield bad("set-up", of_system(error), "")


def _show(finding: Finding) -> None:
    mark, colour = _MARKS[finding.verdict]
    show.say(mark, fg=colour, nl=False)
    show.say(f" {finding.about}: {finding.said}")
    for line in finding.mend.splitlines():
        show.say(f"    {line}")
