"""Extensions: C#'s and Kotlin's functions that are called as members of what they extend."""

from __future__ import annotations

import pytest

from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.resolve import Tables, Target, export_keys, resolve_file
from tests.code.resolve.known import KnownFiles

from .marked import UNKNOWN, definitions

CASES = {
    "Kotlin: a bare name in an extension is a member of what it extends before anything around": (
        """
# --- src/main/kotlin/a/Scope.kt
package a
class Scope(val module: Int) { fun close() {} }
fun App.module(): Int = 1
# --- src/main/kotlin/a/More.kt
package a
fun Scope.build(close: Int): Int { ①close; ②module; helper(③module); return ④close() }
fun <T> T.any() { ⑤module() }
fun helper(x: Int) { ⑥module }
""",
        {
            "①": "src/main/kotlin/a/More.kt:2",
            "②": "src/main/kotlin/a/Scope.kt Scope.module",
            "③": "src/main/kotlin/a/Scope.kt Scope.module",
            "④": "src/main/kotlin/a/More.kt:2",
            "⑤": "src/main/kotlin/a/Scope.kt module",
            "⑥": "src/main/kotlin/a/Scope.kt module",
        },
    ),
    "Swift: a property apart from the method of its name": (
        """
# --- Sources/Request.swift
class Request {
  let progress = 1
  var depth: Int { 1 }
  func progress(_ done: Int) -> Int { 2 }
  func depth(_ by: Int) -> Int { 3 }
  func other() {
    print(①progress + self.②progress)
    ③progress(1)
    print(④depth)
    self.⑤depth(2)
  }
}
""",
        {
            "①": "Sources/Request.swift Request.progress",
            "②": "Sources/Request.swift Request.progress",
            "③": "Sources/Request.swift Request.progress#2",
            "④": "Sources/Request.swift Request.depth#1",
            "⑤": "Sources/Request.swift Request.depth",
        },
    ),
    "Kotlin: what an import or the file itself brings, whatever it is called on; Java names the file": (
        """
# --- src/main/kotlin/a/Extensions.kt
package a
import b.Format
fun Format.asFactory(type: Int): Int = 1
fun Format.map(f: Int): Int = 1
val Format.lengthInBytes: Int
  get() = 1
suspend fun Format.await(): Int = later.②lengthInBytes
# --- src/test/kotlin/c/Test.kt
package c
import a.asFactory
import b.Json
class Test {
  private fun Mirror.allTypesOf(types: Int) { inner.①allTypesOf(types); inner.⑧toList() }
  private fun Mirror.toList() {}
  fun test() { Json { x = 1 }.③asFactory(1); list.④map(1); list.⑤lengthInBytes }
}
# --- src/main/java/a/Use.java
package a;
class Use { int use(Call call) { return Extensions.⑥await(call, this) + ExtensionsKt.⑦asFactory(call, 1); } }
""",
        {
            "①": "src/test/kotlin/c/Test.kt Test.allTypesOf",
            "②": "src/main/kotlin/a/Extensions.kt lengthInBytes",
            "③": "src/main/kotlin/a/Extensions.kt asFactory",
            "④": UNKNOWN,
            "⑤": UNKNOWN,
            "⑥": "src/main/kotlin/a/Extensions.kt await",
            "⑦": "src/main/kotlin/a/Extensions.kt asFactory",
            "⑧": "src/test/kotlin/c/Test.kt Test.toList",
        },
    ),
    "C#: of the nearest type, of whatever there is, and of no other": (
        """
# --- Rules/Rules.cs
namespace Rules;
public interface IRule<T> {}
public interface IFirst<T> : IRule<T> { int Depth { get; } }
public class Other { public void Named() {} }
public class Base<T> { public IFirst<T> RuleFor() { return null; } }
# --- Rules/Extensions.cs
namespace Rules;
public static class Extensions {
  public static IRule<T> NotNull<T>(this IRule<T> rule) { return rule; }
  public static IRule<T> Named<T>(this IRule<T> rule, string name) => rule;
  public static T Same<T>(this T it) => it;
  public static bool Short(this string text) => true;
  public static int Wide<T>(this T it) where T : Other => 1;
}
# --- Tests/Extensions.cs
namespace Tests;
public static class Twice {
  public static IRule<T> Told<T>(this IRule<T> rule) => rule;
}
public static class Again {
  public static IRule<T> Told<T>(this IRule<T> rule) => rule;
}
# --- Tests/Test.cs
namespace Tests;
public class Test : Base<int> {
  void Run(Other other, string text, int number) {
    var rule = RuleFor();
    rule.①NotNull().②Named("a").③NotNull();
    other.④Named(); other.⑤NotNull(); other.⑥Wide(); rule.⑦Wide();
    text.⑧Short(); number.⑨Short(); number.⑩Same();
    Assert.⑪NotNull(rule); rule.⑫Told(); ⑬NotNull();
  }
}
""",
        {
            "①": "Rules/Extensions.cs Extensions.NotNull",
            "②": "Rules/Extensions.cs Extensions.Named",
            "③": "Rules/Extensions.cs Extensions.NotNull",
            "④": "Rules/Rules.cs Other.Named",
            "⑤": UNKNOWN,
            "⑥": "Rules/Extensions.cs Extensions.Wide",
            "⑦": UNKNOWN,
            "⑧": "Rules/Extensions.cs Extensions.Short",
            "⑨": UNKNOWN,
            "⑩": "Rules/Extensions.cs Extensions.Same",
            "⑪": UNKNOWN,
            "⑫": UNKNOWN,
            "⑬": UNKNOWN,
        },
    ),
    "Kotlin: also behind a call that is handed a block": (
        """
# --- src/main/kotlin/app/App.kt
package app
class Logger {
  fun log() {}
}
class App {
  val logger: Logger = Logger()
}
fun start(level: Int, block: () -> Unit): App = App()
fun app(block: () -> Unit): App = App()
# --- src/main/kotlin/app/more/Ext.kt
package app.more
import app.App
fun App.modules(vararg all: Int): App = this
fun <T : App> T.named(name: String): T = this
# --- src/main/kotlin/app/Main.kt
package app
import app.more.modules
fun main(text: String) {
  val one = start(1) { print(1) }
  one.①logger.②log()
  one.③modules(1).④logger
  app { print(2) }.⑤logger.⑥log()
  start(1) { print(3) }.⑦modules(2)
  one.⑧named("a")
  text.⑨modules()
}
""",
        {
            "①": "src/main/kotlin/app/App.kt App.logger",
            "②": "src/main/kotlin/app/App.kt Logger.log",
            "③": "src/main/kotlin/app/more/Ext.kt modules",
            "④": "src/main/kotlin/app/App.kt App.logger",
            "⑤": "src/main/kotlin/app/App.kt App.logger",
            "⑥": "src/main/kotlin/app/App.kt Logger.log",
            "⑦": "src/main/kotlin/app/more/Ext.kt modules",
            "⑧": "src/main/kotlin/app/more/Ext.kt named",
            "⑨": UNKNOWN,
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_an_extension_is_found_as_a_member_of_what_it_extends(text: str, expected: dict[str, str]) -> None:
    assert definitions(text) == expected


@pytest.mark.parametrize(
    ("changed", "target"),
    [("this int it", None), ("this Order it", Target("a/Ext.cs", "Ext.Told")), ("Order it", None)],
)
def test_what_an_extension_extends_is_looked_up_anew_when_it_changes(
    changed: str, target: Target | None
) -> None:
    user = parse_file("csharp", b"class Order { void F() { this.Told(); } }")

    def extended(parameters: str) -> KnownFiles:
        source = f"static class Ext {{ public static void Told({parameters}) {{}} }}"
        return KnownFiles({"Order.cs": user, "a/Ext.cs": parse_file("csharp", source.encode())})

    def told(files: KnownFiles) -> Target | None:
        targets = resolve_file("Order.cs", user, Tables(files)).targets
        return next(to for use, to in zip(user.references, targets, strict=True) if use.name == "Told")

    none, some = extended("string it"), extended(changed)
    assert (told(none), told(some)) == (None, target)
    for one, other in ((none, some), (some, none)):
        before = resolve_file("Order.cs", user, Tables(one)).dependencies
        anew = export_keys("a/Ext.cs", one.facts("a/Ext.cs"), other.facts("a/Ext.cs"))
        assert before & anew or told(one) == told(other)


def test_what_a_property_of_csharp_gives_is_known_however_it_is_made() -> None:
    assert definitions("""\
# --- Config.cs
class Filters { public Config By(int x) { return null; } public Sinks Direct; }
class Sinks { public void Sink(int x) { } }
class Config {
    public Filters Filter => new(this);
    public Sinks WriteTo { get { return null; } }
    public static Config Now => null;
    void F() { Filter.①By(1); }
}
# --- Main.cs
class Main {
    void F() {
        var log = new Config().Filter.②By(1).WriteTo.③Sink(2);
        Config.Now.WriteTo.④Sink(3);
    }
}
""") == {
        "①": "Config.cs Filters.By",
        "②": "Config.cs Filters.By",
        "③": "Config.cs Sinks.Sink",
        "④": "Config.cs Sinks.Sink",
    }


def test_classes_of_csharp_are_told_apart_by_how_many_types_they_take_and_parts_are_one() -> None:
    assert definitions("""\
# --- src/Strategy.cs
public abstract class Strategy { public int Plain; }
# --- src/Strategy.TResult.cs
public abstract class Strategy<T> { public int Of; }
# --- src/Retry.cs
class Retry : ①Strategy<int> { }
class Wait : ②Strategy
{
    void F(③Strategy<int> one, Strategy two) { one.④Of = two.⑤Plain; }
}
# --- src/Options.TResult.cs
public class Options<T> { public int Break; }
# --- src/Options.cs
public class Options : Options<object> { }
# --- src/Use.cs
class Use { int F(Options one, Options<int> two) { return one.⑩Break + two.⑪Break; } }
# --- src/Pipeline.cs
public partial class Pipeline { public static int Empty; }
# --- src/Pipeline.Async.cs
public partial class Pipeline { public int Later; }
# --- src/Main.cs
class Main { int F(⑥Pipeline p) { return ⑦Pipeline.⑧Empty + p.⑨Later; } }
""") == {
        "①": "src/Strategy.TResult.cs Strategy",
        "②": "src/Strategy.cs Strategy",
        "③": "src/Strategy.TResult.cs Strategy",
        "④": "src/Strategy.TResult.cs Strategy.Of",
        "⑤": "src/Strategy.cs Strategy.Plain",
        "⑥": "src/Pipeline.cs Pipeline",
        "⑦": "src/Pipeline.cs Pipeline",
        "⑧": "src/Pipeline.cs Pipeline.Empty",
        "⑨": "src/Pipeline.Async.cs Pipeline.Later",
        "⑩": "src/Options.TResult.cs Options.Break",
        "⑪": "src/Options.TResult.cs Options.Break",
    }
