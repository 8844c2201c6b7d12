/** Where the person is: the file they look at and the lines they selected. */
import * as vscode from "vscode";
import type { Where } from "../client/requests";

export function currentPlace(): Where | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.scheme !== "file") return undefined;
  return { uri: editor.document.uri, range: editor.selection };
}

/** In a word, for the heading above the likely questions. */
export function placeName({ uri, range }: Where): string {
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  const [first, last] = [range.start.line + 1, range.end.line + 1];
  if (range.isEmpty) return first === 1 ? name : `${name}:${first}`;
  return first === last ? `${name}:${first}` : `${name}:${first}-${last}`;
}
