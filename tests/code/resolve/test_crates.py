"""Rust and Go: what names mean through crates, modules and packages."""

from __future__ import annotations

import pytest

from .marked import UNKNOWN, definitions

CASES = {
    "a path begins with a module beside, also where files elsewhere are called so": (
        """
# --- core/src/lib.rs
pub mod builder;
pub use builder::Command;
# --- core/src/builder/mod.rs
mod command;
pub use command::①Command;
# --- core/src/builder/command.rs
pub struct Command {}
impl Command { pub fn new() -> Self {} }
# --- tests/builder/command.rs
use ③odd::Command;
# --- core/src/user.rs
use crate::Command;
fn main() { Command::②new(); }
""",
        {
            "①": "core/src/builder/command.rs Command",
            "②": "core/src/builder/command.rs Command.new",
            "③": UNKNOWN,
        },
    ),
    "what a macro holds, be it on some condition, is defined and imported all the same": (
        """
# --- src/lib.rs
cfg_rt! {
    pub mod runtime;
    pub use runtime::Handle;

    cfg_full! {
        pub use runtime::spawn;
    }
}
cfg_if::cfg_if! {
    if #[cfg(unix)] {
        mod unix;
        use unix::wait;
    } else if #[cfg(windows)] {
        mod windows;
    } else {
        fn nobody() {}
    }
}
fn main(cart: Cart) { ①spawn(); Handle::②new().③stop(); ④wait(); ⑤nobody(); cart.⑥key; cart.⑦take(); }
pin_project_lite::pin_project! {
    /// Holds.
    #[project = CartProj]
    pub(crate) struct Cart {
        #[pin]
        key: Handle,
    }
}
ffi_fn! {
    fn ffi_open() { ⑧ffi_close() } ?= 1
}
ffi_fn! {
    fn ffi_close() {}
}
fn made() {
    quote! {
        fn quoted() { }
    }
    ⑨quoted();
}
impl Cart { fn take(self) {} }
# --- src/runtime.rs
cfg_rt! {
    pub struct Handle {}
    impl Handle {
        pub fn new() -> Self {}
    }
    pub fn spawn() {}
}
impl Handle {
    cfg_full! {
        pub fn stop(&self) {}
    }
}
# --- src/unix.rs
pub fn wait() {}
""",
        {
            "①": "src/runtime.rs spawn",
            "②": "src/runtime.rs Handle.new",
            "③": "src/runtime.rs Handle.stop",
            "④": "src/unix.rs wait",
            "⑤": "src/lib.rs nobody",
            "⑥": "src/lib.rs Cart.key",
            "⑦": "src/lib.rs Cart.take",
            "⑧": "src/lib.rs ffi_close",
            "⑨": UNKNOWN,
        },
    ),
    "a path in braces is one to its end, and a module within a file imports from the file": (
        """
# --- Cargo.toml
[package]
name = "x"
# --- src/lib.rs
mod desk;
mod serve;
use desk::{inner::①Deep, ②Top, inner::{③more, ④Deep as D}};
pub struct Listener {}
# --- src/desk/mod.rs
pub mod inner;
pub struct Top {}
# --- src/desk/inner.rs
pub struct Deep {}
pub fn more() {}
# --- src/serve/mod.rs
mod one;
pub struct Listener {}
mod future {
    pub use super::⑤one::⑥Part as P;
    use super::{⑦Listener, one::⑧Part};
    fn f(x: ⑨Listener, p: ⑩P) {}
}
# --- src/serve/one.rs
use super::⑪Listener;
pub struct Part {}
""",
        {
            "①": "src/desk/inner.rs Deep",
            "②": "src/desk/mod.rs Top",
            "③": "src/desk/inner.rs more",
            "④": "src/desk/inner.rs Deep",
            "⑤": "src/serve/one.rs",
            "⑥": "src/serve/one.rs Part",
            "⑦": "src/serve/mod.rs Listener",
            "⑧": "src/serve/one.rs Part",
            "⑨": "src/serve/mod.rs Listener",
            "⑩": "src/serve/one.rs Part",
            "⑪": "src/serve/mod.rs Listener",
        },
    ),
    "a module that another one makes known is imported, and all of it": (
        """
# --- Cargo.toml
[workspace]
members = ["a", "b"]
# --- a/Cargo.toml
[package]
name = "a"
# --- a/src/lib.rs
pub mod helpers;
pub use helpers as tools;
# --- a/src/helpers/mod.rs
mod client;
pub use self::client::*;
pub fn help() {}
# --- a/src/helpers/client.rs
pub struct Client {}
impl Client {
    pub fn new() -> Self {}
    pub fn merge(self, other: Self) { other.⑪go() }
    fn go(&self) {}
}
# --- b/Cargo.toml
[package]
name = "b"
[dependencies]
a = { path = "../a" }
# --- b/src/lib.rs
pub(crate) use a::helpers;
mod one;
pub mod inner { pub use a::helpers as deep; pub struct Odd {} }
# --- b/src/one.rs
use crate::helpers;
use crate::inner::deep;
use a::tools::①help;
mod tests {
    use crate::helpers::*;
    fn f() {
        ②Client::③new(); ④help(); helpers::⑤help(); deep::⑥Client::⑦new(); crate::helpers::⑧Client::new();
    }
}
use crate::helpers::⑨Client as C;
fn g(c: ⑩C) {}
""",
        {
            "①": "a/src/helpers/mod.rs help",
            "②": "a/src/helpers/client.rs Client",
            "③": "a/src/helpers/client.rs Client.new",
            "④": "a/src/helpers/mod.rs help",
            "⑤": "a/src/helpers/mod.rs help",
            "⑥": "a/src/helpers/client.rs Client",
            "⑦": "a/src/helpers/client.rs Client.new",
            "⑧": "a/src/helpers/client.rs Client",
            "⑨": "a/src/helpers/client.rs Client",
            "⑩": "a/src/helpers/client.rs Client",
            "⑪": "a/src/helpers/client.rs Client.go",
        },
    ),
    "crates of a workspace are imported by their names, macros seen in all of a crate": (
        """
# --- Cargo.toml
[workspace]
members = ["crates/*"]
# --- crates/core/main.rs
mod flags;
fn main() { grep_searcher::①run(); odd::⑫go(); }
# --- crates/core/flags/mod.rs
mod defs;
pub mod low;
# --- crates/core/flags/low.rs
pub struct LowArgs { pub quiet: bool }
# --- crates/core/flags/defs.rs
use crate::flags::low::LowArgs;
use grep_searcher::{Searcher, sink::Sink};
fn parse() -> Result<LowArgs, Error> {}
fn one(args: &②LowArgs, shared: Arc<Searcher>) {
    let found = ③Searcher::new().unwrap();
    found.④search();
    shared.clone().⑤search();
    let made = LowArgs::default();
    made.⑥quiet;
    let read = parse()?;
    read.⑦quiet;
    ⑧say!("a");
    super::super::⑨main();
    vec![1];
    if let Some(ref say) = found { ⑪say; }
}
mod tests {
    fn test() { super::⑩one(); }
}
# --- crates/core/macros.rs
macro_rules! say { () => {} }
# --- crates/searcher/Cargo.toml
[package]
name = "grep-searcher"
# --- crates/searcher/src/lib.rs
pub mod sink;
pub struct Searcher {}
impl Searcher {
    pub fn new() -> Result<Self, Error> {}
    pub fn search(&self) {}
}
pub fn run() {}
# --- crates/searcher/src/sink.rs
pub trait Sink {}
# --- crates/odd/Cargo.toml
[package]
name = "odd"
[lib]
path = "code/odd.rs"
# --- crates/odd/code/odd.rs
pub fn go() {}
""",
        {
            "①": "crates/searcher/src/lib.rs run",
            "②": "crates/core/flags/low.rs LowArgs",
            "③": "crates/searcher/src/lib.rs Searcher",
            "④": "crates/searcher/src/lib.rs Searcher.search",
            "⑤": "crates/searcher/src/lib.rs Searcher.search",
            "⑥": "crates/core/flags/low.rs LowArgs.quiet",
            "⑦": "crates/core/flags/low.rs LowArgs.quiet",
            "⑧": "crates/core/macros.rs say",
            "⑨": UNKNOWN,
            "⑩": "crates/core/flags/defs.rs one",
            "⑪": "crates/core/flags/defs.rs:15",
            "⑫": "crates/odd/code/odd.rs go",
        },
    ),
    "a package of Go is found by the name of its module, whatever its version": (
        """
# --- go.mod
module github.com/acme/echo/v5
# --- echo.go
package echo
type Context struct{}
func (c *Context) Request() string { return "" }
func New() *Context { return nil }
# --- middleware/log.go
package middleware
import "github.com/acme/echo/v5"
import other "github.com/acme/echo/v5/inner"
func Log(c *echo.①Context) { c.②Request(); echo.③New().④Request(); other.⑤In() }
# --- inner/in.go
package inner
func In() {}
# --- tools/go.mod
module github.com/acme/tools
# --- tools/inner/in.go
package inner
import "github.com/acme/echo/v5/inner"
func In() { inner.⑥In() }
""",
        {
            "①": "echo.go Context",
            "②": "echo.go Context.Request",
            "③": "echo.go New",
            "④": "echo.go Context.Request",
            "⑤": "inner/in.go In",
            "⑥": "inner/in.go In",
        },
    ),
    "a module within a file holds what its path says": (
        """
# --- Cargo.toml
[package]
name = "app"
# --- src/main.rs
mod strings;
use strings::commands;
use crate::strings::order::FIRST;
use strings::order::sort as arrange;
fn main() {
  strings::commands::①toggle();
  commands::②toggle();
  crate::strings::commands::③toggle();
  commands::inner::④deep();
  local::⑤here();
  strings::⑥other();
  strings::order::⑦toggle();
  strings::order::⑧lost();
  ⑨FIRST; ⑩arrange(); commands::Key::new().⑪press();
}
mod local { pub fn here() {} }
# --- src/strings.rs
pub fn other() {}
pub mod order {
  pub const FIRST: u8 = 1;
  pub fn toggle() {}
  pub fn sort() {}
}
pub mod commands {
  pub fn toggle() {}
  pub mod inner { pub fn deep() {} }
  pub struct Key {}
  impl Key { pub fn new() -> Self { Key {} } pub fn press(&self) {} }
}
""",
        {
            "①": "src/strings.rs commands.toggle",
            "②": "src/strings.rs commands.toggle",
            "③": "src/strings.rs commands.toggle",
            "④": "src/strings.rs commands.inner.deep",
            "⑤": "src/main.rs local.here",
            "⑥": "src/strings.rs other",
            "⑦": "src/strings.rs order.toggle",
            "⑧": UNKNOWN,
            "⑨": "src/strings.rs order.FIRST",
            "⑩": "src/strings.rs order.sort",
            "⑪": "src/strings.rs commands.Key.press",
        },
    ),
}


@pytest.mark.parametrize(("repository", "expected"), CASES.values(), ids=CASES)
def test_across_packages(repository: str, expected: dict[str, str]) -> None:
    assert definitions(repository) == expected
