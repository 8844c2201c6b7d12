"""Answers to any other question, without a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stc_lsp.wake.rank.retrieve import retrieve
from stc_lsp.wake.subjects import read_in
from stc_lsp.wake.values import NO_MODEL
from tests.wake.answering import Asking, asking, asking_fixture
from tests.wake.asking import library, reader_of
from tests.wake.test_structural_python import SHOP

if TYPE_CHECKING:
    from pathlib import Path

README = """# --- README.md
# Tea shop

Sells tea to people who are thirsty.
# --- pyproject.toml
[project]
name = "tea"
description = "A shop for tea"
scripts = { tea = "tea.cli:main" }
"""

shop = asking_fixture(README + SHOP.lstrip("\n"))


def test_it_is_said_that_no_model_answered(shop: Asking) -> None:
    told = shop.by_search("how is the price of something computed?")
    assert told.text.endswith(NO_MODEL)
    assert told.reason


def test_the_best_files_come_first_and_are_cited_with_existing_lines(shop: Asking) -> None:
    told = shop.by_search("how is the price of something computed?")
    assert {each.path for each in told.citations[:3]} == {"src/tea/prices.py", "src/tea/cart.py"}
    assert shop.holds(told)
    assert len(told.citations) <= 9


def test_how_a_named_function_works_is_told_call_by_call(shop: Asking) -> None:
    text = shop.by_search("how does total_of work?").text
    assert "Step by step it calls:\n1. `Cart` at `src/tea/cart.py:34`: What somebody wants to buy.\n" in text
    assert "2. `Cart.total` at `src/tea/cart.py:34`: Add everything up." in text


def test_a_question_about_the_repository_gets_its_summary_and_entry_points(shop: Asking) -> None:
    text = shop.by_search("why would somebody use this repository?").text
    assert "Sells tea to people who are thirsty." in text
    assert "The command `tea`, declared in `pyproject.toml`" in text


def test_a_related_stored_answer_is_called_related(shop: Asking) -> None:
    text = shop.by_search("what does `price` return for green tea?").text
    assert "A related stored answer, to “What does `price` return?”: `price` returns `int`." in text


def test_a_name_that_is_not_known_is_told_first(shop: Asking) -> None:
    text = shop.by_search("how does `curency` choose the sign?").text
    assert "Nothing called `curency` is known in this workspace. Did you mean `currency`" in text


def test_what_fits_nothing_is_answered_honestly(shop: Asking) -> None:
    told = shop.by_search("zebra xylophone?")
    assert told.citations == ()
    assert "Nothing that fits this question was found" in told.text


FLOW = '''
# --- web/server.py
"""Serves pages."""
from web.router import find_view


def serve(environ):
    """The entry of the server."""
    return handle_request(environ)


def handle_request(environ):
    """Handle a request from its arrival to the response."""
    return dispatch_request(environ)


def dispatch_request(request):
    """Dispatch a request to the view that its path matches."""
    view = find_view(request)
    return view(request)
# --- web/router.py
"""Finds views."""


def find_view(request):
    """The view for a path."""
    return request["view"]
# --- tests/test_server.py
from web.server import dispatch_request


def test_dispatch():
    assert dispatch_request({"view": len})
'''


STEPS = ("serve", "handle_request", "dispatch_request", "find_view")


def test_how_something_happens_is_told_as_the_way_to_it_and_its_steps(tmp_path: Path) -> None:
    with library(tmp_path, FLOW) as bench, reader_of(bench) as reader:
        text = reader.ask("How does a request reach the view that its path matches?").answer
    steps = [text.index(f"{number}. `{name}`") for number, name in enumerate(STEPS, 1)]
    assert steps == sorted(steps)
    assert "test_dispatch" not in text


POOL = '''
# --- pool.py
def leave(pool):
    """Parallel implementation."""
    # Not a context manager: leaving one terminates
    # the pool before its workers have been joined.
    pool.close()

    # Say so.
    print("left the pool")
    # The window is painted again afterwards, in another colour.
    paint()


def paint():
    """Paints."""
'''


def test_what_answers_in_documents_stands_below_the_code_and_the_last_calls_give_way(tmp_path: Path) -> None:
    steps = "".join(
        f"def pass_letter_{number}(letter):\n    return pass_letter_{number + 1}(letter)\n\n\n"
        for number in range(8)
    )
    sorting = "\n".join(f"    letter.sort({number})" for number in range(10))
    office = f"{steps}def pass_letter_8(letter):\n{sorting}\n    return stamped(letter)\n\n\n"
    stamping = "def stamped(letter):\n    # how a letter is stamped with a seal\n    letter.seal = 1\n"
    inked = "\n".join(f"    letter.ink({number})" for number in range(9))
    example = "\n".join(f"stamp --seal {number}" for number in range(12))
    page = f"# Stamped letters\n\nA letter is stamped with the seal of the office.\n\n```\n{example}\n```\n"
    source = f"# --- post/office.py\n{office}{stamping}{inked}\n# --- docs/post.md\n{page}"
    with asking(tmp_path, source) as post:
        told = post.by_search("How is a letter stamped with a seal?")
    text = told.text
    assert text.startswith("`stamped` (`post/office.py:")
    assert "> A letter is stamped with the seal of the office." in text
    assert "stamp --seal" not in text
    calls = text.partition("The calls around it, in order")[2]
    assert "\n4. " in calls
    assert "\n5. " not in calls
    assert len(text.splitlines()) < 32


def test_the_comment_that_says_why_is_quoted_with_its_lines(tmp_path: Path) -> None:
    with asking(tmp_path, POOL) as asked:
        told = asked.by_search("why is the pool not used as a context manager when it is left?")
        assert "    # the pool before its workers have been joined.\n    pool.close()" in told.text
        assert any(
            each.path == "pool.py" and each.start_line <= 3 <= each.end_line for each in told.citations
        )
        assert asked.holds(told)


def test_no_comment_is_quoted_that_speaks_of_something_else(tmp_path: Path) -> None:
    with asking(tmp_path, POOL) as asked:
        assert (
            "Comments in the code" not in asked.by_search("why does the parallel implementation print?").text
        )


LONG = """# --- src/lib.rs
//! Doors.
//!
//! A door that is jammed takes both hands, and the guard waits for
//! whoever pulls first.
//!
//! A second line.
//!
//! A third.
//!
//! A fourth.
//!
//! The guard pulls. Then
//! whoever waits pulls.

