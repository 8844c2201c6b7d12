/**
 * The variables that the server is started with. Settings go this way because the sleeper, which the server starts,
 * inherits them; the key does because a variable is not written anywhere.
 */
import * as vscode from "vscode";
import { modelSettings } from "../settings";
import { keyFor } from "./key";

const KEY_VARIABLE = "STC_MODEL_KEY";
/** What mends a key that is missing or refused; the title in package.json. */
const KEY_COMMAND = "stc: Set the Model's API Key";

export async function serverEnvironment(secrets: vscode.SecretStorage): Promise<NodeJS.ProcessEnv> {
  // An empty address is "no model": a folder nobody trusts yet is answered for by static analysis.
  if (!vscode.workspace.isTrusted) return { ...process.env, STC_MODEL__BASE_URL: "" };
  const { baseUrl, name } = modelSettings();
  if (!baseUrl || !name) return process.env;
  const key = await keyFor(secrets, baseUrl);
  return {
    ...process.env,
    STC_MODEL__BASE_URL: baseUrl,
    STC_MODEL__NAME: name,
    STC_KEY_COMMAND: KEY_COMMAND,
    ...(key && { [KEY_VARIABLE]: key, STC_MODEL__API_KEY_ENV: KEY_VARIABLE }),
  };
}
