"""Members that a literal names (Go's and Rust's fields, C#'s properties), fields and methods of one name."""

from __future__ import annotations

import pytest

from .marked import UNKNOWN, definitions

CASES = {
    "Go: fields of the type, or of the type of the elements": (
        """
# --- go.mod
module example.com/shop
# --- route/route.go
package route
type Route struct { Path string; Name string; *Kind }
type Kind struct { ID int }
type Box[T any] struct { Held T }
func Path() {}
var Name = 1
# --- main.go
package main
import (
  "net/http"
  "example.com/shop/route"
)
func Method() {}
type Codes map[int]string
const OK = 200
const Accept = "Accept"
type Case struct { name string }
func run(name string) {
  one := route.Route{①Path: name, Kind: &route.Kind{②ID: 1}}
  all := []*route.Route{{③Name: "a"}, {Path: "b"}}
  named := map[string]Case{"a": {④name: name}}
  held := route.Box[int]{⑤Held: 1}
  other := http.Request{⑥Method: "GET"}
  tests := []struct{ Method string }{{⑦Method: "a"}}
  said := map[int]string{⑧OK: "fine"}
  head := http.Header{⑫Accept: {"a"}}
}
# --- route/made.go
package route
var made = [2]Route{{⑨Path: "a"}, Route{⑩Name: "b", ⑪Kind: nil}}
""",
        {
            "①": "route/route.go Route.Path",
            "②": "route/route.go Kind.ID",
            "③": "route/route.go Route.Name",
            "④": "main.go Case.name",
            "⑤": "route/route.go Box.Held",
            "⑥": UNKNOWN,
            "⑦": UNKNOWN,
            "⑧": "main.go OK",
            "⑨": "route/route.go Route.Path",
            "⑩": "route/route.go Route.Name",
            "⑪": "route/route.go:2",
            "⑫": "main.go Accept",
        },
    ),
    "Rust: fields in expressions and patterns": (
        """
# --- src/main.rs
mod route;
use route::Route;
fn path() {}
pub struct Own<T> { held: T }
impl<T> Own<T> {
    fn new(held: T) -> Self { Self { ①held: held } }
    fn held(&self) -> T { let Own { ②held: it } = self; it }
}
enum Shape { Round { path: u8 } }
fn run(name: String) {
    let one = Route { ③path: path(), ④name };
    let two = route::Route::<u8> { ⑤name: one, ..two };
    match one { Route { ⑥path: Some(x), .. } => x, Shape::Round { ⑦path: y } => y }
}
# --- src/route.rs
pub struct Route { pub path: String, pub name: String }
""",
        {
            "①": "src/main.rs Own.held",
            "②": "src/main.rs Own.held",
            "③": "src/route.rs Route.path",
            "④": "src/main.rs:10",
            "⑤": "src/route.rs Route.name",
            "⑥": "src/route.rs Route.path",
            "⑦": UNKNOWN,
        },
    ),
    "C#: properties in what initialises an object": (
        """
# --- People/Person.cs
namespace People;
public class Base { public int Id { get; set; } }
public class Person : Base { public string Surname { get; set; } public string Name; }
public class Cell<T> { public T Held { get; set; } }
# --- Tests/Test.cs
namespace Tests;
using People;
public class Test {
  string Surname;
  void Run(string Name) {
    var one = new Person { ①Surname = Surname, ②Name = Name, ③Id = 1 };
    var two = new People.Person { ④Surname = "a" };
    var held = new Cell<int>() { ⑤Held = 1 };
    var other = new Uri { ⑥Surname = "b" };
  }
}
""",
        {
            "①": "People/Person.cs Person.Surname",
            "②": "People/Person.cs Person.Name",
            "③": "People/Person.cs Base.Id",
            "④": UNKNOWN,
            "⑤": "People/Person.cs Cell.Held",
            "⑥": UNKNOWN,
        },
    ),
}

APART = {
    "Rust: and a method that is handed on": (
        """
# --- src/main.rs
pub struct Own { held: Path, one: u8 }
pub struct Path {}
impl Path { fn go(&self) {} }
impl Own {
    fn held(&self) -> Own { self.①held.②go(); self.③held().④one; all.map(Self::⑤held); Self { ⑥held: 1 } }
    fn wrong(&self) { self.⑦one(); }
    fn said(&self) { assert!(self.⑧held.go(), self.⑨held()); }
}
""",
        {
            "①": "src/main.rs Own.held",
            "②": "src/main.rs Path.go",
            "③": "src/main.rs Own.held#2",
            "④": "src/main.rs Own.one",
            "⑤": "src/main.rs Own.held#2",
            "⑥": "src/main.rs Own.held",
            "⑦": UNKNOWN,
            "⑧": "src/main.rs Own.held",
            "⑨": "src/main.rs Own.held#2",
        },
    ),
    "Java: whichever stands first": (
        """
# --- src/main/java/a/Own.java
package a;
public class Own {
  private Path held; int one() { return ①one; }
  private int one;
  public Own held() { held.②go(); this.③held.④go(); ⑤held().⑥one(); all.map(Own::⑦held); return ⑧held; }
}
class Path { void go() {} }
# --- src/main/java/a/Leaf.java
package a;
public class Leaf extends Own {
  private int held;
  void run() { ⑨held().⑩one(); this.⑪held = 1; }
  void twice() { ⑱twice(1); }
  void late(Leaf held) { Own one = ⑫held(); held.⑬run(); ⑭held(); ⑮held().⑯one(); ⑰one = null; }
  void twice(int all) {}
}
""",
        {
            "①": "src/main/java/a/Own.java Own.one#2",
            "②": "src/main/java/a/Own.java Path.go",
            "③": "src/main/java/a/Own.java Own.held",
            "④": "src/main/java/a/Own.java Path.go",
            "⑤": "src/main/java/a/Own.java Own.held#2",
            "⑥": "src/main/java/a/Own.java Own.one",
            "⑦": "src/main/java/a/Own.java Own.held#2",
            "⑧": "src/main/java/a/Own.java Own.held",
            "⑨": "src/main/java/a/Own.java Own.held#2",
            "⑩": "src/main/java/a/Own.java Own.one",
            "⑪": "src/main/java/a/Leaf.java Leaf.held",
            "⑫": "src/main/java/a/Own.java Own.held#2",
            "⑬": "src/main/java/a/Leaf.java Leaf.run",
            "⑭": "src/main/java/a/Own.java Own.held#2",
            "⑮": "src/main/java/a/Own.java Own.held#2",
            "⑯": "src/main/java/a/Own.java Own.one",
            "⑰": "src/main/java/a/Leaf.java:6",
            "⑱": "src/main/java/a/Leaf.java Leaf.twice",
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_what_a_literal_names_is_a_member_of_what_it_makes(text: str, expected: dict[str, str]) -> None:
    assert definitions(text) == expected


@pytest.mark.parametrize(("text", "expected"), APART.values(), ids=APART)
def test_of_a_field_and_a_method_of_one_name_the_method_is_what_is_called(
    text: str, expected: dict[str, str]
) -> None:
    assert definitions(text) == expected
