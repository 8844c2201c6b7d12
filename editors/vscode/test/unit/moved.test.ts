import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf, whereNow } from "../../src/ask/moved";

const FILE = linesOf("import os\n\ndef one():\n    return 1\n\ndef two():\n    return 1\n");
const ONE = FILE.slice(2, 4);

const CASES: [name: string, file: string[], lines: string[], before: number, now: number | undefined][] = [
  ["unchanged lines stay", FILE, ONE, 2, 2],
  ["lines move with what is put above them", ["# new", ...FILE], ONE, 2, 3],
  ["lines move with what is taken away above them", FILE.slice(2), ONE, 2, 0],
  ["edited lines are nowhere", FILE.with(3, "    return 2"), ONE, 2, undefined],
  ["lines cut off by the end of the file are nowhere", FILE.slice(0, 3), ONE, 2, undefined],
  ["a line that is edited is not another that reads the same", FILE.with(3, ""), ["    return 1"], 3, 6],
  ["one of several that read the same cannot be told", ["", ...FILE], ["    return 1"], 3, undefined],
  ["a file that is gone holds nothing", [], ONE, 2, undefined],
];

for (const [name, file, lines, before, now] of CASES) {
  test(name, () => {
    assert.equal(whereNow(file, lines, before), now);
  });
}

test("line breaks and trailing space make no difference", () => {
  assert.deepEqual(linesOf("a \r\nb\rc\t\n"), ["a", "b", "c", ""]);
});
