"""What is configured, what answers on this machine, and what would be sent: nobody is contacted unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.models.discover import discover, local_addresses
from tests.fault_endpoint import FaultEndpoint, says

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("shop")
NOBODY = "http://127.0.0.1:9/v1"


def test_without_a_model_that_is_said(run: Run) -> None:
    ended = run("models")
    assert ended.status == 0
    assert ended.out == "No model is configured: answers come from static analysis.\n"
    assert run("models", "--json").json == {"configured": {"asleep": None, "awake": None}}


def test_a_key_is_named_and_never_shown(run: Run) -> None:
    told = {
        "STC_MODEL__BASE_URL": NOBODY,
        "STC_MODEL__NAME": "tiny",
        "STC_MODEL__API_KEY_ENV": "SHOP_KEY",
        "SHOP_KEY": "sk-very-secret",
    }
    ended = run("models", "--json", **told)
    asleep = ended.json["configured"]["asleep"]
    assert (asleep["name"], asleep["api_key_env"], asleep["has_key"]) == ("tiny", "SHOP_KEY", True)
    assert "sk-very-secret" not in ended.out + run("models", **told).out


def test_presets_are_listed_and_only_local_ones_are_looked_for(run: Run) -> None:
    presets = run("models", "--presets", "--json").json["presets"]
    assert {"openai", "ollama", "anthropic"} <= presets.keys()
    assert local_addresses()
    assert all(each.startswith("http://127.0.0.1:") for each in local_addresses())


def test_a_server_that_answers_is_found_and_one_that_does_not_is_left_out() -> None:
    with FaultEndpoint([says("hello")]) as server:
        # It speaks HTTP, but lists nothing.
        assert discover([server.base_url, NOBODY]) == {server.base_url: []}


def test_a_dry_run_shows_the_whole_prompts_without_secrets_and_sends_nothing(run: Run, shop: Path) -> None:
    secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    (shop / "shop" / "prices.py").write_text(
        f'def price_of(item):\n    """Tell."""\n    token = "{secret}"\n    return len(item) + len(token)\n'
    )
    with FaultEndpoint([says("hello")]) as server:
        told = {"STC_MODEL__BASE_URL": server.base_url, "STC_MODEL__NAME": "tiny"}
        ended = run("prompts", "--dry-run", "-n", "50", "--json", **told)
        listed = run("prompts", **told)
        assert server.requests == []
    assert ended.status == 0, ended.err
    sent = [
        message["content"]
        for each in ended.json["prompts"]
        if each["symbol"] == "price_of"
        for message in each["messages"]
    ]
    assert any("return len(item)" in each for each in sent)
    assert not any(secret in each for each in sent)
    assert "tokens" in listed.out
    assert "return len" not in listed.out


def test_without_a_model_there_are_no_prompts(run: Run) -> None:
    ended = run("prompts", "--dry-run")
    assert ended.status == 1
    assert "model.base_url" in ended.err
