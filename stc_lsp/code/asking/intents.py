"""What a question can ask of a piece of code: the names in which stored answers and asked questions meet.

`recognise.py` tells by the wording which of them is asked.
"""

from __future__ import annotations

from enum import StrEnum


class Intent(StrEnum):
    """One kind of question."""

    PURPOSE = "purpose"
    WHERE = "where"
    CALLERS = "callers"
    CALLS = "calls"
    PARAMETERS = "parameters"
    RETURNS = "returns"
    RAISES = "raises"
    READS = "reads"
    TESTS = "tests"
    CHANGED = "changed"
    BASES = "bases"
    SUBCLASSES = "subclasses"
    MEMBERS = "members"
    IMPORTS = "imports"
    IMPORTERS = "importers"
    ENTRY = "entry"
    RUN_TESTS = "run_tests"
    RAISED = "raised"
    """Where an error is raised or caught (RAISES: which errors something raises)."""
    IMPACT = "impact"
    PATH = "path"
    COMPARE = "compare"
    """How two things differ."""
    WHY = "why"
    HOW = "how"
    WHEN = "when"
    WHICH = "which"
    WHETHER = "whether"


EXACT = frozenset(set(Intent) - {Intent.WHY, Intent.HOW, Intent.WHEN, Intent.WHICH, Intent.WHETHER})
"""Those that static analysis can answer; PURPOSE as far as it is documented."""

THING = "\N{SECTION SIGN}"
"""What stands in a normalised question for each thing it names."""
