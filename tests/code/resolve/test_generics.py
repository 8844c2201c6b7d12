"""Type parameters, what bounds them and what is given for them, and types that TypeScript makes of others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stc_lsp.code.languages import language_of
from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.resolve import export_keys
from stc_lsp.code.resolve.scopes import exported_bindings
from tests.code.resolve.marked import UNKNOWN, definitions

CASES = {
    "types that are told by themselves": (
        """
# --- src/main/java/a/Mode.java
package a;
class Modes<E extends Enum<E> & Mode> {
  E one;
  <T extends Comparable<T>> void go(T it) { one.①say(); it.compareTo(it); }
}
interface Mode { void say(); }
# --- src/a.ts
interface Knot { self: Knot["self"]; other: Other["back"]; name: Mode }
type Other = { back: Knot["other"] };
type Chain<T extends Chain<T>> = { next: T };
class Mode { say() {} }
function go<T extends Chain<T>>(knot: Knot, chain: T) {
  knot.self.self.②self; knot.other.back; knot.③name.④say(); chain.⑤next;
}
""",
        {
            "①": "src/main/java/a/Mode.java Mode.say",
            "②": UNKNOWN,
            "③": "src/a.ts Knot.name",
            "④": "src/a.ts Mode.say",
            "⑤": "src/a.ts Chain.next",
        },
    ),
    "Go: types that are other types, and structs without a name": (
        """
# --- go.mod
module x
# --- g.go
package x
type Hook struct { Dir string }
type Hooks []Hook
type Named map[string]Hook
type Other Hook
type Alias = Hook
func (h Hooks) Len() int { return 0 }
type Cart struct { Key int; Hooks Hooks }
func run(hooks Hooks, named Named, other Other, alias Alias) {
	for _, hook := range hooks { hook.①Dir = "" }
	hooks.②Len()
	hooks[0].③Dir = ""
	named["a"].④Dir = ""
	other.⑤Dir = ""
	alias.⑥Dir = ""
	tests := []struct {
		Key int
		hook Hook
	}{{⑦Key: 1, hook: Hook{}}}
	for _, tt := range tests { tt.⑧Key = 2; tt.hook.⑨Dir = "" }
	one := struct{ Key int }{Key: 1}
	one.⑩Key = 1
	build := func() Cart { return Cart{} }
	made := build()
	made.⑪Key = 1
}
# --- src/lib.rs
pub trait Handler { type Out; fn call(&self) -> Self::Out; }
pub struct Value {}
impl Value { fn from_str() {} }
pub type Named = Value;
fn run<H: Handler, S: tower::Service>(h: H) -> H::⑫Out {
    H::⑬call(&h); serde_json::⑭Value::⑮from_str(); S::⑯Out; Named::⑰from_str()
}
""",
        {
            "①": "g.go Hook.Dir",
            "②": "g.go Hooks.Len",
            "③": "g.go Hook.Dir",
            "④": "g.go Hook.Dir",
            "⑤": "g.go Hook.Dir",
            "⑥": "g.go Hook.Dir",
            "⑦": UNKNOWN,
            "⑧": UNKNOWN,
            "⑨": UNKNOWN,
            "⑩": UNKNOWN,
            "⑪": "g.go Cart.Key",
            "⑫": "src/lib.rs Handler.Out",
            "⑬": "src/lib.rs Handler.call",
            "⑭": UNKNOWN,
            "⑮": UNKNOWN,
            "⑯": UNKNOWN,
            "⑰": "src/lib.rs Value.from_str",
        },
    ),
    "TypeScript: what is taken out of what is of a declared type": (
        """
