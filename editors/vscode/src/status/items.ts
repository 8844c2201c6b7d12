/** The entry in the status bar and the language status item beside it. */
import * as vscode from "vscode";
import { DOCUMENTS } from "../client/client";
import type { Conversation } from "../ask/conversation";
import type { Session } from "../client/session";
import { describeBudget, shareLeft } from "./budget";
import { describe, describeModel } from "./describe";
import { hasFolder, type StatusWatch } from "./watch";

export function statusItems(session: Session, watch: StatusWatch, conversation: Conversation): vscode.Disposable {
  const bar = vscode.window.createStatusBarItem("stc.status", vscode.StatusBarAlignment.Right, 90);
  bar.name = "stc";
  bar.command = "stc.showStatus";
  const item = vscode.languages.createLanguageStatusItem("stc.status", DOCUMENTS);
  item.name = "stc";

  const show = (): void => {
    const status = watch.current;
    const described = describe(session.phase, session.failure, status, {
      isAwake: conversation.isAnswering,
      hasFolder: hasFolder(),
    });
    const budget = session.phase === "running" ? (status?.budget ?? []) : [];
    const text = [`stc: ${described.text}`, shareLeft(budget)].filter(Boolean).join(" · ");
    bar.text = `$(${described.icon}) ${text}`;
    bar.tooltip = [
      "stc",
      described.detail,
      status && describeModel(status),
      ...describeBudget(budget),
      ...(status?.notices ?? []).filter((each) => each !== described.detail),
    ]
      .filter(Boolean)
      .join("\n");
    bar.accessibilityInformation = { label: `${text}. ${described.detail}`, role: "button" };
    bar.backgroundColor = described.isProblem ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    item.text = `stc: ${described.text}`;
    item.detail = described.detail;
    item.busy = described.isBusy;
    item.severity = described.isProblem
      ? vscode.LanguageStatusSeverity.Warning
      : vscode.LanguageStatusSeverity.Information;
    item.command = command(session, described.isPaused);
  };
  show();
  bar.show();
  return vscode.Disposable.from(
    bar,
    item,
    watch.onDidChange(show),
    session.onDidChangePhase(show),
    vscode.workspace.onDidChangeWorkspaceFolders(show),
    conversation.onDidChangeTurn(show),
    // What it took is in the ledger by now.
    conversation.onDidAnswer(() => void watch.refresh()),
  );
}

function command(session: Session, isPaused: boolean): vscode.Command {
  if (session.phase === "offline") return { title: "Restart", command: "stc.restart" };
  return isPaused
    ? { title: "Resume", command: "stc.resumeThinking" }
    : { title: "Pause", command: "stc.pauseThinking" };
}
