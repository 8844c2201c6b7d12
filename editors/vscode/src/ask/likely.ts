/** The likely questions of what the person looks at, fetched anew when they look elsewhere. */
import * as vscode from "vscode";
import { likelyQuestions, type Where } from "../client/requests";
import type { Session } from "../client/session";
import type { LikelyView } from "./messages";
import { currentPlace, folderName, placeName } from "./place";

/** Looking is not settled while the cursor moves. */
const SETTLED_MILLISECONDS = 250;
const MOST = 12;

export class LikelyNow implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<LikelyView>();
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private asking: vscode.CancellationTokenSource | undefined;
  private place: Where | undefined;

  readonly onDidChange = this.changed.event;
  view: LikelyView = { about: "", folder: "", questions: [] };

  constructor(
    private readonly session: Session,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const look = (): void => {
      this.lookSoon();
    };
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(look),
      vscode.window.onDidChangeTextEditorSelection(look),
      vscode.workspace.onDidSaveTextDocument(look),
      session.onDidChangePhase(look),
    ];
    this.lookSoon();
  }

  /** After new thoughts: the same place may have new questions. */
  lookSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), SETTLED_MILLISECONDS);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asking?.cancel();
    for (const each of this.subscriptions) each.dispose();
    this.changed.dispose();
  }

  private async look(): Promise<void> {
    // A click into the Ask view takes the focus from the editor: its questions stay.
    this.place = currentPlace() ?? this.place;
    if (!this.place || !this.session.running) return;
    this.asking?.cancel();
    const asking = (this.asking = new vscode.CancellationTokenSource());
    try {
      const found = await likelyQuestions(this.session, this.place, asking.token);
      if (asking.token.isCancellationRequested) return;
      const questions = found.slice(0, MOST).map(({ question, about, fresh }) => ({ question, about, fresh }));
      this.view = { about: placeName(this.place), folder: folderName(this.place.uri), questions };
      this.changed.fire(this.view);
    } catch (error) {
      if (!asking.token.isCancellationRequested) this.log.warn(`No likely questions: ${String(error)}`);
    } finally {
      asking.dispose();
    }
  }
}
