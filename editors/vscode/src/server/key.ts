/** The model's key: in the editor's secret storage, one for each endpoint, so that none goes to another's. */
import type * as vscode from "vscode";

const nameOf = (baseUrl: string): string => `stc.key:${originOf(baseUrl)}`;

export function originOf(baseUrl: string): string {
  try {
    return new URL(baseUrl).origin;
  } catch {
    return baseUrl;
  }
}

export async function keyFor(secrets: vscode.SecretStorage, baseUrl: string): Promise<string | undefined> {
  return baseUrl ? await secrets.get(nameOf(baseUrl)) : undefined;
}

export async function saveKey(secrets: vscode.SecretStorage, baseUrl: string, key: string): Promise<void> {
  if (key) await secrets.store(nameOf(baseUrl), key);
  else await secrets.delete(nameOf(baseUrl));
}
