"""Local names whose line goes on: what a card says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wake.hovering import Hovering, knowing

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOM = """
# --- loom.go
package loom

func Weave(yarns []string, more ...string) int {
	longer := func(one string, other string) bool {
		return len(one) > len(other)
	}
	if err := spin(yarns, "a {"); err != nil {
		return 1
	}
	for at, yarn := range yarns[:2] {
		longer(yarn, yarns[at])
	}
	return 0
}
# --- loom.py
def weave(*yarns, **how):
    cloth = Cloth(
        yarns,
        how,
    )
    first, \\
        rest = yarns
    return cloth, rest, how
"""


@pytest.fixture(scope="module")
def loom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hovering]:
    with knowing(tmp_path_factory.mktemp("loom"), LOOM) as (hovering, _):
        yield hovering


@pytest.mark.parametrize(
    ("path", "place", "shown"),
    [
        ("loom.go", "\t\t|longer(", "longer := func(one string, other string) bool { … }"),
        ("loom.go", "; |err != nil", 'if err := spin(yarns, "a {"); err != nil { … }'),
        ("loom.go", "longer(|yarn,", "for at, yarn := range yarns[:2] { … }"),
        ("loom.py", "return |cloth", "cloth = Cloth( … )"),
        ("loom.py", "cloth, |rest", "rest = yarns"),
        ("loom.py", "rest, |how", "**how"),
    ],
)
def test_the_line_that_binds_a_name_is_closed(loom: Hovering, path: str, place: str, shown: str) -> None:
    language = "go" if path.endswith(".go") else "python"
    assert f"```{language}\n{shown}\n```" in loom.card(path, place).markdown
