"""Whether something may be used from several threads: what is said of that, and which locks it has."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.narrow import Narrow, narrow_asked
from tests.wake.answering import Asking, asking_fixture

BARN = '''
# --- barn/stall.py
"""Stalls."""
import threading


class Stall:
    """Holds cows.

    All methods are thread-safe. It is made of wood.
    """

    def __init__(self):
        self._lock = threading.Lock()
        self.cows = []

    def add(self, cow):
        # Must be called with self._lock free.
        with self._lock:
            self.cows.append(cow)

    def add_all(self, cows):
        for cow in cows:
            self.add(cow)

    def peek(self):
        # Taken without self._lock, as it is.
        return self.cows[-1]


class Fence:
    """Keeps cows in."""

    def mend(self):
        return 1
# --- barn/feed.go
package barn

import "sync"

// Feeder feeds.
type Feeder struct {
	mu   sync.RWMutex
	left int
}

func (f *Feeder) Take() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.left
}

func (f *Feeder) Name() string { return "feeder" }
# --- barn/door.rb
class Door
  def initialize
    @mutex = Mutex.new
  end

  def open
    @mutex.synchronize { 1 }
  end
end
# --- README.md
# Barn
'''

barn = asking_fixture(BARN)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "is Stall thread-safe?",
            (
                "“All methods are thread-safe.”",
                "`self._lock = threading.Lock()` at `barn/stall.py:12`",
                "1 method takes one: `add`. By calling these, so does `add_all`. "
                "None is seen to be taken by `__init__` and `peek`.",
            ),
        ),
        ("can I use a Feeder from multiple goroutines", ("`mu sync.RWMutex`", "takes one: `Take`")),
        ("which locks does Door have", ("`@mutex = Mutex.new` at `barn/door.rb:3`", "takes one: `open`")),
        (
            "is it safe to share a Fence between threads",
            ("Nothing in its documentation", "No lock was found"),
        ),
    ],
)
def test_what_is_said_of_threads_is_told_with_the_locks(
    barn: Asking, question: str, told: tuple[str, ...]
) -> None:
    answer = barn.ask(question)
    assert all(each in answer.answer for each in told), answer.answer
    assert barn.holds(answer)


@pytest.mark.parametrize(
    "question",
    [
        "is Stall safe",
        "which threads does Stall start",
        "is Stall used from several threads",
        "why is Stall thread safe",
        "which classes are thread safe",
        "does Stall have a door",
        "is the barn type safe",
    ],
)
def test_other_questions_of_safety_ask_something_else(question: str) -> None:
    asked = narrow_asked(question)
    assert asked is None or asked.asks is not Narrow.THREAD_SAFETY
