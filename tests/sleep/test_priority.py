"""The sleeper lets everything else on the machine come first."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

STEPS_BACK = """
import os
from stc_lsp.sleep.daemon.priority import step_back
step_back(10)
print(os.sched_getscheduler(0) == os.SCHED_IDLE, os.nice(0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux's scheduler")
def test_the_sleeper_runs_only_when_nobody_else_in_its_session_wants_the_processor():
    told = subprocess.check_output([sys.executable, "-c", STEPS_BACK], text=True)
    assert told.split() == ["True", str(max(10, os.nice(0)))]
