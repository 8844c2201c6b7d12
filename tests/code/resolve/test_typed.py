"""PHP, Ruby, Kotlin, Swift: what names mean by namespaces, types of locals, and modules in many files."""

from __future__ import annotations

from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.resolve import Tables, Target, export_keys, resolve_file
from tests.code.resolve.known import KnownFiles
from tests.code.resolve.marked import UNKNOWN, definitions


def test_in_php_a_namespace_is_a_folder_and_this_is_of_the_class() -> None:
    assert definitions("""\
# --- src/Shop/Desk.php
<?php
namespace App\\Shop;
class Desk extends ①Counter {
    private Ledger $ledger;
    public function lend(Book $book, ?Ledger $other = null): ②Ledger {
        $this->③ledger->④add(⑤$book);
        $made = new Ledger();
        foreach ([] as $each) { ⑥$each; }
        ⑦$made->⑧add($other->⑨add(1));
        return $this->⑩opened(self::⑪opened(), parent::⑫opened());
    }
}
# --- src/Shop/Counter.php
<?php
namespace App\\Shop;
abstract class Counter { public function opened() { return ⑬helper(); } }
# --- src/Shop/Ledger.php
<?php
namespace App\\Shop;
class Ledger { public function add($entry): static { return $this; } }
# --- src/Other/Wrong.php
<?php
namespace App\\Other;
class Wrong extends ⑭Counter { }
# --- src/functions.php
<?php
function helper() { }
""") == {
        "①": "src/Shop/Counter.php Counter",
        "②": "src/Shop/Ledger.php Ledger",
        "③": "src/Shop/Desk.php Desk.$ledger",
        "④": "src/Shop/Ledger.php Ledger.add",
        "⑤": "src/Shop/Desk.php:5",
        "⑥": "src/Shop/Desk.php:8",
        "⑦": "src/Shop/Desk.php:7",
        "⑧": "src/Shop/Ledger.php Ledger.add",
        "⑨": "src/Shop/Ledger.php Ledger.add",
        "⑩": "src/Shop/Counter.php Counter.opened",
        "⑪": "src/Shop/Counter.php Counter.opened",
        "⑫": "src/Shop/Counter.php Counter.opened",
        "⑬": "src/functions.php helper",
        "⑭": UNKNOWN,
    }


def test_in_ruby_every_file_may_add_to_a_module() -> None:
    assert definitions("""\
# --- lib/shop.rb
module Shop
  def self.open; end
end
# --- lib/shop/desk.rb
module Shop
  class Desk < ①Counter
    def initialize(size)
      @size = ②size
    end
    def lend(book, other = nil)
      made = ③Ledger.new(book)
      made.④add(⑤book)
      [1].each { |one| ⑥one + ⑦@size }
      Shop.⑧open
      Shop::Ledger.new.⑨add(⑩made)
    end
  end
end
# --- lib/shop/ledger.rb
module Shop
  class Counter; end
  class Ledger
    def add(entry); end
  end
end
# --- test/spec_desk.rb
describe Shop::⑪Desk do
  ⑫Shop.open
  ⑬Desk.new
end
""") == {
        "①": "lib/shop/ledger.rb Shop.Counter",
        "②": "lib/shop/desk.rb:3",
        "③": "lib/shop/ledger.rb Shop.Ledger",
        "④": "lib/shop/ledger.rb Shop.Ledger.add",
        "⑤": "lib/shop/desk.rb:6",
        "⑥": "lib/shop/desk.rb:9",
        "⑦": "lib/shop/desk.rb:4",
        "⑧": "lib/shop.rb Shop.open",
        "⑨": "lib/shop/ledger.rb Shop.Ledger.add",
        "⑩": "lib/shop/desk.rb:7",
        "⑪": "lib/shop/desk.rb Shop.Desk",
        "⑫": "lib/shop.rb Shop",
        "⑬": UNKNOWN,
    }