pub fn pull(weight: u32) -> u32 {
    weight + 1
}

#[cfg(test)]
mod tests {
    /// A jammed door is freed by the guard who pulls with both hands.
    #[test]
    fn a_jammed_door_is_freed() {
        let door = super::free_jammed(2);
        assert_eq!(door, 3);
    }
}

pub fn free_jammed(guard: u32) -> u32 {
    pull(guard)
}
"""


def test_a_comment_too_long_to_be_quoted_ends_with_a_sentence(tmp_path: Path) -> None:
    with asking(tmp_path, LONG) as doors:
        text = doors.by_search("Why does the guard wait for whoever pulls first at a jammed door?").text
    assert "whoever pulls first. A second line. A third. A fourth. The guard pulls. …”" in text


def test_what_tests_a_file_of_rust_from_within_stands_back_behind_its_code(tmp_path: Path) -> None:
    def likeliest(question: str) -> str:
        snapshot = doors.bench.snapshot
        return retrieve(read_in(question, snapshot), snapshot).likeliest(1)[0].chunk.qualname

    with asking(tmp_path, LONG) as doors:
        assert likeliest("How is a jammed door freed by the guard?") == "free_jammed"
        assert likeliest("Which test frees a jammed door?") == "tests.a_jammed_door_is_freed"


DOCUMENTED = """# --- lib/doors.rb
class Doors
  # :call-seq:
  #   free_jammed(guard, hands) -> weight
  #
  # Frees a jammed door by the hands of the guard. The hands of the guard
  # are counted first.
  #
  #   free_jammed(guard, 2)
  #
  # A door without a guard stays jammed. Nobody else has hands that are free for a
  # jammed door, and whoever has them is no guard: the guard has hands for jammed doors only.
  #
  def free_jammed(guard, hands)
    pull(guard, hands) + 1
  end

  def pull(guard, hands)
    guard + hands
  end
end
"""


def test_documentation_of_which_a_part_is_told_is_not_quoted_as_a_comment_too(tmp_path: Path) -> None:
    with asking(tmp_path, DOCUMENTED) as doors:
        text = doors.by_search("Where is a jammed door freed by the hands of the guard?").text
    assert text.startswith("`Doors.free_jammed` (`lib/doors.rb:")
    assert "“Frees a jammed door by the hands of the guard." in text
    assert "```ruby\ndef free_jammed(guard, hands)\n" in text
    assert "Comments in the code" not in text
