import type { Revision } from "../requirements/requirement.js";
import type { Outcome } from "../run/outcome.js";
import { inWords } from "./summary.js";

/** The cases that could not be tried for one reason. */
export interface SkippedGroup {
  readonly reason: string;
  /** Each as its id and the revisions that it was skipped in, in words. */
  readonly cases: readonly { readonly id: string; readonly where: string }[];
}

/** The skipped outcomes, by reason, in the order in which reasons and cases first come up. */
export function groupSkipped(outcomes: readonly Outcome[]): readonly SkippedGroup[] {
  const groups = new Map<string, Map<string, Revision[]>>();
  for (const { caseId, revision, reason = "no reason given" } of outcomes.filter(isSkipped)) {
    const cases = groups.get(reason) ?? new Map<string, Revision[]>();
    groups.set(reason, cases.set(caseId, [...(cases.get(caseId) ?? []), revision]));
  }
  return [...groups].map(([reason, cases]) => ({
    reason,
    cases: [...cases].map(([id, revisions]) => ({ id, where: inWords(revisions.toSorted()) })),
  }));
}

function isSkipped({ verdict }: Outcome): boolean {
  return verdict === "skipped";
}
