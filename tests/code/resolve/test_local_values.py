"""What the value of a local name is that has no declared type: made by a call, or handed to a function."""

from __future__ import annotations

import pytest

from tests.code.resolve.marked import UNKNOWN, definitions

CASES = {
    "Lua: tables that modules return": (
        """
# --- lua/shop/actions.lua
local M = {}
M.go = function() return 1 end
function M.close(x) M.①go() end
function M:open() self:②go() end
local function own() end
return M
# --- lua/shop/init.lua
local actions = require("shop.actions")
local utils = require "shop.utils"
local close = require("shop.actions").close
local M = { go = 1 }
function M.run() actions.④close(1); utils.⑤join(); close(); ⑥own() end
local own = function() M.⑦run() end
actions.⑧own()
return M
# --- lua/shop/utils.lua
return { join = function() end, split = 1 }
# --- lua/shop/user.lua
local shop = require("shop")
shop.⑨run()
# --- lua/shop/list.lua
local List = {}
List.__index = List
function List:new(o) local obj = { a = 1 } ; return setmetatable(obj, self) end
function List.make() return setmetatable({}, List) end
function List:add() end
local other = setmetatable({}, { __index = 1 })
function other.go() end
function List.use()
  List:new():③add()
  local one = List.make()
  one:⑩add()
  other.⑪go()
end
return List
""",
        {
            "①": "lua/shop/actions.lua M.go",
            "②": "lua/shop/actions.lua M.go",
            "③": "lua/shop/list.lua List.add",
            "④": "lua/shop/actions.lua M.close",
            "⑤": "lua/shop/utils.lua join",
            "⑥": "lua/shop/init.lua own",
            "⑦": "lua/shop/init.lua M.run",
            "⑧": UNKNOWN,
            "⑨": "lua/shop/init.lua M.run",
            "⑩": "lua/shop/list.lua List.add",
            "⑪": "lua/shop/list.lua other.go",
        },
    ),
    "Go, Rust, Kotlin: what bears the name of what it is made from": (
        """
# --- go.mod
module example.com/x
# --- client/c.go
package client
type Client struct{}
func New() *Client { return nil }
func (c *Client) Run() *Client { return c }
# --- a.go
package a
import "example.com/x/client"
type Cart struct { Items []Item; First Item }
type Item struct { Name string }
func run() {
	client := ①client.②New()
	client.③Run()
}
func each(cart Cart) {
	for _, cart := range cart.④Items {
		cart.⑤Name()
	}
	var cart = cart.⑥First
	cart.⑦Name()
}
# --- src/a/a.kt
class Key { fun name() {} }
class Cart(val key: Key) {
  fun run() {
    val key = ⑧key
    key.⑨name()
  }
}
# --- Cargo.toml
[package]
name = "x"
# --- src/lib.rs
mod desk;
fn run() {
    let desk = desk::⑩open();
    desk.⑪close();
}
# --- src/desk.rs
pub struct Desk {}
impl Desk { pub fn close(&self) {} }
pub fn open() -> Desk {}
""",
        {
            "①": "client/c.go",
            "②": "client/c.go New",
            "③": "client/c.go Client.Run",
            "④": "a.go Cart.Items",
            "⑤": "a.go Item.Name",
            "⑥": "a.go Cart.First",
            "⑦": "a.go Item.Name",
            "⑧": "src/a/a.kt Cart.key",
            "⑨": "src/a/a.kt Key.name",
            "⑩": "src/desk.rs open",
            "⑪": "src/desk.rs Desk.close",
        },
    ),
    "Kotlin: what a block is handed": (
        """
# --- src/a/a.kt
class Key {
  fun name() {}
}
class Cart(val key: Key) {
  fun lock() {}
}
fun go(carts: Map<Key, Cart>, list: List<Cart>, one: Cart?) {
  for (e in carts) { e.①name() }
  for (one in list) { one.②lock() }
  list.forEach { it.③lock() }
  list.filter { c -> c.④lock() }.any { it.⑤key.⑥name() }
  one?.let { it.⑦lock() }
  one.also { c -> c.⑧lock() }
  elsewhere { it.⑨lock() }
  list.forEach { run { it.⑩lock() } }
  carts.forEach { it.⑪name() }
  list.map { it.key }.forEach { it.⑫name() }
}
""",
        {
            "①": UNKNOWN,
            "②": "src/a/a.kt Cart.lock",
            "③": "src/a/a.kt Cart.lock",
            "④": "src/a/a.kt Cart.lock",
            "⑤": "src/a/a.kt Cart.key",
            "⑥": "src/a/a.kt Key.name",
            "⑦": "src/a/a.kt Cart.lock",
            "⑧": "src/a/a.kt Cart.lock",
            "⑨": UNKNOWN,
            "⑩": UNKNOWN,
            "⑪": UNKNOWN,
            "⑫": UNKNOWN,
        },
    ),
    "Java: members of a class without a name": (
        """
# --- src/main/java/a/Use.java
package a;
class Sql { void select(String x) {} int size() { return 1; } }
class Use {
  int size() { return 2; }
  void run(int size) {
    new Sql() {{ ①select("a"); ②size(); }};
    Sql one = new Sql() { void go() { ③select("b"); ④size(); ⑤run(⑥size); } };
    ⑦size();
    ⑧select("c");
  }
}
""",
        {
            "①": "src/main/java/a/Use.java Sql.select",
            "②": "src/main/java/a/Use.java Sql.size",
            "③": "src/main/java/a/Use.java Sql.select",
            "④": "src/main/java/a/Use.java Sql.size",
            "⑤": "src/main/java/a/Use.java Use.run",
            "⑥": "src/main/java/a/Use.java:5",
            "⑦": "src/main/java/a/Use.java Use.size",
            "⑧": UNKNOWN,
        },
    ),
    "Java: what a lambda is handed": (
        """
# --- src/main/java/a/Cart.java
package a;
import java.util.*;
class Cart {
  void lock() {}
  List<Cart> inner;
  void go(List<Cart> carts, Map<Cart, Cart> map) {
    carts.forEach(c -> c.①lock());
    carts.stream().filter((c) -> c.②lock()).sorted()
      .anyMatch(c -> { return c.inner.stream().allMatch(d -> d.③lock()); });
    carts.stream().map(c -> c.inner).forEach(c -> c.④lock());
    map.forEach((k, v) -> k.⑤lock());
    carts.forEach((Other c) -> c.⑥lock());
  }
}
""",
        {
            "①": "src/main/java/a/Cart.java Cart.lock",
            "②": "src/main/java/a/Cart.java Cart.lock",
            "③": "src/main/java/a/Cart.java Cart.lock",
            "④": UNKNOWN,
            "⑤": UNKNOWN,
            "⑥": UNKNOWN,
        },
    ),
    "C#: what a lambda is handed": (
        """
# --- a/Cart.cs
class Cart {
  void Lock() {}
  List<Cart> Inner { get; set; }
  T Get<T>() { return null; }
  void Go(IEnumerable<Cart> carts, Cart[] all) {
    carts.Where(c => c.①Lock()).First((c) => c.②Lock());
    all.Any(c => c.Inner.Any(d => d.③Lock()));
    carts.Select(c => c.Inner).Where(c => c.④Lock());
    carts.Where((c, i) => c.⑤Lock());
  }
}
""",
        {
            "①": "a/Cart.cs Cart.Lock",
            "②": "a/Cart.cs Cart.Lock",
            "③": "a/Cart.cs Cart.Lock",
            "④": UNKNOWN,
            "⑤": UNKNOWN,
        },
    ),
    "Rust: what a closure is handed": (
        """
# --- src/lib.rs
struct Cart { inner: Vec<Cart>, key: Option<Cart> }
impl Cart {
  fn lock(&self) -> bool { true }
  fn go(&self, carts: Vec<Cart>, map: HashMap<Cart, Cart>) {
    carts.iter().filter(|c| c.①lock()).any(|&c| c.②lock());
    self.inner.iter().for_each(|c| c.③lock());
    self.key.as_ref().map(|c| c.④lock());
    map.iter().map(|c| c.⑤lock());
    carts.iter().map(|c| c.key).map(|c| c.⑥lock());
  }
}
""",
        {
            "①": "src/lib.rs Cart.lock",
            "②": "src/lib.rs Cart.lock",
            "③": "src/lib.rs Cart.lock",
            "④": "src/lib.rs Cart.lock",
            "⑤": UNKNOWN,
            "⑥": UNKNOWN,
        },
    ),
    "TypeScript: what a function is handed": (
        """
# --- src/cart.ts
class Cart { lock() {} ; inner: Cart[]; }
export function go(carts: Cart[], map: Map<Key, Cart>) {
  carts.forEach((c) => c.①lock());
  carts.filter(c => c.②lock()).map(function (c) { c.③lock() });
  map.forEach((c) => c.④lock());
  map.forEach((c, k) => c.⑤lock());
  for (const [k, c] of map) { c.⑥lock(); k.⑦lock(); }
  carts.map(({ inner }) => inner[0].⑧lock());
  carts.map(c => c.inner).forEach(c => c.⑨lock());
  carts.forEach((c: Other) => c.⑩lock());
}
class Key {}
""",
        {
            "①": "src/cart.ts Cart.lock",
            "②": "src/cart.ts Cart.lock",
            "③": "src/cart.ts Cart.lock",
            "④": "src/cart.ts Cart.lock",
            "⑤": "src/cart.ts Cart.lock",
            "⑥": "src/cart.ts Cart.lock",
            "⑦": UNKNOWN,
            "⑧": "src/cart.ts Cart.lock",
            "⑨": UNKNOWN,
            "⑩": UNKNOWN,
        },
    ),
    "C++: what `auto` stands for": (
        """
# --- a/cart.h
namespace shop {
class Item { public: void Weigh(); Item* next; };
class Cart { public: Item* First(); std::vector<Item*> items; static Cart Open(); };
Cart* Find(int key);
}
# --- a/main.cc
#include "cart.h"
using namespace shop;
void Go(Cart& given) {
  const auto cart = Find(1);
  auto* item = cart->①First();
  item->②Weigh();
  auto& next = item->next;
  next->③Weigh();
  auto made = std::make_unique<Cart>();
  made->④First()->⑤Weigh();
  for (auto& each : given.items) each->⑥Weigh();
  if (auto found = shop::Find(2)) found->⑦First();
  if (Item* other = given.First()) other->⑧Weigh();
  auto opened = Cart::Open();
  opened.⑨First();
  auto [a, b] = Pair();
  ⑩a.Weigh();
  auto unknown = Elsewhere();
  unknown.⑪Weigh();
  for (auto i = given.First(); i; i = i->⑫next) i->⑬Weigh();
}
""",
        {
            "①": "a/cart.h Cart.First",
            "②": "a/cart.h Item.Weigh",
            "③": "a/cart.h Item.Weigh",
            "④": "a/cart.h Cart.First",
            "⑤": "a/cart.h Item.Weigh",
            "⑥": "a/cart.h Item.Weigh",
            "⑦": "a/cart.h Cart.First",
            "⑧": "a/cart.h Item.Weigh",
            "⑨": "a/cart.h Cart.First",
            "⑩": "a/main.cc:16",
            "⑪": UNKNOWN,
            "⑫": "a/cart.h Item.next",
            "⑬": "a/cart.h Item.Weigh",
        },
    ),
    "Go: the values of a mapping": (
        """
# --- a/a.go
package a
type Key struct{}
func (Key) Name() string { return "" }
type Cart struct{}
func (Cart) Open() string { return "" }
func Go(carts map[Key]Cart, list []Cart) {
	for key, cart := range carts { key.①Name(); cart.②Open(); cart.③Name() }
	for _, one := range list { one.④Open() }
	for one := range carts { one.⑤Name() }
}
""",
        {
            "①": UNKNOWN,
            "②": "a/a.go Cart.Open",
            "③": UNKNOWN,
            "④": "a/a.go Cart.Open",
            "⑤": UNKNOWN,
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_members_of_a_local_name_are_those_of_its_value(case: str) -> None:
    text, meant = CASES[case]
    assert definitions(text) == meant
