"""Exact answers in other languages than Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.wake.structural.overloads import with_types
from tests.wake.answering import Asking, asking, asking_fixture

if TYPE_CHECKING:
    from pathlib import Path

FERRY = """
# --- src/store.ts
/** Keeps parcels. */
export interface Store {
  load(id: string): string;
}

export class MemoryStore implements Store {
  load(id: string): string {
    if (!id) {
      throw new MissingParcel(id);
    }
    return process.env.PARCEL_PREFIX + id;
  }
}

export class MissingParcel extends Error {}
# --- src/desk.ts
import { MemoryStore, Store } from "./store";

export function openDesk(): Store {
  return new MemoryStore();
}

export function showParcel(id: string): string {
  const desk = new MemoryStore();
  return desk.load(id);
}
# --- src/desk.test.ts
import { showParcel } from "./desk";

test("shows", () => {
  showParcel("a");
});
"""

CAIRN = """
# --- go.mod
module example.com/cairn
# --- stones/stones.go
package stones

import "os"

// Pile is where stones go.
type Pile interface {
	Add(weight int) error
	Height() int
}

// Cairn is a pile by a path.
type Cairn struct {
	stones []int
}

// Add puts a stone on top.
func (c *Cairn) Add(weight int) error {
	c.stones = append(c.stones, weight)
	return nil
}

// Height counts the stones.
func (c *Cairn) Height() int {
	return len(c.stones)
}

// Heap has no height.
type Heap struct{}

func (h *Heap) Add(weight int) error {
	return nil
}

// IsTall says whether to look up.
func IsTall(c *Cairn) bool {
	return c.Height() > 3
}

// Limit is read once.
func Limit() string {
	return os.Getenv("CAIRN_LIMIT")
}
# --- main.go
package main

import "example.com/cairn/stones"

func build() int {
	cairn := &stones.Cairn{}
	return measure(cairn)
}

func measure(cairn *stones.Cairn) int {
	stones.Limit()
	stones.IsTall(cairn)
	return 1
}

func main() {
	build()
}
"""

ferry = asking_fixture(FERRY)

cairn = asking_fixture(CAIRN)


def test_what_implements_an_interface_in_typescript(ferry: Asking) -> None:
    told = ferry.told("what implements Store?")
    assert told.text == "1 class implements `Store`: `MemoryStore` (`src/store.ts:6`)."
    assert ferry.line(told.citations[0]) == "export class MemoryStore implements Store {"


def test_where_typescript_reads_the_environment(ferry: Asking) -> None:
    assert ferry.text("where is PARCEL_PREFIX read?") == (
        "The environment variable `PARCEL_PREFIX` is read in 1 place, by `MemoryStore.load` in "
        "`src/store.ts:11`."
    )


def test_where_typescript_raises_an_error(ferry: Asking) -> None:
    assert "is raised in 1 place, by `MemoryStore.load` in `src/store.ts:9`" in ferry.text(
        "where is MissingParcel thrown?"
    )


def test_what_imports_a_typescript_module(ferry: Asking) -> None:
    assert (
        ferry.text("what imports src/store.ts?") == "`src/store.ts` is imported by 1 file: `src/desk.ts:1`."
    )


def test_the_way_from_one_typescript_function_to_a_method(ferry: Asking) -> None:
    text = ferry.text("how does showParcel reach MemoryStore.load?")
    assert text == "`showParcel` calls `MemoryStore.load` directly, at `src/desk.ts:9`."


def test_what_implements_a_go_interface_by_its_methods_alone(cairn: Asking) -> None:
    told = cairn.told("which types implement Pile?")
    assert told.text == (
        "1 type has all methods of `Pile`, and so implements it: `Cairn` (`stones/stones.go:12`)."
    )
    assert cairn.line(told.citations[0]) == "// Cairn is a pile by a path."


def test_who_calls_a_go_method_and_what_breaks_with_it(cairn: Asking) -> None:
    assert cairn.text("who calls Cairn.Height?").startswith(
        "`Cairn.Height` is called in 1 place, by `IsTall` in `stones/stones.go:36`."
    )
    assert (
        "it reaches 1 more definition 2 steps away (`measure`) and 1 more definition 3 steps away (`build`)"
        in (cairn.text("what breaks if I change Cairn.Height?"))
    )


def test_the_way_through_go_functions(cairn: Asking) -> None:
    assert cairn.text("path from main to Limit") == (
        "`main` reaches `Limit` in 3 steps:\n"
        "1. `main` calls `build` at `main.go:17`\n"
        "2. `build` calls `measure` at `main.go:7`\n"
        "3. `measure` calls `Limit` at `main.go:11`"
    )


def test_what_a_go_function_returns_is_shown_line_by_line(cairn: Asking) -> None:
    told = cairn.told("what does Cairn.Add return?")
    assert told.text == "`Cairn.Add` returns `error`. It returns `nil` at line 19 of `stones/stones.go`."


HARBOUR = """
# --- go.mod
module example.com/harbour
# --- pier.go
package harbour

