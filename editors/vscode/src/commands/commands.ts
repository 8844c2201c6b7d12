/** The commands of the palette, the menus and the keyboard. */
import * as vscode from "vscode";
import type { Conversation } from "../ask/conversation";
import { conversationAsMarkdown } from "../ask/markdown";
import type { AskView } from "../ask/view";
import type { Outputs } from "../client/client";
import { EXPLAIN_AT } from "../client/lenses";
import type { Session } from "../client/session";
import { showMenu } from "../status/menu";
import type { StatusWatch } from "../status/watch";
import type { UnderstandingTree } from "../understanding/tree";
import { chooseModel, setKey } from "./model";

interface Parts {
  session: Session;
  watch: StatusWatch;
  conversation: Conversation;
  view: AskView;
  tree: UnderstandingTree;
  outputs: Outputs;
  secrets: vscode.SecretStorage;
}

export function commands({ session, watch, conversation, view, tree, outputs, secrets }: Parts): vscode.Disposable {
  const table: Record<string, (...given: never[]) => unknown> = {
    "stc.openAsk": () => view.show(),
    "stc.firstQuestion": () => view.show("What is this repository for?"),
    [EXPLAIN_AT]: (question: string, uri: vscode.Uri, range: vscode.Range) => view.show(question, { uri, range }),
    "stc.refreshUnderstanding": () => tree.look(),
    "stc.newConversation": () => conversation.clear(),
    "stc.copyConversation": () => vscode.env.clipboard.writeText(conversationAsMarkdown(conversation.turns)),
    "stc.pauseThinking": () => watch.tell("stc/pause"),
    "stc.resumeThinking": () => watch.tell("stc/resume"),
    "stc.showStatus": () => showMenu(session, watch),
    "stc.chooseModel": () => chooseModel(session, secrets),
    "stc.setKey": () => setKey(session, secrets),
    "stc.restart": () => session.restart(),
    "stc.showOutput": () => outputs.log.show(),
  };
  return vscode.Disposable.from(
    ...Object.entries(table).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}
