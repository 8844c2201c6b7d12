/** `@stc` in the editor's own chat, where it has one. */
import * as vscode from "vscode";
import { currentPlace } from "../ask/place";
import { locate } from "../ask/open";
import { ask } from "../client/requests";
import type { Session } from "../client/session";
import type { Turn } from "../protocol";
import { answerBudget } from "../settings";

const ID = "stc-lsp.stc";

interface Metadata {
  questions: string[];
  answer: string;
}

/** Nothing, in editors without a chat. */
export function chatParticipant(session: Session, extension: vscode.Uri): vscode.Disposable {
  // Forks of the editor leave the whole name space out, whatever the types say.
  const chat = vscode.chat as Partial<typeof vscode.chat> | undefined;
  if (!chat?.createChatParticipant) return vscode.Disposable.from();

  const participant = chat.createChatParticipant(ID, async (request, context, stream, token) => {
    let streamed = 0;
    const answer = await ask(session, {
      question: request.prompt,
      budget: answerBudget(),
      where: currentPlace(),
      history: turns(context.history),
      token,
      onText: (text) => {
        streamed += text.length;
        stream.markdown(inert(text));
      },
      onWait: (what) => {
        stream.progress(`${what}…`);
      },
    });
    if (streamed === 0) stream.markdown(inert(answer.answer));
    for (const citation of answer.citations) stream.reference(location(citation));
    if (!answer.fresh) stream.markdown(inert("\n\nCited code has changed since this was learned."));
    const metadata: Metadata = { questions: answer.questions, answer: answer.answer };
    return { metadata };
  });
  participant.iconPath = vscode.Uri.joinPath(extension, "media", "stc.svg");
  participant.followupProvider = {
    provideFollowups: ({ metadata }) => (metadata as Metadata | undefined)?.questions.map((prompt) => ({ prompt })),
  };
  return vscode.Disposable.from(participant);
}

function turns(history: vscode.ChatContext["history"]): Turn[] {
  const found: Turn[] = [];
  let question = "";
  for (const each of history) {
    if (each instanceof vscode.ChatRequestTurn) question = each.prompt;
    else found.push({ question, answer: (each.result.metadata as Metadata | undefined)?.answer ?? "" });
  }
  return found.filter(({ answer }) => answer);
}

function location(citation: Parameters<typeof locate>[0]): vscode.Location {
  const { uri, range } = locate(citation);
  return new vscode.Location(uri, range);
}

/** Text from the server is never trusted: no commands, no HTML. */
function inert(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
}
