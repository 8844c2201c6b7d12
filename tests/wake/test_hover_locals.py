"""Local names whose line goes on: what a card says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wake.hovering import Hovering, knowing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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

func tie(first string, rest ...string) {
	longest(first, rest...)
}
# --- loom.js
/**
 * Ties.
 * @param {Knot} knot the knot
 * @param {Knot} other the other one
 */
function tie(knot, other) {
  knot.each((strand) => other.pull(strand));
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
# --- loom.rb
def weave(yarns)
  width = if yarns
            1
          else
            2
          end
  long = yarns.map do |yarn|
    yarn
  end
  wide = if yarns then 1 else 2 end
  yarns.each do |strand|
    strand.cut
  end
  width + long + wide
end
# --- loom.rs
fn weave(yarns: Vec<u8>) -> usize {
    let width = yarns
        .len();
    let long =
        width * 2;
    width + long
}
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
        ("loom.rb", "|width + long", "width = if yarns …"),
        ("loom.rb", "width + |long", "long = yarns.map do |yarn| …"),
        ("loom.rb", "long + |wide", "wide = if yarns then 1 else 2 end"),
        ("loom.rs", "|width + long", "let width = yarns …"),
        ("loom.rs", "width + |long", "let long = …"),
    ],
)
def test_the_line_that_binds_a_name_is_closed(loom: Hovering, path: str, place: str, shown: str) -> None:
    language = {"go": "go", "py": "python", "rb": "ruby", "rs": "rust"}[path.rpartition(".")[2]]
    assert f"```{language}\n{shown}\n```" in loom.card(path, place).markdown


def test_a_parameter_shows_the_type_that_is_expected(tmp_path: Path) -> None:
    text = """
# --- types.ts
export class Yarn { spin() {} }
export type Handler = (yarn: Yarn, later?: Promise<Yarn>, other: string | null) => (x: Yarn) => void
export type Of<T> = (one: T, two: Yarn) => void
export function each(yarns: Yarn[], handle: Handler): void {}
export function twice(handle: (yarn: Yarn) => void): void {}
# --- main.ts
import { each, twice, Handler, Of } from './types'
export const weave: Handler = (yarn, later, other) => { yarn.spin(); later; other }
export const knit: Of<string> = (one, two) => { one; two.spin() }
each([], (first) => first.spin())
twice((second) => second.spin())
"""
    with knowing(tmp_path, text) as (hovering, _):
        for place, shown in (
            ("=> { |yarn.", "yarn: Yarn"),
            ("(|yarn, ", "yarn: Yarn"),
            ("|later; ", "later: Promise<Yarn>"),
            ("|other }", "other: string | null"),
            ("|one; ", "one"),
            ("|two.spin", "two: Yarn"),
            ("|first.spin", "first: Yarn"),
            ("|second.spin", "second"),
        ):
            assert f"```typescript\n{shown}\n```" in hovering.card("main.ts", place).markdown


@pytest.mark.parametrize(
    ("path", "place", "told"),
    [
        ("loom.js", "pull(|strand", "Parameter of a function within `tie`, in `loom.js:7`"),
        ("loom.js", "|knot.each", "Parameter of `tie`, in `loom.js:6`"),
        ("loom.js", "=> |other", "The other one."),
        ("loom.rb", "    |strand.cut", "Parameter of a block within `weave`, in `loom.rb:11`"),
        ("loom.go", "|rest...", "rest ...string"),
    ],
)
def test_a_parameter_is_told_of_what_has_it(loom: Hovering, path: str, place: str, told: str) -> None:
    assert told in loom.card(path, place).markdown


def test_what_only_repeats_the_name_of_a_parameter_is_not_told(loom: Hovering) -> None:
    assert "The knot" not in loom.card("loom.js", "|knot.each").markdown
