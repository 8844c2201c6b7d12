/** The three questions about what is under the cursor: as code actions, in the context menu, as commands. */
import * as vscode from "vscode";
import type { AskView } from "../ask/view";
import { DOCUMENTS } from "../client/client";
import type { Session } from "../client/session";

interface About {
  command: string;
  title: string;
  /** `what` is a name in backquotes, or "this" for selected lines. */
  question: (what: string) => string;
}

const ABOUT: readonly About[] = [
  { command: "stc.explain", title: "Explain", question: (what) => `What does ${what} do?` },
  { command: "stc.whoUses", title: "Who uses", question: (what) => `Who uses ${what}?` },
  {
    command: "stc.whatBreaks",
    title: "What breaks if I change",
    question: (what) => `What breaks if I change ${what}?`,
  },
];

export function aboutThis(session: Session, view: AskView): vscode.Disposable {
  const commands = ABOUT.map(({ command, question }) =>
    vscode.commands.registerTextEditorCommand(command, (editor) => {
      const { document, selection } = editor;
      const what = nameAt(document, selection);
      if (what) void view.show(question(what), { uri: document.uri, range: selection });
    }),
  );
  const actions = vscode.languages.registerCodeActionsProvider(DOCUMENTS, {
    provideCodeActions: (document, range, { triggerKind }) => {
      // Only when asked for: a light bulb on every word would say nothing.
      if (triggerKind !== vscode.CodeActionTriggerKind.Invoke || !session.running) return [];
      const what = nameAt(document, range);
      if (!what) return [];
      return ABOUT.map(({ command, title }) => {
        const action = new vscode.CodeAction(`${title} ${what.replaceAll("`", "")}`, vscode.CodeActionKind.Empty);
        action.command = { command, title };
        return action;
      });
    },
  });
  return vscode.Disposable.from(actions, ...commands);
}

function nameAt(document: vscode.TextDocument, range: vscode.Range): string | undefined {
  if (!range.isSingleLine) return "this";
  const word = range.isEmpty ? document.getWordRangeAtPosition(range.start) : range;
  const name = word && document.getText(word).trim();
  // Not a word but a piece of a line: its place says what is meant.
  if (name && !/^[\p{L}\p{N}_.$]+$/u.test(name)) return "this";
  return name && `\`${name}\``;
}
