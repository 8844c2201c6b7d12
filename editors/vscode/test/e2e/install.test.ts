/** A first start where uv can fetch nothing, as behind an index that only pip was told of: pip installs the server. */
import assert from "node:assert/strict";
import { readdir, readFile, rm } from "node:fs/promises";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { Editor } from "./editor";
import { copyOfFlask, find } from "./flask";

/** pip fetches one part after the other. */
const INSTALLING_MILLISECONDS = 600_000;

let folder: string;
let editor: Editor;

before(async () => {
  folder = await copyOfFlask();
  editor = await Editor.open({ folder, env: { UV_OFFLINE: "1", UV_NO_CACHE: "1" } });
});

after(async () => {
  await editor.close();
  await rm(path.dirname(folder), { recursive: true, force: true });
});

test("a question asked meanwhile says what it waits for, and is answered by itself", async () => {
  await editor.run("stc: Ask a Question");
  const turn = await editor.question("Where is full_dispatch_request defined?");
  await turn.locator(".waits").filter({ hasText: "The server is starting…" }).waitFor();
  await turn.locator(".badge").first().waitFor({ timeout: INSTALLING_MILLISECONDS });
  assert.match(await turn.locator(".answer").innerText(), /is a method of the class Flask/);
});

test("the server is installed by pip, and serves", async () => {
  await editor.status(/stc: (reading|thinking|idle)/).waitFor({ timeout: INSTALLING_MILLISECONDS });
  const [line, column] = await find(folder, "src/flask/app.py", "def full_dispatch_request");
  await editor.goTo("src/flask/app.py", line, column + 5);
  await editor.hover(/Dispatches the request/);
});

test("the output says why", async () => {
  const logs = path.join(editor.profile, "user/logs");
  const files = (await readdir(logs, { recursive: true })).filter((name) => name.endsWith(".log"));
  const said = await Promise.all(files.map((name) => readFile(path.join(logs, name), "utf8")));
  assert.ok(said.some((each) => /Installing with pip instead: Error: .+/.test(each)));
});
