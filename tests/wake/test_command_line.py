"""Options of command lines and settings: what they do, where they are, and lists of them."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking_fixture

TOOLS = '''
# --- brew/cli.py
"""What is typed."""
import click

# Not declared: click.option("--sugar", help="In a comment.")
_leaves = click.Option(
    ["-A", "--leaves"],
    metavar="SORT",
    help=(
        "Which leaves to take, as in 'sort:year'."
        " Green if it is (not) given."
    ),
)


@click.command()
@click.option("--strong/--weak", default=False, help="Let it stand for long.")
@click.option("--cups", default=2)
def pour(strong, cups):
    """Pour tea."""
    return app.config["TEA_KEY"], strong, cups
# --- brew/old.py
import argparse


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("-d", "--degrees", type=int, dest="heat", help="How hot the water is.")
    return parser.parse_args()
# --- serve/main.go
package main

import (
	"flag"
	"os"

	"github.com/spf13/pflag"
)

var (
	ip   = flag.String("ip", "0.0.0.0", "ip the `tea` is served on")
	port = 1
)

func main() {
	flag.IntVar(&port, "port", 9000, "port; the second, \\"9001\\", is for cups")
	pflag.StringVarP(&name, "name", "n", "", "whose tea it is")
	os.Getenv(key())
}
# --- web/cli.ts
import { program } from "commander"
program.option("-q, --quiet <level>", "say nothing", "all")
# --- brew/defaults.py
# Never log the "TEA_SECRET".
DEFAULTS = {"TEA_SECRET": None}


def brew(app):
    return app.secret or DEFAULTS
# --- tests/test_brew.py
TEA_SECRET = "x"


class A:
    """Nothing."""
# --- brew/degrees.py
class Degrees:
    """What a thermometer shows."""
'''

tools = asking_fixture(TOOLS)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "what does the -A option do?",
            "`-A`, `--leaves` is an option of the command line, declared at `brew/cli.py:5`: Which leaves to "
            "take, as in 'sort:year'. Green if it is (not) given.",
        ),
        ("what is --weak for?", "`--strong`, `--weak` is an option of the command line"),
        ("what does the degrees flag do?", "How hot the water is."),
        ("what does `-port` do?", 'Port; the second, "9001", is for cups.'),
        ("what does the --ip option do?", "Ip the `tea` is served on."),
        ("what does -n mean?", "`-n`, `--name` is an option of the command line"),
        ("explain the --quiet option", "Say nothing."),
        ("where is --cups declared?", "`--cups` is an option of the command line, declared by `pour` at"),
    ],
)
def test_an_option_is_told_by_the_help_with_which_code_declares_it(
    tools: Asking, question: str, told: str
) -> None:
    found = tools.told(question)
    assert told in found.text
    assert tools.holds(found)
    assert found.citations


def test_an_option_that_nothing_declares_is_no_name_of_something_else(tools: Asking) -> None:
    told = tools.exactly("what does the -a option do?")
    assert told is None or "`A`" not in told.text
    assert "--sugar" not in tools.text("what command line flags are there?")


@pytest.mark.parametrize(
    "question",
    [
        "what command line flags are there?",
        "which command-line options does it have?",
        "list all CLI arguments",
    ],
)
def test_all_options_of_the_command_line_are_listed(tools: Asking, question: str) -> None:
    text = tools.text(question)
    assert text.startswith("The code declares 8 command-line options:")
    assert "- `-ip` (`serve/main.go:11`): Ip the `tea` is served on." in text
    assert "- `--cups` (`brew/cli.py:17`)\n" in text


def test_where_nothing_reads_a_variable_by_name_that_is_said(tools: Asking) -> None:
    text = tools.text("which environment variables does it read?")
    assert text.startswith("No code outside of tests reads an environment variable by a literal name.")
    assert "by `main` in `serve/main.go:18`" in text


def test_a_setting_is_found_by_whoever_asks_where_it_is_used(tools: Asking) -> None:
    assert tools.text("where is TEA_KEY used").startswith(
        "The setting `TEA_KEY` is read in 1 place, by `pour` in `brew/cli.py:20`"
    )
    assert "Its name stands as a text at `brew/defaults.py:2`." in tools.text("where is TEA_SECRET used?")
