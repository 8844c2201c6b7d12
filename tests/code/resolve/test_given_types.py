"""What types that are given to a function or class make of it, where it is called or named."""

from __future__ import annotations

import pytest

from tests.code.resolve.marked import UNKNOWN, definitions

CASES = {
    "React, zustand: what keeps a value of the type that is given": (
        """
# --- types.ts
export interface Cart { total: number }
export interface Handle { scroll(): void }
export interface State { setStatus(s: string): void; cart: Cart }
# --- a.tsx
import React, { useRef, useState } from 'react'
import { create } from 'zustand'
import { Cart, Handle, State } from './types'
export const useStore = create<State>((set, get) => ({ setStatus: (s) => set({}), cart: null }))
export const useOther = create<State>()((set, get) => ({ setStatus: (s) => set({}), cart: null }))
function Panel() {
  const ref = useRef<Handle | null>(null)
  const other = React.useRef<Handle>(null)
  const [cart, setCart] = useState<Cart>()
  const [list, setList] = useState<Cart[] | null>([])
  const carts = new Map<string, Cart>()
  ref.current?.①scroll(); other.current.②scroll()
  cart.③total; setCart((old) => old.④total)
  carts.get('x').⑤total
  for (const each of new Set<Cart>()) each.⑥total
  useStore.getState().⑦setStatus('x'); useOther.getState().⑧setStatus('x')
  useStore((s) => s.⑨cart)
  const unknown = useQuery<Cart>()
  unknown.⑩total
  Object.values(named).map((each) => each.⑪total)
  list.map((each) => each.⑫total)
}
const named: Record<string, Cart> = {}
""",
        {
            "①": "types.ts Handle.scroll",
            "②": "types.ts Handle.scroll",
            "③": "types.ts Cart.total",
            "④": "types.ts Cart.total",
            "⑤": "types.ts Cart.total",
            "⑥": "types.ts Cart.total",
            "⑦": "types.ts State.setStatus",
            "⑧": "types.ts State.setStatus",
            "⑨": "types.ts State.cart",
            "⑩": UNKNOWN,
            "⑪": "types.ts Cart.total",
            "⑫": "types.ts Cart.total",
        },
    ),
    "TypeScript: functions and classes of the project": (
        """
# --- a.ts
export class Cart { total: number }
class Box<T> { held: T; get(): T { return this.held } all(): Map<string, T> {} }
class CartBox extends Box<Cart> {}
class Sub<A, B> extends Box<B> {}
function load<T>(name: string): Promise<T> {}
const parse = <T>(text: string): T[] => []
async function run(sub: Sub<string, Cart>) {
  const one = await load<Cart>('x'); one.①total
  const many = parse<Cart>('x'); many[0].②total
  const box = new Box<Cart>(); box.③get().④total
  const own = new CartBox(); own.⑤get().⑥total; own.all().get('x').⑦total
  sub.held.⑧total
}
""",
        {
            "①": "a.ts Cart.total",
            "②": "a.ts Cart.total",
            "③": "a.ts Box.get",
            "④": "a.ts Cart.total",
            "⑤": "a.ts Box.get",
            "⑥": "a.ts Cart.total",
            "⑦": "a.ts Cart.total",
            "⑧": "a.ts Cart.total",
        },
    ),
    "Go": (
        """
# --- go.mod
module x
# --- a.go
package x
type Cart struct { Total int }
type Box[T any] struct { val T }
func (b *Box[T]) Get() T { return b.val }
func New[T any]() *Box[T] { return nil }
func Load[T any, U any](s string) (T, error) { return nil, nil }
func Map[K comparable, V any]() map[K]V { return nil }
func run(handlers []func() Cart, byName map[string]func() *Cart, carts chan Cart) {
	c, err := Load[Cart, int]("x")
	c.①Total = 1
	err.②Total = 1
	b := New[Cart]()
	b.③Get().④Total = 1
	m := Map[string, *Cart]()
	m["x"].⑤Total = 1
	made := handlers[0]()
	made.⑥Total = 1
	other := byName[name]()
	other.⑦Total = 1
	got, ok := <-carts
	got.⑧Total = 1
	ok.⑨Total = 1
}
""",
        {
            "①": "a.go Cart.Total",
            "②": UNKNOWN,
            "③": "a.go Box.Get",
            "④": "a.go Cart.Total",
            "⑤": "a.go Cart.Total",
            "⑥": "a.go Cart.Total",
            "⑦": "a.go Cart.Total",
            "⑧": "a.go Cart.Total",
            "⑨": UNKNOWN,
        },
    ),
    "Python: type variables, what bounds them, and descriptors": (
        """
# --- m.py
from typing import Generic, Protocol, TypeVar
T = TypeVar("T")
I = TypeVar("I", bound="Item")
class Item:
    price: int
    @classmethod
    def make(cls: type[I]) -> I: ...
    def copy(self: I) -> I: return self
class Book(Item):
    pages: int
class Box(Generic[T]):
    val: T
    def get(self) -> T: ...
    def all(self) -> list[T]: ...
class ItemBox(Box[Item]): ...
class Deep(Box[T]): ...
class New[V, W]:
    def both(self) -> dict[V, W]: ...
class Price:
    def __get__(self, obj, owner) -> Item: ...
class Holder:
    price = Price()
    plain: Price = Price()
Alias = Item
def run(box: Box[Item], own: ItemBox, deep: Deep[Item], new: New[str, Item], some: I, alias: Alias, any: T):
    box.get().①price; box.val.②price
    own.get().③price; deep.get().④price
    for each in own.all(): each.⑤price
    new.both()["x"].⑥price
    some.⑦price; alias.⑧price; any.⑨price
    Book.make().⑩pages; Book().copy().⑪pages
    Holder().price.⑫price
    Holder().plain.⑬price
""",
        {
            **dict.fromkeys("①②③④⑤⑥⑦⑧", "m.py Item.price"),
            "⑨": UNKNOWN,
            "⑩": "m.py Book.pages",
            "⑪": "m.py Book.pages",
            "⑫": "m.py Item.price",
            "⑬": UNKNOWN,
        },
    ),
    "Python: what builtin functions make of one container": (
        """
# --- m.py
class Item:
    price: int
class Graph:
    def __getitem__(self, key) -> Item: ...
def run(xs: list[Item], graph: Graph, named: dict[str, Item], item: Item):
    for number, each in enumerate(xs): each.①price
    sorted(xs, key=str)
    best = max(xs, key=lambda each: 1)
    best.②price
    first = next(iter(xs), None)
    first.③price
    listed = list(named.values())
    listed[0].④price
    nodes = list(graph)
    nodes[0].⑤price
    keys = sorted(named)
    keys[0].⑥price
    larger = max(item, 3)
    larger.⑦price
    other = type(item)()
    other.⑧price
    item.__class__().⑨price
""",
        {
            **dict.fromkeys("①②③④⑧⑨", "m.py Item.price"),
            "⑤": UNKNOWN,
            "⑥": UNKNOWN,
            "⑦": UNKNOWN,
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_what_is_made_with_types_has_their_members(text: str, expected: dict[str, str]) -> None:
    assert definitions(text) == expected
