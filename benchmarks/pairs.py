"""How files of questions are given, each with the checkout it asks about. Not a benchmark itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_pairs(parser: argparse.ArgumentParser) -> None:
    """Have the command line take `QUESTIONS CHECKOUT [QUESTIONS CHECKOUT ...]`."""
    parser.add_argument("pairs", nargs="+", type=Path, metavar="QUESTIONS CHECKOUT")


def pairs_of(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> list[tuple[Path, Path]]:
    """Each file of questions that was given, with its checkout; ends with a message if one has none."""
    given: list[Path] = arguments.pairs
    if len(given) % 2:
        parser.error("each file of questions needs a checkout after it")
    return [
        (questions, checkout.resolve()) for questions, checkout in zip(given[::2], given[1::2], strict=True)
    ]
