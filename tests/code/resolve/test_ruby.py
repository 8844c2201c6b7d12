"""Ruby: names that end in a sign, and classes and modules that many files tell of."""

from __future__ import annotations

from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.resolve import Tables, Target, export_keys, resolve_file

from .known import KnownFiles
from .marked import UNKNOWN, definitions


def test_methods_whose_names_end_in_a_sign_are_found() -> None:
    assert definitions("""\
# --- cart.rb
class Cart < Base
  def save!
    return if ①valid? || self.②valid?
    ③close!
    self.④close!(1)
    ⑤lock!.⑥pay!
    ⑦valid? ? ⑧close! : !⑨open
    items.each { |one| ⑩close! { one } }
  end
  def valid?; end
  def close!(times = 1); end
  def open; end
  def open?; end
end
# --- base.rb
class Base
  def lock! = Cart.new
end
# --- till.rb
class Till
  def sell
    cart = Cart.new
    cart.⑪save!
    cart&.⑫valid?
    cart.⑬lock!.save!
    Cart.new.⑭open?
    Cart.new.⑮open
    cart.⑯save
    ⑰sold?(1).⑱add
    ⑲closed!(1)
  end
  def sold?(n); end
  def add; end
end
""") == {
        **dict.fromkeys("①②⑦⑫", "cart.rb Cart.valid?"),
        **dict.fromkeys("③④⑧⑩", "cart.rb Cart.close!"),
        **dict.fromkeys("⑤⑬", "base.rb Base.lock!"),
        **dict.fromkeys("⑨⑮", "cart.rb Cart.open"),
        "⑪": "cart.rb Cart.save!",
        "⑭": "cart.rb Cart.open?",
        "⑰": "till.rb Till.sold?",
        **dict.fromkeys("⑥⑯⑱⑲", UNKNOWN),
    }


def test_an_object_knows_its_class_and_a_class_makes_its_own() -> None:
    assert definitions("""\
# --- cart.rb
module Shop
  class Cart
    def self.rate = 1
    def self.empty = new(1).①clear
    def clear
      self.class.②rate
      self
    end
    use ::Shop::③Cart, new: 1
  end
end
""") == {
        "①": "cart.rb Shop.Cart.clear",
        "②": "cart.rb Shop.Cart.rate",
        "③": "cart.rb Shop.Cart",
    }


USER = b"""
module Harbour
  class Pier
    def tie
      Harbour.dock
    end
  end
end
"""
ADDING = b"module Harbour\n  def self.dock; end\nend\n"
WITHOUT = b"module Harbour\n  def self.leave; end\nend\n"


def test_what_another_file_adds_to_a_module_has_whoever_looked_for_it_resolved_again() -> None:
    user, adding, without = (parse_file("ruby", text) for text in (USER, ADDING, WITHOUT))
    with_it, bare = (
        KnownFiles({"pier.rb": user, "added.rb": each, "more.rb": without}) for each in (adding, without)
    )
    found, missed = (resolve_file("pier.rb", user, Tables(files)) for files in (with_it, bare))
    assert Target("added.rb", "Harbour.dock") in found.targets
    assert Target("added.rb", "Harbour.dock") not in missed.targets
    for before, after in ((adding, without), (without, adding)):
        keys = export_keys(
            "added.rb", *(KnownFiles({"added.rb": each}).facts("added.rb") for each in (before, after))
        )
        assert found.dependencies & keys
        assert missed.dependencies & keys
    # What is remembered of all files is forgotten with any of them.
    tables = Tables(bare)
    resolve_file("pier.rb", user, tables)
    tables.project = with_it
    tables.forget(["added.rb"])
    assert resolve_file("pier.rb", user, tables) == found


CLASS = b"class Harbour\nend\n"


def test_a_class_that_many_files_tell_of_is_looked_for_once_for_all_of_them() -> None:
    user = parse_file("ruby", b"def tie\n  Harbour.new\nend\n")
    adding = {f"lib/more_{number}.rb": parse_file("ruby", CLASS) for number in range(50)}
    value = parse_file("ruby", b"Harbour = 1\n")
    files = KnownFiles({"pier.rb": user, "lib/a.rb": value, **adding})
    tables = Tables(files)
    found = resolve_file("pier.rb", user, tables)
    assert Target("lib/more_0.rb", "Harbour") in found.targets
    # It rests on who tells of the class, and on what the one that is meant says of it.
    assert {each for each in found.dependencies if each.endswith("#Harbour")} == {
        "global:ruby#Harbour",
        "lib/more_0.rb#Harbour",
    }
    main = parse_file("ruby", CLASS)
    for changed in ("harbour.rb", "lib/a.rb"):
        after = KnownFiles({**files.complete, changed: main})
        assert found.dependencies & export_keys(changed, files.facts(changed), after.facts(changed))
        tables.project = after
        tables.forget([changed])
        assert Target(changed, "Harbour") in resolve_file("pier.rb", user, tables).targets
