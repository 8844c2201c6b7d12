"""What a question can ask of a piece of code. Stored answers and asked questions meet in these names."""

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
