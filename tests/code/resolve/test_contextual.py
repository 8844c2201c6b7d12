"""TypeScript's parameters without a type of their own have the one that is expected where they stand."""

from __future__ import annotations

import pytest

from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.resolve import Tables, Target, export_keys, resolve_file

from .known import KnownFiles
from .marked import UNKNOWN, definitions

_TYPES = """
# --- types.ts
export class Client { send(): void {} }
export class Packet { cmd: string; from: Client }
export type Handler = (client: Client, packet?: Packet, ...rest: Packet[]) => void
export interface Options {
  onPacket?: (client: Client) => void
  handle(packet: Packet): Client
  nested: { deep: Handler }
  inner: Inner
}
export interface Inner { each: Handler }
export type Named = Inner & Extra
export interface Extra { more(client: Client): void }
"""

CASES = {
    "of a variable that is declared a function": (
        """
# --- a.ts
import { Handler, Packet } from './types'
const f: Handler = (client, packet, third) => { client.①send(); packet.②cmd; third.③cmd }
const g: Handler = function (client, { from: x, cmd }) { client.④send(); x.⑤send() }
const h: Handler = (client: Packet) => client.⑥send()
const one: (p: Packet) => void = p => p.⑦cmd
const many: Handler[] = [(client) => client.⑧send()]
class K { run: Handler = async (client) => { client.⑨send() } }
const either: Handler | null = yes ? (client) => client.⑩send() : null
""",
        {
            "①": "types.ts Client.send",
            "②": "types.ts Packet.cmd",
            "③": UNKNOWN,
            "④": "types.ts Client.send",
            "⑤": "types.ts Client.send",
            "⑥": UNKNOWN,
            "⑦": "types.ts Packet.cmd",
            "⑧": "types.ts Client.send",
            "⑨": "types.ts Client.send",
            "⑩": "types.ts Client.send",
        },
    ),
    "of what is given to a function, a method or a constructor": (
        """
# --- a.ts
import { Client, Handler, Packet } from './types'
function each(xs: string[], callback: Handler): void {}
type Two = (p: Packet, { from }: Packet) => void
const later = async (n: number, callback: Two = () => {}): Promise<void> => {}
class Box {
  constructor(private made: Handler) {}
  on(this: Box, handler: Handler) { return this }
}
each([], (client) => client.①send())
later(1, (p, q) => { p.②cmd; q.③from.④send() })
new Box(client => client.⑤send()).⑥on((_, packet) => packet.⑦cmd)
each(...some, (client) => client.⑧send())
function over(a: string, b: (x: Client) => void): void
function over(a: number, b: (x: Packet) => void): void
function over(a, b) {}
over(1, (x) => x.⑨cmd)
function any<T>(b: (x: T) => void) {}
any((x) => x.⑩cmd)
""",
        {
            "①": "types.ts Client.send",
            "②": "types.ts Packet.cmd",
            "③": "types.ts Packet.from",
            "④": "types.ts Client.send",
            "⑤": "types.ts Client.send",
            "⑥": "a.ts Box.on",
            "⑦": "types.ts Packet.cmd",
            "⑧": UNKNOWN,
            "⑨": UNKNOWN,
            "⑩": UNKNOWN,
        },
    ),
    "of what stands in an object, is returned, or is assigned": (
        """
# --- a.ts
import { Handler, Named, Options } from './types'
const options: Options = {
  onPacket: (client) => { client.①send() },
  handle(packet) { packet.②cmd; return packet.from },
  inner: { each: (client) => client.③send() },
}
const made = { onPacket: (client) => client.④send() } satisfies Options
function start(o: Options) {}
start({ handle: (packet) => packet.⑤cmd })
function maker(): Handler { return (client) => client.⑥send() }
const nested: (o: Options) => Handler = (o) => { o.⑦onPacket; return (client) => client.⑧send() }
options.onPacket = (client) => client.⑨send()
const named: Named = { each: (client) => client.⑩send(), more(client) { client.⑪send() } }
named.⑫more(null)
function use(named: Named) { named.⑬each(null) }
""",
        {
            "①": "types.ts Client.send",
            "②": "types.ts Packet.cmd",
            "③": "types.ts Client.send",
            "④": "types.ts Client.send",
            "⑤": "types.ts Packet.cmd",
            "⑥": "types.ts Client.send",
            "⑦": "types.ts Options.onPacket",
            "⑧": "types.ts Client.send",
            "⑨": "types.ts Client.send",
            "⑩": "types.ts Client.send",
            "⑪": "types.ts Client.send",
            "⑫": "types.ts Extra.more",
            "⑬": "types.ts Inner.each",
        },
    ),
    "a type that stands for itself": (
        """
# --- a.ts
type Loop = Loop | Other
type Other = Loop[] | ((a: Loop) => Tail)
class Tail { run() {} }
const f: Other = (a) => { a.①run() }
function use(o: Other) { o(1).②run() }
""",
        {"①": UNKNOWN, "②": "a.ts Tail.run"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_parameter_has_the_type_that_is_expected(case: str) -> None:
    repository, expected = CASES[case]
    assert definitions(_TYPES + repository) == expected


def test_a_type_of_a_parameter_that_changes_changes_what_others_mean() -> None:
    user = parse_file("typescript", b"import { each } from './b'\neach((x) => x.run())\n")
    old, new = (
        parse_file(
            "typescript",
            b"class A { run() {} }\nclass B { run() {} }\nexport function each(f: %s) {}\n" % made,
        )
        for made in (b"(x: A) => void", b"(x: B) => void")
    )
    before, after = (
        resolve_file("a.ts", user, Tables(KnownFiles({"a.ts": user, "b.ts": b}))) for b in (old, new)
    )
    assert (before.targets[-1], after.targets[-1]) == (Target("b.ts", "A.run"), Target("b.ts", "B.run"))
    assert before.dependencies & export_keys("b.ts", old, new)
