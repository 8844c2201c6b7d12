"""Stack traces as runtimes print them."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.traces import read_trace

PYTHON = """Why do I get this?
Traceback (most recent call last):
  File "/srv/app/main.py", line 3, in <module>
    total([])
    ~~~~~^^^^
  File "shop/till.py", line 14, in total
    raise EmptyBasket
shop.till.EmptyBasketError: nothing in it"""
NODE = """TypeError: Cannot read properties of undefined (reading 'price')
    at total (/srv/shop/src/till.js:12:5)
    at async Object.handle [as run] (file:///srv/shop/src/desk.js:7:3)
    at /srv/shop/src/main.js:2:1"""
JAVA = """Exception in thread "main" java.lang.IllegalStateException: empty
\tat shop.Till.total(Till.java:12)
\tat shop.Main.main(Main.java:4)"""
GO = """panic: empty basket

goroutine 1 [running]:
main.total(...)
\t/srv/shop/till.go:12
main.main()
\t/srv/shop/main.go:4 +0x1d"""
RUBY = """lib/till.rb:12:in `total': empty (EmptyBasket)
\tfrom lib/main.rb:4:in `<main>'"""
CSHARP = """System.InvalidOperationException: empty
   at Shop.Till.Total(List`1 basket) in /srv/Till.cs:line 12
   at Shop.Program.Main() in /srv/Program.cs:line 4"""


@pytest.mark.parametrize(
    ("text", "calls", "error"),
    [
        (
            PYTHON,
            [("shop/till.py", 14, "total"), ("/srv/app/main.py", 3, "module")],
            "shop.till.EmptyBasketError: nothing in it",
        ),
        (
            NODE,
            [
                ("/srv/shop/src/till.js", 12, "total"),
                ("file:///srv/shop/src/desk.js", 7, "handle"),
                ("/srv/shop/src/main.js", 2, ""),
            ],
            "TypeError: Cannot read properties of undefined (reading 'price')",
        ),
        (
            JAVA,
            [("Till.java", 12, "total"), ("Main.java", 4, "main")],
            'Exception in thread "main" java.lang.IllegalStateException: empty',
        ),
        (GO, [("/srv/shop/till.go", 12, ""), ("/srv/shop/main.go", 4, "")], "panic: empty basket"),
        (RUBY, [("lib/till.rb", 12, "total"), ("lib/main.rb", 4, "main")], ""),
        (
            CSHARP,
            [("/srv/Till.cs", 12, "Total"), ("/srv/Program.cs", 4, "Main")],
            "System.InvalidOperationException: empty",
        ),
    ],
    ids=["python", "node", "java", "go", "ruby", "csharp"],
)
def test_the_calls_of_a_trace_are_read_the_innermost_first(
    text: str, calls: list[tuple[str, int, str]], error: str
) -> None:
    trace = read_trace(text)
    assert trace is not None
    assert [(each.path, each.line, each.name) for each in trace.frames] == calls
    assert trace.error == error


def test_the_source_that_was_printed_goes_with_its_call() -> None:
    trace = read_trace(PYTHON)
    assert trace is not None
    assert [each.source for each in trace.frames] == ["raise EmptyBasket", "total([])"]


@pytest.mark.parametrize(
    "text",
    ["", "Who calls total?", "what is at shop/till.py:12", "Note: see\nat home", "Why is ValueError raised?"],
)
def test_what_is_no_trace_is_none(text: str) -> None:
    assert read_trace(text) is None
