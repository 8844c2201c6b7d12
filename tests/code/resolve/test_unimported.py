"""Names that need no import (C's headers, Java's packages, C#'s namespaces), and those within a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.resolve import Tables, Target, export_keys, resolve_file
from tests.code.resolve.known import KnownFiles
from tests.code.resolve.marked import UNKNOWN, definitions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stc_lsp.code.values import FileFacts


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


def test_in_c_a_variable_that_a_header_declares_is_the_one_that_a_file_defines() -> None:
    assert definitions("""\
# --- src/server.h
#ifndef SERVER_H
#define SERVER_H
struct cluster { int offset; };
struct server { struct ⑨cluster *cluster; };
extern struct server server;
extern int elsewhere, names[];
#endif
# --- src/server.c
#include "server.h"
struct server ①server;
int names[3];
int undeclared;
static int own;
# --- src/other.c
#include "server.h"
extern int own;
int offset(void) {
  ②elsewhere = ③names[0] + ④undeclared + ⑤own;
  return ⑥server.⑦cluster->⑧offset;
}
""") == {
        "①": "src/server.c server",
        "②": "src/server.h elsewhere",
        "③": "src/server.c names",
        "④": UNKNOWN,
        "⑤": "src/other.c own",
        "⑥": "src/server.c server",
        "⑦": "src/server.h server.cluster",
        "⑧": "src/server.h cluster.offset",
        "⑨": "src/server.h cluster",
    }


def test_what_a_macro_stands_for_uses_what_it_names() -> None:
    assert definitions("""\
