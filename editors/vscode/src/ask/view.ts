/** The Ask view: hands the conversation to its page, and what the page asks for to the rest. */
import * as vscode from "vscode";
import type { Where } from "../client/requests";
import type { Conversation } from "./conversation";
import { pageOf } from "./document";
import type { LikelyNow } from "./likely";
import { turnAsMarkdown } from "./markdown";
import type { FromPage, ToPage } from "./messages";
import { openCitation, openLink, peekCitations } from "./open";
import { currentPlace } from "./place";

export class AskView implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly id = "stc.ask";

  private view: vscode.WebviewView | undefined;
  private wantsFocus = false;
  /** A click into the view takes the focus from the editor, so the place is remembered. */
  private place: Where | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly extension: vscode.Uri,
    private readonly conversation: Conversation,
    private readonly likely: LikelyNow,
  ) {
    this.subscriptions = [
      conversation.onPiece(({ id, text }) => this.post({ type: "piece", id, text })),
      conversation.onDidChangeTurn((turn) => this.post({ type: "turn", turn })),
      conversation.onDidClear(() => this.post({ type: "conversation", turns: [] })),
      likely.onDidChange((view) => this.post({ type: "likely", likely: view })),
    ];
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    const { webview } = view;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extension, "dist"), vscode.Uri.joinPath(this.extension, "media")],
    };
    webview.onDidReceiveMessage((message: FromPage) => {
      this.receive(message).catch((error: unknown) => {
        this.post({ type: "notice", text: error instanceof Error ? error.message : String(error) });
      });
    });
    view.onDidDispose(() => {
      this.view = undefined;
    });
    webview.html = pageOf(webview, this.extension);
  }

  /** Bring the view to the front, ready for a question or with one being answered. */
  async show(question?: string, where?: Where): Promise<void> {
    this.place = where ?? currentPlace() ?? this.place;
    this.wantsFocus = true;
    await vscode.commands.executeCommand(`${AskView.id}.focus`);
    this.post({ type: "focus" });
    if (question) await this.conversation.ask(question, this.place);
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private async receive(message: FromPage): Promise<void> {
    const { conversation } = this;
    switch (message.type) {
      case "ready":
        this.post({ type: "conversation", turns: conversation.turns });
        this.post({ type: "likely", likely: this.likely.view });
        if (this.wantsFocus) this.post({ type: "focus" });
        break;
      case "ask":
        this.place = currentPlace() ?? this.place;
        await conversation.ask(message.question, this.place);
        break;
      case "stop":
        conversation.stop(message.id);
        break;
      case "retry":
        await conversation.retry(message.id);
        break;
      case "open": {
        const citation = conversation.turn(message.id)?.result?.citations[message.citation];
        const { line } = message;
        if (citation) await openCitation(line ? { ...citation, start_line: line, end_line: line } : citation);
        break;
      }
      case "peek":
        await peekCitations(conversation.turn(message.id)?.result?.citations ?? []);
        break;
      case "link":
        await openLink(message.href);
        break;
      case "rate":
        await conversation.rate(message.id, message.thumb);
        break;
      case "copy": {
        const turn = conversation.turn(message.id);
        if (turn) await vscode.env.clipboard.writeText(turnAsMarkdown(turn));
        this.post({ type: "notice", text: "Copied as Markdown." });
      }
    }
  }

  private post(message: ToPage): void {
    if (message.type === "focus" && this.view) this.wantsFocus = false;
    void this.view?.webview.postMessage(message);
  }
}
