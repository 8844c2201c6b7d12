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
  /** That it is asked before long, of 1. */
  chance: number;
  key: string;
  /** Mean log-probability for a token, by the model that wrote it. */
  predictability: number | null;
}

export interface Turn {
  question: string;
  answer: string;
}

/** What the sleeper says of itself. `idle` is having nothing to do, or waiting. */
export interface Sleeper {
  state: "indexing" | "thinking" | "idle" | "paused";
  /** Why it does not think although thoughts are missing. */
  reason: string;
  done: number;
  total: number;
  pending: number;
}

/** What may be spent in a phase, and what counts against it. */
export interface Cap {
  phase: "asleep" | "awake";
  /** `tokens_per_day` and kin. */
  cap: string;
  spent: number;
  allowed: number;
  /** Seconds since the epoch. */
  renews_at: number;
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
  /** The caps of each phase that has a model. */
  budget: Cap[];
  notices: string[];
}

/** How well a folder or a file is understood, and how fresh that is; of a folder with all that is in it. */
export interface Part {
  /** Relative to the workspace, "" for all of it. */
  path: string;
  is_folder: boolean;
  thoughts: { wanted: number; made: number };
  /** Of those, a model's. */
  by_model: { wanted: number; made: number };
  /** Thoughts that are missing because their source has changed since. */
  outdated: number;
  /** Files whose text is not what was read last. */
  edited: number;
  /** Markdown, not trusted; "" if it is not known. */
  summary: string;
}

export interface Understanding extends Part {
  workspace: string;
  parts: (Part & { uri: string })[];
}
