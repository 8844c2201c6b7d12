"""Go: what names mean through packages, receivers, embedding and declared types."""

from __future__ import annotations

import pytest

from .marked import UNKNOWN, definitions

CASES = {
    "a package of another module is none of those here, whatever its path ends in": (
        """
# --- go.mod
module charm.example/tea/v2
# --- key.go
package tea

import (
	uv "github.com/charm/violet"
	"github.com/charm/x/ansi"
	"charm.example/tea/v2/ansi"
)

const Enter = uv.①Enter

func use() { ②uv.③Left(); ④ansi.⑤Far() }
# --- left.go
package tea

func Left() {}
# --- ansi/ansi.go
package ansi

func Near() {}
""",
        {"①": UNKNOWN, "②": UNKNOWN, "③": UNKNOWN, "④": "ansi/ansi.go", "⑤": UNKNOWN},
    ),
    "the blank identifier is nothing that could be used": (
        """
# --- a.go
package a

type Painter interface{ Paint() }
type Board struct{}

var _ Painter = (*Board)(nil)
var ①_ ②Painter = &Board{}

func use() { ③_, _ = make(); for ④_, x := range xs() { ⑤x.Paint() } }
func _() {}
func xs() []Painter { return nil }
""",
        {"①": UNKNOWN, "②": "a.go Painter", "③": UNKNOWN, "④": UNKNOWN, "⑤": "a.go:9"},
    ),
    "a package is all files of its folder": (
        """
# --- go.mod
module example.org/shop
# --- main.go
package main

import (
	"example.org/shop/cart"
	money "example.org/shop/internal/cash"
	"fmt"
)

func main() {
	c := ①cart.②New()
	c.③Add("x")
	money.④Round(1)
	fmt.⑤Println(c)
	⑥helper()
}
# --- helper.go
package main

func helper() {}
# --- cart/cart.go
package cart

type Cart struct{ items []string }

func New() *Cart { return &Cart{} }
# --- cart/add.go
package cart

func (c *Cart) Add(item string) {
	c.⑦items = append(c.items, item)
	⑧New()
}
# --- internal/cash/cash.go
package cash

func Round(x int) int { return x }
""",
        {
            "①": "cart/add.go",
            "②": "cart/cart.go New",
            "③": "cart/add.go Cart.Add",
            "④": "internal/cash/cash.go Round",
            "⑤": UNKNOWN,
            "⑥": "helper.go helper",
            "⑦": "cart/cart.go Cart.items",
            "⑧": "cart/cart.go New",
        },
    ),
    "members are found on embedded types, fields and elements": (
        """
# --- a.go
package a

type Engine struct{ Size int }

func (e *Engine) Start() error { return nil }

type Car struct {
	Engine
	Spare *Engine
	Parts []Engine
	ByName map[string]*Engine
}

func drive(car *Car) {
	car.①Start()
	car.②Spare.③Start()
	car.④Size = 1
	for _, part := range car.Parts {
		part.⑤Start()
	}
	car.ByName["x"].⑥Start()
	if err := car.Start(); err != nil {
		⑦err.Error()
	}
	other := Car{}
	other.⑧Missing()
}
""",
        {
            "①": "a.go Engine.Start",
            "②": "a.go Car.Spare",
            "③": "a.go Engine.Start",
            "④": "a.go Engine.Size",
            "⑤": "a.go Engine.Start",
            "⑥": "a.go Engine.Start",
            "⑦": "a.go:22",
            "⑧": UNKNOWN,
        },
    ),
    "a type may be called as what another language keeps for something else": (
        """
# --- main.go
package main

type namespace struct{ name string }

func run(①one namespace) { ②one.③name = "" }
""",
        {"①": "main.go:5", "②": "main.go:5", "③": "main.go namespace.name"},
    ),
    "the innermost scope counts, and type parameters are names": (
        """
# --- a.go
package a

var name = 1

func Map[T any, U any](xs []①T, f func(T) ②U) {
	③name := 2
	if true {
		name := 3
		_ = ④name
	}
	_ = ⑤name
}

func other() { _ = ⑥name }
""",
        {"①": "a.go:5", "②": "a.go:5", "③": "a.go:6", "④": "a.go:8", "⑤": "a.go:6", "⑥": "a.go name"},
    ),
}


@pytest.mark.parametrize(("repository", "expected"), CASES.values(), ids=CASES)
def test_in_go(repository: str, expected: dict[str, str]) -> None:
    assert definitions(repository) == expected
