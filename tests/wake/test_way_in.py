"""How a request reaches a handler: what hands it on to a framework, and the calls that lead to it."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.narrow import Narrow, narrow_asked
from tests.wake.answering import Asking, asking_fixture

STALL = '''
# --- stall/views.py
"""What a stall shows."""
from flask import Blueprint

from stall.checks import open_only

stall = Blueprint("stall", __name__, url_prefix="/stall")


@stall.route("/fruit", methods=["GET"])
def fruit():
    """Show the fruit."""
    return weighed()


def weighed():
    """Weigh it."""
    return sum_of([1])


def sum_of(weights):
    """Add weights."""
    return sum(weights)


@property
def plain():
    """Nothing hands this on."""
    return 1
# --- stall/checks.py
"""Checks."""


def open_only(view):
    """Let nobody in at night."""
    return view
# --- stall/app.py
"""The app."""
from stall.views import stall


def create_app(app):
    """Make the app."""
    app.register_blueprint(stall)
    return app
# --- stall/urls.py
"""The addresses."""
from stall.pages import price

urlpatterns = [path("price/", price)]
# --- stall/pages.py
"""Pages."""


def price(request):
    """Say what it costs."""
    return 2
# --- web/routes.js
const express = require('express')
const router = express.Router()

/** Lists the carts. */
function listCarts(req, res) {
  res.send([])
}

router.get('/carts', listCarts)
module.exports = router
# --- cmd/main.go
package main

import "net/http"

// Serves the scales.
func scales(w http.ResponseWriter, r *http.Request) {
}

func main() {
	http.HandleFunc("/scales", scales)
}
# --- fair/urls.py
from fair.views import TentView

urlpatterns = [path("tent/", TentView.as_view())]
# --- fair/views.py
class TentView(View):
    """The tent."""

    def get(self, request):
        """Show the tent."""
        return 1


def main():
    """Start the fair."""
# --- pyproject.toml
[project.scripts]
fair = "fair.views:main"
# --- app/controllers/tents_controller.rb
class TentsController < ApplicationController
  before_action :count_tents

  # Lists the tents.
  def index
    @tents = Tent.all
  end

  def count_tents
    @count = 1
  end
end
# --- app/controllers/poles_controller.rb
class PolesController < ApplicationController
  before_action :count_poles, only: [:index]

  # Lists the poles.
  def index
    @poles = Pole.all
  end
end
# --- config/routes.rb
Rails.application.routes.draw do
  get "/tents", to: "tents#index"
end
# --- app/OrderController.php
<?php
namespace App;

class OrderController
{
    /** Shows an order. */
    public function showOrder($id)
    {
        return $id;
    }
}
# --- routes.php
<?php
use App\\OrderController;
Route::get('/orders/{id}', [OrderController::class, 'showOrder']);
# --- shop/Till.java
package shop;

@RequestMapping("/till")
public class Till {
    /** Opens the till. */
    @GetMapping("/open")
    public String openTill() {
        return "open";
    }
}
'''

stall = asking_fixture(STALL)


@pytest.mark.parametrize(
    "question",
    [
        "How does a request reach `fruit`?",
        "how does an HTTP request get to fruit",
        "Where is `fruit` registered?",
    ],
)
def test_a_handler_is_reached_through_its_decorator_and_what_that_belongs_to(
    stall: Asking, question: str
) -> None:
    answer = stall.ask(question)
    assert '`@stall.route("/fruit", methods=["GET"])` at `stall/views.py:9`' in answer.answer
    assert '`stall = Blueprint("stall", __name__, url_prefix="/stall")` (`stall/views.py:6`)' in answer.answer
    assert "handed on at `stall/app.py:7`: `app.register_blueprint(stall)`" in answer.answer
    assert {"stall/views.py", "stall/app.py"} <= {each.path for each in answer.citations}


def test_what_is_called_is_reached_by_calls_from_what_is_handed_on(stall: Asking) -> None:
    told = stall.ask("How does a request reach `sum_of`?").answer
    calls = told.partition("The calls that lead to it, in order:\n")[2]
    assert calls.startswith(
        "1. `fruit` (`stall/views.py:10`)\n2. `weighed` (`stall/views.py:15`), called at line 12"
    )
    assert "3. `sum_of` (`stall/views.py:20`), called at line 17" in calls
    assert "`fruit` is decorated with `@stall.route" in calls


def test_a_handler_in_a_table_is_shown_there(stall: Asking) -> None:
    told = stall.ask("How does a request reach `price`?").answer
    assert "handed on at `stall/urls.py:4`: `urlpatterns = [path(&quot;price/" in told.replace('"', "&quot;")


def test_the_same_in_other_languages(stall: Asking) -> None:
    told = stall.ask("How is `listCarts` reached?").answer
    assert "handed on at `web/routes.js:9`: `router.get('/carts', listCarts)`" in told
    assert 'handed on by `main` at `cmd/main.go:10`: `http.HandleFunc("/scales", scales)`' in (
        stall.ask("how does a request reach `scales`?").answer
    )
    told = stall.ask("which route leads to `openTill`?").answer
    assert '`@GetMapping("/open")`' in told
    assert '`Till` is decorated with `@RequestMapping("/till")`' in told


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("TentView.get", 'named at `fair/urls.py:3`: `urlpatterns = [path("tent/", TentView.as_view())]`'),
        ("fair.views.main", 'named at `pyproject.toml:2`: `fair = "fair.views:main"`'),
        ("TentsController.index", 'named at `config/routes.rb:2`: `get "/tents", to: "tents#index"`'),
        ("count_tents", "named at `app/controllers/tents_controller.rb:2`: `before_action :count_tents`"),
        ("showOrder", "`Route::get('/orders/{id}', [OrderController::class, 'showOrder']);`"),
    ],
)
def test_texts_symbols_and_classes_name_what_is_run(stall: Asking, name: str, line: str) -> None:
    assert line in stall.ask(f"How does a request reach `{name}`?").answer


def test_a_symbol_names_what_is_in_its_own_file(stall: Asking) -> None:
    told = stall.ask("How does a request reach `TentsController.index`?").answer
    assert "poles_controller" not in told
    assert "before_action :count_poles, only: [:index]" in (
        stall.ask("How does a request reach `PolesController.index`?").answer
    )


def test_of_what_nothing_hands_on_search_tells(stall: Asking) -> None:
    assert "is decorated with" not in stall.ask("How is `plain` reached?").answer


@pytest.mark.parametrize(
    ("question", "is_asked"),
    [
        ("how does a request reach `login`?", True),
        ("how is login reached by a request", True),
        ("what leads to `login`?", True),
        ("how does `main` reach `login`?", False),
        ("how do I reach the maintainers of `login` by mail?", False),
        ("how does a request reach the network and back", False),
        ("where is `login` registered in the database and why", False),
        ("how is the total of `login` worked out?", False),
    ],
)
def test_only_whole_questions_ask_so(question: str, *, is_asked: bool) -> None:
    asked = narrow_asked(question)
    assert (asked is not None and asked.asks is Narrow.WAY_IN) is is_asked


def test_a_noun_is_no_name_because_something_is_called_so(stall: Asking) -> None:
    assert "is decorated with" not in stall.ask("How does a request reach the fruit?").answer


def test_narrow_questions_are_asked_of_what_somebody_looks_at(stall: Asking) -> None:
    told = stall.ask("how does a request reach stall/views.py:10?").answer
    assert "`fruit` is decorated with" in told
    recursive = stall.ask("is stall/views.py:20 recursive?").answer
    assert recursive.startswith("No: no call in `sum_of`")
