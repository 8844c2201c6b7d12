/** Naming a model: an address, a name, and a key that goes into the secret storage. */
import * as vscode from "vscode";
import type { Session } from "../client/session";
import { originOf, saveKey } from "../server/key";
import { modelSettings, saveModelSettings } from "../settings";

interface Endpoint extends vscode.QuickPickItem {
  /** "" for none, undefined for another one. */
  baseUrl: string | undefined;
}

const ENDPOINTS: readonly Endpoint[] = [
  { label: "Ollama", description: "on this machine", baseUrl: "http://127.0.0.1:11434/v1" },
  { label: "LM Studio", description: "on this machine", baseUrl: "http://127.0.0.1:1234/v1" },
  { label: "llama.cpp", description: "on this machine", baseUrl: "http://127.0.0.1:8080/v1" },
  { label: "OpenAI", description: "your source goes there", baseUrl: "https://api.openai.com/v1" },
  { label: "OpenRouter", description: "your source goes there", baseUrl: "https://openrouter.ai/api/v1" },
  { label: "Another address", description: "any OpenAI-compatible endpoint", baseUrl: undefined },
  { label: "No model", description: "answers from static analysis; nothing leaves this machine", baseUrl: "" },
];

export async function chooseModel(session: Session, secrets: vscode.SecretStorage): Promise<void> {
  const endpoint = await vscode.window.showQuickPick(ENDPOINTS, {
    title: "stc: where does the model run?",
    ignoreFocusOut: true,
  });
  if (!endpoint) return;
  const before = modelSettings();
  const baseUrl = endpoint.baseUrl ?? (await askForAddress(before.baseUrl));
  if (baseUrl === undefined) return;
  if (!baseUrl) {
    await saveModelSettings({ baseUrl: "", name: "" });
  } else {
    const name = await vscode.window.showInputBox({
      title: `stc: the model's name at ${originOf(baseUrl)}`,
      value: before.baseUrl === baseUrl ? before.name : "",
      prompt: "The name that the endpoint uses for it, for example qwen3:8b.",
      ignoreFocusOut: true,
    });
    if (!name?.trim()) return;
    if (!isLocal(baseUrl) && !(await askForKey(secrets, baseUrl))) return;
    await saveModelSettings({ baseUrl, name: name.trim() });
  }
  await session.restart({ sleepersToo: true });
}

export async function setKey(session: Session, secrets: vscode.SecretStorage): Promise<void> {
  const { baseUrl } = modelSettings();
  if (!baseUrl) await chooseModel(session, secrets);
  else if (await askForKey(secrets, baseUrl)) await session.restart({ sleepersToo: true });
}

function askForAddress(value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: "stc: the endpoint's address",
    value,
    placeHolder: "https://host/v1",
    prompt: "The base address, without /chat/completions.",
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^https?:\/\/\S+$/.test(text.trim()) ? undefined : "Enter an address that starts with http:// or https://.",
  });
}

/** Whether one was given; an empty one forgets the old one. */
async function askForKey(secrets: vscode.SecretStorage, baseUrl: string): Promise<boolean> {
  const key = await vscode.window.showInputBox({
    title: `stc: the key for ${originOf(baseUrl)}`,
    prompt: "It is kept in the editor's secret storage. Leave it empty if the endpoint needs none.",
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return false;
  await saveKey(secrets, baseUrl, key.trim());
  return true;
}

function isLocal(baseUrl: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(baseUrl).hostname);
}
