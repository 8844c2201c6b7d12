/** The tree of how well each folder and file is understood, and how fresh that is. */
import * as vscode from "vscode";
import { understanding } from "../client/requests";
import type { Session } from "../client/session";
import type { Part, Understanding } from "../protocol";
import type { StatusWatch } from "../status/watch";
import { describePart } from "./describe";
import { KnownFolders } from "./known";

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
  private readonly known = new KnownFolders((workspace, path) => this.fetch(workspace, path));
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  /** Looks happen one after the other. */
  private queue: Promise<void> = Promise.resolve();

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
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.known.forget();
        this.changed.fire();
        soon();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document.uri.scheme === "file" && contentChanges.length > 0) this.lookSoon();
      }),
    ];
  }

  /** Ask the server again, and show what is new. */
  look(): Promise<void> {
    this.queue = this.queue.then(async () => {
      if (await this.known.renew()) this.changed.fire();
    });
    return this.queue;
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
      void this.look();
    }, SETTLED_MILLISECONDS);
  }

  private async partsOf(workspace: vscode.Uri, path: string): Promise<Node[]> {
    const told = await this.known.of(workspace.toString(), path);
    if (path === "") this.view.description = told ? share(told.thoughts) : "";
    return (told?.parts ?? []).map((part) => ({
      workspace,
      name: part.path.slice(part.path.lastIndexOf("/") + 1),
      part,
      uri: vscode.Uri.parse(part.uri, true),
    }));
  }

  private async whole({ uri, name }: vscode.WorkspaceFolder): Promise<Node | undefined> {
    const part = await this.known.of(uri.toString(), "");
    return part && { workspace: uri, name, part, uri };
  }

  private async fetch(workspace: string, path: string): Promise<Understanding | undefined> {
    if (!this.session.running) return undefined;
    try {
      return await understanding(this.session, workspace, path);
    } catch (error) {
      this.log.warn(`How well ${path || workspace} is understood is not known: ${String(error)}`);
      return undefined;
    }
  }
}

const share = ({ wanted, made }: Part["thoughts"]): string =>
  wanted === 0 ? "" : `${Math.floor((100 * made) / wanted)} %`;
