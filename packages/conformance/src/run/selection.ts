import type { Case } from "./case.js";
import { RunError } from "./run-error.js";

/**
 * The cases that are meant by ids of cases or requirements, or by the beginnings of those (`EIO4-HB`); all if nothing
 * is said. Throws a `RunError` for one that means no case.
 */
export function selectCases<Kit>(cases: readonly Case<Kit>[], only: readonly string[]): readonly Case<Kit>[] {
  const meant = new Set(only.flatMap((name) => find(cases, name)));
  return only.length === 0 ? cases : cases.filter((one) => meant.has(one));
}

/** Those with this very name, or else those with one that goes on after it: `EIO-TXT-1` does not mean `EIO-TXT-10`. */
function find<Kit>(cases: readonly Case<Kit>[], name: string): readonly Case<Kit>[] {
  const beginning = name.endsWith("-") ? name : `${name}-`;
  const exact = cases.filter((one) => namesOf(one).includes(name));
  const begun = cases.filter((one) => namesOf(one).some((other) => other.startsWith(beginning)));
  const found = exact.length > 0 ? exact : begun;
  if (found.length === 0) {
    throw new RunError("NOTHING_SELECTED", `No case and no requirement of a case is called ${name}`);
  }
  return found;
}

function namesOf<Kit>({ id, requirements }: Case<Kit>): readonly string[] {
  return [id, ...requirements];
}
