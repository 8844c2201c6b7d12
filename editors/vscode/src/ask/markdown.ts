/** A conversation as Markdown, to paste elsewhere. */
import type { Answer, Citation } from "../protocol";
import type { TurnView } from "./messages";

export const conversationAsMarkdown = (turns: readonly TurnView[]): string =>
  turns.map(turnAsMarkdown).join("\n\n---\n\n");

export function turnAsMarkdown({ question, text, result, failure }: TurnView): string {
  const parts = [`## ${question}`, text.trim() || (failure ?? "")];
  if (result?.citations.length) parts.push(result.citations.map((each) => `- \`${placeOf(each)}\``).join("\n"));
  if (result) parts.push(`_${howMade(result)}_`);
  return parts.filter(Boolean).join("\n\n");
}

export function placeOf({ path, start_line, end_line }: Citation): string {
  return end_line > start_line ? `${path}:${start_line}-${end_line}` : `${path}:${start_line}`;
}

function howMade({ rung, fresh, tokens, elapsed_ms }: Answer): string {
  const spent = tokens.input + tokens.output;
  return `stc: ${rung}, ${fresh ? "current" : "the source has changed since"}, ${spent} tokens, ${elapsed_ms} ms`;
}
