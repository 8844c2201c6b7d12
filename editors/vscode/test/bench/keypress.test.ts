/**
 * From the key that asks for a hover to the frame that shows it, and how much of that is the server's: from the request
 * at its standard input to the reply at its output. Prints, and asserts no time.
 *
 *   test/run out/bench/keypress.test.mjs
 */
import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { test } from "node:test";
import { Editor } from "../e2e/editor";
import { copyOfFlask } from "../e2e/flask";

const APP = "src/flask/app.py";
const HOVERS = 40;
const TEE = path.resolve(import.meta.dirname, "../../test/bench/tee.mjs");

declare global {
  interface Window {
    /** Milliseconds of each hover, from the event of the key to the frame after the card is there. */
    stcShown: number[];
  }
}

test("the share of a hover, from the key to the frame, that is the server's", async (t) => {
  const scratch = await mkdtemp(path.join(tmpdir(), "stc-keypress-"));
  const times = path.join(scratch, "times");
  const program = path.join(scratch, "stc-lsp");
  await writeFile(times, "");
  await writeFile(
    program,
    `#!/bin/sh\nexec '${process.execPath}' '${TEE}' '${process.env["STC_SERVER"] ?? ""}' "$@"\n`,
  );
  await chmod(program, 0o755);
  const folder = await copyOfFlask();
  const editor = await Editor.open({ folder, settings: { "stc.server.path": program }, env: { STC_TEE: times } });
  try {
    await editor.status(/stc: idle/).waitFor();
    const lines = (await readFile(path.join(folder, APP), "utf8")).split("\n");
    const places = lines.flatMap((line, index) => {
      const found = /^ {4}def (\w+)|self\.(?=[a-z_]+\()/.exec(line);
      return found ? [[index + 1, found.index + (found[1] ? 9 : 6)] as const] : [];
    });
    await editor.goTo(APP);
    await editor.page.evaluate(watch);
    const step = Math.max(1, Math.floor(places.length / HOVERS));
    for (const [line, column] of places.filter((_, index) => index % step === 0).slice(0, HOVERS)) {
      const before = await editor.page.evaluate(() => window.stcShown.length);
      await editor.goTo(APP, line, column);
      await editor.page.keyboard.press("Control+K");
      await editor.page.keyboard.press("Control+I");
      await editor.until(async () => (await editor.page.evaluate(() => window.stcShown.length)) > before);
      await editor.page.keyboard.press("Escape");
      await editor.card().waitFor({ state: "hidden" });
    }
    const shown = await editor.page.evaluate(() => window.stcShown);
    const ours = (await readFile(times, "utf8")).trim().split("\n").map(Number);
    assert.ok(shown.length >= Math.min(HOVERS, places.length));
    assert.ok(ours.length >= shown.length, "each hover that is shown was asked of the server");
    const share = (100 * mean(ours)) / mean(shown);
    t.diagnostic(`${shown.length} hovers: key to frame p50 ${at(shown, 0.5)}, p95 ${at(shown, 0.95)} ms`);
    t.diagnostic(`the server's part p50 ${at(ours, 0.5)}, p95 ${at(ours, 0.95)} ms: ${share.toFixed(1)} % of the mean`);
  } finally {
    await editor.close();
    await rm(path.dirname(folder), { recursive: true, force: true });
    await rm(scratch, { recursive: true, force: true });
  }
});

/** In the page: note when the key went down, and when the frame with the card was drawn. */
function watch(): void {
  window.stcShown = [];
  let pressed: number | undefined;
  addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey && event.code === "KeyI") pressed = event.timeStamp;
    },
    { capture: true },
  );
  new MutationObserver(() => {
    const card = document.querySelector<HTMLElement>(".monaco-editor .monaco-hover:not(.hidden)");
    if (pressed === undefined || !card?.querySelector(".hover-contents code, .hover-contents p")) return;
    const from = pressed;
    pressed = undefined;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      // Comes after the frame was drawn.
      port1.onmessage = () => window.stcShown.push(performance.now() - from);
      port2.postMessage(0);
    });
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
}

const mean = (values: number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;

function at(values: number[], share: number): string {
  const sorted = values.toSorted((one, other) => one - other);
  return (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
}
