import assert from "node:assert/strict";
import { test } from "node:test";
import { canTalkTo, versionOf } from "../../src/server/version";

const CASES: [version: string, wanted: string, can: boolean][] = [
  ["0.1.0", "0.1.0", true],
  ["0.1.4", "0.1.2", true],
  ["0.1.1", "0.1.2", false],
  ["0.2.0", "0.1.0", false],
  ["1.3.0", "1.2.5", true],
  ["1.2.0", "1.2.5", false],
  ["2.0.0", "1.2.5", false],
  ["0.1.0.dev3", "0.1.0", true],
];

for (const [version, wanted, can] of CASES) {
  test(`version ${version} ${can ? "serves" : "does not serve"} an extension that wants ${wanted}`, () => {
    assert.equal(canTalkTo(version, wanted), can);
  });
}

test("a program that is no server has no version", async () => {
  assert.equal(await versionOf(process.execPath + ".missing"), undefined);
  assert.equal(await versionOf("false"), undefined);
});
