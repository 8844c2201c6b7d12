/** A copy of flask that a test may change. */
import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

export async function copyOfFlask(): Promise<string> {
  const source = process.env["STC_FLASK"];
  if (!source) throw new Error("STC_FLASK names no copy of flask: run test/run.");
  const folder = path.join(await mkdtemp(path.join(tmpdir(), "stc-flask-")), "flask");
  await cp(source, folder, { recursive: true });
  for (const args of [
    ["init", "-q"],
    ["add", "."],
    ["-c", "user.name=Pallets", "-c", "user.email=test@localhost", "commit", "-qm", "flask"],
  ]) {
    spawnSync("git", args, { cwd: folder });
  }
  return folder;
}

/** Where a text stands: 1-based line and column. */
export async function find(folder: string, file: string, text: string): Promise<[line: number, column: number]> {
  const lines = (await readFile(path.join(folder, file), "utf8")).split("\n");
  const line = lines.findIndex((each) => each.includes(text));
  if (line < 0) throw new Error(`${file} does not have ${text}.`);
  return [line + 1, (lines[line] ?? "").indexOf(text) + 1];
}
