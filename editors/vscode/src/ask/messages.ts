/** What the Ask view's page and the extension say to each other. Types only. */
import type { Answer, LikelyQuestion, Thumb } from "../protocol";

export type TurnState = "waiting" | "streaming" | "done" | "stopped" | "failed";

/** One question of the conversation, and what came of it so far. */
export interface TurnView {
  id: number;
  question: string;
  state: TurnState;
  /** Markdown, not trusted; grows while it streams. */
  text: string;
  /** What is to be done before it can be answered; nothing once that is done. */
  waitsFor?: string;
  result?: Answer;
  /** Why it failed, in a sentence. */
  failure?: string;
  thumb: Thumb;
  /** Which of the citations have had their lines changed since it was answered. */
  changed?: number[];
  /** By how many lines each citation has moved since: its text names lines as they were. */
  moved?: number[];
  /** What each citation's lines were when it was answered; null of what is no file of this workspace. */
  lines?: (string[] | null)[];
  /** Where the person was who asked: the file, and what was selected by 0-based line and column. */
  where?: { uri: string; range: [startLine: number, start: number, endLine: number, end: number] };
}

/** Questions answered already, about the file or the selection that the person looks at. */
export interface LikelyView {
  /** What they are about: a file's name, with its line if something is selected. "" for no file. */
  about: string;
  /** The folder that is asked about, where several are open; else "". */
  folder: string;
  questions: Pick<LikelyQuestion, "question" | "about" | "fresh">[];
}

export type ToPage =
  | { type: "conversation"; turns: TurnView[] }
  | { type: "turn"; turn: TurnView }
  | { type: "piece"; id: number; text: string }
  | { type: "likely"; likely: LikelyView }
  | { type: "notice"; text: string }
  | { type: "focus" };

export type FromPage =
  | { type: "ready" }
  | { type: "ask"; question: string }
  | { type: "stop"; id: number }
  | { type: "retry"; id: number }
  /** `line`: the 1-based one in the citation's file that is meant; without it, the citation's own. */
  | { type: "open"; id: number; citation: number; line?: number }
  | { type: "peek"; id: number }
  | { type: "link"; href: string }
  | { type: "rate"; id: number; thumb: Thumb }
  | { type: "copy"; id: number };
