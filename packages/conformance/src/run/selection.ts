import { RunError } from "./run-error.js";

/** What a case is called by. */
interface Named {
  readonly id: string;
  readonly requirements: readonly string[];
}

/**
 * The cases that are meant by ids of cases or requirements, or by the beginnings of those (`EIO4-HB`); all if nothing
 * is said. Throws a `RunError` for one that means no case.
 */
export function selectCases<Item extends Named>(
  cases: readonly Item[],
  only: readonly string[],
): readonly Item[] {
  return selectNamed(cases, ({ id, requirements }) => [id, ...requirements], only);
}

/** The items that are meant by their names, in their own order. Throws a `RunError` for a name that means none. */
export function selectNamed<Item>(
  items: readonly Item[],
  namesOf: (item: Item) => readonly string[],
  only: readonly string[],
): readonly Item[] {
  const meant = new Set(only.flatMap((name) => find(items, namesOf, name)));
  return only.length === 0 ? items : items.filter((item) => meant.has(item));
}

/** Those with this very name, or else those with one that goes on after it: `EIO-TXT-1` does not mean `EIO-TXT-10`. */
function find<Item>(
  items: readonly Item[],
  namesOf: (item: Item) => readonly string[],
  name: string,
): readonly Item[] {
  const beginning = name.endsWith("-") ? name : `${name}-`;
  const exact = items.filter((item) => namesOf(item).includes(name));
  const begun = items.filter((item) => namesOf(item).some((other) => other.startsWith(beginning)));
  const found = exact.length > 0 ? exact : begun;
  if (found.length === 0) {
    throw new RunError("NOTHING_SELECTED", `no case and no requirement is called ${name}`);
  }
  return found;
}
