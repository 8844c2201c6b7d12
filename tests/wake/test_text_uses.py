"""Settings that are read by a text through a function of the program, or by a constant."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking_fixture

POOL = '''
# --- src/main/java/acme/Props.java
package acme;
public class Props {
    public static int getInt(String key, int instead) { return instead; }
}
# --- src/main/java/acme/Pool.java
package acme;
public class Pool {
    private static final String LEVEL = "acme.pool.level";
    static int size = Props.getInt(
            "acme.pool.size", 9);
    int level() { return Props.getInt(LEVEL, 2); }
}
# --- web/defaults.js
function applyCacheDefaults(cache) {
  D(cache, "idleTimeout", 60000);
}
function other(cache) {
  D(cache, "maxAge", 5);
}
# --- web/engine.py
def create(url, **given):
    """Make one.

    :param recycle=-1: how long a connection lives. It defaults to -1, or for ever.
    :param size=5: how many there are.
    """
# --- web/entry.go
package web

import "os"

const debugEnv string = "DEBUG_CONNECTION"

func Serve() bool { return os.Getenv(debugEnv) != "" }
'''

pool = asking_fixture(POOL)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "where is acme.pool.size read?",
            "`acme.pool.size` is given to `Props.getInt` in 1 place, by `Pool` in "
            "`src/main/java/acme/Pool.java:4`.",
        ),
        (
            "where is acme.pool.level read?",
            "`acme.pool.level` is the value of `Pool.LEVEL` (`src/main/java/acme/Pool.java:3`), which is "
            "used in 1 place, by `Pool.level` in `src/main/java/acme/Pool.java:6`.",
        ),
        (
            "where is the DEBUG_CONNECTION environment variable read?",
            "`DEBUG_CONNECTION` is the value of `debugEnv` (`web/entry.go:5`), which is used in 1 place, by "
            "`Serve` in `web/entry.go:7`.",
        ),
        (
            "what is the default of acme.pool.size?",
            "Where `acme.pool.size` is not set, `9` is taken, at `src/main/java/acme/Pool.java:5`.",
        ),
        (
            "what is the default of cache.idleTimeout?",
            "`applyCacheDefaults` gives `cache.idleTimeout` the value `60000`, at `web/defaults.js:2`.",
        ),
        (
            "what is the default of recycle in create?",
            "The documentation of `create` (`web/engine.py:1`) says of `recycle`: "
            "“It defaults to -1, or for ever.”",
        ),
        (
            "what is the default of size in create?",
            "The documentation of `create` (`web/engine.py:1`) says of `size`: `size=5`.",
        ),
    ],
)
def test_where_a_text_leads_is_told(pool: Asking, question: str, told: str) -> None:
    assert pool.ask(question).answer == told


def test_what_gives_a_value_and_is_not_for_defaults_tells_none(pool: Asking) -> None:
    assert "the value `5`" not in pool.ask("what is the default of cache.maxAge?").answer