def test_a_file_that_adds_to_a_ruby_module_changes_what_others_mean() -> None:
    user = parse_file("ruby", b"module Shop\n  class Desk < Counter; end\nend\n")
    added = parse_file("ruby", b"module Shop\n  class Counter; end\nend\n")
    before = resolve_file("a.rb", user, Tables(KnownFiles({"a.rb": user})))
    after = resolve_file("a.rb", user, Tables(KnownFiles({"a.rb": user, "b.rb": added})))
    assert (before.targets, after.targets) == ((None,), (Target("b.rb", "Shop.Counter"),))
    assert before.dependencies & export_keys("b.rb", None, added)
    assert after.dependencies & export_keys("b.rb", added, None)


def test_in_kotlin_and_swift_names_have_types_and_places() -> None:
    assert definitions("""\
# --- app/shop/Desk.kt
package shop
class Desk(val ledger: Ledger, size: Int) {
    private val made = Ledger()
    fun lend(book: Book, other: Ledger? = null): Int {
        val local = Ledger()
        ①ledger.②add(③book)
        made.④add(other?.⑤add(1))
        listOf(1).map { one -> ⑥one }
        for (each in emptyList<Int>()) { ⑦local.⑧add(⑨each) }
        return 0
    }
}
# --- app/shop/Ledger.kt
package shop
class Ledger { fun add(entry: Any?) = 1 }
# --- Sources/Desk.swift
class Till {
    let drawer: Drawer
    func sell(_ item: Item, to buyer: Drawer?) {
        let local = Drawer()
        drawer.⑩put(⑪item)
        if let known = buyer { ⑫known.⑬put(1) }
        local.⑭put(2)
    }
}
# --- Sources/Drawer.swift
class Drawer { func put(_ coin: Int) {} }
""") == {
        "①": "app/shop/Desk.kt Desk.ledger",
        "②": "app/shop/Ledger.kt Ledger.add",
        "③": "app/shop/Desk.kt:4",
        "④": "app/shop/Ledger.kt Ledger.add",
        "⑤": "app/shop/Ledger.kt Ledger.add",
        "⑥": "app/shop/Desk.kt:8",
        "⑦": "app/shop/Desk.kt:5",
        "⑧": "app/shop/Ledger.kt Ledger.add",
        "⑨": "app/shop/Desk.kt:9",
        "⑩": "Sources/Drawer.swift Drawer.put",
        "⑪": "Sources/Desk.swift:3",
        "⑫": "Sources/Desk.swift:6",
        "⑬": "Sources/Drawer.swift Drawer.put",
        "⑭": "Sources/Drawer.swift Drawer.put",
    }


def test_in_kotlin_and_java_an_import_names_what_a_package_holds_in_whatever_file() -> None:
    assert definitions("""\
# --- app/src/main/kotlin/com/x/nav/Navigation.kt
package com.x.nav
fun visit(id: Int) {}
object Icons {
    val Add = 1
}
# --- app/src/main/kotlin/com/x/ui/Screen.kt
package com.x.ui
import com.x.nav.①visit
import com.x.nav.②Icons
fun show() { ③visit(④Icons.⑤Add) }
# --- app/src/main/kotlin/com/x/ui/All.kt
package com.x.ui
import com.x.nav.*
fun showAll() { ⑥visit(⑦Icons.Add) }
# --- app/src/main/java/com/x/ui/Old.java
package com.x.ui;
import com.x.nav.⑧Icons;
class Old { }
# --- app/src/main/kotlin/com/x/ui/None.kt
package com.x.ui
fun none() { ⑨visit(1) }
""") == {
        "①": "app/src/main/kotlin/com/x/nav/Navigation.kt visit",
        "②": "app/src/main/kotlin/com/x/nav/Navigation.kt Icons",
        "③": "app/src/main/kotlin/com/x/nav/Navigation.kt visit",
        "④": "app/src/main/kotlin/com/x/nav/Navigation.kt Icons",
        "⑤": "app/src/main/kotlin/com/x/nav/Navigation.kt Icons.Add",
        "⑥": "app/src/main/kotlin/com/x/nav/Navigation.kt visit",
        "⑦": "app/src/main/kotlin/com/x/nav/Navigation.kt Icons",
        "⑧": "app/src/main/kotlin/com/x/nav/Navigation.kt Icons",
        "⑨": UNKNOWN,
    }


