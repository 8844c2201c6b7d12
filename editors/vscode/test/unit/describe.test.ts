import assert from "node:assert/strict";
import { test } from "node:test";
import type { Sleeper, Status } from "../../src/protocol";
import { describe, describeModel } from "../../src/status/describe";

const SLEEPER: Sleeper = { state: "idle", reason: "", done: 0, total: 0, pending: 0 };

const status = (sleeper: Partial<Sleeper> | null, made = 1200): Status => ({
  workspace: "/w",
  revision: 1,
  files: 3,
  chunks: 9,
  languages: {},
  thoughts: { wanted: 1200, made },
  sleeper: sleeper && { ...SLEEPER, ...sleeper },
  model: { asleep: "", awake: "" },
  budget: [],
  notices: [],
});

const CASES: [name: string, Parameters<typeof describe>, text: string, detail: string][] = [
  ["no server", ["offline", "It has left.", undefined], "offline", "It has left."],
  ["a server that starts", ["starting", "", undefined], "starting", "The server is starting."],
  ["a status that is yet to come", ["running", "", undefined], "starting", "The server is starting."],
  [
    "no folder",
    ["running", "", undefined, { hasFolder: false }],
    "no folder",
    "No folder is open, so cards are made from the open file alone.",
  ],
  [
    "no sleeper",
    ["running", "", status(null)],
    "not learning",
    "The sleeper is not running. Answers come from what is known already: 1,200 of 1,200 thoughts.",
  ],
  [
    "no sleeper, and why",
    ["running", "", { ...status(null), notices: ["It cannot be started."] }],
    "not learning",
    "It cannot be started.",
  ],
  ["a question being answered", ["running", "", status({}), { isAwake: true }], "answering", "Answering a question."],
  [
    "reading",
    ["running", "", status({ state: "indexing", done: 1, total: 3 })],
    "reading 33 %",
    "Reading the repository: 33 %.",
  ],
  ["thinking", ["running", "", status({ state: "thinking" }, 7)], "thinking", "Thinking ahead: 7 of 1,200 thoughts."],
  [
    "paused",
    ["running", "", status({ state: "paused" }, 7)],
    "paused",
    "Thinking ahead is paused: 7 of 1,200 thoughts.",
  ],
  ["done", ["running", "", status({})], "idle", "Thinking ahead is done: 1,200 of 1,200 thoughts."],
  [
    "waiting",
    ["running", "", status({ pending: 5, reason: "somebody is working" }, 7)],
    "idle",
    "Thinking ahead is on hold (somebody is working): 7 of 1,200 thoughts.",
  ],
];

for (const [name, arguments_, text, detail] of CASES) {
  test(`the state is told in a word and in a sentence: ${name}`, () => {
    const described = describe(...arguments_);
    assert.deepEqual([described.text, described.detail], [text, detail]);
  });
}

test("it is told which model answers, and which thinks ahead if that is another", () => {
  assert.equal(describeModel(status(null)), "No model: answers come from static analysis.");
  assert.equal(describeModel({ ...status(null), model: { asleep: "a", awake: "a" } }), "Model: a.");
  assert.equal(
    describeModel({ ...status(null), model: { asleep: "a", awake: "b" } }),
    "Answers with b, thinks ahead with a.",
  );
});
