import type { Case } from "../run/case.js";
import { selectCases } from "../run/selection.js";
import type { Choice } from "./arguments.js";
import { UsageError } from "./usage.js";

/** What the command has to know of a case: all but how it's run. */
export type ListedCase = Omit<Case<never>, "run">;

/**
 * The cases that `--eio` and `--only` leave, each with the revisions that it's left in. Throws a `RunError` if `--only`
 * names what doesn't exist, and a `UsageError` if nothing is left.
 */
export function chooseCases(
  cases: readonly ListedCase[],
  { revisions, only }: Choice,
): readonly ListedCase[] {
  const chosen = selectCases(cases, only)
    .map((one) => ({ ...one, revisions: one.revisions.filter((revision) => revisions.includes(revision)) }))
    .filter((one) => one.revisions.length > 0);
  if (chosen.length === 0) {
    throw new UsageError(`there is no such case in EIO ${revisions.join(" and ")}`);
  }
  return chosen;
}
