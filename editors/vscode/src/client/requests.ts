/** Our own requests to the server, typed. Each rejects with NotRunning when there is no server to ask. */
import * as vscode from "vscode";
import { ProgressType, type LanguageClient } from "vscode-languageclient/node";
import type { Answer, Budget, LikelyQuestion, Status, Thumb, Turn, Understanding } from "../protocol";
import type { Session } from "./session";

export class NotRunning extends Error {
  constructor(session: Session) {
    super(session.phase === "starting" ? "The server is starting." : session.failure || "The server is not running.");
  }
}

/** Where the person is who asks. */
export interface Where {
  uri: vscode.Uri;
  range: vscode.Range;
}

export interface Asking {
  question: string;
  budget: Budget;
  where?: Where | undefined;
  history?: readonly Turn[];
  token: vscode.CancellationToken;
  onText: (piece: string) => void;
  /** Told what is to be done before it can be answered, each time that changes. */
  onWait?: (what: string) => void;
}

interface Piece {
  text: string;
}

/** What is told under a `workDoneToken`. */
interface Work {
  message?: string;
  percentage?: number;
}

let asked = 0;

/** Waits for a server that is being started, and the server for a repository that is being read. */
export async function ask(session: Session, asking: Asking): Promise<Answer> {
  if (session.phase === "starting") asking.onWait?.("The server is starting");
  const client = await session.started(asking.token);
  if (!client) throw new NotRunning(session);
  const partialResultToken = `stc-${++asked}`;
  const workDoneToken = `${partialResultToken}-work`;
  const listening = vscode.Disposable.from(
    client.onProgress(new ProgressType<Piece>(), partialResultToken, ({ text }) => {
      asking.onText(text);
    }),
    client.onProgress(new ProgressType<Work>(), workDoneToken, ({ message, percentage }) => {
      if (message) asking.onWait?.(percentage === undefined ? message : `${message}: ${percentage} %`);
    }),
  );
  try {
    return await client.sendRequest<Answer>(
      "stc/ask",
      {
        question: asking.question,
        budget: asking.budget,
        history: asking.history ?? [],
        partialResultToken,
        workDoneToken,
        ...(asking.where && located(client, asking.where)),
      },
      asking.token,
    );
  } finally {
    listening.dispose();
  }
}

export async function likelyQuestions(
  session: Session,
  where: Where,
  token?: vscode.CancellationToken,
): Promise<LikelyQuestion[]> {
  const client = running(session);
  const { textDocument, position } = located(client, where);
  const atTop = where.range.isEmpty && where.range.start.line === 0;
  const params = { textDocument, ...(!atTop && { position }) };
  const { questions } = await client.sendRequest<{ questions: LikelyQuestion[] }>("stc/likelyQuestions", params, token);
  return questions;
}

/** Of one workspace; without a name, of the one where the person is. */
export type StatusMethod = "stc/status" | "stc/pause" | "stc/resume";

export function status(session: Session, method: StatusMethod, workspace?: string): Promise<Status> {
  return running(session).sendRequest<Status>(method, workspace ? { workspace } : {});
}

export async function rate(session: Session, askedId: number, thumb: Thumb): Promise<void> {
  await running(session).sendRequest("stc/rate", { asked_id: askedId, thumb });
}

/** Of a folder of a workspace, and of each thing in it. */
export function understanding(session: Session, workspace: string, path: string): Promise<Understanding> {
  return running(session).sendRequest<Understanding>("stc/understanding", { workspace, path });
}

function running(session: Session): LanguageClient {
  if (!session.running) throw new NotRunning(session);
  return session.running;
}

function located(client: LanguageClient, { uri, range }: Where) {
  const { code2ProtocolConverter: to } = client;
  return {
    textDocument: { uri: to.asUri(uri) },
    position: to.asPosition(range.start),
    ...(!range.isEmpty && { range: to.asRange(range) }),
  };
}