// Pier holds ships.
type Pier struct { ships int }

// Get gives a ship.
func (p *Pier) Get(name string) error { return nil }
# --- src/quay.h
int quay_open(int depth);
# --- src/quay.c
#include "quay.h"
int quay_open(int depth) { return depth; }
int quay_close(void) { return quay_open(1); }
# --- lib.rs
pub struct Buoy { lit: bool }
impl Buoy { pub fn light(&mut self) { self.lit = true; } }
"""

harbour = asking_fixture(HARBOUR)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What methods does `Pier` have?", "`Pier` has 1 method:\n- `Pier.Get`: Get gives a ship."),
        ("Who calls `quay_open`?", "`quay_open` is used in 1 place: by `quay_close` in `src/quay.c`."),
        ("What methods does `Buoy` have?", "`Buoy` has 1 method:\n- `Buoy.light`\n\nIts field: `lit`."),
    ],
)
def test_what_stands_beside_its_type_or_in_a_header_belongs_to_it(
    harbour: Asking, question: str, told: str
) -> None:
    found = harbour.stored(question).found
    assert found is not None
    assert told in found.item.text


def test_a_verb_that_is_also_a_name_is_not_taken_for_it(harbour: Asking) -> None:
    assert harbour.exactly("where do errors get handled?") is None


OVERLOADED = """
# --- src/Kettle.java
import java.util.*;

/** Boils. */
public class Kettle {
  public Kettle() {}
  public Kettle(int litres) {}
  public String boil(Object water) { return boil(water, 1); }
  /** Boils for a while. */
  public String boil(final Map<String, Object> water, int... minutes) { return ""; }
  public void off() {}
}
# --- src/Log.cs
namespace Teas;

public class Log
{
    public void Write(string text) {}
    public void Write<T>(string text, [Marked] T? value = default, params object[] others) {}
}
"""


def test_overloads_are_told_apart_by_the_types_of_their_parameters(tmp_path: Path) -> None:
    with asking(tmp_path, OVERLOADED) as asked:
        java = asked.text("What methods does Kettle have?")
        csharp = asked.text("What methods does `Log` have?")
        assert "by `Kettle.boil(Object)` in `src/Kettle.java:7`" in asked.text("who calls `Kettle.boil`?")
        # Before anything is thought, the number follows at once.
        kettle = next(
            each for each in asked.bench.snapshot.named("Kettle", 9) if each.chunk.qualname == "Kettle"
        )
        members = asked.bench.snapshot.children(kettle.id)
        assert with_types("- `Kettle.boil#1`", members) == "- `Kettle.boil(Object)`"
    assert "- `Kettle.boil(Object)`\n" in java
    assert "- `Kettle.boil(Map<String, Object>, int...)`: Boils for a while." in java
    assert "- `Kettle.Kettle(int)`" in java
    assert "- `Kettle.off`" in java
    assert "- `Log.Write(string)`" in csharp
    assert "- `Log.Write(string, T?, object[])`" in csharp
    assert "#" not in java + csharp


def test_a_file_called_like_a_type_whose_definition_is_not_known_is_not_taken_for_it(tmp_path: Path) -> None:
    files = """
# --- src/ITea.cs
// The interface is made by a generator.
# --- src/Cup.cs
public class Cup : ITea
{
    ITea Fill(ITea one) { return one; }
}
"""
    with asking(tmp_path, files) as asked:
        compared = asked.text("difference between ITea and Cup")
        assert compared.startswith("Nothing called `ITea` is defined in this workspace.")
        assert "Only a file is called so, in which no such definition was found: `src/ITea.cs`." in compared
        assert "used in" in asked.text("who uses ITea?")


def test_a_way_may_begin_at_any_of_many_overloads(tmp_path: Path) -> None:
    """The one that calls on is the last of them."""
    text = """
