/** What is said of how well something is understood: a few words, a sentence, an icon that needs no colour. */
import type { Part } from "../protocol";

export interface DescribedPart {
  icon: "circle-filled" | "color-mode" | "circle-outline" | "history";
  /** Beside its name. */
  text: string;
  /** Sentences, without what it is for. */
  detail: string;
}

export function describePart({ thoughts, by_model, outdated, edited, is_folder }: Part): DescribedPart {
  const { wanted, made } = thoughts;
  const isFresh = edited === 0 && outdated === 0;
  const share = wanted === 0 ? "" : `${Math.floor((100 * made) / wanted)} %`;
  const changed = edited > 0 ? (is_folder ? `${count(edited)} edited` : "edited") : outdated > 0 ? "being renewed" : "";
  const said = [
    `${count(made)} of ${count(wanted)} thoughts` +
      (by_model.wanted > 0 ? `, ${count(by_model.made)} of ${count(by_model.wanted)} by a model.` : "."),
  ];
  if (edited > 0) said.push(is_folder ? `Edited since last read: ${files(edited)}.` : "Edited since it was last read.");
  if (outdated > 0) said.push(`${count(outdated)} are being renewed because their source has changed.`);
  return {
    icon: !isFresh ? "history" : made === 0 ? "circle-outline" : made < wanted ? "color-mode" : "circle-filled",
    text: [share, changed].filter(Boolean).join(" · "),
    detail: said.join(" "),
  };
}

const count = (number: number): string => number.toLocaleString("en");
const files = (number: number): string => (number === 1 ? "1 file" : `${count(number)} files`);
