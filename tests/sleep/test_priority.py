"""The sleeper lets everything else on the machine come first, and takes nothing else back with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

AUTOGROUP = Path("/proc/self/autogroup")
STEPS_BACK = f"""
import os
from pathlib import Path
from stc_lsp.sleep.daemon.priority import step_back
step_back(10)
print(os.sched_getscheduler(0) == os.SCHED_IDLE, os.nice(0))
print(Path({str(AUTOGROUP)!r}).read_text() if os.path.exists({str(AUTOGROUP)!r}) else "")
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux's scheduler")


def stepped_back(*, alone: bool) -> list[str]:
    """What a process says of itself after it stepped back, in a session of its own or in this one."""
    command = [sys.executable, "-c", STEPS_BACK]
    done = subprocess.run(command, capture_output=True, text=True, check=True, start_new_session=alone)
    return done.stdout.splitlines()


@pytest.mark.parametrize("alone", [True, False])
def test_the_sleeper_runs_only_when_nobody_else_wants_the_processor(alone):
    assert stepped_back(alone=alone)[0] == f"True {max(10, os.nice(0))}"


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="this kernel has no groups of sessions")
def test_where_sessions_share_the_processors_its_session_steps_back_and_no_other():
    ours = AUTOGROUP.read_text("ascii")
    assert stepped_back(alone=True)[1].endswith("nice 10")
    assert stepped_back(alone=False)[1] == ours.strip()
    assert AUTOGROUP.read_text("ascii") == ours
