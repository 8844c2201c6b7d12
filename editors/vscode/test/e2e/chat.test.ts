/** The editor's own chat, where it has one: `@stc`, and an agent that asks our tool. */
import { rm } from "node:fs/promises";
import * as path from "node:path";
import { after, before, test } from "node:test";
import type { Locator } from "playwright-core";
import { Editor } from "./editor";
import { copyOfFlask, find } from "./flask";
import { Screenshots } from "./screenshots";

const NAME = "full_dispatch_request";
let folder: string;
let editor: Editor;
let shots: Screenshots;

before(async () => {
  folder = await copyOfFlask();
  const settings = { "stc.server.path": process.env["STC_SERVER"] };
  editor = await Editor.open({ folder, settings, beside: path.resolve(import.meta.dirname, "../../test/chat") });
  shots = new Screenshots(editor);
  await editor.status(/stc: idle/).waitFor();
  const [line, column] = await find(folder, "src/flask/app.py", `def ${NAME}`);
  await editor.goTo("src/flask/app.py", line, column + 5);
});

after(async () => {
  await editor.close();
  await rm(path.dirname(folder), { recursive: true, force: true });
});

/** Say something in the chat. */
async function say(text: string): Promise<void> {
  if (!(await chat().isVisible())) await editor.page.keyboard.press("Control+Alt+I");
  await chat().locator(".interactive-input-editor").click();
  // Whom one spoke to last stands there already.
  await editor.page.keyboard.press("Control+A");
  await editor.page.keyboard.insertText(text);
  await editor.page.keyboard.press("Enter");
}

function chat(): Locator {
  return editor.page.locator(".interactive-session");
}

/** The answer that says something: the list's order on the screen is not that of the page. */
function answer(says: string | RegExp): Locator {
  return chat().locator(".interactive-response").filter({ hasText: says });
}

test("what @stc is asked is answered in the chat, with what it rests on", async () => {
  await say(`@stc Who calls ${NAME}?`);
  await answer(/Used \d+ references[^]*wsgi_app/).waitFor();
  await shots.take("chat");
});

test("a likely next question is asked at a click", async () => {
  const next = chat().locator(".interactive-session-followups .monaco-button").filter({ hasText: "What does" });
  await next.first().click();
  await answer("Dispatches the request").waitFor();
});

test("an agent that finds our tool and asks it is answered, with the lines it rests on", async () => {
  await say(`@agent Where is ${NAME} defined?`);
  await answer(/The tool says: [^]*Cited: src\/flask\/app\.py:\d+/).waitFor();
  await shots.take("chat-tool");
});
