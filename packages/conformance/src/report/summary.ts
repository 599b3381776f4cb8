import type { Revision } from "../requirements/requirement.js";
import type { Report } from "../run/outcome.js";
import { tally, verdicts } from "./tally.js";

/** For example `214 cases: 210 passed, 2 failed, 1 advised, 1 skipped (EIO 3 and 4)`. */
export function summarize({ outcomes, revisions }: Report): string {
  const counts = tally(outcomes);
  const parts = verdicts.map((verdict) => `${counts[verdict]} ${verdict}`).join(", ");
  return `${outcomes.length} ${outcomes.length === 1 ? "case" : "cases"}: ${parts} (${inWords(revisions)})`;
}

/** For example `EIO 3 and 4`. */
export function inWords(revisions: readonly Revision[]): string {
  return `EIO ${revisions.join(" and ")}`;
}
