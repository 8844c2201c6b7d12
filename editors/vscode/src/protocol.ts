/**
 * What the server and its clients say to each other beyond the protocol of language servers. Names as on the wire.
 * Types only: the page of the Ask view shares them. They are explained in docs/protocol.md.
 */

export type Rung = "stored" | "structural" | "learned" | "raw";
export type Budget = "brief" | "normal" | "deep";
export type Thumb = -1 | 0 | 1;

/** Lines that something rests on: 1-based, inclusive. */
export interface Citation {
  path: string;
  start_line: number;
  end_line: number;
  uri?: string;
}

export interface Answer {
  /** Markdown, not trusted. */
  answer: string;
  rung: Rung;
  citations: Citation[];
  /** Everything cited is as it was when it was learned. */
  fresh: boolean;
  tokens: { input: number; cached: number; output: number };
  elapsed_ms: number;
  /** Likely next ones. */
  questions: string[];
  /** Why this rung, in a sentence or two. */
  reason: string;
  /** For a thumb; 0 if the question was not logged. */
  asked_id: number;
}

export interface LikelyQuestion {
  question: string;
  answer: string;
  intent: string;
  /** A qualified name, or a path. */
  about: string;
  citations: Citation[];
  fresh: boolean;
  thinker: string;
}

export interface Turn {
  question: string;
  answer: string;
}

/** What the sleeper says of itself. `asleep` is thinking ahead; `idle` is having nothing to do, or waiting. */
export interface Sleeper {
  state: "indexing" | "asleep" | "idle" | "paused";
  /** Why it does not think although thoughts are missing. */
  reason: string;
  done: number;
  total: number;
  pending: number;
}

export interface Status {
  workspace: string;
  revision: number;
  files: number;
  chunks: number;
  languages: Record<string, number>;
  thoughts: { wanted: number; made: number };
  /** null when none answers: what was learned is still served. */
  sleeper: Sleeper | null;
  /** The model of each phase; "" for none. */
  model: { asleep: string; awake: string };
  notices: string[];
}
