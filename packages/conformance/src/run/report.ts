import type { Requirement } from "../requirements/requirement.js";
import type { Report } from "./outcome.js";
import { RunError } from "./run-error.js";
import { type RunOptions, runCases } from "./runner.js";
import { selectCases } from "./selection.js";

/** What a run is made of, and what its report says about that. */
export interface ReportOptions<Kit> extends Omit<RunOptions<Kit>, "requirements"> {
  readonly subject: string;
  readonly requirements: readonly Requirement[];
  readonly only?: readonly string[];
}

/** Runs what is selected, and reports on it. Rejects with a `RunError` if that is nothing. */
export async function report<Kit>(options: ReportOptions<Kit>): Promise<Report> {
  const { subject, side, revisions, requirements, only = [] } = options;
  const cases = selectCases(options.cases, only);
  if (
    only.length > 0 &&
    !cases.some((one) => one.revisions.some((revision) => revisions.includes(revision)))
  ) {
    throw new RunError(
      "NOTHING_SELECTED",
      `No case of ${only.join(", ")} is one of revision ${revisions.join(", ")}`,
    );
  }
  const startedAt = new Date().toISOString();
  const startedAtMs = performance.now();
  const outcomes = await runCases({
    ...options,
    cases,
    requirements: new Map(requirements.map((requirement) => [requirement.id, requirement])),
  });
  return {
    side,
    subject,
    revisions,
    startedAt,
    durationMs: Math.round(performance.now() - startedAtMs),
    outcomes,
  };
}