def test_in_php_and_kotlin_the_header_says_the_namespace_wherever_the_file_stands() -> None:
    assert definitions("""\
# --- src/Cookie/Jar.php
<?php
namespace Acme\\Http\\Cookie;
class Jar { public function put() {} }
# --- src/Cookie/all.php
<?php
namespace Acme\\Http\\Cookie;
class Cookie {}
function crumb() {}
# --- src/Client.php
<?php
namespace Acme\\Http;
use Acme\\Http\\Cookie\\{Jar as Glass};
class Client {
    public function __construct(private ①Glass $jar) { $this->jar->②put(new Cookie\\③Cookie()); }
    public function other(Cookie\\④Jar $it): \\Acme\\Http\\Cookie\\⑤Jar { return new ⑥Jar(); }
}
# --- tests/ClientTest.php
<?php
namespace Acme\\Tests\\Http;
use Acme\\Http\\Client;
class ClientTest { function test() { return new ⑦Client(); } }
# --- core/src/Scope.kt
package org.acme.core
class Scope { fun close() {} }
# --- core/src/Room.kt
package org.acme.core
class Room(val scope: ⑧Scope)
# --- app/src/Main.kt
package org.acme.app
import org.acme.core.Scope
fun main(scope: ⑨Scope, room: ⑩Room) { scope.⑪close() }
""") == {
        "①": "src/Cookie/Jar.php Jar",
        "②": "src/Cookie/Jar.php Jar.put",
        "③": "src/Cookie/all.php Cookie",
        "④": "src/Cookie/Jar.php Jar",
        "⑤": "src/Cookie/Jar.php Jar",
        "⑥": UNKNOWN,
        "⑦": "src/Client.php Client",
        "⑧": "core/src/Scope.kt Scope",
        "⑨": "core/src/Scope.kt Scope",
        "⑩": UNKNOWN,
        "⑪": "core/src/Scope.kt Scope.close",
    }


def test_in_php_documentation_tells_the_types_that_the_code_does_not() -> None:
    assert definitions("""\
# --- src/Query.php
<?php
namespace Acme\\Db;
class Query {
    /** @var \\Acme\\Log\\Log|null */
    protected $log;
    /**
     * @param  Query  $other
     * @return $this
     */
    public function join($other) { $this->log->①warn(); return $other->②run(fn ($other) => $other->③run()); }
    /** @return static */
    public static function make() {}
    public function run() {}
}
# --- src/Log.php
<?php
namespace Acme\\Log;
class Log { public function warn() {} }
# --- src/Own.php
<?php
namespace Acme\\App;
class Log { public function warn() {} }
class Own extends \\Acme\\Db\\Query {
    public function mine() {}
    public function use() {
        $it = self::make();
        $it->④mine();
        $this->join($it)->⑤mine();
        $this->log->⑥warn();
    }
}
""") == {
        "①": "src/Log.php Log.warn",
        "②": "src/Query.php Query.run",
        "③": UNKNOWN,
        "④": "src/Own.php Own.mine",
        "⑤": "src/Own.php Own.mine",
        "⑥": "src/Log.php Log.warn",
    }


def test_in_swift_a_label_is_no_use_and_a_getter_is_what_runs() -> None:
    facts = parse_file(
        "swift",
        b"class A {\n  var last: (_ size: Int) -> Void\n  var size: Int { count() }\n"
        b"  func count() -> Int { 1 }\n}\n",
    )
    assert [(one.name, facts.chunks[one.chunk].qualname) for one in facts.references] == [
        ("Int", "A"),
        ("Void", "A"),
        ("Int", "A.size"),
        ("count", "A.size"),
        ("Int", "A.count"),
    ]
    assert [(one.kind, one.signature) for one in facts.chunks[2:4]] == [
        ("variable", "var last: (_ size: Int) -> Void"),
        ("method", "var size: Int"),
    ]
