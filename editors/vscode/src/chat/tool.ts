/** The tool by which agents in the editor ask, where the editor has such tools. */
import * as vscode from "vscode";
import { placeOf } from "../ask/markdown";
import { ask, type Where } from "../client/requests";
import type { Session } from "../client/session";
import type { Answer } from "../protocol";

const NAME = "stc_ask";

interface Input {
  question: string;
  path?: string;
  line?: number;
}

/** Nothing, in editors without tools. */
export function languageModelTool(session: Session): vscode.Disposable {
  const models = vscode.lm as Partial<typeof vscode.lm> | undefined;
  if (!models?.registerTool) return vscode.Disposable.from();
  return models.registerTool<Input>(NAME, {
    prepareInvocation: ({ input }) => ({ invocationMessage: `Asking stc: ${input.question}` }),
    invoke: async ({ input }, token) => {
      // Agents have their own conversation: each question stands for itself, and is to cost little.
      const answer = await ask(session, {
        question: input.question,
        budget: "brief",
        where: whereOf(input),
        token,
        onText: () => undefined,
      });
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(asText(answer))]);
    },
  });
}

function whereOf({ path, line = 1 }: Input): Where | undefined {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder || !path) return undefined;
  const position = new vscode.Position(Math.max(0, line - 1), 0);
  return { uri: vscode.Uri.joinPath(folder.uri, path), range: new vscode.Range(position, position) };
}

function asText({ answer, citations, fresh }: Answer): string {
  const places = citations.length ? `\n\nCited: ${citations.map(placeOf).join(", ")}` : "";
  return `${answer}${places}${fresh ? "" : "\n\nCited code has changed since this was learned."}`;
}
