/** How an answer came to be, in a row of small words; each explains itself under the pointer. */
import type { Answer, Rung } from "../../protocol";
import { element } from "./dom";

const RUNGS: Record<Rung, [icon: string, word: string, meaning: string]> = {
  stored: ["zap", "stored", "The answer was ready before you asked"],
  structural: ["type-hierarchy", "structural", "From static analysis, without a model"],
  learned: ["sparkle", "learned", "One short call to the model, with what was learned ahead"],
  raw: ["code", "raw", "One longer call to the model, with source that search found"],
};

const CHANGED = "Cited code has been edited since this was answered. Ask again for a new answer";

/** `changed`: something cited has been edited since it was answered. */
export function badges(answer: Answer, changed: boolean): HTMLElement {
  const [icon, word, meaning] = RUNGS[answer.rung];
  const { input, cached, output } = answer.tokens;
  return element(
    "div",
    { class: "badges" },
    badge(icon, word, `${meaning}. ${answer.reason}`.trim(), answer.rung),
    answer.fresh && !changed
      ? badge("check", "current", "The cited source has not changed since", "fresh")
      : badge(
          "warning",
          "source changed",
          changed ? CHANGED : "Cited code has changed since this was learned",
          "stale",
        ),
    badge("", `${compact(input + output)} tokens`, `${input} read (${cached} of them cached), ${output} written`),
    badge("", duration(answer.elapsed_ms), "From the question to the end of the answer"),
  );
}

function badge(icon: string, text: string, title: string, kind = ""): HTMLElement {
  return element(
    "span",
    { class: `badge ${kind}`.trim(), title },
    icon !== "" && element("i", { class: `codicon codicon-${icon}` }),
    text,
  );
}

const compact = (count: number): string => (count < 10_000 ? String(count) : `${Math.round(count / 1000)}k`);

function duration(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  return milliseconds < 10_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
