"""Exact answers about C, C++ and C#."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.wake.answering import Asking, asking, asking_fixture

if TYPE_CHECKING:
    from pathlib import Path

DEPOT = """
# --- db/depot.h
#ifndef DEPOT_H
#define DEPOT_H
namespace yard {
class Base {
 public:
  virtual ~Base();
};
// Keeps crates.
class Depot : public Base {
 public:
  Depot();
  // Opens it.
  int Open(int count);
 private:
  int crates_ GUARDED_BY(mutex_);
  Depot* next_;
};
struct Parser {
  int line;
  enum { NORMAL, STRING } state;
};
}
#endif
# --- db/depot.cc
#include "depot.h"
namespace yard {
Depot::Depot() { crates_ = 0; }
int Depot::Open(int count) {
  next_->crates_ = 1;
  crates_ = count;
  return crates_;
}
class Empty {};
int weigh(int crates) { if (!crates) YARD_THROW(Empty(crates)); return crates; }
int weigh(long crates) { return 2; }
class Annex : public yard::sub::Base<int> { };
static int open_count;
void count() { open_count++; --open_count; if (os::env::getenv("DEPOT_HOME")) return; }
int total(Depot* depot) { return depot->Open(1) + weigh(1); }
}
"""


SYSTEMS = """
# --- include/sea.h
int sea_poll(int timeout);
int sea_run(void);
# --- src/unix/poll.c
#include "../../include/sea.h"
int sea_poll(int timeout) { return timeout; }
# --- src/win/poll.c
#include "../../include/sea.h"
int sea_poll(int timeout) { return 0; }
# --- src/run.c
#include "../include/sea.h"
int sea_run(void) { return sea_poll(1); }
# --- test/test-run.c
#include "../include/sea.h"
int test_poll(void) { return sea_poll(2); }
"""

depot = asking_fixture(DEPOT)


def test_a_member_of_cpp_is_set_by_its_bare_name_in_methods_outside_of_the_class(depot: Asking) -> None:
    for question in ("where is `Depot::crates_` set?", "where is crates_ set?"):
        told = depot.text(question)
        assert "is assigned in 3 places, by `Depot.Open` in `db/depot.cc:5` (and line 6)" in told
        assert "`Depot.Depot` in `db/depot.cc:3`" in told


def test_a_namespace_before_a_name_of_cpp_says_only_where_it_is(depot: Asking) -> None:
    assert "`Depot.Open` returns `int`" in depot.text("what does yard::Depot::Open return?")
    assert "by `total` in `db/depot.cc:15`" in depot.text("who calls yard::weigh?")


def test_a_declaration_in_a_header_is_no_other_thing_of_that_name(depot: Asking) -> None:
    assert "There is also" not in depot.text("who calls Open?")
    assert "There is also" not in depot.text("what inherits from Base?")


def test_what_an_enum_within_a_struct_has_is_no_field_of_the_struct(depot: Asking) -> None:
    assert "`line` and `state`" in depot.text("what fields does Parser have?")


def test_an_overload_that_types_alone_tell_from_another_is_not_said_to_be_unused(depot: Asking) -> None:
    told = depot.text("what breaks if I change weigh?")
    assert "breaks no code" not in told
    assert "Calls that fit several overloads are counted with the last of them." in told
    assert "counted with the last of them" in depot.text("who calls weigh?")


def test_what_a_macro_throws_is_raised(depot: Asking) -> None:
    assert "raised in 1 place" in depot.text("where is Empty raised?")


def test_what_is_counted_is_set(depot: Asking) -> None:
    assert "is assigned in 2 places, by `count`" in depot.text("where is open_count set?")


def test_names_behind_several_namespaces_are_read(depot: Asking) -> None:
    assert "`DEPOT_HOME`" in depot.text("which environment variables are read?")
    assert "`Annex`" in depot.text("what inherits from Base?")


def test_what_each_system_defines_anew_is_used_by_who_uses_its_declaration(tmp_path: Path) -> None:
    with asking(tmp_path, SYSTEMS) as sea:
        called = sea.text("who calls sea_poll?")
        assert "Nothing" not in called
        assert called.count("by `sea_run` in `src/run.c:2`") == 2
        assert "`test_poll`" in sea.text("which tests cover sea_poll?")
        assert "`sea_run` calls `sea_poll` directly" in sea.text("how does sea_run reach sea_poll?")
