/** Many faces at once: two windows and a coding agent on one repository share one memory and one sleeper. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { Agent } from "./agent";
import { Editor } from "./editor";
import { copyOfFlask, find } from "./flask";

const APP = "src/flask/app.py";
const NAME = "full_dispatch_request";
const SERVER = process.env["STC_SERVER"] ?? "";

let folder: string;
let one: Editor;
let other: Editor;
let agent: Agent;

before(async () => {
  folder = await copyOfFlask();
  one = await Editor.open({ folder, settings: { "stc.server.path": SERVER } });
  other = await one.anotherWindow();
  agent = await Agent.start(SERVER, folder, one.env);
});

after(async () => {
  agent.stop();
  await one.close();
  await rm(path.dirname(folder), { recursive: true, force: true });
});

test("all of them are told of the same sleeper", async () => {
  await one.status(/stc: idle/).waitFor();
  await other.status(/stc: idle/).waitFor();
  const { stdout } = spawnSync(SERVER, ["status", "--workspace", folder, "--json"], { env: one.env, encoding: "utf8" });
  const status = JSON.parse(stdout) as { sleeper: { pid: number; subscribers: number } };
  assert.equal((await agent.call<{ sleeper: { pid: number } }>("status", {})).sleeper.pid, status.sleeper.pid);
  assert.ok(status.sleeper.subscribers >= 3, `two windows and an agent, not ${status.sleeper.subscribers}`);
});

test("what is saved in one window is what the other window and the agent are told", async () => {
  const [line, column] = await find(folder, APP, `def ${NAME}`);
  const [told] = await find(folder, APP, "Dispatches the request and on top of that");
  await one.goTo(APP, told, 1);
  await one.page.keyboard.press("Home");
  await one.page.keyboard.type("Sends the request on its way. ");
  await one.page.keyboard.press("Control+S");
  await other.goTo(APP, line, column + 5);
  await other.hover(/^(?![^]*Edited since)[^]*Sends the request on its way/);
  await other.page.keyboard.press("Escape");
  await other.until(async () =>
    JSON.stringify(await agent.call("explain_symbol", { name: `Flask.${NAME}` })).includes(
      "Sends the request on its way",
    ),
  );
});

test("what one window lets the sleeper do, the other shows", async () => {
  await one.run("stc: Pause Thinking");
  await other.status(/stc: paused/).waitFor();
  await other.run("stc: Resume Thinking");
  await one.status(/stc: idle/).waitFor();
});

test("a window that closes leaves the others what they have", async () => {
  await other.page.close();
  await one.page.bringToFront();
  const [line, column] = await find(folder, APP, "def dispatch_request");
  await one.goTo(APP, line, column + 5);
  await one.hover(/Does the request dispatching/);
  assert.match(JSON.stringify(await agent.call("ask", { question: "Who calls dispatch_request?" })), new RegExp(NAME));
});
