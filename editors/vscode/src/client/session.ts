/** The one server of this window: found, started, watched, started again. */
import * as vscode from "vscode";
import { State, type LanguageClient } from "vscode-languageclient/node";
import { run } from "../run";
import { serverEnvironment } from "../server/environment";
import { findServer, type Server } from "../server/find";
import { serverSettings } from "../settings";
import { makeClient, type Outputs } from "./client";

export type Phase = "starting" | "running" | "offline";

export class Session implements vscode.Disposable {
  private readonly phaseChanged = new vscode.EventEmitter<Phase>();
  /** Handlers of the server's notifications are bound anew for each client. */
  private readonly clientMade = new vscode.EventEmitter<LanguageClient>();
  private client: LanguageClient | undefined;
  private current: Phase = "offline";
  /** Starts and stops happen one after the other. */
  private queue: Promise<void> = Promise.resolve();
  private restarting: Promise<void> | undefined;
  private sleepersToo = false;

  readonly onDidChangePhase = this.phaseChanged.event;
  readonly onDidMakeClient = this.clientMade.event;
  server: Server | undefined;
  /** Why it is offline, in a sentence; "" otherwise. */
  failure = "";

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly outputs: Outputs,
  ) {}

  get phase(): Phase {
    return this.current;
  }

  /** The client, if a server answers now. */
  get running(): LanguageClient | undefined {
    return this.current === "running" ? this.client : undefined;
  }

  /** The client once a server that is being started answers; undefined if it fails to, or the token is cancelled. */
  async started(token: vscode.CancellationToken): Promise<LanguageClient | undefined> {
    const subscriptions: vscode.Disposable[] = [];
    if (this.current === "starting") {
      await new Promise<void>((settled) => {
        subscriptions.push(
          this.onDidChangePhase((phase) => {
            if (phase !== "starting") settled();
          }),
          token.onCancellationRequested(() => {
            settled();
          }),
        );
      });
    }
    vscode.Disposable.from(...subscriptions).dispose();
    return this.running;
  }

  start(): Promise<void> {
    return this.enqueue(() => this.startNow());
  }

  /**
   * With another model the sleepers start again too: they keep the settings they were started with. Several wishes
   * before it begins are one.
   */
  restart(options: { sleepersToo?: boolean } = {}): Promise<void> {
    this.sleepersToo ||= options.sleepersToo ?? false;
    this.restarting ??= this.enqueue(async () => {
      const { sleepersToo } = this;
      this.restarting = undefined;
      this.sleepersToo = false;
      await this.stopNow();
      if (sleepersToo) await this.stopSleepers();
      await this.startNow();
    });
    return this.restarting;
  }

  /** Tell the server what has been set in the meantime. */
  async tellSettings(): Promise<void> {
    await this.running?.sendNotification("workspace/didChangeConfiguration", { settings: { stc: serverSettings() } });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  dispose(): void {
    this.phaseChanged.dispose();
    this.clientMade.dispose();
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work);
    return this.queue;
  }

  private async startNow(): Promise<void> {
    const { log } = this.outputs;
    this.become("starting");
    try {
      this.server = await findServer(this.context, log);
      log.info(`Running ${this.server.program} ${this.server.version}, from ${this.server.origin}`);
      const client = makeClient(this.server.program, await serverEnvironment(this.context.secrets), this.outputs);
      this.client = client;
      client.onDidChangeState(({ newState }) => {
        if (client !== this.client) return;
        if (newState === State.Running) this.become("running");
        else if (newState === State.Starting) this.become("starting");
        else this.become("offline", "The server has left.");
      });
      this.clientMade.fire(client);
      await client.start();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log.error(message);
      this.become("offline", message);
      this.tellFailure(message);
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.become("offline", "The server was stopped.");
    // One that is starting, or has crashed, cannot be asked to stop: it is gone or goes with this window.
    await client?.dispose().catch((error: unknown) => {
      this.outputs.log.warn(`The server did not stop as asked: ${String(error)}`);
    });
  }

  private async stopSleepers(): Promise<void> {
    if (!this.server) return;
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      await run(this.server.program, ["stop", "--workspace", folder.uri.fsPath], { timeout: 30_000 });
    }
  }

  private become(phase: Phase, failure = ""): void {
    this.failure = failure;
    this.current = phase;
    void vscode.commands.executeCommand("setContext", "stc.isRunning", phase === "running");
    this.phaseChanged.fire(phase);
  }

  private tellFailure(message: string): void {
    const [again, output] = ["Try Again", "Show Output"];
    void vscode.window.showErrorMessage(`stc: ${message}`, again, output).then((chosen) => {
      if (chosen === again) void this.restart();
      if (chosen === output) this.outputs.log.show();
    });
  }
}
