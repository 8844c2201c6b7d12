"""What a card says in the words of each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wake.hovering import Hovering, knowing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEA = """
# --- c/store.h
/** How full it is. */
int store_fill(const struct store *s, int limit);
# --- c/store.c
#include "store.h"
#define LIMIT 3
#define TWICE(x) \\
    ((x) + \\
    (x))
API(char *) store_name(struct store *s) { return 0; }
int store_fill(const struct store *s, int limit) { return TWICE(limit) + LIMIT; }
# --- c/main.c
#include "store.h"
int main(void) { return store_fill(0, 1); }
# --- java/com/tea/Pot.java
package com.tea;
class Pot {
  Pot(int litres) { this.litres = litres; }
  int litres;
}
enum Leaf { GREEN, BLACK }
# --- java/com/tea/Party.java
package com.tea;
import java.util.List;
import com.other.Cup;
class Party { Object pour(List<Cup> cups, String name) { cups.add(null); return name; } }
# --- java/com/other/Cup.java
package com.other;
public class Cup { void add(Object o) { } }
# --- java/com/other/Tray.java
package com.other;
public class Tray { void add(Object o) { } }
# --- cs/Kettle.cs
class Kettle {
    /// <summary>Boils a <see cref="Pot"/>.</summary>
    [Fact]
    public void Boil() { }
    public string Lid => "";
}
# --- cs/Brewer.cs
interface IBrewer {
    /// <summary>Makes tea.</summary>
    void Brew(int cups);
}
class Brewer : IBrewer {
    /// <inheritdoc/>
    public void Brew(int cups) { }
}
# --- cpp/pot.h
class Vessel {
 public:
  // How much it holds.
  virtual int Size() const;
};
class Jug : public Vessel {
 public:
  int Size() const override;
};
# --- cpp/pot.cc
#include "pot.h"
int Vessel::Size() const { return 0; }
int Jug::Size() const { return 2; }
# --- rs/lib.rs
#[derive(Clone)]
pub struct Tea { grams: u32 }
macro_rules! steep { ($x:expr) => { $x } }
impl Tea { fn strong(&self) -> bool { self.grams > 3 } }
# --- rs/brew.rs
pub trait Brew {}
struct Sack;
impl Brew for Sack {}
# --- php/Cup.php
<?php
namespace Tea;
class Cup { function fill() { /* $this */ return $this->pour(self::$most); } }
/**
 * @mixin Cup
 * @template T of Cup
 * Holds cups.
 */
class Tray {
    public $cups;
    function cups() { return $this->cups; }
    function one() { return new class { function two() { return [$this->cups]; } }; }
}
# --- go/tea.go
package tea

