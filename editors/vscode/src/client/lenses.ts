/** The server's code lenses, with a click that explains in the Ask view. */
import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";

export const EXPLAIN_AT = "stc.explainAt";

export const lenses: Pick<Middleware, "provideCodeLenses"> = {
  provideCodeLenses: async (document, token, next) => {
    const found = await next(document, token);
    return found?.map(({ range, command }) => {
      const [asked] = (command?.arguments ?? []) as { question?: string }[];
      return new vscode.CodeLens(range, {
        title: inert(command?.title ?? ""),
        command: EXPLAIN_AT,
        arguments: [asked?.question ?? "What does this do?", document.uri, range],
      });
    });
  },
};

/** What quotes the repository makes no icons. */
const inert = (title: string): string => title.replaceAll("$(", "$\u200b(");
