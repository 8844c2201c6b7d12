"""Names that are bound to a part of something: what an Option or a container holds, variables of packages."""

from __future__ import annotations

import pytest

from .marked import UNKNOWN, definitions

CASES = {
    "Rust: what an Option or a Result holds where a pattern takes it apart": (
        """
# --- src/main.rs
pub struct Path { pub part: Part }
pub struct Part { pub n: u8 }
pub enum Kind { One(Part) }
static ROOT: Path = Path::new();
impl Path {
    fn part(&self) -> &Part { &self.part }
    fn maybe(&self) -> Option<Part> { None }
    fn read() -> Result<Path, Part> { Ok(Path::new()) }
}
fn run(p: &Path, k: Kind, o: Option<Path>, m: HashMap<String, Path>) -> Option<()> {
    if let Some(ref c) = p.maybe() { c.①n; }
    let Some(d) = p.maybe() else { return None };
    d.②n;
    match o.as_ref() { Some(l) => l.③part, None => return None };
    if let Ok(r) = Path::read() { r.④part; }
    if let Err(e) = Path::read() { e.⑤n; e.part; }
    if let Kind::One(one) = k { one.⑥n; }
    while let Some(p) = m.get("a") { p.⑦part; }
    m.get("a").unwrap().⑧part;
    ROOT.⑨part;
    if let Some(p) = p.maybe() { p.⑩n; }
    p.⑪part;
    let p = p.maybe()?;
    p.⑫n;
    let p = Path::read().unwrap();
    p.⑬part;
    None
}
""",
        {
            "①": "src/main.rs Part.n",
            "②": "src/main.rs Part.n",
            "③": "src/main.rs Path.part",
            "④": "src/main.rs Path.part",
            "⑤": UNKNOWN,
            "⑥": UNKNOWN,
            "⑦": "src/main.rs Path.part",
            "⑧": "src/main.rs Path.part",
            "⑨": "src/main.rs Path.part",
            "⑩": "src/main.rs Part.n",
            "⑪": "src/main.rs Path.part",
            "⑫": "src/main.rs Part.n",
            "⑬": "src/main.rs Path.part",
        },
    ),
    "Go: variables that are declared with a value, in a package and in a function": (
        """
# --- go.mod
module example.com/shop
# --- shop/base.go
package shop
type T struct { Name string; next *T }
var Default = T{}
var First = &T{}
func (t T) Wrap(e error) error { return nil }
# --- shop/more.go
package shop
var (
  Second = First
  third, fourth = 1, 2
)
func run() {
  Default.①Wrap(nil); First.②Name; Second.③next.④Name
  var one = Default.next
  one.⑤Name
  var third, fourth = 3, 4
  ⑥third = ⑦fourth
}
func other() { ⑧fourth = 1 }
""",
        {
            "①": "shop/base.go T.Wrap",
            "②": "shop/base.go T.Name",
            "③": "shop/base.go T.next",
            "④": "shop/base.go T.Name",
            "⑤": "shop/base.go T.Name",
            "⑥": "shop/more.go:10",
            "⑦": "shop/more.go:10",
            "⑧": "shop/more.go fourth",
        },
    ),
    "C#: what dictionaries, lists and tasks hold": (
        """
# --- Path.cs
public class Path { public int Depth; public async Task<Path> Later() => null; }
public class User {
  async Task Run(Dictionary<string, Path> map, IReadOnlyList<Path> all, Path path) {
    map["a"].①Depth; all[0].②Depth; all.First().③Depth;
    foreach (var one in all) one.④Depth;
    var later = await path.Later();
    later.⑤Depth;
  }
}
""",
        {
            "①": "Path.cs Path.Depth",
            "②": "Path.cs Path.Depth",
            "③": "Path.cs Path.Depth",
            "④": "Path.cs Path.Depth",
            "⑤": "Path.cs Path.Depth",
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_name_means_the_part_that_it_is_bound_to(text: str, expected: dict[str, str]) -> None:
    assert definitions(text) == expected
