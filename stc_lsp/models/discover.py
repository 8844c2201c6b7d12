"""What answers at this machine's usual ports. Loopback only, and only when a person asks to look."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from stc_lsp.models.json_parts import member, objects
from stc_lsp.models.presets import PRESETS
from stc_lsp.models.settings import LOCAL

if TYPE_CHECKING:
    from collections.abc import Iterable

_SECONDS = 1.0
_MOST_BYTES = 1_000_000


def local_addresses() -> list[str]:
    """The addresses of the well-known servers that run on a person's own machine."""
    local = (preset.base_url for preset in PRESETS.values() if preset.is_local)
    return [base_url for base_url in local if base_url != LOCAL]


def discover(base_urls: Iterable[str] | None = None) -> dict[str, list[str]]:
    """The models that each address lists; addresses where nobody answers are left out."""
    urls = list(local_addresses() if base_urls is None else base_urls)
    with ThreadPoolExecutor(max(1, len(urls))) as pool:
        return {
            url: names for url, names in zip(urls, pool.map(_listed, urls), strict=True) if names is not None
        }


def _listed(base_url: str) -> list[str] | None:
    """The models at an address; None if no such server is there."""
    # No proxy: a question to this machine must not leave it.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{base_url}/models", timeout=_SECONDS) as answer:
            value: object = json.loads(answer.read(_MOST_BYTES))
    except urllib.error.HTTPError:
        return []
    except (OSError, ValueError):
        return None
    return [str(model["id"]) for model in objects(member(value, "data")) if "id" in model]
