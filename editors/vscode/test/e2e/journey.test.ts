/** A newcomer's way, with no server on the machine and no model: from installing the extension to living without a daemon. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { Editor } from "./editor";
import { copyOfFlask, find } from "./flask";
import { Screenshots } from "./screenshots";

const APP = "src/flask/app.py";
/** It fetches what the server is made of. */
const INSTALLING_MILLISECONDS = 600_000;
const NAME = "full_dispatch_request";
const UNSAVED = `from flask import Flask


def greet(app: Flask) -> str:
    """Greet whoever comes."""
    return app.name


Flask("shop")
greet(app)`;

let folder: string;
let editor: Editor;
let shots: Screenshots;

before(async () => {
  folder = await copyOfFlask();
  editor = await Editor.open({ folder });
  shots = new Screenshots(editor);
});

after(async () => {
  await editor.close();
  await rm(path.dirname(folder), { recursive: true, force: true });
});

test("the first start installs the server by itself, and says so", async () => {
  await editor.page.locator(".notification-toast").filter({ hasText: "stc: installing the server" }).waitFor();
  await shots.take("installing");
  await editor.status(/stc: (reading|thinking|idle|not learning)/).waitFor({ timeout: INSTALLING_MILLISECONDS });
});

test("a hover at a definition shows its card", async () => {
  const [line, column] = await find(folder, APP, `def ${NAME}`);
  await editor.goTo(APP, line, column + 5);
  await editor.hover(/Dispatches the request/, /wsgi_app/);
  await shots.take("hover-definition");
});

test("a hover at a use shows the card of what is used", async () => {
  const [line, column] = await find(folder, APP, `self.${NAME}()`);
  await editor.goTo(APP, line, column + 7);
  const [defined] = await find(folder, APP, `def ${NAME}`);
  await editor.hover(/Dispatches the request/, new RegExp(`app.py:${defined}`), /Watch for/);
  await shots.take("hover-use");
});

test("a link of a card leads to the line", async () => {
  const [line] = await find(folder, APP, `def ${NAME}`);
  await editor.card().locator(`a[data-href*="#L${line}"]`).first().click();
  await editor.status(new RegExp(`Ln ${line},`)).waitFor();
});

test("a question is answered with citations that open at the line", async () => {
  await editor.page.keyboard.press("Escape");
  await editor.run("stc: Ask a Question");
  const turn = await editor.question(`Who calls ${NAME}?`);
  await turn.locator(".badge.structural, .badge.stored").waitFor();
  await turn.locator(".badge.fresh").waitFor();
  assert.match(await turn.locator(".answer").innerText(), /wsgi_app/);
  await shots.take("ask");
  const citation = turn.locator(".place, .citation").first();
  const cited = /(\S+):(\d+)/.exec((await citation.getAttribute("title")) ?? "");
  await citation.click();
  await editor.page.locator(`.tab.active[data-resource-name="${path.basename(cited?.[1] ?? "")}"]`).waitFor();
  await editor.status(new RegExp(`Ln ${cited?.[2]},`)).waitFor();
  await shots.take("citation");
});

test("a likely question is answered at a click, by a thought made before", async () => {
  const [line, column] = await find(folder, APP, `def ${NAME}`);
  await editor.goTo(APP, line, column + 5);
  const ask = await editor.ask();
  const likely = ask.locator("#likely .question").filter({ hasText: NAME }).first();
  const question = await likely.innerText();
  await likely.click();
  const turn = ask.locator(".turn").last();
  await turn.locator("h2").filter({ hasText: question }).waitFor();
  await turn.locator(".badge.stored").waitFor();
  assert.match(await turn.locator(".badges").innerText(), /\b0 tokens/);
  await shots.take("likely");
});

test("a thumb is kept, and taken back by the same thumb", async () => {
  const ask = await editor.ask();
  const good = ask.locator(".turn").last().getByRole("button", { name: "Good answer" });
  await good.click();
  await ask.locator('.turn:last-child [aria-label="Good answer"][aria-pressed="true"]').waitFor();
  await good.click();
  await ask.locator('.turn:last-child [aria-label="Good answer"][aria-pressed="false"]').waitFor();
});

test("the cited places open in a peek", async () => {
  const ask = await editor.ask();
  await ask.locator(".turn").last().getByRole("button", { name: "Peek at citations" }).click();
  await editor.page.locator(".peekview-widget").waitFor();
  await shots.take("peek");
  await editor.page.keyboard.press("Escape");
});

