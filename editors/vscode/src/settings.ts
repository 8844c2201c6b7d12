/** The extension's settings, read when they are needed. */
import * as vscode from "vscode";
import type { Budget } from "./protocol";

export interface ModelSettings {
  /** "" leaves both to the server's own settings. */
  baseUrl: string;
  name: string;
}

const section = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration("stc");

export function serverPath(): string {
  return section().get("server.path", "").trim();
}

export function modelSettings(): ModelSettings {
  return { baseUrl: section().get("model.baseUrl", "").trim(), name: section().get("model.name", "").trim() };
}

export async function saveModelSettings(model: ModelSettings): Promise<void> {
  await section().update("model.name", model.name, vscode.ConfigurationTarget.Global);
  await section().update("model.baseUrl", model.baseUrl, vscode.ConfigurationTarget.Global);
}

export function answerBudget(): Budget {
  return section().get<Budget>("answer.budget", "normal");
}

/** What the server is told as its client's settings: only what somebody has set here, over their own file. */
export function serverSettings(): { editor?: { codeLens: boolean } } {
  const set = section().inspect<boolean>("codeLens");
  const codeLens = set?.workspaceFolderValue ?? set?.workspaceValue ?? set?.globalValue;
  return codeLens === undefined ? {} : { editor: { codeLens } };
}

/** Changes that a running server takes in. */
export function onServerSettings(tell: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration("stc.codeLens")) tell();
  });
}

/** Changes that only a new start of the server takes in, each with whether the model is among them. */
export function onNeedsRestart(restart: (change: { model: boolean }) => void): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let model = false;
  return vscode.workspace.onDidChangeConfiguration((change) => {
    const isOfModel = change.affectsConfiguration("stc.model");
    if (!isOfModel && !change.affectsConfiguration("stc.server")) return;
    model ||= isOfModel;
    // Address and name come one after the other.
    clearTimeout(timer);
    timer = setTimeout(() => {
      restart({ model });
      model = false;
    }, SETTLED_MILLISECONDS);
  });
}

const SETTLED_MILLISECONDS = 300;
