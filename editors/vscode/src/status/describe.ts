/** What is said about the state of the server and the sleeper: a short text, a sentence, an icon. */
import type { Phase } from "../client/session";
import type { Status } from "../protocol";

export interface Described {
  icon: string;
  /** A word or two, for the status bar. */
  text: string;
  /** A sentence. */
  detail: string;
  isBusy: boolean;
  isPaused: boolean;
  isProblem: boolean;
}

const CALM = { isBusy: false, isPaused: false, isProblem: false };

export interface Around {
  /** A person's question is being answered. */
  isAwake?: boolean;
  /** Whether a folder is open: without one there is nothing to tell a status of. */
  hasFolder?: boolean;
}

export function describe(
  phase: Phase,
  failure: string,
  status: Status | undefined,
  { isAwake = false, hasFolder = true }: Around = {},
): Described {
  if (phase === "offline") {
    return {
      ...CALM,
      icon: "circle-slash",
      text: "offline",
      detail: failure || "The server is not running.",
      isProblem: true,
    };
  }
  if (phase === "running" && !status && !hasFolder) {
    return {
      ...CALM,
      icon: "circle-outline",
      text: "no folder",
      detail: "No folder is open, so cards are made from the open file alone.",
    };
  }
  if (phase === "starting" || !status) {
    return { ...CALM, icon: "loading~spin", text: "starting", detail: "The server is starting.", isBusy: true };
  }
  const { sleeper, thoughts } = status;
  if (isAwake) return { ...CALM, icon: "eye", text: "answering", detail: "Answering a question.", isBusy: true };
  const share = `${count(thoughts.made)} of ${count(thoughts.wanted)} thoughts`;
  if (!sleeper) {
    const why = status.notices.at(-1);
    return {
      ...CALM,
      icon: "circle-outline",
      text: "not learning",
      detail: why ?? `The sleeper is not running. Answers come from what is known already: ${share}.`,
      isProblem: why !== undefined,
    };
  }
  switch (sleeper.state) {
    case "indexing": {
      const percent = sleeper.total > 0 ? ` ${Math.floor((100 * sleeper.done) / sleeper.total)} %` : "";
      return {
        ...CALM,
        icon: "sync~spin",
        text: `reading${percent}`,
        detail: `Reading the repository${percent && `:${percent}`}.`,
        isBusy: true,
      };
    }
    case "thinking":
      return { ...CALM, icon: "sparkle", text: "thinking", detail: `Thinking ahead: ${share}.`, isBusy: true };
    case "paused":
      return {
        ...CALM,
        icon: "debug-pause",
        text: "paused",
        detail: `Thinking ahead is paused: ${share}.`,
        isPaused: true,
      };
    case "idle":
      return {
        ...CALM,
        icon: "eye-closed",
        text: "idle",
        detail: sleeper.reason
          ? `Thinking ahead is on hold (${sleeper.reason}): ${share}.`
          : `Thinking ahead is done: ${share}.`,
      };
  }
}

/** What answers now, in a sentence. */
export function describeModel({ model }: Status): string {
  if (!model.awake) return "No model: answers come from static analysis.";
  return model.asleep && model.asleep !== model.awake
    ? `Answers with ${model.awake}, thinks ahead with ${model.asleep}.`
    : `Model: ${model.awake}.`;
}

const count = (number: number): string => number.toLocaleString("en");