test("an answer is copied as Markdown", async () => {
  const ask = await editor.ask();
  await ask.locator(".turn").last().getByRole("button", { name: "Copy as Markdown" }).click();
  await ask.locator("#notice").filter({ hasText: "Copied" }).waitFor();
});

test("a question half typed is there when the view comes back, and what was asked comes back by the arrow", async () => {
  const before = await editor.ask();
  const asked = await before.locator(".turn h2").last().innerText();
  await before.locator("#question").fill("Who ra");
  await editor.run("View: Show Explorer");
  await editor.page.locator(".explorer-folders-view").waitFor();
  await editor.run("stc: Ask a Question");
  const question = (await editor.ask()).locator("#question");
  // The page is there before what it remembers.
  await editor.until(async () => (await question.inputValue()) === "Who ra");
  await question.fill("");
  await question.press("ArrowUp");
  assert.equal((await question.inputValue()).replaceAll("`", ""), asked);
  await question.press("ArrowDown");
  assert.equal(await question.inputValue(), "");
});

test("an edited function has its card flagged, and renewed when it was learned again", async () => {
  const [line, column] = await find(folder, APP, `def ${NAME}`);
  const [first] = await find(folder, APP, "self._got_first_request = True");
  await editor.goTo(APP, first, 1);
  await editor.page.keyboard.press("End");
  await editor.page.keyboard.press("Enter");
  await editor.page.keyboard.type("self.was_edited = True");
  await editor.goTo(APP, line, column + 5);
  await editor.hover(/Edited since it was learned/, /was_edited/);
  await shots.take("edited");
  await editor.page.keyboard.press("Escape");
  await editor.page.keyboard.press("Control+S");
  await editor.hover(/^(?![^]*Edited since)[^]*was_edited/);
  await shots.take("renewed");
  await editor.page.keyboard.press("Escape");
});

test("a buffer that was never saved has cards of its own, and of what it uses of the folder", async () => {
  await editor.goTo(APP);
  // Behind the tabs, as people do: the palette's words for it find other commands, too.
  const tabs = editor.page.locator(".tabs-container").first();
  const box = await tabs.boundingBox();
  await tabs.dblclick({ position: { x: (box?.width ?? 0) - 20, y: 10 } });
  await editor.page.locator(".tab.active").filter({ hasText: "Untitled-1" }).waitFor();
  await editor.run("Change Language Mode");
  const language = editor.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "(python)" });
  await editor.page.locator(".quick-input-widget input:visible").first().fill("Python");
  await language.first().click();
  await editor.status(/^Python$/).waitFor();
  await editor.paste(UNSAVED);
  // It lands a moment later, and puts the cursor behind itself.
  await editor.status(/Ln 10, Col 11/).waitFor();
  await editor.page.keyboard.press("Home");
  await editor.hover(/Greet whoever comes/);
  await shots.take("unsaved");
  await editor.page.keyboard.press("Escape");
  await editor.page.keyboard.press("ArrowUp");
  await editor.hover(/The flask object implements a WSGI application/, /app.py:\d+/);
  await editor.page.keyboard.press("Escape");
});

test("thinking is paused and resumed", async () => {
  await editor.run("stc: Pause Thinking");
  await editor.status(/stc: paused/).waitFor();
  await shots.take("paused");
  await editor.run("stc: Resume Thinking");
  await editor.status(/stc: (idle|thinking)/).waitFor();
});

test("a killed daemon is not missed", async () => {
  const environment = path.join(editor.profile, "user/User/globalStorage/stc-lsp.stc-lsp/server");
  assert.ok((await readdir(environment)).includes("installed"));
  const program = path.join(environment, "bin/stc-lsp");
  const status = execFileSync(program, ["status", "--json", "--workspace", folder], {
    env: editor.env,
    encoding: "utf8",
  });
  const { sleeper } = JSON.parse(status) as { sleeper: { pid: number } | null };
  const pid = sleeper?.pid ?? 0;
  assert.ok(pid > 0);
  process.kill(pid, "SIGKILL");
  const [line, column] = await find(folder, APP, "def dispatch_request");
  await editor.goTo(APP, line, column + 5);
  await editor.hover(/Does the request dispatching/);
  await editor.page.keyboard.press("Escape");
  const turn = await editor.question("Who calls dispatch_request?");
  await turn.locator(".badge.fresh").waitFor();
  await shots.take("no-daemon");
});
