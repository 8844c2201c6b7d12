/** With a model: an answer streams in, is stopped, is asked again; and a model that fails or means ill does no harm. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import * as path from "node:path";
import { after, before, test } from "node:test";
import type { Frame } from "playwright-core";
import { Editor } from "./editor";
import { copyOfFlask, find } from "./flask";
import { torn } from "./looks";
import { Model } from "./model";
import { Screenshots } from "./screenshots";

const APP = "src/flask/app.py";
const QUESTION = "How does a request travel from the WSGI server to the view, and why is it preprocessed?";

let folder: string;
let model: Model;
let editor: Editor;
let shots: Screenshots;
let view: Frame;

before(async () => {
  folder = await copyOfFlask();
  model = await Model.start();
  editor = await Editor.open({
    folder,
    settings: { "stc.server.path": process.env["STC_SERVER"] ?? "" },
    // The model answers people only: what would be thought ahead with it is not looked at here.
    env: {
      STC_MODEL__AWAKE__BASE_URL: model.baseUrl,
      STC_MODEL__AWAKE__NAME: "test-model",
      STC_BUDGET__AWAKE__TOKENS_PER_DAY: "80000",
    },
  });
  shots = new Screenshots(editor);
  const [line, column] = await find(folder, APP, "def wsgi_app");
  await editor.goTo(APP, line, column + 5);
  await editor.hover(/wsgi_app/, /Used/, /Last changed/);
  await shots.takeInThemes("hover");
  await editor.page.keyboard.press("Escape");
  await editor.run("stc: Ask a Question");
  view = await editor.ask();
});

after(async () => {
  model.stop();
  await editor.close();
  await rm(path.dirname(folder), { recursive: true, force: true });
});

test("an answer streams in, word by word", async () => {
  const [dispatch] = await find(folder, APP, "def full_dispatch_request");
  const [wsgi] = await find(folder, APP, "def wsgi_app");
  model.says =
    `\`Flask.wsgi_app\` pushes a request context and hands over to \`full_dispatch_request\` [${APP}:${wsgi}]. ` +
    `\`Flask.full_dispatch_request\` runs \`preprocess_request\` first, so that a handler may answer in place of the view, ` +
    `then \`dispatch_request\` [${APP}:${dispatch}].`;
  model.hold();
  const turn = await editor.question(QUESTION);
  await turn.locator(".answer").filter({ hasText: "pushes a request context" }).waitFor();
  assert.doesNotMatch(await turn.locator(".answer").innerText(), /then dispatch_request/);
  await turn.getByRole("button", { name: "Stop" }).waitFor();
  await shots.take("streaming");
  model.release();
  await turn.locator(".badge.learned, .badge.raw").waitFor();
  await turn
    .locator(".badge")
    .filter({ hasText: /[1-9]\d* tokens/ })
    .waitFor();
  assert.match(await turn.locator(".answer").innerText(), /then dispatch_request/);
  await shots.takeAll("answer");
});

test("the status bar tells what is left of the budget, and that an answer is under way", async () => {
  await editor.status(/stc: \w+ · 9[0-9] % left/).waitFor();
  model.hold();
  const turn = await editor.question("Why is a session opened before the view is found?");
  await turn.locator(".answer").filter({ hasText: "pushes a request context" }).waitFor();
  await editor.status(/stc: answering/).waitFor();
  // Escape stops it, wherever the focus is in the view.
  await view.locator("#question").press("Escape");
  await turn.locator(".ended.stopped").waitFor();
  model.release();
  await editor.status(/stc: idle · \d+ % left/).waitFor();
});

test("a place in the answer's text opens at the line", async () => {
  const [line] = await find(folder, APP, "def full_dispatch_request");
  await view
    .locator(".turn")
    .filter({ hasText: QUESTION })
    .last()
    .getByRole("button", { name: `app.py:${line}`, exact: true })
    .click();
  await editor.status(new RegExp(`Ln ${line},`)).waitFor();
});

test("a stopped answer stays as it is, hangs up on the model, and can be asked again", async () => {
  model.hold();
  const turn = await editor.question("Why does the error handling of a request come so late?");
  await turn.locator(".answer").filter({ hasText: "pushes a request context" }).waitFor();
  await turn.getByRole("button", { name: "Stop" }).click();
  await turn.locator(".ended.stopped").waitFor();
  await editor.until(() => Promise.resolve(model.hungUp > 0));
  model.release();
  await turn.getByRole("button", { name: "Try again" }).click();
  await turn.locator(".badge.learned, .badge.raw").waitFor();
});

test("what a model says is shown, never run", async () => {
  model.says =
    "The view is `dispatch_request`. <img src=x onerror=\"document.body.id='owned'\"> <script>document.body.id='owned'</script> " +
    "![x](https://example.invalid/x.png) [run](command:workbench.action.quit) [go](javascript:alert(1))";
  const turn = await editor.question("How is a view that fails reported to the error handlers?");
  await turn.locator(".badge").first().waitFor();
  assert.equal(await turn.locator("img, script, iframe, a").count(), 0);
  assert.equal(await view.locator("#owned").count(), 0);
  assert.equal(await turn.locator("[title^=command], [title^=javascript]").count(), 0);
});

test("a broken endpoint is told in plain words, with what can be said without it", async () => {
  model.isBroken = true;
  const turn = await editor.question("How are cookies of the session signed, and why there?");
  await turn.locator(".answer").filter({ hasText: "The model did not answer" }).waitFor();
  await turn.locator(".badge.structural").waitFor();
  assert.deepEqual(await torn(view), []);
  await shots.takeAll("broken-model");
});
