"""What holds for every test: nobody's own settings, data or git configuration play a part."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from stc_lsp.config.table import settings_table

if TYPE_CHECKING:
    from pathlib import Path

# Properties are tried at random, as often as this says; a slow machine is no reason to fail.
settings.register_profile(
    "stc",
    deadline=None,
    # Neither is chance: what a lookahead admits is drawn rarely, and only what was drawn is tried.
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
    max_examples=int(os.environ.get("STC_PROPERTY_EXAMPLES", "50")),
    # Any failure is reproduced from what is printed, also on a machine whose database is thrown away.
    print_blob=True,
)
settings.load_profile("stc")

# A shell starts what runs in the background with Ctrl-C ignored: all processes of a test would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Where a test keeps what is known."""
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for variable, folder in {
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state",
    }.items():
        monkeypatch.setenv(variable, str(home / folder))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for setting in settings_table().values():
        monkeypatch.delenv(setting.variable, raising=False)
    # A sleeper would wait until no other test wants the processor, and its own test for it.
    monkeypatch.setenv("STC_SLEEP__NICE", "0")
