"""Names that need no import (C's headers, Java's packages, C#'s namespaces), and those within a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.resolve import Tables, Target, export_keys, resolve_file
from stc_lsp.code.resolve.known import KnownFiles
from tests.code.resolve.marked import UNKNOWN, definitions

if TYPE_CHECKING:
    from collections.abc import Sequence


def test_in_c_a_use_leads_to_the_definition_rather_than_to_the_header() -> None:
    assert definitions("""\
# --- lib/store.h
typedef struct store { int size; struct store *next; } store;
int store_open(store *s);
int store_only_declared(void);
enum mode { READ, WRITE };
#define LIMIT(x) (x)
# --- lib/store.c
#include "store.h"
static int helper(int size) { return size; }
int store_open(①store *s) { int helper_size = s->②size; return ③helper(helper_size) + s->next->④size; }
# --- app/main.c
#include "../lib/store.h"
static int error(void) { return 0; }
int main(void) {
  store *item = 0;
  ⑥store_open(⑦item);
  ⑧store_only_declared();
  ⑨helper(LIMIT(⑩WRITE));
  return item->⑪size;
}
# --- app/other.c
int other(int error) { return ⑫error; }
""") == {
        "①": "lib/store.h store",
        "②": "lib/store.h store.size",
        "③": "lib/store.c helper",
        "④": "lib/store.h store.size",
        "⑥": "lib/store.c store_open",
        "⑦": "app/main.c:4",
        "⑧": "lib/store.h store_only_declared",
        "⑨": UNKNOWN,
        "⑩": "lib/store.h mode.WRITE",
        "⑪": "lib/store.h store.size",
        "⑫": "app/other.c:1",
    }


def test_in_java_a_package_is_seen_without_an_import() -> None:
    assert definitions("""\
# --- src/main/java/com/acme/Desk.java
package com.acme;
public class Desk {
  private final Ledger ledger = new ①Ledger();
  public Fine lend(Book book) { return ledger.②charge(③book); }
  public Desk self() { return this; }
}
# --- src/main/java/com/acme/Ledger.java
package com.acme;
class Ledger { Fine charge(Book book) { return null; } int total; }
# --- src/main/java/com/other/Ledger.java
package com.other;
public class Ledger { }
# --- src/test/java/com/acme/DeskTest.java
package com.acme;
import java.util.List;
class DeskTest {
  Desk desk;
  void testLend(List<Desk> desks) {
    ④Desk made = new Desk();
    made.⑤lend(null);
    desk.self().⑥lend(null);
    var second = made.self();
    second.⑦lend(null);
    for (Desk each : desks) each.⑧lend(null);
    ⑨List.of();
  }
}
# --- src/main/java/com/third/List.java
package com.third;
class List { Ledger ⑩x; }
""") == {
        "①": "src/main/java/com/acme/Ledger.java Ledger",
        "②": "src/main/java/com/acme/Ledger.java Ledger.charge",
        "③": "src/main/java/com/acme/Desk.java:4",
        "④": "src/main/java/com/acme/Desk.java Desk",
        "⑤": "src/main/java/com/acme/Desk.java Desk.lend",
        "⑥": "src/main/java/com/acme/Desk.java Desk.lend",
        "⑦": "src/main/java/com/acme/Desk.java Desk.lend",
        "⑧": "src/main/java/com/acme/Desk.java Desk.lend",
        "⑨": UNKNOWN,
        "⑩": "src/main/java/com/third/List.java List.x",
    }


def test_in_csharp_a_namespace_is_seen_without_an_import() -> None:
    assert definitions("""\
# --- src/Core/Guard.cs
namespace Acme.Core;
static class Guard { public static void NotNull(object? value) { } }
# --- src/Core/Sink.cs
namespace Acme.Core;
public interface ISink { void Emit(string text); }
# --- src/App.cs
namespace Acme;
class App : ①ISink {
    readonly ISink _inner;
    public App(ISink inner) { ②Guard.③NotNull(④inner); _inner = inner; }
    public void Emit(string text) { _inner.⑤Emit(⑥text); var other = new App(this); other.⑦Emit("x"); }
}
""") == {
        "①": "src/Core/Sink.cs ISink",
        "②": "src/Core/Guard.cs Guard",
        "③": "src/Core/Guard.cs Guard.NotNull",
        "④": "src/App.cs:4",
        "⑤": "src/Core/Sink.cs ISink.Emit",
        "⑥": "src/App.cs:5",
        "⑦": "src/App.cs App.Emit",
    }


def test_in_rust_a_method_is_found_through_self_and_through_what_is_made() -> None:
    assert definitions("""\
