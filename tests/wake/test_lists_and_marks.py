"""What is marked as deprecated, what inherits from a class that many inherit from, and what options read."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking_fixture

CHOIR = """
# --- choir/marks.py
def deprecated_function(reason): ...


def deprecated_args(names): ...
# --- choir/voices.py
from choir.marks import deprecated_args, deprecated_function

LOUDEST = 11


class Voice:
    def sing(self, song, loud=LOUDEST, *, long=2): ...

    @deprecated_function(reason="Use sing().")
    def hum(self): ...

    @deprecated_args(names=["high"])
    def shout(self, high=None): ...


class Soprano(Voice): ...


class Alto(Voice): ...


class Tenor(Voice): ...
# --- examples/demo.py
from choir.voices import Voice


class Demo(Voice): ...


class Another(Voice): ...
# --- choir/cli.py
import os

import click
import configargparse


@click.option("--pitch", envvar="CHOIR_PITCH", help="How high.")
def main(pitch):
    return os.environ["CHOIR_HOME"], pitch


def parser():
    given = configargparse.ArgumentParser()
    given.add_argument("-t", "--tempo", type=int, default=90, env_var="CHOIR_TEMPO", help="How fast.")
    return given
# --- choir/score.py
def key_of(score):
    return lookup("score.max-voices"), {"score.max-voices": 4}
"""

choir = asking_fixture(CHOIR)


def test_a_decorator_that_speaks_of_deprecation_marks_what_it_stands_above(choir: Asking) -> None:
    told = choir.ask("which functions are deprecated?").answer
    assert "is marked as deprecated by a decorator or by documentation:\n- `Voice.hum`" in told
    assert (
        "1 more names a warning of deprecation, perhaps for some ways to call them only:\n- `Voice.shout`"
        in told
    )
    assert choir.ask("is Voice.hum deprecated?").answer.startswith("Yes: `Voice.hum`")


def test_of_many_classes_those_of_code_come_first(choir: Asking) -> None:
    told = choir.ask("which classes inherit from Voice?").answer
    assert told.startswith("5 classes inherit from `Voice`:\n- `Soprano` (`choir/voices.py:")
    assert told.index("`Tenor`") < told.index("`Another`")


@pytest.mark.parametrize(
    "question",
    ["what are the parameters of Voice.sing and their defaults?", "parameters and defaults of Voice.sing"],
)
def test_parameters_are_told_with_their_defaults(choir: Asking, question: str) -> None:
    told = choir.ask(question).answer
    assert "`loud` is `LOUDEST` by default" in told
    assert "Without a default: " in told


def test_the_value_of_a_constant_that_is_a_default_is_told(choir: Asking) -> None:
    told = choir.ask("what is the default of loud?").answer
    assert "is `LOUDEST`, which is `11` at `choir/voices.py:3`, by default." in told


def test_variables_that_options_are_read_from_are_read(choir: Asking) -> None:
    told = choir.ask("which environment variables are read?").answer
    assert "`CHOIR_HOME` at `choir/cli.py:9`" in told
    assert "`CHOIR_PITCH` for `--pitch`" in told
    assert "`CHOIR_TEMPO` for `--tempo`" in told
    one = choir.ask("where is CHOIR_TEMPO read?").answer
    assert "for the option `--tempo`" in one


def test_a_setting_of_which_only_a_text_is_known_is_searched_for(choir: Asking) -> None:
    asked = choir.ask("what does the score.max-voices setting do?")
    assert "exactly" not in asked.reason
    assert "Nothing outside of tests reads" not in asked.answer
    told = choir.ask("where is score.max-voices read?").answer
    assert told == "`score.max-voices` is given to `lookup` in 1 place, by `key_of` in `choir/score.py:2`."
