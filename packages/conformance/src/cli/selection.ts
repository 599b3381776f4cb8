import type { Requirement } from "../requirements/requirement.js";
import type { Case } from "../run/case.js";
import type { Choice } from "./arguments.js";
import { UsageError } from "./usage.js";

/** What the command has to know of a case: all but how it's run. */
export type ListedCase = Omit<Case<never>, "run">;

/**
 * The cases that `--eio` and `--only` leave, each with the revisions that it's left in. Throws a `UsageError` if
 * `--only` names what doesn't exist, or if nothing is left.
 */
export function selectCases(
  cases: readonly ListedCase[],
  { revisions, only }: Choice,
): readonly ListedCase[] {
  const named = select(cases, ({ id, requirements }) => [id, ...requirements], only);
  const selected = named
    .map((one) => ({ ...one, revisions: one.revisions.filter((revision) => revisions.includes(revision)) }))
    .filter((one) => one.revisions.length > 0);
  if (selected.length === 0) {
    throw new UsageError(`there is no such case in EIO ${revisions.join(" and ")}`);
  }
  return selected;
}

/** The requirements that `--only` leaves. Throws a `UsageError` if it names what doesn't exist. */
export function selectRequirements(
  requirements: readonly Requirement[],
  only: readonly string[],
): readonly Requirement[] {
  return select(requirements, ({ id }) => [id], only);
}

/** In their own order, not in that of what was asked for. */
function select<Item>(
  items: readonly Item[],
  namesOf: (item: Item) => readonly string[],
  only: readonly string[],
): readonly Item[] {
  const wanted = new Set(only.flatMap((word) => find(items, namesOf, word)));
  return only.length === 0 ? items : items.filter((item) => wanted.has(item));
}

/** Those with the whole name, or else those with a name that goes on after it: `heartbeat` or `heartbeat-`. */
function find<Item>(
  items: readonly Item[],
  namesOf: (item: Item) => readonly string[],
  word: string,
): readonly Item[] {
  const beginning = word.endsWith("-") ? word : `${word}-`;
  const exact = items.filter((item) => namesOf(item).includes(word));
  const found =
    exact.length > 0
      ? exact
      : items.filter((item) => namesOf(item).some((name) => name.startsWith(beginning)));
  if (found.length === 0) {
    throw new UsageError(`--only ${word} is unknown`);
  }
  return found;
}
