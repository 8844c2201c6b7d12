"""Options that are put together call by call, or written down as what a program prints of its use."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking_fixture

KITCHEN = """
# --- rack/cli.py
class Command:
    def create(self, parser):
        self.add_base_argument(parser, "-r", "--racks", default=2, help=("How many racks, " "in all."))
# --- oven/main.go
package main

import (
	"gopkg.in/alecthomas/kingpin.v2"
)

func main() {
	app := kingpin.New("oven", "Bakes.")
	addr := app.Flag("web.listen-address", "Where to listen.").Default(":9093").String()
	var (
		heat = kingpin.Flag("oven.max-heat", "How hot it may get.").
			Short('m').
			Default("220").Int()
	)
	_, _ = addr, heat
}
# --- pan/main.go
package main

import "github.com/urfave/cli/v2"

var flags = []cli.Flag{
	&cli.StringFlag{Name: "lid", Aliases: []string{"l"}, Value: "glass", Usage: "What covers it."},
	&cli.BoolFlag{Name: "stick"},
}
# --- mixer/src/main.rs
use clap::{Arg, ArgAction, Command};

pub fn build() -> Command {
    Command::new("mixer")
        .arg(
            Arg::new("speed")
                .long("speed")
                .short('s')
                .value_parser(|s: &str| s.parse::<u32>().map_err(|_t| "must be a number"))
                .default_value("fast")
                .help("How fast it turns.")
                .long_help("How fast it turns, \\
                     all in all."),
        )
        .arg(Arg::new("bowl").help("Where it mixes."))
}
# --- mixer/src/derived.rs
use clap::Parser;

#[derive(Parser)]
struct Cli {
    /// How long to mix.
    #[arg(short, long, default_value = "5m")]
    mix_for: String,
    #[arg(long = "dough-hook")]
    hook: bool,
}
# --- web/cli.ts
import { program } from "commander"
import yargs from "yargs"
program.option("-t, --timer <minutes>", "when it rings", 30)
yargs.option("plates", { alias: "p", default: 4, describe: "how many are served" })
# --- sieve/options.go
package main

const usage = `usage: sieve [options]

    --mesh-size=N        How fine it sieves (default: 2)
    -c, --coarse         Let more through
    --frame=STYLE        One of [default|round]
`

func defaultOptions() *Options {
	var theme = "dark"

	return &Options{
		Theme:    theme,
		MeshSize: 3,
		Coarse:   false,
	}
}

func newSieve(opts *Options) *Sieve {
	return &Sieve{
		MeshSize: opts.MeshSize,
	}
}

func keepsDefaultMeshSizeIfAsked() *Options {
	var style = "round"

	return &Options{
		MeshSize: 9,
	}
}
"""

kitchen = asking_fixture(KITCHEN)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "what does --web.listen-address do?",
            'at `oven/main.go:9`: Where to listen. Its default is `":9093"`.',
        ),
        ("what does the racks option do?", "How many racks, in all. Its default is `2`."),
        ("what is -m for?", "`-m`, `--oven.max-heat` is an option of the command line"),
        ("what does the --lid flag do?", 'What covers it. Its default is `"glass"`.'),
        ("what does --speed do?", 'How fast it turns. Its default is `"fast"`.'),
        ("what does -s do?", "`-s`, `--speed` is an option of the command line"),
        ("what does --mix-for do?", 'How long to mix. Its default is `"5m"`.'),
        ("what does --dough-hook do?", "`--dough-hook` is an option of the command line"),
        ("what does --timer do?", "When it rings. Its default is `30`."),
        ("what does --plates do?", "How many are served. Its default is `4`."),
        (
            "what does --mesh-size do?",
            "`sieve/options.go:5` says of its use: “How fine it sieves (default: 2)”",
        ),
        ("what does the coarse option do?", "`sieve/options.go:6` says of its use: “Let more through”"),
    ],
)
def test_an_option_is_told_however_it_is_put_together(kitchen: Asking, question: str, told: str) -> None:
    found = kitchen.ask(question)
    assert told in found.answer
    assert kitchen.holds(found)
    assert found.citations


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "what is the default of web.listen-address?",
            'The option `--web.listen-address` has the default `":9093"`',
        ),
        ("default value of --oven.max-heat", 'The option `--oven.max-heat` has the default `"220"`'),
        ("what is the default of --lid?", 'has the default `"glass"`'),
        ("what is the default of --speed?", 'has the default `"fast"`'),
        ("what is the default of mix-for?", 'has the default `"5m"`'),
        ("what is the default of --timer?", "has the default `30`"),
        (
            "what is the default of --mesh-size?",
            "`defaultOptions` gives `MeshSize` the value `3`, at `sieve/options.go:15`",
        ),
        (
            "what is the default of mesh-size?",
            "“How fine it sieves (default: 2)” The code has another value.",
        ),
    ],
)
def test_its_default_is_told(kitchen: Asking, question: str, told: str) -> None:
    assert told in kitchen.ask(question).answer


def test_what_takes_no_dash_is_no_option(kitchen: Asking) -> None:
    assert "bowl" not in kitchen.text("which command line options are there?")


def test_a_word_in_a_name_or_a_text_states_no_default(kitchen: Asking) -> None:
    assert "`9`" not in kitchen.ask("what is the default of --mesh-size?").answer
    assert "newSieve" not in kitchen.ask("what is the default of --mesh-size?").answer
    assert "says of its use" not in kitchen.ask("what is the default of --frame?").answer
