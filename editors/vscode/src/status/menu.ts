/** What a click on the status bar's entry offers. */
import * as vscode from "vscode";
import type { Session } from "../client/session";
import { describeBudget } from "./budget";
import { describe, describeModel } from "./describe";
import { hasFolder, type StatusWatch } from "./watch";

interface Choice extends vscode.QuickPickItem {
  command?: string;
}

export async function showMenu(session: Session, watch: StatusWatch): Promise<void> {
  const status = watch.current;
  const described = describe(session.phase, session.failure, status, { hasFolder: hasFolder() });
  const thinking: Choice[] = !status
    ? []
    : !status.sleeper
      ? [{ label: "$(debug-restart) Start the sleeper again", command: "stc.restart" }]
      : described.isPaused
        ? [{ label: "$(play) Resume thinking", command: "stc.resumeThinking" }]
        : [{ label: "$(debug-pause) Pause thinking", command: "stc.pauseThinking" }];
  const choices: Choice[] = [
    ...thinking,
    { label: "$(comment-discussion) Ask a question", command: "stc.openAsk" },
    {
      label: "$(settings-gear) Choose a model",
      description: status && describeModel(status),
      detail: describeBudget(status?.budget ?? []).join(" ") || undefined,
      command: "stc.chooseModel",
    } as Choice,
    { label: "Server", kind: vscode.QuickPickItemKind.Separator },
    { label: "$(debug-restart) Restart the server", description: served(session), command: "stc.restart" },
    { label: "$(output) Show the output", command: "stc.showOutput" },
  ];
  const chosen = await vscode.window.showQuickPick(choices, { title: "stc", placeHolder: described.detail });
  if (chosen?.command) await vscode.commands.executeCommand(chosen.command);
}

const served = ({ server }: Session): string => (server ? `${server.version}, from ${server.origin}` : "");
