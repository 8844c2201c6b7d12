"""What clients get that read no Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from stc_lsp.server.plain_text import plain_text
from tests.server.editors import editor

if TYPE_CHECKING:
    from pathlib import Path

CARD = """
```python
def total(basket: list[str]) -> int
```

What a `basket` \\*costs\\*, if a &lt; b.

**Watch for:** Raises `EmptyBasket`.

Used by [`sell`](file:///shop/till.py#L9)
and others:

- one
- two, `x`

1. first
2. second

## Last
"""

TEXT = """
def total(basket: list[str]) -> int

What a basket *costs*, if a < b.

Watch for: Raises EmptyBasket.

Used by sell
and others:

- one
- two, x

1. first
2. second

Last
"""


def test_nothing_is_left_of_markdown_but_what_it_says() -> None:
    assert plain_text(CARD) == TEXT.strip()


@pytest.mark.anyio
async def test_a_client_without_markdown_gets_a_card_without_it(known_shop: Path, data_dir: Path) -> None:
    reads = types.HoverClientCapabilities(content_format=[types.MarkupKind.PlainText])
    can = types.ClientCapabilities(text_document=types.TextDocumentClientCapabilities(hover=reads))
    async with editor(data_dir, known_shop, capabilities=can) as client:
        hover = await client.hover(client.open(known_shop / "shop/till.py"), 8, 5)
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.kind is types.MarkupKind.PlainText
    assert hover.contents.value.startswith(
        "def total(basket: list[str]) -> int\n\nWhat a basket costs, in cents."
    )
    assert "`" not in hover.contents.value
    assert "*" not in hover.contents.value
