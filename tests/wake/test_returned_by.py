"""What returns something: an error of Go or Rust, an object of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stc_lsp.code.asking.narrow import Narrow, narrow_asked
from tests.wake.answering import Asking, asking, asking_fixture

if TYPE_CHECKING:
    from pathlib import Path

BANK = '''
# --- go.mod
module example.com/bank
# --- vault/vault.go
package vault

import (
	"errors"
	"fmt"
)

// ErrEmpty says that there is nothing.
var ErrEmpty = errors.New("empty")

type Vault struct{}

func (v *Vault) Take(name string) (string, error) {
	if name == "" {
		return "", ErrEmpty
	}
	return name, nil
}

func (v *Vault) Look(name string) error {
	return fmt.Errorf(
		"look for %s: %w",
		name, ErrEmpty)
}

func IsEmpty(err error) bool {
	return errors.Is(err, ErrEmpty) || err == ErrEmpty
}
# --- Cargo.toml
[package]
name = "till"
# --- src/lib.rs
pub enum Error {
    Short(String),
    Closed,
}

pub fn count(coins: u8) -> Result<u8, Error> {
    if coins > 9 {
        return Err(Error::Short("x".into()));
    }
    let found = look(coins).ok_or_else(|| Error::Short("y".to_owned()))?;
    match found {
        0 => Err(Error::Closed),
        _ => Ok(found),
    }
}

pub fn told(error: &Error) -> &str {
    match error {
        Error::Short(_) => "short",
        Error::Closed => "closed",
    }
}
# --- desk/desk.py
class Receipt:
    """What was paid."""


class Desk:
    def pay(self) -> Receipt:
        receipt = Receipt()
        return receipt

    def again(self):
        return Receipt()

    def is_paid(self, paper):
        return isinstance(paper, Receipt)


def nothing(): ...


class Copy(
    Receipt
):
    def of(self):
        return str(self)


class Another(Receipt):
    """Is another."""
'''


PURSE = """
# --- src/lib.rs
pub struct Coin;
pub struct Purse;

impl Purse {
    pub fn first(&self) -> Option<Coin> {
        None
    }

    pub fn second(&self) -> Result<Option<Coin>, Error> {
        Ok(None)
    }

    pub fn third(&self) -> io::Result<Coin> {
        Ok(Coin)
    }

    pub fn fifth(&self) -> io::Result<other::Coin> {
        other::coin()
    }

    pub fn fourth(&self, coin: Option<Coin>) -> Vec<u8> {
        Vec::new()
    }
}
"""
COINS = """
# --- src/coins.ts
export interface Coin { worth: number }
export function isCoin(value: unknown): value is Coin {
  return true
}
export function mint(): Coin {
  return { worth: 1 }
}
"""

bank = asking_fixture(BANK)


@pytest.mark.parametrize(
    "question", ["where is ErrEmpty returned?", "which functions return ErrEmpty?", "who returns ErrEmpty?"]
)
def test_an_error_is_returned_where_it_stands_in_what_is_returned(bank: Asking, question: str) -> None:
    told = bank.ask(question)
    assert told.answer == (
        "`ErrEmpty` stands in what is returned in 2 places, by `Vault.Look` in `vault/vault.go:23` and "
        "`Vault.Take` in `vault/vault.go:15`."
    )
    assert bank.holds(told)
    assert "exactly" not in told.reason


def test_in_rust_it_is_returned_as_an_error_without_a_word(bank: Asking) -> None:
    short = bank.ask("where is Error::Short returned?").answer
    assert (
        short
        == "`Error.Short` stands in what is returned in 2 places, by `count` in `src/lib.rs:8` (and line 10)."
    )
    assert "by `count` in `src/lib.rs:12`." in bank.ask("which functions return Error::Closed?").answer


def test_what_declares_a_class_as_its_result_returns_one(bank: Asking) -> None:
    told = bank.ask("which functions return a Receipt?").answer
    assert told.startswith("1 function declares to return `Receipt`:\n- `Desk.pay` (`desk/desk.py:6`)")
    assert "by `Desk.again` in `desk/desk.py:11`." in told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "which functions return Option<Coin>?",
            "1 function declares to return `Option<Coin>`:\n- `Purse.first`",
        ),
        (
            "what returns a `Result<Option<Coin>, Error>`",
            "return `Result<Option<Coin>, Error>`:\n- `Purse.second`",
        ),
        ("which methods return io::Result<Coin>", "return `io::Result<Coin>`:\n- `Purse.third`"),
        ("which methods return Result<Coin>", "return `Result<Coin>`:\n- `Purse.third`"),
    ],
)
def test_a_type_is_returned_as_it_is_written(tmp_path: Path, question: str, told: str) -> None:
    with asking(tmp_path, PURSE) as asked:
        assert told in asked.ask(question).answer
        assert "`Purse.fourth`" not in asked.ask(question).answer
        assert "`Purse.fifth`" not in asked.ask(question).answer


@pytest.mark.parametrize(
    "question",
    [
        "what returns the first coin",
        "which functions return nothing",
        "what does f(x) return",
        "what returns (if anything) goes wrong",
    ],
)
def test_words_are_no_type(question: str) -> None:
    asked = narrow_asked(question)
    assert asked is None or asked.asks is not Narrow.RETURNS_TYPE


def test_what_tells_whether_something_is_one_returns_none(tmp_path: Path) -> None:
    with asking(tmp_path, COINS) as asked:
        told = asked.ask("which functions return a Coin?").answer
        assert "`mint`" in told
        assert "isCoin" not in told


def test_a_word_that_is_no_name_is_not_taken_for_one(bank: Asking) -> None:
    assert "is known to return `nothing`" not in bank.ask("which functions return nothing?").answer


def test_what_stands_below_a_statement_that_returns_is_not_returned(bank: Asking) -> None:
    told = bank.ask("which functions return a Receipt?").answer
    assert "`Copy`" not in told
    assert "`Another`" not in told
