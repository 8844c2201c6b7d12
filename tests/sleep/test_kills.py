"""Nothing lost: killed at any instant, the memory opens, keeps what was finished, and pays for none twice."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from tests.sleep.killing import Victims

if TYPE_CHECKING:
    from pathlib import Path

KILLS = int(os.environ.get("STC_KILLS", "12"))


@pytest.mark.timeout(300 + 5 * KILLS)
def test_killed_at_any_instant_the_sleeper_loses_nothing_and_pays_for_nothing_twice(tmp_path: Path) -> None:
    seed = int(os.environ.get("STC_KILLS_SEED", "1"))
    with Victims(tmp_path, random.Random(seed)) as victims:
        victims.run_once()
        victims.run_once()
        for _ in range(KILLS):
            victims.kill_once()
        assert (victims.lost, victims.paid_again) == (0, 0)
        resumed, scratch = victims.end()
        assert (victims.lost, victims.paid_again) == (0, 0)
    assert resumed == scratch
