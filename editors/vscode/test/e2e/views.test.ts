/** What stands beside hover and Ask: the tree, the lines above definitions, the actions, the walkthrough; all by the keyboard too. */
import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { after, before, test } from "node:test";
import type { Frame, Locator } from "playwright-core";
import { Editor, GLANCE_MILLISECONDS, NARROW } from "./editor";
import { copyOfFlask, find } from "./flask";
import { clipped, contrasts, focusOn } from "./looks";
import { Screenshots } from "./screenshots";

const APP = "src/flask/app.py";
const NAME = "full_dispatch_request";
/** What the editor calls its themes in a page. */
const CLASSES = { light: "vscode-light", dark: "vscode-dark", contrast: "vscode-high-contrast" };

let folder: string;
let editor: Editor;
let shots: Screenshots;

before(async () => {
  folder = await copyOfFlask();
  editor = await Editor.open({ folder, settings: { "stc.server.path": process.env["STC_SERVER"] ?? "" } });
  shots = new Screenshots(editor);
  await editor.status(/stc: idle/).waitFor();
});

after(async () => {
  await editor.close();
  await rm(path.dirname(folder), { recursive: true, force: true });
});

const row = (name: string): Locator =>
  editor.page.locator(".pane .monaco-list-row").filter({ has: editor.page.getByText(name, { exact: true }) });

async function ask(question: string): Promise<[view: Frame, turn: Locator]> {
  const turn = await editor.question(question);
  await turn.locator(".badge").first().waitFor();
  return [await editor.ask(), turn];
}

test("the walkthrough ends with a first answer", async () => {
  await editor.run("Welcome: Open Walkthrough");
  const input = editor.page.locator(".quick-input-widget input:visible").first();
  await input.fill("Get started with stc");
  await editor.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "Get started with stc" }).waitFor();
  await input.press("Enter");
  const steps = editor.page.locator(".getting-started-step");
  await steps.filter({ hasText: "Ask your first question" }).click();
  await editor.page.getByRole("button", { name: "Ask what this repository is for" }).click();
  const view = await editor.ask();
  const turn = view.locator(".turn").filter({ hasText: "What is this repository for?" });
  await turn.locator(".badge.fresh").waitFor();
  assert.match(await turn.locator(".answer").innerText(), /\S{4,}/);
  await steps.filter({ hasText: "Ask your first question" }).locator(".codicon.complete").waitFor();
  await shots.take("walkthrough");
  await editor.page.keyboard.press("Control+W");
});

test("a tree tells how well each folder and file is understood, and opens them by the keyboard", async () => {
  await editor.goTo(APP);
  await editor.run("stc: Focus on Understanding View");
  await row("src").filter({ hasText: "100 %" }).click();
  // Off the tree, where it would show what is under it.
  await editor.page.mouse.move(1000, 16);
  // Focused by the click, which has opened it.
  await row("flask").filter({ hasText: "100 %" }).waitFor();
  await editor.page.keyboard.press("ArrowDown");
  await editor.page.keyboard.press("ArrowRight");
  await row("json").waitFor();
  await shots.takeInThemes("understanding");
  await editor.page.keyboard.type("cli.py");
  await row("cli.py").and(editor.page.locator(".focused")).waitFor();
  await editor.page.keyboard.press("Enter");
  await editor.page.locator('.tab.active[data-resource-name="cli.py"]').waitFor();
});

test("an edited file is flagged in the tree with the folders around it, until it is read again", async () => {
  await editor.goTo(APP, 1, 1);
  await editor.page.keyboard.press("Enter");
  await editor.run("stc: Focus on Understanding View");
  await editor.page.keyboard.press("Home");
  await row("src").filter({ hasText: "1 edited" }).waitFor();
  await row("flask").filter({ hasText: "1 edited" }).waitFor();
  await shots.take("understanding-edited");
  await editor.run("File: Revert File");
  await row("src").filter({ hasNotText: "edited" }).waitFor();
});

