"""A batch of calls that is out, as a person in a terminal sees it and ends it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.batch_endpoint import BatchApi
from tests.steady_model import SteadyModel

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.mark.usefixtures("shop")
def test_a_batch_that_is_out_is_told_with_its_age_and_can_be_cancelled(run: Run) -> None:
    with BatchApi(SteadyModel().reply) as api:
        told = {"STC_MODEL__BASE_URL": api.base_url, "STC_MODEL__NAME": "tiny", "STC_SLEEP__BATCH": "100"}
        assert run("sleep", "--cancel-batch", **told).out == "No batch is waiting for answers.\n"
        assert "Stopped: a batch of " in run("sleep", **told).out
        [batch] = run("status", "--json").json["batches"]
        assert batch["calls"] == len(api.calls(api.out[0])) > 1
        assert f"{batch['calls']} calls to tiny, sent " in run("status").out
        assert run("sleep", "--cancel-batch", "--json", **told).json == {"cancelled": 1}
        assert api.out[0]["status"] == "cancelling"
        api.finish("cancelled")
        run("sleep", **told)
        assert sum(api.paid.values()) == batch["calls"]
        assert run("ledger", "--json").json["totals"][0]["calls"] == batch["calls"]


@pytest.mark.usefixtures("shop")
def test_who_waits_until_all_is_done_waits_for_batches_too(run: Run) -> None:
    with BatchApi(SteadyModel().reply) as api:
        told = {"STC_MODEL__BASE_URL": api.base_url, "STC_MODEL__NAME": "tiny", "STC_SLEEP__BATCH": "100"}
        is_over = threading.Event()

        def answer() -> None:
            while not is_over.wait(0.1):
                if api.out:
                    api.finish()

        provider = threading.Thread(target=answer)
        provider.start()
        try:
            report = run("sleep", "--until-done", "--json", **told).json
        finally:
            is_over.set()
            provider.join()
        assert report["stopped_by"] == "done"
        assert report["calls"] == sum(api.paid.values()) > 0
        assert run("status", "--json").json["batches"] == []
