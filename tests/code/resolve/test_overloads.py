"""Overloads: of several functions of one name a call means the one that takes as many arguments."""

from __future__ import annotations

import pytest

from stc_lsp.code.languages import language_of
from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.resolve import resolve_at, resolve_file
from stc_lsp.code.resolve.dependencies import export_keys
from stc_lsp.code.resolve.view import Tables
from tests.code.resolve.known import KnownFiles
from tests.code.resolve.marked import UNKNOWN, definitions

CASES = {
    "Swift: blocks behind the brackets are arguments, and what a type gives stands behind its brackets": (
        """
# --- Sources/Cart.swift
class Cart {
  func put(_ key: Int) {}
  func put(_ key: Int, then done: @escaping (Cart) -> Void = { _ in }, at: inout Int) -> Cart? { ①put(1) }
  func put(_ key: Int, done: (Cart) -> Void) -> Cart where Int: Any { self.②put(1) { it in it.③put(2) } }
  func go() { if ④put(1) { return }
    ⑤put(1, done: f); put(1) { _ in }.⑥go(); state(.⑦go, { .⑧go(1) }) }
}
""",
        {
            "①": "Sources/Cart.swift Cart.put#1",
            "②": UNKNOWN,
            "③": UNKNOWN,
            "④": "Sources/Cart.swift Cart.put#1",
            "⑤": UNKNOWN,
            "⑥": "Sources/Cart.swift Cart.go",
            "⑦": UNKNOWN,
            "⑧": UNKNOWN,
        },
    ),
    "Java": (
        """
# --- src/main/java/a/Base.java
package a;
class Base { void put(int key, int value, int age) {} static String join(String... parts) { return ""; } }
# --- src/main/java/a/Cart.java
package a;
public class Cart extends Base {
  void put(int key) { ①put(key, /* , */ "a,b"); ②put(key, 1, 2); }
  void put(int key, String text) { ③put(key); ④put(); this.⑤put(f(1, 2), g(h -> { return h; })); }
  void add(int one) {}
  void add(long one) { ⑥add(1); ⑦join(); ⑧join("a", "b"); list.forEach(this::⑨add); }
}
""",
        {
            "①": "src/main/java/a/Cart.java Cart.put",
            "②": "src/main/java/a/Base.java Base.put",
            "③": "src/main/java/a/Cart.java Cart.put#1",
            "④": UNKNOWN,
            "⑤": "src/main/java/a/Cart.java Cart.put",
            "⑥": UNKNOWN,
            "⑦": "src/main/java/a/Base.java Base.join",
            "⑧": "src/main/java/a/Base.java Base.join",
            "⑨": UNKNOWN,
        },
    ),
    "C#: defaults, params, named arguments, and what extends a type": (
        """
# --- a/Cart.cs
namespace A;
public class Cart {
  public void Put(int key, int age = 3) { ①Put(key); ②Put(key, 1); ③Put(1, 2, 3, 4); ④Put(); }
  public void Put(int key, int age, params int[] more) { ⑤Put(key: 1, age: 2, 3); this.⑥Sum(); this.⑦Sum(2); }
  public void Go() { More.⑧Sum(this); More.⑨Sum(this, 2); ⑩Put<int>(); }
  public void Put<T>() {}
}
# --- a/More.cs
namespace A;
public static class More {
  public static int Sum(this Cart cart) => 1;
  public static int Sum(this Cart cart, int most) => 2;
}
""",
        {
            "①": "a/Cart.cs Cart.Put#1",
            "②": UNKNOWN,
            "③": "a/Cart.cs Cart.Put#2",
            "④": "a/Cart.cs Cart.Put",
            "⑤": "a/Cart.cs Cart.Put#2",
            "⑥": "a/More.cs More.Sum#1",
            "⑦": "a/More.cs More.Sum",
            "⑧": "a/More.cs More.Sum#1",
            "⑨": "a/More.cs More.Sum",
            "⑩": "a/Cart.cs Cart.Put",
        },
    ),
    "C++": (
        """
# --- a/cart.cc
int put(int key) { return 1; }
int put(int key, int age = 2) { return 2; }
int put(int key, int age, ...) { return 3; }
int stop(void) { return 4; }
int stop(int key) { return 5; }
void go() { ①put(1, 2, 3); ②put(1); ③stop(); ④stop(1); }
""",
        {
            "①": "a/cart.cc put",
            "②": UNKNOWN,
            "③": "a/cart.cc stop#1",
            "④": "a/cart.cc stop",
        },
    ),
    "Kotlin: blocks behind the brackets": (
        """
# --- src/a/Cart.kt
fun put(key: Int) {}
fun put(key: Int, then: () -> Unit) {}
fun run(then: () -> Unit) {}
fun run(key: Int = 1, age: Int, then: () -> Unit) {}
fun go() { ①put(1) ; ②put(1) { 2 } ; ③run { 3 } ; ④run(age = 2) { 4 } }
""",
        {
            "①": "src/a/Cart.kt put#1",
            "②": "src/a/Cart.kt put",
            "③": "src/a/Cart.kt run#1",
            "④": "src/a/Cart.kt run",
        },
    ),
    "Kotlin: a file in which no call has brackets": (
        """
# --- src/a/Cart.kt
fun run(then: () -> Unit) {}
fun run(key: Int, then: () -> Unit) {}
fun go() { ①run { 3 } }
""",
        {"①": "src/a/Cart.kt run#1"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_call_means_the_overload_that_takes_as_many_arguments(case: str) -> None:
    text, meant = CASES[case]
    assert definitions(text) == meant


def test_of_overloads_that_take_as_many_arguments_all_are_named_and_the_index_has_one() -> None:
    source = b"class A { void add(int a) {} void add(long a) {} void add() {} void go() { add(1); } }"
    facts = parse_file("java", source)
    files = KnownFiles({"A.java": facts})
    at = source.index(b"add(1)")
    found = resolve_at("A.java", facts, at, files)
    assert [(each.target.qualname, each.certain) for each in found] == [
        ("A.add#1", False),
        ("A.add#2", False),
    ]
    [number] = [n for n, each in enumerate(facts.references) if each.start_byte == at]
    assert resolve_file("A.java", facts, Tables(files)).targets[number] == found[-1].target


def test_what_a_function_takes_is_part_of_what_other_files_rest_on() -> None:
    before = b"class A { static void add(int a) {} static void add(int a, int b) {} }"
    after = before.replace(b"int a, int b", b"int b")
    facts = [parse_file(language_of("A.java", source), source) for source in (before, after)]
    assert "A.java#A.add" in export_keys("A.java", *facts)
