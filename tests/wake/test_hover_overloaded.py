"""Overloads that are signatures of one function: what documents one of them documents all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.wake.hovering import knowing

if TYPE_CHECKING:
    from pathlib import Path

SIGNATURES = """
# --- client.ts
export class Client {
  /** Subscribes to topics. */
  subscribe(topic: string): Client;
  subscribe(topic: string, done: Done): Client;
  subscribe(topic: string, ...rest: unknown[]): Client { return this; }
  plain(): void {}
}
# --- client.py
from typing import overload

@overload
def find(key: str) -> str: ...
@overload
def find(key: int) -> int: ...
def find(key):
    '''Finds what is kept.'''

if True:
    def twice(): '''Once.'''
else:
    def twice(): return 2
"""


def test_what_documents_one_signature_documents_all(tmp_path: Path) -> None:
    with knowing(tmp_path, SIGNATURES) as (shop, _):
        for rest in ("): C", ", d", ", .."):
            place = f"|subscribe(topic: string{rest}"
            assert "Subscribes to topics." in shop.card("client.ts", place).markdown
        assert "Subscribes" not in shop.card("client.ts", "|plain").markdown
        assert "Finds what is kept." in shop.card("client.py", "def |find(key: int)").markdown
        assert "Once." not in shop.card("client.py", "def |twice(): return").markdown


RESOLVER = """
# --- acme/Boot.java
package acme;
public class Boot {
    private boolean off;
    public Boot resolver(Object group) { off = group == null; return this; }
    public Boot resolver(Object group, boolean none) { off = none; return this; }
}
"""


def test_who_uses_something_is_told_apart_by_types_not_by_numbers(tmp_path: Path) -> None:
    with knowing(tmp_path, RESOLVER) as (shop, _):
        used = shop.card("acme/Boot.java", "boolean |off").markdown
        assert "`Boot.resolver(Object)`" in used
        assert "#" not in used
        told = shop.card("acme/Boot.java", "off = |group").markdown
        assert "Parameter of `Boot.resolver(Object)`" in told
