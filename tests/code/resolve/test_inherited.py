"""Members that a bare name means in a class: inherited, or declared in another file."""

from __future__ import annotations

import pytest

from .marked import UNKNOWN, definitions

CASES = {
    "Python: what a text has is no name of the module": (
        """
# --- a.py
from b import join
def go(xs):
    return ", ".①join(xs) + f"{xs}".②join(xs).③join(xs) + ④join(xs)
# --- b.py
def join(a): ...
""",
        {"①": UNKNOWN, "②": UNKNOWN, "③": UNKNOWN, "④": "b.py join"},
    ),
    "Kotlin: what a text has, and what stands between two values, are no functions of the package": (
        """
# --- src/a/a.kt
fun Char.repeat(count: Int): String = ""
infix fun Byte.shl(other: Int): Int = 1
val count = 1
fun go(x: Int) { "a".①repeat(3); x ②shl 6; (1..③count); "$x".④repeat(1) }
""",
        {"①": UNKNOWN, "②": UNKNOWN, "③": "src/a/a.kt count", "④": UNKNOWN},
    ),
    "Java: members and nested classes of base classes and interfaces, and none of a namesake": (
        """
# --- src/main/java/a/Connection.java
package a;
public interface Connection { enum Method { GET } void run(); }
# --- src/main/java/a/Base.java
package a;
public class Base implements Connection {
  protected Node parent;
  protected int sized() { return 0; }
  public void run() {}
  static class Settings { int depth; }
}
# --- src/main/java/b/Leaf.java
package b;
import a.Base;
import a.Base.Settings;
import static a.Helper.origin;
import static a.Helper.Deep.*;
public class Leaf extends Base {
  Method method = ①Method.GET;
  class Inner { void go() { ②sized(); } }
  void all(Other other) {
    ③parent.next(); ④sized(); ⑤run(); ⑥origin(); new ⑦Settings().⑧depth; ⑨alone(); ⑩bottom++;
  }
}
# --- src/main/java/a/Helper.java
package a;
public class Helper { public static void origin() {} public static class Deep { static int bottom; } }
# --- src/main/java/a/Other.java
package a;
public class Other { void alone() {} }
""",
        {
            "①": "src/main/java/a/Connection.java Connection.Method",
            "②": "src/main/java/a/Base.java Base.sized",
            "③": "src/main/java/a/Base.java Base.parent",
            "④": "src/main/java/a/Base.java Base.sized",
            "⑤": "src/main/java/a/Base.java Base.run",
            "⑥": "src/main/java/a/Helper.java Helper.origin",
            "⑦": "src/main/java/a/Base.java Base.Settings",
            "⑧": "src/main/java/a/Base.java Base.Settings.depth",
            "⑨": UNKNOWN,
            "⑩": "src/main/java/a/Helper.java Helper.Deep.bottom",
        },
    ),
    "C++: a class in its own members, not its constructor; and no class that bears the name of a test": (
        """
# --- db/env.h
class Env {
 public:
  explicit Env(Env* parent) : parent_(parent) {}
  Env(int size);
  void Run() { ①Env* other = new ②Env(3); }
  ③Env* parent_;
};
class EnvTest {};
TEST_F(④EnvTest, ⑤Env) {}
""",
        {
            "①": "db/env.h Env",
            "②": "db/env.h Env",
            "③": "db/env.h Env",
            "④": "db/env.h EnvTest",
            "⑤": UNKNOWN,
        },
    ),
    "C++: members of the class that a test of GoogleTest is about": (
        """
# --- db/db_test.cc
class Base { public: int size_; };
class DBTest : public Base { public: void Put(int key) { size_ = key; } DBTest* next_; };
void Open() {}
TEST_F(DBTest, Empty) { ①Put(1); ②size_ = 2; this->③Put(3); next_->④Put(4); ⑤Open(); }
TEST(Slice, Empty) { ⑥Put(1); }
TEST_P(DBTest, Full) { ⑦Put(1); }
""",
        {
            "①": "db/db_test.cc DBTest.Put",
            "②": "db/db_test.cc Base.size_",
            "③": "db/db_test.cc DBTest.Put",
            "④": "db/db_test.cc DBTest.Put",
            "⑤": "db/db_test.cc Open",
            "⑥": UNKNOWN,
            "⑦": "db/db_test.cc DBTest.Put",
        },
    ),
    "C++: what a class declares in its header is seen in what is defined elsewhere": (
        """
# --- db/db.h
namespace store {
class Env { public: void Lock(); };
class Base { protected: int depth_; };
class DB : public Base {
 public:
  void Get();
 private:
  int size() const { return 1; }
  Env* const env_;
};
int Free();
}
# --- db/db.cc
#include "db/db.h"
namespace store {
void DB::Get() { ①env_->②Lock(); ③size(); ④depth_++; store::⑤Free(); }
int Free() { return ⑥env_; }
}
# --- main.cc
#include "db/db.h"
namespace store::deep { struct Low { int low; }; }
int main() {
  store::⑦DB* db = new store::⑧DB();
  db->⑨Get();
  store::deep::⑩Low one;
  one.⑪low;
  std::⑫Free();
}
""",
        {
            "①": "db/db.h DB.env_",
            "②": "db/db.h Env.Lock",
            "③": "db/db.h DB.size",
            "④": "db/db.h Base.depth_",
            "⑤": "db/db.cc Free",
            "⑥": UNKNOWN,
            "⑦": "db/db.h DB",
            "⑧": "db/db.h DB",
            "⑨": "db/db.cc DB.Get",
            "⑩": "main.cc Low",
            "⑪": "main.cc Low.low",
            "⑫": UNKNOWN,
        },
    ),
    "PHP: members of a base class that is named with its namespace, and what is in one of two trees": (
        r"""
# --- src/Acme/Test/Base.php
<?php
namespace Acme\Test;
interface Formats { function format(); }
trait Formatting { function format() {} }
class Base implements Formats { use Formatting; protected function record() {} }
# --- src/Acme/Handler/File.php
<?php
namespace Acme\Handler;
class File { const LOUD = 1; public function write() {} }
# --- src/Acme/Other/Mail.php
<?php
namespace Acme\Other;
class Mail {}
# --- tests/Acme/Handler/FileTest.php
<?php
namespace Acme\Handler;
class FileTest extends \Acme\Test\①Base {
  function test() {
    $this->②record();
    $file = new ③File();
    $file->④write(File::⑤LOUD);
    new ⑥Mail(new \Acme\Other\⑦Mail(new \Other\Mail\⑧Mail()));
    throw new ⑨Exception($this->⑩format());
  }
}
""",
        {
            "①": "src/Acme/Test/Base.php Base",
            "②": "src/Acme/Test/Base.php Base.record",
            "③": "src/Acme/Handler/File.php File",
            "④": "src/Acme/Handler/File.php File.write",
            "⑤": "src/Acme/Handler/File.php File.LOUD",
            "⑥": UNKNOWN,
            "⑦": "src/Acme/Other/Mail.php Mail",
            "⑧": UNKNOWN,
            "⑨": UNKNOWN,
            "⑩": "src/Acme/Test/Base.php Formatting.format",
        },
    ),
    "C#: members of a generic base class, and of another part of a partial class": (
        """
# --- Validator.cs
namespace Shop { public abstract class Validator<T> { protected void RuleFor(int x) {} } }
# --- Person.cs
namespace Shop { public partial class Person : Validator<Person> { void Rules() { ①RuleFor(1); ②Other(); } } }
# --- Person.Other.cs
namespace Shop { public partial class Person { void Other() { ③RuleFor(2); } } }
""",
        {
            "①": "Validator.cs Validator.RuleFor",
            "②": "Person.Other.cs Person.Other",
            "③": "Validator.cs Validator.RuleFor",
        },
    ),
}


@pytest.mark.parametrize(("repository", "expected"), CASES.values(), ids=CASES)
def test_a_bare_name_is_a_member(repository: str, expected: dict[str, str]) -> None:
    assert definitions(repository) == expected
