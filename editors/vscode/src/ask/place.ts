/** Where the person is: the file they look at and the lines they selected. */
import * as vscode from "vscode";
import { DOCUMENTS } from "../client/client";
import type { Where } from "../client/requests";

export function currentPlace(): Where | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || vscode.languages.match(DOCUMENTS, editor.document) === 0) return undefined;
  return { uri: editor.document.uri, range: editor.selection };
}

/** In a word, for the heading above the likely questions: with the folder's name where several are open. */
export function placeName({ uri, range }: Where): string {
  const folder = folderName(uri);
  return `${uri.path.slice(uri.path.lastIndexOf("/") + 1)}${lines(range)}${folder && ` in ${folder}`}`;
}

function lines(range: vscode.Range): string {
  const [first, last] = [range.start.line + 1, range.end.line + 1];
  if (range.isEmpty && first === 1) return "";
  return first === last ? `:${first}` : `:${first}-${last}`;
}

/** The folder that is asked about, "" where that goes without saying. */
export function folderName(uri: vscode.Uri): string {
  const isOneOfSeveral = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  return isOneOfSeveral ? (vscode.workspace.getWorkspaceFolder(uri)?.name ?? "") : "";
}
