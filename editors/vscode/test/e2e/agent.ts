/** A coding agent, as far as it matters here: a client of `stc-lsp mcp` over its standard streams. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";

interface Reply {
  id?: number;
  result?: { structuredContent?: unknown; isError?: boolean; content?: unknown };
  error?: { message: string };
}

export class Agent {
  private lastId = 0;
  private readonly waiting = new Map<number, (reply: Reply) => void>();

  private constructor(private readonly server: ChildProcessWithoutNullStreams) {
    createInterface(server.stdout).on("line", (line) => {
      const reply = JSON.parse(line) as Reply;
      if (reply.id !== undefined) this.waiting.get(reply.id)?.(reply);
    });
  }

  static async start(program: string, folder: string, env: NodeJS.ProcessEnv): Promise<Agent> {
    const agent = new Agent(spawn(program, ["mcp", "--workspace", folder], { env }));
    const clientInfo = { name: "agent", version: "1" };
    await agent.request("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
    agent.send({ method: "notifications/initialized" });
    return agent;
  }

  /** What a tool gives, as structured output. */
  async call<Result>(name: string, args: Record<string, unknown>): Promise<Result> {
    const { result, error } = await this.request("tools/call", { name, arguments: args });
    if (error || !result || result.isError) throw new Error(error?.message ?? JSON.stringify(result?.content));
    return result.structuredContent as Result;
  }

  stop(): void {
    this.server.stdin.end();
  }

  private request(method: string, params: unknown): Promise<Reply> {
    const id = ++this.lastId;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.send({ id, method, params });
    });
  }

  private send(message: object): void {
    this.server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  }
}
