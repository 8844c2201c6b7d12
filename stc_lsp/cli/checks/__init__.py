"""The doctor's checks, in the order of the report."""

from stc_lsp.cli.checks.finding import Check, Finding, Verdict, bad
from stc_lsp.cli.checks.machine import git, grammars, python, watching
from stc_lsp.cli.checks.model import models, vectors
from stc_lsp.cli.checks.rooms import data_folder, memory, sleeper, workspace

CHECKS: tuple[Check, ...] = (
    python,
    git,
    grammars,
    workspace,
    watching,
    data_folder,
    memory,
    sleeper,
    models,
    vectors,
)

__all__ = ["CHECKS", "Check", "Finding", "Verdict", "bad"]