# --- src/lib.rs
pub struct Desk { ledger: Ledger }
pub struct Ledger { total: u32 }
impl Ledger {
    fn new() -> Self { Ledger { total: 0 } }
    fn charge(&self) -> u32 { self.①total }
}
impl Desk {
    fn lend(&self, other: &mut Desk) -> u32 { self.②ledger.③charge() + other.④lend2() + self.⑤lend2() }
    fn lend2(&self) -> u32 { let made = Ledger::⑥new(); made.⑦charge() }
}
""") == {
        "①": "src/lib.rs Ledger.total",
        "②": "src/lib.rs Desk.ledger",
        "③": "src/lib.rs Ledger.charge",
        "④": "src/lib.rs Desk.lend2",
        "⑤": "src/lib.rs Desk.lend2",
        "⑥": "src/lib.rs Ledger.new",
        "⑦": "src/lib.rs Ledger.charge",
    }


def test_in_rust_the_modules_of_a_crate_are_its_files() -> None:
    assert definitions("""\
# --- core/src/lib.rs
pub mod shelf;
pub struct Book { pages: u32 }
# --- core/src/shelf/mod.rs
pub mod row;
use super::Book;
pub fn put(book: &①Book) { crate::shelf::row::②push(book) }
pub fn rows() -> u32 { 1 }
# --- core/src/shelf/row.rs
use crate::Book;
use super::{rows as all, put};
pub fn push(book: &Book) { let pages = book.③pages; ④all(); ⑤put(book); }
# --- other/src/lib.rs
use crate::⑥Book;
""") == {
        "①": "core/src/lib.rs Book",
        "②": UNKNOWN,
        "③": "core/src/lib.rs Book.pages",
        "④": "core/src/shelf/mod.rs rows",
        "⑤": "core/src/shelf/mod.rs put",
        "⑥": UNKNOWN,
    }


def test_a_name_that_two_files_define_as_near_is_not_guessed() -> None:
    assert definitions("""\
# --- a/one.cs
class Twin { }
# --- b/two.cs
class Twin { }
# --- main.cs
class Main { ①Twin x; }
""") == {"①": UNKNOWN}


def test_whoever_looked_for_a_name_in_vain_is_resolved_again_when_a_file_defines_it() -> None:
    user = parse_file("csharp", b"class Main { Guard x; }")
    definer = parse_file("csharp", b"namespace A; class Guard { }")
    alone, both = KnownFiles({"main.cs": user}), KnownFiles({"main.cs": user, "a/Guard.cs": definer})
    before, after = (resolve_file("main.cs", user, Tables(files)) for files in (alone, both))
    assert [target is None for target in before.targets] == [True]
    assert after.targets == (Target("a/Guard.cs", "Guard"),)
    assert before.dependencies & export_keys("a/Guard.cs", None, both.facts("a/Guard.cs"))
    assert after.dependencies & export_keys("a/Guard.cs", both.facts("a/Guard.cs"), None)


def test_in_php_a_namespace_is_a_folder_and_this_is_of_the_class() -> None:
    assert definitions("""\
# --- src/Shop/Desk.php
<?php
namespace App\\Shop;
class Desk extends ①Counter {
    private Ledger $ledger;
    public function lend(Book $book, ?Ledger $other = null): ②Ledger {
        $this->③ledger->④add(⑤$book);
        $made = new Ledger();
        foreach ([] as $each) { ⑥$each; }
        ⑦$made->⑧add($other->⑨add(1));
        return $this->⑩opened(self::⑪opened(), parent::⑫opened());
    }
}
# --- src/Shop/Counter.php
<?php
namespace App\\Shop;
abstract class Counter { public function opened() { return ⑬helper(); } }
# --- src/Shop/Ledger.php
<?php
namespace App\\Shop;
class Ledger { public function add($entry): static { return $this; } }
# --- src/Other/Wrong.php
<?php
namespace App\\Other;
class Wrong extends ⑭Counter { }
# --- src/functions.php
<?php
function helper() { }
""") == {
        "①": "src/Shop/Counter.php Counter",
        "②": "src/Shop/Ledger.php Ledger",
        "③": "src/Shop/Desk.php Desk.$ledger",
        "④": "src/Shop/Ledger.php Ledger.add",
        "⑤": "src/Shop/Desk.php:5",
        "⑥": "src/Shop/Desk.php:8",
        "⑦": "src/Shop/Desk.php:7",
        "⑧": "src/Shop/Ledger.php Ledger.add",
        "⑨": "src/Shop/Ledger.php Ledger.add",
        "⑩": "src/Shop/Counter.php Counter.opened",
        "⑪": "src/Shop/Counter.php Counter.opened",
        "⑫": "src/Shop/Counter.php Counter.opened",
        "⑬": "src/functions.php helper",
        "⑭": UNKNOWN,
    }


def test_in_ruby_every_file_may_add_to_a_module() -> None:
    assert definitions("""\
# --- lib/shop.rb
module Shop
  def self.open; end
end
# --- lib/shop/desk.rb
module Shop
  class Desk < ①Counter
    def initialize(size)
      @size = ②size
    end
    def lend(book, other = nil)
      made = ③Ledger.new(book)
      made.④add(⑤book)
      [1].each { |one| ⑥one + ⑦@size }
      Shop.⑧open
      Shop::Ledger.new.⑨add(⑩made)
    end
  end
end
# --- lib/shop/ledger.rb
module Shop
  class Counter; end
  class Ledger
    def add(entry); end
  end
