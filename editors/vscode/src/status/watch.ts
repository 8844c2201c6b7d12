/** The latest status of each workspace, and which of them concerns the person now. */
import * as vscode from "vscode";
import { status, type StatusMethod } from "../client/requests";
import type { Session } from "../client/session";
import type { Status } from "../protocol";

export class StatusWatch implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly known = new Map<string, Status>();
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly session: Session,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = [
      session.onDidMakeClient((client) => {
        client.onNotification("stc/statusChanged", (latest: Status) => {
          this.keep(latest);
        });
      }),
      session.onDidChangePhase((phase) => {
        if (phase === "running") void this.refresh();
        else this.known.clear();
        this.changed.fire();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        if (session.running) void this.refresh();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => {
        if (session.running && !this.current) void this.refresh();
        this.changed.fire();
      }),
    ];
  }

  /** Of the workspace of the file that the person looks at. */
  get current(): Status | undefined {
    const folder = currentFolder();
    return folder ? this.known.get(key(folder)) : this.known.values().next().value;
  }

  /** Ask the sleeper to pause or to go on, or only how it is. */
  async tell(method: StatusMethod): Promise<void> {
    this.keep(await status(this.session, method, currentFolder()));
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
    this.changed.dispose();
  }

  async refresh(): Promise<void> {
    if (!hasFolder()) return;
    try {
      await this.tell("stc/status");
    } catch (error) {
      this.log.warn(`No status: ${String(error)}`);
    }
  }

  private keep(latest: Status): void {
    this.known.set(key(latest.workspace), latest);
    const isPaused = latest.sleeper?.state === "paused";
    void vscode.commands.executeCommand("setContext", "stc.isPaused", isPaused);
    this.changed.fire();
  }
}

export const hasFolder = (): boolean => Boolean(vscode.workspace.workspaceFolders?.length);

function currentFolder(): string | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const folder = (uri && vscode.workspace.getWorkspaceFolder(uri)) ?? vscode.workspace.workspaceFolders?.[0];
  return folder?.uri.toString();
}

/** A folder's path, whether it is told as a path or as a URI. */
function key(workspace: string): string {
  const uri = workspace.startsWith("file:") ? vscode.Uri.parse(workspace) : vscode.Uri.file(workspace);
  return uri.fsPath.replace(/[\\/]+$/, "");
}
