/**
 * An OpenAI-compatible endpoint on loopback for tests: says what it is told, word by word, and can be held in the
 * middle of an answer, or broken.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

export class Model {
  /** What it answers to a person. */
  says = "An answer.";
  isBroken = false;
  /** Resolved when the rest of an answer may go out. */
  private held: Promise<void> = Promise.resolve();
  private letGo: () => void = () => undefined;
  hungUp = 0;

  private constructor(
    private readonly server: Server,
    readonly baseUrl: string,
  ) {}

  static async start(): Promise<Model> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const model = new Model(server, `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/v1`);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => void model.answer(request, response));
    return model;
  }

  /** Let half of each answer out, and the rest not before `release`. */
  hold(): void {
    this.held = new Promise((resolve) => {
      this.letGo = resolve;
    });
  }

  release(): void {
    this.letGo();
    this.held = Promise.resolve();
  }

  stop(): void {
    this.release();
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await text(request)) as { stream?: boolean };
    if (this.isBroken) {
      response.writeHead(401, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ error: { message: "Incorrect key provided", type: "error" } }));
      return;
    }
    const usage = { prompt_tokens: 812, completion_tokens: 64, total_tokens: 876 };
    if (!body.stream) {
      const choice = { index: 0, message: { role: "assistant", content: this.says }, finish_reason: "stop" };
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ id: "x", object: "chat.completion", choices: [choice], usage }));
      return;
    }
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.on("close", () => {
      if (!response.writableFinished) this.hungUp++;
    });
    const send = (event: unknown): unknown => response.write(`data: ${JSON.stringify(event)}\n\n`);
    const piece = (content: string, finish: string | null = null): unknown =>
      send({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] });
    const words = this.says.split(/(?<= )/);
    const half = Math.ceil(words.length / 2);
    for (const word of words.slice(0, half)) piece(word);
    await this.held;
    for (const word of words.slice(half)) piece(word);
    piece("", "stop");
    send({ choices: [], usage });
    response.end("data: [DONE]\n\n");
  }
}

async function text(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}
