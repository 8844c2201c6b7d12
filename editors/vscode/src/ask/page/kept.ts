/** The way to the extension, and what the page keeps while the view is hidden: then the page is gone. */
import type { FromPage } from "../messages";

interface Kept {
  /** A question that is not asked yet. */
  draft?: string;
  /** How far down the conversation was read, in pixels. */
  scroll?: number;
}

const vscode = acquireVsCodeApi();
let now: Kept = (vscode.getState() as Kept | undefined) ?? {};

export const kept = (): Readonly<Kept> => now;

export function keep(more: Kept): void {
  now = { ...now, ...more };
  vscode.setState(now);
}

export function send(message: FromPage): void {
  vscode.postMessage(message);
}
