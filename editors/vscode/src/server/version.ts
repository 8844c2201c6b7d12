/** Which servers this extension can talk to. */
import { run } from "../run";

const ASKING_MILLISECONDS = 20_000;

/** The version a program tells, or undefined when it is not a stc-lsp that runs. */
export async function versionOf(program: string): Promise<string | undefined> {
  const { code, stdout } = await run(program, ["--version"], { timeout: ASKING_MILLISECONDS });
  return code === 0 ? /\b(\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1] : undefined;
}

/** Before 1.0 each minor version may change the protocol; from then on only a major one. */
export function canTalkTo(version: string, wanted: string): boolean {
  const [major = 0, minor = 0, patch = 0] = numbers(version);
  const [wantedMajor = 0, wantedMinor = 0, wantedPatch = 0] = numbers(wanted);
  if (major !== wantedMajor) return false;
  if (minor !== wantedMinor) return major > 0 && minor > wantedMinor;
  return patch >= wantedPatch;
}

const numbers = (version: string): number[] => version.split(".").map((part) => Number.parseInt(part, 10) || 0);