# --- package.json
{"name": "x"}
# --- src/types.ts
export interface Props { cart: Cart; desk: Desk; size?: number }
export class Cart { open() {} key: Desk; }
export class Desk { close() {} till: Cart }
# --- src/use.tsx
import { Props, Cart, Desk } from "./types";
export const One = ({ cart, desk: { till }, ...rest }: Props) => { cart.①open(); till.②open(); };
type Deep = { deep: Cart };
export function Two({ cart, extra, inner: { deep } = x }: { cart: Cart; extra: Desk | null; inner: Deep }) {
  cart.③open(); extra.④close(); deep.⑨open();
}
export function Three({ desk, more = null }: Readonly<Props> & { more: Cart }) {
  desk.⑤close(); more.⑥open();
}
function four([a, b]: [Cart, Desk]) { a.⑦open(); b.⑧close(); }
""",
        {
            "①": "src/types.ts Cart.open",
            "②": "src/types.ts Cart.open",
            "③": "src/types.ts Cart.open",
            "④": "src/types.ts Desk.close",
            "⑤": "src/types.ts Desk.close",
            "⑥": "src/types.ts Cart.open",
            "⑦": "src/types.ts Cart.open",
            "⑧": "src/types.ts Desk.close",
            "⑨": "src/types.ts Cart.open",
        },
    ),
    "TypeScript's types that are made of others": (
        """
# --- package.json
{"name": "x"}
# --- src/types.ts
export type Base = Readonly<{
  id: string;
  key: Key;
}>;
export type Key = { size: number };
export type Text = Base & Readonly<{ type: "text"; font: Key }>;
export type Line = Base & { type: "line"; points: Key[] };
export type Element = | Text | Line;
export type Ordered<T extends Element> = T & { index: Key };
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type Plain = Omit<Text, "font">;
export interface AppState { zoom: Key }
export class App {
  scene: Scene; state: AppState; private cache: Map<string, Scene>;
  fn = (a: string): Scene => new Scene();
}
export class Scene { all(): Element[] { return []; } map: Key }
export type Props = { state: App["state"]; scene: App["scene"]; api: App["fn"]; };
declare global { interface Window { h: { app: App; state: AppState }; debug: Scene } }
export function make() { return new App(); }
# --- src/use.ts
import type { Element, Ordered, Mutable, Plain, Props, Text, Line } from "./types";
import { App, make } from "./types";
export const isText = <T extends Element>(element: T | null | undefined): boolean => element.①id;
function f(o: Ordered<Text>, m: Mutable<Line>, p: Plain, props: Props) {
  o.②id; o.③index; m.④points; p.⑤type; props.⑥state.⑦zoom; props.⑧scene.⑨map; props.api("").⑩map;
  window.⑭debug.⑮map;
  const { h } = window;
  h.⑰state.⑱zoom;
}
type Made = ReturnType<typeof make>;
function g<T extends Text>(t: T, s: InstanceType<typeof App>["scene"], r: Made, k: Text["font"] | null) {
  t.⑪font; s.⑫map; k.⑬size; r.⑯scene;
}
""",
        {
            "①": "src/types.ts Base.id",
            "②": "src/types.ts Base.id",
            "③": "src/types.ts Ordered.index",
            "④": "src/types.ts Line.points",
            "⑤": "src/types.ts Text.type",
            "⑥": "src/types.ts Props.state",
            "⑦": "src/types.ts AppState.zoom",
            "⑧": "src/types.ts Props.scene",
            "⑨": "src/types.ts Scene.map",
            "⑩": "src/types.ts Scene.map",
            "⑪": "src/types.ts Text.font",
            "⑫": "src/types.ts Scene.map",
            "⑬": "src/types.ts Key.size",
            "⑭": "src/types.ts Window.debug",
            "⑮": "src/types.ts Scene.map",
            "⑯": "src/types.ts App.scene",
            "⑰": "src/types.ts Window.h.state",
            "⑱": "src/types.ts AppState.zoom",
        },
    ),
    "bounds and arguments of type parameters": (
        """