test("a line above each definition says what it is for, once it is set, and explains it at a click", async () => {
  const [line] = await find(folder, APP, `def ${NAME}`);
  await editor.goTo(APP, line);
  const lenses = editor.page.locator(".codelens-decoration");
  assert.equal(await lenses.count(), 0);
  await editor.settings({ "stc.codeLens": true });
  const lens = lenses.filter({ hasText: "Dispatches the request" }).locator("a");
  await lens.waitFor();
  await shots.take("code-lens");
  await lens.click();
  const view = await editor.ask();
  await view.locator(".turn").filter({ hasText: NAME }).last().locator(".badge.fresh").waitFor();
  await editor.settings({ "stc.codeLens": false });
  await lenses.first().waitFor({ state: "detached" });
});

for (const [title, question] of [
  [`Explain ${NAME}`, `What does ${NAME} do?`],
  [`Who uses ${NAME}`, `Who uses ${NAME}?`],
  [`What breaks if I change ${NAME}`, `What breaks if I change ${NAME}?`],
] as const) {
  test(`a code action asks: ${title}`, async () => {
    const [line, column] = await find(folder, APP, `def ${NAME}`);
    await editor.goTo(APP, line, column + 5);
    const focused = editor.page.locator(".action-widget .monaco-list-row.focused");
    // The menu closes if the editor moves, as it does when a line above a definition goes.
    await editor.until(async () => {
      await editor.page.keyboard.press("Escape");
      await editor.page.keyboard.press("Control+.");
      await focused.waitFor({ timeout: GLANCE_MILLISECONDS }).catch(() => undefined);
      return focused.isVisible();
    });
    await editor.until(async () => {
      if ((await focused.innerText()).trim() === title) return true;
      await editor.page.keyboard.press("ArrowDown");
      return false;
    });
    await editor.page.keyboard.press("Enter");
    const view = await editor.ask();
    const turn = view.locator(".turn").last();
    await turn.locator("h2").filter({ hasText: question }).waitFor();
    await turn.locator(".badge.fresh").waitFor();
    assert.match(await turn.locator(".answer").innerText(), /wsgi_app|[Dd]ispatch/);
  });
}

test("an answer on the page is flagged when its source is edited, and not when that is taken back", async () => {
  const [, turn] = await ask(`Who calls ${NAME}?`);
  await turn.locator(".badge.fresh").waitFor();
  const [line] = await find(folder, APP, `self.${NAME}()`);
  await editor.goTo(APP, 1, 1);
  await editor.page.keyboard.press("Enter");
  await editor.goTo(APP, line + 1, 1);
  // What moves only is followed.
  await turn.locator(`:is(.place, .citation)[title^="${APP}:"]`).first().waitFor();
  assert.equal(await turn.locator(".badge.stale").count(), 0);
  await editor.page.keyboard.press("End");
  await editor.page.keyboard.type("  # edited");
  await turn.locator(".badge.stale").filter({ hasText: "source changed" }).waitFor();
  await turn.locator(':is(.place, .citation)[title$="edited since"]').first().waitFor();
  await shots.take("answer-edited");
  await editor.run("File: Revert File");
  await turn.locator(".badge.fresh").waitFor();
});

test("a long answer is folded; whole, each of its places leads to its line, and none is listed again", async () => {
  const [view, turn] = await ask("How does a request reach a view function?");
  const folded = turn.locator(".answer.folded");
  await folded.waitFor();
  await turn.getByRole("button", { name: "Show all" }).click();
  await folded.waitFor({ state: "detached" });
  const titles = (of: string): Promise<string[]> =>
    turn.locator(of).evaluateAll((found) => found.map((each) => each.getAttribute("title") ?? ""));
  const places = await titles(".place");
  const listed = await titles(".citation");
  assert.ok(places.length > 3);
  for (const each of listed) assert.ok(!places.includes(each), each);
  const place = turn.locator(".place").last();
  const line = /:(\d+)/.exec((await place.getAttribute("title")) ?? "")?.[1];
  await place.click();
  await editor.status(new RegExp(`Ln ${line},`)).waitFor();
  assert.equal(await view.locator(".turn").last().locator(".answer.folded").count(), 0);
});

