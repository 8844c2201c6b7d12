import assert from "node:assert/strict";
import { test } from "node:test";
import type { Part } from "../../src/protocol";
import { describePart } from "../../src/understanding/describe";

const part = (changed: Partial<Part>): Part => ({
  path: "src/app.py",
  is_folder: false,
  thoughts: { wanted: 1200, made: 1200 },
  by_model: { wanted: 0, made: 0 },
  outdated: 0,
  edited: 0,
  summary: "",
  ...changed,
});

const CASES: [name: string, part: Partial<Part>, icon: string, text: string, detail: string][] = [
  ["all is thought of", {}, "circle-filled", "100 %", "1,200 of 1,200 thoughts."],
  ["some is thought of", { thoughts: { wanted: 1200, made: 1199 } }, "color-mode", "99 %", "1,199 of 1,200 thoughts."],
  ["nothing is thought of", { thoughts: { wanted: 4, made: 0 } }, "circle-outline", "0 %", "0 of 4 thoughts."],
  [
    "a model thinks too",
    { by_model: { wanted: 600, made: 30 } },
    "circle-filled",
    "100 %",
    "1,200 of 1,200 thoughts, 30 of 600 by a model.",
  ],
  [
    "a file is edited",
    { edited: 1 },
    "history",
    "100 % · edited",
    "1,200 of 1,200 thoughts. Edited since it was last read.",
  ],
  [
    "files of a folder are edited",
    { is_folder: true, edited: 2 },
    "history",
    "100 % · 2 edited",
    "1,200 of 1,200 thoughts. Edited since last read: 2 files.",
  ],
  [
    "thoughts are outdated",
    { thoughts: { wanted: 10, made: 8 }, outdated: 2 },
    "history",
    "80 % · being renewed",
    "8 of 10 thoughts. 2 are being renewed because their source has changed.",
  ],
];

for (const [name, changed, icon, text, detail] of CASES) {
  test(`how well a part is understood is told in words, and by an icon's shape: ${name}`, () => {
    assert.deepEqual(describePart(part(changed)), { icon, text, detail });
  });
}
