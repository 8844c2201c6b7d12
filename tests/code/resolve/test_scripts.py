"""TypeScript and JavaScript: what names mean through modules, scopes, classes and declared types."""

from __future__ import annotations

import pytest

from stc_lsp.code.parse.parsing import parse_file

from .marked import UNKNOWN, definitions

CASES = {
    "of functions that bear one name in several callbacks the one in the block around is meant": (
        """
# --- a.test.tsx
function Shown() { return 0; }
test("a", () => {
  const Counter = () => { ①Counter(); return <b/>; };
  function useField() { return new Box(); }
  class Box { one() {} }
  render(<②Counter />, ③useField().④one());
});
test("b", () => {
  const Counter = () => <i/>;
  function useField() { function inner() {} ⑤inner(); return new Box(); }
  class Box { two() {} }
  function Shown() { return 1; }
  render(() => { <⑥Counter>{⑦useField().⑧two()}</⑨Counter>; });
  ⑩Shown();
});
⑪Shown();
""",
        {
            "①": "a.test.tsx Counter#1",
            "②": "a.test.tsx Counter#1",
            "③": "a.test.tsx useField#1",
            "④": "a.test.tsx Box#1.one",
            "⑤": "a.test.tsx useField.inner",
            "⑥": "a.test.tsx Counter",
            "⑦": "a.test.tsx useField",
            "⑧": "a.test.tsx Box.two",
            "⑨": "a.test.tsx Counter",
            "⑩": "a.test.tsx Shown",
            "⑪": "a.test.tsx Shown#1",
        },
    ),
    "imports are followed through index files, re-exports and aliases": (
        """
# --- src/index.ts
export { Cart as Basket } from "./cart";
export * from "./money.js";
export * as tax from "./tax";
export { default } from "./tax";
# --- src/cart.ts
export class Cart {
  add(item: string): void {}
}
# --- src/money.ts
export function $round(x: number): number { return x; }
export function _cut(x: number): number { return x; }
# --- src/tax/index.ts
export default function vat(x: number) { return x; }
export const rate = 0.2;
# --- app.ts
import anything, { Basket as B, $round, _cut, tax } from "./src";
import * as all from "./src/index";
import type { Cart } from "./src/cart";

new ①B().②add("x");
③$round(④_cut(1));
tax.⑤rate;
all.⑥Basket;
⑦anything(1);
function use(cart: ⑧Cart) { cart.⑨add("y"); }
""",
        {
            "①": "src/cart.ts Cart",
            "②": "src/cart.ts Cart.add",
            "③": "src/money.ts $round",
            "④": "src/money.ts _cut",
            "⑤": "src/tax/index.ts rate",
            "⑥": "src/cart.ts Cart",
            "⑦": "src/tax/index.ts vat",
            "⑧": "src/cart.ts Cart",
            "⑨": "src/cart.ts Cart.add",
        },
    ),
    "members are found on a class, its bases, interfaces and fields": (
        """
# --- base.ts
export interface Engine { start(): void; size: number; }
export abstract class Base<T> {
  protected engine: Engine;
  abstract run(): T;
  stop(): void {}
}
# --- child.ts
import { Base, Engine } from "./base";
export class Child extends Base<number> {
  constructor(private readonly spare: Engine) { super(); }
  run() {
    this.①stop();
    super.②stop();
    this.engine.③start();
    this.④spare.⑤size;
    this.⑥missing;
    return 1;
  }
}
function make(): Child { return new Child(null); }
make().⑦run();
""",
        {
            "①": "base.ts Base.stop",
            "②": "base.ts Base.stop",
            "③": "base.ts Engine.start",
            "④": "child.ts:3",
            "⑤": "base.ts Engine.size",
            "⑥": UNKNOWN,
            "⑦": "child.ts Child.run",
        },
    ),
    "type parameters belong to what declares them": (
        """
# --- box.ts
export class Box<T> {
  value: ①T;
  map<U>(change: (value: ②T) => ③U): Box<④U> { return null; }
}
export type Pick<T, K extends keyof T> = { [P in ⑤K]: T[⑥P] };
export type Inner<T> = T extends Box<infer V> ? ⑦V : never;
export function first<
  T,
>(xs: ⑧T[]): T { return xs[0]; }
const T = 1;
⑨T;
""",
        {
            "①": "box.ts:1",
            "②": "box.ts:1",
            "③": "box.ts:3",
            "④": "box.ts:3",
            "⑤": "box.ts:5",
            "⑥": "box.ts:5",
            "⑦": "box.ts:6",
            "⑧": "box.ts:8",
            "⑨": "box.ts T",
        },
    ),
    "the innermost scope counts": (
        """
# --- user.js
const name = 1;
function outer(name) {
  ①name;
  {
    const name = 2;
    ②name;
  }
  return [1].map((name) => ③name);
}
for (const name of []) ④name;
try { } catch (name) { ⑤name; }
⑥name;
""",
        {
            "①": "user.js:2",
            "②": "user.js:5",
            "③": "user.js:8",
            "④": "user.js:10",
            "⑤": "user.js:11",
            "⑥": "user.js name",
        },
    ),
    "what stands in an object of a variable is no name of the module, nor of what exports all of it": (
        """
# --- src/util.ts
export const kinds: { text: "text"; count: number } = make();
export const tools = { ready() {}, go: () => 1 };
export function use() { ①text; ②ready(); ③go(); }
# --- src/all.ts
export * from "./util";
# --- src/main.ts
import * as all from "./all";
interface Shape { side: { length: number }; colour: Colour }
type Box = Shape & { lid: Colour };
interface Colour { red: number }
function look(shape: Shape, box: Box) { shape.④colour.⑤red; shape.⑥length; box.⑦lid.⑧red; }
all.⑨text; all.⑩ready(); all.⑪tools;
""",
        {
            **dict.fromkeys("①②③⑥⑨⑩", UNKNOWN),
            "④": "src/main.ts Shape.colour",
            "⑤": "src/main.ts Colour.red",
            "⑦": "src/main.ts Box.lid",
            "⑧": "src/main.ts Colour.red",
            "⑪": "src/util.ts tools",
        },
    ),
    "CommonJS modules are followed too": (
        """
# --- lib/tools.js
function cut(x) { return x; }
exports.glue = function (x) { return x; };
module.exports.cut = cut;
class Saw { run() {} }
exports.Saw = Saw;
# --- main.js
const tools = require("./lib/tools");
const { glue, Saw: S } = require("./lib/tools");
tools.①glue(1);
②glue(2);
new S().③run();
""",
        {"①": "lib/tools.js glue", "②": "lib/tools.js glue", "③": "lib/tools.js Saw.run"},
    ),
    "what a module of CommonJS is as a whole is what requires it": (
        """
# --- lib/saw.js
module.exports = class Saw extends Tool {
  constructor() { super(); this.①cut(); }
  cut() {}
};
module.exports.blunt = blunt;
function blunt() {}
# --- lib/glue.js
function glue() {}
module.exports = glue;
glue.dry = function () {};
# --- lib/both.js
if (old) module.exports = one; else module.exports = two;
function one() {}
function two() {}
# --- lib/plain.mjs
export default class Plane { shave() {} }
# --- main.js
const Cutter = require("./lib/saw");
const glue = require("./lib/glue");
const both = require("./lib/both");
new ②Cutter().③cut();
Cutter.④blunt();
⑤glue();
glue.⑥dry();
⑦both();
both.⑧one();
# --- main.mjs
import Cutter from "./lib/saw.js";
import * as plain from "./lib/plain.mjs";
new Cutter().⑨cut();
⑩plain.⑪shave();
""",
        {
            **dict.fromkeys("①③⑨", "lib/saw.js Saw.cut"),
            "②": "lib/saw.js Saw",
            "④": "lib/saw.js blunt#2",
            "⑤": "lib/glue.js glue",
            "⑥": "lib/glue.js glue.dry",
            "⑦": "lib/both.js",
            "⑧": "lib/both.js one",
            "⑩": "lib/plain.mjs",
            "⑪": UNKNOWN,
        },
    ),
    "members of objects that are written down are found, by the names that they are given": (
        """
# --- utils.js
const cut = (x) => 1;
function glue() {}
class Saw { run() {} }
export default { cut, stick: glue, dry() {}, Saw, count: 3 };
# --- tools.ts
const tools = { cut(x) {}, glue: () => 1 } as const;
tools.①cut();
export default tools;
# --- plain.js
function cut() {}
module.exports = { cut, slice: cut };
# --- made.js
const made = define({ actions: { cut() {} } });
made.②cut();
# --- main.js
import utils from "./utils.js";
import tools from "./tools";
utils.③cut(); utils.④stick(); utils.⑤dry(); new utils.⑥Saw().⑦run(); utils.⑧count;
tools.⑨glue(); tools.⑩count;
# --- main.cjs
const { slice } = require("./plain");
⑪slice();
""",
        {
            "①": "tools.ts tools.cut",
            "③": "utils.js cut",
            "④": "utils.js glue",
            "⑤": "utils.js dry",
            "⑥": "utils.js Saw",
            "⑦": "utils.js Saw.run",
            "⑨": "tools.ts tools.glue",
            "⑪": "plain.js cut",
            **dict.fromkeys("②⑧⑩", UNKNOWN),
        },
    ),
    "a class or interface of TypeScript that is the default export": (
        """
# --- manager.ts
export default class Manager { run() {} }
# --- shape.ts
export default interface Shape { side: number }
# --- index.ts
import Manager from "./manager";
import Shape from "./shape";
export { ①Manager };
let held: ②Manager;
new Manager().③run();
function look(shape: Shape) { shape.④side; }
# --- user.ts
import { Manager } from "./index";
new ⑤Manager().⑥run();
""",
        {
            **dict.fromkeys("①②⑤", "manager.ts Manager"),
            **dict.fromkeys("③⑥", "manager.ts Manager.run"),
            "④": "shape.ts Shape.side",
        },
    ),
    "what nobody defines here stays unknown": (
        """
# --- user.ts
import React from "react";
import { far } from "../outside";
class Job { run() {} }
function work(job: any, other) {
  job.①run();
  other.②run();
  ③React.④useState();
  ⑤far();
  ⑥undefinedName;
}
""",
        dict.fromkeys("①②③④⑤⑥", UNKNOWN),
    ),
}


@pytest.mark.parametrize(("repository", "expected"), CASES.values(), ids=CASES)
def test_in_scripts(repository: str, expected: dict[str, str]) -> None:
    assert definitions(repository) == expected


def test_a_call_without_arguments_of_a_function_named_new_is_parsed() -> None:
    assert definitions("# --- a.ts\nconst made = make();\nconst x = ①make();\nfunction make() {}\n") == {
        "①": "a.ts make"
    }


def test_what_a_damaged_file_seems_to_declare_on_its_own_is_no_field() -> None:
    damaged = b"): Z<{ a: string; I }>\n"
    assert [
        each.qualname for each in parse_file("typescript", damaged).chunks if each.keyword == "field"
    ] == []


def test_type_parameters_of_what_is_not_understood_are_those_of_nothing_else() -> None:
    assert definitions("""\
# --- a.ts
type Schema<Q extends string> = Box<①P, ②Q>
interface Box<A, B> { a: A }
<
  P extends string,
>(
  path: P,
""") == {"①": UNKNOWN, "②": "a.ts:1"}
