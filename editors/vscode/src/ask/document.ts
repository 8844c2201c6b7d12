/** The page of the Ask view: a shell without content. Nothing but our own script runs in it, nothing is fetched. */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

export function pageOf(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const source = (...path: string[]): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Ask</title>
    <link rel="stylesheet" href="${source("dist", "codicon.css")}">
    <link rel="stylesheet" href="${source("media", "ask.css")}">
  </head>
  <body>
    <main id="conversation" role="log" aria-live="polite" aria-label="Conversation" tabindex="-1"></main>
    <footer>
      <section id="likely" aria-label="Likely questions"></section>
      <div id="notice" role="status"></div>
      <form id="composer">
        <textarea id="question" rows="1" placeholder="Ask a question" aria-label="Question"></textarea>
        <button id="send" type="submit" class="icon" title="Ask (Enter)" aria-label="Ask"><i class="codicon codicon-send"></i></button>
      </form>
    </footer>
    <script nonce="${nonce}" src="${source("dist", "ask.js")}"></script>
  </body>
</html>`;
}
