/** Puts the parts together when the editor starts, and takes them apart when it ends. */
import * as vscode from "vscode";
import { CitedSource } from "./ask/cited";
import { Conversation } from "./ask/conversation";
import { keepTurns, keptTurns } from "./ask/kept";
import { LikelyNow } from "./ask/likely";
import { AskView } from "./ask/view";
import { chatParticipant } from "./chat/participant";
import { languageModelTool } from "./chat/tool";
import { Session } from "./client/session";
import { aboutThis } from "./commands/about";
import { commands } from "./commands/commands";
import { onNeedsRestart, onServerSettings } from "./settings";
import { statusItems } from "./status/items";
import { StatusWatch } from "./status/watch";
import { UnderstandingTree } from "./understanding/tree";

let session: Session | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const outputs = {
    log: vscode.window.createOutputChannel("stc", { log: true }),
    trace: vscode.window.createOutputChannel("stc trace", { log: true }),
  };
  const running = (session = new Session(context, outputs));
  const watch = new StatusWatch(running, outputs.log);
  const conversation = new Conversation(running, keptTurns(context.workspaceState));
  const cited = new CitedSource(conversation);
  const tree = new UnderstandingTree(running, outputs.log, watch);
  const likely = new LikelyNow(running, outputs.log);
  const view = new AskView(context.extensionUri, conversation, likely);
  context.subscriptions.push(
    outputs.log,
    outputs.trace,
    running,
    watch,
    // Before the conversation is taken apart, which empties it.
    keepTurns(context.workspaceState, conversation, cited),
    cited,
    conversation,
    likely,
    view,
    tree,
    vscode.window.registerWebviewViewProvider(AskView.id, view),
    statusItems(running, watch, conversation),
    watch.onDidChange(() => likely.lookSoon()),
    commands({ session: running, watch, conversation, view, tree, outputs, secrets: context.secrets }),
    aboutThis(running, view),
    chatParticipant(running, context.extensionUri),
    languageModelTool(running),
    // The walkthrough is through with the first answer.
    conversation.onDidAnswer(() => void vscode.commands.executeCommand("setContext", "stc.hasAnswered", true)),
    onServerSettings(() => void running.tellSettings()),
    onNeedsRestart(({ model }) => void running.restart({ sleepersToo: model })),
    // What was held back in an untrusted folder may run now.
    vscode.workspace.onDidGrantWorkspaceTrust(() => void running.restart()),
  );
  void running.start();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}
