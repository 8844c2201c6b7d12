"""Checkouts with questions about them: how they are given, and their memory. Not a benchmark itself."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from stc_lsp.config import load
from stc_lsp.memory.paths import MemoryPaths
from stc_lsp.memory.snapshot import Memory
from stc_lsp.sleep.run import sleep_until_done

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from stc_lsp.config import Settings


def parser_of(description: str | None) -> argparse.ArgumentParser:
    """A command line that is explained by a benchmark's own words, laid out as they are."""
    return argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )


def parser_of_pairs(description: str | None) -> argparse.ArgumentParser:
    """A command line of `QUESTIONS CHECKOUT [QUESTIONS CHECKOUT ...] [--data-dir DIR]`."""
    parser = parser_of(description)
    parser.add_argument("pairs", nargs="+", type=Path, metavar="QUESTIONS CHECKOUT")
    parser.add_argument(
        "--data-dir", type=Path, help="keep the memory here; default: a folder that is deleted"
    )
    return parser


def pairs_of(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> list[tuple[Path, Path]]:
    """Each file of questions that was given, with its checkout; ends with a message if one has none."""
    given: list[Path] = arguments.pairs
    if len(given) % 2:
        parser.error("each file of questions needs a checkout after it")
    return [
        (questions, checkout.resolve()) for questions, checkout in zip(given[::2], given[1::2], strict=True)
    ]


def settings_of(data_dir: Path, overrides: Mapping[str, str] | None = None) -> Settings:
    """The default settings, but for some."""
    return load(None, environ={}, overrides={"data_dir": str(data_dir), **(overrides or {})})


@contextlib.contextmanager
def memory_of(root: Path, data_dir: Path, overrides: Mapping[str, str] | None = None) -> Generator[Memory]:
    """What is known of a checkout when it is indexed and thought about, as the sleeper does without a model.

    Of one that is kept in `data_dir` nothing is done twice. `overrides` are settings.
    """
    settings = settings_of(data_dir, overrides)
    sleep_until_done(root, settings)
    with contextlib.closing(Memory.open(MemoryPaths(settings.data_dir, root))) as memory:
        yield memory
