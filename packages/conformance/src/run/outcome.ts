import type { Revision, Side } from "../requirements/requirement.js";

/** Who sent a line of a transcript: the kit, the one under test, or a remark of the kit about what happened. */
export type TranscriptSource = "kit" | "peer" | "note";

/** One frame or happening, in order. */
export interface TranscriptLine {
  /** Milliseconds since the case began. */
  readonly atMs: number;
  readonly source: TranscriptSource;
  /** A text frame as it is, a binary one as `<01 02 03>`, anything else in words; long ones are cut with their length. */
  readonly text: string;
}

/**
 * How a case ended: `passed`; `failed`, a MUST was not kept; `advised`, only a SHOULD was not kept; `skipped`, it
 * could not be tried. Only `failed` makes the run fail.
 */
export type Verdict = "passed" | "failed" | "advised" | "skipped";

/** One case, tried in one revision. */
export interface Outcome {
  readonly caseId: string;
  readonly title: string;
  readonly requirements: readonly string[];
  readonly revision: Revision;
  readonly verdict: Verdict;
  readonly durationMs: number;
  /** What was expected and what came, or why it was skipped; missing for one that passed. */
  readonly expected?: string;
  readonly actual?: string;
  readonly reason?: string;
  /** Empty for one that passed. */
  readonly transcript: readonly TranscriptLine[];
}

/** A whole run. */
export interface Report {
  readonly side: Side;
  /** The URL of the server, or the command of the client. */
  readonly subject: string;
  readonly revisions: readonly Revision[];
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly outcomes: readonly Outcome[];
}
