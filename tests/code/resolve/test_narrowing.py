"""Names of which a test has shown what they are have the members of that."""

from __future__ import annotations

import pytest

from tests.code.resolve.marked import UNKNOWN, definitions

CASES = {
    "Python": (
        """
# --- m.py
class Item:
    price: int
class Cart:
    total: int
def run(x, u: Cart | Item, xs, y, z, made):
    if isinstance(x, Item):
        x.①price
    else:
        x.②price
    if isinstance(x, (Item, Cart)) and x.③price:
        x.④total
    if isinstance(x, Item) or x.⑤price:
        x.⑥price
    found = [each.⑦price for each in xs if isinstance(each, Item)]
    cost = u.⑧total if isinstance(u, Cart) else u.⑨price
    if not isinstance(y, Item):
        y.⑩price
        return
    y.⑪price
    assert isinstance(z, Cart)
    kept = z
    kept.⑫total
    if isinstance(made, Item):
        made = Cart()
        made.⑬price
        made.⑭total
    if not isinstance(x, Item):
        pass
    elif x.⑮price:
        pass
    ⑯x
""",
        {
            "①": "m.py Item.price",
            "②": UNKNOWN,
            "③": "m.py Item.price",
            "④": "m.py Cart.total",
            "⑤": UNKNOWN,
            "⑥": UNKNOWN,
            "⑦": "m.py Item.price",
            "⑧": "m.py Cart.total",
            "⑨": "m.py Item.price",
            "⑩": UNKNOWN,
            "⑪": "m.py Item.price",
            "⑫": "m.py Cart.total",
            "⑬": UNKNOWN,
            "⑭": "m.py Cart.total",
            "⑮": "m.py Item.price",
            "⑯": "m.py:5",
        },
    ),
    "TypeScript": (
        """
# --- a.ts
export class Cart { total: number }
export class Item { price: number }
function run(x: unknown, y: unknown, z: unknown) {
  if (x instanceof Cart) { x.①total } else { x.②total }
  if (!(y instanceof Item)) return
  y.③price
  const cost = z instanceof Cart ? z.④total : 0
  return z instanceof Item && z.⑤price
}
""",
        {
            "①": "a.ts Cart.total",
            "②": UNKNOWN,
            "③": "a.ts Item.price",
            "④": "a.ts Cart.total",
            "⑤": "a.ts Item.price",
        },
    ),
    "Go": (
        """
# --- go.mod
module x
# --- a.go
package x
type Cart struct { Total int }
type Item struct { Price int }
func run(x any) {
	switch v := x.(type) {
	case *Cart:
		v.①Total = 1
		kept := v
		kept.②Total = 1
	case Item:
		v.③Price = 1
		v.④Total = 1
	case string, Cart:
		v.⑤Total = 1
	default:
		⑥v
	}
}
""",
        {
            "①": "a.go Cart.Total",
            "②": "a.go Cart.Total",
            "③": "a.go Item.Price",
            "④": UNKNOWN,
            "⑤": UNKNOWN,
            "⑥": "a.go:5",
        },
    ),
    "Rust: names within patterns, and one that is bound anew": (
        """
# --- Cargo.toml
[package]
name = "app"
# --- src/main.rs
fn run() {
  xs.iter().map(|(k, v)| ①v);
  xs.iter().map(|(a, (b, &c))| ②b + ③c);
  match z { Foo::Bar(_, &d) => ④d, [p, q] => ⑤q }
  for (i, &(j, k)) in xs { ⑥j }
  xs.map(|&e| ⑦e);
  let f = mk();
  let f: &Cart = &⑧f.get();
  ⑨f;
}
""",
        {
            "①": "src/main.rs:2",
            "②": "src/main.rs:3",
            "③": "src/main.rs:3",
            "④": "src/main.rs:4",
            "⑤": "src/main.rs:4",
            "⑥": "src/main.rs:5",
            "⑦": "src/main.rs:6",
            "⑧": "src/main.rs:7",
            "⑨": "src/main.rs:8",
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_what_a_test_has_shown_holds_where_it_is_true(text: str, expected: dict[str, str]) -> None:
    assert definitions(text) == expected