# --- src/main/java/a/Box.java
package a;
class Box<T extends Item, U> {
  T held; U other;
  T get() { held.①weigh(); return held; }
  java.util.List<T> all() { return null; }
  static <R extends Item> R go(R one) { one.②weigh(); return one; }
}
class Item { int weigh() { return 1; } }
class Tin extends Item { void open() {} }
class Use {
  void run(Box<Tin, Item> box) {
    box.get().③open();
    box.other.④weigh();
    for (Tin tin : box.all()) { tin.⑤open(); }
    box.all().get(0).⑥open();
  }
}
# --- src/k.kt
package k
open class Good {
  fun weigh() {}
}
class Can : Good() {
  fun open() {}
}
class Crate<T : Good>(val held: T) {
  fun get(): T = held
  fun say() { held.⑦weigh() }
}
fun <T : Good> go(one: T, crate: Crate<Can>) {
  one.⑧weigh()
  crate.get().⑨open()
  crate.held.⑩open()
}
# --- go.mod
module x
# --- g.go
package x
type Opener interface { Open() }
type Box[T Opener] struct { held T }
type Tin struct{}
func (t Tin) Open() {}
func (b *Box[T]) Get() T { b.held.⑪Open(); return b.held }
func Go[T Opener](one T, b Box[Tin]) { one.⑫Open(); b.Get().⑬Open() }
# --- Cargo.toml
[package]
name = "q"
# --- src/lib.rs
pub trait Handler { fn call(&self); }
pub struct Tin {}
impl Tin { fn open(&self) {} }
pub struct Crate<H: Handler, T> { handler: H, held: T }
pub fn run<H: Handler, K>(h: H, k: &K, c: Crate<H, Tin>) where K: Handler + Clone {
    h.⑭call(); k.⑮call(); c.held.⑯open(); c.handler.⑰call();
}
impl<H: Handler, T> Crate<H, T> {
    fn go(&self, h: H) { h.⑱call(); self.handler.⑲call(); }
}
""",
        {
            "①": "src/main/java/a/Box.java Item.weigh",
            "②": "src/main/java/a/Box.java Item.weigh",
            "③": "src/main/java/a/Box.java Tin.open",
            "④": "src/main/java/a/Box.java Item.weigh",
            "⑤": "src/main/java/a/Box.java Tin.open",
            "⑥": "src/main/java/a/Box.java Tin.open",
            "⑦": "src/k.kt Good.weigh",
            "⑧": "src/k.kt Good.weigh",
            "⑨": "src/k.kt Can.open",
            "⑩": "src/k.kt Can.open",
            "⑪": "g.go Opener.Open",
            "⑫": "g.go Opener.Open",
            "⑬": "g.go Tin.Open",
            "⑭": "src/lib.rs Handler.call",
            "⑮": "src/lib.rs Handler.call",
            "⑯": "src/lib.rs Tin.open",
            "⑰": "src/lib.rs Handler.call",
            "⑱": "src/lib.rs Handler.call",
            "⑲": "src/lib.rs Handler.call",
        },
    ),
}


@pytest.mark.parametrize(("repository", "expected"), CASES.values(), ids=CASES)
def test_members_of_generic_types(repository: str, expected: dict[str, str]) -> None:
    assert definitions(repository) == expected


BOUNDS = [
    ("a.java", "class Box<T extends Tin> { T one; }", "class Box<T extends Tub> { T one; }"),
    ("a.go", "package a\ntype Tins []Tin\n", "package a\ntype Tins []Tub\n"),
    ("a.rs", "pub struct Box<T: Tin> { one: T }\n", "pub struct Box<T> where T: Tub { one: T }\n"),
]


@pytest.mark.parametrize(("path", "before", "after"), BOUNDS)
def test_who_looks_at_a_bound_looks_again_when_it_changes(path: str, before: str, after: str) -> None:
    read = (parse_file(language_of(path, b""), text.encode()) for text in (before, after))
    old, new = (replace(facts, references=(), bindings=exported_bindings(facts)) for facts in read)
    assert f"{path}#{'Tins' if 'Tins' in before else 'Box'}" in export_keys(path, old, new)
