/** The conversation outlives the window: it is kept with the workspace, as the editor keeps its own things. */
import * as vscode from "vscode";
import type { CitedSource } from "./cited";
import type { Conversation } from "./conversation";
import type { TurnView } from "./messages";

/** Another shape is another key: what an older extension kept is not read. */
const KEY = "stc.conversation.1";
const MOST_TURNS = 30;

export const keptTurns = (state: vscode.Memento): TurnView[] => state.get<TurnView[]>(KEY, []);

/** Keeps each turn from when it is answered until a new conversation begins. */
export function keepTurns(state: vscode.Memento, conversation: Conversation, cited: CitedSource): vscode.Disposable {
  const keep = (): void => {
    // What the server does not keep, because the person wants no questions kept, is not kept here either.
    const turns = conversation.turns.filter(({ state, result }) => state === "done" && result?.asked_id);
    void state.update(KEY, turns.length ? turns.slice(-MOST_TURNS) : undefined);
  };
  return vscode.Disposable.from(
    cited.onDidKeep(keep),
    conversation.onDidChangeTurn(keep),
    conversation.onDidClear(keep),
  );
}
