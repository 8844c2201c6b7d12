"""A section of a document is read in its blocks: paragraphs, described items and examples."""

from __future__ import annotations

import pytest

from stc_lsp.code.paragraphs import blocks_of

MARKDOWN = """\
## Options
They go into the file.

- **theme:** The colours.
  Defaults to `light`.
- **level:** How deep.

* one
* two

`wide` - As wide as it can be.

```toml
theme = "dark"
```

| name | default |
| --- | --- |
| `port` | 80 |

    $ run --wide

1. first
   - second

> [!TIP]
> Mind
> the gap.

!!! note "Changed"
    It is new."""

RESTRUCTURED = """\
Options
=======

Call it so::

    run(wide=True)

.. code-block:: python
   :caption: Wide

   run()

.. option:: --port

    Where it listens.

    Default: 80

.. note:: Not now.

``depth``
    How deep.

A paragraph
in two lines."""


def _told(text: str, *, is_markdown: bool) -> list[tuple[str, str, str | None]]:
    blocks = blocks_of(text.split("\n"), is_markdown=is_markdown)
    return [(each.term, each.text, each.language) for each in blocks]


def test_markdown_is_read_in_its_blocks() -> None:
    assert _told(MARKDOWN, is_markdown=True) == [
        ("", "They go into the file.", None),
        ("theme", "- **theme:** The colours.\n  Defaults to `light`.", None),
        ("level", "- **level:** How deep.", None),
        ("", "* one\n* two", None),
        ("wide", "`wide` - As wide as it can be.", None),
        ("", 'theme = "dark"', "toml"),
        ("port", "`port`: default: 80", None),
        ("", "$ run --wide", ""),
        ("", "1. first\n   - second", None),
        ("", "Mind\nthe gap.", None),
        ("", "It is new.", None),
    ]


def test_restructured_text_is_read_in_its_blocks() -> None:
    assert _told(RESTRUCTURED, is_markdown=False) == [
        ("", "Call it so::", None),
        ("", "run(wide=True)", ""),
        ("", "run()", "python"),
        ("--port", "Where it listens.", None),
        ("--port", "Default: 80", None),
        ("depth", "How deep.", None),
        ("", "A paragraph\nin two lines.", None),
    ]


@pytest.mark.parametrize("is_markdown", [True, False])
@pytest.mark.parametrize(
    "text", [MARKDOWN, RESTRUCTURED, "- `a`\n\n      b\n\n    c", "a::\nb\n", "```\na", "|a|\n", "#"]
)
def test_every_block_stands_where_it_says(text: str, *, is_markdown: bool) -> None:
    lines = text.split("\n")
    end = 0
    for block in blocks_of(lines, is_markdown=is_markdown):
        assert end <= block.first < block.end <= len(lines)
        assert lines[block.first].strip()
        end = block.end
