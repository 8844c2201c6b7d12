/** Whether the source that shown answers rest on is still as it was: followed where it moves, flagged where it changes. */
import * as vscode from "vscode";
import type { Answer } from "../protocol";
import type { Conversation } from "./conversation";
import { locate } from "./open";
import type { TurnView } from "./messages";
import { linesOf, whereNow } from "./moved";

/** Typing is not settled before. */
const SETTLED_MILLISECONDS = 250;

export class CitedSource implements vscode.Disposable {
  private readonly kept = new vscode.EventEmitter<void>();
  private readonly watchers = new Map<string, vscode.Disposable>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly stale = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  /** What an answer rests on is known line by line. */
  readonly onDidKeep = this.kept.event;

  constructor(private readonly conversation: Conversation) {
    this.subscriptions = [
      conversation.onDidAnswer((turn) => void this.keep(turn)),
      conversation.onDidClear(() => {
        this.forget();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.lookSoon(document.uri);
      }),
    ];
    // What was answered before this window was opened may have changed while nobody looked.
    for (const uri of conversation.turns.flatMap((turn) => cited(turn).map(([, uri]) => uri))) {
      this.watch(uri);
      this.lookSoon(uri);
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.forget();
    this.kept.dispose();
    for (const each of this.subscriptions) each.dispose();
  }

  private async keep(turn: TurnView): Promise<void> {
    const { result } = turn;
    if (!result) return;
    const lines = await Promise.all(
      result.citations.map(async (citation) => {
        const uri = uriOf(citation);
        return (uri && (await linesNow(uri))?.slice(citation.start_line - 1, citation.end_line)) ?? null;
      }),
    );
    // Asked again in the meantime: that answer will be kept when it has come.
    if (turn.result !== result) return;
    turn.lines = lines;
    for (const [, uri] of cited(turn)) this.watch(uri);
    this.kept.fire();
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
    for (const turn of this.conversation.turns) {
      const updated = cited(turn).map(([index, uri, before]) => {
        const lines = now.get(uri.toString());
        return lines !== undefined && update(turn, index, whereNow(lines, before, startOf(turn, index)));
      });
      if (updated.includes(true)) this.conversation.tell(turn);
    }
  }
}

/** The citations of an answer that are files here: the place in its list, the file, the lines when it was answered. */
function cited({ result, lines = [] }: TurnView): [index: number, uri: vscode.Uri, lines: string[]][] {
  return lines.flatMap((each, index) => {
    const citation = result?.citations[index];
    const uri = citation && uriOf(citation);
    return each && uri ? [[index, uri, each]] : [];
  });
}

/** The 0-based line at which a citation begins. */
const startOf = ({ result }: TurnView, index: number): number => (result?.citations[index]?.start_line ?? 1) - 1;

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
    turn.moved ??= (turn.result?.citations ?? []).map(() => 0);
    turn.moved[index] = (turn.moved[index] ?? 0) + moved;
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

/** Of a file as this editor has it; undefined if there is none, though a tab may still show what it was. */
async function linesNow(uri: vscode.Uri): Promise<string[] | undefined> {
  const edited = vscode.workspace.textDocuments.find((each) => each.isDirty && each.uri.toString() === uri.toString());
  if (edited) return linesOf(edited.getText());
  return await vscode.workspace.fs.readFile(uri).then(
    (bytes) => linesOf(new TextDecoder().decode(bytes)),
    () => undefined,
  );
}