test("a conversation outlives its window with what its source was; a new one forgets it", async () => {
  // It was asked above: a change that comes within moments of the answer is taken for what was answered from.
  const question = `Who calls ${NAME}?`;
  const view = await editor.ask();
  const asked = view.locator(".turn").filter({ hasText: question }).last();
  const turns = await view.locator(".turn").count();
  // Who has reached it by the keyboard stays there, though it is drawn anew.
  await asked.locator(".place, .citation").first().focus();
  const file = path.join(folder, APP);
  const source = await readFile(file, "utf8");
  await writeFile(file, source.replace(`self.${NAME}()`, `self.${NAME}()  # edited`));
  await asked.locator(".badge.stale").waitFor();
  assert.ok(await view.evaluate(() => document.activeElement?.matches(".place, .citation")));
  const again = await editor.reload();
  const turn = again.locator(".turn").filter({ hasText: question }).last();
  await turn.locator(".badge.stale").waitFor();
  assert.equal(await again.locator(".turn").count(), turns);
  await writeFile(file, source);
  await turn.locator(".badge.fresh").waitFor();
  await editor.run("stc: New Conversation");
  await again.locator(".empty").waitFor();
  await (await editor.reload()).locator(".empty").waitFor();
});

test("a question is asked, its citations are reached and opened, all by the keyboard", async () => {
  await editor.goTo("src/flask/cli.py");
  await editor.page.keyboard.press("Control+Alt+A");
  const view = await editor.ask();
  await editor.until(() => focusOn(view, "#question"));
  await editor.page.keyboard.type("Who calls dispatch_request?");
  await editor.page.keyboard.press("Enter");
  const turn = view.locator(".turn").last();
  await turn.locator("h2").filter({ hasText: "Who calls dispatch_request?" }).waitFor();
  const cited = (await turn.locator(".place, .citation").first().getAttribute("title")) ?? "";
  await editor.until(async () => {
    await editor.page.keyboard.press("Shift+Tab");
    return focusOn(view, `.turn:last-child :is(.place, .citation)[title="${cited}"]`);
  });
  await shots.take("keyboard");
  await editor.page.keyboard.press("Enter");
  await editor.status(new RegExp(`Ln ${/:(\d+)/.exec(cited)?.[1]},`)).waitFor();
  await editor.page.keyboard.press("Control+Alt+A");
  await editor.until(() => focusOn(view, "#question"));
});

test("in a side bar as narrow as it gets nothing is clipped and nothing scrolls sideways", async () => {
  const view = await editor.ask();
  const wide = await editor.sideBar(NARROW);
  await editor.until(async () => (await view.evaluate(() => innerWidth)) < NARROW);
  assert.deepEqual(await clipped(view), []);
  await shots.take("narrow");
  await editor.sideBar(wide);
});

for (const [theme, least] of [
  ["light", 4.5],
  ["dark", 4.5],
  ["contrast", 7],
] as const) {
  test(`every text of the Ask view stands out from what is behind it, ${theme}`, async () => {
    const view = await editor.ask();
    await editor.wear(theme);
    await view.locator(`body.${CLASSES[theme]}`).waitFor();
    assert.deepEqual(await contrasts(view, least), []);
    await editor.wear("light");
  });
}

test("with high contrast, what can be clicked has a border", async () => {
  const view = await editor.ask();
  await editor.wear("contrast");
  const border = (selector: string): Promise<string> =>
    view
      .locator(selector)
      .first()
      .evaluate((each) => getComputedStyle(each).borderTopColor);
  await editor.until(async () => (await border(".question")) === (await border("footer")));
  assert.doesNotMatch(await border(".question"), /, 0\)$/);
  await editor.wear("light");
});

test("in the cell of a notebook names lead to what the folder knows", async () => {
  const cells = [{ cell_type: "code", execution_count: null, metadata: {}, outputs: [], source: ["import flask.app"] }];
  const notebook = { cells, metadata: { language_info: { name: "python" } }, nbformat: 4, nbformat_minor: 2 };
  await writeFile(path.join(folder, "try.ipynb"), JSON.stringify(notebook));
  await editor.pick("Control+P", "try.ipynb", "try.ipynb");
  const line = editor.page.locator(".notebookOverlay .view-line").filter({ hasText: "import flask.app" });
  const card = editor.page.locator(".monaco-hover").filter({ hasText: "src/flask/app.py" }).first();
  await editor.until(async () => {
    await line.click();
    await editor.page.keyboard.press("End");
    await editor.page.keyboard.press("ArrowLeft");
    await editor.page.keyboard.press("Control+K");
    await editor.page.keyboard.press("Control+I");
    return await card.waitFor({ timeout: GLANCE_MILLISECONDS }).then(
      () => true,
      () => false,
    );
  });
});
