import assert from "node:assert/strict";
import { test } from "node:test";
import { conversationAsMarkdown } from "../../src/ask/markdown";
import type { TurnView } from "../../src/ask/messages";

test("a conversation is copied with what it rests on and how it came to be", () => {
  const turn: TurnView = {
    id: 1,
    question: "Who calls `f`?",
    state: "done",
    text: "`g` does.",
    thumb: 0,
    result: {
      answer: "`g` does.",
      rung: "learned",
      citations: [
        { path: "a.py", start_line: 3, end_line: 9 },
        { path: "b.py", start_line: 1, end_line: 1 },
      ],
      fresh: false,
      tokens: { input: 40, cached: 0, output: 2 },
      elapsed_ms: 12.3,
      questions: [],
      reason: "",
      asked_id: 4,
    },
  };
  const failed: TurnView = { id: 2, question: "And h?", state: "failed", text: "", thumb: 0, failure: "It is down." };
  assert.equal(
    conversationAsMarkdown([turn, failed]),
    "## Who calls `f`?\n\n`g` does.\n\n- `a.py:3-9`\n- `b.py:1`\n\n" +
      "_stc: learned, the source has changed since, 42 tokens, 12.3 ms_\n\n---\n\n## And h?\n\nIt is down.",
  );
});
