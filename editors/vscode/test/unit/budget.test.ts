import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cap } from "../../src/protocol";
import { describeBudget, shareLeft } from "../../src/status/budget";

const cap = (changed: Partial<Cap>): Cap => ({
  phase: "asleep",
  cap: "tokens_per_day",
  spent: 500_000,
  allowed: 2_000_000,
  renews_at: 0,
  ...changed,
});

test("what is left is told by the cap that is reached first", () => {
  assert.equal(shareLeft([]), "");
  assert.equal(shareLeft([cap({})]), "75 % left");
  assert.equal(shareLeft([cap({}), cap({ cap: "money_per_month", spent: 9.9, allowed: 10 })]), "1 % left");
  assert.equal(shareLeft([cap({ spent: 3, allowed: 2 })]), "0 % left");
  assert.equal(shareLeft([cap({ spent: 0, allowed: 0 })]), "0 % left");
});

test("each cap is told in a sentence", () => {
  assert.deepEqual(
    describeBudget([
      cap({}),
      cap({ phase: "awake", cap: "requests_per_hour", spent: 7, allowed: 60 }),
      cap({ cap: "money_per_month", spent: 2.25, allowed: 10 }),
    ]),
    [
      "For thinking ahead: 1,500,000 of 2,000,000 tokens left today (UTC).",
      "For answering: 53 of 60 requests left this hour.",
      "For thinking ahead: 7.75 of 10.00 left this month.",
    ],
  );
});
