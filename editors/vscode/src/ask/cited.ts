/** Whether the source that shown answers rest on is still as it was: followed where it moves, flagged where it changes. */
import * as vscode from "vscode";
import type { Answer } from "../protocol";
import type { Conversation } from "./conversation";
import { locate } from "./open";
import type { TurnView } from "./messages";
import { linesOf, whereNow } from "./moved";

/** Typing is not settled before. */
const SETTLED_MILLISECONDS = 250;

/** The lines that one citation stood for when the answer came. */
interface Cited {
  uri: vscode.Uri;
  lines: string[];
}

export class CitedSource implements vscode.Disposable {
  /** For each answer that is shown: what it rests on, in the order of its citations. */
  private readonly known = new Map<number, { result: Answer; cited: (Cited | undefined)[] }>();
  private readonly watchers = new Map<string, vscode.Disposable>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly stale = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly conversation: Conversation) {
    this.subscriptions = [
      conversation.onDidAnswer((turn) => void this.keep(turn.id)),
      conversation.onDidClear(() => {
        this.forget();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.lookSoon(document.uri);
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.forget();
    for (const each of this.subscriptions) each.dispose();
  }

  private async keep(id: number): Promise<void> {
    const result = this.conversation.turn(id)?.result;
    if (!result) return;
    const cited = await Promise.all(
      result.citations.map(async (citation): Promise<Cited | undefined> => {
        const uri = uriOf(citation);
        const lines = uri && (await linesNow(uri));
        if (!lines) return undefined;
        this.watch(uri);
        return { uri, lines: lines.slice(citation.start_line - 1, citation.end_line) };
      }),
    );
    this.known.set(id, { result, cited });
  }

  /** What changes a file outside of this window: another editor, a pull. */
  private watch(uri: vscode.Uri): void {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (!folder || this.watchers.has(uri.toString())) return;
    const pattern = new vscode.RelativePattern(folder, vscode.workspace.asRelativePath(uri, false));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const look = (): void => {
      this.lookSoon(uri);
    };
    watcher.onDidChange(look);
    watcher.onDidCreate(look);
    watcher.onDidDelete(look);
    this.watchers.set(uri.toString(), watcher);
  }

  private forget(): void {
    this.known.clear();
    for (const each of this.watchers.values()) each.dispose();
    this.watchers.clear();
  }

  private lookSoon(uri: vscode.Uri): void {
    if (!this.watchers.has(uri.toString())) return;
    this.stale.add(uri.toString());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), SETTLED_MILLISECONDS);
  }

  private async look(): Promise<void> {
    const files = [...this.stale];
    this.stale.clear();
    const now = new Map<string, string[]>();
    for (const uri of files) now.set(uri, (await linesNow(vscode.Uri.parse(uri))) ?? []);
    for (const [id, { result, cited }] of this.known) {
      const turn = this.conversation.turn(id);
      // Asked again in the meantime: that answer will be kept when it has come.
      if (turn?.result !== result) continue;
      const updated = cited.map((each, index) => {
        const lines = each && now.get(each.uri.toString());
        return (
          each !== undefined &&
          lines !== undefined &&
          update(turn, index, whereNow(lines, each.lines, startOf(result, index)))
        );
      });
      if (updated.includes(true)) this.conversation.tell(turn);
    }
  }
}

/** The 0-based line at which a citation begins. */
const startOf = ({ citations }: Answer, index: number): number => (citations[index]?.start_line ?? 1) - 1;

/** Note where a citation's lines are now, undefined if they have changed; returns whether that is news. */
function update(turn: TurnView, index: number, start: number | undefined): boolean {
  const before = turn.changed ?? [];
  const wasChanged = before.includes(index);
  if (start === undefined) {
    if (!wasChanged) turn.changed = [...before, index];
    return !wasChanged;
  }
  if (wasChanged) turn.changed = before.filter((each) => each !== index);
  const citation = turn.result?.citations[index];
  const moved = citation ? start + 1 - citation.start_line : 0;
  if (citation && moved) {
    citation.start_line += moved;
    citation.end_line += moved;
  }
  return wasChanged || moved !== 0;
}

function uriOf(citation: Answer["citations"][number]): vscode.Uri | undefined {
  try {
    return locate(citation).uri;
  } catch {
    // Not a file of this workspace: nothing that would be opened either.
    return undefined;
  }
}

/** Of a file as this editor has it; undefined if there is none. */
async function linesNow(uri: vscode.Uri): Promise<string[] | undefined> {
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  if (open) return linesOf(open.getText());
  return await vscode.workspace.fs.readFile(uri).then(
    (bytes) => linesOf(new TextDecoder().decode(bytes)),
    () => undefined,
  );
}
