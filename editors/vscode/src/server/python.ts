/** A Python that can hold the server. */
import { run } from "../run";

const NAMES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"];
const IS_NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 11))";

export interface Python {
  program: string;
  args: string[];
}

export async function findPython(): Promise<Python | undefined> {
  const launchers = process.platform === "win32" ? [{ program: "py", args: ["-3"] }] : [];
  for (const each of [...launchers, ...NAMES.map((program) => ({ program, args: [] }))]) {
    const { code } = await run(each.program, [...each.args, "-c", IS_NEW_ENOUGH], { timeout: 20_000 });
    if (code === 0) return each;
  }
  return undefined;
}
