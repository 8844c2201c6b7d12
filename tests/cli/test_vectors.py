"""Where vectors come from, as the doctor says it: an endpoint is contacted only when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fault_endpoint import FaultEndpoint, status

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run
    from tests.fault_endpoint import Exchange


def embeds(exchange: Exchange) -> None:
    """A healthy endpoint."""
    exchange.send_json(
        {"data": [{"index": n, "embedding": [1, 2]} for n in range(len(exchange.body["input"]))]}
    )


def test_the_doctor_says_whether_vectors_come_and_contacts_nobody_unasked(run: Run, shop: Path) -> None:
    with FaultEndpoint([embeds, status(404, "model not found")]) as server:
        chosen = {"KIND": "endpoint", "BASE_URL": server.base_url, "NAME": "tiny"}
        environ = {f"STC_EMBEDDINGS__{name}": value for name, value in chosen.items()}

        def found(*options: str) -> tuple[str, str, str]:
            checks = run("doctor", "--json", *options, **environ).json["checks"]
            [each] = [check for check in checks if check["about"] == "vectors"]
            return each["verdict"], each["said"], each["mend"]

        assert found()[:2] == ("good", f"tiny at {server.base_url} (not contacted; use --contact to try it)")
        assert server.requests == []
        assert "gave a vector of length 2" in found("--contact")[1]
        verdict, said, mend = found("--contact")
    assert verdict == "poor"
    assert "search uses words only" in said
    assert "check embeddings.name" in mend