# --- assert.h
void fail_at(const char *file, int line, const char *text);
#define MOST 3
#define ASSERT(text, limit) \\
    do { if (!(text) || limit > ①MOST) ②fail_at(__FILE__, limit, #text " fail_at MOST"); } while (0)
#define TWICE (③MOST * 2) /* MOST */
# --- assert.c
#include "assert.h"
void fail_at(const char *file, int line, const char *text) { }
""") == {"①": "assert.h MOST", "②": "assert.c fail_at", "③": "assert.h MOST"}
    told = parse_file("c", b"#define JOIN(a, b) a##b + c##a + #b 'x' 0x1F if (a) call(b)\n")
    assert [(one.kind.value, one.name) for one in told.references] == [("call", "call")]


def test_in_cpp_a_struct_that_a_class_only_declares_is_the_one_that_a_file_defines_for_it() -> None:
    assert definitions("""\
# --- table.h
namespace db {
class Table {
  struct Rep;
  int Size();
  ①Rep* const rep_;
};
class Other { struct Rep; Rep* rep_; };
}
# --- table.cc
#include "table.h"
namespace db {
struct Table::Rep {
  int cache_id;
};
int Table::Size() { Rep* r = rep_; return r->②cache_id + rep_->③cache_id; }
int size(Table* table, Table::④Rep* rep) { return table->rep_->⑤cache_id; }
}
# --- other.cc
#include "table.h"
namespace db { struct Other::Rep { int cache_id; }; }
""") == {
        "①": "table.cc Table.Rep",
        "②": "table.cc Table.Rep.cache_id",
        "③": "table.cc Table.Rep.cache_id",
        "④": "table.cc Table.Rep",
        "⑤": "table.cc Table.Rep.cache_id",
    }


def test_in_cpp_a_method_called_within_its_class_is_the_one_defined_outside_of_it() -> None:
    assert definitions("""\
# --- merger.cc
class Merger {
 public:
  void Seek() { ①FindLargest(); }
  void Next() { this->②FindLargest(); }
 private:
  void FindLargest();
  void FindLargest(int from);
  void Prev();
};
void Merger::FindLargest() { }
void Merger::FindLargest(int from) { ③FindLargest(); }
void Merger::Prev() { ④FindLargest(1); }
""") == dict.fromkeys("①②③", "merger.cc Merger.FindLargest#3") | {"④": "merger.cc Merger.FindLargest"}


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
        "②": "core/src/shelf/row.rs push",
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


def test_in_rust_a_path_leads_from_its_crate_and_an_enum_gives_its_variants() -> None:
    assert definitions("""\
# --- src/lib.rs
pub mod shop;
use crate::shop::Mode::*;
fn run() { crate::②shop::desk::③open(1); let fast = ④Fast; ⑤f(); }
# --- src/shop/mod.rs
pub mod desk;
pub enum Mode { Fast, Slow }
pub fn f() { crate::①shop::desk::⑥open(2); }
# --- src/shop/desk.rs
pub fn open(n: u32) { crate::shop::⑦f(); }
mod tests {
    fn opens() { ⑧open(3); crate::shop::Mode::⑨Slow; }
}
""") == {
        "①": "src/shop/mod.rs",
        "②": "src/shop/mod.rs",
        "③": "src/shop/desk.rs open",
        "④": "src/shop/mod.rs Mode.Fast",
        "⑤": UNKNOWN,
        "⑥": "src/shop/desk.rs open",
        "⑦": "src/shop/mod.rs f",
        "⑧": "src/shop/desk.rs open",
        "⑨": "src/shop/mod.rs Mode.Slow",
    }


def test_in_php_a_name_without_a_namespace_is_not_what_a_file_of_that_name_has_in_one() -> None:
    assert definitions("""\
# --- src/Renderer/Exception.php
<?php
namespace A\\Renderer;
class Exception {}
# --- src/Helper.php
<?php
class Helper {}
# --- src/Errors.php
<?php
namespace A;
use Exception;
use Helper;
class Failed extends ①Exception {}
new ②Helper();
""") == {"①": UNKNOWN, "②": "src/Helper.php Helper"}


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


class _Opened(KnownFiles):
    """Into which files it is looked."""

    def __init__(self, complete: Mapping[str, FileFacts]) -> None:
        super().__init__(complete)
        self.opened: set[str] = set()

    def facts(self, path: str) -> FileFacts | None:
        self.opened.add(path)
        return super().facts(path)


@pytest.mark.parametrize(
    ("language", "suffix", "defines", "uses"),
    [
        (
            "java",
            "java",
            "package a.p{0}; class Order {{}}",
            "package b; import a.p7.Order; class B {{ Order o; }}",
        ),
        (
            "java",
            "java",
            "package a.p{0}; class Order {{}}",
            "package b; import a.p7.*; class B {{ Order o; }}",
        ),
        ("java", "java", "package a.p{0}; class Order {{}}", "package a.p7; class B {{ Order o; }}"),
        ("kotlin", "kt", "package a.p{0}\nclass Order", "package b\nimport a.p7.Order\nval o: Order = f()"),
        ("kotlin", "kt", "package a.p{0}\nclass Order", "package a.p7\nval o: Order = f()"),
        (
            "php",
            "php",
            "<?php\nnamespace A\\P{0};\nclass Order {{}}",
            "<?php\nnamespace B;\nuse A\\P7\\Order;\nnew Order();",
        ),
        (
            "php",
            "php",
            "<?php\nnamespace A\\P{0};\nclass Order {{}}",
            "<?php\nnamespace A\\P7;\nnew Order();",
        ),
    ],
)
def test_of_the_files_that_define_a_name_only_those_of_the_package_are_looked_into(
    language: str, suffix: str, defines: str, uses: str
) -> None:
    # The folders do not tell the packages: a repository may keep its services as it likes.
    texts = {f"services/s{number}/x.{suffix}": defines.format(number) for number in range(40)}
    texts[f"services/b/b.{suffix}"] = uses.format()
    project = _Opened({path: parse_file(language, text.encode()) for path, text in texts.items()})
    facts = project.complete[f"services/b/b.{suffix}"]
    resolved = resolve_file(f"services/b/b.{suffix}", facts, Tables(project))
    meant = dict(zip((one.name for one in facts.references), resolved.targets, strict=True))
    assert meant["Order"] == Target(f"services/s7/x.{suffix}", "Order")
    assert project.opened <= {f"services/s7/x.{suffix}", f"services/b/b.{suffix}"}
    for moved in ("services/s7/x", "services/s8/x"):
        path = f"{moved}.{suffix}"
        before = project.facts(path)
        elsewhere = parse_file(language, defines.format("99").encode())
        assert resolved.dependencies & export_keys(path, before, elsewhere)
