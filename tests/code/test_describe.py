"""Facts put into English: what a person reads where no model is configured."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.intents import Intent
from stc_lsp.code.describe.dispatch import describe
from stc_lsp.code.describe.facts import (
    Change,
    CommandLine,
    DefinitionFacts,
    Description,
    FolderFacts,
    History,
    Mention,
    ModuleFacts,
    RepositoryFacts,
    Several,
)
from stc_lsp.code.describe.undocumented import beyond_signature

FUNCTION = DefinitionFacts(
    kind="function",
    keyword="def",
    path="shop/prices.py",
    label="price_of",
    name="price_of",
    signature="def price_of(item: str, *, discount: float = 0) -> int",
    parameters=("item", "*", "discount"),
    returns="int",
)
CLASS = DefinitionFacts(kind="class", keyword="class", path="shop/cart.py", label="Cart", name="Cart")
MODULE = ModuleFacts(path="shop/cart.py", name="cart", language="python", line_count=40)
METHOD = FUNCTION._replace(
    kind="method", label="Cart.total", name="total", container="Cart", container_keyword="class"
)


def answer(said: Description, intent: Intent) -> str:
    """The answer to the one question of that intent."""
    (found,) = [each.answer for each in said.questions if each.intent == intent]
    return found


def asks(said: Description, intent: Intent) -> bool:
    """Whether there is a question of that intent."""
    return any(each.intent == intent for each in said.questions)


def users(*mentions: Mention, places: int = 0) -> Several:
    """Those mentions, and nobody else."""
    files = len({mention.path for mention in mentions})
    return Several(mentions, len(mentions), places or len(mentions), files)


@pytest.mark.parametrize(
    ("summary", "more"),
    [
        ("A function that returns `int`, without documentation.", ""),
        ("A class that extends `Base` and `Other`.", ""),
        (
            "A class that extends `Base` with the method `f`.",
            "A class that extends `Base` with the method `f`.",
        ),
        ("Creates `Cart`, calls `a`, and returns `int`.", "Creates `Cart` and calls `a`."),
        ("Calls `a` and returns `int`.", "Calls `a`."),
        ("Calls `a` and returns `str`.", "Calls `a` and returns `str`."),
    ],
)
def test_what_a_header_says_itself_is_left_out_beside_it(summary: str, more: str) -> None:
    assert beyond_signature(summary, "int") == more


def test_documentation_is_quoted() -> None:
    facts = FUNCTION._replace(documentation="Tell the price.  Of one item.\n\n:param item: what")
    said = describe(facts)
    assert said.summary == "Tell the price."
    assert answer(said, Intent.PURPOSE) == "`price_of`: Tell the price. Of one item."


@pytest.mark.parametrize(
    ("facts", "summary"),
    [
        (FUNCTION, "A function that returns `int`, without documentation."),
        (FUNCTION._replace(returns=""), "A function without documentation."),
        (
            FUNCTION._replace(calls=(Mention("Cart", keyword="class"), Mention("a", keyword="def"))),
            "Creates `Cart`, calls `a`, and returns `int`.",
        ),
        (
            FUNCTION._replace(name="run", label="run", returns="", calls=(Mention("a"), Mention("b"))),
            "Calls `a` and `b`.",
        ),
        (
            FUNCTION._replace(returns="", results=("shorten()", "text"), calls_outside=("shorten", "len")),
            "Calls `len` and returns what `shorten` gives and `text`.",
        ),
        (
            FUNCTION._replace(returns="", results=("getattr()",), calls_outside=("getattr",)),
            "Returns what `getattr` gives.",
        ),
        (
            METHOD._replace(
                name="__init__", label="Cart.__init__", parameters=("self", "size"), returns="None"
            ),
            "Sets up a new `Cart` from `size`.",
        ),
        (
            METHOD._replace(overrides=(Mention("Base.total", about="Adds everything up."),), returns=""),
            "Adds everything up. (So `Base.total`, which it overrides.)",
        ),
        (
            FUNCTION._replace(
                name="test_two_items", is_test=True, in_test_code=True, calls=(Mention("Cart"),)
            ),
            "Tests “two items”, using `Cart`.",
        ),
        (
            CLASS._replace(bases=(Mention("Base"),), members=(Mention("Cart.total"), Mention("Cart._x"))),
            "A class that extends `Base` with the method `total`.",
        ),
        (CLASS, "A class without documentation."),
        (
            CLASS._replace(keyword="type", signature="export type Cart<T> = Record<string, T>"),
            "A type defined as `Record<string, T>`, without documentation.",
        ),
        (
            CLASS._replace(keyword="type", signature="type Cart int"),
            "A type defined as `int`, without documentation.",
        ),
        (
            CLASS._replace(members=(Mention("Cart.__init__", about="Make an empty cart."),)),
            "Make an empty cart.",
        ),
        (
            MODULE._replace(classes=(Mention("Cart", about="What somebody wants to buy."),)),
            "Defines the class `Cart`. `Cart`: What somebody wants to buy.",
        ),
        (MODULE._replace(variables=("_a", "B")), "Defines `B` and `_a`."),
        (MODULE, "A Python file of 40 lines."),
        (
            MODULE._replace(imports=(Mention("shop/cart.py"),)),
            "A Python file of 40 lines that imports `shop/cart.py`.",
        ),
        (MODULE._replace(language="", line_count=1), "A text file of 1 line."),
        (
            MODULE._replace(
                in_test_code=True, tests=3, name="test_cart", exercises=(Mention("Cart", places=2),)
            ),
            "3 tests of “cart”, mostly using `Cart` (twice).",
        ),
    ],
)
def test_what_is_not_documented_is_derived_and_says_from_what(facts: DefinitionFacts, summary: str) -> None:
    assert describe(facts).summary == summary


def test_what_to_watch_for_is_told_in_short_sentences() -> None:
    facts = METHOD._replace(
        documentation="Add up.\n\n.. deprecated:: 2.0",
        raises=("ValueError", "KeyError"),
        environment=("CURRENCY",),
        options=("tax", "shipping"),
        sets=("cache",),
        overrides=(Mention("Base.total"),),
        overridden_by=users(Mention("Gift.total", "shop/gift.py")),
        callers=users(Mention("main", "main.py"), places=12),
    )
    assert describe(facts).watch_for == (
        "Deprecated. Raises `ValueError` and `KeyError`. Reads the environment variable `CURRENCY` and the "
        "settings `tax` and `shipping`. Changes its object: sets `cache`. Overrides `Base.total`. "
        "Overridden by `Gift.total`. A change here reaches far."
    )
    assert describe(FUNCTION._replace(documentation="Fine.")).watch_for == ""


@pytest.mark.parametrize(
    ("documentation", "told"),
    [
        ("@deprecated Use {@link #value()} instead.", "Deprecated: Use `value` instead."),
        ("Adds.\n\n.. deprecated:: 2.0\n   Use `sum`.", "Deprecated: Use `sum`."),
        ("Deprecated: use Sum. It is gone in 3.0.", "Deprecated: Use Sum."),
    ],
)
def test_what_is_to_be_used_instead_is_told(documentation: str, told: str) -> None:
    assert describe(FUNCTION._replace(documentation=documentation)).watch_for == told


def test_what_decorates_a_function_is_none_of_its_calls() -> None:
    facts = FUNCTION._replace(
        documentation="", decorators=("partial",), calls=(Mention("partial", "a.py"), Mention("cut", "a.py"))
    )
    said = describe(facts)
    assert "partial" not in said.summary
    assert "`cut`" in said.summary


def test_callers_are_told_file_by_file_and_tests_apart() -> None:
    facts = FUNCTION._replace(
        callers=users(
            Mention("main", "main.py"), Mention("Cart.total", "shop/cart.py"), Mention("x", "main.py")
        ),
        tests=users(Mention("test_price", "tests/test_prices.py", "test_price")),
    )
    said = describe(facts)
    assert answer(said, Intent.CALLERS) == (
        "`price_of` is used in 3 places in 2 files: by `main` and `x` in `main.py` and `Cart.total` in "
        "`shop/cart.py`. Test code uses it in 1 place: `test_price` in `tests/test_prices.py`."
    )
    assert answer(said, Intent.TESTS) == (
        "1 test or test helper uses `price_of` directly: `test_price` in `tests/test_prices.py`."
    )
    (question,) = [each for each in said.questions if each.intent == Intent.TESTS]
    assert [(each.path, each.qualname) for each in question.evidence] == [
        ("tests/test_prices.py", "test_price")
    ]


@pytest.mark.parametrize(
    ("changes", "answered"),
    [
        (
            {},
            "It may be meant for callers outside of it.",
        ),
        (
            {"overrides": (Mention("Base.total"),)},
            "It overrides `Base.total` and may be called through that.",
        ),
        (
            {"decorators": ("app.route('/')",)},
            "It may be called through its decorator `@app.route('/')`.",
        ),
        (
            {"outside_bases": ("click.Group",)},
            "Its class inherits from `click.Group`, which may call it.",
        ),
    ],
)
def test_something_that_nobody_calls_may_have_its_reasons(changes: dict[str, object], answered: str) -> None:
    told = answer(describe(METHOD._replace(**changes)), Intent.CALLERS)
    assert told == f"Nothing in this workspace calls `Cart.total` by name. {answered}"


def test_tests_that_reach_something_through_others_are_told() -> None:
    facts = FUNCTION._replace(tests_through=(Mention("Cart.total", "shop/cart.py", "Cart.total"),))
    assert answer(describe(facts), Intent.TESTS) == (
        "No test uses `price_of` directly; tests reach it through `Cart.total`."
    )
    assert answer(describe(FUNCTION), Intent.TESTS) == (
        "No test in this workspace uses `price_of` directly, nor one of its direct callers."
    )


def test_parameters_results_and_errors_come_with_what_is_documented_of_them() -> None:
    facts = FUNCTION._replace(
        documentation="Tell.\n\n:param item: its name\n:returns: cents\n:raises KeyError: if there is none",
        raises=("KeyError",),
        catches=("OSError",),
    )
    said = describe(facts)
    assert answer(said, Intent.PARAMETERS) == "`price_of` takes `item` and `discount`.\n- `item`: Its name."
    assert answer(said, Intent.RETURNS) == "`price_of` returns `int`. Cents."
    assert answer(said, Intent.RAISES) == (
        "`price_of` raises `KeyError`. `KeyError`: If there is none. It catches `OSError`."
    )


@pytest.mark.parametrize(
    ("changes", "answered"),
    [
        ({"returns": "None"}, "`price_of` returns nothing (`None`)."),
        ({"returns": "", "results": ("self.x",)}, "`price_of` declares no type; it returns `self.x`."),
        ({"returns": "", "documentation": "Do.\n\n:rtype: dict"}, "`price_of` returns `dict`."),
        ({"returns": "", "documentation": "Do.\n\n:return: the sum"}, "`price_of` returns: The sum."),
    ],
)
def test_what_is_returned_is_told_from_the_best_source(changes: dict[str, object], answered: str) -> None:
    assert answer(describe(FUNCTION._replace(**changes)), Intent.RETURNS) == answered


def test_what_is_not_known_is_not_asked() -> None:
    said = describe(FUNCTION._replace(returns="", parameters=()))
    for intent in (
        Intent.RETURNS,
        Intent.PARAMETERS,
        Intent.RAISES,
        Intent.READS,
        Intent.CALLS,
        Intent.CHANGED,
    ):
        assert not asks(said, intent)


def test_history_tells_who_when_and_why_and_whether_it_is_the_file_s() -> None:
    changes = (Change("2024-03-02", "Ada", "Fix it"), Change("2024-03-01", "Bob", "Begin"))
    own = describe(FUNCTION._replace(history=History(changes)))
    assert answer(own, Intent.CHANGED) == (
        "`price_of` was last changed on 2024-03-02 by Ada: “Fix it”. Before that: 2024-03-01, Bob, “Begin”."
    )
    of_file = describe(FUNCTION._replace(history=History(changes[:1], of_file=True)))
    assert answer(of_file, Intent.CHANGED) == (
        "The file of `price_of`, `shop/prices.py`, was last changed on 2024-03-02 by Ada: “Fix it”."
    )


def test_a_class_tells_its_members_bases_and_heirs() -> None:
    facts = CLASS._replace(
        documentation="A cart.",
        members=(Mention("Cart._hide"), Mention("Cart.total", about="Add up.")),
        attributes=("items",),
        bases=(Mention("Base", "shop/base.py", about="A base."), Mention("dict")),
        subclasses=users(Mention("GiftCart", "shop/gift.py")),
    )
    said = describe(facts)
    assert answer(said, Intent.MEMBERS) == (
        "`Cart` has 2 methods:\n- `Cart.total`: Add up.\n- `Cart._hide`\n\nIts attribute: `items`."
    )
    assert answer(said, Intent.BASES) == (
        "`Cart` inherits from `Base` (`shop/base.py`) and `dict`. `Base`: A base."
    )
    assert answer(said, Intent.SUBCLASSES) == "1 class inherits from `Cart`: `GiftCart` in `shop/gift.py`."
    assert said.watch_for == "Base of `GiftCart`."


def test_a_module_tells_what_it_holds_what_it_needs_and_who_needs_it() -> None:
    facts = MODULE._replace(
        documentation="Carts.",
        classes=(Mention("Cart", "shop/cart.py", "Cart", about="A cart."),),
        functions=(Mention("fill", "shop/cart.py", "fill"),),
        imports=(Mention("shop/prices.py", "shop/prices.py"),),
        imports_outside=("json",),
        importers=users(Mention("main.py", "main.py")),
        imported_by_tests=users(Mention("tests/test_cart.py", "tests/test_cart.py")),
        tested_by=(Mention("tests/test_cart.py", "tests/test_cart.py", places=3),),
    )
    said = describe(facts)
    assert answer(said, Intent.MEMBERS) == (
        "`shop/cart.py` defines 1 class and 1 function:\n- `Cart`: A cart.\n- `fill`"
    )
    assert answer(said, Intent.IMPORTS) == (
        "`shop/cart.py` imports `shop/prices.py` of this workspace. From outside it imports `json`."
    )
    assert answer(said, Intent.IMPORTERS) == (
        "`shop/cart.py` is imported by `main.py`. Of the tests, `tests/test_cart.py` imports it."
    )
    assert answer(said, Intent.TESTS) == (
        "What `shop/cart.py` defines is used by the tests in `tests/test_cart.py` (3 times)."
    )


def test_a_folder_and_the_repository_are_told_of_as_a_whole() -> None:
    folder = FolderFacts(
        path="src/shop",
        name="shop",
        is_package=True,
        documentation="A shop.",
        modules=(Mention("src/shop/cart.py", "src/shop/cart.py", about="Carts."),),
        exports=(Mention("Cart"), Mention("_hidden")),
    )
    said = describe(folder)
    assert said.summary == "A shop. Package of 1 module (`cart.py`)."
    assert answer(said, Intent.MEMBERS) == (
        "The package `shop` has 1 module:\n- `src/shop/cart.py`: Carts.\n\nIt offers by its own name: `Cart`."
    )
    repository = RepositoryFacts(
        name="shop",
        description="Sells things.",
        documentation="# Shop\n\nA shop for tea.\n",
        readme="README.md",
        files=3,
        languages=(("python", 2), ("javascript", 1)),
        folders=(Mention("src/shop/", "src/shop/__init__.py", about="A shop."),),
        starts=(Mention("main", "src/shop/cli.py", "main", about="the command `shop`"),),
        runs_tests=(CommandLine("pytest", "pyproject.toml"), CommandLine("make test", "Makefile")),
        tests=2,
        test_folders=("tests",),
    )
    said = describe(repository)
    assert said.summary == "A shop for tea. `shop` has 3 files (2 in Python and 1 in JavaScript)."
    assert answer(said, Intent.ENTRY) == "The program starts at:\n- `main`: The command `shop`."
    assert answer(said, Intent.RUN_TESTS) == (
        "Run `pytest` (`pyproject.toml`). Or `make test` (`Makefile`). There are 2 test files in `tests/`."
    )


def test_whatever_stands_in_documentation_is_inert_in_what_is_told() -> None:
    evil = "Click [here](command:evil) <img src=x onerror=alert(1)> ![x](http://evil/x.png) now."
    for facts in (
        FUNCTION._replace(documentation=evil),
        CLASS._replace(documentation=evil),
        MODULE._replace(documentation=evil),
        RepositoryFacts(name="x", documentation=evil),
    ):
        said = describe(facts)
        told = " ".join((said.summary, *(each.answer for each in said.questions)))
        assert "Click here" in told
        for trace in ("command:", "<img", "http://evil", "]("):
            assert trace not in told


def test_long_lists_are_bounded_and_say_how_much_is_left() -> None:
    facts = FUNCTION._replace(
        callers=Several(tuple(Mention(f"f{n}", f"m{n}.py") for n in range(16)), 400, 900, 300)
    )
    told = answer(describe(facts), Intent.CALLERS)
    assert told.startswith("`price_of` is used in 900 places in 300 files: by `f0` in `m0.py`")
    assert told.endswith("and 396 more.")
    assert len(told) < 300
