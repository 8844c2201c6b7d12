/** Where a server may be that somebody installed, the likeliest first. */
import * as path from "node:path";
import * as vscode from "vscode";

export interface Candidate {
  program: string;
  /** Told to the person who wonders which server runs. */
  origin: string;
}

const WINDOWS = process.platform === "win32";
const PROGRAM = WINDOWS ? "stc-lsp.exe" : "stc-lsp";
const SCRIPTS = WINDOWS ? "Scripts" : "bin";
const ENVIRONMENTS = [".venv", "venv", "env"];

export const programIn = (environment: string): string => path.join(environment, SCRIPTS, PROGRAM);

/** Those of the workspace run what the workspace brought, so it has to be trusted. */
export async function candidates(): Promise<Candidate[]> {
  return [...(vscode.workspace.isTrusted ? await inWorkspace() : []), ...onPath()];
}

async function inWorkspace(): Promise<Candidate[]> {
  const found: Candidate[] = [];
  const interpreter = await chosenInterpreter();
  if (interpreter) found.push({ program: path.join(path.dirname(interpreter), PROGRAM), origin: "the chosen interpreter" });
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    if (folder.uri.scheme !== "file") continue;
    for (const name of ENVIRONMENTS) {
      found.push({ program: programIn(path.join(folder.uri.fsPath, name)), origin: `${folder.name}/${name}` });
    }
  }
  return found;
}

function onPath(): Candidate[] {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => ({ program: path.join(folder, PROGRAM), origin: "PATH" }));
}

/** What the Python extension, if there is one, has chosen for this workspace. */
async function chosenInterpreter(): Promise<string | undefined> {
  interface PythonApi {
    environments?: { getActiveEnvironmentPath?: (resource?: vscode.Uri) => { path: string } };
  }
  const python = vscode.extensions.getExtension<PythonApi | undefined>("ms-python.python");
  if (!python) return undefined;
  try {
    const api = await python.activate();
    const chosen = api?.environments?.getActiveEnvironmentPath?.(vscode.workspace.workspaceFolders?.[0]?.uri).path;
    return chosen && path.isAbsolute(chosen) ? chosen : undefined;
  } catch {
    // Its failure to start is its own to tell; ours is to go on without it.
    return undefined;
  }
}
