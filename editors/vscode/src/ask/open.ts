/** Opening what an answer points to. Answers are not trusted: only files of the workspace, only web addresses. */
import * as vscode from "vscode";
import type { Citation } from "../protocol";

export async function openCitation(citation: Citation): Promise<void> {
  const { uri, range } = locate(citation);
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, {
    preview: true,
    selection: range.with({ end: range.start }),
  });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  flash(editor, range);
}

/** All places of one answer in a peek, at the first of them. */
export async function peekCitations(citations: readonly Citation[]): Promise<void> {
  const [first] = citations;
  if (!first) return;
  await openCitation(first);
  const locations = citations.map(locate).map(({ uri, range }) => new vscode.Location(uri, range));
  const { uri, range } = locate(first);
  await vscode.commands.executeCommand("editor.action.peekLocations", uri, range.start, locations, "peek");
}

export async function openLink(href: string): Promise<void> {
  const uri = vscode.Uri.parse(href, true);
  if (uri.scheme === "https" || uri.scheme === "http") {
    await vscode.env.openExternal(uri);
  } else if (uri.scheme === "file") {
    const line = Number(/^L(\d+)/.exec(uri.fragment)?.[1] ?? 1);
    await openCitation({
      path: uri.path,
      start_line: line,
      end_line: line,
      uri: uri.with({ fragment: "" }).toString(),
    });
  }
}

export function locate({ path, start_line, end_line, uri }: Citation): { uri: vscode.Uri; range: vscode.Range } {
  const target = uri ? vscode.Uri.parse(uri, true) : inWorkspace(path);
  if (target?.scheme !== "file" || !vscode.workspace.getWorkspaceFolder(target)) {
    throw new Error(`${path} is not a file of this workspace.`);
  }
  const [first, last] = [Math.max(0, start_line - 1), Math.max(start_line, end_line) - 1];
  return { uri: target, range: new vscode.Range(first, 0, Math.max(0, last), Number.MAX_SAFE_INTEGER) };
}

function inWorkspace(path: string): vscode.Uri | undefined {
  const folder = vscode.workspace.workspaceFolders?.[0];
  return folder && vscode.Uri.joinPath(folder.uri, path);
}

const FLASH_MILLISECONDS = 1500;
const cited = vscode.window.createTextEditorDecorationType({
  isWholeLine: true,
  backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
  border: "1px solid",
  borderColor: new vscode.ThemeColor("editor.rangeHighlightBorder"),
});

/** Show for a moment which lines were meant. */
function flash(editor: vscode.TextEditor, range: vscode.Range): void {
  editor.setDecorations(cited, [range]);
  setTimeout(() => {
    editor.setDecorations(cited, []);
  }, FLASH_MILLISECONDS);
}