end
# --- test/spec_desk.rb
describe Shop::⑪Desk do
  ⑫Shop.open
  ⑬Desk.new
end
""") == {
        "①": "lib/shop/ledger.rb Shop.Counter",
        "②": "lib/shop/desk.rb:3",
        "③": "lib/shop/ledger.rb Shop.Ledger",
        "④": "lib/shop/ledger.rb Shop.Ledger.add",
        "⑤": "lib/shop/desk.rb:6",
        "⑥": "lib/shop/desk.rb:9",
        "⑦": "lib/shop/desk.rb:4",
        "⑧": "lib/shop.rb Shop.open",
        "⑨": "lib/shop/ledger.rb Shop.Ledger.add",
        "⑩": "lib/shop/desk.rb:7",
        "⑪": "lib/shop/desk.rb Shop.Desk",
        "⑫": "lib/shop.rb Shop",
        "⑬": UNKNOWN,
    }


def test_a_file_that_adds_to_a_ruby_module_changes_what_others_mean() -> None:
    user = parse_file("ruby", b"module Shop\n  class Desk < Counter; end\nend\n")
    added = parse_file("ruby", b"module Shop\n  class Counter; end\nend\n")
    before = resolve_file("a.rb", user, Tables(KnownFiles({"a.rb": user})))
    after = resolve_file("a.rb", user, Tables(KnownFiles({"a.rb": user, "b.rb": added})))
    assert (before.targets, after.targets) == ((None,), (Target("b.rb", "Shop.Counter"),))
    assert before.dependencies & export_keys("b.rb", None, added)
    assert after.dependencies & export_keys("b.rb", added, None)


def test_in_kotlin_and_swift_names_have_types_and_places() -> None:
    assert definitions("""\
# --- app/shop/Desk.kt
package shop
class Desk(val ledger: Ledger, size: Int) {
    private val made = Ledger()
    fun lend(book: Book, other: Ledger? = null): Int {
        val local = Ledger()
        ①ledger.②add(③book)
        made.④add(other?.⑤add(1))
        listOf(1).map { one -> ⑥one }
        for (each in emptyList<Int>()) { ⑦local.⑧add(⑨each) }
        return 0
    }
}
# --- app/shop/Ledger.kt
package shop
class Ledger { fun add(entry: Any?) = 1 }
# --- Sources/Desk.swift
class Till {
    let drawer: Drawer
    func sell(_ item: Item, to buyer: Drawer?) {
        let local = Drawer()
        drawer.⑩put(⑪item)
        if let known = buyer { ⑫known.⑬put(1) }
        local.⑭put(2)
    }
}
# --- Sources/Drawer.swift
class Drawer { func put(_ coin: Int) {} }
""") == {
        "①": "app/shop/Desk.kt Desk.ledger",
        "②": "app/shop/Ledger.kt Ledger.add",
        "③": "app/shop/Desk.kt:4",
        "④": "app/shop/Ledger.kt Ledger.add",
        "⑤": "app/shop/Ledger.kt Ledger.add",
        "⑥": "app/shop/Desk.kt:8",
        "⑦": "app/shop/Desk.kt:5",
        "⑧": "app/shop/Ledger.kt Ledger.add",
        "⑨": "app/shop/Desk.kt:9",
        "⑩": "Sources/Drawer.swift Drawer.put",
        "⑪": "Sources/Desk.swift:3",
        "⑫": "Sources/Desk.swift:6",
        "⑬": "Sources/Drawer.swift Drawer.put",
        "⑭": "Sources/Drawer.swift Drawer.put",
    }


class _Counted(KnownFiles):
    """How often it is asked which files a name leads to."""

    asked = 0

    def has_file(self, path: str) -> bool:
        self.asked += 1
        return super().has_file(path)

    def paths_of_module(self, name: str) -> Sequence[str]:
        self.asked += 1
        return super().paths_of_module(name)


@pytest.mark.parametrize(("suffix", "line"), [("h", '#include "{0}.h"\n'), ("py", "from {0} import *\n")])
def test_a_file_that_is_brought_in_by_many_ways_is_looked_into_once(suffix: str, line: str) -> None:
    language = "python" if suffix == "py" else "c"
    texts = {
        f"{side}{depth}.{suffix}": "".join(line.format(f"{each}{depth + 1}") for each in "ab")
        for depth in range(30)
        for side in "ab"
    }
    texts[f"b30.{suffix}"] = "def found(): pass\n" if suffix == "py" else "int found(void) { return 1; }\n"
    texts[f"main.{suffix}"] = f"{line.format('a0')}x = missing(found());\n"
    project = _Counted({path: parse_file(language, text.encode()) for path, text in texts.items()})
    facts = project.complete[f"main.{suffix}"]
    resolved = resolve_file(f"main.{suffix}", facts, Tables(project))
    meant = dict(zip((one.name for one in facts.references), resolved.targets, strict=True))
    assert meant["found"] == Target(f"b30.{suffix}", "found")
    assert project.asked < 1_000
