import type { Revision } from "../requirements/requirement.js";
import type { Outcome } from "../run/outcome.js";

/** A case that did not pass, and the revisions in which it ended the same way. */
export interface Difference {
  /** The first of them. */
  readonly outcome: Outcome;
  readonly revisions: readonly Revision[];
}

/** The failed and the advised outcomes, those of one case together if the same was seen; in the report's order. */
export function groupDifferences(outcomes: readonly Outcome[]): readonly Difference[] {
  const groups = new Map<string, Difference>();
  for (const outcome of outcomes.filter(isDifference)) {
    const { caseId, verdict, expected, actual, revision } = outcome;
    const key = JSON.stringify([caseId, verdict, expected, actual]);
    const group = groups.get(key) ?? { outcome, revisions: [] };
    groups.set(key, { ...group, revisions: [...group.revisions, revision].toSorted() });
  }
  return [...groups.values()];
}

/** Whether the case was tried and did not pass. */
export function isDifference({ verdict }: Outcome): boolean {
  return verdict === "failed" || verdict === "advised";
}