# --- src/Loom.java
class Loom {
  void weave(int a) { stop(); }
  void weave(int a, int b) { stop(); }
  void weave(int a, int b, int c) { stop(); }
  void weave(int a, int b, int c, int d) { stop(); }
  void weave(String thread) { knot(); }
  void stop() { }
  void knot() { }
}
"""
    with asking(tmp_path, text) as loom:
        answer = loom.ask("how does weave reach knot?").answer

    assert answer.startswith("`Loom.weave")
    assert "calls `Loom.knot` directly" in answer


QUAYS = """
# --- src/Stream.php
<?php
namespace Quay;
class Stream {
    private $lastHeaders = [];
    private $most = 3;
    public function open() { $this->lastHeaders = ['a']; return Settings::getenv('QUAY_HOST'); }
}
# --- src/Moor.php
<?php
namespace Quay;
interface Moors { function moor(); }
class Moor implements Moors { function moor() {} function again() { $this->moor(); } }
class Harbour { function __construct(private Moors $moors) { $this->moors->moor(); } }
# --- tests/MoorTest.php
<?php
class MoorTest { function testAgain() { $moor = made(); $moor->again(); } }
# --- kt/Factory.kt
package quay
abstract class Factory<T>(val bean: T)
class Single<T>(bean: T, count: Int = 7) :
    Factory<T>(bean)
class Lent(from: Factory<Int>) : Source<Int> by from.source
interface Source<T>
fun Text.words(): List<Int> = listOf(1)
fun Text.asLines(type: Int): Int = 1
fun Bytes.asLines(type: Int): Int = 2
# --- src/test/kotlin/quay/LinesTest.kt
package quay
class LinesTest { fun test() { Text().asLines(1) } }
# --- Sources/Fault.swift
protocol Fault { var code: Int { get } }
struct Leak {}
extension Leak: Fault {
    var code: Int { 1 }
    func mend() {}
}
extension DecodingError: Fault { var code: Int { 2 } }
# --- Sources/Policy.swift
public class Base<T> {}
public class Policy: Base<Int> {
    let limit: Int
    @available(*, deprecated, message: "Use other()") func old() {}
    @available(iOS 13, *) func current() {}
    init(limit: Int = 2) { self.limit = limit }
}
"""

quays = asking_fixture(QUAYS)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("where is lastHeaders of Stream set?", "in `src/Stream.php:6`"),
        ("where is Stream.most defined?", "`Stream.$most` is an attribute of the class `Stream`"),
        ("which environment variables are read?", "`QUAY_HOST`"),
        ("which classes extend Factory?", "1 class inherits from `Factory`: `Single`"),
        ("who calls Moor::moor?", "It overrides `Moors.moor` and may be called through that, too."),
        (
            "who calls Moor::moor outside of tests?",
            "It overrides `Moors.moor` (`src/Moor.php:3`), through which",
        ),
        ("which tests cover Moor::again?", "No test uses `Moor.again` by name."),
        (
            "which tests cover Moor::again?",
            "1 more place calls something named `again` that could not be resolved",
        ),
        ("which tests use asLines?", "by name. Calls that fit several overloads are counted with the last"),
        ("what does Text.words return?", "`words` returns `List<Int>`"),
        ("what implements Source?", "1 class inherits from `Source`: `Lent`"),
        ("what is the default of count in Single?", "is `7` by default"),
        ("which classes inherit from Base?", "1 class inherits from `Base`: `Policy`"),
        ("what implements Fault?", "1 class implements `Fault`: `Leak` (`Sources/Fault.swift:2`)."),
        ("what implements Fault?", "It is implemented for `DecodingError` (`Sources/Fault.swift:7`), too."),
        ("what is deprecated?", "- `Policy.old` (`Sources/Policy.swift:4`): decorated with"),
        ("what is the default of limit in Policy?", "is `2` by default"),
    ],
)
def test_properties_of_php_and_generic_bases_are_known(quays: Asking, question: str, told: str) -> None:
    answer = quays.ask(question).answer
    assert told in answer
    assert "Policy.current" not in answer


NAMELESS = """
# --- src/isKey.ts
export default (value: string) => /^[\\w]+$/.test(value);
# --- src/get.ts
import isKey from "./isKey";
/** Takes a value out. */
export default (object: any, path: string) => isKey(path) && object[path];
# --- src/form.ts
import get from "./get";
import isKey from "./isKey";
export function read(form: any) { return isKey("a") ? get(form, "a") : get(form, "b"); }
export function other() { function get() { return 1; } return get(); }
"""


def test_what_a_script_exports_without_a_name_is_called_as_its_file(tmp_path: Path) -> None:
    with asking(tmp_path, NAMELESS) as shop:
        assert shop.text("who calls isKey").startswith(
            "`isKey` is called in 2 places in 2 files, by `read` in `src/form.ts:3` and `get` in "
            "`src/get.ts:3`."
        )
        assert "`isKey` (`src/isKey.ts:1`)" in shop.text("what does get call")
        assert "`src/get.ts:3`" in shop.text("where is `get` defined")