func Brew(grams int) bool { return grams > 3 }
# --- web/src/hooks/useTea.ts
export const useTea = () => { return 1 }
# --- web/src/pages/tea.ts
import { useTea } from "@/hooks/useTea"
describe("tea", () => { const cup = useTea(); use(cup) })
"""


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hovering]:
    with knowing(tmp_path_factory.mktemp("tea"), TEA) as (known, _):
        yield known


@pytest.mark.parametrize(
    ("path", "around", "told"),
    [
        (
            "c/main.c",
            "return |store_fill",
            ["Function, in `c/store.c:7`", "How full it is.", "**Used** in 1 place"],
        ),
        ("c/store.h", "int |store_fill", ["Function, in `c/store.c:7`", "**Used** in 1 place"]),
        ("c/store.c", "int |store_fill", ["How full it is."]),
        (
            "cs/Brewer.cs",
            "public void |Brew",
            ["Makes tea.", "Documented by `IBrewer.Brew`, which it overrides."],
        ),
        ("cpp/pot.cc", "int Jug::|Size", ["How much it holds.", "Documented by `Vessel.Size`"]),
        ("c/store.c", "TWICE(|limit)", ["int limit", "Parameter of `store_fill`"]),
        ("c/store.c", "return |TWICE", ["```c\n#define TWICE(x)\n```", "Macro, in"]),
        ("c/store.c", "+ |LIMIT", ["Macro, in `c/store.c:2`"]),
        ("java/com/tea/Pot.java", "  |Pot(int", ["Sets up a new `Pot` from `litres`."]),
        ("java/com/tea/Pot.java", "enum |Leaf", ["An enum with the constants `GREEN` and `BLACK`."]),
        ("java/com/tea/Party.java", "other.|Cup;", ["Class, in `java/com/other/Cup.java:2`"]),
        ("java/com/tea/Party.java", "return |name", ["String name"]),
        ("cs/Kettle.cs", "void |Boil", ["[Fact]\n", "Boils a `Pot`."]),
        ("cs/Kettle.cs", "class |Kettle", ["A class with the members `Boil` and `Lid`."]),
        ("rs/lib.rs", "struct |Tea", ["#[derive(Clone)]\n", "A struct with the method `strong`."]),
        ("rs/lib.rs", "macro_rules! |steep", ["```rust\nmacro_rules! steep\n```"]),
        ("rs/brew.rs", "trait |Brew", ["**Watch for:** Implemented in `rs/brew.rs`."]),
        ("php/Cup.php", "class |Tray", ["Holds cups."]),
        ("php/Cup.php", "return $this->|cups", ["public $cups", "Property of `Tray`"]),
        ("php/Cup.php", "return |$this", ["Class, in `php/Cup.php:3`"]),
        ("php/Cup.php", "(|self", ["Class, in `php/Cup.php:3`"]),
        ("go/tea.go", "return |grams", ["grams int"]),
        ("web/src/pages/tea.ts", "{ |useTea", ["const useTea = () => …", "in `web/src/hooks/useTea.ts:1`"]),
        ("web/src/pages/tea.ts", "use(|cup", ["Local name, in"]),
    ],
)
def test_a_card_speaks_the_language_of_what_it_tells(
    tea: Hovering, path: str, around: str, told: list[str]
) -> None:
    markdown = tea.card(path, around).markdown
    for each in told:
        assert each in markdown


def test_a_header_that_says_all_is_not_said_again(tea: Hovering) -> None:
    assert "Returns" not in tea.card("rs/lib.rs", "fn |strong").markdown


def test_of_several_members_none_is_guessed_where_types_are_written_down(tea: Hovering) -> None:
    assert tea.look("java/com/tea/Party.java", "cups.|add") is None


def test_a_word_of_a_comment_stands_for_no_object(tea: Hovering) -> None:
    assert tea.look("php/Cup.php", "/* |$this") is None
    assert tea.look("php/Cup.php", "[|$this->cups") is None


def test_of_one_user_with_many_uses_the_first_is_shown(tmp_path: Path) -> None:
    text = "# --- a.py\ndef steep(): pass\ndef pour():\n    steep()\n    steep()\n"
    with knowing(tmp_path, text) as (shop, _):
        card = shop.card("a.py", "def |steep")
    assert "**Used** in 2 places, first at `pour` (`a.py:3`)." in card.markdown


OVERLOADED = """
# --- src/main/java/tea/Cup.java
package tea;
class Cup {
  void fill(int grams) { }
  void fill(long grams) { }
  void fill() { fill(3); }
  void drink() { fill(); }
}
"""


def test_a_call_that_fits_several_overloads_shows_them_all_and_one_that_fits_one_only_that(
    tmp_path: Path,
) -> None:
    path = "src/main/java/tea/Cup.java"
    with knowing(tmp_path, OVERLOADED) as (shop, _):
        assert (
            "One of 2 overloads that fit here; the others: `Cup.fill(long)`"
            in shop.card(path, "|fill(3)").markdown
        )
        exact = shop.card(path, "drink() { |fill").markdown
        assert "void fill()\n" in exact
        assert "overloads" not in exact
        counted = shop.card(path, "void |fill(long").markdown
        assert "Calls that fit several overloads are counted with the last of them." in counted
