"""What somebody sets who wants to turn something on or off, or to change it."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking_fixture

LOOM = """
# --- loom/main.py
import argparse
import os


def skips(environ):
    return environ.get("SKIP", "").split(",")


def weave():
    os.environ["LOOM_STATE"] = "weaving"
    telling = not os.environ.get("LOOM_DISABLE_TELEMETRY")
    return os.environ.get("LOOM_YARN_DIR"), os.environ.get("LOOM_COLOR"), skips(os.environ), telling


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--no-lint", help="Do not pick lint from the cloth.")
    parser.add_argument("--limit-threads", type=int, default=0)
    parser.add_argument("--set", help="A set of needles.")
    return parser.parse_args()
# --- loom/flags.go
package loom

func (o *Options) AddFlags(f *pflag.FlagSet) {
	f.BoolVar(&o.NoKnots, "no-knots", false, "weave without knots")
}
"""

loom = asking_fixture(LOOM)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how do I skip a pattern?", "the environment variable `SKIP`, read at `loom/main.py:6`"),
        ("how can I turn off telemetry", "the environment variable `LOOM_DISABLE_TELEMETRY`, read at"),
        ("how do I disable colors", "the environment variable `LOOM_COLOR`, read at"),
        (
            "how do I stop it from picking lint",
            "`--no-lint` (`loom/main.py:17`): Do not pick lint from the cloth",
        ),
        ("how to limit the threads", "`--limit-threads` (`loom/main.py:18`)"),
        ("is there a way to avoid knots", "`--no-knots` (`loom/flags.go:4`): Weave without knots"),
    ],
)
def test_what_turns_something_on_or_off_is_told_by_its_name(loom: Asking, question: str, told: str) -> None:
    found = loom.by_search(question)
    assert found.text.startswith(f"By their names, this is set for it:\n- {told}")
    assert loom.holds(found)


@pytest.mark.parametrize(
    "question",
    [
        "how do I disable the yarn",
        "how do I set the needle",
        "how do I change the pattern",
        "how do I turn the cloth",
        "how does it skip a pattern",
        "what happens if I disable telemetry",
        "where is telemetry disabled",
    ],
)
def test_nothing_is_told_that_is_named_for_something_else_or_to_who_asks_otherwise(
    loom: Asking, question: str
) -> None:
    assert "By their names" not in loom.by_search(question).text
