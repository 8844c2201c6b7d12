/** Find the server to run: the setting, what somebody installed, or the private one. */
import * as fs from "node:fs/promises";
import type * as vscode from "vscode";
import { serverPath } from "../settings";
import { candidates, type Candidate } from "./candidates";
import { installed, InstallError } from "./install";
import { canTalkTo, versionOf } from "./version";

export interface Server extends Candidate {
  version: string;
}

export async function findServer(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<Server> {
  const wanted = (context.extension.packageJSON as { version: string }).version;
  const chosen = serverPath();
  if (chosen) return await checked({ program: chosen, origin: "the setting stc.server.path" }, wanted);
  for (const each of await candidates()) {
    if (!(await isFile(each.program))) continue;
    try {
      return await checked(each, wanted);
    } catch (error) {
      if (!(error instanceof InstallError)) throw error;
      log.warn(error.message);
    }
  }
  return await checked({ program: await installed(context, log), origin: "this extension" }, wanted);
}

async function checked(candidate: Candidate, wanted: string): Promise<Server> {
  const version = await versionOf(candidate.program);
  const which = `${candidate.program} (from ${candidate.origin})`;
  if (!version) throw new InstallError(`${which} is not a stc-lsp that runs.`);
  if (!canTalkTo(version, wanted)) {
    throw new InstallError(`${which} has version ${version}; this extension needs ${wanted}.`);
  }
  return { ...candidate, version };
}

const isFile = (program: string): Promise<boolean> =>
  fs.stat(program).then((found) => found.isFile(), () => false);
