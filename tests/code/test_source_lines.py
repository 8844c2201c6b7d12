"""Which lines of a definition are its documentation, and which only fetch names."""

from __future__ import annotations

import pytest

from stc_lsp.code.source_lines import documented, only_names

TWICE = '''
class Box:
    """
    Holds things.

    In order.

    In order.
    """
    In_order = "In order."
'''


def test_documentation_goes_to_its_last_line_though_an_earlier_one_says_the_same() -> None:
    rows = TWICE.strip("\n").split("\n")
    assert documented(rows, "Holds things.\n\nIn order.\n\nIn order.") == range(1, 8)


def test_documentation_that_is_not_there_stands_on_no_line() -> None:
    assert documented(["def f():", "    return 1"], "Something else.") == range(0)
    assert documented(["def f():", "    return 1"], "") == range(0)


@pytest.mark.parametrize(
    ("row", "is_so"),
    [
        ("from a.b import (", True),
        ("    import os", True),
        ("#include <map>", True),
        ("pub use crate::x;", True),
        ("export { a } from './b'", True),
        ("export const a = Array.from(b)", False),
        ("imported = 1", False),
        ("using_it()", False),
    ],
)
def test_lines_that_only_fetch_or_offer_names_are_told_from_code(row: str, is_so: bool) -> None:
    assert only_names(row) is is_so
