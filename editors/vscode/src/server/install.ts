/** A private environment for the server, made from the wheel that comes with this extension. */
import { createHash } from "node:crypto";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import { run } from "../run";
import { programIn } from "./candidates";
import { findPython } from "./python";

/** Something a person can mend; the message says how. */
export class InstallError extends Error {}

/** The program of the private environment, which is made or renewed first if the wheel in it is not ours. */
export async function installed(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<string> {
  const wheel = await bundledWheel(context);
  const environment = path.join(context.globalStorageUri.fsPath, "server");
  const stamp = path.join(environment, "installed");
  const wanted = createHash("sha256").update(await fs.readFile(wheel)).digest("hex");
  if ((await read(stamp)) !== wanted) {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: "stc: installing the server", cancellable: true },
      async (progress, cancelled) => {
        const stop = new AbortController();
        cancelled.onCancellationRequested(() => {
          stop.abort();
        });
        await install(environment, wheel, { log, signal: stop.signal, tell: (message) => progress.report({ message }) });
      },
    );
    await fs.writeFile(stamp, wanted);
  }
  return programIn(environment);
}

interface Installing {
  log: vscode.LogOutputChannel;
  signal: AbortSignal;
  tell: (message: string) => void;
}

async function install(environment: string, wheel: string, { log, signal, tell }: Installing): Promise<void> {
  tell("looking for Python");
  const python = await findPython();
  if (!python) throw new InstallError("Python 3.11 or newer was not found. Install it, then restart the server.");
  await fs.rm(environment, { recursive: true, force: true });
  const step = async (title: string, program: string, args: string[]): Promise<void> => {
    tell(title);
    log.info(`${program} ${args.join(" ")}`);
    const ran = await run(program, args, {
      signal,
      onLine: (line) => {
        log.info(line);
        const what = /^(?:Collecting|Processing|Downloading|Installing collected packages:)\s+(\S+)/.exec(line)?.[1];
        if (what) tell(`${title} (${path.basename(what).replace(/(?:[,;=<>~![]|-\d).*/, "")})`);
      },
    });
    if (signal.aborted) throw new InstallError("The installation was stopped. Restart the server to try again.");
    if (ran.code !== 0) {
      log.error(ran.stderr);
      throw new InstallError(lastLine(ran.stderr) || `${program} failed.`);
    }
  };
  await step("making an environment", python.program, [...python.args, "-m", "venv", environment]);
  const own = path.join(path.dirname(programIn(environment)), "python");
  const pip = ["-m", "pip", "--disable-pip-version-check", "install", "--prefer-binary", "--no-input"];
  try {
    // uv fetches all parts at once: some ten times as fast as pip, which fetches one after the other.
    await step("fetching the installer", own, [...pip, "uv"]);
    await step("fetching its parts", own, ["-m", "uv", "pip", "install", "--python", own, wheel]);
  } catch (error) {
    if (signal.aborted) throw error;
    // It does not know what pip was set to: an index of one's own, a certificate.
    log.warn(`Installing with pip instead: ${String(error)}`);
    await step("fetching its parts", own, [...pip, wheel]);
  }
}

async function bundledWheel(context: vscode.ExtensionContext): Promise<string> {
  const folder = context.asAbsolutePath("server");
  const wheels = await fs.readdir(folder).catch(() => []);
  const wheel = wheels.find((name) => name.endsWith(".whl"));
  if (!wheel) throw new InstallError("This build brings no server: install stc-lsp, and name it in stc.server.path.");
  return path.join(folder, wheel);
}

const read = (file: string): Promise<string> => fs.readFile(file, "utf8").catch(() => "");

const lastLine = (text: string): string => text.trim().split("\n").at(-1)?.trim() ?? "";
