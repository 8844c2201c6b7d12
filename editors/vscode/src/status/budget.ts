/** What is left of the budget, in words. */
import type { Cap } from "../protocol";

/** Of all caps, the one that will be reached first, as a share: "82 % left". "" while nothing is limited. */
export function shareLeft(budget: readonly Cap[]): string {
  const shares = budget.map(({ spent, allowed }) => (allowed > 0 ? Math.max(0, 1 - spent / allowed) : 0));
  return shares.length > 0 ? `${Math.floor(100 * Math.min(...shares))} % left` : "";
}

/** Each cap in a line. */
export function describeBudget(budget: readonly Cap[]): string[] {
  return budget.map(({ phase, cap, spent, allowed }) => {
    const [what = "", , window = ""] = cap.split("_");
    const amount = (value: number): string =>
      what === "money" ? value.toFixed(2) : Math.round(value).toLocaleString("en");
    const left = amount(Math.max(0, allowed - spent));
    const unit = what === "money" ? "" : ` ${what}`;
    return `${PHASES[phase]}: ${left} of ${amount(allowed)}${unit} left ${WINDOWS[window] ?? window}.`;
  });
}

const PHASES: Record<Cap["phase"], string> = { asleep: "For thinking ahead", awake: "For answering" };
const WINDOWS: Record<string, string> = { hour: "this hour", day: "today (UTC)", month: "this month" };
