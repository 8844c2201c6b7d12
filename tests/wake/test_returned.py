"""What functions return, quoted from the text as it is now."""

from __future__ import annotations

import pytest

from stc_lsp.wake.documents import DiskDocuments
from stc_lsp.wake.hover.freshness import Present
from stc_lsp.wake.structural.returned import returned_said
from tests.wake.answering import Asking, asking_fixture

TEXT = """
# --- a.py
class Shelf:
    @property
    def width(self) -> int:
        return self._width  # in centimetres

    def names(self):
        def key(each):
            return each.name

        yield from sorted(self._books, key=key)

    def nothing(self):
        return

    def table(self):
        return [
            self.width,
        ]
# --- b.ts
export function twice(n: number): number { return n * 2; }
# --- c.go
package c

// Half of it.
func Half(n int) (int, error) {
	if n < 0 {
		return 0, errNegative // too small
	}
	return n / 2, nil
}
"""

shelf = asking_fixture(TEXT)


@pytest.mark.parametrize(
    ("path", "name", "said"),
    [
        ("a.py", "Shelf.width", "It returns `self._width` at line 4 of `a.py`."),
        ("a.py", "Shelf.names", "It returns `yield from sorted(self._books, key=key)` at line 10 of `a.py`."),
        ("a.py", "Shelf.nothing", ""),
        ("a.py", "Shelf.table", "It returns at line 16 of `a.py`."),
        ("b.ts", "twice", "It returns `n * 2` at line 1 of `b.ts`."),
        ("c.go", "Half", "It returns `0, errNegative` at line 6 and `n / 2, nil` at line 8 of `c.go`."),
    ],
)
def test_what_is_returned_is_quoted_if_it_stands_on_its_line(
    shelf: Asking, path: str, name: str, said: str
) -> None:
    present = Present(shelf.bench.snapshot, DiskDocuments(shelf.root))
    chunk = present.snapshot.chunk(path, name)
    assert chunk is not None
    assert returned_said(present, chunk) == said
