/** The tree of how well each folder and file is understood, and how fresh that is. */
import * as vscode from "vscode";
import { understanding } from "../client/requests";
import type { Session } from "../client/session";
import type { Part } from "../protocol";
import type { StatusWatch } from "../status/watch";
import { describePart } from "./describe";

/** One folder or file of a workspace. */
interface Node {
  workspace: vscode.Uri;
  name: string;
  part: Part;
  uri: vscode.Uri;
}

/** While it thinks, more is known twice a second: nobody reads faster than this. */
const SETTLED_MILLISECONDS = 1000;
const COLOURS = { "circle-filled": "charts.green", history: "list.warningForeground" } as const;

export class UnderstandingTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  static readonly id = "stc.understanding";

  private readonly changed = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<Node>;
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly session: Session,
    private readonly log: vscode.LogOutputChannel,
    watch: StatusWatch,
  ) {
    this.view = vscode.window.createTreeView(UnderstandingTree.id, { treeDataProvider: this, showCollapseAll: true });
    const soon = (): void => {
      this.lookSoon();
    };
    this.subscriptions = [
      this.view,
      this.view.onDidChangeVisibility(soon),
      watch.onDidChange(soon),
      vscode.workspace.onDidChangeWorkspaceFolders(soon),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document.uri.scheme === "file" && contentChanges.length > 0) this.lookSoon();
      }),
    ];
  }

  look(): void {
    this.changed.fire();
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node) return this.partsOf(node.workspace, node.part.path);
    const folders = vscode.workspace.workspaceFolders ?? [];
    const [only] = folders;
    if (only && folders.length === 1) return this.partsOf(only.uri, "");
    const wholes = await Promise.all(folders.map((folder) => this.whole(folder)));
    return wholes.filter((each) => each !== undefined);
  }

  getTreeItem({ name, part, uri }: Node): vscode.TreeItem {
    const { icon, text, detail } = describePart(part);
    const state = part.is_folder ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
    const item = new vscode.TreeItem(name, state);
    const colour = icon in COLOURS ? COLOURS[icon as keyof typeof COLOURS] : undefined;
    item.id = uri.toString();
    item.iconPath = new vscode.ThemeIcon(icon, colour && new vscode.ThemeColor(colour));
    item.description = text;
    item.tooltip = new vscode.MarkdownString([part.summary, detail].filter(Boolean).join("\n\n"));
    item.accessibilityInformation = { label: `${name}, ${text}. ${detail}` };
    if (!part.is_folder) item.command = { title: "Open", command: "vscode.open", arguments: [uri] };
    return item;
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const each of this.subscriptions) each.dispose();
    this.changed.dispose();
  }

  private lookSoon(): void {
    if (this.timer || !this.view.visible) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.look();
    }, SETTLED_MILLISECONDS);
  }

  private async partsOf(workspace: vscode.Uri, path: string): Promise<Node[]> {
    try {
      if (!this.session.running) return [];
      const { parts, thoughts } = await understanding(this.session, workspace.toString(), path);
      if (path === "") this.view.description = share(thoughts);
      return parts.map((part) => ({
        workspace,
        name: part.path.slice(part.path.lastIndexOf("/") + 1),
        part,
        uri: vscode.Uri.parse(part.uri, true),
      }));
    } catch (error) {
      this.log.warn(`How well ${path || "the workspace"} is understood is not known: ${String(error)}`);
      return [];
    }
  }

  private async whole({ uri, name }: vscode.WorkspaceFolder): Promise<Node | undefined> {
    if (!this.session.running) return undefined;
    try {
      const part = await understanding(this.session, uri.toString(), "");
      return { workspace: uri, name, part, uri };
    } catch (error) {
      this.log.warn(`How well ${name} is understood is not known: ${String(error)}`);
      return undefined;
    }
  }
}

const share = ({ wanted, made }: Part["thoughts"]): string =>
  wanted === 0 ? "" : `${Math.floor((100 * made) / wanted)} %`;
