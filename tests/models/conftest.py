"""Every test of models pays a real ledger, and waits for nothing between its requests."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from stc_lsp.memory.ledger.accounts import LedgerAccounts
from stc_lsp.memory.ledger.ledger import Ledger
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.values import Caps, LedgerEntry
from stc_lsp.models.endpoint import Endpoint
from stc_lsp.models.settings import EndpointSettings
from tests.booked import calls_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "not-a-real-key-but-nobody-may-see-it"


@dataclass
class Purse:
    """A ledger, and endpoints that are charged to it."""

    ledger: Ledger
    caps: Caps = field(default_factory=Caps)
    pauses: list[float] = field(default_factory=list)
    """What the endpoints wanted to wait between requests."""

    def endpoint(self, base_url: str, **changed: Any) -> Endpoint:
        more: dict[str, Any] = {"name": "tiny", "timeout_seconds": 20.0, "api_key_env": "TINY_KEY", **changed}
        settings = EndpointSettings(phase="asleep", base_url=base_url, **more)

        async def pause(seconds: float) -> None:
            self.pauses.append(seconds)

        accounts = LedgerAccounts(self.ledger, "asleep", self.caps, "tiny")
        return Endpoint(
            settings, accounts, environ={"TINY_KEY": KEY}, pause=pause, chance=random.Random(1).random
        )

    @property
    def calls(self) -> list[LedgerEntry]:
        """Oldest first."""
        return calls_in(self.ledger)[::-1]

    @property
    def is_settled(self) -> bool:
        """Whether no reservation is left open."""
        booked = sum(call.input_tokens + call.output_tokens for call in self.calls)
        return self.ledger.spent("asleep")["month"].tokens == booked


@pytest.fixture
def purse(tmp_path: Path) -> Iterator[Purse]:
    root = tmp_path / "workspace"
    root.mkdir()
    ledger = Ledger.open(MemoryPaths(tmp_path / "data", root))
    yield Purse(ledger)
    ledger.close()
