/** A folder that nobody trusts yet: nothing that it brings is run, no model is called, and hovers work. */
import assert from "node:assert/strict";
import { access, chmod, mkdir, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { Editor } from "./editor";
import { copyOfFlask, find } from "./flask";

let folder: string;
let editor: Editor;
let trace: string;

before(async () => {
  folder = await copyOfFlask();
  trace = path.join(path.dirname(folder), "was-run");
  const planted = path.join(folder, ".venv/bin/stc-lsp");
  await mkdir(path.dirname(planted), { recursive: true });
  await writeFile(planted, `#!/bin/sh\ntouch '${trace}'\n`);
  await chmod(planted, 0o755);
  editor = await Editor.open({
    folder,
    isTrusted: false,
    // Launched from a command line, as it were: else the editor asks the login shell for its PATH.
    env: { VSCODE_CLI: "1", PATH: `${path.dirname(process.env["STC_SERVER"] ?? "")}:${process.env["PATH"] ?? ""}` },
  });
});

after(async () => {
  await editor.close();
  await rm(path.dirname(folder), { recursive: true, force: true });
});

test("a server that the folder brings is not run before the folder is trusted", async () => {
  const question = editor.page.locator(".monaco-dialog-box").filter({ hasText: "trust the authors" });
  await question.getByRole("button", { name: "No" }).click();
  await editor.status(/stc: (reading|thinking|idle|not learning)/).waitFor();
  const file = "src/flask/app.py";
  const [line, column] = await find(folder, file, "def full_dispatch_request");
  await editor.goTo(file, line, column + 5);
  await editor.hover(/Dispatches the request/);
  await assert.rejects(access(trace));
});

test("once it is trusted, the workspace's own server is looked at first", async () => {
  await editor.run("Workspaces: Manage Workspace Trust");
  await editor.page.getByRole("button", { name: "Trust", exact: true }).first().click();
  await editor.until(() =>
    access(trace).then(
      () => true,
      () => false,
    ),
  );
  await editor.status(/stc: (reading|thinking|idle|not learning)/).waitFor();
});
